"""Words <-> numbers, vectors <-> few bytes: a word is held once, wherever it stands. Pure; what changes is Memory's."""

from array import array
from typing import Final

from syndicate.cluster.vectors import Vector

STEPS: Final = 10_000  # weights have four places: whole steps of this are exact


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
        """Write a vector: numbers of words, and weights in steps where these are exact."""
        numbers = array("I", [self.numbers[text] for text in vector])
        counts = [round(weight * STEPS) for weight in vector.values()]
        exact = all(
            count >= 0 and count / STEPS == weight
            for count, weight in zip(counts, vector.values(), strict=True)
        )
        if not exact:
            return b"d" + array("d", vector.values()).tobytes() + numbers.tobytes()
        kind = "H" if max(counts, default=0) < 1 << 16 else "L"
        return kind.encode() + array(kind, counts).tobytes() + numbers.tobytes()

    def unpack(self, packed: bytes) -> dict[str, float]:
        """Read a vector, exactly and in its order."""
        kind = chr(packed[0])
        weights = array(kind)
        numbers = array("I")
        size = (len(packed) - 1) // (weights.itemsize + numbers.itemsize) * weights.itemsize
        weights.frombytes(packed[1 : 1 + size])
        numbers.frombytes(packed[1 + size :])
        texts, times = self.texts, 1 if kind == "d" else STEPS
        return {
            texts[number]: weight / times for number, weight in zip(numbers, weights, strict=True)
        }
