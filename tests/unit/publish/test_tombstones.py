"""What stood in a feed and does no more is told in every format."""

from __future__ import annotations

import json
from dataclasses import replace

from lxml import etree

from syndicate.model import Departure
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.rss import RssEncoder
from tests.unit.publish.samples import NOON, entry, feed, whole

TOMB = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
GONE = Departure("urn:uuid:00000000-0000-5000-8000-000000000009", NOON)
ODD = Departure('not "an" <iri>', NOON)
TOLD = [
    {"ref": GONE.entry_id, "when": "2014-11-06T12:00:00Z"},
    {"ref": "urn:x-syndicate:not%20%22an%22%20%3Ciri%3E", "when": "2014-11-06T12:00:00Z"},
]
FEED = replace(feed(entry(1)), departed=(GONE, ODD))


def test_atom_and_rss_carry_the_deleted_entry_of_rfc_6721() -> None:
    atom = etree.fromstring(whole(AtomEncoder(), FEED))
    rss = etree.fromstring(whole(RssEncoder(), FEED))
    assert [dict(each.attrib) for each in atom.findall(TOMB)] == TOLD
    assert [dict(each.attrib) for each in rss.findall(f"channel/{TOMB}")] == TOLD


def test_a_json_feed_carries_it_in_its_extension() -> None:
    told = json.loads(whole(JsonFeedEncoder(), FEED))["_syndicate"]["deleted"]
    assert told == [{"id": one["ref"], "date_deleted": one["when"]} for one in TOLD]
