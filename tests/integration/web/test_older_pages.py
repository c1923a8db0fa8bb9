"""Where a page of older items begins, and what is said where there are none."""

from __future__ import annotations

import pytest

from tests.integration.web.served import BROWSER, Client


@pytest.mark.parametrize("path", ["/threads/t1", "/topics/iraq", "/sources/s1", "/tags/world"])
async def test_a_place_in_the_past_that_makes_no_sense_is_not_taken_for_the_newest(
    client: Client, path: str
) -> None:
    for asked in ("", "rubbish", "99999999999999999999~x", "1415282700000000~"):
        for headers in ({}, BROWSER):
            answer = await client.get(f"{path}?before={asked}", headers=headers)
            told = await answer.text()
            assert (answer.status, "Older items" in told) == (404, True), asked
            assert 'class="report"' not in told


@pytest.mark.parametrize("path", ["/threads/t1", "/topics/iraq", "/outputs/desk"])
async def test_a_page_before_the_oldest_item_says_so_and_leads_to_the_newest(
    client: Client, path: str
) -> None:
    told = await (await client.get(f"{path}?before=1~a")).text()
    assert '<p class="empty">There is nothing older here.</p>' in told
    assert f'<a href="{path}">Newest items</a>' in told


@pytest.mark.parametrize(
    ("moved", "there"), [("/threads/t0", "/threads/t1"), ("/outputs/newsroom", "/outputs/desk")]
)
async def test_what_is_older_is_led_to_where_it_stands_now(
    client: Client, moved: str, there: str
) -> None:
    answer = await client.get(f"{moved}?before=99~i1", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (301, f"{there}?before=99~i1")
