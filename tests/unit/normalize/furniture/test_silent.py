"""Texts that are nothing but furniture."""

from __future__ import annotations

import pytest

from syndicate.normalize.furniture.boilerplate import part
from syndicate.normalize.markup import blocks
from syndicate.normalize.markup.html import sanitize
from tests.unit.normalize.furniture.test_boilerplate import NEAR, parted

SENT = '<p>submitted by <a href="https://r.example/u/ann">/u/ann</a> {}<br><a href="https://r.example/c">[comments]</a></p>'


@pytest.mark.parametrize(
    "page",
    [
        SENT.format(""),
        '<p><a href="https://h.example/1">Comments</a></p>',
        "<p>Comments URL: https://h.example/1</p><p>Points: 143</p><p># Comments: 3</p>",
    ],
)
def test_what_only_systems_write_is_no_text_of_an_entry_with_a_headline(page: str) -> None:
    assert parted(page)[0] == []
    assert parted(page, title="")[0] != []


def test_a_word_that_is_the_headline_and_names_a_service_stays() -> None:
    assert parted('<p><a href="https://g.example/">X</a></p>', title="X")[0] == ["X"]


def test_the_picture_of_a_post_without_a_text_stays() -> None:
    picture = '<img src="https://g.example/p.jpg" alt="A pier">'
    _, _, markup = parted(SENT.format(picture))
    assert markup.startswith('<p><img src="https://g.example/p.jpg" alt="A pier"')
    assert "ann" not in markup


def test_a_text_of_links_is_the_related_stories_of_the_entry_that_it_begins_with() -> None:
    rows = (("Harbour news", "Quay Post"), ("Another pier", "Reuters"))
    page = "".join(
        f'<li><a href="https://g.example/{at}">{title}</a>&nbsp;&nbsp;<font>{site}</font></li>'
        for at, (title, site) in enumerate(rows)
    )
    lines = blocks.read(sanitize(f"<ol>{page}</ol>", "https://g.example/")).lines
    found = part(lines, "Harbour news", NEAR, {"quay post"})
    assert [(one.text, one.url) for one in found.related] == [
        ("Another pier - Reuters", "https://g.example/1")
    ]
    assert found.cut == {0, 1}
    assert not part(lines, "Our links", NEAR, {"quay post"}).related
