"""What is said of a feeds.yaml that is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from syndicate.config import parse
from syndicate.errors import ConfigError, Problem


def problems(text: str | bytes, **environ: str) -> tuple[Problem, ...]:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(ConfigError) as raised:
        parse(content, path=Path("feeds.yaml"), environ=environ)
    return raised.value.problems


def only(text: str | bytes, **environ: str) -> str:
    (problem,) = problems(text, **environ)
    return str(problem)


def parsed_or_not(text: str) -> tuple[Problem, ...]:
    try:
        parse(text.encode(), path=Path("feeds.yaml"), environ={})
    except ConfigError as error:
        return error.problems
    return ()
