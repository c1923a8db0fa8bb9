from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import QueryError
from syndicate.model import Condition, Query
from syndicate.query import MOST_CHARACTERS, parse, written

PIECES = st.sampled_from(
    [
        *(
            "siege",
            '"western front"',
            "tag:iraq,syria",
            "-source:example.com",
            "c++",
            "10:30",
            "e-mail",
        ),
        *(
            'agency:"Associated Press",AFP',
            "lang:en-US",
            "-lang:ar",
            "topic:iraq",
            "thread:t2k",
            "port*",
        ),
        *(
            "after:2014-11-06",
            "before:2014-11-07T10:00Z",
            "-",
            '"',
            "*",
            ",",
            ":",
            "tag:",
            "Mosul:",
            "新闻",
        ),
        *(
            '"western fro"*',
            "http://a.example/b",
            "--x",
            "-tag:sport",
            "AND",
            "\u00a0",
            "ſ:x",
            '"-x"',
        ),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Siege  mosul", (Condition("text", ("Siege",)), Condition("text", ("mosul",)))),
        ('"western  front"', (Condition("text", ("western front",)),)),
        ("port*", (Condition("text", ("port",), grows=True),)),
        ("-sport", (Condition("text", ("sport",), negated=True),)),
        ("-tag:sport,chess", (Condition("tag", ("sport", "chess"), negated=True),)),
        ("e-mail", (Condition("text", ("e-mail",)),)),
        ("siege siege", (Condition("text", ("siege",)),)),
        ('source:"The Daily News"', (Condition("source", ("the daily news",)),)),
        ("agency:xinhuanet", (Condition("agency", ("Xinhua",)),)),
        ('agency:"xinhua news agency"', (Condition("agency", ("Xinhua",)),)),
        ("LANG:EN-us,ar", (Condition("lang", ("en", "ar")),)),
        ("tag:iraq tag:war", (Condition("tag", ("iraq",)), Condition("tag", ("war",)))),
        ("http://example.org/10:30", (Condition("text", ("http://example.org/10:30",)),)),
        ('- "" :-) …', ()),
    ],
)
def test_query_reads(text: str, expected: tuple[Condition, ...]) -> None:
    assert parse(text) == Query(expected)


def test_dates_are_days_or_instants_in_utc() -> None:
    query = parse("after:2014-11-06 before:2014-11-06T16:30+02:00")
    assert query.after == datetime(2014, 11, 6, tzinfo=UTC)
    assert query.before == datetime(2014, 11, 6, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("siege tags:x", 7, 'did you mean "tag:"?'),
        ("title:siege", 1, "put it in quotes"),
        ("tag: sport", 5, "needs a value"),
        ("tag:a,", 7, "needs a value"),
        ("tag:a,,b", 7, "needs a value"),
        ('siege "western front', 7, "not closed"),
        ('agency:"AP', 8, "not closed"),
        ("tag:Sp_rt", 5, "a-z, 0-9 and -"),
        ("lang:english", 6, "the code of a language"),
        ("thread:../x", 8, "the id of a thread"),
        ("po*", 1, "4 letters"),
        ("after:yesterday", 7, "2014-11-06"),
        ("after:0001-01-01T00:00+14:00", 7, "2014-11-06"),
        ("-after:2014-11-06", 2, "write before: instead"),
        ("after:2014-11-06 after:2014-11-07", 18, "stands twice"),
        ("after:2014-11-06,2014-11-07", 18, "one date only"),
        ("after:2014-11-07 before:2014-11-06", 1, "ends before it begins"),
        ("lang:en lang:ar", 1, "lang:one,other"),
        ("x" * 500, MOST_CHARACTERS + 1, "longer than 400"),
        (" ".join(map(str, range(17))), 39, "more than 16"),
        ("tag:" + ",".join(map(str, range(33))), 1, "more than 32"),
    ],
)
def test_error_tells_the_column_and_what_to_do(text: str, column: int, told: str) -> None:
    with pytest.raises(QueryError, match="column") as caught:
        parse(text)
    assert caught.value.column == column
    assert told in str(caught.value)


def read(text: str) -> tuple[int | None, Query]:
    """The column of what is wrong, or the query."""
    try:
        return None, parse(text)
    except QueryError as error:
        return error.column, Query()


@given(st.lists(PIECES, max_size=8).map(" ".join) | st.text(st.characters(codec=None), max_size=60))
def test_query_is_read_or_refused_and_what_is_written_reads_the_same(text: str) -> None:
    column, query = read(text)
    assert column is None or 1 <= column <= len(text) + 1
    again = parse(written(query))
    assert again == query
    assert written(again) == written(query)
