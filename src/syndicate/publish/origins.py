"""Items -> who wrote them: the agency that is credited, else the publisher of the source. Pure."""

from __future__ import annotations

from syndicate.model import StoredItem
from syndicate.publish import prose
from syndicate.publish.entries import Sources

# There every name before the host, or every path behind it, is somebody else.
_HOSTS = frozenset(
    """
    blogspot.com wordpress.com tumblr.com medium.com substack.com github.io feedburner.com typepad.com
    livejournal.com blogger.com reddit.com youtube.com ghost.io over-blog.com google.com facebook.com
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
_SECOND = frozenset({"ac", "co", "com", "edu", "gob", "gov", "ne", "net", "nom", "or", "org"})
_TELLING = 4  # letters: a shorter name must be the whole label


def publisher(stored: StoredItem, sources: Sources) -> str:
    """Name who runs a source: the domain of its site, or the source itself where many share one."""
    source_id = stored.item.source_id
    card = sources.get(source_id)
    domain = registrable(prose.host(card.site_url or card.feed_url)) if card else ""
    return f"site:{domain}" if "." in domain and domain not in _HOSTS else f"source:{source_id}"


def registrable(host: str) -> str:
    """The domain that somebody registered, told by its form: news.example.co.uk is of example.co.uk."""
    labels = host.lower().split(".")
    count = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND else 2
    return ".".join(labels[-count:])


def is_its_own(agency: str, stored: StoredItem, sources: Sources) -> bool:
    """Tell whether an item comes from the agency itself: its name is that of the site, or begins the title."""
    card = sources.get(stored.item.source_id)
    titled = card is not None and f"{card.title} ".casefold().startswith(f"{agency} ".casefold())
    return titled or _runs(agency, registrable(prose.host(stored.item.url)))


def _runs(agency: str, domain: str) -> bool:
    name, label = "".join(agency.casefold().split()), domain.partition(".")[0]
    return label == name or (len(name) >= _TELLING and label.startswith(name))


def distinct(voices: set[str]) -> int:
    """Count origins: an agency and its own site are one."""
    agencies = {voice.removeprefix("agency:") for voice in voices if voice.startswith("agency:")}
    sites = {voice.removeprefix("site:") for voice in voices if voice.startswith("site:")}
    same = sum(any(_runs(agency, site) for agency in agencies) for site in sites)
    return len(voices) - same
