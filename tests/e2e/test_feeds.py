"""What a subscriber of a merged feed sees of changes at the sources."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from tests.e2e.daemon import Daemon, Page
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, eventually, rss

GOOD = [Report(1, "The bridge is open again")]
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(page: Page) -> dict[str, tuple[str, str]]:
    """Title -> id and updated."""
    return {
        entry.findtext(f"{ATOM}title", ""): (
            entry.findtext(f"{ATOM}id", ""),
            entry.findtext(f"{ATOM}updated", ""),
        )
        for entry in ET.fromstring(page.body).findall(f"{ATOM}entry")
    }


def test_a_reader_that_has_it_is_told_so(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/good", rss("Good", GOOD)))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered")

        def feed(**headers: str) -> Page:
            return daemon.get("/outputs/desk.atom", **headers)

        eventually("served", lambda: "<entry" in feed().text)
        first = feed()
        again = feed(If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b"")
        assert feed(If_Modified_Since=first.headers["Last-Modified"]).status == 304
        origin.put("/good", rss("Good", [Report(2, "Trams run again"), *GOOD]))
        daemon.wait_for("clustered", count=2)
        fresh = feed(If_None_Match=first.headers["ETag"])
        assert fresh.status == 200
        assert b"Trams" in fresh.body


def test_an_edited_item_keeps_its_id_and_is_updated_once(desk: Desk, origin: Origin) -> None:
    other = origin.put("/other", rss("Other", [Report(1, "Trams run again")]))
    source = origin.put("/good", rss("Good", GOOD))
    desk.follow(source, other)
    with Daemon(desk.save()) as daemon:
        eventually("both", lambda: len(entries(daemon.get("/outputs/desk.atom"))) == 2)
        before = entries(daemon.get("/outputs/desk.atom"))

        edited = "The bridge is open again, but for lorries"
        origin.put("/good", rss("Good", [Report(1, edited, "Lorries must wait until spring.")]))
        daemon.wait_for("polled", source=source, new=0, changed=1)
        eventually("edited", lambda: edited in entries(daemon.get("/outputs/desk.atom")))
        after = entries(daemon.get("/outputs/desk.atom"))
        assert after["Trams run again"] == before["Trams run again"]
        assert after[edited][0] == before[GOOD[0].title][0]
        assert after[edited][1] > before[GOOD[0].title][1]

        # Other bytes, the same news: nobody is told.
        etag = daemon.get("/outputs/desk.atom").headers["ETag"]
        padded = [Report(1, edited, "Lorries  must wait\nuntil spring.")]
        origin.put("/good", rss("Good", padded))
        asked = origin.asked["/good"]
        eventually("asked again", lambda: origin.asked["/good"] >= asked + 2)
        assert entries(daemon.get("/outputs/desk.atom")) == after
        assert daemon.get("/outputs/desk.atom", If_None_Match=etag).status == 304
        assert len(daemon.found("polled", source=source)) == 2
        assert daemon.stop() == 0
