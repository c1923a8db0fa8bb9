"""The command group, and how errors become messages and exit codes."""

from __future__ import annotations

import sys
from typing import Any, Final

import click

from syndicate import __version__
from syndicate.cli import adding, demo, lists, opml, running
from syndicate.errors import ConfigError, StoreBusy, SyndicateError

FAILED: Final = 1
BUSY: Final = 75  # EX_TEMPFAIL (sysexits.h)
BAD_CONFIG: Final = 78  # EX_CONFIG (sysexits.h)


class Commands(click.Group):
    """A group that ends in a message for people instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit 78 for a bad configuration, 75 for a busy store, 1 for any other known error."""
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            click.echo(str(error), err=True)
            sys.exit(BAD_CONFIG)
        except SyndicateError as error:
            click.echo(f"syndicate: {error}", err=True)
            sys.exit(BUSY if isinstance(error, StoreBusy) else FAILED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="syndicate")
def main() -> None:
    """Follow many feeds, and give back topic threads that any reader can subscribe to."""


for command in (*running.COMMANDS, *lists.COMMANDS, adding.add, opml.opml, demo.demo):
    main.add_command(command)
