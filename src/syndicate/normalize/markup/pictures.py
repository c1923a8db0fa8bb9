"""Pictures in HTML: those that load late get their address back, those that show nothing go, sets are checked. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial

from syndicate.normalize.links.urls import absolute

# Before the sanitiser: what scripts would put in place once a reader scrolls.
_TAG = re.compile(r"""<img\b((?:[^<>"']|"[^"]{0,4096}"|'[^']{0,4096}'){1,2048}+)>""", re.IGNORECASE)
_LAZY = re.compile(
    r"""\sdata-(?:lazy-|orig-|original-)?(?:src|original|lazy|url)\s{0,3}=\s{0,3}(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_LAZY_SET = re.compile(
    r"""\s(?:data-)?(?:lazy-)?srcset\s{0,3}=\s{0,3}(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE
)
_PLAIN = re.compile(r"""\ssrc\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?i)data:|about:|.*\b(?:blank|spacer|placeholder|transparent|pixel|loading|lazy|1x1|grey|gray)\b[\w.-]*\.(?:gif|png|svg|jpe?g)"
)
# Looked for only where one may begin: from within another it would be read once for each of its letters.
_CANDIDATE = re.compile(
    r"(?<![^\s,])([^\s,]\S*[^\s,]|[^\s,])(?:\s+(\d{1,5})w|\s+(\d{1,2}(?:\.\d{1,3})?)x)?\s*(?:,|$)"
)
_PICTURE = re.compile(  # that browsers show: a survey's TIFF is for other programs
    r"(?i)\s*image/(?!tiff|x-tiff|hei[cf]|jp[2xm]|vnd\.adobe|x-adobe|x-photoshop|x-(?:canon|nikon|sony|raw))"
)
_WIDEST = 1600  # pixels: more than readers show
_CANDIDATES = 20

# After it: regular tags.
_REGULAR = re.compile(r'<(?:img|source)(?: (?:[^<>"]++|"[^"]*+")*+)?>')
_EMPTY_LINK = re.compile(r'<a(?: (?:[^<>"]++|"[^"]*+")*+)?></a>')
_SIZE = re.compile(r' (?:width|height)="\s*0*[01](?:px)?\s*"')
_SOURCE = re.compile(r' src="([^"]+)"')
_SET = re.compile(r' srcset="([^"]*)"')
_SIZES = re.compile(r' sizes="([^"]*)"')
_SANE_SIZES = re.compile(r"[\w\s().,:%*/+-]{1,500}")
# Places that serve pictures in order to count readers, or to carry buttons.
_COUNTERS = re.compile(
    r"//(?:feeds\.feedburner\.com/~[rf]|[^/]*\.feedsportal\.com|feeds\.wordpress\.com/1\.0/"
    r"|stats\.wordpress\.com|pixel\.wp\.com|pixel\.quantserve\.com|[^/]*\.doubleclick\.net"
    r"|feedads\.|[^/]*\.feedblitz\.com/~|sb\.scorecardresearch\.com|www\.google-analytics\.com"
    r"|rss\.buysellads\.com|da\.feedsportal\.com|medium\.com/_/stat|[^/]*\.list-manage\.com/track/)"
)
_SMALL = re.compile(r' (?:width|height)="(?:[1-9]|[1-4]\d)(?:px)?"')
_ICON = re.compile(
    r"(?i)gravatar\.com/|/emoji/|/smilies/|/smileys/|twemoji|/avatars?/|favicon|/icons?/"
)


def hastened(markup: str) -> str:
    """Give pictures that wait for a script the address that it would give them."""
    if "data-" not in markup and "srcset" not in markup:
        return markup
    return _TAG.sub(_hastened, markup)


def checked(markup: str, base: str | None) -> str:
    """Regular HTML without pictures that show nothing, nor their links, and with sets of absolute addresses only."""
    if "<img" not in markup and "<source" not in markup:
        return markup
    return _EMPTY_LINK.sub("", _REGULAR.sub(partial(_checked, base=base), markup))


def first(markup: str) -> str | None:
    """The address of the first picture of regular HTML that is more than an icon, a smile or a face."""
    for tag in _REGULAR.finditer(markup):
        source = _SOURCE.search(tag[0]) if tag[0].startswith("<img") else None
        if source and not _SMALL.search(tag[0]) and not _ICON.search(source[1]):
            return html.unescape(source[1])
    return None


def is_shown(media_type: str | None) -> bool:
    """Whether browsers show such a file."""
    return _PICTURE.match(media_type or "") is not None


def _hastened(tag: re.Match[str]) -> str:
    plain = _PLAIN.search(tag[1])
    source = next(filter(None, plain.groups()), "") if plain else ""
    if source and not _PLACEHOLDER.match(source):
        return tag[0]
    lazy, lazy_set = _LAZY.search(tag[1]), _LAZY_SET.search(tag[1])
    found = next(filter(None, lazy.groups()), None) if lazy else None
    if found is None and lazy_set:
        found = _widest(lazy_set[1] or lazy_set[2])
    if not found:
        return tag[0]
    rest = _PLAIN.sub("", tag[1])
    return f'<img src="{html.escape(html.unescape(found))}"{rest}>'


def _widest(candidates: str) -> str | None:
    """The largest picture of a set that is not larger than readers show (HTML, 4.8.4.3)."""
    known = [
        (float(wide or 0) or 400 * float(times or 1), url)
        for url, wide, times in _CANDIDATE.findall(candidates)
    ]
    small = [one for one in known if one[0] <= _WIDEST]
    return max(small or known, default=(0.0, None), key=lambda one: one[0])[1]


def _checked(tag: re.Match[str], base: str | None) -> str:
    """Keep a picture unless it shows nothing."""
    given = tag[0]
    source = _SOURCE.search(given)
    if given.startswith("<img") and (
        source is None or _COUNTERS.search(source[1]) or _SIZE.search(given)
    ):
        return ""
    if " srcset=" in given:
        given = _SET.sub(lambda found: _set(html.unescape(found[1]), base), given)
    if " sizes=" in given:
        given = _SIZES.sub(lambda found: found[0] if _SANE_SIZES.fullmatch(found[1]) else "", given)
    return given


def _set(candidates: str, base: str | None) -> str:
    kept = ", ".join(_candidates(candidates, base))
    return f' srcset="{html.escape(kept)}"' if kept else ""


def _candidates(candidates: str, base: str | None) -> Iterator[str]:
    for number, (href, wide, times) in enumerate(_CANDIDATE.findall(candidates)):
        url = absolute(html.unescape(href), base) if number < _CANDIDATES else None
        if url and "," not in url:
            yield url + (f" {wide}w" if wide else f" {times}x" if times else "")
