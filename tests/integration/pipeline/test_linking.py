"""Threads that moved of late -> links across languages, at most every ten minutes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from syndicate.cluster.meaning import sentences
from syndicate.cluster.meaning.sentences import Encode, Sentence
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.step import step
from syndicate.corridors.linking import LINKING, Linker
from syndicate.model import Item
from syndicate.store import Store, open_store
from tests.contract.store.builders import NOW, a_source, an_item, follow, poll

NAMES = "Maria Stella, Varna, Petrov, Burgas, Kavarna, Shabla, Balchik, Nesebar, Dimitrov, Stanchev"
NEWS = (
    ("a", "en", "Grain ship drifts off the harbour of Varna", f"The ship was seen near {NAMES}."),
    ("b", "en", "Grain ship adrift off the harbour of Varna", f"The ship was seen off {NAMES}."),
    ("c", "fr", "Un navire de grain dérive devant Varna", f"Le navire a été vu devant {NAMES}."),
    ("d", "fr", "Un navire de grain à la dérive à Varna", f"Le navire a été vu près de {NAMES}."),
)


class Clock:
    def __init__(self) -> None:
        self.now = NOW + timedelta(minutes=5)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    await follow(opened, a_source())
    yield opened
    await opened.close()


async def told(store: Store, *languages: str) -> None:
    items: list[Item] = [
        replace(an_item(name, title=title, text=text), language=language)
        for name, language, title, text in NEWS
        if language in languages
    ]
    await poll(store, *items)
    await store.threads.record(step(Memory(), items, ()), NOW)


def alike(title: str) -> Sentence:
    return np.array([1.0, 0.0], dtype=np.float32)


def use(monkeypatch: pytest.MonkeyPatch, encode: Encode | None) -> None:
    monkeypatch.setattr(sentences, "encoder", lambda: encode)


async def links(store: Store) -> dict[str, list[str]]:
    threads = await store.threads.overview(limit=9)
    found = await store.tongues.of([each.id for each in threads])
    languages = {each.id: each.language for each in threads}
    return {languages[key]: [each.language for each in others] for key, others in found.items()}


@pytest.mark.parametrize("encode", [alike, None], ids=["with vectors", "without"])
async def test_threads_that_tell_the_same_are_linked(
    store: Store, monkeypatch: pytest.MonkeyPatch, encode: Encode | None
) -> None:
    use(monkeypatch, encode)
    await told(store, "en", "fr")
    await Linker(store=store, clock=Clock()).link()
    expected = {"en": ["fr"], "fr": ["en"]} if encode else {}
    assert await links(store) == expected


async def test_links_are_looked_for_every_ten_minutes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, alike)
    clock = Clock()
    linker = Linker(store=store, clock=clock)
    await linker.link()
    await told(store, "en", "fr")
    await linker.link()
    assert await links(store) == {}
    clock.now += timedelta(minutes=10)
    await linker.link()
    assert await links(store) == {"en": ["fr"], "fr": ["en"]}


async def test_clock_that_was_set_back_does_not_stop_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, alike)
    clock = Clock()
    linker = Linker(store=store, clock=clock)
    await linker.link()
    await told(store, "en", "fr")
    clock.now -= timedelta(minutes=4)
    await linker.link()
    assert await links(store) == {"en": ["fr"], "fr": ["en"]}


async def test_who_looked_keeps_the_turn_while_it_lives_and_another_has_it_half_a_minute_after(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, alike)
    clock = Clock()
    one, other = (Linker(store=store, clock=clock, holder=name) for name in ("one", "other"))
    await one.link()
    await told(store, "en", "fr")
    for _ in range(12):
        clock.now += timedelta(seconds=15)
        await one.keep()
        await other.link()
    assert await links(store) == {}
    clock.now += timedelta(seconds=31)
    await other.link()
    assert await links(store) == {"en": ["fr"], "fr": ["en"]}
    await one.keep()
    await one.lay_down()
    assert await store.leases.take(LINKING, "third", clock.now, timedelta(1)) is None


async def test_one_language_needs_no_encoder(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> Encode | None:
        raise AssertionError

    monkeypatch.setattr(sentences, "encoder", load)
    await told(store, "en")
    await Linker(store=store, clock=Clock()).link()
    assert await links(store) == {}
