from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Dateline
from syndicate.normalize.datelines.dateline import opening, read, written_day

NEAR = date(2014, 11, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WASHINGTON, Nov. 6 (Xinhua) -- A letter", Dateline(("Washington",), date(2014, 11, 6), "Xinhua")),
        ("PARIS (AP) - The", Dateline(("Paris",), None, "AP")),
        ("WASHINGTON — The shops are shut.", Dateline(("Washington",), None, None)),
        ("PARIS (AP) — The", Dateline(("Paris",), None, "AP")),
        ("(Reuters) - The", Dateline((), None, "Reuters")),
        ("BAGHDAD/ERBIL, 5 November -- The", Dateline(("Baghdad", "Erbil"), date(2014, 11, 5), None)),
        ("NEW DELHI, April 22 (PTI): The", Dateline(("New Delhi",), date(2014, 4, 22), "PTI")),
        ("BEIRUT, Lebanon — The shops are shut.", Dateline(("Beirut",), None, None)),
        ("AL-HASAKAH, Syria — The shops are shut.", Dateline(("Al-Hasakah",), None, None)),
        ("Paris, Nov 6, 2013 (AFP) - Le", Dateline(("Paris",), date(2013, 11, 6), "AFP")),
        ("Berlin (dpa) - Der", Dateline(("Berlin",), None, "dpa")),
        ("MOSCOW, November 6. /TASS/. The", Dateline(("Moscow",), date(2014, 11, 6), "TASS")),
        ("LONDON, Dec 30 (Thomson Reuters Foundation) - The", Dateline(("London",), date(2013, 12, 30), "Thomson Reuters Foundation")),
        ("LUSA, Lisboa, 06 nov - O", Dateline(("Lisboa",), date(2014, 11, 6), "Lusa")),
        ("AP, KABUL, Afghanistan, Nov 6 -- The", Dateline(("Kabul",), date(2014, 11, 6), "AP")),
        ("EFE, 6 nov - El", Dateline((), date(2014, 11, 6), "EFE")),
        ("PETRA, Jordan, Nov 6 - The", Dateline(("Petra",), date(2014, 11, 6), None)),
        ("PETRA, Nov 6 - The", Dateline(("Petra",), date(2014, 11, 6), None)),
        ("LUSA, 06 nov - O", Dateline((), date(2014, 11, 6), "Lusa")),
        ("LUSA/Lisboa, 06 nov - O", Dateline(("Lisboa",), date(2014, 11, 6), "Lusa")),
        ("LUSA - Lisboa, 06 nov - O", Dateline(("Lisboa",), date(2014, 11, 6), "Lusa")),
        ("AP/Reuters, 6 Nov - The", Dateline((), date(2014, 11, 6), "AP")),
        ("Reuters - LONDON - The shops are shut.", Dateline(("London",), None, "Reuters")),
        ("(Reuters) LONDON - The shops are shut.", Dateline(("London",), None, "Reuters")),
        ("(Reuters) - LONDON - The shops are shut.", Dateline(("London",), None, "Reuters")),
        ("Reuters/LONDON - The shops are shut.", Dateline(("London",), None, "Reuters")),
        ("Reuters, LONDON - The shops are shut.", Dateline(("London",), None, "Reuters")),
        ("LONDON, Reuters - The shops are shut.", Dateline(("London",), None, "Reuters")),
        ("PARIS/AFP - The shops are shut.", Dateline(("Paris",), None, "AFP")),
        ("WASHINGTON AP — The shops are shut.", Dateline(("Washington",), None, "AP")),
        ("Madrid, 6 nov. EFE.- El", Dateline(("Madrid",), date(2014, 11, 6), "EFE")),
        ("REVELSTOKE, B.C. — The shops are shut.", Dateline(("Revelstoke",), None, None)),
        ("PITTSBURGH, PA — The shops are shut.", Dateline(("Pittsburgh",), None, None)),
        ("WARSAW, PL — The shops are shut.", Dateline(("Warsaw",), None, None)),
        ("MENA, Arkansas — The shops are shut.", Dateline(("Mena",), None, None)),
        ("LAGOS and ACCRA, Nov 6 (Reuters) - The", Dateline(("Lagos", "Accra"), date(2014, 11, 6), "Reuters")),
        ("PORT OF SPAIN, Trinidad and Tobago (AP) — The", Dateline(("Port of Spain",), None, "AP")),
        ("BRUSSELS, 2014-11-06 (Belga) - The", Dateline(("Brussels",), date(2014, 11, 6), "Belga")),
        ("Madrid, 03/04/2014 (EFE).- La", Dateline(("Madrid",), None, "EFE")),
        ("WINDHOEK, Nov 6 (NAMPA) - The", Dateline(("Windhoek",), date(2014, 11, 6), None)),
        ("LONDON (Agencies) - The shops are shut.", Dateline(("London",), None, None)),
        ("LONDON (UK) - The shops are shut.", Dateline(("London",), None, None)),
        ("ST. JOHN'S, Antigua (AP) — The", Dateline(("St. John's",), None, "AP")),
        ("NUKU’ALOFA, Tonga (AP) — The", Dateline(("Nuku’alofa",), None, "AP")),
        ("L'AQUILA, Nov 6 (Reuters) - The", Dateline(("L'Aquila",), date(2014, 11, 6), "Reuters")),
        ("SANT'AGATA, Italy (AP) — The", Dateline(("Sant'Agata",), None, "AP")),
        ("N'DJAMENA, Chad (AP) — The", Dateline(("N'Djamena",), None, "AP")),
        ("THE HAGUE, Netherlands (AP) — The", Dateline(("The Hague",), None, "AP")),
        ("Washington (CNN)The shops", Dateline(("Washington",), None, "CNN")),
        ("BEIJING, Nov 06, 2014 (Xinhua via COMTEX) -- A", Dateline(("Beijing",), date(2014, 11, 6), "Xinhua")),
        ("BEIJING, Nov. 6 (Xinhua News Agency via COMTEX News Network) -- A", Dateline(("Beijing",), date(2014, 11, 6), "Xinhua")),
        ("BEIJING, Nov. 6 (Xinhua/ANI) -- A", Dateline(("Beijing",), date(2014, 11, 6), "Xinhua")),
        ("LONDON, Nov. 6 /PRNewswire-Asia/ -- A", Dateline(("London",), date(2014, 11, 6), "PR Newswire")),
        ("Göteborg (TT-AFP) - Hamnen", Dateline(("Göteborg",), None, "TT")),
        ("ST. PETERSBURG, Nov. 6 (Interfax) - The", Dateline(("St. Petersburg",), date(2014, 11, 6), "Interfax")),
    ],
)  # fmt: skip
def test_dateline_is_read(text: str, expected: Dateline) -> None:
    assert read(text, NEAR) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The president said - again - that",
        "COVID-19 - what we know",
        "UPDATE - The storm",
        "BREAKING — The storm",
        "Paris - The storm",
        "BERLIN - City of cranes",
        "PARIS: A GUIDE TO THE CITY",
        "MOSUL - the city that never sleeps, as its poets had it.",
        "NASA (AP) photo shows the crater.",
        "(AP) - the access point - answers with a number.",
        "(AP): an abbreviation",
        "Photo: Jane Roe/AP",
        "Reuters - The shops are shut.",
        "Reuters - BERLIN - City of cranes",
        "Reuters - Paris - The shops are shut.",
        "(Reuters) BERLIN - City of cranes",
        "(Reuters) The shops are shut - again.",
        "Reuters/LONDON - City of cranes",
        "Paris/AFP - The shops are shut.",
        "AFP/SMITHTOWN - The shops are shut.",
        "Monday, 6 November - The programme.",
        "据新华社报道，无人受伤。",
        "（写真共同）大橋",
        "Washington (CNN)s own",
        "THE END - The shops are shut.",
        "باريس: مدينة النور تستقبل زوارها.",
        "الأربعاء 18 نوفمبر - فتح السوق.",
        "عاجل - فتح السوق يوم الخميس.",
        "ROME, 10.10 - Two ports agreed.",
        "18.11.2026 - Two ports agreed.",
        "SMITH (LAB) - Two ports agreed.",
        "PRIMAVERA – Il gol",
        "LE LIVE - Une fois",
        "I went home -- alone",
        "SMITH (D-Texas) -- said",
        "In Paris, May 5 was",
        "(a) - first",
        "x" * 10_000,
        "A, " * 5_000,
        "(((((((((((((((" * 200,
    ],
)
def test_what_is_none_is_not_taken_for_a_dateline(text: str) -> None:
    assert read(text, NEAR) is None


