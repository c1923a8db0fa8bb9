"""A blog's copy of a wire story, with two others under it, becomes one item: the story, credited and dated."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import pytest

from syndicate.model import Dateline, Document, Item, Validators
from syndicate.normalize.document import read

SEED = Path(__file__).parents[3] / "shared" / "seed" / "blog-post.txt"
OURS = """Home » » Minister writes to river council: paper

Minister writes to river council: paper

Written By quayside on Thursday, November 6, 2014 | 7:00 PM

WASHINGTON, Nov. 6 (Xinhua) -- The water minister has written to the council of the great river, a paper reported Thursday.
The letter ties help with the dams to a treaty on fishing, the paper said, citing people who have read it.
"We do not discuss letters," a spokeswoman said. "We answer them."
"The dams will not wait for us," she added. "They have never waited."
Related:
ANKARA, Nov. 6 (Xinhua) -- The upper states ask for pumps and for people who can mend them, a minister said on Thursday.
"Only our own people will work on our banks," he told a meeting.   Full story
LONDON, Nov. 5 (Xinhua) -- Engineers will train more crews on the lower river, the ministry said Wednesday.
They leave next week.   Full story

0 comments:

Post a Comment
"""


def item(page: str) -> Item:
    """Read a page as the only entry of a feed, in the form that Blogger gives it."""
    lines = page.strip().splitlines()
    title = next(line for line in lines[1:] if line.strip())
    content = escape("<br />".join(escape(line, quote=False) for line in lines))
    body = f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-1</id><title type='text'>Quay</title>
<link rel='alternate' type='text/html' href='https://quay.example/'/>
<entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2014-11-06T19:00:00.001+07:00</published>
<updated>2014-11-06T19:00:08.102+07:00</updated><title type='text'>{escape(title)}</title>
<content type='html'>{content}</content>
<link rel='alternate' type='text/html' href='https://quay.example/2014/11/letter.html'/></entry></feed>"""
    now = datetime(2026, 3, 10, 12, tzinfo=UTC)
    document = Document("https://quay.example/feeds/posts/default", body.encode(), "", Validators(), now)  # fmt: skip
    (found,) = read(document, source_id="s1").items
    return found


def check(found: Item, signed: str) -> None:
    assert found.agency == "Xinhua"
    assert found.dateline == Dateline(("Washington",), date(2014, 11, 6), "Xinhua")
    assert found.byline == signed
    assert [(one.dateline and (one.dateline.places, one.dateline.on)) for one in found.related] == [
        (("Ankara",), date(2014, 11, 6)),
        (("London",), date(2014, 11, 5)),
    ]
    assert found.text.startswith("WASHINGTON, Nov. 6 (Xinhua) -- ")
    for furniture in ("Home »", "Written By", "Related:", "ANKARA", "Full story", "omment"):
        assert furniture not in found.text.replace("make a comment", "")
        assert furniture not in found.content_html.replace("make a comment", "")
    assert not any("Full story" in one.text for one in found.related)


def test_a_page_around_a_wire_story_becomes_the_story() -> None:
    found = item(OURS)
    check(found, "quayside")
    assert found.text.splitlines()[-2:] == [
        '"We do not discuss letters," a spokeswoman said. "We answer them."',
        '"The dams will not wait for us," she added. "They have never waited."',
    ]
    assert found.related[1].text.endswith("They leave next week.")


def test_the_seed_becomes_the_story() -> None:
    if not SEED.exists():
        pytest.skip(f"{SEED} is not here")
    page = SEED.read_text("utf-8")
    found = item(page)
    check(found, "vibykhmer")
    story = page[: page.index("Related:")].strip().splitlines()
    assert found.text.splitlines() == [" ".join(line.split()) for line in story[6:]]
