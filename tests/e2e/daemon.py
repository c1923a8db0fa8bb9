"""The real program as a child process: started, listened to, asked, stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import feedparser

import syndicate

SOURCE = Path(syndicate.__file__).parents[1]
PATIENCE = 100.0  # seconds; a slow machine that does other things beside is no fault
MODULE = ("-m", "syndicate")

Event = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """What the daemon answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


def environment(**extra: str) -> dict[str, str]:
    """The environment of a child: this source tree, and nothing that would change its ways."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SYNDICATE_", "NOTIFY_", "WATCHDOG_"))
        and not name.lower().endswith("_proxy")
        and name not in {"COLUMNS", "LINES"}
    }
    return {**kept, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", **extra}


def syndicate_cli(*words: str | Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-W", "error", *MODULE, *map(str, words)],
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class Daemon:
    """`syndicate run`, from start to stop. Every line that it logs is kept, and parsed when it is JSON."""

    def __init__(
        self,
        config: Path,
        *,
        as_json: bool = True,
        program: Sequence[str] = MODULE,
        words: Sequence[str] = (),
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self.config = config
        self.lines: list[str] = []
        self.events: list[Event] = []
        self.url = ""
        self._as_json = as_json
        self._heard = threading.Condition()
        command = [sys.executable, "-W", "error", *program, "run", "--config", str(config), *words]
        self.process = subprocess.Popen(
            [*command, "--log-json"] if as_json else command,
            env=environment(**(extra or {})),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def __enter__(self) -> Self:
        try:
            self.url = self.wait_for("ready")["url"].rstrip("/")
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            with self._heard:
                self.lines.append(line.rstrip("\n"))
                if self._as_json and line.startswith("{"):
                    self.events.append(json.loads(line))
                self._heard.notify_all()
        self.process.stderr.close()

    def found(self, name: str, **fields: object) -> list[Event]:
        """The events of this name, and with these fields, that were logged so far."""
        with self._heard:
            return [
                event
                for event in self.events
                if event["event"] == name and fields.items() <= event.items()
            ]

    def wait_for(self, name: str, *, count: int = 1, **fields: object) -> Event:
        """Return the event once it was logged so often."""
        deadline = time.monotonic() + PATIENCE
        while len(found := self.found(name, **fields)) < count:
            ended = self.process.poll() is not None and not self._listener.is_alive()
            assert not ended, self.told(f"ended without {name!r}")
            assert time.monotonic() < deadline, self.told(f"no {name!r} {fields}")
            with self._heard:
                self._heard.wait(0.1)
        return found[count - 1]

    def told(self, complaint: str) -> str:
        """A complaint, and what the daemon logged last."""
        return "\n".join([complaint, *self.lines[-30:]])

    def get(self, path: str, **headers: str) -> Page:
        """Ask for a page or a feed; redirects are followed."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, headers=named)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return Page(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Page(error.code, error.headers, error.read())

    def send(self, sign: signal.Signals) -> None:
        self.process.send_signal(sign)

    def stop(self) -> int:
        """Stop it as an operator does, and return the exit code."""
        self.send(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """End it now, whatever it is doing."""
        if self.process.poll() is None:
            self.process.kill()
        self.wait()

    def wait(self) -> int:
        """Wait for its end, and for the last line."""
        code = self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        assert not self._listener.is_alive(), "somebody still holds the log of a daemon that ended"
        return code


def kept(daemon: Daemon, place: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """The id of a feed, and of each entry by its title when it was changed."""
    feed = feedparser.parse(daemon.get(place).body)
    return feed.feed.id, {one.title: (one.id, one.updated) for one in feed.entries}
