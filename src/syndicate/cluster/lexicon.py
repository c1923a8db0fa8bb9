"""Words <-> numbers, vectors <-> few bytes: a word is held once, wherever it stands. Pure; what changes is Memory's."""

from array import array

from syndicate.cluster import weights
from syndicate.cluster.vectors import Vector


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

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.texts)

    def pack(self, vector: Vector) -> bytes:
        """Write a vector: numbers of words, and weights."""
        numbers = array("I", [self.numbers[text] for text in vector])
        return weights.pack(vector.values()) + numbers.tobytes()

    def unpack(self, packed: bytes) -> dict[str, float]:
        """Read a vector, exactly and in its order."""
        count = (len(packed) - 1) // (4 + weights.WIDTHS[chr(packed[0])])
        values, size = weights.unpack(packed, count)
        texts, numbers = self.texts, array("I", packed[size:])
        return {texts[number]: value for number, value in zip(numbers, values, strict=True)}
