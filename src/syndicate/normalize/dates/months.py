"""The months as people write them, and a day with its month. Data, and the patterns that need it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# One line a month: English, German, French, Spanish, Portuguese, Italian, Dutch, the Nordic languages, Polish, Czech,
# Croatian, Hungarian, Romanian, Turkish, Indonesian, Malay, Swahili; Russian, Ukrainian, Bulgarian, Greek; Arabic (both
# sets), Urdu, Hebrew, Hindi, Thai. As in "6 November": what declines has its genitive here, and the short forms.
_NAMES = """
jan january januar jänner janvier janv enero ene janeiro gennaio gen januari tammikuuta stycznia ledna siječnja január ianuarie ian ocak oca январь января янв січня січ януари ιανουάριος ιανουαρίου ιαν يناير جانفي كانون_الثاني ינואר जनवरी มกราคม ม.ค جنوری
feb february februar février fév févr febrero fevereiro fev febbraio februari helmikuuta lutego února veljače február februarie şubat şub pebruari февраль февраля фев февр лютого лют февруари φεβρουάριος φεβρουαρίου φεβ فبراير فيفري شباط פברואר फरवरी กุมภาพันธ์ ก.พ فروری
mar march märz mrz mär mars marzo março maart mrt maaliskuuta marca března ožujka március márc martie mart март марта мар березня бер μάρτιος μαρτίου μαρ مارس آذار מרץ मार्च มีนาคม มี.ค maret مارچ mac machi
apr april avril avr abril abr aprile huhtikuuta kwietnia dubna travnja április ápr aprilie nisan nis апрель апреля апр квітня кві април απρίλιος απριλίου απρ أبريل ابريل إبريل أفريل نيسان אפריל अप्रैल เมษายน เม.ย اپریل aprili
may mai mayo maio maggio mag mei maj maja toukokuuta května svibnja május máj mayıs mayis май мая травня тра μάιος μαΐου μαΐ مايو ماي أيار מאי मई พฤษภาคม พ.ค مئی
jun june juni juin junio junho giugno giu kesäkuuta czerwca června lipnja június jún iunie haziran haz июнь июня июн червня чер юни ιούνιος ιουνίου ιουν iun يونيو جوان حزيران יוני जून มิถุนายน มิ.ย جون
jul july juli juillet juil julio julho luglio lug heinäkuuta lipca července srpnja július júl iulie temmuz tem июль июля июл липня лип юли ιούλιος ιουλίου ιουλ iul يوليو جويلية تموز יולי जुलाई กรกฎาคม ก.ค جولائی julai
aug august août aout agosto ago augustus augusti elokuuta sierpnia srpna kolovoza augusztus ağustos agustus ağu август августа авг серпня сер αύγουστος αυγούστου αυγ أغسطس اغسطس أوت آب אוגוסט अगस्त สิงหาคม ส.ค اگست ogos agosti
sep sept september septembre septiembre setiembre setembro set settembre syyskuuta września září rujna szeptember szept septembrie eylül eyl сентябрь сентября сен сент вересня вер септември σεπτέμβριος σεπτεμβρίου σεπ سبتمبر أيلول ספטמבר सितंबर กันยายน ก.ย ستمبر septemba
oct october oktober okt octobre octubre outubro out ottobre ott lokakuuta października října október octombrie ekim eki октябрь октября окт жовтня жов октомври οκτώβριος οκτωβρίου οκτ أكتوبر اكتوبر تشرين_الأول אוקטובר अक्टूबर ตุลาคม ต.ค اکتوبر oktoba
nov november novembre noviembre novembro marraskuuta listopada listopadu studenoga noiembrie kasım kasim kas ноябрь ноября ноя нояб листопада лис ноември νοέμβριος νοεμβρίου νοε نوفمبر تشرين_الثاني נובמבר नवंबर พฤศจิกายน พ.ย nopember نومبر novemba
dec december dezember dez décembre déc diciembre dic dezembro dicembre joulukuuta grudnia prosince prosinca decembrie aralık aralik ara desember des декабрь декабря дек грудня гру декември δεκέμβριος δεκεμβρίου δεκ ديسمبر كانون_الأول דצמבר दिसंबर ธันวาคม ธ.ค دسمبر dis disember desemba
"""  # noqa: E501 - one line a month
MONTHS = {
    name.replace("_", " ").casefold(): number
    for number, line in enumerate(_NAMES.strip().splitlines(), 1)
    for name in line.split()
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = frozenset(
    """
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    понедельник вторник среда четверг пятница суббота воскресенье
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
# A word that may be a month: letters, the vowel signs of Indian scripts and of Thai among them; "ม.ค."; "تشرين الثاني".
_WORD = r"(?:[^\W\d_]|[\u0900-\u0963\u0e31-\u0e4e]){2,16}"
_MONTH = rf"(?P<month>[\u0e01-\u0e2e]\.[\u0e01-\u0e2e]|{_WORD}(?:\s(?:الثاني|الأول))?)\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?!\d)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_PATTERNS = (
    rf"{_YEAR}\.?\s(?:m\.\s)?{_MONTH}\s{_DAY}(?:\.|\s?d\.)?",
    rf"{_DAY}(?P<dot>\.)?(?:º|°|er|e|st|nd|rd|th|-?го)?\s?(?:de\s|of\s|d['’])?{_MONTH}(?:,?\s?(?:del?\s)?{_YEAR})?",
    rf"{_MONTH}\s?{_DAY}(?:st|nd|rd|th)?\b(?:,?\s{_YEAR})?",
)
_AHEAD = timedelta(days=2)  # clocks differ
DIGIT = re.compile(r"\d")  # far sooner told than letter by letter
_ANYWHERE = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS)


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it is written, the year often left out, and where it stands in its text."""

    day: int
    month: int
    year: int | None
    start: int
    end: int


def find(text: str) -> Iterator[Written]:
    """The days that are written with the name of their month."""
    for pattern in _ANYWHERE if DIGIT.search(text) else ():
        for match in pattern.finditer(text):
            number = _month(match)
            if number is not None:
                year = match["year"] and int(match["year"])
                yield Written(int(match["day"]), number, year or None, match.start(), match.end())


def month(name: str) -> int | None:
    """1 for "January", "JANV." or "января"; None for what is no month."""
    return MONTHS.get(name.casefold().replace("i\u0307", "i").rstrip("."))


def _month(match: re.Match[str]) -> int | None:
    """The tenth month of Croatian is the eleventh of Polish: "6. listopada", "6 listopada"."""
    if match["month"].casefold() == "listopada" and match.groupdict().get("dot"):
        return 10
    return month(match["month"])


def day(year: int, month: int, day: int) -> date | None:
    """A day, where the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last(number: int, near: date) -> date | None:
    """The last day of this number before `near`, or up to two days after it."""
    end = near + _AHEAD
    days = (end - timedelta(days=back) for back in range(62))
    return next((at for at in days if at.day == number), None)


def nearest(of_month: int, number: int, near: date) -> date | None:
    """The last such day before `near`, or up to two days after it: clocks differ, news is not of the future."""
    days = (day(year, of_month, number) for year in (near.year + 1, near.year, near.year - 1))
    return next((at for at in days if at and at <= near + _AHEAD), None)
