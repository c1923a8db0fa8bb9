from __future__ import annotations

from datetime import date

import pytest

from syndicate.normalize.furniture.boilerplate import Parted, part
from syndicate.normalize.markup import blocks
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.markup.html import sanitize

NEAR = date(2026, 3, 3)
BODY = "A long enough sentence about the harbour that nobody would take for a button of the page."


def parted(markup: str, title: str = "Harbour news") -> tuple[list[str], Parted, str]:
    read = blocks.read(sanitize(markup, "https://g.example/"))
    found = part(read.lines, title, NEAR)
    kept = [line.text for at, line in enumerate(read.lines) if at not in found.cut]
    return kept, found, read.without(found.cut)


@pytest.mark.parametrize(
    "furniture",
    [
        "Home » World » Harbour news",
        "Home › Harbour news",
        "Harbour news",
        "HARBOUR NEWS!",
        "Written By ann on Tuesday, March 3, 2026 | 7:00 PM",
        "Posted by ann at 7:00 PM",
        "Written by ann on Tuesday, March 3, 2026 at 7:00 p.m.",
        "Geschrieben von Ann Roth am Dienstag, 3. März 2026 um 19:00",
        "Publié par Rédaction le mardi 3 mars 2026 à 19h00",
        "Escrito por Redacción el martes, 3 de marzo de 2026",
        "Escrito por Redação em terça-feira, 3 de março de 2026",
        "Scritto da Redazione il martedì 3 marzo 2026",
        "Geschreven door Ann op dinsdag 3 maart 2026",
        "Автор: Вера Иванова, 3 марта 2026 г.",
        "By Ann Lee",
        "by Ann Lee",
        "by Xinhua writers Ann Lee, Ben Poe",
        "By ANN LEE and Bob Roe, Associated Press",
    ],
)
def test_head_of_a_page_is_cut(furniture: str) -> None:
    kept, found, markup = parted(f"<div>{furniture}</div><p>{BODY}</p>")
    assert kept == [BODY]
    assert found.furniture == (furniture,)
    assert markup == f"<p>{BODY}</p>"


def test_who_submits_to_a_community_bears_a_name_without_it() -> None:
    kept, found, _ = parted(f"<p>submitted by ann to harbour</p><p>{BODY}</p>")
    assert (kept, found.byline) == ([BODY], "ann")


@pytest.mark.parametrize(
    "furniture",
    [
        "3 comments:",
        "No comments:",
        "Post a Comment",
        "ليست هناك تعليقات:",
        "0 件のコメント:",
        "发表评论",
        "댓글 쓰기",
        "The post Harbour news appeared first on Gazette.",
        "The post Harbour news first appeared on Gazette.",
        "Continue reading",
        "Continue reading Harbour news →",
        "Read more...",
        "Read more »",
        "Related",
        "Email ThisBlogThis!Share to TwitterShare to Facebook",
        "Labels: Sea, Ships",
        "Share this:",
        "Newer Post Older Post Home",
        "(END)",
        "Leave a Reply",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "© dpa-infocom, dpa:260303-99-123456/2",
        "(This story has not been edited by our staff and is published from a syndicated feed.)",
        "Join our WhatsApp channel",
        "Publicado por Redacción en martes, marzo 03, 2026",
        "Gönderen Ali zaman: 11:05",
        "投稿者 けん 時刻: 20:15",
        "Already a subscriber? Sign in",
        "You have 2 free articles remaining this month.",
        "All rights reserved. This material may not be published, broadcast or rewritten.",
        "Read more at https://gazette.example/harbour",
        "Print | Email",
        "Share Tweet Pin",
        "Delivered by FeedBurner",
        "No spam. Unsubscribe anytime.",
        "Speak up your mind",
        "If you enjoyed this article just click here, or subscribe to receive more great content just like it.",
        '0 Response to "Harbour news"',
        "Save my name, email, and website in this browser for the next time I comment.",
        "© 2026 The Associated Press. All rights reserved. This material may not be broadcast.",
        "Share this article: Facebook X WhatsApp",
        "Printer-friendly version",
    ],
)
def test_foot_of_a_page_is_cut(furniture: str) -> None:
    kept, found, markup = parted(f"{BODY}<br><br>{furniture}")
    assert kept == [BODY]
    assert found.furniture == (furniture,)
    assert furniture not in markup


