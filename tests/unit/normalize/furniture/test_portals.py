"""What portals write around a text, alone and above the report of an agency."""

from __future__ import annotations

from datetime import date

import pytest

from syndicate.model import Dateline
from syndicate.normalize.datelines import dateline
from syndicate.normalize.furniture.boilerplate import part
from syndicate.normalize.furniture.portals import turning
from syndicate.normalize.markup.blocks import Line
from tests.unit.normalize.furniture.test_boilerplate import BODY, NEAR, parted

REPORT = "OSLO, March 3 (AFP) - The harbour is open again, its master said on Tuesday."


@pytest.mark.parametrize(
    "line",
    [
        "Views: 1,043",
        "112 reads",
        "Tiempo de lectura: 2 minutos",
        "Temps de lecture : 1 min.",
        "Просмотров: 318",
        "عدد المشاهدات: 45",
        "Press Release",
        "For immediate release",
        "Quote:",
        "Current Mood: curious",
        "Print Email",
    ],
)
def test_what_portals_write_above_a_text_is_cut(line: str) -> None:
    kept, found, _ = parted(f"<p>{line}</p><p>{BODY}</p>")
    assert (kept, found.furniture) == ([BODY], (line,))
    assert parted(f"<p>{BODY}</p><p>{line}</p><p>{BODY}</p>")[1].cut == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "3 days ago",
        "Visits: 3 per week",
        "Quote of the day",
        "Место: актовый зал",
        "Musique : Jean Roe",
        "Views: 2 of the sea, 1 of the yard",
        "Share",
        "Ann Roe with AFP",
    ],
)
def test_what_a_person_may_begin_with_stays(line: str) -> None:
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[0] == [line, BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Comments are closed.",
        "Sem comentários:",
        "Postagem mais recente Postagem mais antiga Página inicial",
        "Neuerer Post Älterer Post Startseite",
        "Abonnieren: Kommentare zum Post (Atom)",
        "Via IFTTT",
        "To contact the reporter on this story: Ann Roe in Lima at aroe@news.example",
        "Pour vous désabonner, envoyez un message à list-off@lists.example",
        "Tags: #boats #rope",
        "# # #",
    ],
)
def test_what_portals_write_below_a_text_is_cut(line: str) -> None:
    assert parted(f"<p>{BODY}</p><p>{line}</p>")[0] == [BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Powrót",
        "Nach oben",
        "Subir",
        "Réagir",
        "Sign up for our free workshop on Saturday.",
        "Um sich abzumelden, genügt ein Anruf.",
        "Pour vous désabonner, il suffit d'un appel.",
        "The comments are closed, and I miss them.",
        "Print this article and pin it to your wall.",
        "Следующее",
        "Trending",
        "Relaterade frågor hinner vi inte med.",
    ],
)
def test_what_a_person_may_end_with_stays(line: str) -> None:
    assert parted(f"<p>{BODY}</p><p>{line}</p>")[0] == [BODY, line]


def test_the_posts_around_are_led_to_in_many_languages() -> None:
    phrases = turning().replace("\n", "; ").split("; ")
    assert len(phrases) >= 200
    assert all(" " in phrase for phrase in phrases)  # one word may end a text


def _kept(*lines: Line, title: str = "Harbour news", sites: tuple[str, ...] = ()) -> list[str]:
    cut = part(lines, title, NEAR, sites).cut
    return [line.text for at, line in enumerate(lines) if at not in cut]


@pytest.mark.parametrize(
    "line",
    ["Share", "3 hours ago", "City desk, Tuesday 3 March 2026", "par Admin", "12", "Views: 7"],
)
def test_above_a_report_also_what_elsewhere_may_be_text_is_cut(line: str) -> None:
    assert _kept(Line("Culture & Heritage"), Line(line), Line(REPORT)) == [
        "Culture & Heritage",
        REPORT,
    ]
    assert _kept(Line("Culture & Heritage"), Line(line), Line(BODY))[1] == line


