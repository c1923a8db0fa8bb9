"""The inside of a worker: limits for itself, then one question after the other. Started by worker.py.

It reads hostile bytes and has nothing to lose: no store, no network, no secrets, no room on the disk.
"""

from __future__ import annotations

import logging
import os
import pickle
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from syndicate.errors import ParseError
from syndicate.model import Document, Item, ParsedFeed

LENGTH = struct.Struct("!I")
READY, DONE, REFUSED, LIMIT = b"+", b"f", b"r", b"l"
_FILES = 64
_NICE = 5
_OUTLIVES_S = 5  # of CPU, over its limit of time: for those that nobody is left to kill


def main() -> None:
    """Answer on standard input, a socket, until its other end is closed, or gone with whoever asked.

    Arguments: seconds, bytes of memory, and the module to load before, for its time is none of a document's.
    """
    wall_s, memory_bytes, needed = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    _limit(memory_bytes)
    logging.disable()  # what libraries complain of is told by what they raise
    import_module(needed)

    with (
        suppress(ConnectionError),
        socket.socket(fileno=0) as channel,
        channel.makefile("rb") as questions,
    ):
        channel.sendall(READY)
        while head := questions.read(LENGTH.size):
            _allow(wall_s + _OUTLIVES_S)
            (length,) = LENGTH.unpack(head)
            answer = _answer(questions.read(length), memory_bytes)
            channel.sendall(LENGTH.pack(len(answer)) + answer)


def feed(document: Document, source_id: str, marks: bytes | None) -> bytes:
    """Read a document as a feed, in the form of wire.py. Raises ParseError."""
    from syndicate.normalize import document as way  # only here: who asks parses nothing
    from syndicate.normalize import wire

    return wire.encode(way.read(document, source_id=source_id, marks=marks))


def page(document: Document, item: Item) -> bytes:
    """Read the page of an item for its full text: the item, in the form of wire.py. Raises ParseError."""
    from syndicate.normalize import wire
    from syndicate.normalize.pages import fulltext

    found = fulltext.read(document, item)
    return wire.encode(ParsedFeed(title=None, site_url=None, language=None, items=(found,)))


def robots(document: Document, agent: str, url: str) -> bytes:
    """Ask a robots.txt whether an agent may fetch an address; see robots.py."""
    from syndicate.normalize.pages import robots as rules

    return rules.told(document, agent, url)


def _limit(memory_bytes: int) -> None:
    """Bound this process. It is stopped by SIGTERM at once, and not by an interrupt that is meant for its parent."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _allow(seconds: float) -> None:
    """Let this process have so much CPU from now on: the system ends it even if its parent is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if most < 0 else min(soft, most), most))


def _answer(question: bytes, memory_bytes: int) -> bytes:
    """What is asked for, or why there is nothing, as plain bytes."""
    try:
        reading: Callable[[], bytes] = pickle.loads(question)  # noqa: S301 - our own, and nothing to lose here
        return DONE + reading()
    except ParseError as error:
        return REFUSED + error.reason.encode("utf-8", "replace")
    except MemoryError:
        mebibytes = memory_bytes // (1024 * 1024)
        return LIMIT + f"parser limit: it needs more than {mebibytes} MiB".encode()
