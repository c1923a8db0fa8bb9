"""What every page names: the sources, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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


async def sources_of(store: Store) -> Sources:
    """Return the sources as they are now."""
    return Sources(await store.sources.cards())
