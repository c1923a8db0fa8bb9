"""What stands above the bytes of a feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

import pytest
from aiohttp.test_utils import make_mocked_request

from syndicate.model import Publication
from syndicate.web.prepared import prepared


@pytest.mark.parametrize("since", [timedelta(), timedelta(seconds=3), timedelta(days=400)])
def test_no_feed_changed_later_than_it_is_sent(since: timedelta) -> None:
    """Each change of a second is dated behind the one before, and a clock is set back (RFC 9110, 8.8.2.1)."""
    changed_at = (datetime.now(UTC) + since).replace(microsecond=0)
    feed = Publication("application/atom+xml", b"<feed/>", "abc", changed_at)
    head = prepared(make_mocked_request("GET", "/"), feed).bytes_now().partition(b"\r\n")[2]
    headers = BytesHeaderParser().parsebytes(head)
    last, sent = (parsedate_to_datetime(headers[name]) for name in ("Last-Modified", "Date"))
    assert last <= sent
    assert since or last == changed_at