@pytest.mark.parametrize(
    "text",
    [
        "By the river they sat.",
        "Written by two brothers from the port, the play opens on Friday.",
        "Publié par un marin le 3 mars 2026, le livre raconte une tempête",
        "Escrito por dos hermanos en 2026",
        "Home is where the harbour is.",
        "The post office closed on Monday.",
        "He has no comments to make on that, he said.",
        "Related to this is the question of the lock: nobody knows.",
    ],
)
def test_text_that_only_begins_like_furniture_stays(text: str) -> None:
    assert parted(f"<p>{text}</p><p>{BODY}</p>")[0] == [text, BODY]
    assert parted(f"<p>{BODY}</p><p>{text}</p>")[0] == [BODY, text]


def test_content_that_is_only_furniture_is_left_alone() -> None:
    kept, found, _ = parted("<p>Harbour news</p><p>Continue reading</p>")
    assert kept == ["Harbour news", "Continue reading"]
    assert found == Parted()


@pytest.mark.parametrize(
    "line",
    [
        "Written By Ann Lee on Friday, March 6, 2015 | 7:00 PM",
        "Publié par Ann Lee le vendredi 6 mars 2015 à 19h00",
        "Escrito por Ann Lee em sexta-feira, 6 de março de 2015",
        "Автор: Ann Lee, 6 марта 2015",
    ],
)
def test_byline_tells_name_and_day(line: str) -> None:
    found = parted(f"<p>{line}</p><p>{BODY}</p>")[1]
    assert (found.byline, found.written_on) == ("Ann Lee", date(2015, 3, 6))


def test_related_links_in_the_middle_do_not_take_the_rest_along() -> None:
    kept, found, _ = parted(
        f"<p>{BODY}</p><p>Related:</p><ul><li><a href='/1'>One</a></li><li><a href='/2'>Two</a></li></ul><p>{BODY} Again.</p>"
    )
    assert kept == [BODY, f"{BODY} Again."]
    assert [(story.text, story.url) for story in found.related] == [
        ("One", "https://g.example/1"),
        ("Two", "https://g.example/2"),
    ]


def test_related_line_with_its_link_is_a_related_story() -> None:
    kept, found, _ = parted(
        f"<p>{BODY}</p><p>RELATED: <a href='/1'>One</a></p><p>{BODY} Again.</p>"
    )
    assert kept == [BODY, f"{BODY} Again."]
    assert [(story.text, story.url) for story in found.related] == [("One", "https://g.example/1")]


def test_related_stories_have_datelines_of_their_own_year() -> None:
    found = parted(
        f"<p>Posted by ann on January 2, 2015</p><p>{BODY}</p><p>Related:</p>"
        "<p>OSLO, Dec. 31 (AP) - First. Full story</p><p>BERGEN, Jan. 1 (AP) - Second.</p><p>More of it.</p>"
    )[1]
    assert [(story.text, story.dateline and story.dateline.on) for story in found.related] == [
        ("OSLO, Dec. 31 (AP) - First.", date(2014, 12, 31)),
        ("BERGEN, Jan. 1 (AP) - Second.\nMore of it.", date(2015, 1, 1)),
    ]


def test_cutting_leaves_no_empty_elements_and_keeps_pictures() -> None:
    markup = parted(
        f"<div><div><b>Harbour news</b></div></div><p><img src='/a.png'></p><p>{BODY}</p>"
    )[2]
    assert markup == f'<p><img src="https://g.example/a.png" loading="lazy"></p><p>{BODY}</p>'


@pytest.mark.parametrize("heading", ["Related News", "Notícias relacionadas:", "関連記事："])
def test_reports_below_a_heading_are_related_stories(heading: str) -> None:
    kept, found, _ = parted(
        f"<p>{BODY}</p><p>{heading}</p><p>OSLO, Dec. 31 (AP) - First.</p><p>BERGEN, Jan. 1 (AP) - Second.</p>"
    )
    assert kept == [BODY]
    assert [story.text for story in found.related] == [
        "OSLO, Dec. 31 (AP) - First.",
        "BERGEN, Jan. 1 (AP) - Second.",
    ]


def test_report_behind_related_in_one_line_is_a_related_story() -> None:
    kept, found, _ = parted(
        f"<p>{BODY}</p><p><b>Related:</b> OSLO, Jan. 1 (AP) - First. <a href='/1'>Full story</a></p><p>{BODY} Again.</p>"
    )
    assert kept == [BODY, f"{BODY} Again."]
    story = found.related[0]
    assert (story.text, story.url) == ("OSLO, Jan. 1 (AP) - First.", "https://g.example/1")
    assert story.dateline is not None
    assert story.dateline.agency == "AP"


