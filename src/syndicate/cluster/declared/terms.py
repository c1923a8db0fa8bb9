"""Declared words and phrases -> where they stand in an item: found by the word that tells most. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from syndicate.cluster.declared import affixes, inflected, places, signs, spellings
from syndicate.cluster.declared.inflected import NAME
from syndicate.cluster.declared.spellings import BREAK
from syndicate.cluster.words import terms
from syndicate.cluster.words.terms import Token
from syndicate.cluster.words.variants import CAPITAL, CAPITALS, MARKS, SEVERAL, STEM
from syndicate.model import Item
from syndicate.scripts import HAS_UNSPACED

IN_TITLE, IN_LEAD, IN_TEXT = 1.0, 0.8, 0.6  # how prominently a term stands
MOST_WORDS = 2000
MOST_SIGNS = 8000
_LEAD_SIGNS = 2 * terms.LEAD_WORDS  # a word is about two signs

Field = str  # "any", "all", "none"
# Who is found: (field, term as it was declared) -> (prominence, the name by which it is called here).
Hits = dict[tuple[Field, str], tuple[float, str]]

_SHORTENED = 2  # letters, behind which a full stop ends no sentence: Dr., St.
_SHOUTED = 0.5  # where more words than this are in capitals, capitals tell nothing


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a topic asks for: a term, or another name of it. `exact` where no other form will do."""

    topic: int
    field: Field
    text: str  # as it was declared
    called: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    asked: Asked
    words: tuple[frozenset[str], ...]  # each in all its forms
    anchor: int  # which of them is looked up
    # Before it or behind it, what makes it the name of another place.
    longer: tuple[tuple[places.Words, ...], tuple[places.Words, ...]]
    parted: bool  # whether it was declared with a sign between its words: Yahoo! Finance


@dataclass(slots=True)
class Terms:
    """All that is asked for. Forms are worked out for each language when its first item comes."""

    asked: list[Asked] = field(default_factory=list)
    signs: dict[str, list[Asked]] = field(default_factory=dict)  # by their folded text
    heads: dict[str, set[str]] = field(default_factory=dict)  # those, by their first two signs
    lexicons: dict[str, dict[str, list[_Phrase]]] = field(default_factory=dict)

    def add(self, asked: Asked) -> None:
        """Ask for one thing more."""
        if not HAS_UNSPACED.search(asked.called):
            self.asked.append(asked)
            return
        text = signs.folded(asked.called)
        self.signs.setdefault(text, []).append(asked)
        self.heads.setdefault(text[:2], set()).add(text)

    def hits(self, item: Item, language: str) -> dict[int, Hits]:
        """What of it stands in an item, by topic."""
        found: dict[int, Hits] = {}
        if not (self.asked or self.signs):
            return found
        text = _Text(item, language)
        lexicon = self._lexicon(language)
        for at, keys in enumerate(text.keys):
            for key in keys:
                for phrase in lexicon.get(key, ()):
                    if text.has(phrase, at - phrase.anchor):
                        _note(found, phrase.asked, text.prominence(at - phrase.anchor))
        if self.signs and HAS_UNSPACED.search(f"{item.title}{item.text[:200]}"):
            self._find_signs(item, found)
        return found

    def _lexicon(self, language: str) -> dict[str, list[_Phrase]]:
        lexicon = self.lexicons.get(language)
        if lexicon is None:
            lexicon = self.lexicons[language] = {}
            for phrase in (each for asked in self.asked for each in _phrases(asked, language)):
                for key in {key.lstrip(MARKS + NAME) for key in phrase.words[phrase.anchor]}:
                    lexicon.setdefault(key, []).append(phrase)
        return lexicon

    def _find_signs(self, item: Item, found: dict[int, Hits]) -> None:
        title = signs.folded(item.title)
        rest = [signs.folded(item.text[:MOST_SIGNS]), *map(signs.folded, item.categories)]
        text = "\n".join((title, *rest))
        pairs = {text[at : at + 2] for at in range(len(text))}
        for head in sorted(pairs & self.heads.keys() if pairs else ()):
            for term in sorted(self.heads[head]):
                place = signs.place(text, term)
                for asked in self.signs[term] if place >= 0 else ():
                    _note(found, asked, _level(place, len(title), _LEAD_SIGNS))


def _level(place: int, title: int, lead: int) -> float:
    """How prominent a place is, in a text that begins with its title."""
    return IN_TITLE if place < title else IN_LEAD if place <= title + lead else IN_TEXT


def _note(found: dict[int, Hits], asked: Asked, level: float) -> None:
    """Keep the most prominent place of a term; of equals the name that was declared first."""
    hits = found.setdefault(asked.topic, {})
    key = asked.field, asked.text
    if key not in hits or level > hits[key][0]:
        hits[key] = level, asked.called


