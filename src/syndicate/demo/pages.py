"""The newsroom's web pages: its list of outlets, an outlet's front page, an article. Pure."""

from collections.abc import Sequence
from datetime import datetime
from html import escape, unescape

from syndicate.demo.articles import Article, Outlet

# Some of the texts carry scripts and click handlers, as real ones do: here they stay dead.
CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_NOTE = (
    "None of these outlets exists. Their reports were written for the demonstration of Syndicate,"
    " after events of November 2014; agency names show how a credited text is recognised."
)
_STYLE = (
    "body{font:17px/1.55 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#222;"
    "background:#fdfcf9}a{color:#135}nav,footer,.by,dd{font:14px/1.5 system-ui,sans-serif;"
    "color:#595959}footer{border-top:1px solid #ccc;margin-top:2.5rem;padding-top:.7rem}"
    "h1{font-size:1.6rem;line-height:1.25}dt{margin-top:1rem}dd{margin:0}li{margin:.4rem 0}"
)


def index_page(shown: Sequence[tuple[Outlet, int]], at: datetime) -> str:
    """List the outlets with the number of articles that each has out by now."""
    rows = "".join(
        f'<dt><a href="/{outlet.slug}/">{escape(outlet.title)}</a></dt>'
        f"<dd>{escape(outlet.about)}<br>{count} {'article' if count == 1 else 'articles'} ·"
        f' <a href="/{outlet.slug}/feed">feed</a> ({outlet.format}, {outlet.encoding},'
        f" {outlet.language})</dd>\n"
        for outlet, count in shown
    )
    body = (
        f"<h1>The newsroom</h1>\n<p>Here it is {_moment(at)}. Reload, and it will be later.</p>\n"
        f"<dl>\n{rows}</dl>"
    )
    return _page("The newsroom", body)


def outlet_page(outlet: Outlet, articles: Sequence[Article]) -> str:
    """List what an outlet has published, newest first."""
    rows = "".join(
        f'<li><a href="/{outlet.slug}/articles/{article.number}">{_title(article)}</a>'
        f' <span class="by">{_moment(article.published_at)}</span></li>\n'
        for article in articles
    )
    body = f"<h1>{escape(outlet.title)}</h1>\n<p>{escape(outlet.about)}</p>\n<ul>\n{rows}</ul>"
    return _page(outlet.title, body, outlet)


def article_page(outlet: Outlet, article: Article) -> str:
    """Show one article."""
    corrected = (
        f", corrected {_moment(article.updated_at)}"
        if article.updated_at != article.published_at
        else ""
    )
    body = (
        f"<article>\n<h1>{_title(article)}</h1>\n"
        f'<p class="by">{escape(article.author)} · {_moment(article.published_at)}{corrected}</p>\n'
        f"{article.html}\n</article>"
    )
    return _page(f"{unescape(article.title)} - {outlet.title}", body, outlet)


def _title(article: Article) -> str:
    """Return the title for the page: one outlet's system keeps its titles escaped already."""
    return escape(unescape(article.title))


def _moment(moment: datetime) -> str:
    return (
        f'<time datetime="{moment:%Y-%m-%dT%H:%M:%SZ}">'
        f"{moment.day} {moment:%B %Y, %H:%M} UTC</time>"
    )


def _page(title: str, body: str, outlet: Outlet | None = None) -> str:
    language, feed, trail = "en", "", ""
    if outlet is not None:
        language = outlet.language
        feed = f'<link rel="alternate" type="{_feed_type(outlet)}" href="/{outlet.slug}/feed">\n'
        trail = f' › <a href="/{outlet.slug}/">{escape(outlet.title)}</a>'
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{feed}"
        f'<link rel="icon" href="data:,">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f'<nav><a href="/">The newsroom</a>{trail}</nav>\n<main>\n{body}\n</main>\n'
        f'<footer lang="en">{_NOTE}</footer>\n</body>\n</html>\n'
    )


def _feed_type(outlet: Outlet) -> str:
    if outlet.format == "json":
        return "application/feed+json"
    atom = outlet.format.startswith("atom") or outlet.format == "blogger"
    return "application/atom+xml" if atom else "application/rss+xml"
