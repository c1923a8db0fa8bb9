"""Several clusterers over one store, each as in a process of its own, and news in three languages for them."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from pathlib import Path

from syndicate.corridors.clustering import Clusterer
from syndicate.holding import Holding
from syndicate.metrics import Metrics
from syndicate.model import Event, Item
from syndicate.store import Store, open_store
from tests.contract.store.builders import a_source, an_item
from tests.integration.pipeline.desk import NOW, Clock, Found, found

LANGUAGES = ("de", "en", "fr")
SYLLABLES = [one + other for one in "bdfgklmnprst" for other in "aeiou"]
SOURCES = tuple(a_source(f"{language}{number}") for language in LANGUAGES for number in range(2))


def news(count: int = 60) -> list[Item]:
    """Reports of few events, copies among them, in three languages, in the order in which they come."""
    dice = random.Random(7)
    words = ["".join(dice.choices(SYLLABLES, k=3)) for _ in range(400)]
    events = [
        (language, dice.sample(words, 12), [word.title() for word in dice.sample(words, 4)])
        for language in LANGUAGES
        for _ in range(4)
    ]
    told: list[Item] = []
    for number in range(count):
        language, subject, names = dice.choice(events)
        said = dice.sample(subject, 8) + dice.sample(names, 3) + dice.choices(words, k=10)
        dice.shuffle(said)
        title = " ".join(dice.sample(subject, 4) + names[:2])
        text = f"In {' '.join(said)}."
        earlier = [one for one in told if one.language == language]
        if earlier and number % 6 == 5:
            title, text = earlier[-1].title, earlier[-1].text  # another prints it
        at = NOW + timedelta(minutes=number)
        source = f"{language}{number % 2}"
        told.append(an_item(f"n{number}", source, at=at, title=title, text=text, language=language))
    return told


@dataclass(frozen=True)
class Node:
    """A clusterer with a connection of its own."""

    store: Store
    holding: Holding
    clusterer: Clusterer

    async def place(self) -> int:
        return await self.clusterer.place(())


@asynccontextmanager
async def a_node(
    url: str, clock: Clock, holder: str, cache: Path | None = None
) -> AsyncIterator[Node]:
    store = await open_store(url, cache)
    holding = Holding(store=store, clock=clock, holder=holder)
    clusterer = Clusterer(store=store, clock=clock, metrics=Metrics(), holding=holding)
    yield Node(store, holding, clusterer)
    await store.close()


async def deliver(store: Store, items: Sequence[Item]) -> None:
    await store.sources.sync(SOURCES, NOW)
    for source, some in groupby(items, lambda item: item.source_id):
        await store.polls.deliver(source, list(some), items[-1].seen_at)


async def outcome(store: Store) -> tuple[Found, list[Event]]:
    """All that clustering found, and what the journal says, in an order that is always the same."""
    past = await store.journal.listed(limit=1000)
    events = sorted((one.event for one in past), key=lambda event: (event.from_id, event.into_id))
    return await found(store), events
