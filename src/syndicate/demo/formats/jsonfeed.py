"""Articles -> JSON Feed 1.1. Pure."""

import json
from typing import Any

from syndicate.demo.articles import Article, Outlet
from syndicate.demo.formats.markup import feed_url, home, link, w3c


def jsonfeed(outlet: Outlet, articles: tuple[Article, ...], base_url: str) -> str:
    """Write the feed as JSON."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.title,
        "home_page_url": home(outlet, base_url),
        "feed_url": feed_url(outlet, base_url),
        "description": outlet.about,
        "language": outlet.language,
        "items": [_item(article, link(outlet, article, base_url)) for article in articles],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _item(article: Article, url: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": article.guid or url,
        "url": url,
        "title": article.title,
        "content_html": article.html,
        "authors": [{"name": article.author}],
        "tags": list(article.categories),
    }
    if article.claimed_at is not None:
        item["date_published"] = w3c(article.claimed_at)
    if article.updated_at != article.published_at:
        item["date_modified"] = w3c(article.updated_at)
    return item
