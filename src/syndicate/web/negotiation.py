"""Which coding an answer is sent in (RFC 9110, 12.5.3). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from syndicate.model import Coding
from syndicate.publish.press import CODINGS
from syndicate.web.conditional import weights

# Among codings that are equally welcome: less to send first, then less to do.
_ORDER: tuple[Coding, ...] = ("zstd", "br", "gzip", "identity")
_PREFERENCE = tuple(coding for coding in _ORDER if coding in CODINGS)
_UNNAMED = 0.0001  # what nobody spoke of may be sent as it is, after all that was asked for


def coding_for(headers: Mapping[str, str]) -> Coding | None:
    """Choose a coding; None if the requester takes none that there is."""
    return chosen(headers.get("Accept-Encoding", ""), _PREFERENCE)


@lru_cache(maxsize=256)  # the same few headers come again and again
def chosen(header: str, preference: Sequence[Coding]) -> Coding | None:
    """Choose what weighs most; of equals, what is preferred."""
    asked = weights(header)
    asked["gzip"] = max(asked.get("gzip", -1.0), asked.pop("x-gzip", -1.0))  # 8.4.1.3
    if asked["gzip"] < 0:
        del asked["gzip"]
    others = asked.get("*", 0.0)
    unnamed = {"identity": asked.get("*", _UNNAMED)}
    weighed = {each: asked.get(each, unnamed.get(each, others)) for each in preference}
    best = max(preference, key=weighed.__getitem__)
    return best if weighed[best] > 0 else None
