"""What the invented outlets publish, and when. Pure, but for reading its own texts once."""

from datetime import UTC, datetime
from functools import cache
from importlib import resources

from syndicate.demo.articles import Article, Outlet, Revision
from syndicate.demo.manuscript import parse_outlet, parse_wires

__all__ = ["CLOSES_AT", "OPENS_AT", "Article", "Outlet", "Revision", "outlets", "published"]

OPENS_AT = datetime(2014, 11, 1, tzinfo=UTC)
CLOSES_AT = datetime(2014, 11, 10, tzinfo=UTC)

_WIRES = "wires.txt"


@cache
def outlets() -> tuple[Outlet, ...]:
    """Return all outlets, by slug."""
    folder = resources.files("syndicate.demo").joinpath("texts")
    wires = parse_wires(folder.joinpath(_WIRES).read_text(encoding="utf-8"))
    return tuple(
        parse_outlet(path.name.removesuffix(".txt"), path.read_text(encoding="utf-8"), wires)
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".txt") and path.name != _WIRES
    )


def published(outlet: Outlet, at: datetime) -> tuple[Article, ...]:
    """Return what the outlet's feed holds at that moment, newest first."""
    out = [article.as_of(at) for article in outlet.articles if article.published_at <= at]
    out.sort(key=lambda article: (article.published_at, article.number), reverse=True)
    return tuple(out[: outlet.window])
