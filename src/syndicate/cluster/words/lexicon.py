"""Words <-> numbers, vectors <-> few bytes: a word is held once, wherever it stands. Pure; what changes is Memory's."""

import math
from array import array
from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from itertools import groupby
from operator import attrgetter, mul
from typing import Final
from weakref import ref

import numpy as np
import numpy.typing as npt

from syndicate.cluster.words import vectors, weights
from syndicate.cluster.words.vectors import Vector
from syndicate.cluster.words.weights import STEPS

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int32]

NUMBER: Final = 4  # bytes of a word's number


class _Numbers(dict[str, int]):
    """The numbers of words; who asks for a new word numbers it."""

    __slots__ = ("texts",)

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self.texts)
        self.texts.append(text)
        return number


class Lexicon:
    """The words of one language, numbered as they come."""

    def __init__(self) -> None:
        self.numbers = _Numbers()
        self.texts = self.numbers.texts
        self._places = np.zeros(0, np.int32)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.texts)

    def learn(self, texts: Sequence[str]) -> None:
        """Number the words of another lexicon as they are numbered there; there are none yet."""
        self.numbers.update(zip(texts, range(len(texts)), strict=True))
        self.texts.extend(texts)

    def pack(self, vector: Vector) -> bytes:
        """Write a vector: numbers of words, and weights."""
        return self.packed(vector).written

    def packed(self, vector: Vector) -> "Packed":
        """Give a vector in the words of this language, in few bytes."""
        if isinstance(vector, Packed) and vector.lexicon is self:
            return vector
        numbers = array("I", map(self.numbers.__getitem__, vector))
        told = vector if isinstance(vector, dict) else dict(vector)
        return Packed(self, weights.pack(told.values()) + numbers.tobytes(), told)

    def counted(self, told: dict[str, float]) -> "Packed":
        """Give a vector of length 1, whose weights have four places, in few bytes."""
        numbers = array("I", map(self.numbers.__getitem__, told))
        held = array("H", [round(weight * STEPS) for weight in told.values()])
        # Whoever keeps it keeps no other string of a word than the one that the lexicon has.
        own = dict(zip(map(self.texts.__getitem__, numbers), told.values(), strict=True))
        return Packed(self, b"H" + weights.little(held) + numbers.tobytes(), own)

    def unpack(self, written: bytes) -> "Packed":
        """Read a vector, exactly and in its order."""
        return Packed(self, written)

    def places(self, numbers: Numbers, among: Numbers) -> Places:
        """At which place, from 1 on, words stand among others; 0 where they do not. No word stands there twice."""
        table = self._places
        if len(table) < len(self.texts):
            # One place for each word, kept so that none is sorted or looked for.
            table = self._places = np.zeros(2 * len(self.texts), np.int32)
        table[among] = np.arange(1, len(among) + 1, dtype=np.int32)
        found = table[numbers]
        table[among] = 0
        return found


class Listed:
    """A list of words of which the numbers in a lexicon are asked for again and again."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._known: tuple[ref[Lexicon], npt.NDArray[np.intp]] | None = None

    def numbers(self, lexicon: Lexicon, some: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The numbers of some of the words, by their places in the list; -1 where the lexicon has none."""
        held = self._known
        if held is None or held[0]() is not lexicon:
            held = self._known = ref(lexicon), np.full(len(self._texts), -1, np.intp)
        known = held[1]
        missing = some[known[some] < 0]  # a lexicon forgets none, but learns more
        known[missing] = [lexicon.numbers.get(self._texts[place], -1) for place in missing.tolist()]
        return known[some]


