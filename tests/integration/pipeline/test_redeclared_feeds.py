"""What feeds say of their age when feeds.yaml asks them to show less."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syndicate.model import Address, Declared, Output, OutputFeed, Topic
from syndicate.outputs.composing import compose
from syndicate.protocols import Statement, Transaction
from syndicate.query import parse
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    HOUR,
    KESTREL,
    SHIP,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
)
from tests.unit.cluster.news import WIRE

SOURCES = (a_source("port", "sea"), a_source("mail", "town"))
DESK = Output("desk", "Everything")


def showing(output: Output, *topics: Topic) -> Declared:
    return declared(SOURCES, topics, [output])


async def head(desk: Desk, kind: Any = "outputs", name: str = "desk") -> OutputFeed:
    feed = await compose(desk.store, desk.now, Address(kind, name))
    assert feed is not None
    return feed


async def news(desk: Desk, now: Declared) -> None:
    """The ship is an hour older than the match."""
    await desk.declare(now)
    await desk.walk("port", SHIP)
    desk.clock.forward(HOUR)
    await desk.walk("mail", KESTREL)
    desk.clock.forward(HOUR)


@pytest.mark.parametrize(
    "less",
    [
        {"query": parse("Varna")},
        {"tags": ("sea",)},
        {"query": parse("source:nowhere")},
        {"mode": "digest"},
    ],
)
async def test_updated_of_an_output_that_shows_less_does_not_go_back(
    any_desk: Desk, less: dict[str, Any]
) -> None:
    await news(any_desk, showing(DESK))
    before = (await head(any_desk)).updated_at
    await any_desk.declare(showing(replace(DESK, **less)))
    after = await head(any_desk)
    assert KESTREL.title not in [entry.title for entry in after.entries]
    assert after.updated_at >= before
    await any_desk.reopen()
    assert (await head(any_desk)).updated_at == after.updated_at


async def test_updated_does_not_go_back_where_feeds_yaml_was_edited_between_two_starts(
    any_desk: Desk,
) -> None:
    await news(any_desk, showing(DESK))
    before = (await head(any_desk)).updated_at
    any_desk.now = showing(replace(DESK, tags=("sea",)))
    await any_desk.reopen()
    await any_desk.declare(any_desk.now)
    assert (await head(any_desk)).updated_at >= before


async def test_output_that_comes_back_showing_less_is_no_older_than_when_it_went(
    any_desk: Desk,
) -> None:
    await news(any_desk, showing(DESK))
    before = (await head(any_desk)).updated_at
    await any_desk.declare(declared(SOURCES))
    await any_desk.declare(showing(replace(DESK, tags=("sea",))))
    assert (await head(any_desk)).updated_at >= before


async def test_topic_that_is_shown_in_another_form_does_not_go_back(any_desk: Desk) -> None:
    varna = Topic("varna", "Varna", any=("Varna",))
    await news(any_desk, showing(DESK, varna))
    await any_desk.walk("mail", TUGS)
    before = (await head(any_desk, "topics", "varna")).updated_at
    await any_desk.declare(showing(DESK, replace(varna, mode="digest")))
    assert (await head(any_desk, "topics", "varna")).updated_at >= before


@pytest.mark.parametrize(
    "less", [{"republish": "none"}, {"tags": ()}, {"republish": "none", "tags": ()}]
)
async def test_no_feed_goes_back_when_a_source_is_shown_in_fewer_of_them(
    any_desk: Desk, less: dict[str, Any]
) -> None:
    """The newest of each feed is of the source that leaves it."""
    kept, leaving = a_source("mail", "town"), a_source("port", "town")
    varna = Topic("varna", "Varna", any=("Varna",))
    outputs = [
        DESK, Output("town", "The town", tags=("town",)), Output("told", "Told", mode="stories")
    ]  # fmt: skip
    await any_desk.declare(declared((kept, leaving), [varna], outputs))
    await any_desk.walk("mail", SHIP)
    any_desk.clock.forward(HOUR)
    await any_desk.walk("port", TUGS)
    any_desk.clock.forward(HOUR)
    thread = (await any_desk.item("port", TUGS)).thread_id
    assert thread is not None
    assert thread == (await any_desk.item("mail", SHIP)).thread_id
    places = [
        *(("outputs", each.name) for each in outputs), ("topics", "varna"), ("threads", thread),
        ("tags", "town"), ("sources", "port"),
    ]  # fmt: skip
    before = {one: (await head(any_desk, *one)).updated_at for one in places}
    any_desk.now = declared((kept, replace(leaving, **less)), [varna], outputs)
    await any_desk.reopen()
    await any_desk.declare(any_desk.now)
    after = {one: (await head(any_desk, *one)).updated_at for one in places}
    assert {one: at for one, at in after.items() if at < before[one]} == {}
    assert after["outputs", "desk"] == before["outputs", "desk"], "and no feed for nothing"


@pytest.mark.parametrize("hidden", [{"republish": "none"}, {"tags": ()}, {"fold_copies": False}])
async def test_no_feed_goes_back_when_a_text_stands_for_its_copies_again(
    any_desk: Desk, hidden: dict[str, Any]
) -> None:
    mail, port = a_source("mail", "town"), a_source("port", "town")
    town = Output("town", "The town", tags=("town",))
    hiding = replace(mail, **hidden)
    await any_desk.declare(declared((hiding, port), outputs=[town]))
    await any_desk.walk("mail", SHIP)
    any_desk.clock.forward(HOUR)
    await any_desk.walk("port", SHIP)
    thread = (await any_desk.item("port", SHIP)).thread_id
    assert thread is not None
    places = [("outputs", "town"), ("tags", "town"), ("threads", thread)]
    before = [(await head(any_desk, *one)).updated_at for one in places]
    await any_desk.declare(declared((mail, port), outputs=[town]))
    after = [await head(any_desk, *one) for one in places]
    assert [len(each.entries) for each in after] == [1, 1, 1]
    assert all(each.updated_at >= at for each, at in zip(after, before, strict=True))


async def test_thread_of_which_nothing_was_shown_does_not_go_back_when_something_is(
    any_desk: Desk,
) -> None:
    silent = [a_source(name, republish="none") for name in ("mail", "port")]
    await any_desk.declare(declared(silent))
    await any_desk.walk("mail", SHIP)
    any_desk.clock.forward(HOUR)
    await any_desk.walk("port", TUGS)
    thread = (await any_desk.item("mail", SHIP)).thread_id
    assert thread is not None
    assert thread == (await any_desk.item("port", TUGS)).thread_id
    before = await head(any_desk, "threads", thread)
    await any_desk.declare(declared([a_source("mail"), silent[1]]))
    after = await head(any_desk, "threads", thread)
    assert (len(before.entries), len(after.entries)) == (0, 1)
    assert after.updated_at == before.updated_at


async def test_where_a_source_leaves_one_output_no_other_is_put_together(
    any_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = a_source("mail", "town", "all")
    outputs = [Output(tag, tag, tags=(tag,)) for tag in ("sea", "town", "all")]
    await any_desk.declare(declared((SOURCES[0], leaving), outputs=outputs))
    asked: list[str] = []

    async def compose_and_tell(store: Any, now: Declared, at: Address, *more: Any) -> Any:
        asked.append(at.name)
        return await compose(store, now, at, *more)

    monkeypatch.setattr("syndicate.outputs.composing.compose", compose_and_tell)
    less = (SOURCES[0], replace(leaving, tags=("all",)))
    await any_desk.declare(declared(less, outputs=outputs))
    assert asked == ["town", "all"]


async def test_feed_that_folds_the_copies_of_a_source_does_not_go_back(any_desk: Desk) -> None:
    mail, port = a_source("mail"), a_source("port", fold_copies=False)
    await any_desk.declare(declared((mail, port), outputs=[DESK]))
    await any_desk.walk("mail", SHIP)
    await any_desk.walk("port", SHIP)
    before = await head(any_desk)
    await any_desk.declare(declared((mail, replace(port, fold_copies=True)), outputs=[DESK]))
    after = await head(any_desk)
    assert (len(before.entries), len(after.entries)) == (2, 1)
    assert after.updated_at == before.updated_at


VARNA = Topic("varna", "Varna", any=("Varna", "Kestrel"))


@pytest.mark.parametrize(
    ("asked", "then", "left"),
    [
        ("topic:varna", [replace(VARNA, any=("Varna",))], 1),
        ("topic:varna", [], 0),
        ("-topic:match", [VARNA, Topic("match", "The match", any=("Kestrel",))], 1),
    ],
)
async def test_output_that_asks_for_a_topic_does_not_go_back_when_the_topic_is_another(
    any_desk: Desk, asked: str, then: list[Topic], left: int
) -> None:
    output = Output("told", "Told", query=parse(asked))
    await news(any_desk, showing(output, VARNA))
    before = await head(any_desk, name="told")
    await any_desk.declare(showing(output, *then))
    after = await head(any_desk, name="told")
    assert (len(before.entries), len(after.entries)) == (2, left)
    assert after.updated_at >= before.updated_at


async def test_output_that_asks_for_a_topic_does_not_move_when_that_is_named_anew(
    any_desk: Desk,
) -> None:
    output = Output("told", "Told", query=parse("topic:varna"))
    await news(any_desk, showing(output, VARNA))
    before = (await head(any_desk, name="told")).updated_at
    named = replace(VARNA, slug="port", title="The port", was=("varna",))
    await any_desk.declare(showing(replace(output, query=parse("topic:port")), named))
    assert (await head(any_desk, name="told")).updated_at == before


async def test_output_that_asks_for_a_topic_does_not_go_back_when_an_example_of_that_comes(
    any_desk: Desk,
) -> None:
    topic = replace(VARNA, unlike=("https://mail.example/kestrel",))
    output = Output("told", "Told", query=parse("topic:varna"))
    await any_desk.declare(showing(output, topic))
    await any_desk.walk("port", SHIP)
    any_desk.clock.forward(HOUR)
    told = [await head(any_desk, name="told")]
    await any_desk.poll("mail", KESTREL)
    await any_desk.pipeline.place()
    told.append(await head(any_desk, name="told"))
    any_desk.clock.forward(HOUR)
    await any_desk.pipeline.cluster()
    told.append(await head(any_desk, name="told"))
    assert [len(each.entries) for each in told] == [1, 0, 1], "it is filled anew"
    ages = [each.updated_at for each in told]
    assert ages == sorted(ages)


async def test_topic_that_comes_back_showing_less_is_no_older_though_its_name_was_another(
    any_desk: Desk,
) -> None:
    await news(any_desk, showing(DESK, VARNA))
    named = replace(VARNA, slug="port", was=("varna",))
    await any_desk.declare(showing(DESK, named))
    before = (await head(any_desk, "topics", "port")).updated_at
    await any_desk.declare(showing(DESK))
    await any_desk.declare(showing(DESK, replace(named, any=("Varna",))))
    assert (await head(any_desk, "topics", "port")).updated_at >= before


async def test_output_is_no_older_where_a_source_showed_less_while_it_was_away(
    any_desk: Desk,
) -> None:
    leaving, town = a_source("port", "town"), Output("town", "The town", tags=("town",))
    await any_desk.declare(declared((SOURCES[1], leaving), outputs=[DESK, town]))
    await any_desk.walk("mail", SHIP)
    any_desk.clock.forward(HOUR)
    await any_desk.walk("port", KESTREL)
    before = (await head(any_desk, name="town")).updated_at
    less = (SOURCES[1], replace(leaving, tags=()))
    await any_desk.declare(declared(less, outputs=[DESK]))
    await any_desk.declare(declared(less, outputs=[DESK, town]))
    assert (await head(any_desk, name="town")).updated_at >= before


@pytest.mark.parametrize("form", [{"mode": "digest"}, {"max_age": HOUR / 60}, {}])
async def test_thread_that_becomes_a_topic_in_another_form_does_not_go_back(
    any_desk: Desk, form: dict[str, Any]
) -> None:
    await news(any_desk, showing(DESK))
    await any_desk.walk("port", TUGS)
    thread = (await any_desk.item("port", SHIP)).thread_id
    assert thread is not None
    before = await head(any_desk, "threads", thread)
    any_desk.clock.forward(HOUR)
    await any_desk.declare(showing(DESK, Topic("ship", "The ship", thread=thread, **form)))
    after = await head(any_desk, "topics", "ship")
    assert (after.id, after.updated_at) == (before.id, before.updated_at)


@pytest.mark.parametrize("place", [("outputs", "town"), ("tags", "town")])
async def test_feed_of_which_a_source_gets_a_smaller_share_does_not_go_back(
    any_desk: Desk, place: tuple[str, str]
) -> None:
    """From three sources on, each has half of a window at most; the oldest of its items was edited last."""
    sources = [a_source(name, "town") for name in ("mail", "port", "copy")]
    town = Output("town", "The town", tags=("town",))
    await any_desk.declare(declared(sources[:2], outputs=[town]))
    await any_desk.walk("mail", SHIP)
    more = [Told(f"{n}", f"Lot {n} sold", f"A buyer took lot {n}.") for n in range(50)]
    await any_desk.walk("mail", SHIP, *more)
    await any_desk.walk("mail", replace(SHIP, text=f"{WIRE} She is in port now."), *more)
    before = await head(any_desk, *place)
    await any_desk.declare(declared(sources, outputs=[town]))
    after = await head(any_desk, *place)
    assert (len(before.entries), len(after.entries)) == (51, 50)
    assert after.updated_at >= before.updated_at


async def test_what_decides_on_feeds_is_written_once(any_desk: Desk) -> None:
    await news(any_desk, showing(DESK, VARNA))
    await any_desk.declare(showing(DESK))
    before = await any_desk.store.revision()
    any_desk.now = replace(showing(DESK), title="Another title")
    await any_desk.reopen()
    await any_desk.declare(any_desk.now)
    assert await any_desk.store.revision() == before


async def test_another_title_or_name_moves_no_updated(any_desk: Desk) -> None:
    await news(any_desk, showing(DESK))
    before = (await head(any_desk)).updated_at
    await any_desk.declare(showing(Output("all", "All of it", was=("desk",), access="private")))
    assert (await head(any_desk, name="all")).updated_at == before


async def test_what_others_show_moves_no_updated(any_desk: Desk) -> None:
    await news(any_desk, showing(DESK))
    before = (await head(any_desk)).updated_at
    sea = Output("sea", "The sea", tags=("sea",))
    await any_desk.declare(declared(SOURCES, outputs=[DESK, sea]))
    assert (await head(any_desk)).updated_at == before


def _no_rules() -> Transaction[None]:
    yield Statement("UPDATE floors SET shows = NULL")


async def test_feeds_of_a_store_that_knew_no_rules_stay_as_they_are(any_desk: Desk) -> None:
    await news(any_desk, showing(DESK))
    await any_desk.store.database.write(_no_rules())
    before = (await head(any_desk)).updated_at
    await any_desk.walk("port", CHICKPEAS)
    await any_desk.declare(showing(replace(DESK, tags=("town",))))
    assert (await head(any_desk)).updated_at == before
