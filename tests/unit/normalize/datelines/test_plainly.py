from __future__ import annotations

from datetime import date

import pytest

from syndicate.model import Dateline
from syndicate.normalize.datelines.dateline import opening, read

NEAR = date(2014, 11, 7)
ON = date(2014, 11, 6)
TEXT = "The ferry runs again, and the baker has put out her chairs."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jorhat (Assam) [India], November 6 (ANI): The", Dateline(("Jorhat",), ON, "ANI")),
        ("(ANSA) - TEGLIO (SONDRIO), 06 NOV - Il", Dateline(("Teglio",), ON, "ANSA")),
        ("SÈTE (Hérault), 6 nov 2014 (AFP) - La", Dateline(("Sète",), ON, "AFP")),
        ("КОНДОПОГА /Карелия/, 6 ноября. /ТАСС/. Мост", Dateline(("Кондопога",), ON, "TASS")),
        ("زاخو (العراق) 6 نوفمبر تشرين الثاني (رويترز) - فتحت", Dateline(("زاخو",), ON, "Reuters")),
        ("Frankfurt (Oder) (dpa) - Die", Dateline(("Frankfurt",), None, "dpa")),
        ("Keta (V/R), Nov. 6, GNA - The", Dateline(("Keta",), ON, "GNA")),
        ("गोंडा (उप्र), छह नवंबर (भाषा) गोंडा", Dateline(("गोंडा",), ON, "PTI")),
    ],
)
def test_a_place_may_say_in_brackets_where_it_lies(text: str, expected: Dateline) -> None:
    assert read(text, NEAR) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday, I read what he had told his friends (AP) - and laughed.",
        'Details, she says, are a lamp. Her book begins: "SAIGON (AP) — It rained." I read on.',
        "NAIROBI - KIGALI, 6 Feb: a smooth flight.",
        "Jane Roe (Green) (AP) - The",  # no day, and no place that we know
        "We met (in Assam) on November 6 and read the Times (London): it rained.",
    ],
)
def test_what_stands_before_other_brackets_is_no_place(text: str) -> None:
    assert read(text, NEAR) is None


def test_a_day_may_stand_before_the_place() -> None:
    assert read("06.11.2014 Toruń (PAP) - Most", NEAR) == Dateline(("Toruń",), ON, "PAP")
    assert read("6.11.2014, Toruń (PAP) - Most", NEAR) == Dateline(("Toruń",), ON, "PAP")
    assert read("06.11.2014 Toruń (XYZ) - Most", NEAR) is None


def test_a_day_without_its_month_is_the_last_of_its_number() -> None:
    text = "ROSARIO, {} (Télam).- El puerto"
    assert read(text.format("6"), NEAR) == Dateline(("Rosario",), ON, "Télam")
    assert read(text.format("30"), NEAR) == Dateline(("Rosario",), date(2014, 10, 30), "Télam")
    assert read("Jane Roe, 22 (AP) - She", NEAR) is None


def test_an_opening_in_columns_has_the_day_that_falls_on_its_weekday() -> None:
    text = "Oslo, Norway | AFP | {} - 04:12 UTC"
    assert opening([text.format("Thursday 11/6/2014"), TEXT], NEAR) == Dateline(
        ("Oslo",), ON, "AFP"
    )
    assert opening([text.format("Thursday 6/11/2014"), TEXT], NEAR) == Dateline(
        ("Oslo",), ON, "AFP"
    )
    assert opening([text.format("Monday 11/6/2014"), TEXT], NEAR) is None


def test_of_two_calendars_ours_counts() -> None:
    line = "أبها 13 محرم 1436 هـ الموافق 06 نوفمبر 2014 م واس"
    assert opening([line, "افتتحت البلدية جسرا."], NEAR) == Dateline(("أبها",), ON, "SPA")


