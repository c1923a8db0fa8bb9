"""What every page names: the sources, by id. Read again when the store has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from syndicate.model import SourceCard
from syndicate.store import Store


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources as one state of the store has them, those that were given up among them."""

    cards: Mapping[str, SourceCard] = field(default_factory=dict)

    def title(self, source_id: str) -> str:
        """Name a source; one that is unknown is called by its id."""
        card = self.cards.get(source_id)
        return card.title if card else source_id

    def may_quote(self, source_id: str) -> bool:
        """Tell whether more than the title of its items may be shown."""
        card = self.cards.get(source_id)
        return card is not None and card.republish in {"full", "excerpt"}


class Catalogue:
    """Keeps the sources of the newest state of the store."""

    def __init__(self) -> None:
        self._revision: int | None = None
        self._sources = Sources()

    def forget(self) -> None:
        """Read everything anew: what may be shown has changed."""
        self._revision = None

    async def sources(self, store: Store) -> Sources:
        """Return the sources as they are now."""
        revision = await store.revision()
        if revision != self._revision:
            self._sources, self._revision = Sources(await store.sources.cards()), revision
        return self._sources


CATALOGUE = web.AppKey("catalogue", Catalogue)


async def sources_of(request: web.Request, store: Store) -> Sources:
    """Return the sources for the page that is asked for."""
    return await request.app[CATALOGUE].sources(store)
