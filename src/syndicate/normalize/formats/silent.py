"""Elements that leave no trace in what we take from feedparser. Pure.

Most are of extensions that feedparser does not know: it files their text under their name. Those it does know
are listed here, with what each may hold.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from syndicate.normalize.formats.dialects import ELEMENTS
from syndicate.normalize.formats.names import Names, Unsure

# Names without a prefix are filed where feedparser files its own finds: only these are known to be harmless.
_ANYWHERE = frozenset(
    """
    admin_errorreportsto admin_generatoragent cloud comments day
    docs expirationdate generator georss_point hour icon itunes_block
    itunes_explicit itunes_subtitle logo media_credit media_license media_player media_rating
    media_restriction rating skipdays skiphours subtitle tagline
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
_IN_ENTRY = _ANYWHERE | {"dc_language", "language"}
# Above the entries nobody asks for dates, subjects and publishers, and in RSS not for people.
_IN_HEAD = _ANYWHERE | frozenset(
    """
    category dc_contributor dc_date dc_publisher dc_subject feedburner_browserfriendly info
    itunes_category itunes_image itunes_keywords lastbuilddate
    media_category media_content media_keywords media_thumbnail modified pubdate published updated webmaster
    """.split()  # noqa: SIM905
)
_IN_RSS_HEAD = _IN_HEAD | frozenset(
    "author dc_creator itunes_author itunes_email itunes_name itunes_owner managingeditor".split()  # noqa: SIM905
)
# feedparser does not know these, yet we look for them where it files them.
_SOUGHT = frozenset(
    """
    feedburner_origlink itunes_duration itunes_episode itunes_season sy_updatefrequency sy_updateperiod
    """.split()  # noqa: SIM905
)
_HOLDING = frozenset(("itunes_category", "itunes_owner"))
_PICTURE = {
    "image": frozenset("title link description url width height".split()),  # noqa: SIM905
    "textinput": frozenset("title link description name".split()),  # noqa: SIM905
}


def ignore(element: Element, names: Names) -> None:
    """Pass by an element of an entry, or raise Unsure."""
    _pass(element, names, _IN_ENTRY)


def ignore_in_head(element: Element, names: Names, *, atom: bool) -> None:
    """Pass by an element that stands above the entries, or raise Unsure."""
    parts = _PICTURE.get(names[element.tag])
    if parts is None or atom:
        _pass(element, names, _IN_HEAD if atom else _IN_RSS_HEAD)
    elif any(len(part) or names[part.tag] not in parts for part in element):
        raise Unsure


def _pass(element: Element, names: Names, harmless: frozenset[str]) -> None:
    for part in element.iter():
        name = names[part.tag]
        if name in harmless:
            if len(part) and name in ELEMENTS and name not in _HOLDING:
                raise Unsure
        elif "_" not in name or name in _SOUGHT or name in ELEMENTS:
            raise Unsure
