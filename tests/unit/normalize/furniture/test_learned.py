from __future__ import annotations

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from syndicate.model import Document, ParsedFeed, Validators
from syndicate.normalize.document import read

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
TOPICS = ("lock", "owl", "tram", "bridge", "harvest", "quarry", "ferry", "choir", "mill", "ice")
NOTE = "Every morning in your letter box: the Gazette of the valley, for six cents."


def told(topic: str) -> str:
    return f"The {topic} is the talk of the valley this week, said the warden on Monday evening."


def feed(bodies: list[str], marks: bytes | None = None) -> ParsedFeed:
    items = (
        f"<item><guid isPermaLink='false'>{hash_of(body)}</guid><title>News {number}</title><description>{escape(body)}</description></item>"
        for number, body in enumerate(bodies)
    )
    body = f"<rss version='2.0'><channel><title>G</title>{''.join(items)}</channel></rss>"
    document = Document("https://g.example/feed", body.encode(), "", Validators(), NOW)
    return read(document, source_id="s1", marks=marks)


def hash_of(body: str) -> str:
    return f"{len(body)}-{body[3:12]}-{body[-20:-5]}"


def texts(bodies: list[str]) -> list[str]:
    return [item.text for item in feed(bodies).items]


def test_line_that_ends_most_items_is_cut_and_kept_as_furniture() -> None:
    found = feed([f"<p>{told(topic)}</p><p>{NOTE}</p>" for topic in TOPICS]).items
    assert [item.text for item in found] == [told(topic) for topic in TOPICS]
    assert {item.furniture for item in found} == {(NOTE,)}
    assert not any("letter box" in item.content_html + item.summary for item in found)


def test_line_stays_where_few_items_hold_it_or_the_feed_is_short() -> None:
    few = [f"<p>{told(topic)}</p>{f'<p>{NOTE}</p>' * (at < 3)}" for at, topic in enumerate(TOPICS)]
    assert sum(NOTE in text for text in texts(few)) == 3
    short = [f"<p>{told(topic)}</p><p>{NOTE}</p>" for topic in TOPICS[:4]]
    assert all(NOTE in text for text in texts(short))


def test_items_of_one_text_are_no_evidence() -> None:
    alike = [f"<p>{told('lock')}</p><p>{NOTE}</p>" for _ in range(8)]
    assert all(NOTE in text for text in texts(alike))


def test_labels_and_values_of_data_stay() -> None:
    bodies = [f"<dl><dt>Magnitude:</dt><dd>4.{at}</dd><dt>Depth</dt><dd>10.0 km</dd></dl>" for at in range(8)]  # fmt: skip
    assert texts(bodies) == [f"Magnitude:\n4.{at}\nDepth\n10.0 km" for at in range(8)]


def test_item_of_which_little_would_remain_is_left_alone() -> None:
    bodies = [f"<p>{topic} news</p><p>{NOTE}</p>" for topic in TOPICS]
    assert texts(bodies) == [f"{topic} news\n{NOTE}" for topic in TOPICS]


def test_learning_is_no_edit() -> None:
    bodies = [f"<p>{told(topic)}</p><p>{NOTE}</p>" for topic in TOPICS]
    before, after = feed(bodies[:4]).items, feed(bodies).items
    assert [item.digest for item in before] == [item.digest for item in after[:4]]
    assert before[0].text != after[0].text


def test_items_that_are_not_parsed_again_are_still_evidence() -> None:
    bodies = [f"<p>{told(topic)}</p><p>{NOTE}</p>" for topic in TOPICS]
    before = feed(bodies[:9])
    after = feed(bodies, before.marks)
    assert len(after.present) == 9
    assert [item.text for item in after.items] == [told(TOPICS[9])]
    assert after.items == feed(bodies).items[9:]
