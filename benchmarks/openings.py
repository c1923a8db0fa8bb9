"""How well datelines and credits are read from the openings that we labelled.

    python benchmarks/openings.py [--wrong]

Precision and recall of place, date and agency, for the rows that the patterns were tuned to and for those that
were held out (every third; scored, never looked at). A report is read as a whole item, its lines divided by " // ".
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unicodedata import combining, normalize

from syndicate.normalize import item
from syndicate.normalize.formats.raw import RawDate, RawEntry, RawText

LABELS = Path(__file__).resolve().parent.parent / "tests" / "corpus" / "openings.tsv"
PARTS = ("tuned", "held")


@dataclass(frozen=True)
class Told:
    """What an opening tells: folded places, a day in ISO 8601, an agency; "" for what it does not."""

    places: tuple[str, ...]
    date: str
    agency: str


@dataclass(frozen=True)
class Opening:
    """A row of the labelled set."""

    part: str
    language: str
    near: datetime
    expected: Told
    text: str


def openings() -> list[Opening]:
    """Every labelled opening."""
    rows = [line.split("\t") for line in LABELS.read_text("utf-8").splitlines()[1:]]
    return [
        Opening(
            part,
            language,
            datetime.fromisoformat(near).replace(hour=12, tzinfo=UTC),
            Told(tuple(folded(place) for place in places.split(";") if place), on, agency),
            text,
        )
        for part, language, near, places, on, agency, text in rows
    ]


def folded(place: str) -> str:
    """A place without its accents: capitals are often printed without them."""
    letters = normalize("NFD", place.replace("ı", "i"))
    return "".join(letter for letter in letters if not combining(letter)).casefold()


def read(opening: Opening) -> Told:
    """What is read of an opening, on its way through all of the cleaning."""
    lines = "".join(f"<p>{line}</p>" for line in opening.text.split(" // "))
    entry = RawEntry(
        guid="1",
        title=RawText("A title of its own"),
        content=RawText(lines, "html"),
        published=RawDate("", opening.near),
    )
    setting = item.Setting("s", opening.near + timedelta(hours=1), "https://feeds.example.org/")
    (found,) = item.items([entry], setting)
    line = found.dateline
    places = tuple(map(folded, line.places)) if line else ()
    on = line.on.isoformat() if line and line.on else ""
    return Told(places, on, found.agency or "")


FIELDS: dict[str, Callable[[Told], object]] = {
    "place": lambda told: told.places,
    "date": lambda told: told.date,
    "agency": lambda told: told.agency,
}


@dataclass(frozen=True)
class Score:
    """Of one field: how many are there to be found, were found, and were found right."""

    there: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found right."""
        return self.right / self.there if self.there else 1.0


def score(pairs: Sequence[tuple[Told, Told]], field: Callable[[Told], object]) -> Score:
    """Compare what is expected with what was found."""
    told = [(field(expected), field(found)) for expected, found in pairs]
    return Score(
        there=sum(bool(expected) for expected, _ in told),
        found=sum(bool(found) for _, found in told),
        right=sum(bool(found) and expected == found for expected, found in told),
    )


def scores(rows: Iterable[Opening]) -> dict[str, Score]:
    """The score of each field."""
    pairs = [(row.expected, read(row)) for row in rows]
    return {name: score(pairs, field) for name, field in FIELDS.items()}


def main() -> None:
    """Print the table; with --wrong also what is wrong among the rows that were tuned to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    rows = openings()
    print("| part | rows | field | to be found | found | right | precision | recall |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for part in PARTS:
        own = [row for row in rows if row.part == part]
        for name, one in scores(own).items():
            figures = (
                f"{one.there} | {one.found} | {one.right} | {one.precision:.3f} | {one.recall:.3f}"
            )
            print(f"| {part} | {len(own)} | {name} | {figures} |")
    for row in rows if options.wrong else ():
        found = read(row)
        if row.part == "tuned" and found != row.expected:
            print(f"{row.text}\n    expected {row.expected}\n    found    {found}")


if __name__ == "__main__":
    main()
