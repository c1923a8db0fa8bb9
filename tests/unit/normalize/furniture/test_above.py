from __future__ import annotations

from datetime import date

import pytest

from syndicate.normalize.furniture.above import listed
from syndicate.normalize.furniture.posting import day, is_day
from tests.unit.normalize.furniture.test_boilerplate import BODY, NEAR, parted

ON = date(2026, 3, 3)


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday, March 3, 2026",
        "10:42 am | Tuesday, March 3rd, 2026",
        "Published: 3 March 2026, 10:00",
        "Last updated on 3 March 2026 at 12:30 UTC",
        "Veröffentlicht am 03.03.2026 um 10:15 Uhr",
        "2026-03-03",
        "Publié le mardi 3 mars 2026 à 10h30",
    ],
)
def test_a_line_may_be_a_day(line: str) -> None:
    assert day(line) == ON
    kept, found, _ = parted(f"<p>{line}</p><p>{BODY}</p>")
    assert (kept, found.furniture) == ([BODY], (line,))


@pytest.mark.parametrize(
    "line",
    [
        "Saturday, November 3, 1888",  # of a diary
        "March 3, 2026: the ice breaks",
        "3 March",
        "From March 1 to March 3, 2026",
        "Published in March",
        "2026",
    ],
)
def test_another_day_or_more_than_a_day_stays(line: str) -> None:
    assert not is_day(line, NEAR)
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[0] == [line, BODY]


def test_a_day_within_the_text_stays() -> None:
    assert parted(f"<p>{BODY}</p><p>Tuesday, March 3, 2026</p><p>{BODY}</p>")[1].cut == frozenset()


def test_what_joomla_lists_above_a_post_is_cut() -> None:
    top = ["Details", "Written by Ann Lee", "Category: Harbour", "Published: 3 March 2026", "Hits: 214"]  # fmt: skip
    kept, found, _ = parted("".join(f"<dd>{line}</dd>" for line in top) + f"<p>{BODY}</p>")
    assert (kept, found.furniture, found.byline) == ([BODY], tuple(top), "Ann Lee")


def test_what_joomla_lists_may_have_no_colon() -> None:
    top = ["Details", "Category: Harbour", "Published on Tuesday, 03 March 2026 16:00", "Hits: 214"]
    assert listed([*top, BODY]) == len(top)


@pytest.mark.parametrize(
    "lines",
    [["Details", "Category: soup", BODY], ["Hits: 2", BODY], [BODY, "Details", "Hits: 214"]],
)
def test_words_that_such_a_list_has_stay_in_a_text(lines: list[str]) -> None:
    assert listed(lines) == 0


@pytest.mark.parametrize(
    "line",
    [
        "Originally posted by kestrel at Harbour news",
        "Thanks for reading Quay! Subscribe for free to receive new posts and support my work.",
        "Eingestellt von Ann Roth um 10:00",
        "Share on Facebook",
    ],
)
def test_what_systems_write_above_a_text_is_cut(line: str) -> None:
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[0] == [BODY]
    assert parted(f"<p>{BODY}</p><p>{line}</p><p>{BODY}</p>")[1].cut == frozenset()


def test_an_agency_above_the_day_signs_and_stays() -> None:
    kept, found, _ = parted(f"<p>Agence France-Presse</p><p>3 March 2026</p><p>{BODY}</p>")
    assert (kept, found.furniture) == (["Agence France-Presse", BODY], ("3 March 2026",))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Von dpa", "dpa"),
        ("Redazione ANSA", "ANSA"),
        ("AFP Published March 3, 2026 Updated March 3, 2026 11:02am", "AFP"),
    ],
)
def test_an_agency_signs_above_a_text(line: str, name: str) -> None:
    kept, found, _ = parted(f"<p>{line}</p><p>{BODY}</p>")
    assert (kept, found.byline) == ([BODY], name)
    assert parted(f"<p>{BODY}</p><p>{line}</p>")[0] == [BODY, line]


@pytest.mark.parametrize("line", ["Von Hamburg", "Par Avion", "AP Published poems", "Di sera"])
def test_what_no_agency_signs_stays(line: str) -> None:
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[0] == [line, BODY]


def test_who_wrote_for_an_agency_is_above_the_text_below_who_posted_it() -> None:
    kept, found, _ = parted(f"<p>Postado por Ana às 14:20</p><p>Da Agência Brasil</p><p>{BODY}</p>")
    assert (kept, found.byline) == ([BODY], "Ana")
    assert found.furniture == ("Postado por Ana às 14:20", "Da Agência Brasil")


def test_who_wrote_a_text_signs_it_and_not_who_posted_it_that_day() -> None:
    posted = "<p>Posted on March 3, 2026 by desk</p>"
    kept, found, _ = parted(f"{posted}<p>By Ann Roe</p><p>{BODY}</p>")
    assert (kept, found.byline, found.written_on) == ([BODY], "Ann Roe", NEAR)
    assert parted(f"{posted}<p>{BODY}</p><p>By Ann Roe</p>")[1].byline == "desk"


@pytest.mark.parametrize("label", ["World", "Middle East", "AFP", "Agence France-Presse"])
def test_a_label_above_a_report_that_an_agency_signs_is_cut(label: str) -> None:
    report = "OSLO, March 3 (AFP) - The harbour is open again, its master said on Tuesday."
    assert parted(f"<p>{label}</p><p>{report}</p>")[0] == [report]
    assert parted(f"<p>{label}</p><p>{BODY}</p>")[0] == [label, BODY]
    assert parted(f"<p>{BODY}</p><p>{label}</p><p>{report}</p>")[0] == [BODY, label, report]


