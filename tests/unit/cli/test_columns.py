from __future__ import annotations

from rich.cells import cell_len

from syndicate.cli.columns import folded, wide

URL = f"https://example.org/{'a' * 90}"
ROWS = [
    {
        "id": "s1",
        "title": "日本語の見出し",
        "url": URL,
        "state": "good",
        "held": "0",
        "problem": "",
    },
    {
        "id": "s2",
        "title": "",
        "url": "https://example.net/",
        "state": "failing",
        "held": "0",
        "problem": "the server says 500 Internal Server Error; it has trouble of its own",
    },
]


def test_short_columns_stand_side_by_side_and_the_rest_beneath_its_row() -> None:
    assert list(folded(ROWS, 60)) == [
        "  id  title           state",
        "  s1  日本語の見出し  good",
        "    url:",
        f"      {URL}",
        "  s2                  failing",
        "    url: https://example.net/",
        "    problem: the server says 500 Internal Server Error; it",
        "      has trouble of its own",
    ]


def test_what_does_not_fit_beside_the_others_goes_beneath_them() -> None:
    lines = list(folded(ROWS, 20))
    assert lines[0] == "  id  title"
    assert "    state: failing" in lines
    assert all(cell_len(line) <= 20 for line in lines if len(line.split()) > 1)


def test_the_width_of_a_table_counts_what_its_rows_say() -> None:
    assert (
        wide([{"id": "s1", "title": "日本", "held": "0"}]) == len("id") + 3 + len("title") + 3 + 1
    )
