"""Headlines that begin with the name of a roundup or a column, in other languages than English. Pure.

Behind the name there may be a day, and must be a mark or nothing: "Die Nachrichten am Morgen vom 3. März: ...".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from syndicate.cluster.vocabulary.every import EVERY, WHEN, WORD, Words, phrases
from syndicate.cluster.vocabulary.form import Vocabulary


@dataclass(frozen=True, slots=True)
class Names:
    """The names of roundups or of columns in a language, word by word in small letters."""

    firsts: frozenset[str]  # what they begin with: no other headline is looked through
    whole: frozenset[Words]
    begun: frozenset[Words]  # what is a name with one of `when` behind it
    when: frozenset[Words]
    dates: frozenset[str]  # words in which the day behind a name is told
    longest: int  # words of a name

    def length(self, words: Words) -> int:
        """Count the words that are a name, if there are but those of a day behind them; 0 if there is no name."""
        if self.firsts.isdisjoint(words[:1]):
            return 0
        for end in range(len(words), 0, -1):
            if end <= self.longest and self._is_name(words[:end]):
                return end
            last = words[end - 1]
            if last not in self.dates and not last[0].isdigit():
                break
        return 0

    def _is_name(self, words: Words) -> bool:
        return words in self.whole or any(
            words[:end] in self.begun and words[end:] in self.when for end in range(1, len(words))
        )


def names(field: Callable[[Vocabulary], str]) -> list[Names]:
    """Take the names that a field of every vocabulary has."""
    return [_names(one, field(one)) for one in EVERY.values()]


def label(known: Sequence[Names], headline: str, mark: re.Pattern[str]) -> str:
    """Give the name that stands before the first mark of a headline, as it is written; nothing if there is none."""
    end = mark.search(headline)
    found = list(WORD.finditer(headline, 0, end.start() if end else len(headline)))
    words = tuple(word[0].casefold() for word in found)
    length = max(one.length(words) for one in known)
    return headline[: found[length - 1].end()] if length else ""


def _names(vocabulary: Vocabulary, text: str) -> Names:
    days = vocabulary.days.split()
    told, when = set(phrases(text, days)), frozenset(phrases(vocabulary.when, days))
    return Names(
        firsts=frozenset(one[0] for one in told),
        whole=frozenset(one for one in told if one[-1] != WHEN),
        begun=frozenset(one[:-1] for one in told if one[-1] == WHEN),
        when=when,
        dates=frozenset(WORD.findall(vocabulary.days + vocabulary.joints)),
        longest=max(map(len, told)) + max(map(len, when)),
    )
