"""What an outlet's feed holds at a moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syndicate.demo.articles import Outlet
from syndicate.demo.newsroom import CLOSES_AT, OPENS_AT, outlets, published

BY_SLUG = {outlet.slug: outlet for outlet in outlets()}


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.slug)
def test_a_feed_is_newest_first_and_no_longer_than_its_window(outlet: Outlet) -> None:
    articles = published(outlet, CLOSES_AT)
    assert len(articles) == min(outlet.window, len(outlet.articles))
    moments = [article.published_at for article in articles]
    assert moments == sorted(moments, reverse=True)


def test_nothing_is_out_before_the_first_day() -> None:
    assert not any(published(outlet, OPENS_AT) for outlet in outlets())


def test_an_article_is_out_at_its_moment_and_not_before() -> None:
    outlet = BY_SLUG["world-scrapbook"]
    first = min(outlet.articles, key=lambda article: article.published_at)
    assert published(outlet, first.published_at - timedelta(seconds=1)) == ()
    assert published(outlet, first.published_at) == (first,)


def test_a_full_window_drops_the_oldest() -> None:
    outlet = replace(BY_SLUG["tigris-courier"], window=3)
    newest = sorted(outlet.articles, key=lambda article: article.published_at)[-3:]
    assert published(outlet, CLOSES_AT) == tuple(reversed(newest))


def test_some_outlets_drop_articles_within_the_nine_days() -> None:
    assert any(len(outlet.articles) > outlet.window for outlet in outlets())


def test_the_correction_shows_once_it_is_made() -> None:
    outlet = BY_SLUG["mesopotamia-monitor"]
    number = next(article.number for article in outlet.articles if article.revision)

    def text_at(at: datetime) -> str:
        return next(a.html for a in published(outlet, at) if a.number == number)

    assert "232 dead" in text_at(datetime(2014, 11, 3, 10, tzinfo=UTC))
    assert "322 dead" in text_at(datetime(2014, 11, 3, 11, tzinfo=UTC))
