"""A publisher moves a feed, and people edit its address while the daemon runs: it stays the same source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from syndicate.model import source_id
from tests.e2e.daemon import Daemon, kept
from tests.e2e.desk import Desk
from tests.origins import Answer, Exchange, Origin, Report, eventually, rss_bytes, running_origin

REPORTS = [
    Report(1, "Flood in Valencia", "The flood in Valencia has closed every road to the coast."),
    Report(2, "A draw in the chess final", "After fifty moves both players agreed on a draw."),
    Report(3, "Trams run again", "After a week of repairs the trams of Zagreb run again."),
    Report(4, "Harbour to be dredged", "The harbour of Rotterdam will be dredged from Monday on."),
]
NEWS = Report(5, "Bridge opened", "The new bridge over the Drina was opened on Sunday.")


@dataclass
class Feed:
    """A feed with an ETag, that notes what it was asked with."""

    content: bytes
    etag: str
    conditions: list[str | None] = field(default_factory=list)

    def answer(self) -> Answer:
        def answer(exchange: Exchange) -> None:
            condition = exchange.headers["If-None-Match"]
            self.conditions.append(condition)
            unchanged = condition == self.etag
            exchange.send_response(304 if unchanged else 200)
            exchange.send_header("ETag", self.etag)
            exchange.send_header("Content-Type", "application/rss+xml")
            exchange.send_header("Content-Length", "0" if unchanged else str(len(self.content)))
            exchange.end_headers()
            if not unchanged:
                exchange.wfile.write(self.content)

        return answer


@pytest.fixture
def elsewhere() -> Iterator[Origin]:
    with running_origin() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, desk: Desk) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{desk.store}"
    return str(request.getfixturevalue("empty_postgres"))


@pytest.mark.parametrize("name", ["Alpha", "Beta"], ids=["same guids", "other guids and links"])
def test_it_stays_the_same_source_and_nothing_comes_twice(
    desk: Desk, origin: Origin, elsewhere: Origin, store: str, name: str
) -> None:
    before = Feed(rss_bytes("Alpha", REPORTS), '"old"')
    after = Feed(rss_bytes(name, [NEWS, *REPORTS]), '"new"')
    old, new = origin.put("/feed", before.answer()), elsewhere.put("/rss", after.answer())
    desk.follow(old)
    with Daemon(desk.save({"store": store})) as daemon:
        daemon.wait_for("clustered", items=4)
        eventually("it is told what changed only", lambda: '"old"' in before.conditions)
        place = f"/sources/{source_id(old)}.atom"
        stood = kept(daemon, place)
        assert len(stood[1]) == 4

        desk.sources = [{"url": new, "was": old, "every": "1s"}]
        desk.save({"store": store})
        moved = daemon.wait_for("source goes on elsewhere")
        assert (moved["source"], moved["before"]) == (new, old)
        asked = origin.asked["/feed"]
        eventually("its news are served", lambda: len(kept(daemon, place)[1]) == 5)
        own_id, entries = kept(daemon, place)
        assert own_id == stood[0]
        assert {title: entries.pop(title) for title in stood[1]} == stood[1]
        assert list(entries) == [NEWS.title]
        eventually("they are placed", lambda: len(kept(daemon, "/outputs/desk.atom")[1]) == 5)
        eventually("its own ETag is used", lambda: '"new"' in after.conditions)
        assert '"old"' not in after.conditions
        assert origin.asked["/feed"] <= asked + 1, "one poll may have been under way"
        assert daemon.stop() == 0
    with Daemon(desk.config) as daemon:
        polled = elsewhere.asked["/rss"]
        eventually("it is asked again", lambda: elsewhere.asked["/rss"] > polled)
        assert kept(daemon, place)[1].keys() == {NEWS.title, *stood[1]}
        assert daemon.found("source goes on elsewhere") == []
        assert origin.asked["/feed"] <= asked + 1
        assert daemon.stop() == 0
