"""Articles -> RSS 2.0 as four kinds of publisher write it. Pure."""

from collections.abc import Iterable

from syndicate.demo.articles import Article, Outlet
from syndicate.demo.audio import AUDIO_TYPE, silence
from syndicate.demo.formats.markup import (
    cdata,
    element,
    escape,
    excerpt,
    feed_url,
    home,
    link,
    newest,
    permalink,
    plain,
    rfc822,
)

_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}


def rss20(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write a newspaper's own system: the whole text as escaped HTML, authors in Dublin Core."""
    items = (
        [
            *_head(outlet, article, base_url),
            element("dc:creator", article.author),
            element("description", article.html),
        ]
        for article in articles
    )
    return _document(outlet, articles, base_url, ("atom", "dc"), _joined(items))


def wordpress(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write what WordPress does: an excerpt, the text in CDATA, and a line about itself under both."""
    items = []
    for article in articles:
        url = link(outlet, article, base_url)
        footer = (
            f'\n<p>The post <a rel="nofollow" href="{escape(url)}">{escape(article.title)}</a>'
            f' appeared first on <a rel="nofollow" href="{escape(home(outlet, base_url))}">'
            f"{escape(outlet.title)}</a>.</p>\n"
        )
        summary = f"<p>{escape(excerpt(article.html)).replace('[…]', '[&#8230;]')}</p>{footer}"
        items.append(
            [
                *_head(outlet, article, base_url),
                element("comments", f"{url}#respond"),
                f"<dc:creator>{cdata(article.author)}</dc:creator>",
                f"<description>{cdata(summary)}</description>",
                f"<content:encoded>{cdata(article.html + footer)}</content:encoded>",
                element("wfw:commentRss", f"{url}/feed/"),
                "<slash:comments>0</slash:comments>",
            ]
        )
    names = ("atom", "content", "dc", "slash", "wfw")
    generator = "<generator>https://wordpress.org/?v=4.0</generator>"
    return _document(outlet, articles, base_url, names, _joined(items), generator)


def feedburner(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write what passed through FeedBurner: links that count clicks, a row of buttons, a pixel."""
    items = []
    for article in articles:
        clean = permalink(outlet, article, base_url)
        flare = (
            f'\n<div class="feedflare"><a href="{clean}?share=mail">Email this</a> '
            f'<a href="{clean}?share=save">Save this</a></div>'
            f'<img src="{base_url}/~r/{outlet.slug}/{article.number}" height="1" width="1" alt=""/>'
        )
        items.append(
            [
                *_head(outlet, article, base_url),
                element("author", f"newsdesk@harbour-post.example ({article.author})"),
                f"<description>{cdata(article.html + flare)}</description>",
                element("feedburner:origLink", clean),
            ]
        )
    info = f'<feedburner:info uri="{outlet.slug}"/>'
    return _document(outlet, articles, base_url, ("atom", "feedburner"), _joined(items), info)


def podcast(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write a podcast: each item is a file to hear, with a few words about it."""
    items = []
    for article in articles:
        url = f"{base_url}/{outlet.slug}/audio/{article.number}.wav"
        items.append(
            [
                *_head(outlet, article, base_url),
                element("itunes:author", article.author),
                element("description", plain(article.html)),
                f'<enclosure url="{url}" length="{len(silence())}" type="{AUDIO_TYPE}"/>',
                "<itunes:explicit>no</itunes:explicit>",
            ]
        )
    names = ("atom", "itunes")
    category = '<itunes:category text="News"/>'
    return _document(outlet, articles, base_url, names, _joined(items), category)


def _joined(items: Iterable[list[str]]) -> str:
    """Join the lines of each item, and the items."""
    return "".join(f"<item>\n{''.join(line + chr(10) for line in item)}</item>\n" for item in items)


def _head(outlet: Outlet, article: Article, base_url: str) -> list[str]:
    lines = [
        element("title", article.title),
        element("link", link(outlet, article, base_url)),
    ]
    if article.guid is not None:
        lines.append(element("guid", article.guid, 'isPermaLink="false"'))
    if article.claimed_at is not None:
        lines.append(element("pubDate", rfc822(article.claimed_at)))
    lines.extend(element("category", category) for category in article.categories)
    return lines


def _document(
    outlet: Outlet,
    articles: tuple[Article, ...],
    base_url: str,
    names: tuple[str, ...],
    items: str,
    extra: str = "",
) -> str:
    spaces = "".join(f' xmlns:{name}="{_NAMESPACES[name]}"' for name in names)
    changed_at = newest(articles)
    lines = (
        f'<?xml version="1.0" encoding="{outlet.encoding.upper()}"?>',
        f'<rss version="2.0"{spaces}>',
        "<channel>",
        element("title", outlet.title),
        element("link", home(outlet, base_url)),
        element("description", outlet.about),
        element("language", outlet.language),
        element("lastBuildDate", rfc822(changed_at)) if changed_at else "",
        f'<atom:link href="{feed_url(outlet, base_url)}" rel="self" type="application/rss+xml"/>',
        extra,
    )
    return "\n".join(line for line in lines if line) + f"\n{items}</channel>\n</rss>\n"
