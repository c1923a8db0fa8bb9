from __future__ import annotations

import pytest

from syndicate.normalize.furniture.onward import parted
from syndicate.normalize.markup.html import sanitize


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/p" class="more-link">Continue reading <span>Pier sold</span> <span>→</span></a>',
        '<a href="/p">Read More »</a>',
        '<a href="/p">weiterlesen</a>',
    ],
)
@pytest.mark.parametrize("end", ["…", "...", ".", " […]", "!”"])
def test_a_link_to_the_rest_leaves_the_end_of_its_paragraph(link: str, end: str) -> None:
    markup = sanitize(f"<p>The pier is sold{end} {link}</p><p>More.</p>", "https://g.example/")
    kept, said = parted(markup)
    assert "<a" not in kept
    assert f"sold{end}" in kept
    assert kept.endswith("<p>More.</p>")
    assert len(said) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<p>The pier is sold. To learn why, <a href="/p">read on</a></p>',
        '<p>The pier is sold. <a href="/p">Read more</a> if you like.</p>',
        '<p>The pier is sold. <a href="/p">The brewery paid in beer</a></p>',
        "<p>The pier is sold. Read more</p>",
        '<p>He was asked, and had this to say. <a href="/p">No comment</a></p>',
    ],
)
def test_a_link_that_is_part_of_a_text_stays(markup: str) -> None:
    markup = sanitize(markup, "https://g.example/")
    assert parted(markup) == (markup, ())


@pytest.mark.parametrize("mark", ["Enditem", "(END)"])
def test_the_mark_with_which_a_desk_ends_a_report_is_none_of_its_last_sentence(mark: str) -> None:
    assert parted(f"<p>Ferries sail again. {mark}</p>") == ("<p>Ferries sail again.</p>", (mark,))
    for markup in (f"<p>Desks write {mark}</p>", f"<p>It is over. {mark} is how desks say so.</p>"):
        assert parted(markup) == (markup, ())