def test_who_posted_when_and_that_nobody_answered_is_one_line() -> None:
    kept, found, _ = parted(f"<p>By Ann Roe on March 3, 2026 No Comment</p><p>{BODY}</p>")
    assert (kept, found.byline) == ([BODY], "Ann Roe")


def test_a_reporter_of_an_agency_signs() -> None:
    line = "Por Ana Lima - Repórter da Agência Brasil"
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[1].byline == "Ana Lima"
    other = "Por Ana Lima - uma canção"
    assert parted(f"<p>{other}</p><p>{BODY}</p>")[0] == [other, BODY]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (
            [
                "---------- Forwarded message ---------",
                "From: Ana",
                "Date: Wed",
                "To: a list",
                "Rain.",
            ],
            4,
        ),
        (["-----Original Message-----", "Sent: Wednesday", "Subject: Rain", "Rain."], 3),
        (["Begin forwarded message:", "Rain."], 1),
        (["From: the beginning, I liked the sea.", "To: this day I write of it."], 0),
        (["Original message", "From: Ana"], 0),
    ],
)
def test_the_head_of_a_mail_is_listed_below_what_says_that_it_was_passed_on(
    lines: list[str], count: int
) -> None:
    assert listed(lines) == count


MEMBER = ["06-04-2019, 09:12 AM", "#1", "gantry", "Senior Member", "Join Date: Mar 2011", "Posts: 2,314"]  # fmt: skip


@pytest.mark.parametrize(
    "top",
    [
        MEMBER,
        ["gantry", "Posts: 214", "Joined: Tue Mar 05, 2013 8:12 pm", "Location: Harbour"],
        ["kestrel", "Mitglied", "Registriert: 12.03.2011", "Beiträge: 12"],
    ],
)
def test_what_a_forum_tells_of_a_member_above_a_post_is_cut(top: list[str]) -> None:
    kept, found, _ = parted("".join(f"<div>{line}</div>" for line in top) + f"<p>{BODY}</p>")
    assert (kept, found.furniture) == ([BODY], tuple(top))


def test_the_headline_below_what_a_forum_tells_of_a_member_is_cut() -> None:
    lines = [*MEMBER, "Harbour news"]
    assert parted("".join(f"<div>{line}</div>" for line in lines) + f"<p>{BODY}</p>")[0] == [BODY]


@pytest.mark.parametrize(
    "lines",
    [
        ["Joined: the two halves of the bridge", "Posts: 12", BODY],
        ["Join Date: Mar 2011", "The club has grown since then.", "Posts: 40", BODY],
        ["Posts: 2,314", "Rails: 4,000", BODY],
        [BODY, "Join Date: Mar 2011", "Posts: 40"],
        ["Join Date: Mar 2011", "Posts: 40"],
    ],
)
def test_words_that_a_forum_has_for_its_members_stay_in_a_text(lines: list[str]) -> None:
    assert parted("".join(f"<p>{line}</p>" for line in lines))[0] == lines


@pytest.mark.parametrize(
    ("above", "name"),
    [
        (["By", "Newsdesk", "-", "March 3, 2026", "0", "134"], "Newsdesk"),
        (["By", "Jane Roe", "March 3, 2026"], "Jane Roe"),
        (["Por", "Redação", "-", "3 de março de 2026", "12"], "Redação"),
        (["Von", "Ann Roth", "-", "3. März 2026"], "Ann Roth"),
        (
            ["<a href='https://g.example/c'>India</a>", "By", "Newsdesk", "–", "3 March 2026", "1,204"],
            "Newsdesk",
        ),
        (["Harbour news", "By", "Newsdesk", "-", "March 3, 2026", "0"], "Newsdesk"),
    ],
)  # fmt: skip
def test_who_signs_in_several_lines_above_a_text_is_cut_and_kept(
    above: list[str], name: str
) -> None:
    kept, found, _ = parted("".join(f"<div>{line}</div>" for line in above) + f"<p>{BODY}</p>")
    assert (kept, found.byline, len(found.furniture)) == ([BODY], name, len(above))


@pytest.mark.parametrize(
    "lines",
    [
        ["By", "the old gate", "-", BODY],  # no day
        ["By", "Jane Roe", "-", "March 3, 1888", BODY],  # a day of the text
        ["By", "the way it was not her who told it first", "March 3, 2026", BODY],
        ["Stand", "By", "Jane Roe", "-", "March 3, 2026", BODY],  # something of the text above
    ],
)
def test_words_that_may_sign_stay_where_no_day_of_the_post_is_below(lines: list[str]) -> None:
    assert parted("".join(f"<div>{line}</div>" for line in lines))[0] == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["Sign up to our harbour newsletter."],
        ["SIGN UP FOR THE NEWSLETTER", "SIGN IN OR REGISTER, THEN SELECT MORNING STORIES"],
        ["Subscribe to our weekly newsletter for all that the tide brings"],
    ],
)
def test_an_invitation_to_a_newsletter_above_a_text_is_cut(lines: list[str]) -> None:
    kept, found, _ = parted("".join(f"<p>{line}</p>" for line in lines) + f"<p>{BODY}</p>")
    assert (kept, found.furniture) == ([BODY], tuple(lines))


def test_a_sentence_on_a_newsletter_stays() -> None:
    said = "Sign up for the newsletter, the harbour master told fishermen, or miss the tide."
    assert parted(f"<p>{said}</p><p>{BODY}</p>")[0] == [said, BODY]