def test_foot_is_cut_above_a_heading_under_which_nothing_stands() -> None:
    kept, found, _ = parted(f"<p>{BODY}</p><h3>Share this:</h3><h3>Like this:</h3><h3>Related</h3>")
    assert kept == [BODY]
    assert found.furniture == ("Share this:", "Like this:", "Related")


@pytest.mark.parametrize("headline", ["<p>A ship sank</p>", "<p><a href='/1'>A ship sank</a></p>"])
@pytest.mark.parametrize("heading", ["Related news", "Related:"])
def test_related_reports_below_headlines_of_their_own_leave_the_text(
    heading: str, headline: str
) -> None:
    kept, found, _ = parted(
        f"<p>{BODY}</p><p>{heading}</p>{headline}<p>OSLO, Jan. 1 (AP) - First.</p><p>More of it.</p>"
    )
    assert kept == [BODY]
    (story,) = found.related
    assert story.text.splitlines() == ["A ship sank", "OSLO, Jan. 1 (AP) - First.", "More of it."]
    assert story.dateline is not None
    assert story.dateline.places == ("Oslo",)


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("Related:", "The weir was closed by the same board in June, and both decisions share a report."),
        ("Recommended:", "Repaint the pier by May."),
        ("Further reading:", "Roe, J. Cranes of the North. Lowport: Pier Press, 2001."),
    ],
)  # fmt: skip
def test_paragraphs_below_a_heading_are_no_related_stories(heading: str, below: str) -> None:
    lines = [BODY, heading, below, "Nobody at the board would say who wrote it."]
    kept, found, _ = parted("<br>".join(lines))
    assert kept == lines
    assert not found.related


def test_headlines_below_a_heading_are_related_stories_without_links_too() -> None:
    kept, found, _ = parted(f"{BODY}<br>Related:<br>Ten years of cranes<br>The ferry is late")
    assert kept == [BODY]
    assert [story.text for story in found.related] == ["Ten years of cranes", "The ferry is late"]


def test_paragraphs_below_related_reports_that_ended_are_of_the_text() -> None:
    report = "PARIS, March 2 (Xinhua) -- The ferry sails. Full story"
    kept, found, _ = parted(f"{BODY}<br>Related:<br>{report}<br>I think that all of it is wrong.")
    assert kept == [BODY, "I think that all of it is wrong."]
    assert [story.text for story in found.related] == [report.removesuffix(" Full story")]


@pytest.mark.parametrize(
    "lines",
    [
        ["By Train", "The line ends at the gate.", "By Bus", "Number nine stops there."],
        ["Door Number Three", "It has a goat.", "Door Number One", "It has a car."],
        ["What I read:", "Da Vinci Code", "It was long."],
        ["Directed by Ann Poe", "Written by John Doe", "It is long and grey."],
        ["We found two boxes.", "Written by hand", "Forty letters."],
        ["Published by Pier Press", "It is long and grey."],
        ["Posted by the gate was a note that nobody read", "It said: closed."],
        ["Written by candlelight in 1804", "the letter asks for rope."],
    ],
)
def test_headings_that_begin_as_signatures_do_stay(lines: list[str]) -> None:
    kept, found, _ = parted("".join(f"<p>{line}</p>" for line in lines))
    assert kept == lines
    assert found.byline is None


@pytest.mark.parametrize(
    "lines",
    [
        ["It stops now and then.", "Start > Run > services", "Find the spooler."],
        ["Home is where the pier is > and where the gulls are", "I live there."],
        ["I begin again", "Start / stop / start", "I end"],
        ["We gave each jar a name.", "Labels: I never liked them, and neither did she."],
        ["The course is long.", "Sign up for the course, the newsletter says, or do not come."],
    ],
)
def test_instructions_and_sentences_that_look_like_furniture_stay(lines: list[str]) -> None:
    kept, _, _ = parted("<br>".join(lines))
    assert kept == lines


@pytest.mark.parametrize(
    ("path", "heading", "foot"),
    [
        ("Ana Sayfa » Haberler", "İlgili haberler:", "Yorum Gönder"),
        ("Strona główna » Wiadomości", "Czytaj także:", "Prześlij komentarz"),
        ("Hem » Nyheter", "Läs också:", "Skicka en kommentar"),
        ("当前位置：首页 > 新闻", "相关新闻：", "发表评论"),
    ],
)
def test_pages_of_other_languages_become_their_story(path: str, heading: str, foot: str) -> None:
    report = "OSLO (AP) - The ferry sails."
    page = f"{path}<br>Harbour news<br>{BODY}<br>{heading}<br>{report}<br>{foot}"
    kept, found, _ = parted(page)
    assert kept == [BODY]
    assert [story.text for story in found.related] == [report]


