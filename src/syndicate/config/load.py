"""feeds.yaml and the environment -> Settings, or every problem at once. The way through this room.

bytes -> text (gate) -> plain data with marks (yaml_nodes) -> secrets -> form (forms) and rules -> Settings (build).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from syndicate.config.build import build
from syndicate.config.explain import faults_of
from syndicate.config.faults import (
    SHOWN,
    Fault,
    Plain,
    Tree,
    Unreadable,
    as_list,
    problems,
    readable,
)
from syndicate.config.forms import FileForm
from syndicate.config.gate import LIMIT_BYTES, text_of
from syndicate.config.identities import feeds_twice, sources_twice
from syndicate.config.literal import taken_literally
from syndicate.config.misread import misread_words
from syndicate.config.naming import names_twice, unknown_agencies
from syndicate.config.rules import (
    full_text_without_extra,
    likely_twice,
    queries_of_nobody,
    tags_of_nobody,
    topics_of_nobody,
    twice,
)
from syndicate.config.secrets import Vault, resolve
from syndicate.config.settings import Settings
from syndicate.config.yaml_nodes import read
from syndicate.errors import ConfigError


def load(path: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings of this file. Raise ConfigError with all that is wrong, in file order."""
    with readable(str(path)):
        content = standing(path)
        if content is None:
            hint = "`syndicate add URL` begins one; or name another file with --config FILE"
            raise Unreadable("there is no such file", hint)
    return parse(content, path=path, environ=environ)


def parse(content: bytes, *, path: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings that a file of this content would have; `path` names it and places it."""
    with readable(str(path)):
        tree = read(text_of(content))
    written = _addresses(tree.data)
    literal = [*islice(taken_literally(tree), SHOWN)]
    resolve(tree, Vault(environ, path.absolute().parent))
    if len(tree.faults) > SHOWN:
        raise ConfigError(problems(tree.faults, str(path)))
    form, faults = _form(tree)
    found = [*tags_of_nobody(tree), *islice(unknown_agencies(tree), SHOWN)]
    faults += [*tree.faults, *islice(twice(tree), 10 * SHOWN), *full_text_without_extra(tree)]
    faults += islice(names_twice(tree), 10 * SHOWN)
    faults += islice(sources_twice(tree, written), 10 * SHOWN)
    faults += islice(feeds_twice(tree), 10 * SHOWN)
    faults += islice(topics_of_nobody(tree), 10 * SHOWN)
    faults += [fault for fault, is_slip in found if is_slip]
    if form is None or faults:
        raise ConfigError(problems(faults, str(path)))
    notes = [fault for fault, is_slip in found if not is_slip]
    notes += [*islice(likely_twice(tree), SHOWN), *islice(queries_of_nobody(tree), SHOWN)]
    notes += [*islice(misread_words(tree), SHOWN), *literal]
    settings = build(form, path, written, problems(notes, str(path)))
    return replace(settings, cache=_cache(environ))


def _cache(environ: Mapping[str, str]) -> Path | None:
    """The first of the folders that systemd made for the service, or whoever set the variable."""
    first = environ.get("CACHE_DIRECTORY", "").split(":", maxsplit=1)[0]
    return Path(first) if first else None


def standing(path: Path) -> bytes | None:
    """Return the bytes of the file, one more than are allowed at most; None where there is no such file.

    Raises Unreadable where nobody can tell.
    """
    try:
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise Unreadable("is a folder", "name the file in it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or "no such path"
        raise Unreadable(f"cannot be read: {reason}", "check its owner and mode") from None


def _form(tree: Tree) -> tuple[FileForm | None, list[Fault]]:
    try:
        return FileForm.model_validate(tree.data), []
    except ValidationError as error:
        return None, faults_of(error, tree)


def _addresses(data: dict[str, Plain]) -> list[str]:
    sources = as_list(data.get("sources"))
    urls = (source.get("url") if isinstance(source, dict) else source for source in sources)
    return [url if isinstance(url, str) else "" for url in urls]
