"""Whatever stands in a header or an address, nothing but our own errors comes out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from syndicate.errors import FetchError
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.headers import (
    codings,
    fresh_for,
    links,
    printable,
    retry_after,
    sane_validators,
)
from syndicate.fetch.public_url import public_url
from syndicate.fetch.redirects import begin, follow

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Header values as they arrive: bytes that are not UTF-8 come as lone surrogates.
values = st.binary(max_size=60).map(lambda data: data.decode("utf-8", "surrogateescape")) | st.text(
    alphabet='<>;,=" relmaxge-0123456789/:@?#[]%\\', max_size=60
)


@given(values, values, values)
def test_headers_never_raise(one: str, two: str, three: str) -> None:
    headers = {"Cache-Control": one, "Expires": two, "Date": three, "Age": two, "Retry-After": one}
    span = fresh_for(headers, NOW)
    assert span is None or timedelta() < span <= timedelta(days=7)
    wish = retry_after(headers, NOW)
    assert wish is None or timedelta(minutes=1) <= wish <= timedelta(days=7)
    codings([one, two])
    for rel, href in links([one, two, three], URL("https://a.example/")):
        assert rel.isprintable()
        assert href.startswith(("http://", "https://"))
    validators = sane_validators(one, two, NOW)
    assert all(
        text is None or text.isascii() for text in (validators.etag, validators.last_modified)
    )
    assert printable(three).isascii()


@given(values)
@example("//")
@example("http://a.example:0")
@example("http://\udc80/")
@example("http://[fe80::1%25eth0]/")
def test_redirect_ends_in_a_web_address_or_in_our_error(location: str) -> None:
    reason, way = "", begin("https://a.example/feed", ())
    try:
        way = follow(way, 301, location, 5)
    except FetchError as error:
        reason = error.reason
    assert reason.isprintable()
    assert way.url.scheme in {"http", "https"}
    assert way.url.host
    assert not way.url.user


@given(values)
def test_address_begins_or_is_refused(address: str) -> None:
    told = ""
    try:
        begin(address, ((address, address),))
    except FetchError as error:
        told = str(error)
    assert told.isprintable()


@given(values)
def test_shown_url_is_always_fit_for_a_log(url: str) -> None:
    assert public_url(url).isprintable()


@given(st.ip_addresses() | values)
def test_policy_answers_for_anything(address: object) -> None:
    reason = AddressPolicy().refusal(str(address))
    assert reason is None or reason
    assert AddressPolicy(("0.0.0.0/0", "::/0")).refusal(str(address)) in {None, reason}
