"""The title of an entry -> its headline: without the site, the path to it, and itself once more. Pure.

"Pier sold - Quay Blog", "Home » World » Pier sold" and "Quay Blog » Pier sold" are "Pier sold". Only a site that the
feed or the entry names is taken away, so that "Pier sold - who bought it?" stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MARKED = re.compile(r"[|｜_–—·•«»›>]|\s-|::")  # as few titles are
_PARTS = re.compile(r"\s+[|–—·•«»›-]+\s+|\s*[»«_|｜]\s*|\s+::\s+")
_HOME = "home|start|startseite|accueil|inicio|início|главная|الرئيسية|首页|首頁|ホーム"
_PATH = re.compile(  # "Home > Away" may be a headline
    rf"(?i)(?:{_HOME})\s*(?:(?:[»›]\s*)+(?:.*\s[»›]\s+)?|(?P<mark>>|::)\s.*\s(?P=mark)\s+)"
)
_BEFORE = "»›"  # what stands between a site and the headline behind it
_SCRAPPED = re.compile(r"\[(?:스크랩|펌)\]\s+(?=\S)")  # as Naver's blogs say that they copied it
_PREFIX = re.compile(r"(?P<site>[^:|–—]{4,60}?)(?::| [|–—]) (?P<rest>\S.*)")
_WHOLE = 4  # words of a headline that stands behind its site; "Quay Blog: ten years" is one
_FORWARDED = re.compile(r"(?:(?:Fwd|FWD|Fw|FW|WG): ?)+(?=\S)")  # as mail programs say it
_LIST = re.compile(r"\[(?P<name>[^\[\]]{1,60})\]\s+(?=\S)")  # as mailing lists begin theirs
_DOUBLED = 4  # words; what is shorter may be meant so
_NAMED = 2  # words that name a site by themselves


def folded(text: str) -> str:
    """A headline as its words, in lower case."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


@lru_cache(maxsize=64)  # the entries of a feed have few
def sites(*titles: str | None) -> frozenset[str]:
    """The names of a site, folded: "Quay Blog - World news" is of "Quay Blog", too."""
    found = set()
    for title in filter(None, titles):
        parts = [folded(part) for part in _PARTS.split(title)]
        found |= {folded(title), *(part for part in parts if len(part.split()) >= _NAMED)}
    return frozenset(found - {""})


def cleaned(title: str, names: frozenset[str]) -> str:
    """The headline in a title; the title where nothing would be left."""
    title = _FORWARDED.sub("", title, count=1) if _FORWARDED.match(title) else title
    listed = _LIST.match(title) if names else None
    if listed and folded(listed["name"]) in names:
        title = title[listed.end() :]
    title = _SCRAPPED.sub("", title, count=1)
    prefix = _PREFIX.fullmatch(title) if names else None
    if prefix and len(prefix["rest"].split()) >= _WHOLE and folded(prefix["site"]) in names:
        title = prefix["rest"]
    if not _MARKED.search(title):
        return _once(title)
    path = _PATH.match(title)
    rest = title[path.end() :] if path else title
    marks = list(_PARTS.finditer(rest)) if names else []
    while marks and folded(rest[marks[-1].end() :]) in names:
        rest = rest[: marks.pop().start()]
    if marks and marks[0][0].strip() in _BEFORE and folded(rest[: marks[0].start()]) in names:
        rest = rest[marks[0].end() :]
    rest = _once(rest.strip())
    return rest if folded(rest) else title


def _once(title: str) -> str:
    """A headline that stands twice, once."""
    words = title.split()
    half = len(words) // 2
    if half < _DOUBLED or words[:half] != words[-half:]:
        return title
    between = words[half:-half]
    return " ".join(words[:half]) if not between or not folded(between[0]) else title
