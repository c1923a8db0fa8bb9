"""What changes in a feed although nothing happened: build dates, counters in comments, the name of the generator.

All of it stands before the first item or behind the last one. Linear, and cheap enough for the event loop.
"""

from __future__ import annotations

import re
from hashlib import sha256

ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_ITEM = re.compile(ITEM.pattern.encode(), re.IGNORECASE)
# What is dropped must be well-formed by itself: a fault in it may not go unnoticed.
_STEP = re.compile(
    r"<!\[CDATA\[|<!--|<\?"
    r"|<(lastBuildDate|pubDate|updated|modified|generator|dc:date)"
    r"""(?:\s{1,9}[\w.:-]{1,40}="[^"<&]{0,300}"){0,4}\s{0,9}>[^<>&]{0,300}</\1>"""
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}<(?=[?!\w])(?![^>]{0,64}\0)")
CLOSING = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}


def stable_hash(body: bytes) -> str:
    """What tells a body from another in substance: SHA-256, in hexadecimal; of all of it where it is no plain XML."""
    first = _ITEM.search(body)
    if first is None or not _XML.match(body):
        return sha256(body).hexdigest()
    start = first.start()
    end = max(body.rfind(b"</item>"), body.rfind(b"</entry>"))
    end = body.find(b">", end) + 1 if end > start else len(body)
    if _ITEM.search(body, end):
        end = len(body)
    found = sha256(_steady(body[:start]))
    found.update(memoryview(body)[start:end])
    found.update(b"\0" + _steady(body[end:]))
    return found.hexdigest()


def _steady(piece: bytes) -> bytes:
    return steady(piece.decode("latin-1")).encode("latin-1")


def steady(piece: str) -> str:
    """A piece of XML without what is volatile; nothing is looked for inside of CDATA and instructions."""
    kept: list[str] = []
    at = 0
    copied = 0
    while step := _STEP.search(piece, at):
        end = step.end()
        if step[1] is None:
            end = _past(piece, step[0], end)
            if end < 0:
                break
        if step[1] or (step[0] == "<!--" and "--" not in piece[step.end() : end - 3]):
            kept.append(piece[copied : step.start()])
            copied = end
        at = end
    return "".join(kept) + piece[copied:]


def _past(piece: str, opening: str, at: int) -> int:
    """Where what was opened is over; -1 where it never is."""
    closing = CLOSING[opening]
    end = piece.find(closing, at)
    return end + len(closing) if end >= 0 else -1
