"""One readable line per event; JSON on request.

An event has a name and fields; both forms carry the same. Control characters are escaped, so that nothing
a feed says can forge a line or move a terminal's cursor, and credentials in addresses are masked.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

LINE_LIMIT_CHARS: Final = 8000
TELL_EVERY_S: Final = 60.0
_LOGGER: Final = logging.getLogger("syndicate")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_USERINFO: Final = re.compile(r"(?<=://)[^/@\s]+@")
_NEEDS_QUOTES: Final = re.compile(r'[\s"=]')


def event(name: str, /, *, level: int = logging.INFO, **fields: object) -> None:
    """Log that `name` happened, with what is worth knowing about it."""
    _LOGGER.log(level, name, extra={"fields": fields})


def problem(name: str, /, **fields: object) -> None:
    """Log something that a person should look at."""
    event(name, level=logging.WARNING, **fields)


def failure(name: str, error: BaseException, /, **fields: object) -> None:
    """Log an error that nobody expected, with its traceback."""
    _LOGGER.error(name, exc_info=error, extra={"fields": fields})


class Seldom:
    """Trouble that goes on is told at once, and then once in TELL_EVERY_S: a night of it fills no disk."""

    def __init__(self, steady_s: Callable[[], float] = time.monotonic) -> None:
        self._steady_s = steady_s
        self._told: dict[tuple[str, ...], float] = {}

    def problem(self, name: str, /, **fields: object) -> None:
        """Log it, unless the same was logged of late."""
        now, same = self._steady_s(), (name, *map(str, fields.values()))
        self._told = {one: at for one, at in self._told.items() if now - at < TELL_EVERY_S}
        if same not in self._told:
            self._told[same] = now
            problem(name, **fields)


def configure(*, as_json: bool = False, verbose: bool = False) -> None:
    """Send every event of the process to standard error, ours and the libraries' warnings alike."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines() if as_json else PlainLines())
    root = logging.getLogger()
    root.handlers[:] = [stream]
    root.setLevel(logging.WARNING)
    # A tick that is still running is no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    _LOGGER.setLevel(logging.DEBUG if verbose else logging.INFO)


def tell_problems() -> None:
    """Let a command that keeps no log say what a person should look at, whole; `configure` takes its place."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(_Told())


def clean(text: str) -> str:
    """Return `text` on one line, harmless to a terminal, without credentials, at most LINE_LIMIT_CHARS long."""
    masked = _USERINFO.sub("***@", text)
    escaped = _CONTROL.sub(lambda hit: f"\\x{ord(hit.group()):02x}", masked)
    return escaped if len(escaped) <= LINE_LIMIT_CHARS else escaped[: LINE_LIMIT_CHARS - 1] + "…"


class PlainLines(logging.Formatter):
    """`2014-11-06 19:00:00Z info  poll source=... new=3`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and the traceback below it, indented, where there is one."""
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
        return _plainly(self, record, at, f"{record.levelname.lower():7}")


class _Told(logging.Formatter):
    """`syndicate: an example is not among the items yet topic=... link=...`, as errors of commands are told."""

    def format(self, record: logging.LogRecord) -> str:
        return _plainly(self, record, "syndicate:")


class JsonLines(logging.Formatter):
    """One JSON object a line: `at`, `level`, `event`, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line of JSON."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "event": clean(record.getMessage()),
        }
        told |= {key: _plain(value) for key, value in _fields(record).items()}
        if record.exc_info:
            told["traceback"] = "\n".join(_traceback(self, record))[-LINE_LIMIT_CHARS:]
        return json.dumps(told, ensure_ascii=False)


def _plainly(formatter: logging.Formatter, record: logging.LogRecord, *before: str) -> str:
    words = [*before, record.getMessage()]
    words += [f"{key}={_quoted(value)}" for key, value in _fields(record).items()]
    return "\n    ".join((clean(" ".join(words)), *_traceback(formatter, record)))


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    fields = getattr(record, "fields", None)
    return fields if isinstance(fields, dict) else {}


def _traceback(formatter: logging.Formatter, record: logging.LogRecord) -> list[str]:
    """Every line as harmless as an event: the text of an error may quote a feed."""
    if not record.exc_info:
        return []
    return [clean(line) for line in formatter.formatException(record.exc_info).split("\n")]


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | None) else clean(str(value))


def _quoted(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if _NEEDS_QUOTES.search(text) or not text else text