@pytest.mark.parametrize(
    "day",
    [
        "BEIJING, Nov. 5-6 (Xinhua) --",
        "BEIJING, Nov. 5 - 6 (Xinhua) --",
        "BEIJING, November 5–6, 2014 (Xinhua) —",
        "BEIJING, Nov. 5 and 6 (Xinhua) --",
        "BEIJING, Oct. 31-Nov. 6 (Xinhua) --",
        "BEIJING, 31 Oct. - 6 Nov. (Xinhua) --",
        "BEIJING, 5./6. November (Xinhua) -",
        "BEIJING, 5 y 6 de noviembre (Xinhua).-",
        "BEIJING, 5–6 ноя — Синьхуа.",
    ],
)
def test_of_several_days_a_dateline_is_of_the_last(day: str) -> None:
    assert read(f"{day} A", NEAR) == Dateline(("Beijing",), date(2014, 11, 6), "Xinhua")


@pytest.mark.parametrize(
    "day", ["11月5日至6日", "5日-6日", "11月5－6日", "10月31日至11月6日", "10月31日—11月6日"]
)
def test_of_several_days_an_eastern_dateline_is_of_the_last(day: str) -> None:
    expected = Dateline(("北京",), date(2014, 11, 6), "Xinhua")
    assert read(f"新华社北京{day}电 国会", NEAR) == expected


