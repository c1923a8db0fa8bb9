from __future__ import annotations

from datetime import date

import pytest

from syndicate.normalize.furniture.posting import is_day, signed
from tests.unit.normalize.furniture.test_boilerplate import BODY, NEAR, parted


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Pubblicato il 3 marzo 2026 da Redazione", "Redazione"),
        ("Опубліковано 3 березня 2026 автором admin", "admin"),
        ("Opublikowano 3 marca 2026 przez redakcja", "redakcja"),
        ("Publicerad 3 mars 2026 av redaktionen", "redaktionen"),
        ("نشر في 3 مارس 2026 بواسطة admin", "admin"),
        ("Gönderen Fenerci Salı, 3 Mart 2026 | 12:00", "Fenerci"),
        ("Ditulis oleh Penjaga pada Selasa, 03 Maret 2026 | 12.00", "Penjaga"),
        ("Írta: Révész 2026. március 3., kedd | 12:00", "Révész"),
        ("投稿者 灯台守 時刻: 12:00 2026年3月3日火曜日", "灯台守"),
        ("发表者：守望者 2026年3月3日星期二 | 12:00", "守望者"),
        ("by ann » Tue Mar 3, 2026 3:22 am", "ann"),
        ("Soumis par webmestre le mar, 03/03/2026 - 09:10", "webmestre"),
    ],
)
def test_a_line_tells_who_posted_on_the_day_of_the_entry(line: str, name: str) -> None:
    assert signed(line, NEAR) == (name, NEAR)
    kept, found, _ = parted(f"<p>{line}</p><p>{BODY}</p>")
    assert (kept, found.byline) == ([BODY], name)


def test_sections_in_a_row_are_no_name() -> None:
    assert signed("Posted by Sea / Harbours March 3, 2026", NEAR) is None


@pytest.mark.parametrize(
    "line",
    [
        "Written in Oslo, March 3, 2026",
        "Posted from the harbour, March 3, 2026",
        "By the river, March 3, 2026",
        "Par temps de brume, le 3 mars 2026",
        "Von der Elbe, 3. März 2026",
        "Gönderen Fenerci Salı, 3 Mart 1926",
        "Pubblicato il 3 marzo 2026 da chi non ha mai visto il mare",
        "Pubblicato da Redazione il 3 marzo 2026, dopo una lunga notte.",
        "City desk, Tuesday 3 March 2026",
        "Part 7 by ann | March 3, 2026",
    ],
)
def test_a_line_of_a_text_with_a_day_signs_nothing(line: str) -> None:
    assert signed(line, NEAR) is None
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[0] == [line, BODY]


@pytest.mark.parametrize(
    "line", ["입력 2026.03.03 22:10", "2026/3/3", "Last update 3 March 2026 10:12 pm"]
)
def test_a_day_is_told_in_the_ways_of_many_systems(line: str) -> None:
    assert is_day(line, NEAR)


@pytest.mark.parametrize("line", ["Publicado 03/02/2026 17:02", "02/03/2026", "Stand: 03.02.2026"])
def test_a_day_in_figures_is_that_of_the_entry_in_either_order(line: str) -> None:
    assert is_day(line, date(2026, 3, 2) if line != "Stand: 03.02.2026" else date(2026, 2, 3))
    assert not is_day(line, date(2026, 7, 2))


@pytest.mark.parametrize(
    "line",
    [
        "تاریخ انتشار: ۱۲ اسفند ۱۴۰۴ - ۱۵:۳۰",
        "发布时间：2026年3月3日 10:00",
        "Publisert: 3. mars 2026 kl. 12:00",
    ],
)
def test_a_day_is_told_in_other_scripts_and_languages(line: str) -> None:
    assert is_day(line, NEAR)
