"""The corridor to what a clusterer remembers: from an image and what changed since, or else from the store."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import json
import math
import sys
import time
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any, Final

from syndicate.cluster import EVER, MOST, STORY_LIVES, THREAD_LIVES, Memory
from syndicate.cluster.remembered import image
from syndicate.cluster.remembered.shelf import Rows
from syndicate.errors import StoreError
from syndicate.log import event, problem
from syndicate.model import Remembered
from syndicate.store import Horizon, Partition, Store
from syndicate.store.drawers import Drawer

AHEAD: Final = timedelta(days=1)  # of what is to be placed: then a clock was wrong
FEW: Final = 2000  # stories and threads: so many are read from the store in half a second
LONGEST_S: Final = 8.0  # neither a stop nor what is to be placed waits longer for images
EVERY_S: Final = 600.0  # while at work, no image is written more often
SHARE: Final = 20  # nor before one story or thread out of so many changed
# What makes a memory, of what is stored: folders and files. A file too many costs one start from the store.
MADE_BY: Final = (
    "cluster/headlines",
    "cluster/meaning",
    "cluster/remembered",
    "cluster/texts",
    "cluster/vocabulary",
    "cluster/words",
    "model",
    "scripts.py",
    "spoken.py",
)
# Who mends one of these has the store read once: what was told before may lack something.
TOLD_BY: Final = ("store/images.py", "store/leases.py", "store/partitions.py", "store/since.py")
FORMS: Final = "store/migrations/sqlite"  # what is stored is of as many forms on either engine


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a partition, true as long as that is held and nothing was settled."""

    partition: Partition
    memory: Memory
    words: int  # when it was last read from the store
    edits_since: datetime  # all that were seen before are known
    imaged: Mapping[str, Any] | None = None  # what the image is of that this process read or wrote
    told: int = 0  # stories and threads that changed since
    tried_at: float = -math.inf  # when an image was last written, or not, by `time.monotonic`

    def head(self) -> dict[str, Any]:
        """Tell what an image of it is of."""
        return _head(self.partition, self.memory.kept) | {"words": self.words}

    def saved(self, told: int | None) -> Known:
        """The same after a step was saved, since which so much differs from the image; None: there is none."""
        return replace(self, told=told or 0, imaged=None if told is None else self.imaged)

    def is_ahead(self, latest: datetime) -> bool:
        """Tell whether it grew old by a clock that was far ahead of items that were seen until then."""
        return self.memory.newest > latest + AHEAD

    @property
    def size(self) -> int:
        """How many stories and threads there are."""
        return len(self.memory.stories) + len(self.memory.threads)

    def lacks(self, most: int) -> bool:
        """Tell whether there is no image, or none from which less than `most` differs, and one would help."""
        return self.size > FEW and (not _serves(self.imaged, self.head()) or self.told > most)


async def recall(
    store: Store, partition: Partition, kept: Collection[str], oldest: datetime, latest: datetime
) -> Known:
    """Remember a partition, in order to place items that were seen between these.

    `kept` are threads that are held however long they sleep.
    """
    known = await _from_image(store, partition, kept, oldest)
    if known is not None and not known.is_ahead(latest):
        return known
    return await _from_store(store, partition, kept, oldest, latest)


async def keep(store: Store, those: Iterable[Known]) -> None:
    """Keep images of what is remembered where they are missed, as many as can be written in time: an orderly stop.

    The largest first.
    """
    late = time.monotonic() + LONGEST_S
    for known in sorted(those, key=lambda one: -one.size):
        if known.lacks(FEW):
            await _keep(store, known, late - time.monotonic())