@pytest.mark.parametrize("rest", ["- 7 people fled.", "-- 10,000 people fled.", "—10 people fled."])
def test_number_behind_the_dash_is_no_last_day(rest: str) -> None:
    found = read(f"LONDON, Nov 6 {rest}", NEAR)
    assert found is not None
    assert found.on == date(2014, 11, 6)


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        (date(2015, 1, 2), date(2014, 12, 31)),
        (date(2014, 12, 31), date(2014, 12, 31)),
        (date(2014, 12, 29), date(2014, 12, 31)),
        (date(2014, 12, 28), date(2013, 12, 31)),
    ],
)
def test_year_is_that_of_the_nearest_day_that_was(near: date, expected: date) -> None:
    found = read("OSLO, Dec. 31 (AP) - x", near)
    assert found is not None
    assert found.on == expected


def test_day_that_no_calendar_has_is_left_out() -> None:
    assert read("OSLO, Feb. 30 (AP) - x", NEAR) == Dateline(("Oslo",), None, "AP")


def test_written_day_needs_its_year() -> None:
    assert written_day("on Thursday, November 6, 2014 at noon") == date(2014, 11, 6)
    assert written_day("6 November 2014") == date(2014, 11, 6)
    assert written_day("November 6") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DİYARBAKIR (İHA) - Karpuz", Dateline(("Diyarbakır",), None, "IHA")),
        ("РОСТОВ-НА-ДОНУ, 6 ноября. /ТАСС/. Мост", Dateline(("Ростов-на-Дону",), date(2014, 11, 6), "TASS")),
        ("MOSUL, Iraq/BAGHDAD (Reuters) - Two", Dateline(("Mosul", "Baghdad"), None, "Reuters")),
        ("(ANSA) - ROMA, 06 NOV - Il governo", Dateline(("Roma",), date(2014, 11, 6), "ANSA")),
        ("Tehran, Nov 6, IRNA -- Two", Dateline(("Tehran",), date(2014, 11, 6), "IRNA")),
        ("新华社华盛顿11月6日电 国会", Dateline(("华盛顿",), date(2014, 11, 6), "Xinhua")),
        ("（中央社記者王小明台北6日電）明天", Dateline(("台北",), date(2014, 11, 6), "CNA")),
        ("（中央社記者王小明某處6日電）明天", Dateline((), date(2014, 11, 6), "CNA")),
        ("新华社北京31日电 国会", Dateline(("北京",), date(2014, 10, 31), "Xinhua")),
        ("【北京時事】大橋", Dateline(("北京",), None, "Jiji")),
        ("［東京　６日　ロイター］ - 株", Dateline(("東京",), date(2014, 11, 6), "Reuters")),
        ("(서울=연합뉴스) 김 기자 =", Dateline(("서울",), None, "Yonhap")),
        ("（ロンドン共同）大橋", Dateline(("ロンドン",), None, "Kyodo")),
        ("【서울=뉴시스】김 기자 =", Dateline(("서울",), None, "Newsis")),
        ("(路透倫敦6日電)大橋", Dateline(("倫敦",), date(2014, 11, 6), "Reuters")),
        ("中新网11月6日电 大桥", Dateline((), date(2014, 11, 6), "China News Service")),
        ("رام الله 18-10-2014 وفا- فتح السوق", Dateline(("رام الله",), date(2014, 10, 18), "WAFA")),
        ("Gdańsk, 06.11.2014 (PAP) - Most", Dateline(("Gdańsk",), date(2014, 11, 6), "PAP")),
        ("دبي 6 نوفمبر تشرين الثاني (رويترز) - فتح السوق", Dateline(("دبي",), date(2014, 11, 6), "Reuters")),
        ("دمشق، 6 نوفمبر (سانا) - فتح السوق", Dateline(("دمشق",), date(2014, 11, 6), "SANA")),
        ("القاهرة في 6 نوفمبر /أ ش أ/ فتح السوق", Dateline(("القاهرة",), date(2014, 11, 6), "MENA")),
        ("القاهرة ـ (د ب أ) - فتح السوق", Dateline(("القاهرة",), None, "dpa")),
        ("بيروت - فتح السوق يوم الخميس.", Dateline(("بيروت",), None, None)),
        ("تهران - ایرنا - بازار باز شد.", Dateline(("تهران",), None, "IRNA")),
    ],
)  # fmt: skip
def test_dateline_of_other_languages_is_read(text: str, expected: Dateline) -> None:
    assert read(text, NEAR) == expected


