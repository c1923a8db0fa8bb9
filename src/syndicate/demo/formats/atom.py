"""Articles -> Atom 1.0 with HTML, XHTML and text inside, and as Blogger writes it. Pure."""

from collections.abc import Callable
from datetime import datetime

from syndicate.demo.articles import Article, Outlet
from syndicate.demo.formats.markup import (
    element,
    escape,
    excerpt,
    feed_url,
    home,
    link,
    newest,
    plain,
    w3c,
)

# An empty feed must still state when it changed (RFC 4287, 4.1.1): the eve of the first article.
_BEFORE_ALL = "2014-10-31T00:00:00Z"
_XHTML = "http://www.w3.org/1999/xhtml"


def atom_html(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write titles and content as escaped HTML."""
    return _document(
        outlet,
        articles,
        base_url,
        lambda article: (
            element("title", escape(article.title), 'type="html"'),
            _published(article),
            element("content", article.html, 'type="html"'),
        ),
    )


def atom_xhtml(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write the content as markup within the markup."""
    return _document(
        outlet,
        articles,
        base_url,
        lambda article: (
            element("title", article.title, 'type="text"'),
            _published(article),
            element("summary", excerpt(article.html, 25)),
            f'<content type="xhtml"><div xmlns="{_XHTML}">{article.html}</div></content>',
        ),
    )


def atom_text(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write plain text, and no date but the last change."""
    return _document(
        outlet,
        articles,
        base_url,
        lambda article: (
            element("title", article.title),
            element("content", plain(article.html), 'type="text"'),
        ),
    )


def blogger(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write a blog's feed whose template put the whole page around the text."""
    return _document(
        outlet,
        articles,
        base_url,
        lambda article: (
            element("title", article.title, 'type="text"'),
            _published(article),
            element("content", _furnished(article), 'type="html"'),
            _replies(link(outlet, article, base_url)),
        ),
        generator='<generator version="7.00" uri="http://www.blogger.com">Blogger</generator>',
    )


def _published(article: Article) -> str:
    return element("published", w3c(article.claimed_at)) if article.claimed_at else ""


def _replies(url: str) -> str:
    attributes = 'rel="replies" type="text/html" title="0 Comments"'
    return f'<link {attributes} href="{escape(url)}#comment-form"/>'


def _furnished(article: Article) -> str:
    title = escape(article.title)
    return (
        f'<div class="breadcrumbs">Home » » {title}</div>\n'
        f'<h3 class="post-title entry-title">{title}</h3>\n'
        f'<div class="post-header">Written By {escape(article.author)} on'
        f" {_long_date(article.published_at)}</div>\n"
        f'<div class="post-body entry-content">{article.html}</div>\n'
        '<div class="comments"><h4>0 comments:</h4>\n<p><a href="#comment-form">Post a Comment</a>'
        "</p></div>"
    )


def _long_date(moment: datetime) -> str:
    hour = moment.hour % 12 or 12
    return f"{moment:%A, %B} {moment.day}, {moment.year} | {hour}:{moment:%M %p}"


def _document(
    outlet: Outlet,
    articles: tuple[Article, ...],
    base_url: str,
    body: Callable[[Article], tuple[str, ...]],
    generator: str = "",
) -> str:
    changed_at = newest(articles)
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">',
        element("id", f"{outlet.home}feed"),
        element("title", outlet.title),
        element("subtitle", outlet.about),
        element("updated", w3c(changed_at) if changed_at else _BEFORE_ALL),
        f'<link rel="self" type="application/atom+xml" href="{feed_url(outlet, base_url)}"/>',
        f'<link rel="alternate" type="text/html" href="{home(outlet, base_url)}"/>',
        generator,
        *(_entry(outlet, article, base_url, body(article)) for article in articles),
        "</feed>\n",
    )
    return "\n".join(line for line in lines if line)


def _entry(outlet: Outlet, article: Article, base_url: str, body: tuple[str, ...]) -> str:
    url = escape(link(outlet, article, base_url))
    lines = (
        "<entry>",
        element("id", article.guid) if article.guid else "",
        f'<link rel="alternate" type="text/html" href="{url}"/>',
        element("updated", w3c(article.updated_at)),
        f"<author>{element('name', article.author)}</author>",
        *(f'<category term="{escape(category)}"/>' for category in article.categories),
        *body,
        "</entry>",
    )
    return "\n".join(line for line in lines if line)
