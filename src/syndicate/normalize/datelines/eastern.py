"""Openings as East Asia writes them -> a dateline. Pure.

"新华社华盛顿11月6日电", "（中央社記者王小明台北6日電）", "【ワシントン共同】", "［東京　６日　ロイター］",
"(서울=연합뉴스)". Only what names an agency that we know.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from syndicate.agencies import agency
from syndicate.model import Dateline
from syndicate.normalize.datelines.places import CHINESE
from syndicate.normalize.dates import months
from syndicate.scripts import in_form

_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TO = "[至到~―—–-]"
# Of several days it is the last: "11月17日至18日", "11月30日-12月1日".
_DAY = (
    rf"(?:\d{{1,2}}月\d{{1,2}}日?{_TO}(?=\d{{1,2}}月))?(?:(?P<month>\d{{1,2}})月)?"
    rf"(?:\d{{1,2}}日?{_TO})?(?P<day>\d{{1,2}})日"
)
_FORMS = (
    re.compile(rf"[(【]?(?P<agency>路透|[\u4e00-\u9fff]{{2,4}}?[社网網])(?P<place>[\u4e00-\u9fff]{{2,12}}?|){_DAY}[电電]"),
    re.compile(r"\((?P<agency>[\u3040-\u9fff]{2,6})\)()(?=\s?[\u3040-\u9fff])"),
    re.compile(r"[【(](?!写真|画像|映像)(?P<place>[^=】)\d、。!?]{1,12}?)=?(?P<agency>共同|AFP時事|時事|ロイター|AFP)(?:=[^】)]{1,20})?[】)]"),
    re.compile(rf"\[(?P<place>[^\s\]\d]{{1,20}})\s{_DAY}\s(?P<agency>[^\s\]]{{2,12}})\]"),
    re.compile(r"[(\[【](?P<place>[\uac00-\ud7af]{1,10})=(?P<agency>[\uac00-\ud7af\d]{2,8})[)\]】]"),
)  # fmt: skip
_REPORTER = ("记者", "記者")


def read(head: str, near: date) -> Dateline | None:
    """The dateline; a day without its month is the last such day."""
    if not _EASTERN.search(head, 0, 8):
        return None
    plain = in_form("NFKC", head)
    for form in _FORMS:
        match = form.match(plain)
        writer = agency(match["agency"]) if match else None
        if match and writer:
            parts = match.groupdict()
            return Dateline(_places(parts.get("place")), _on(parts, near), writer)
    return None


def _places(written: str | None) -> tuple[str, ...]:
    """The place; behind a reporter's name only one that we know, for nothing parts the two."""
    if written and written.startswith(_REPORTER):
        return tuple(city for city in CHINESE if written.endswith(city))[:1]
    return (written,) if written else ()


def _on(parts: dict[str, str | None], near: date) -> date | None:
    if not parts.get("day"):
        return None
    day, month = int(parts["day"] or 0), parts.get("month")
    last = near + timedelta(days=2)
    for back in range(400):
        one = last - timedelta(days=back)
        if one.day == day and one.month == int(month or one.month):
            return months.day(one.year, one.month, one.day)
    return None
