"""What can go wrong, as one tree. Every message is for a person: what happened, where, what to do.

SyndicateError
├── ConfigError      feeds.yaml cannot be used; carries every problem found
├── FetchError       a source could not be fetched; carries the URL and, where told, when to retry
│   ├── Refused      our own policy forbids it (address, scheme, size): retrying now is pointless
│   └── Gone         the server says 410
├── ParseError       bytes arrived, but no feed could be read from them
│   └── Poison       reading them cost a worker its life: not tried again until they change
├── QueryError       what somebody searches for cannot be understood
├── RenderError      a feed could not be written, and there are no older bytes of it
├── EncoderError     the sentence encoder that is installed is not of the form that is known
└── StoreError       what is remembered cannot be reached or trusted
    ├── StoreFull    there is no room for what was to be saved
    ├── StoreBusy    another process is at work on the same store
    ├── Overtaken    another process took over what this one was at work on
    ├── Tied         a thread has stories of several languages, which must be clustered together
    ├── SchemaTooOld an older Syndicate wrote the store, or nobody has yet, and it is not to be changed
    └── SchemaTooNew the store was written by a newer Syndicate
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class SyndicateError(Exception):
    """The root of every error that this package raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a configuration file. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    key: str
    reason: str
    hint: str | None = None

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}:{self.column}: {key}{self.reason}{hint}"


class ConfigError(SyndicateError):
    """The configuration cannot be used; `problems` holds all of its faults, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class FetchError(SyndicateError):
    """A source could not be fetched. `retry_after` is the wish of `host`, where that told one.

    `reached` is False where no server was met at all: no name, no way, no connection. `cut_off` tells that this is
    no fault of the source for sure: our own way out is shut.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
        host: str = "",
        reached: bool = True,
        cut_off: bool = False,
    ) -> None:
        self.url = url
        self.reason = reason
        self.status = status
        self.retry_after = retry_after
        self.host = host
        self.reached = reached and not cut_off
        self.cut_off = cut_off
        super().__init__(f"{url}: {reason}")


class Refused(FetchError):
    """Our own policy forbids this fetch: the address, the scheme, the size or the redirects."""


class Gone(FetchError):
    """The server answers 410: the source is gone for good (RFC 9110, 15.5.11)."""


class ParseError(SyndicateError):
    """No feed could be read from the bytes that arrived."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url}: {reason}")


class Poison(ParseError):
    """A worker did not survive these bytes, or their limits of time and memory. `body_hash` tells them again."""

    def __init__(self, url: str, reason: str, *, body_hash: str) -> None:
        self.body_hash = body_hash
        super().__init__(url, reason)


class QueryError(SyndicateError):
    """A query cannot be understood at `column`, counted from 1. Reason and hint never quote it."""

    def __init__(self, column: int, reason: str, hint: str | None = None) -> None:
        self.column = column
        self.reason = reason
        self.hint = hint
        told = f" ({hint})" if hint else ""
        super().__init__(f"column {column}: {reason}{told}")


class RenderError(SyndicateError):
    """A feed could not be written, and no bytes of it stand from before."""


class EncoderError(SyndicateError):
    """The weights of the sentence encoder that is installed are not of the form that is known."""


class StoreError(SyndicateError):
    """What is remembered cannot be reached, or cannot be trusted."""


class StoreFull(StoreError):
    """There is no room for what was to be saved; nothing that was saved before is lost."""


class StoreBusy(StoreError):
    """Another process is at work on the same store."""


class Overtaken(StoreError):
    """A lease lapsed and somebody else has the work now; nothing of what came too late was saved."""


class Tied(StoreError):
    """A thread has stories of several languages, which must be clustered together; nothing was saved."""

    def __init__(self, languages: frozenset[str]) -> None:
        super().__init__(f"a thread ties languages: {', '.join(sorted(languages))}")
        self.languages = languages


class SchemaTooOld(StoreError):
    """An older Syndicate wrote the store, or nobody has yet, and it is not to be changed."""


class SchemaTooNew(StoreError):
    """The store was written by a newer Syndicate; an older one must not touch it."""


def how_to_install(extra: str) -> str:
    """Say how an extra gets into what `make run` made: from this project's folder, never by name from elsewhere."""
    return f"where Syndicate lies: python3 -m pip --python .venv/bin/python install -e '.[{extra}]'"
