"""Many sketches -> what they say, in the words of lexicons. Pure; it lasts as long as a start."""

from collections.abc import Callable, Sequence
from typing import Any

from syndicate.cluster.remembered import sketch
from syndicate.cluster.remembered.numbering import Numbering
from syndicate.cluster.remembered.sketch import Note, Profile, Spelled
from syndicate.cluster.words.lexicon import Lexicon
from syndicate.model import Member, Story, Thread

Fields = dict[str, Any]


class Reader:
    """Reads a page of sketches at a time."""

    def __init__(self, lexicon: Callable[[str], Lexicon]) -> None:
        self._lexicon = lexicon
        self._numberings: dict[str, Numbering] = {}  # by language

    def notes(self, members: Sequence[Member]) -> list[Note | None]:
        """Read the sketches of items; None where one is of another form."""
        told = [sketch.told_of_note(one.sketch) for one in members]
        self._number([one.language for one in members], told, "vector")
        return [
            None if fields is None else Note(id=one.item_id, language=one.language, **fields)
            for one, fields in zip(members, told, strict=True)
        ]

    def profiles(self, those: Sequence[Story] | Sequence[Thread]) -> list[Profile | None]:
        """Read the sketches of stories or threads, likewise."""
        told = [sketch.told_of_profile(one.sketch) for one in those]
        self._number([one.language for one in those], told, "sum")
        return [None if fields is None else Profile(**fields) for fields in told]

    def _number(self, languages: Sequence[str], told: Sequence[Fields | None], name: str) -> None:
        """Give the vectors in the numbers of their words."""
        spelled: dict[str, list[Fields]] = {}
        for language, fields in zip(languages, told, strict=True):
            if fields is not None and isinstance(fields[name], Spelled):
                spelled.setdefault(language, []).append(fields)
        for language, those in spelled.items():
            lexicon = self._lexicon(language)
            if language not in self._numberings:
                self._numberings[language] = Numbering(lexicon)
            numbering = self._numberings[language]
            numbering.learn(fields[name].words for fields in those)
            for fields in those:
                vector: Spelled = fields[name]
                fields[name] = lexicon.unpack(vector.weights + numbering.of(vector.words))
