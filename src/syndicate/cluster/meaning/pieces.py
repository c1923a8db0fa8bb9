"""A text -> the numbers of its pieces, as the sentence encoder knows them; words are taken apart once. Pure."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

BEGIN: Final = 1
END: Final = 2
UNKNOWN: Final = 0
MOST: Final = 1024  # of one text: a title and 24 words have fifty
WORDS: Final = 16_384  # that are remembered, about 3 MB


def pieces_of(tokenize: Callable[[str], Sequence[int]]) -> Callable[[str], Sequence[int]]:
    """Give what takes texts apart by a tokenizer of which no piece reaches over a space (SentencePiece, unigrams).

    So a word has the same pieces in any text, and the best pieces of a text are the best of each of its words.
    """

    @lru_cache(WORDS)
    def of_word(word: str) -> Sequence[int]:
        pieces = tuple(tokenize(word))
        # So the tokenizer says that nothing is left of a word.
        return () if pieces == (UNKNOWN,) else pieces

    def of_text(text: str) -> Sequence[int]:
        pieces = [piece for word in text.split(" ") if word for piece in of_word(word)]
        return [BEGIN, *(pieces[: MOST - 2] or [UNKNOWN]), END]

    return of_text
