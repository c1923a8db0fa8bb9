"""Small pieces of XML and text that several formats share. Pure."""

import html
import re
from datetime import datetime
from email.utils import format_datetime

from syndicate.demo.articles import Article, Outlet

_SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|ul)>\s*")
_TAG = re.compile(r"<[^>]+>")


def escape(text: str) -> str:
    """Escape text for XML content and attributes."""
    return html.escape(text, quote=True).replace("&#x27;", "'")


def element(name: str, text: str, attributes: str = "") -> str:
    """Return an element with escaped text."""
    return f"<{name}{' ' if attributes else ''}{attributes}>{escape(text)}</{name}>"


def cdata(text: str) -> str:
    """Return text as a CDATA section."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def plain(markup: str) -> str:
    """HTML -> its text, paragraphs parted by a blank line."""
    text = _BLOCK_END.sub("\n\n", _SCRIPT.sub("", markup))
    text = html.unescape(_TAG.sub("", text))
    return re.sub(r"\n{2,}", "\n\n", text).strip()


def excerpt(markup: str, words: int = 40) -> str:
    """Return the opening words of the text, with an ellipsis if there is more."""
    found = plain(markup).split()
    return " ".join(found[:words]) + (" […]" if len(found) > words else "")


def rfc822(moment: datetime) -> str:
    """Return the moment as RSS writes it."""
    return format_datetime(moment)


def w3c(moment: datetime) -> str:
    """Return the moment as Atom writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def newest(articles: tuple[Article, ...]) -> datetime | None:
    """Return the last change among the articles; a feed's date is that, and never now."""
    return max((article.updated_at for article in articles), default=None)


def home(outlet: Outlet, base_url: str) -> str:
    """Return the address of the outlet's front page in the newsroom."""
    return f"{base_url}/{outlet.slug}/"


def feed_url(outlet: Outlet, base_url: str) -> str:
    """Return the address of the outlet's feed."""
    return f"{base_url}/{outlet.slug}/feed"


def permalink(outlet: Outlet, article: Article, base_url: str) -> str:
    """Return the clean address of an article's page."""
    return f"{base_url}/{outlet.slug}/articles/{article.number}"


def link(outlet: Outlet, article: Article, base_url: str) -> str:
    """Return the address as the feed gives it: with what counts clicks, where an outlet does."""
    clean = permalink(outlet, article, base_url)
    return f"{clean}?{outlet.tracking}" if outlet.tracking else clean