PIECES = ("PARIS", "Paris", ", ", "/", "(", ")", "AP", "dpa", " - ", " -- ", "—", "Nov. 6", "6 ноября", "TASS", ".", ":", " ",
          "新华社", "北京", "6日电", "【", "】", "共同", "2014", "[", "=", "連", "\u0307", "İ")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=60))
def test_any_opening_is_read_or_left(text: str) -> None:
    found = read(text, NEAR)
    assert found is None or found.places or found.agency


REPORT = "WASHINGTON, Nov. 6 (Xinhua) -- The shops are shut."


@pytest.mark.parametrize(
    "above",
    [
        ["Soldiers at a base (Xinhua Photo)"],
        ["Thursday, November 6, 2014"],
        ["Home", "World", "The shops are shut - Gazette"],
        ["投稿者 編集部 2014年11月6日"],
        [
            f"FILE - In this Nov. 1, 2014 file photo, {'a crane stands in the harbour ' * 5} (AP Photo/Jane Roe, File)"
        ],
        ["A crane stands in the harbour. REUTERS/Jane Roe"],
        ["A crane stands in the harbour. (Foto: dpa)"],
        ["World", "By", "Newsdesk", "-", "November 6, 2014", "0", "134", "Share", "Pin it"],
        ["#1", "gantry", "Senior Member", "Join Date: Mar 2011", "Posts: 2,314", "The shops"],
        ["quaypages:"],
    ],
)
def test_dateline_is_found_below_a_caption_a_path_or_a_day(above: list[str]) -> None:
    found = opening([*above, REPORT, "More."], NEAR)
    assert found == Dateline(("Washington",), date(2014, 11, 6), "Xinhua")


@pytest.mark.parametrize(
    "lines",
    [
        ["Look what I read today:", REPORT],
        ["The market was open in the morning.", REPORT],
        ["News in brief", REPORT, "OSLO, Nov. 6 (AP) - The market is open."],
        [REPORT, "OSLO, Nov. 6 (AP) - The market is open.", "More of that."],
        ["PARIS (AFP) - Rain. LONDON (Reuters) - More rain. BERLIN (dpa) - Sun at last."],
        ["Five towns", "BEIRUT, Lebanon — The shops are shut."],
        ["One", "Two", "Three", "Four", "Five", REPORT],
        ["1. Rice", "2. Salt", "3. Oil", "4. Tea", "5. Soap", REPORT],
        [*map(str, range(13)), REPORT],
        ["0", "134", "Three", "Four", f"Five {'of them ' * 10}", REPORT],
    ],
)
def test_text_that_quotes_or_gathers_reports_has_no_dateline(lines: list[str]) -> None:
    assert opening(lines, NEAR) is None


def test_reports_below_a_longer_one_leave_it_its_dateline() -> None:
    lines = [REPORT, "Nobody knows why.", "Not even the owner.", "OSLO, Nov. 6 (AP) - It is open."]
    assert opening(lines, NEAR) == Dateline(("Washington",), date(2014, 11, 6), "Xinhua")


def test_a_report_opens_below_the_signature_that_ends_an_introduction() -> None:
    introduction = "The harbour has not seen the like of it in ten years."
    lines = [introduction, "BEIRUT, Lebanon — The shops are shut.", "More."]
    assert opening(lines, NEAR, above=1) == Dateline(("Beirut",), None, None)
    assert opening(lines, NEAR) is None


def test_an_agency_in_a_line_above_signs_the_report() -> None:
    report = "BEIRUT, Lebanon — The shops are shut."
    assert opening(["Associated Press", report], NEAR) == Dateline(("Beirut",), None, "AP")
    assert opening(["Gazette", report], NEAR) is None