def _phrases(asked: Asked, language: str) -> Iterator[_Phrase]:
    """What is asked for, word by word, and with models written as one: F 16, F16."""
    tokens = list(spellings.read(asked.called, language))
    apart = [token.text for token in tokens]
    parted = any(token.initial for token in tokens[1:])
    for told in (apart, spellings.whole(tokens)) if any(t.joined for t in tokens) else (apart,):
        if told:
            yield _phrase(asked, told, language, parted=parted)


def _phrase(asked: Asked, told: list[str], language: str, *, parted: bool) -> _Phrase:
    words = tuple(
        _itself(word, language) if asked.exact else inflected.forms(word, language) for word in told
    )
    anchor = max(range(len(told)), key=lambda at: (len(told[at]), -at))
    longer = places.longer(tuple(word.casefold() for word in told))
    return _Phrase(asked, words, anchor, longer, parted)


def _itself(word: str, language: str) -> frozenset[str]:
    """A word in no other form, but with the capitals without which it is another: US, Turkey."""
    lower = word.casefold()
    known = {key for key in inflected.forms(word, language) if key.lstrip(MARKS) == lower}
    return frozenset(known or {lower})


class _Text:
    """An item's words, each under the keys by which a declared word may know it."""

    def __init__(self, item: Item, language: str) -> None:
        title = list(spellings.read(item.title, language))
        body = list(islice(spellings.read(item.text, language), MOST_WORDS))
        extra = [
            token for text in item.categories for token in (BREAK, *spellings.read(text, language))
        ]
        self.tokens: list[Token] = [*title, BREAK, *body, *extra]
        self.lowered = [token.text.casefold() for token in self.tokens]
        stemmed = inflected.stems(self.lowered, language)
        self.keys: list[tuple[str, ...]] = [
            (word, STEM + stem) for word, stem in zip(self.lowered, stemmed, strict=True)
        ]
        if language in affixes.WITHOUT:
            without = affixes.WITHOUT[language]
            self.keys = [(*keys, *without(keys[0])) for keys in self.keys]
        for at, token in enumerate(self.tokens):
            if token.joined:
                self.keys[at] = (*self.keys[at], token.joined.casefold())
        self._title = len(title)
        self._shouted = [_is_shouted(title), _is_shouted(body)]

    def prominence(self, at: int) -> float:
        """How prominent this place is."""
        return _level(at, self._title, terms.LEAD_WORDS)

    def has(self, phrase: _Phrase, start: int) -> bool:
        """Whether all words of a phrase stand here, in order."""
        if start < 0 or start + len(phrase.words) > len(self.keys):
            return False
        if not all(self._is(start + offset, word) for offset, word in enumerate(phrase.words)):
            return False
        before, after = phrase.longer
        end = start + len(phrase.words)
        if not phrase.parted and any(map(self._begins, range(start + 1, end))):
            return False
        return not (
            any(self._goes_on(start - len(words), words, start) for words in before)
            or any(self._goes_on(end, words, end - 1) for words in after)
        )

    def _begins(self, at: int) -> bool:
        """Whether a sentence begins here, and not merely a word behind an abbreviation: Dr. Martens."""
        here = self.tokens[at]
        return (
            here.initial and here.text[0].isupper() and len(self.tokens[at - 1].text) > _SHORTENED
        )

    def _goes_on(self, at: int, words: places.Words, name: int) -> bool:
        """Whether these words stand here as a part of the name beside them: with capitals, if that has one."""
        if at < 0 or tuple(self.lowered[at : at + len(words)]) != words:
            return False
        here = self.tokens[at : at + len(words)]
        if any(
            token.initial
            for token in self.tokens[min(at, name) + 1 : max(at + len(words), name + 1)]
        ):
            return False  # another sentence begins in between
        told = [token.text for token in here if token.text.casefold() not in places.SMALL]
        return not self.tokens[name].text[0].isupper() or all(word[0].isupper() for word in told)

    def _is(self, at: int, allowed: frozenset[str]) -> bool:
        if not allowed.isdisjoint(self.keys[at]):
            return True
        word, lower = self.tokens[at].text, self.lowered[at]
        if any(NAME + key in allowed for key in self.keys[at]):
            token = self.tokens[at]
            return word[0].isupper() and not token.initial and not self._shouted[at > self._title]
        # "Polish" is Poland's, "polish" is not; "US" is a state, "us" are we.
        if CAPITAL + lower in allowed:
            return word[0].isupper()
        if SEVERAL + lower in allowed and word[:-1].isupper() and word[-1] == "s":
            return True
        return (
            CAPITALS + lower in allowed and word.isupper() and not self._shouted[at > self._title]
        )


def _is_shouted(tokens: list[Token]) -> bool:
    words = [token.text for token in tokens if token.kind == "word"]
    return len(words) > 2 and sum(map(str.isupper, words)) > _SHOUTED * len(words)
