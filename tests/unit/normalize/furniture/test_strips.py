from __future__ import annotations

import pytest

from syndicate.normalize.furniture import strips
from syndicate.normalize.markup.blocks import Line
from tests.unit.normalize.furniture.test_boilerplate import BODY, NEAR, parted


@pytest.mark.parametrize(
    ("line", "name", "is_whole"),
    [
        ("Par Rédaction | 3 mars 2026 | Agriculture | 0 commentaire", "Rédaction", False),
        ("Автор: admin | 03-03-2026, 12:00 | Просмотров: 87 | Комментариев: 0", "admin", True),
        ("March 3, 2026 · 2 min read", None, True),
        ("Source: Xinhua | 2026-03-03 21:14:05 | Editor: roe", None, True),
        ("2026-03-03 20:10:33 来源：中国新闻网 作者：王海 责任编辑：陈晨", None, True),
        ("Quelle: STA | Stand: 03.03.2026, 11:00", None, True),
    ],
)
def test_a_line_of_parts_tells_of_a_post(line: str, name: str | None, is_whole: bool) -> None:
    assert strips.told(Line(line), "", NEAR) == (name, is_whole)
    kept, found, _ = parted(f"<p>{line}</p><p>{BODY}</p>")
    assert (kept, found.furniture) == ([BODY], (line,))


@pytest.mark.parametrize(
    "line",
    [
        "Source: Xinhua | What the master said",
        "Editor: Ann Roe | Photo: Ben Poe",  # they are credited
        "March 3, 2026 | The day the bridge fell down for good",
        "March 3, 2026 | Oslo",
        "March 3, 1926 · 2 min read",
        "Boats | Bells | Books",
    ],
)
def test_a_line_of_parts_that_may_be_the_text_is_none(line: str) -> None:
    assert strips.told(Line(line), "", NEAR) is None
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[0] == [line, BODY]


def test_such_a_line_is_cut_below_a_text_where_it_credits_nobody() -> None:
    notes = "March 3, 2026 · 14 notes · Permalink"
    assert parted(f"<p>{BODY}</p><p>{notes}</p>")[0] == [BODY]
    source = "Source: AFP | 2026-03-03 21:14 | Editor: roe"
    assert parted(f"<p>{BODY}</p><p>{source}</p>")[0] == [BODY, source]
