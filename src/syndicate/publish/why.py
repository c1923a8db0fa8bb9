"""Reasons -> a few words on why an entry is where it is, frozen with its place. Pure; every text is escaped here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import chain
from types import MappingProxyType
from typing import Final

from syndicate.model import Item, Reason, StoredItem
from syndicate.publish import prose
from syndicate.spoken import plain

Reasons = Mapping[str, Sequence[Reason]]  # by the id of the item
NONE: Final[Reasons] = MappingProxyType({})

SHARED: Final = 4  # names and words in the short form
BESIDE: Final = 5  # reports of a story, the first ones: by their words its thread was found
_ENDING: Final = 4  # letters that a word may have behind its stem
_START: Final = 2  # letters that a word and its stem have in common for certain
_READ: Final = 400  # letters of a text that hold the words which it was placed by
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['&]\w+)*")  # U.S. is one word
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def line(label: str, stored: StoredItem, reasons: Reasons, *, quote: bool = True) -> str:
    """Write why an item stands in a feed as a paragraph of HTML; nothing where nothing is known."""
    told = short(stored.item, reasons.get(stored.item.id, ()), quote=quote) if label else ""
    return f"<p><small>{label}: {told}.</small></p>" if told else ""


def short(item: Item, reasons: Sequence[Reason], *, quote: bool = True) -> str:
    """Say in a few words of HTML what joined an item to where it is; nothing of what opened its thread.

    Without `quote` no word is told that does not stand in the title.
    """
    place = next((each for each in reasons if each.relation != "thread"), None)
    thread = next((each for each in reasons if each.relation == "thread"), None)
    if place is None:
        return ""
    # The others tell of where it stood before.
    if any(each.relation == "person" for each in reasons):
        return "put here by hand"
    if place.relation != "story":
        return escape(place.note)
    if place.shared:
        return _joined(item, place, quote=quote)
    if thread is None or not thread.shared:
        return ""
    return "; ".join(filter(None, ("a new event", _joined(item, thread, quote=quote))))


def standing(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Leave out what joined an item to the story that a person took it from: it is kept only to be taken back to."""
    by_hand = any(each.relation == "person" for each in reasons)
    return tuple(each for each in reasons if not (by_hand and each.relation == "story"))


def as_written(
    words: Sequence[str], item: Item, *, quote: bool = True, beside: Sequence[Item] = ()
) -> tuple[str, ...]:
    """Give stems and folded names as the item writes them most often, side by side where they stand so.

    "mosul" is Mosul, "fight" fighters; "islam" and "state" are Islamic State. What it does not write (its story
    may share it with a thread) is given as those `beside` it do; without `quote` it is left out.
    """
    said = f"{item.title}\n{item.text[:2000]}" if quote else item.title
    others = "\n".join(f"{each.title}\n{each.text[:_READ]}" for each in beside) if quote else ""
    return _as_written(tuple(words), said, others, quote=quote)


# Asked with each feed and page that shows an item, after each change of any.
@lru_cache(maxsize=1024)
def _as_written(words: Sequence[str], said: str, others: str, *, quote: bool) -> tuple[str, ...]:
    text = plain(said)
    forms = _forms(words, text)
    missing = [word for word in words if not any(_is_form(form, word) for form in forms)]
    if missing and others:
        others = plain(others)
        found_there = _forms(missing, others)
        forms |= {
            form: found_there[form]
            for form in found_there.keys() - forms.keys()
            if any(_is_form(form, word) for word in missing)
        }
        text = f"{text}\n{others}"
    found = dict.fromkeys(filter(None, (_written(word, forms, quote=quote) for word in words)))
    rest = [word for word in found if not _stem_of_another(word, found)]
    told = []
    while rest:
        told.append(_together(rest.pop(0), rest, text))
    return tuple(told)


def _forms(words: Iterable[str], text: str) -> dict[str, Counter[str]]:
    """The words of a text that begin like one of these: folded -> as they are written, and how often."""
    starts = {word[:_START] for word in words}
    forms: dict[str, Counter[str]] = {}
    for written in chain.from_iterable(map(_with_behind, _WORD.findall(text))):
        folded = written.lower().replace(".", "")
        if folded[:_START] in starts:
            folded = folded.removesuffix("'s")
            forms.setdefault(folded, Counter())[written] += 1
    return forms


def _with_behind(word: str) -> tuple[str, ...]:
    """A word, and what stands in it behind an article: Irak in l'Irak."""
    behind = word.partition("'")[2]
    return (word, behind) if len(behind) > 1 else (word,)


def _stem_of_another(word: str, others: Iterable[str]) -> bool:
    return any(
        word != other and other.startswith(word) and len(other) < len(word) + 3 for other in others
    )


def _together(phrase: str, rest: list[str], text: str) -> str:
    """Lengthen a phrase by the words that stand beside it; they are taken from the rest."""
    for word in tuple(rest):
        for longer in (f"{phrase} {word}", f"{word} {phrase}"):
            if _stands(longer, text):
                rest.remove(word)
                return _together(longer, rest, text)
    return phrase


def _stands(phrase: str, text: str) -> bool:
    """Tell whether a phrase stands in a text, as whole words. No pattern: each would be compiled for one look."""
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not _in_word(text[at - 1 : at]) and not _in_word(text[end : end + 1]):
            return True
        at = text.find(phrase, at + 1)
    return False


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _written(word: str, forms: Mapping[str, Counter[str]], *, quote: bool) -> str:
    near = [form for form in forms if _is_form(form, word)]
    if not near:
        return word if quote else ""
    form = min(near, key=lambda each: (each != word, each != _with_y(word), len(each), each))
    # A word in capitals stands in a headline or a dateline; elsewhere it is written as usual.
    ranked = sorted(forms[form].items(), key=lambda kv: (_shouted(kv[0]), -kv[1], kv[0]))
    return ranked[0][0].removesuffix("'s")


def _is_form(form: str, word: str) -> bool:
    stem = word[:-1] if len(word) > 4 else word  # militari: military
    return form in (word, _with_y(word)) or (
        len(word) > 2 and form.startswith(stem) and len(form) - len(word) <= _ENDING
    )


def _with_y(word: str) -> str:
    """What an English stem on i mostly is: armi is army."""
    return f"{word[:-1]}y" if len(word) > 3 and word.endswith("i") else word


def _shouted(word: str) -> bool:
    return len(word) > 4 and word.isupper()


def _joined(item: Item, reason: Reason, *, quote: bool) -> str:
    shared = prose.escaped(", ".join(as_written(reason.shared, item, quote=quote)[:SHARED]))
    nearest = "the nearest story" if reason.relation == "thread" else "the report most like it"
    return "; ".join(filter(None, (shared and f"shares {shared}", after(reason, nearest))))


def after(reason: Reason, nearest: str = "it") -> str:
    """Say how long after its nearest neighbour something came; nothing where that is not known."""
    if reason.gap is None:
        return ""
    if abs(reason.gap) < 2 * _MINUTE:
        return f"at the same time as {nearest}"
    return f"{long(abs(reason.gap))} {'after' if reason.gap > 0 else 'before'} {nearest}"


def long(seconds: int) -> str:
    """Write a time as people say it: 15 min, 3 h, 2 days."""
    if seconds < 2 * _HOUR:
        return f"{seconds // _MINUTE} min"
    return f"{seconds // _HOUR} h" if seconds < 2 * _DAY else f"{seconds // _DAY} days"
