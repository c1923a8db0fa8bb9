from __future__ import annotations

import pytest

from tests.unit.normalize.furniture.test_boilerplate import BODY, parted

LINK = "<a href='https://g.example/2'>Pilots go on strike</a>"


@pytest.mark.parametrize(
    "line",
    [
        "ALSO READ: Pilots go on strike",
        "Lire aussi : Les pilotes en grève",
        "Lee también: Pilotos, en huelga",
        "Читайте также: Лоцманы бастуют второй день",
        "Baca juga: Nelayan kembali melaut",
        "یہ بھی پڑھیں: بندرگاہ کے ملاح ہڑتال پر",
        "Related news: Pilots go on strike",
        "Διαβάστε επίσης: Απεργούν οι πλοηγοί",
    ],
)
def test_a_headline_that_is_announced_at_the_foot_needs_no_link(line: str) -> None:
    kept, found, _ = parted(f"<p>{BODY}</p><p>{line}</p>")
    assert kept == [BODY]
    assert [one.text for one in found.related] == [line.partition(":")[2].strip()]


@pytest.mark.parametrize(
    "line",
    [
        "Also read: the almanac, the tide tables",
        "Also read: Me.",
        "Also read: Ovid",
        "See also: Ports of the lower river",
        "Related: River pilots in the age of steam",
        "À lire aussi : Rien, il faut regarder.",
    ],
)
def test_other_words_behind_such_an_announcement_are_of_the_text(line: str) -> None:
    assert parted(f"<p>{BODY}</p><p>{line}</p>")[0] == [BODY, line]


def test_an_announced_headline_within_the_text_stays() -> None:
    line = "Also read: Pilots go on strike"
    assert parted(f"<p>{BODY}</p><p>{line}</p><p>{BODY}</p>")[0] == [BODY, line, BODY]


@pytest.mark.parametrize(
    "form", ["Also read | {}", "[Read: {}]", "[Also read: {}]", "► Also read: {}"]
)
def test_a_pointer_may_have_other_marks(form: str) -> None:
    kept, found, _ = parted(f"<p>{BODY}</p><p>{form.format(LINK)}</p><p>{BODY}</p>")
    assert (kept, [one.text for one in found.related]) == ([BODY, BODY], ["Pilots go on strike"])


def test_a_list_of_links_stays() -> None:
    lines = [f"Read: {LINK}", f"Watch: {LINK}"]
    assert len(parted("".join(f"<p>{line}</p>" for line in lines))[0]) == 2


def test_what_signs_a_report_stays_and_does_not_hide_what_is_above() -> None:
    signed = ["Translator: A. Roe", "Editor: B. Poe", "Copyright © ANTARA 2020"]
    foot = ["Also read: Pilots go on strike", f"Also read: {LINK}", *signed, "No comments:"]
    kept, found, _ = parted(f"<p>{BODY}</p>" + "".join(f"<p>{line}</p>" for line in foot))
    assert kept == [BODY, *signed]
    assert (len(found.related), found.furniture[-1]) == (2, "No comments:")


def test_a_share_bar_above_the_related_stories_is_cut_too() -> None:
    page = f"<p>{BODY}</p><p>Share this:</p><p>Related stories:</p><p>{LINK}</p><p>No comments:</p>"
    kept, found, _ = parted(page)
    assert kept == [BODY]
    assert found.furniture == ("Share this:", "Related stories:", "No comments:")


def test_links_of_wordpress_have_their_day_and_category_behind_or_below_them() -> None:
    behind = f'<h3>Related</h3><p>{LINK} January 3, 2020 In "Port"</p><p>{BODY}</p>'
    below = f'<h3>Related</h3><h4>{LINK}</h4><p>January 3, 2020</p><p>In "Port"</p><p>{BODY}</p>'
    for markup in (behind, below):
        assert parted(f"<p>{BODY}</p>{markup}")[0] == [BODY, BODY]
