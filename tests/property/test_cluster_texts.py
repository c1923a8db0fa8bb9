"""Whatever a source writes, the clusterer places it: one bad item may not stop everybody else's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.cluster import Memory, step
from syndicate.model import Item, Topic

NOW = datetime(2014, 11, 6, 12, 0, tzinfo=UTC)
TOPICS = (
    Topic(
        "iraq",
        "Iraq",
        any=("ISIS", "C++", "中东"),
        all=("Iraq",),
        none=("video game",),
        like=("a b c",),
    ),
)
# Letters of every script, digits, marks, emoji, controls; and what headlines are made of.
anything = st.text() | st.lists(
    st.sampled_from(
        [
            "Iraq",
            "U.S.",
            "Day 3",
            "—",
            "'s",
            "2014",
            "ISIS",
            "de la",
            "中东",
            "\u200b",
            "@",
            "#n",
            "",
        ]
    )
).map(" ".join)


@st.composite
def items(draw: st.DrawFn) -> Item:
    number = draw(st.integers(0, 10**6))
    at = NOW + draw(st.timedeltas(timedelta(days=-9000), timedelta(days=9000)))
    return Item(
        id=f"i{number}",
        source_id=draw(st.sampled_from(["s1", "s2"])),
        keys=(f"guid:{number}",),
        url=None,
        link_key=draw(st.none() | anything),
        title=draw(anything),
        summary="",
        content_html="",
        text=draw(anything),
        seen_at=at,
        published_at=min(at, NOW),
        digest="",
        language=draw(st.sampled_from([None, "en", "de", "zh", "xx", "EN-us", "", "\x00"])),
        categories=tuple(draw(st.lists(anything, max_size=2))),
        agency=draw(st.none() | anything),
    )


# How fast a busy machine draws texts says nothing about them.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(items(), max_size=12, unique_by=lambda item: item.id))
def test_every_item_is_placed_whatever_it_says(found: list[Item]) -> None:
    placed = step(Memory(), found, TOPICS).assignments
    assert sorted(one.item_id for one in placed) == sorted(item.id for item in found)