def test_full_stops_may_part_place_day_and_agency() -> None:
    assert read("ХАРКІВ. Укрінформ. Міст відкрито.", NEAR) == Dateline(
        ("Харків",), None, "Ukrinform"
    )
    assert read("КИЇВ. 6 листопада. УНН. Міст", NEAR) == Dateline(("Київ",), ON, "UNN")
    assert read("YES. Reuters. That was all he read.", NEAR) is None
    assert read("ДА. Подумал. И пошёл домой.", NEAR) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اسلام آباد۔6نومبر (اے پی پی):پل", Dateline(("اسلام آباد",), ON, "APP")),
        ("नई दिल्ली, 6 नवंबर (आईएएनएस)। पुल", Dateline(("नई दिल्ली",), ON, "IANS")),
        ("भुवनेश्वर, छह नवंबर (भाषा) पुल", Dateline(("भुवनेश्वर",), ON, "PTI")),
        ("KOTA TINGGI, 6 Nov (Bernama) -- Jambatan", Dateline(("Kota Tinggi",), ON, "Bernama")),
        ("KOTA TINGGI, 6 Ogos (Bernama) -- Jambatan", Dateline(("Kota Tinggi",), date(2014, 8, 6), "Bernama")),
        ("МУРМАНСК, 6 ноября. /Корр. ТАСС Анна Белова/. Порт", Dateline(("Мурманск",), ON, "TASS")),
        ("TALLINN, Nov 06, BNS - The", Dateline(("Tallinn",), ON, "BNS")),
        ("Ljubljana, 6 November (STA) - The", Dateline(("Ljubljana",), ON, "STA")),
        ("Kathmandu, Nov. 6 (RSS): The", Dateline(("Kathmandu",), ON, "RSS")),
        ("WASHINGTON, D.C., Nov. 6 (AP) - The", Dateline(("Washington",), ON, "AP")),
        ("PORT OF SPAIN, Trinidad and Tobago, Nov 6 (AP) - The", Dateline(("Port of Spain",), ON, "AP")),
        ("PAARL, November 6 2014 (Sapa) - The", Dateline(("Paarl",), ON, "SAPA")),
        ("Antwerpen (Belga) De haven", Dateline(("Antwerpen",), None, "Belga")),
        ("کرمانشاه - ایرنا - استاندار", Dateline(("کرمانشاه",), None, "IRNA")),
    ],
)  # fmt: skip
def test_agencies_of_more_countries_are_read(text: str, expected: Dateline) -> None:
    assert read(text, NEAR) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["OSLO, Norway, Nov. 6 (Xinhua)", f"-- {TEXT}"],
        ["Oslo, November 6, Xinhua", TEXT],
        ["OSLO, Norway", f"Nov. 6 (Xinhua) -- {TEXT}"],
    ],
)
def test_a_dateline_may_be_parted_from_its_text(lines: list[str]) -> None:
    assert opening([*lines, "More."], NEAR) == Dateline(("Oslo",), ON, "Xinhua")


@pytest.mark.parametrize(
    "lines",
    [
        ["Oslo, November 6", "Reuters, AP and others were there. I was not."],
        ["Posted Nov 6 (Reuters)", TEXT],
        ["OSLO, Nov. 6 (Xinhua)", TEXT, "ROME, Nov. 6 (Xinhua)", TEXT],
        ["My diary", f"Nov. 6 (Xinhua) -- {TEXT}"],
    ],
)
def test_a_line_above_a_text_is_no_dateline_without_place_day_and_agency(lines: list[str]) -> None:
    assert opening(lines, NEAR) is None


def test_an_agency_alone_opens_a_paragraph() -> None:
    assert read(f"(Belga) {TEXT}", NEAR) == Dateline((), None, "Belga")
    assert read("(Belga) Ferry photo", NEAR) is None
    assert read(f"(Belga) style is a manner of writing, and {TEXT}", NEAR) is None


def test_a_score_is_no_dateline() -> None:
    assert read("TORONTO (AP) 3, BOSTON (AP) 2", NEAR) is None


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("اللاذقية-سانا تجاوز موسم الحمضيات التوقعات هذا العام.", "اللاذقية", "SANA"),
        ("چابهار - ایرنا - مدیرکل بنادر استان گفت خط تازه آغاز می شود.", "چابهار", "IRNA"),
        ("Damascus, SANA- The seed board has sent 9,000 tons of wheat.", "Damascus", "SANA"),
        ("Basra / NINA / The date harvest may be the largest in ten years.", "Basra", "NINA"),
    ],
)
def test_an_agency_stands_behind_a_hyphen_or_a_place(text: str, place: str, agency: str) -> None:
    assert read(text, NEAR) == Dateline((place,), None, agency)


@pytest.mark.parametrize(
    "text",
    [
        "الشعر - وفا - كلمتان في بيت واحد لا غير.",  # an agency that is a word, too
        "المدينة - القديمة - لا تنام في الصيف.",
        "Austin, PA - The town has two names.",
        "Damascus, NOON- the heat is at its worst.",
    ],
)
def test_what_is_no_agency_behind_a_hyphen_is_no_dateline(text: str) -> None:
    assert read(text, NEAR) is None


def test_romanian_months_are_known_by_their_short_names() -> None:
    found = read("Brăila, 7 iul /Agerpres/ - Bacul va fi oprit o săptămână.", date(2015, 7, 8))
    assert found == Dateline(("Brăila",), date(2015, 7, 7), "Agerpres")