async def keep_up(store: Store, known: Known) -> Known:
    """Keep an image while at work, if too much changed since the last, and that is some time ago."""
    now = time.monotonic()
    if now - known.tried_at < EVERY_S or not known.lacks(max(FEW, known.size // SHARE)):
        return known
    is_kept = await _keep(store, known, LONGEST_S)
    return replace(known, tried_at=now, told=0, imaged=known.head() if is_kept else None)


async def _keep(store: Store, known: Known, within_s: float) -> bool:
    if store.images.place is None:
        return False
    parts = chain([json.dumps(known.head()).encode()], image.parts(known.memory))
    languages = " ".join(sorted(known.partition.languages))
    try:
        with uncollected():
            written = await store.images.save(known.partition, parts, within_s)
    except StoreError as error:
        problem("no image is kept", languages=languages, reason=error)
        return False
    event("image kept", languages=languages, mb=round(written / 1e6))
    return True


async def _from_image(
    store: Store, partition: Partition, kept: Collection[str], oldest: datetime
) -> Known | None:
    languages = " ".join(sorted(partition.languages))
    try:
        taken = await store.images.take(partition)
        if taken is None:
            return None
        with uncollected():
            memory, words = await asyncio.to_thread(
                _read, taken.parts(), partition, kept, _rows(store)
            )
            await asyncio.to_thread(memory.let_go, taken.since.stories, taken.since.threads)
            await _take(memory, store.threads.again(taken.since, partition.languages, kept))
        await store.images.proved(partition)
    except StoreError as error:
        problem("the image is of no use, the store is read", languages=languages, reason=error)
        return None
    told = len(taken.since.stories) + len(taken.since.threads)
    event("gone on from an image", languages=languages, stories=len(memory.stories), changed=told)
    known = Known(partition, memory, words, oldest - STORY_LIVES, told=told)
    return replace(known, imaged=known.head())


def _read(
    parts: Iterator[bytes], partition: Partition, kept: Collection[str], rows: Rows
) -> tuple[Memory, int]:
    head, wanted = json.loads(next(parts)), _head(partition, kept)
    if head["form"] != wanted["form"]:
        raise StoreError("another version of Syndicate or of Python wrote it")
    if not _serves(head, wanted):
        raise StoreError("it is of other languages, or people took back a decision since")
    return image.recalled(parts, kept, rows), head["words"]


def _head(partition: Partition, kept: Collection[str]) -> dict[str, Any]:
    return {"form": form(), "languages": sorted(partition.languages), "kept": sorted(kept)}


def _serves(head: Mapping[str, Any] | None, wanted: Mapping[str, Any]) -> bool:
    """Tell whether an image may be gone on from. What is kept besides is read; what is no more, is in it for good."""
    return (
        head is not None
        and head["form"] == wanted["form"]
        and head["languages"] == wanted["languages"]
        and {*head["kept"]} <= {*wanted["kept"]}
    )


@cache
def form() -> str:
    """Tell what an image depends on besides what is stored: the code that makes a memory of it, its form, Python."""
    ours = files("syndicate")
    newest = max(one.name for one in (ours / FORMS).iterdir())
    told = hashlib.sha256(f"{sys.version} {sys.byteorder} {newest}".encode())
    for name in (*MADE_BY, *TOLD_BY):
        for file in _files(ours / name):
            told.update(file.read_bytes())
    return told.hexdigest()


def _files(place: Traversable) -> Sequence[Traversable]:
    """A file, or those of a folder."""
    if place.is_file():
        return [place]
    held = (one for one in place.iterdir() if one.name.endswith(".py"))
    return sorted(held, key=lambda one: one.name)


form()  # of the code that was just read: while it runs, other files may come in its place


async def _from_store(
    store: Store, partition: Partition, kept: Collection[str], oldest: datetime, latest: datetime
) -> Known:
    horizon = Horizon(
        stories=(oldest - STORY_LIVES, MOST),
        singles=(oldest - THREAD_LIVES, MOST),
        threads=(oldest - THREAD_LIVES, MOST),
        also=kept,
        languages=partition.languages,
    )
    memory = Memory(kept, _rows(store))
    with uncollected():
        await _take(memory, store.threads.remembered(horizon), latest + AHEAD)
    return Known(partition, memory, len(memory.frequencies), oldest - STORY_LIVES)


def _rows(store: Store) -> Rows:
    """Where rows lie of which most are seldom asked for: in files, where there is a folder for images."""
    place = store.images.place
    return lambda: Drawer(place and place.parent)


async def _take(memory: Memory, pages: AsyncIterator[Remembered], until: datetime = EVER) -> None:
    reader = memory.reader()
    async for page in pages:
        await asyncio.to_thread(memory.take, page, reader, until)


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing that is placed refers to itself: to look for such takes a fifth of a start, a tenth of a step."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
