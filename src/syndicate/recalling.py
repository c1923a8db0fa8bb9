"""The corridor to what a clusterer remembers: from an image that an orderly stop left, or else from the store."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import json
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, Final

from syndicate.cluster import MOST, STORY_LIVES, THREAD_LIVES, Memory, image
from syndicate.errors import StoreError
from syndicate.log import event, problem
from syndicate.store import Horizon, Partition, Store

FEW: Final = 2000  # stories and threads: so many are read from the store in half a second
LONGEST_S: Final = 8.0  # a stop waits no longer for images to be written
MADE_BY: Final = ("cluster", "model", "scripts.py", "spoken.py")  # what a memory is made by


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a partition, true as long as that is held and nothing was settled."""

    partition: Partition
    memory: Memory
    words: int  # when it was last read from the store
    edits_since: datetime  # all that were seen before are known

    def head(self) -> dict[str, Any]:
        """Tell what an image of it is of."""
        return _head(self.partition, self.memory.kept) | {"words": self.words}


async def recall(
    store: Store, partition: Partition, kept: Collection[str], oldest: datetime
) -> Known:
    """Remember a partition, in order to place items of which the oldest was seen then.

    `kept` are threads that are held however long they sleep.
    """
    found = await _from_image(store, partition, kept)
    memory, words = found or await _from_store(store, partition, kept, oldest)
    return Known(partition, memory, words, oldest - STORY_LIVES)


async def keep(store: Store, those: Iterable[Known]) -> None:
    """Keep images of what is remembered, as many as can be written in time: an orderly stop. The largest first."""
    late = time.monotonic() + LONGEST_S
    sizes = [(len(one.memory.stories) + len(one.memory.threads), one) for one in those]
    for size, known in sorted(sizes, key=lambda one: -one[0]):
        if not store.images.are_kept or size <= FEW:
            return
        parts = chain([json.dumps(known.head()).encode()], image.parts(known.memory))
        languages = " ".join(sorted(known.partition.languages))
        try:
            with uncollected():
                written = await store.images.save(known.partition, parts, late - time.monotonic())
        except StoreError as error:
            problem(
                "no image is kept, the next start reads the store",
                languages=languages,
                reason=error,
            )
        else:
            event("image kept", languages=languages, mb=round(written / 1e6))


async def _from_image(
    store: Store, partition: Partition, kept: Collection[str]
) -> tuple[Memory, int] | None:
    languages = " ".join(sorted(partition.languages))
    try:
        taken = await store.images.take(partition)
        if taken is None:
            return None
        with uncollected():
            found = await asyncio.to_thread(_read, taken.parts(), partition, kept)
    except StoreError as error:
        problem("the image is of no use, the store is read", languages=languages, reason=error)
        return None
    event("gone on from an image", languages=languages, stories=len(found[0].stories))
    return found


def _read(
    parts: Iterator[bytes], partition: Partition, kept: Collection[str]
) -> tuple[Memory, int]:
    head, wanted = json.loads(next(parts)), _head(partition, kept)
    if head["form"] != wanted["form"]:
        raise StoreError("another version of Syndicate or of Python wrote it")
    if head != wanted | {"words": head["words"]}:
        raise StoreError("since it was written, people decided something, or a topic was filled")
    return image.recalled(parts, kept), head["words"]


def _head(partition: Partition, kept: Collection[str]) -> dict[str, Any]:
    # Languages that were tied to these were so by who settled.
    return {"form": form(), "settled": partition.settled, "kept": sorted(kept)}


@cache
def form() -> str:
    """Tell what an image depends on besides what is stored: the code that makes a memory, and its Python."""
    told = hashlib.sha256(f"{sys.version} {sys.byteorder}".encode())
    for name in MADE_BY:
        room = files("syndicate") / name
        sources = [room] if room.is_file() else list(room.iterdir())
        for source in sorted(sources, key=lambda one: one.name):
            if source.name.endswith(".py"):
                told.update(source.read_bytes())
    return told.hexdigest()


async def _from_store(
    store: Store, partition: Partition, kept: Collection[str], oldest: datetime
) -> tuple[Memory, int]:
    horizon = Horizon(
        stories=(oldest - STORY_LIVES, MOST),
        singles=(oldest - THREAD_LIVES, MOST),
        threads=(oldest - THREAD_LIVES, MOST),
        also=kept,
        languages=partition.languages,
    )
    memory = Memory(kept=kept)
    reader = memory.reader()
    with uncollected():
        async for page in store.threads.remembered(horizon):
            await asyncio.to_thread(
                memory.take,
                page.stories, page.threads, page.terms, page.members, page.usual, reader,
            )  # fmt: skip
    return memory, len(memory.frequencies)


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing that is placed refers to itself: to look for such takes a fifth of a start, a tenth of a step."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
