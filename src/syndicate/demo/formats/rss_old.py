"""Articles -> RSS 0.91, RSS 0.92 and RSS 1.0, as the turn of the century wrote them. Pure."""

from syndicate.demo.articles import Article, Outlet
from syndicate.demo.formats.markup import (
    cdata,
    element,
    escape,
    excerpt,
    feed_url,
    home,
    link,
    newest,
    rfc822,
    w3c,
)

_DOCTYPE_091 = (
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
    ' "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
)
_RDF_NAMESPACES = (
    'xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def rss091(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Title, link and description; its items had no dates and no ids."""
    items = (
        "".join(
            (
                "<item>",
                element("title", article.title),
                element("link", link(outlet, article, base_url)),
                element("description", article.html),
                "</item>\n",
            )
        )
        for article in articles
    )
    return (
        f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n{_DOCTYPE_091}\n'
        f'<rss version="0.91">\n<channel>\n{_channel(outlet, articles, base_url)}'
        f"{''.join(items)}</channel>\n</rss>\n"
    )


def rss092(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Add categories and, ahead of its time as many were, a date; still no ids."""
    items = (
        "".join(
            (
                "<item>\n",
                element("title", article.title),
                element("link", link(outlet, article, base_url)),
                *(element("category", category) for category in article.categories),
                element("pubDate", rfc822(article.claimed_at)) if article.claimed_at else "",
                element("description", article.html),
                "\n</item>\n",
            )
        )
        for article in articles
    )
    return (
        f'<?xml version="1.0"?>\n<rss version="0.92">\n<channel>\n'
        f"{_channel(outlet, articles, base_url)}{''.join(items)}</channel>\n</rss>\n"
    )


def rss10(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write RDF: a list of what there is, and then all of it beside the channel."""
    links = {article.number: link(outlet, article, base_url) for article in articles}
    contents = "".join(f'<rdf:li rdf:resource="{escape(url)}"/>\n' for url in links.values())
    return (
        f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n<rdf:RDF {_RDF_NAMESPACES}>\n'
        f'<channel rdf:about="{escape(feed_url(outlet, base_url))}">\n'
        f"{element('title', outlet.title)}\n{element('link', home(outlet, base_url))}\n"
        f"{element('description', outlet.about)}\n{element('dc:language', outlet.language)}\n"
        f"<items><rdf:Seq>\n{contents}</rdf:Seq></items>\n</channel>\n"
        f"{''.join(_rdf_item(article, links[article.number]) for article in articles)}</rdf:RDF>\n"
    )


def _rdf_item(article: Article, url: str) -> str:
    return "\n".join(
        (
            f'<item rdf:about="{escape(article.guid or url)}">',
            element("title", article.title),
            element("link", url),
            element("description", excerpt(article.html)),
            element("dc:creator", article.author),
            element("dc:date", w3c(article.claimed_at)) if article.claimed_at else "",
            *(element("dc:subject", category) for category in article.categories),
            f"<content:encoded>{cdata(article.html)}</content:encoded>",
            "</item>\n",
        )
    )


def _channel(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    changed_at = newest(articles)
    lines = (
        element("title", outlet.title),
        element("link", home(outlet, base_url)),
        element("description", outlet.about),
        element("language", outlet.language),
        element("lastBuildDate", rfc822(changed_at)) if changed_at else "",
    )
    return "\n".join(line for line in lines if line) + "\n"
