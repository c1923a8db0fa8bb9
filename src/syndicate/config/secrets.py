"""`${NAME}` and `${file:PATH}` in a few values -> what they stand for.

Only addresses of sources, of the store and of the proxy and values of headers are looked at. `$${` is a plain `${`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate.config.faults import SHOWN, Plain, Tree, Where, printable
from syndicate.config.hints import did_you_mean

LIMIT_BYTES = 64 * 1024

_REFERENCE = re.compile(r"\$\$\{|\$\{([^{}]*)\}|\$\{")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Vault:
    """Where secrets are looked up: the environment, systemd's credentials, files beside feeds.yaml."""

    environ: Mapping[str, str]
    folder: Path

    def expand(self, text: str) -> str:
        """Return the text with every reference replaced. Raise LookupError where one leads nowhere."""
        return _REFERENCE.sub(self._found, text)

    def _found(self, reference: re.Match[str]) -> str:
        if reference[0] == "$${":
            return "${"
        name: str | None = reference[1]
        if name is None:
            raise _Missing("${ is never closed", "write ${NAME}, or $${ for the signs themselves")
        if name.startswith("file:"):
            return self._file(name.removeprefix("file:").strip())
        if not _NAME.fullmatch(name):
            raise _Missing("${...} must hold the name of a variable, or file: and a path")
        return self._variable(name)

    def _variable(self, name: str) -> str:
        value = self.environ.get(name)
        if value is None:
            hint = did_you_mean(name, [known for known in self.environ if known != name])
            raise _Missing(f"the environment variable {printable(name)} is not set", hint)
        if not value.strip():
            raise _Missing(f"the environment variable {printable(name)} is empty")
        return value.strip()

    def _file(self, name: str) -> str:
        try:
            with self._path(name).open("rb") as file:
                content = file.read(LIMIT_BYTES + 1)
            text = content.decode("utf-8").strip()
        except OSError as error:
            reason = error.strerror or "no access"
            raise _Missing(f"the file {printable(name)} cannot be read: {reason}") from None
        except ValueError:  # not UTF-8, or a path with a NUL
            raise _Missing(f"the file {printable(name)} is not UTF-8 text") from None
        if not text or len(content) > LIMIT_BYTES:
            what = "larger than 64 KiB" if text else "empty"
            raise _Missing(f"the file {printable(name)} is {what}")
        return text

    def _path(self, name: str) -> Path:
        if not name:
            raise _Missing("${file:} names no file")
        credentials = self.environ.get("CREDENTIALS_DIRECTORY")
        if credentials and (offered := Path(credentials) / name).is_file():
            return offered
        return self.folder / name


class _Missing(LookupError):
    """A reference leads nowhere. Tells its name, never a value."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        self.hint = hint
        super().__init__(reason)


def resolve(tree: Tree, vault: Vault) -> None:
    """Replace references in the tree; what cannot be found becomes a fault at its place."""

    def put(value: Plain, where: Where) -> Plain:
        if not isinstance(value, str) or "${" not in value or len(tree.faults) > SHOWN:
            return value
        try:
            return vault.expand(value)
        except _Missing as missing:
            tree.break_at(where, str(missing), missing.hint)
            return value

    data = tree.data
    if "store" in data:
        data["store"] = put(data["store"], ("store",))
    fetch = data.get("fetch")
    if isinstance(fetch, dict) and "proxy" in fetch:
        data["fetch"] = {**fetch, "proxy": put(fetch["proxy"], ("fetch", "proxy"))}
    sources = data.get("sources")
    if isinstance(sources, list):
        data["sources"] = [
            _source(source, ("sources", index), put) for index, source in enumerate(sources)
        ]


def _source(source: Plain, where: Where, put: Callable[[Plain, Where], Plain]) -> Plain:
    if not isinstance(source, dict):
        return put(source, where)
    found = dict(source)
    if "url" in found:
        found["url"] = put(found["url"], (*where, "url"))
    headers = found.get("headers")
    if isinstance(headers, dict):
        inner = (*where, "headers")
        found["headers"] = {name: put(value, (*inner, name)) for name, value in headers.items()}
    return found