def test_links_to_sections_above_a_report_are_cut_but_not_one_alone() -> None:
    links = [Line(name, "https://g.example/", len(name)) for name in ("News", "State")]
    assert _kept(*links, Line(REPORT)) == [REPORT]
    assert _kept(links[1], Line(REPORT)) == ["State", REPORT]  # it may tell where that was found
    assert _kept(*links, Line(BODY)) == ["News", "State", BODY]


def test_what_a_forums_member_writes_below_each_post_stays_and_hides_nothing() -> None:
    lines = [Line(REPORT), Line("AFP"), Line("_" * 17), Line("Dig deep.")]
    assert _kept(*lines) == [REPORT, "Dig deep."]


def test_a_contact_for_the_press_stays_and_hides_nothing() -> None:
    contact = "Media contact: Ann Roe, press@works.example"
    assert _kept(Line(BODY), Line("# # #"), Line(contact)) == [BODY, contact]


def test_a_headline_is_known_without_the_site_that_begins_the_title() -> None:
    title = "Quay Brief: Pier is sold at last"
    lines = (Line("Pier is sold at last"), Line(BODY))
    assert _kept(*lines, title=title, sites=("quay brief",)) == [BODY]
    assert _kept(*lines, title=title) == ["Pier is sold at last", BODY]
    lines = (Line("Quay Brief: Pier is sold at last"), Line(BODY))
    assert _kept(*lines, title="Pier is sold at last", sites=("quay brief",)) == [BODY]


def test_a_path_may_begin_with_the_site() -> None:
    lines = (Line("Quay Brief > Culture"), Line(BODY))
    assert _kept(*lines, sites=("quay brief",)) == [BODY]
    assert _kept(*lines) == ["Quay Brief > Culture", BODY]


def test_a_site_may_stand_with_the_agency_above_a_text() -> None:
    lines = (Line("Le Petit Littoral avec AFP"), Line(BODY))
    assert _kept(*lines, sites=("le petit littoral",)) == [BODY]
    assert _kept(*lines) == ["Le Petit Littoral avec AFP", BODY]


def test_initials_below_an_agency_in_brackets_are_its_desks() -> None:
    end = "Rejs potrwa godzinę, poinformował przewoźnik. (PAP)"
    assert _kept(Line(BODY), Line(end), Line("abc/ mok/")) == [BODY, end]
    assert _kept(Line(BODY), Line("abc/ mok/")) == [BODY, "abc/ mok/"]


def test_whether_a_report_is_above_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    opening = dateline.opening

    def counted(texts: list[str], near: date) -> Dateline | None:
        asked.append(len(texts))
        return opening(texts, near)

    monkeypatch.setattr(dateline, "opening", counted)
    assert _kept(Line(REPORT), *[Line("1424**1424")] * 50) == [REPORT]
    assert len(asked) == 1


def test_a_lone_link_to_print_above_a_foot_is_a_button_but_no_address_of_a_person() -> None:
    foot = Line("Send to friend")
    assert _kept(Line(BODY), Line("Print", "https://g.example/", 5), foot) == [BODY]
    assert _kept(Line(BODY), Line("Mastodon", "https://g.example/", 8), foot) == [BODY, "Mastodon"]


def test_what_others_read_is_related_where_it_is_links() -> None:
    links = [Line(f"Story number {n}", "https://g.example/", 14) for n in (1, 2)]
    found = part([Line(BODY), Line("Most read"), *links], "Harbour news", NEAR)
    assert [one.text for one in found.related] == ["Story number 1", "Story number 2"]
    names = [Line(BODY), Line("Most popular:"), Line("Wide hats"), Line("Small bells")]
    assert _kept(*names) == [line.text for line in names]


def test_who_posted_what_in_a_sentence_with_a_link_stays() -> None:
    line = Line(
        "Posted by soldiers in 1944 on the gate, it hangs in the hall.", "https://g.example/", 4
    )
    assert _kept(Line(BODY), line) == [BODY, line.text]
