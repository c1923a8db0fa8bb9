"""The newsroom's nouns: an outlet and the articles that it publishes. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

Format = Literal[
    "rss091",
    "rss092",
    "rss10",
    "rss20",
    "wordpress",
    "feedburner",
    "podcast",
    "atom-html",
    "atom-xhtml",
    "atom-text",
    "blogger",
    "json",
]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Revision:
    """The text that replaces an article's first one from `revised_at` on."""

    revised_at: datetime
    html: str


@dataclass(frozen=True, slots=True)
class Article:
    """One report.

    `claimed_at` is the date that the feed states, which may be wrong or missing; `published_at` is
    when it really appears. `event` is the right answer for a clusterer, as `thread/event`, and
    `wires` names the agency texts that it reprints.
    """

    number: int
    title: str
    guid: str | None
    published_at: datetime
    claimed_at: datetime | None
    updated_at: datetime
    author: str
    categories: tuple[str, ...]
    html: str
    event: str
    wires: tuple[str, ...] = ()
    revision: Revision | None = None

    @property
    def thread(self) -> str:
        """The running topic that this article's event belongs to."""
        return self.event.partition("/")[0]

    def as_of(self, at: datetime) -> "Article":
        """Return the article as it reads at that moment: corrected, or not yet."""
        if self.revision is None or at < self.revision.revised_at:
            return self
        return replace(self, html=self.revision.html, updated_at=self.revision.revised_at)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented publisher: how its feed looks, and all it publishes in these nine days."""

    slug: str
    title: str
    home: str
    about: str
    format: Format
    language: str
    encoding: str
    window: int
    tracking: str
    articles: tuple[Article, ...]
