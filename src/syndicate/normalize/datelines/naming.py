"""The places of an opening, as they are written -> as they are kept. Pure.

"BAGHDAD/ERBIL" is Baghdad and Erbil; what only stands where a place does ("VIDEO", "Redaktion") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.normalize.datelines.places import CITIES
from syndicate.normalize.dates import months

_UPPER = re.compile(r"[^\W\d_]+")
# St. John's, Nuku'alofa, Xi'an; not L'Aquila, Sant'Angelo.
_WITHIN_NAME = re.compile(r"(?<![^\W\d_])(?!(?:SANT|DELL|NELL|ALL)['’])[^\W\d_]{2,}['’]$")
LINKS = frozenset(
    "de la las los el es del do da di du le les of the and am an der sur et e y на".split()  # noqa: SIM905
)
DESKS = frozenset(("redacción", "redaccion", "rédaction", "redaktion"))  # stand where a place does
# What stands before a dash in capitals, or before a name in brackets, and is no place.
_NO_PLACES = (
    months.WEEKDAYS
    | DESKS
    | frozenset(
        """
    analysis breaking comment correction corrected editorial exclusive explainer factbox feature graphic
    interview live news note obituary opinion photo photos podcast poll preview profile recap report review
    rss sport tldr timeline transcript update updated video watch warning wrapup covid covid-19 nasa nato
    faq ask show pic pics www http https psa spoiler spoilers sponsored ad eu un us uk usa q a p.s ps tl;dr
    image file source bild foto quelle fuente fonte agencies agencias posted published updated created
    agenturen staff newsdesk desk by with copyright written update sale part chapter step in the
    entretien entrevista intervista vidéo vídeo eilmeldung kommentar видео мнение фото عاجل فيديو صور
    """.split()  # noqa: SIM905 - a table of words reads best as words
    )
)
_TURKISH = frozenset("İĞŞ")


def places(rest: str) -> Iterator[str]:
    """Each place, in the usual letters, without its country; "" for what is none."""
    for part in rest.split("/"):
        name = part.partition(",")[0].strip(" .")
        yield _cased(name) if _is_place(name) else ""


def _is_place(name: str) -> bool:
    words = name.split()
    if not 0 < len(words) <= 4 or not 2 <= len(name) <= 32:
        return False
    if any(word.casefold() in _NO_PLACES for word in (name, words[0])):
        return name.casefold() in CITIES  # The Hague
    if any(
        not (letter.isalpha() or letter in " .'’-\u200c" or letter.isspace()) for letter in name
    ):
        return not any(letter.isdecimal() or letter in '"“”«»!?:;()[]=+&@#*%' for letter in name)
    return not words[0][0].islower() and all(
        not word[0].islower() or word in LINKS for word in words[1:]
    )


def _cased(name: str) -> str:
    """Give AL-HASAKAH as Al-Hasakah; what is not all capitals stays."""
    if not name.isupper():
        return name
    turkish = not _TURKISH.isdisjoint(name)
    return _UPPER.sub(lambda word: _word(word, turkish=turkish), name)


def _word(match: re.Match[str], *, turkish: bool) -> str:
    word = match[0]
    rest = word[1:].replace("İ", "i")
    rest = (rest.replace("I", "ı") if turkish else rest).lower()
    if _WITHIN_NAME.search(match.string, 0, match.start()):
        return word[0].lower() + rest
    return word.lower() if match.start() and word.lower() in LINKS | {"au"} else word[0] + rest