class Packed(Mapping[str, float]):
    """A vector in few bytes. Its words are read only when they are asked for: most are compared by their numbers."""

    __slots__ = ("_size", "_told", "_unit", "lexicon", "middle", "spelling", "written")

    def __init__(
        self, lexicon: Lexicon, written: bytes, told: dict[str, float] | None = None
    ) -> None:
        self.lexicon, self.written = lexicon, written
        width = weights.WIDTHS[self.kind]
        self.middle = 1 + width * ((len(written) - 1) // (NUMBER + width))  # numbers begin here
        self._told = told
        self._size = -1.0
        self._unit: tuple[int, Packed] | None = None
        self.spelling: bytes | None = None  # its words as a sketch has them, where these are known

    def __getitem__(self, text: str) -> float:
        """Give the weight of a word."""
        return self.told[text]

    def __iter__(self) -> Iterator[str]:
        """Go through the words."""
        return iter(self.told)

    def __len__(self) -> int:
        """How many words there are."""
        return (len(self.written) - self.middle) // NUMBER

    def __eq__(self, other: object) -> bool:
        """Tell whether the same words weigh the same."""
        if isinstance(other, Packed) and other.lexicon is self.lexicon:
            return self.written == other.written or self.told == other.told
        return self.told == other

    __hash__ = None  # type: ignore[assignment] # like other mappings

    def keys(self) -> KeysView[str]:
        """Give the words."""
        return self.told.keys()

    def items(self) -> ItemsView[str, float]:
        """Give the words and what they weigh."""
        return self.told.items()

    def values(self) -> ValuesView[float]:
        """Give what the words weigh."""
        return self.told.values()

    @property
    def told(self) -> dict[str, float]:
        """The words and what they weigh."""
        if self._told is None:
            texts, numbers = self.lexicon.texts, array("I", self.written[self.middle :])
            values, _ = weights.unpack(self.written, len(numbers))
            self._told = {
                texts[number]: value for number, value in zip(numbers, values, strict=True)
            }
        return self._told

    @property
    def texts(self) -> list[str]:
        """The words, in their order."""
        texts = self.lexicon.texts
        return list(map(texts.__getitem__, array("I", self.written[self.middle :])))

    @property
    def words(self) -> bytes:
        """The words as a sketch has them: an item, its story and its thread are often written together."""
        if self.spelling is None:
            self.spelling = "\n".join(self.texts).encode()
        return self.spelling

    @property
    def numbers(self) -> Numbers:
        """The numbers of its words."""
        return np.frombuffer(self.written, np.uint32, offset=self.middle)

    @property
    def kind(self) -> str:
        """How wide its weights are written (`weights.WIDTHS`)."""
        return chr(self.written[0])

    @property
    def held(self) -> Sequence[int]:
        """What its words weigh, in whole steps."""
        held = weights.read(self.kind, self.written[1 : self.middle])
        return held if self.kind != "d" else [round(weight * STEPS) for weight in held]

    @property
    def steps(self) -> Ints:
        """The same, as an array."""
        return _steps(self.kind, [self])

    @property
    def size(self) -> float:
        """Its length, measured once."""
        if self._size < 0.0:
            told = self.held
            self._size = math.sqrt(sum(map(mul, told, told))) / STEPS
        return self._size

    def unit(self, count: int) -> "Packed":
        """Its strongest words, made length 1; asked for again and again of what is one report."""
        count = min(count, len(self))
        if self._unit is None or self._unit[0] != count:
            whole = count == len(self) and self.written[:1] != b"d"
            self._unit = count, self._made_one() if whole else self._strongest(count)
        return self._unit[1]

    def _made_one(self) -> "Packed":
        if abs(1.0 - self.size) * STEPS < 0.49:  # no weight would come out as another step
            return self
        held = np.rint(self.steps * (1.0 / (self.size or 1.0)))
        one = Packed(
            self.lexicon, b"H" + held.astype("<u2").tobytes() + self.written[self.middle :]
        )
        one.spelling = self.spelling
        return one

    def _strongest(self, count: int) -> "Packed":
        return self.lexicon.packed(vectors.unit(self.told, count))


def steps(packed: Sequence[Packed]) -> Ints:
    """What the words of vectors weigh, one vector after the other, in whole steps."""
    # Those of one width are read at once: a few long sums stand before many short reports.
    told = [_steps(kind, list(some)) for kind, some in groupby(packed, attrgetter("kind"))]
    return np.concatenate(told) if told else np.zeros(0, np.int64)


def _steps(kind: str, packed: Sequence[Packed]) -> Ints:
    if kind == "d":
        return np.concatenate([np.array(one.held, np.int64) for one in packed])
    held = b"".join([one.written[1 : one.middle] for one in packed])
    told: Ints = np.frombuffer(held, f"<u{weights.WIDTHS[kind]}").astype(np.int64)
    return told


def numbers(packed: Sequence[Packed]) -> Numbers:
    """The numbers of the words of vectors, one vector after the other."""
    return np.frombuffer(b"".join([one.written[one.middle :] for one in packed]), np.uint32)


def unit(vector: Vector, count: int) -> Vector:
    """A vector's strongest words, made length 1."""
    return vector.unit(count) if isinstance(vector, Packed) else vectors.unit(vector, count)


def like(model: Vector, told: dict[str, float]) -> Vector:
    """Give a vector as another is given: in few bytes, where that is."""
    return model.lexicon.packed(told) if isinstance(model, Packed) else told


def written(vector: Vector) -> bytes:
    """A vector as a sketch has it: its weights, and its words."""
    if isinstance(vector, Packed):
        return vector.written[: vector.middle] + vector.words
    return weights.pack(vector.values()) + "\n".join(vector).encode()
