"""Years and months of other calendars -> days of ours. Pure.

The Persian calendar by its cycle of 33 years, right from 1178 to 1633 (Borkowski, "The Persian calendar for 3000
years"); Buddhist years of Thailand; Japanese eras and the years of the Republic of China.
"""

from __future__ import annotations

from datetime import date, timedelta

from syndicate.normalize.dates import months

# The year before the first of an era.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
# As in Iran, and as in Afghanistan.
_PERSIAN_MONTHS = """
فروردین حمل
اردیبهشت ثور
خرداد جوزا
تیر سرطان
مرداد اسد
شهریور سنبله
مهر میزان
آبان عقرب
آذر قوس
دی جدی
بهمن دلو
اسفند حوت
"""
PERSIAN_MONTHS = {
    name: number
    for number, names in enumerate(_PERSIAN_MONTHS.strip().splitlines(), 1)
    for name in names.split()
}
_PERSIAN = range(1300, 1421)
_BUDDHIST = range(2500, 2600)
_LEAPS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_NEW_YEAR_OF_1403 = date(2024, 3, 20)


def is_persian(year: int) -> bool:
    """Whether a year can be one of the Persian calendar, and of no other that feeds use."""
    return year in _PERSIAN


def day(year: int, month: int, day: int) -> date | None:
    """A day by the calendar that its year tells; None where that has no such day."""
    if is_persian(year):
        return persian(year, month, day)
    return months.day(year - 543 if year in _BUDDHIST else year, month, day)


def persian(year: int, month: int, day: int) -> date | None:
    """A day of the Persian calendar: six months of 31 days, five of 30, the last of 29 or 30."""
    if not is_persian(year) or not 1 <= month <= 12:
        return None
    last = 31 if month < 7 else 30 if month < 12 or year % 33 in _LEAPS else 29
    if not 1 <= day <= last:
        return None
    before = sum(_length(one) for one in range(year, 1403)) - sum(
        _length(one) for one in range(1403, year)
    )
    within = 30 * (month - 1) + min(month - 1, 6) + day - 1
    return _NEW_YEAR_OF_1403 + timedelta(days=within - before)


def _length(year: int) -> int:
    return 366 if year % 33 in _LEAPS else 365
