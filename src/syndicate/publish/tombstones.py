"""What an output no longer has -> how each format says so (RFC 6721). Pure."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from syndicate.model import Departure
from syndicate.publish.gate import identifier
from syndicate.publish.instants import rfc3339

_NAMESPACE = "http://purl.org/atompub/tombstones/1.0"


def element(gone: Departure) -> str:
    """Write a tombstone for Atom; in RSS, which has no word for it, it stands as an extension."""
    ref, when = quoteattr(identifier(gone.entry_id)), quoteattr(rfc3339(gone.at))
    return f'<at:deleted-entry xmlns:at="{_NAMESPACE}" ref={ref} when={when}/>'


def fields(gone: Departure) -> dict[str, object]:
    """Write a tombstone for the extension of a JSON Feed."""
    return {"id": identifier(gone.entry_id), "date_deleted": rfc3339(gone.at)}
