"""When a post was posted, and by whom, as a line above it says in the languages of its system. Pure.

"Published: 3 March 2026, 10:00", "Pubblicato il 2 febbraio 2017 da Redazione", "投稿者 灯台守 2014年11月7日". Which
words may stand around a day is told here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from syndicate.normalize.dates import months, readings
from syndicate.normalize.text import ends_sentence

DIGIT = months.DIGIT
_LINE = 80  # characters of a line that is a day
_SIGNED = 140  # of one that also tells who
_NAME = 5  # words
_FIGURES = re.compile(
    r"(?<![\d./-])(?:\d{4}-\d\d-\d\d|\d{4}([./])\s?\d{1,2}\1\s?\d{1,2}\.?|\d{1,2}([./-])\d{1,2}\2\d{4})(?![\d./-])"
)
_EITHER = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d./-])")
_EASTERN = re.compile(r"(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]")
_KEYED = re.compile(r"(?<=:\s)\d{1,2} [\u0620-\u06d3]{2,10} \d{4}")  # "۲۱ آذر ۱۳۹۴"
_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?|\sUhr\b)?|\bT(?=\d\d:)")
_AT_END = re.compile(r"(?<=[\s|])\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?)?\s*$")
_COUNTED = re.compile(r"(?i)(?:\s(?:no|\d{1,5}) comments?|(?:\s\d{1,5}){2})$")
_MARKS = ".-–—،、。"
_WORDS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\s|,()：:»]+")


def _words(table: str) -> frozenset[str]:
    return frozenset(table.casefold().split())


# That it was posted: each begins the line, and a word of `_BY` stands before the name.
_POSTED = _words("""
    published posted written submitted authored created updated uploaded
    veröffentlicht geschrieben verfasst erstellt eingestellt eingereicht aktualisiert
    publié publiée écrit rédigé posté soumis publicado publicada escrito enviado postado
    pubblicato scritto inserito inviato gepubliceerd geplaatst geschreven gepost ingediend
    опубликовано опубликована размещено размещена добавлено отправлено опубліковано розміщено публикувано
    opublikowano opublikowane wysłane publikováno publikované objavljeno publicat scris postat trimis
    publicerad publicerat skrivet skriven upplagd postat udgivet skrevet indsendt oprettet publisert postet innsendt
    julkaistu yayınlandı yayınlanma ditulis diposting diposkan diterbitkan dipublikasikan dikirim dimuat
    δημοσιεύτηκε δημοσιεύθηκε αναρτήθηκε γράφτηκε نشر نشرت פורסם נכתב
""")
# The name follows at once.
_BY_WHOM = _words("""
    написал написала добавил опублікував написав додав napisał napisała dodał dodała zamieścił vložil napsal přidal
    napísal pridal objavio objavil írta közzétette beküldte kirjoittanut lähettänyt gönderen yazan
    نشرها كتبها كتبه مرسلة
    发表者 发布者 发帖者 發表者 發佈者 投稿者 作成者 작성자 게시자 автор autor autore auteur autor συντάκτης yazar 作者
""")
_BY = _words("""
    by von par por da door автором пользователем przez od av af de di oleh bởi από بواسطة tarafından מאת
""")
# What else stands around name and day.
_BESIDE = _words("""
    on at in to the vom am um uhr le à el la en a las em às del il alle op om от в на о від у dnia w dne v szerző pe
    den kl fra pada στις στο vào lúc يوم في الكاتب من على ידי 時刻 时间 時間 于 於 시간 h г года году року р
""")
_DAYS = months.WEEKDAYS | _words("""
    fredag lördag söndag måndag tisdag onsdag torsdag lørdag søndag mandag tirsdag
    poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle
    понеділок вівторок середа четвер п'ятниця субота неділя
    hétfő kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi vineri sâmbătă duminică
    pazartesi salı çarşamba perşembe cuma cumartesi pazar senin selasa rabu kamis jumat sabtu minggu
    δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
    الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日
    월요일 화요일 수요일 목요일 금요일 토요일 일요일 mar mer jeu ven dim lun mié jue vie sáb dom sab
    mo di mi do fr sa so wo vr za zo пн вт ср чт пт сб вс
""")
_AROUND = (
    _DAYS
    | _POSTED
    | _words("""
    last update modified first original on date publish time at um am le à el la il op om alle às de den ore h uhr stand
    utc gmt est edt cst cdt mst mdt pst pdt ast adt nst ndt akst akdt hst cet cest eet eest wet west bst ist msk pkt
    wib sgt hkt pht jst kst aest aedt acst awst nzst nzdt sast eat wat
    mis jour modifié actualizado actualizada aggiornato bijgewerkt atualizado обновлено pada artikel vom online seit
    data fecha datum дата публикации aktualizováno uppdaterad opdateret oppdatert güncelleme güncellendi tarihi
    zuletzt gewijzigd kl г года року р часов тарихи paivitetty päivitetty data publikacji aktualizacja
    发布时间 發布時間 發佈時間 时间 日期 发表于 發表於 更新 更新时间 公開日 更新日 投稿日 作成日 掲載日
    入力 등록 입력 수정 작성일
    تاريخ النشر نشر في تاریخ انتشار ngày đăng
