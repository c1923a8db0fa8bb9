"""What pages tell of how a source is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.model import CUT_OFF
from tests.integration.web.served import PAYLOAD, client_of, shelf
from tests.unit.web.fakes import NOW


async def test_a_source_tells_its_trouble() -> None:
    content = shelf()
    state = replace(content.sources[0].state, problem=f"503 {PAYLOAD}", failures=3)
    content.sources[0] = replace(content.sources[0], state=state)
    async with client_of(content) as client:
        html = await (await client.get("/sources")).text()
        assert "failing × 3" in html
        assert "<script" not in html
        assert "1 failing" in await (await client.get("/")).text()


@pytest.mark.parametrize(
    ("problem", "badge"),
    [("not well-formed: unclosed token", "well"), (f"{CUT_OFF}the proxy is down", "not asked")],
)
async def test_a_source_of_which_no_poll_failed_is_not_said_to_fail(
    problem: str, badge: str
) -> None:
    content = shelf()
    state = replace(content.sources[0].state, problem=problem, last_success_at=NOW)
    content.sources[0] = replace(content.sources[0], state=state)
    async with client_of(content) as client:
        for path in ("/sources", f"/sources/{state.source_id}"):
            html = await (await client.get(path)).text()
            assert problem in html
            assert f">{badge}</span>" in html
            assert 'class="badge bad"' not in html
        assert "failing" not in await (await client.get("/")).text()


async def test_what_is_followed_no_more_is_still_read_and_offers_no_feed_that_is_not_there() -> (
    None
):
    content = shelf()
    left, *_ = content.sources
    content.sources[0] = replace(left, retired_at=NOW, tags=("harbour",))
    async with client_of(content) as client:
        for path in ("/sources/s1", "/tags/harbour"):
            html = await (await client.get(path)).text()
            assert "Report number 1" in html
            assert "it has no feed" in html
            assert f'href="{path}.' not in html
            assert 'rel="alternate"' not in html
        for path in ("/sources/s2", "/tags/world"):
            html = await (await client.get(path)).text()
            assert 'rel="alternate" type="application/atom+xml"' in html
            assert "it has no feed" not in html
