"""Who runs a source: as many voices report as there are of these."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.publish.origins import distinct, publisher, registrable
from tests.unit.publish.samples import SOURCES, stored


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("example.org", "example.org"),
        ("news.Example.org", "example.org"),
        ("news.example.co.uk", "example.co.uk"),
        ("example.co.uk", "example.co.uk"),
        ("news.example.de", "example.de"),
        ("news.com.example.de", "example.de"),
    ],
)
def test_domain_is_the_part_of_a_host_that_somebody_registered(host: str, domain: str) -> None:
    assert registrable(host) == domain


@pytest.mark.parametrize(
    ("site_url", "voice"),
    [
        ("https://news.example.co.uk/world", "site:example.co.uk"),
        (None, "site:xinhua.example"),
        ("https://desk.blogspot.com/", "source:s1"),
        ("http://intranet/", "source:s1"),
    ],
)
def test_publisher_is_the_site_or_the_source_where_many_share_one(
    site_url: str | None, voice: str
) -> None:
    sources = {"s1": replace(SOURCES["s1"], site_url=site_url)}
    assert publisher(stored(1), sources) == voice


def test_publisher_of_a_source_that_is_not_known_is_the_source() -> None:
    assert publisher(stored(1), {}) == "source:s1"


def test_an_agency_and_its_own_site_are_one_voice() -> None:
    assert distinct({"agency:Reuters", "site:reuters.com", "site:example.org"}) == 2
    assert distinct({"agency:Xinhua", "site:xinhuanet.com"}) == 1
    assert distinct({"agency:AP", "site:ap.org"}) == 1
    assert distinct({"agency:AP", "site:apple.example"}) == 2, "too short to tell by a beginning"
