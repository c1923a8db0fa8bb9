"""An outlet and its articles -> the bytes of its feed, and what they call themselves. Pure."""

from collections.abc import Callable
from typing import TypeAlias

from syndicate.demo.articles import Article, Format, Outlet
from syndicate.demo.formats.atom import atom_html, atom_text, atom_xhtml, blogger
from syndicate.demo.formats.jsonfeed import jsonfeed
from syndicate.demo.formats.rss import feedburner, podcast, rss20, wordpress
from syndicate.demo.formats.rss_old import rss091, rss092, rss10

Writer: TypeAlias = Callable[[Outlet, tuple[Article, ...], str], str]

# The types are those that such publishers send, fit or not: text/xml without a charset, for one,
# leaves the encoding to the prolog, and RSS 0.92 often came as HTML.
_FORMATS: dict[Format, tuple[str, Writer]] = {
    "rss091": ("text/xml", rss091),
    "rss092": ("text/html; charset=utf-8", rss092),
    "rss10": ("application/rdf+xml; charset={encoding}", rss10),
    "rss20": ("application/rss+xml; charset={encoding}", rss20),
    "wordpress": ("application/rss+xml; charset=UTF-8", wordpress),
    "feedburner": ("text/xml; charset=UTF-8", feedburner),
    "podcast": ("application/xml", podcast),
    "atom-html": ("application/atom+xml", atom_html),
    "atom-xhtml": ("application/atom+xml; charset={encoding}", atom_xhtml),
    "atom-text": ("application/atom+xml", atom_text),
    "blogger": ("application/atom+xml; charset=UTF-8", blogger),
    "json": ("application/feed+json", jsonfeed),
}


def render(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> tuple[str, bytes]:
    """Return the feed's content type and its bytes; the same articles always give the same ones."""
    content_type, write = _FORMATS[outlet.format]
    text = write(outlet, articles, base_url.rstrip("/"))
    body = text.encode(outlet.encoding, errors="xmlcharrefreplace")
    return content_type.format(encoding=outlet.encoding), body
