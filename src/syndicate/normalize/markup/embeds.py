"""Frames with films and sounds of known places -> links to where they can be seen or heard. Pure.

A frame is active content and goes; what it showed would be lost without a word. The table: where frames come from, and
the page that stands for each. Only what the address itself tells is used.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

# Host (without www.) and path of a frame -> the address of its page, with what was found in the path.
_TABLE = (
    (r"(?:youtube(?:-nocookie)?\.com)/embed/videoseries\?(?:.*&)?list=([\w-]{10,64}).*", "https://www.youtube.com/playlist?list={}"),
    (r"(?:youtube(?:-nocookie)?\.com)/(?:embed|v|shorts)/([\w-]{11})(?:[?/&].*)?", "https://www.youtube.com/watch?v={}"),
    (r"player\.vimeo\.com/video/(\d{1,15})(?:[?/].*)?", "https://vimeo.com/{}"),
    (r"(?:geo\.)?dailymotion\.com/(?:embed/video/|player(?:/\w+)?\.html\?video=)(\w{5,20}).*", "https://www.dailymotion.com/video/{}"),
    (r"player\.twitch\.tv/\?(?:.*&)?video=v?(\d+).*", "https://www.twitch.tv/videos/{}"),
    (r"player\.twitch\.tv/\?(?:.*&)?channel=(\w{2,30}).*", "https://www.twitch.tv/{}"),
    (r"embed\.ted\.com/(talks/[\w/-]+)(?:\?.*)?", "https://www.ted.com/{}"),
    (r"open\.spotify\.com/embed(?:-podcast)?/((?:track|album|playlist|episode|show|artist)/\w+)(?:\?.*)?", "https://open.spotify.com/{}"),
    (r"embed\.podcasts\.apple\.com/([\w/.%-]+)(?:\?.*)?", "https://podcasts.apple.com/{}"),
    (r"embed\.music\.apple\.com/([\w/.%-]+)(?:\?.*)?", "https://music.apple.com/{}"),
    (r"archive\.org/embed/([\w.-]+)(?:[?/&].*)?", "https://archive.org/details/{}"),
    (r"rumble\.com/embed/(\w+)/?(?:\?.*)?", "https://rumble.com/embed/{}/"),
    (r"streamable\.com/(?:[eos]/)?(\w{4,10})(?:[?/].*)?", "https://streamable.com/{}"),
    (r"loom\.com/embed/(\w{32})(?:\?.*)?", "https://www.loom.com/share/{}"),
    (r"ok\.ru/videoembed/(\d+)(?:\?.*)?", "https://ok.ru/video/{}"),
    (r"rutube\.ru/play/embed/(\w+)/?(?:\?.*)?", "https://rutube.ru/video/{}/"),
    (r"player\.bilibili\.com/player\.html\?(?:.*&)?bvid=(BV\w{10}).*", "https://www.bilibili.com/video/{}"),
)  # fmt: skip
_PAGES = tuple((re.compile(pattern), page) for pattern, page in _TABLE)
# PeerTube stands on many hosts; its paths are its own.
_PEERTUBE = re.compile(r"([\w.-]+)/videos/embed/([\w-]{22,36})(?:\?.*)?")
_SOUNDCLOUD = re.compile(r"w\.soundcloud\.com/player/?\?(?:.*&)?url=([^&]+).*")
_SOUNDS = re.compile(
    r"https?(?::|%3A)(?://|%2F%2F)(?:api\.)?soundcloud\.com(?:/|%2F)([\w/%.-]+)", re.IGNORECASE
)
# One that is never closed ends where another begins.
_FRAME = re.compile(r"<iframe\b((?:(?!<iframe)[^>]){0,4096})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\s(src|data-src|data-lazy-src|title)\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_TITLE = 200


def linked(markup: str) -> str:
    """Put a link before every frame that is known; the frames themselves are left to the sanitiser."""
    if "<iframe" not in markup and "<IFRAME" not in markup:
        return markup
    return _FRAME.sub(_link, markup)


def page(address: str) -> str | None:
    """The page on which people see or hear what a frame of this address shows; None where it is not known."""
    try:
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return None
    query = f"?{parts.query}" if parts.query else ""
    place = parts.netloc.lower().removeprefix("www.") + parts.path + query
    for pattern, target in _PAGES:
        if found := pattern.fullmatch(place):
            return target.format(found[1])
    if found := _PEERTUBE.fullmatch(place):
        return f"https://{found[1]}/w/{found[2]}"
    if (found := _SOUNDCLOUD.fullmatch(place)) and (sound := _SOUNDS.match(found[1])):
        return (
            f"https://soundcloud.com/{sound[1].replace('%2F', '/')}"
            if "api" not in sound[0]
            else None
        )
    return None


def _link(frame: re.Match[str]) -> str:
    said = {
        name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(frame[1])
    }
    lazy = said.get("data-src") or said.get("data-lazy-src")
    address = page((lazy or said.get("src", "")).strip())
    if address is None:
        return frame[0]
    title = " ".join(said.get("title", "").split())[:_TITLE] or urlsplit(
        address
    ).netloc.removeprefix("www.")
    return f'<p><a href="{html.escape(address)}">{html.escape(title)}</a></p>{frame[0]}'
