from __future__ import annotations

import html
from datetime import UTC, date, datetime

import pytest

from syndicate.model import Dateline, Document, Item, Validators
from syndicate.normalize.document import read
from tests.paths import CORPORA, require

SEEN = datetime(2026, 3, 10, 12, tzinfo=UTC)


def blogger(title: str, markup: str, published: str) -> Item:
    """One entry as a blog engine's Atom feed carries it."""
    body = (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'>"
        "<id>tag:blog.example,1999:blog-1</id><title type='text'>Blog</title>"
        "<link rel='alternate' type='text/html' href='https://blog.example/'/>"
        f"<entry><id>tag:blog.example,1999:blog-1.post-1</id><published>{published}</published>"
        f"<title type='text'>{html.escape(title)}</title>"
        f"<content type='html'>{html.escape(markup)}</content>"
        "<link rel='alternate' type='text/html' href='https://blog.example/post'/></entry></feed>"
    )
    document = Document(
        "https://blog.example/feed", body.encode(), "application/atom+xml", Validators(), SEEN
    )
    (item,) = read(document, source_id="s1").items
    return item


@pytest.mark.parametrize(
    "form", ["<p>{}</p>", "<div>{}</div>\n", "{}<br />\n", "<div><b>{}</b><br></div>"]
)
@pytest.mark.parametrize("published", ["2014-11-06T19:00:00+07:00", "2026-03-09T19:00:00+07:00"])
def test_reposted_wire_report_comes_out_as_one_clean_item(form: str, published: str) -> None:
    page = require(CORPORA.parent / "seed" / "blog-post.txt").read_text("utf-8")
    lines = [line for line in page.splitlines() if line.strip()]
    headline = lines[1]
    item = blogger(headline, "".join(form.format(html.escape(line)) for line in lines), published)

    assert item.title == headline
    assert item.agency == "Xinhua"
    assert item.dateline is not None
    assert item.dateline.places == ("Washington",)
    assert item.dateline.on == date(2014, 11, 6)  # whenever it is posted again
    assert item.byline == "vibykhmer"

    first = next(line for line in lines if line.startswith("WASHINGTON"))
    last = lines[lines.index("Related:") - 1]
    report = lines[lines.index(first) : lines.index("Related:")]
    assert item.text.splitlines() == [" ".join(line.split()) for line in report]
    assert item.text.endswith(last)
    assert "ANKARA" not in item.content_html + item.summary
    assert "Post a Comment" not in item.content_html + item.summary
    assert [
        (story.dateline.places, story.dateline.on, story.dateline.agency)
        for story in item.related
        if story.dateline
    ] == [
        (("Ankara",), date(2014, 11, 6), "Xinhua"),
        (("London",), date(2014, 11, 5), "Xinhua"),
    ]
    assert not any("Full story" in story.text for story in item.related)


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "<div><p>{}</p></div>",
        "<pre>{}</pre>",
        "<p>{}</p>\n<p>The post <a href='/p'>Harbour opens after storm</a> appeared first on <a href='/'>Blog</a>.</p>",
    ],
)
def test_reposted_wire_report_in_one_line_comes_out_as_one_clean_item(form: str) -> None:
    headline = "Harbour opens after storm"
    report = "OSLO, Nov. 6 (Xinhua) -- The harbour opened again. Ships came in."
    page = (
        f"Home » World » {headline} {headline} Written By ann on Friday, November 7, 2014 | 7:00 PM {report}"
        " Related: BERGEN, Nov. 5 (Xinhua) -- A ship sank. Full story 0 comments: Post a Comment"
    )
    item = blogger(headline, form.format(page), "2014-11-07T19:00:00Z")
    assert (item.text, item.summary, item.content_html) == (report, report, f"<p>{report}</p>")
    assert (item.agency, item.byline) == ("Xinhua", "ann")
    assert item.dateline is not None
    assert item.dateline.on == date(2014, 11, 6)
    assert [story.text for story in item.related] == ["BERGEN, Nov. 5 (Xinhua) -- A ship sank."]


def test_summary_of_its_own_is_kept_beside_the_content() -> None:
    body = (
        b"<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item>"
        b"<title>t</title><description>In short.</description>"
        b"<content:encoded>&lt;p&gt;At length, with more words.&lt;/p&gt;</content:encoded>"
        b"</item></channel></rss>"
    )
    document = Document("https://g.example/f", body, "", Validators(), SEEN)
    (item,) = read(document, source_id="s1").items
    assert (item.summary, item.text) == ("In short.", "At length, with more words.")