@pytest.mark.parametrize(
    "line",
    [
        "Already a subscriber to the choir, she sang all winter.",
        "Subscribe now, he said, or never.",
        "More: the harbour has a second gate.",
        "More. More. More!",
        "Register now for the spring ride.",
        "Faça login para ver o painel.",
    ],
)
def test_sentences_that_begin_as_a_wall_or_a_button_do_stay(line: str) -> None:
    assert parted(f"<p>{BODY}</p><p>{line}</p>")[0] == [BODY, line]


def test_what_breaks_into_a_text_is_cut_from_between_its_paragraphs() -> None:
    wall = ["Register now for FREE unlimited access to Gazette.example", "Register"]
    page = [BODY, *wall, BODY, "Story continues below advertisement", BODY]
    assert parted("".join(f"<p>{line}</p>" for line in page))[0] == [BODY, BODY, BODY]
    assert parted(f"<p>{BODY}</p><p>Register</p><p>{BODY}</p>")[0] == [BODY, "Register", BODY]


def test_share_bars_above_a_text_are_cut_and_words_that_may_begin_it_stay() -> None:
    bar = "<p>0 Shares</p><p>Share this:</p><p>Share Tweet Pin</p>"
    assert parted(f"{bar}<p>{BODY}</p>")[0] == [BODY]
    for word in ("Teilen", "Like this", "Share"):
        assert parted(f"<p>{word}</p><p>{BODY}</p>")[0] == [word, BODY]


def test_an_editor_s_note_that_names_an_agency_is_above_its_report() -> None:
    note = "Editor's note: This story was originally published by {} and is reprinted here with permission."
    assert parted(f"<p>{note.format('The Associated Press')}</p><p>{BODY}</p>")[0] == [BODY]
    other = note.format("the harbour museum")
    assert parted(f"<p>{other}</p><p>{BODY}</p>")[0] == [other, BODY]


def test_a_headline_of_some_words_is_cut_before_the_name_of_any_site() -> None:
    headline = "Harbour opens again after storm"
    page = f"<p>{headline} | Quay Gazette</p><p>{BODY}</p>"
    assert parted(page, headline)[0] == [BODY]
    subtitle = f"{headline} - what you should know"
    assert parted(f"<p>{subtitle}</p><p>{BODY}</p>", headline)[0] == [subtitle, BODY]


def test_headline_before_the_name_of_the_site_is_cut() -> None:
    lines = [Line("Harbour news | Quay Blog"), Line("Harbour news for you"), Line(BODY)]
    assert part(lines, "Harbour news", NEAR, {"quay blog"}).cut == {0}
    assert not part(lines, "Harbour news", NEAR).cut


@pytest.mark.parametrize(
    "foot",
    [
        ["Share this:", "Facebook", "Twitter"],
        ["3 comments:", "Ann said...", "Well said!", "Bob said...", "No.", "Post a Comment"],
        ["2 thoughts on “Harbour news”", "Ann says:", "Well said!", "Leave a Reply"],
        ["1 Comment", "A fine pier.", "Leave a Reply"],
        ["Share this:", "Facebook", "2 comments:", "Ann said...", "Well said!"],
    ],
)
def test_comments_and_shares_in_plain_words_are_cut(foot: list[str]) -> None:
    kept, found, _ = parted("<br>".join([BODY, *foot]))
    assert kept == [BODY]
    assert found.furniture == tuple(foot)


@pytest.mark.parametrize(
    "foot",
    [
        ["3 comments:", "Ann said the pier is dark.", "Bob said it is lit."],
        ["Facebook", "Twitter"],
        ["A crane", "A boat", "Share"],
        ["Want less. Give", "more"],
        ["Comments", "Ann said...", "nothing at all."],
    ],
)
def test_what_only_begins_like_comments_or_shares_stays(foot: list[str]) -> None:
    kept, _, _ = parted("<br>".join([BODY, *foot]))
    assert kept == [BODY, *foot]


def test_advertisements_between_paragraphs_are_cut() -> None:
    for mark in ("ADVERTISEMENT", "Advertisement"):
        kept, _, _ = parted(f"<p>{BODY}</p><p>{mark}</p><p>{BODY}</p><p>{mark}</p><p>{BODY}</p>")
        assert kept == [BODY] * 3
    kept, _, _ = parted(f"<p>{BODY}</p><h2>Advertisement</h2><p>{BODY}</p>")
    assert kept == [BODY, "Advertisement", BODY]  # a heading of the text
