"""Words <-> numbers, vectors <-> few bytes: a word is held once, wherever it stands. Pure; what changes is Memory's."""

from array import array
from typing import Final

from syndicate.cluster.vectors import Vector

STEPS: Final = 10_000  # weights have four places: whole steps of this are exact


class Lexicon:
    """The words of one language, numbered as they come."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.numbers: dict[str, int] = {}

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.texts)

    def number(self, text: str) -> int:
        """Give the number of a word, a new one where it has none yet."""
        number = self.numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number

    def pack(self, vector: Vector) -> bytes:
        """Write a vector: numbers of words, and weights in steps where these are exact."""
        numbers = array("I", map(self.number, vector))
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