""")
)

_BEGINS = _POSTED | _BY_WHOM | _BY
_LEFT = _POSTED | _BY_WHOM | _BY | _BESIDE | _DAYS


def is_day(text: str, near: date) -> bool:
    """Whether it is a day and nothing else, and that of the entry: in a diary another may be the text.

    So a day in figures may be read in either order.
    """
    if len(text) > _LINE or not DIGIT.search(text):
        return False
    told = day(text)
    if told is None and (figures := _EITHER.search(text)):
        on = next((on for _, on in _either(text) if _is_near(on, near)), None)
        return on is not None and _is_rest(text[: figures.start()] + text[figures.end() :])
    return told is not None and _is_near(told, near)


def day(text: str) -> date | None:
    """The day that a line is, but for a weekday, a time, and words such as "Published"; None for any other."""
    if len(text) > _LINE or not months.DIGIT.search(text):
        return None
    days = [one for one in months.find(text) if one.year]
    if days and _is_rest(without(text, [(one.start, one.end) for one in days])):
        return months.day(days[0].year or 0, days[0].month, days[0].day)
    figures = _FIGURES.search(text) or _EASTERN.search(text) or _KEYED.search(text)
    told = readings.read(figures[0]) if figures else None
    if figures and told and told.at and _is_rest(text[: figures.start()] + text[figures.end() :]):
        return told.at.date()
    return None


def signed(text: str, near: date, *, is_sure: bool = False) -> tuple[str, date] | None:
    """The name and the day in "Pubblicato il 2 febbraio 2017 da Redazione", where the day is that of the entry.

    "By ann » Tue Mar 15, 2011 3:22 am" of forums is one, too. A sentence is none, nor is what has more words than
    names. Where it is sure that no text is above ("Desk, Friday 9 Sep 2016" above a report), no verb needs to begin it.
    """
    text = text.removesuffix(".") if text[-2:-1].isdigit() else text
    first = _TOKEN.match(text) if len(text) <= _SIGNED else None
    if first is None or ends_sentence(text):
        return None
    if not is_sure and not _begins(text, first[0].casefold()):
        return None
    told = [(span, on) for span, on in _written(text) if _is_near(on, near)]
    if not told:
        return None
    rest = without(_COUNTED.sub("", text), [span for span, _ in told], "\n")
    rest = _TIME.sub("\n", _AT_END.sub("\n", rest))
    names = [name for part in re.split(r"[\n|»]|\s[–—-]\s", rest) if (name := _name(part))]
    if len(names) != 1 or " / " in names[0]:
        return None
    if len(names[0].split()) > _NAME or months.DIGIT.search(names[0]):
        return None
    return names[0], told[0][1]


def _begins(text: str, first: str) -> bool:
    """Whether a line begins as one that tells who: "Written in Oslo" and "By the river, ..." do not."""
    if first in _BY:
        return any(mark in text for mark in "»|") or " - " in text or bool(_COUNTED.search(text))
    words = map(str.casefold, _TOKEN.findall(text))
    return first in _BY_WHOM or (first in _POSTED and not _BY.isdisjoint(words))


def _name(part: str) -> str:
    """What is left of a part of a line without the words of its system at both ends."""
    words = _TOKEN.findall(part)
    while words and words[-1].strip(_MARKS).casefold() in _LEFT | {""}:
        words.pop()
    while words and words[0].strip(_MARKS).casefold() in _LEFT | {""}:
        words.pop(0)
    return " ".join(words)


def _written(text: str) -> Iterator[tuple[tuple[int, int], date]]:
    """The days of a line, however written, with where each stands."""
    if not months.DIGIT.search(text):
        return
    for one in months.find(text):
        on = months.day(one.year, one.month, one.day) if one.year else None
        if on:
            yield (one.start, one.end), on
    for match in (*_FIGURES.finditer(text), *_EASTERN.finditer(text)):
        told = readings.read(match[0])
        if told and told.at:
            yield match.span(), told.at.date()
    yield from _either(text)


def _either(text: str) -> Iterator[tuple[tuple[int, int], date]]:
    """A day in figures, read in both orders."""
    for match in _EITHER.finditer(text):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        for on in (months.day(year, two, one), months.day(year, one, two)):
            if on:
                yield match.span(), on


def _is_near(on: date, near: date) -> bool:
    return abs(on - near) <= timedelta(days=1)


def without(text: str, spans: Sequence[tuple[int, int]], mark: str = " ") -> str:
    """A line without some of its parts, which may overlap."""
    for start, end in spans:
        text = text[:start] + mark * (end - start) + text[end:]
    return text


def _is_rest(text: str) -> bool:
    """Whether only a time, a weekday and such words as stand around a day are left."""
    rest = _TIME.sub(" ", text)
    return not months.DIGIT.search(rest) and all(
        word.casefold() in _AROUND for word in _WORDS.findall(rest)
    )
