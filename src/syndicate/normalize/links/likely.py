"""The address of a site -> addresses where its feed is likely to be. Pure: nothing is asked."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

# Where programs that write sites put their feeds, the most common first.
_PATHS = (
    "feed",
    "rss.xml",
    "atom.xml",
    "feed.xml",
    "index.xml",
    "rss",
    "feeds/posts/default",
    "feed.json",
)
_BESIDE = ("feed", "rss.xml", "index.xml")  # beside a page that is not the front page

# Hosts and paths of well-known sites, and where their feeds are.
_KNOWN = (
    (r"(?:www|m)\.youtube\.com/channel/([\w-]+)(?:/.*)?", "https://www.youtube.com/feeds/videos.xml?channel_id={}"),
    (r"(?:www|m)\.youtube\.com/user/([\w-]+)(?:/.*)?", "https://www.youtube.com/feeds/videos.xml?user={}"),
    (r"(?:www|m)\.youtube\.com/playlist\?(?:.*&)?list=([\w-]+)", "https://www.youtube.com/feeds/videos.xml?playlist_id={}"),
    (r"(?:\w+\.)?reddit\.com/(r/\w+|user/[\w-]+)", "https://www.reddit.com/{}/.rss"),
    (r"github\.com/([\w-]+/[\w.-]+)(?:/(?:releases|tags).*)?", "https://github.com/{}/releases.atom"),
    (r"github\.com/([\w-]+/[\w.-]+)/commits.*", "https://github.com/{}/commits.atom"),
    (r"github\.com/([\w-]+)", "https://github.com/{}.atom"),
    (r"medium\.com/(@?[\w.-]+)(?:/.*)?", "https://medium.com/feed/{}"),
    (r"([\w-]+\.(?:medium|substack)\.com)(?:/.*)?", "https://{}/feed"),
    (r"([\w-]+\.wordpress\.com)(?:/.*)?", "https://{}/feed/"),
    (r"([\w-]+\.tumblr\.com)(?:/.*)?", "https://{}/rss"),
    (r"([\w-]+\.blogspot\.com)(?:/.*)?", "https://{}/feeds/posts/default"),
    (r"bsky\.app/profile/([\w.:-]+)", "https://bsky.app/profile/{}/rss"),
    (r"([\w.-]+/@\w+)", "https://{}.rss"),  # Mastodon
)  # fmt: skip


def known(url: str) -> tuple[str, ...]:
    """Return where a well-known site keeps the feed of this page; nothing for any other site."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    place = f"{parts.netloc.rpartition('@')[2].lower()}{parts.path.rstrip('/')}{query}"
    for pattern, feed in _KNOWN:
        if found := re.fullmatch(pattern, place):
            return (feed.format(found[1]),)
    return ()


def common(url: str) -> tuple[str, ...]:
    """Return the usual addresses: beside the page, and at the root of its host."""
    path = urlsplit(url).path
    folder = path if path.endswith("/") else f"{path}/"
    beside = [urljoin(url, folder + name) for name in _BESIDE] if folder != "/" else []
    root = [urljoin(url, f"/{name}") for name in _PATHS]
    return tuple(dict.fromkeys((*beside, *root)))
