"""The command group, and how errors become messages and exit codes."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Final

import click

from syndicate import __version__
from syndicate.cli import show, streams
from syndicate.errors import ConfigError, StoreBusy, SyndicateError
from syndicate.log import tell_problems

FAILED: Final = 1
BUSY: Final = 75  # EX_TEMPFAIL (sysexits.h)
BAD_CONFIG: Final = 78  # EX_CONFIG (sysexits.h)
FULL: Final = {errno.ENOSPC, errno.EDQUOT}  # the disk, or what this user may have of it

# In which module each command lives, most often one of its name: one that runs does not pay for the others.
HOMES: Final = {
    name: name
    for name in (
        "add", "backup", "check", "demo", "diff", "doctor", "export", "held", "migrate", "opml", "run",
        "sources", "status", "subscribers", "thread", "threads", "topics", "why",
    )
} | {"poll": "run", "restore": "backup", "schema": "check"}  # fmt: skip


class Commands(click.Group):
    """A group that loads a command when it is asked for, and ends in a message instead of a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's)
        """Name every command, in the order of the alphabet."""
        return sorted(HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command; None where there is none of this name."""
        if cmd_name not in HOMES:
            return None
        home = import_module(f"syndicate.cli.{HOMES[cmd_name]}")
        command: click.Command = getattr(home, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a line, or fail with the one that is probably meant."""
        name = args[0]
        near = get_close_matches(name, HOMES, 1)
        if name not in HOMES and near:
            ctx.fail(f"No such command {name!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the line; --help and --version are told here."""
        streams.fill()
        streams.name()
        with _ending():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _ending():
            return super().invoke(ctx)


@contextmanager
def _ending() -> Iterator[None]:
    """Exit 78 for a bad configuration, 75 for a busy store, 1 for whatever else is known."""
    try:
        yield
    except BrokenPipeError:
        streams.leave()
        sys.exit(streams.READER_LEFT)
    except ConfigError as error:
        streams.complain(str(error))
        sys.exit(BAD_CONFIG)
    except SyndicateError as error:
        streams.complain(f"syndicate: {error}")
        sys.exit(BUSY if isinstance(error, StoreBusy) else FAILED)
    except OSError as error:
        is_output = error.filename == streams.OUTPUT
        if error.errno not in FULL and not is_output:
            raise
        if is_output:
            streams.leave()
        where = error.filename or "what was to be written"
        advice = "; free some space" if error.errno in FULL else ""
        streams.complain(f"syndicate: {where}: {error.strerror}{advice}")
        sys.exit(FAILED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="syndicate")
def main() -> None:
    """Follow many feeds, and give back topic threads that any reader can subscribe to."""
    tell_problems()
    show.every_letter()
