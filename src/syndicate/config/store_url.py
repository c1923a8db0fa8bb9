"""The address of a store on the command line: read as `store:` of feeds.yaml is, and shown without secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from syndicate.config.addresses import store_address
from syndicate.config.build import store_in
from syndicate.config.secrets import Vault

_PASSWORD: Final = re.compile(r"(://[^/?#@:]*:|[?&](?:ssl)?password=)([^/?#&]*)(?=@|&|#|$)")
_REFERENCE: Final = "${STORE_PASSWORD}"


def store_url(text: str, path: Path, environ: Mapping[str, str]) -> str:
    """Give the address with its references replaced and its file where feeds.yaml at `path` would mean it.

    Raises ValueError where it cannot be used.
    """
    folder = path.absolute().parent
    try:
        return store_in(store_address(Vault(environ, folder).expand(text)), folder)
    except LookupError as error:
        raise ValueError(str(error)) from None


def unsecret(text: str) -> str:
    """Give the address as a log may hold it: in the place of a password in clear stands a reference to a variable."""
    return _PASSWORD.sub(lambda it: it[0] if "${" in it[2] else it[1] + _REFERENCE, text)