def test_who_contributed_to_an_entry_is_no_author_of_it() -> None:
    atom = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><entry><id>1</id><title>One</title>"
        b"<author><name>Ann</name></author><contributor><name>Bo</name><uri>https://b.example/</uri>"
        b"</contributor><contributor><email>cy@c.example</email></contributor></entry></feed>"
    )
    rss = (
        b"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>A</title><item>"
        b"<guid>1</guid><title>One</title><dc:creator>Ann</dc:creator><dc:contributor>Bo</dc:contributor>"
        b"<dc:contributor>cy@c.example</dc:contributor></item></channel></rss>"
    )
    for body in (atom, rss):
        document = Document("https://g.example/f", body, "", Validators(), SEEN)
        (item,) = read(document, source_id="s1").items
        assert (item.authors, item.contributors) == (("Ann",), ("Bo", "cy@c.example"))


@pytest.mark.parametrize(
    ("signed", "name"),
    [
        ("jo@gazette.example (Jo Roe)", "Jo Roe"),
        ("Jo Roe &lt;jo@gazette.example&gt;", "Jo Roe"),
        ("jo@gazette.example", "jo@gazette.example"),
        ("jo@gazette.test (Jo Roe)", "Jo Roe"),
    ],
)
def test_the_name_of_an_author_is_told_from_an_address_of_any_domain(
    signed: str, name: str
) -> None:
    body = (
        f"<rss version='2.0'><channel><title>A</title><item><guid>1</guid><title>One</title>"
        f"<author>{signed}</author></item></channel></rss>"
    )
    document = Document("https://g.example/f", body.encode(), "", Validators(), SEEN)
    (item,) = read(document, source_id="s1").items
    assert item.authors == (name,)


def test_a_category_with_a_label_keeps_its_term_beside_it() -> None:
    body = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><entry><id>1</id><title>One</title>"
        b"<category term='w-1' label='World  news'/><category term='Sea' label='Sea'/>"
        b"<category term='plain'/></entry></feed>"
    )
    document = Document("https://g.example/f", body, "", Validators(), SEEN)
    (item,) = read(document, source_id="s1").items
    assert item.categories == ("World news", "Sea", "plain")
    assert item.terms == (("World news", "w-1"),)


def test_same_words_in_other_markup_have_the_same_digest() -> None:
    first = blogger("Pier", "<p>It  opened.</p><p>3 comments:</p>", "2026-03-01T00:00:00Z")
    second = blogger(
        "Pier", "<div>It <b>opened.</b></div><div>4 comments:</div>", "2026-03-02T00:00:00Z"
    )
    third = blogger("Pier", "<p>It closed.</p>", "2026-03-01T00:00:00Z")
    assert first.digest == second.digest != third.digest
    assert first.id == second.id


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<p>The pier opened today. More followed.</p>", "The pier opened today."),
        ("<img src='https://blog.example/a.png'>", "blog.example/post"),
        ("<img src='https://blog.example/a.png' alt=' '>", "blog.example/post"),
        (
            "<img src='https://blog.example/a.png' alt='A boat &amp; a  quay'>",
            "A boat & a quay",
        ),
        ("<p>Look.</p><img src='https://blog.example/a.png' alt='A boat'>", "Look."),
    ],
)
def test_entry_without_a_title_gets_one(markup: str, title: str) -> None:
    assert blogger("", markup, "2026-03-01T00:00:00Z").title == title


def test_a_title_without_its_site_is_shown_and_the_one_with_it_stays_its_identity() -> None:
    plain, named = (
        blogger(title, "<p>Pier sold | Blog</p><p>A brewery bought it.</p>", "2026-03-09T19:00:00Z")
        for title in ("Pier sold", "Home » Pier sold | Blog")
    )
    assert (
        (named.title, named.text)
        == (plain.title, plain.text)
        == ("Pier sold", "A brewery bought it.")
    )
    assert named.digest != plain.digest  # as it was before titles were cleaned


REPORT = "ROME (AP) — The pier is lit, officials said on Thursday."


