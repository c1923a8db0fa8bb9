"""Names of places that hold the name of another place: a topic on Guinea is not asked about Papua New Guinea. Pure."""

from collections.abc import Sequence
from functools import cache

from syndicate.cluster.words.variants import is_place, peoples

Words = tuple[str, ...]
SMALL = frozenset({"and", "de", "del", "do", "du", "of"})  # never with a capital, in a name

# In capitals: the name that is held, and not meant. Its peoples are held as well: South Sudanese.
_HOLDING = """
    new GUINEA; equatorial GUINEA; GUINEA bissau; south SUDAN; northern IRELAND; inner MONGOLIA;
    new MEXICO; new JERSEY; JERSEY city; new YORK; new ENGLAND; new HAMPSHIRE; new ORLEANS; new LONDON; new BEDFORD;
    new BRUNSWICK; new CALEDONIA; new south WALES; new SOUTH WALES; west VIRGINIA; lower SAXONY; SAXONY anhalt;
    port of SPAIN; american SAMOA; BRITAIN columbia; INDIA ocean; DOMINICA republic; TURKEY and caicos; BENIN city;
    NIGER delta; GEORGIA bay;
    nueva GUINEA; nuova GUINEA; nova GUINEA; GUINEA ecuatorial; GUINEA equatoriale; GUINEA bisáu;
    nouvelle GUINÉE; GUINÉE équatoriale; GUINÉE bissau; SOUDAN du sud; SUDÁN del sur; SUDAN del sud; SUDÃO do sul;
    sud SUDAN; süd SUDAN; zuid SUDAN; IRLANDE du nord; IRLANDA del norte; IRLANDA del nord; IRLANDA do norte;
    nuevo MÉXICO; nueva JERSEY; SACHSEN anhalt; VIRGINIA occidental; VIRGINIE occidentale
"""
_ROWS: tuple[Words, ...] = tuple(tuple(row.split()) for row in _HOLDING.split(";"))


@cache
def longer(words: Words) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Give what makes another place of a declared name: words before it, and words behind it, in small letters."""
    before, after = [], []
    for row in _ROWS:
        held = tuple(word.casefold() for word in row if word.isupper())
        added = tuple(word for word in row if not word.isupper())
        if row[-1].isupper() and _names(words[: len(held)], held):
            before.append(added)
        elif row[0].isupper() and _names(words[-len(held) :], held):
            after.append(added)
    return tuple(before), tuple(after)


def _names(words: Sequence[str], held: Sequence[str]) -> bool:
    """Whether these words are the name that is held, or that of its people."""
    return len(words) == len(held) and all(
        word == name or word in _kin(name) for word, name in zip(words, held, strict=True)
    )


def _kin(name: str) -> frozenset[str]:
    return peoples(name) if is_place(name) else frozenset()