def test_a_report_below_its_introduction_and_byline_is_credited_and_placed() -> None:
    item = blogger(
        "Pier lit",
        f"<p>Ten years late.</p><p>By Jane Roe</p><p>{REPORT}</p>",
        "2026-03-09T19:00:00Z",
    )
    assert (item.agency, item.byline) == ("AP", "Jane Roe")
    assert item.dateline == Dateline(("Rome",), None, "AP")


def test_a_quotation_that_opens_a_longer_text_does_not_speak_for_it() -> None:
    own = "<p>It is not lit. I live beside it, and every night I fall over the same rope.</p>"
    quoting, reposted = (
        blogger("Pier", f"<blockquote><p>{REPORT}</p></blockquote>{rest}", "2026-03-09T19:00:00Z")
        for rest in (own, "<p>Well then.</p>")
    )
    assert (quoting.agency, quoting.dateline) == (None, None)
    assert (reposted.agency, reposted.dateline) == ("AP", Dateline(("Rome",), None, "AP"))


def test_the_source_of_a_chart_wrote_no_text() -> None:
    chart = "<figure><img src='/c.png'><figcaption>Source: Bloomberg</figcaption></figure>"
    assert blogger("Copper", f"<p>It is up.</p>{chart}", "2026-03-09T19:00:00Z").agency is None


def test_a_link_to_the_rest_leaves_the_text_and_stays_with_a_related_story() -> None:
    more = "<a href='https://blog.example/{}'>Full story</a>"
    markup = f"<p>{REPORT} {more.format(1)}</p><p>Related:</p><p>OSLO (AP) — It sails. {more.format(2)}</p><p>No comments:</p>"
    item = blogger("Pier lit", markup, "2026-03-09T19:00:00Z")
    assert (item.text, item.content_html) == (REPORT, f"<p>{REPORT}</p>")
    assert [(one.text, one.url) for one in item.related] == [
        ("OSLO (AP) — It sails.", "https://blog.example/2")
    ]
    assert item.furniture == ("Related:", "No comments:", "Full story")


def rss(inner: str) -> Item:
    """One item of an RSS feed."""
    body = (
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Quay</title>"
        f"<link>https://q.example/</link><item>{inner}</item></channel></rss>"
    )
    document = Document("https://q.example/feed", body.encode(), "", Validators(), SEEN)
    (item,) = read(document, source_id="s1").items
    return item


TWICE = "<title>Fish</title><description><![CDATA[&lt;p&gt;Fish &amp;amp; chips.&lt;/p&gt;]]></description>"


def test_a_text_that_was_escaped_twice_is_read_where_the_item_has_a_link() -> None:
    assert rss(f"{TWICE}<link>https://q.example/1</link>").text == "Fish & chips."
    assert rss(TWICE).text == "<p>Fish &amp; chips.</p>"  # it is known by its text: its id stays


def test_an_item_is_known_by_its_unseen_signs_and_shown_without_them() -> None:
    given = "Tide\u00adtable for the\u200b slip"
    marked, plain = (
        rss(f"<description>{words}</description>") for words in (given, "Tidetable for the slip")
    )
    assert (marked.title, marked.text) == (plain.title, plain.text) == (plain.text, plain.text)
    assert marked.keys[0] != plain.keys[0]
    assert marked.digest == plain.digest


def test_a_feed_of_the_replies_to_an_item_is_no_publisher_of_it() -> None:
    inner = "<title>Rudder stuck</title><description>It is.</description><source url='https://q.example/1.rss'>{}</source>"
    assert rss(inner.format("Rudder stuck")).publisher is None
    assert rss(inner.format("Valley Post")).publisher == "Valley Post"


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        ("<media:content url='/140.jpg?w=140' width='140'/><media:content url='/460.jpg' width='460'/>", "/460.jpg"),
        ("<media:content url='/a.jpg'/><media:content url='/b.jpg'/>", "/a.jpg"),
        ("<media:content url='/140.jpg' width='140'/>", "/140.jpg"),
        ("<media:content url='/a.mp4'/>", None),
        ("<media:content url='/a.jpg' type='video/mp4'/>", None),
    ],
)  # fmt: skip
def test_the_picture_of_an_item_is_known_by_its_name_and_no_thumbnail_beside_a_larger_one(
    media: str, expected: str | None
) -> None:
    image = rss(f"<title>Pier</title>{media}").image_url
    assert image == (f"https://q.example{expected}" if expected else None)
