"""What a source puts under several headlines says nothing of any of them."""

from dataclasses import replace

import pytest

from syndicate.cluster import Memory, copies, step
from syndicate.cluster.texts.blurbs import TOLD
from syndicate.model import Clustering, Item
from tests.unit.cluster.news import WIRE, item, stories

BLURB = "The latest of harbours, ferries and tides, as our desk by the water hears it."
FERRY, PRICES, STRIKE = (
    "Ferry to Ilo is late once more",
    "Fish prices fall to their lowest in ten years",
    "Pilots of the strait lay down work",
)


def told(*titles: str, text: str = BLURB, source: str = "desk") -> list[Item]:
    """Items of a source, an hour apart, each with the same text."""
    return [item(title, text, at=at, source=source or title) for at, title in enumerate(titles)]


def placed(items: list[Item]) -> Clustering:
    return step(Memory(), items, ())


def notes(clustering: Clustering) -> list[str]:
    return [one.reasons[0].note for one in clustering.assignments]


@pytest.mark.parametrize("text", [BLURB, "Here is what you need to know.", "Live."])
def test_items_that_share_a_blurb_alone_are_stories_of_their_own(text: str) -> None:
    clustering = placed(told(FERRY, PRICES, STRIKE, text=text))

    assert len(set(stories(clustering))) == 3
    first, *others = notes(clustering)
    assert TOLD not in first
    assert all(note.endswith(TOLD) for note in others)


def test_an_item_with_a_blurb_joins_the_event_of_its_headline() -> None:
    event = item("Pilots of the strait lay down work over pay", at=0.5, source="wire")
    first, second = told(FERRY, STRIKE)

    ferry, strike, wire = stories(placed([first, second, event]))

    assert strike == wire != ferry


@pytest.mark.parametrize(
    "items",
    [
        told(FERRY, "Ferry to Ilo late once more, and full"),  # the headline was rewritten
        told(FERRY, PRICES, source=""),  # two sources print one text
        told(FERRY, PRICES, text=f"{WIRE} {WIRE}"),  # a report, whose headline was rewritten
        told(FERRY, PRICES, text=""),
    ],
    ids=["one headline", "two sources", "long", "no text"],
)
def test_another_text_is_no_blurb(items: list[Item]) -> None:
    assert not any(note.endswith(TOLD) for note in notes(placed(items)))


@pytest.mark.parametrize("source", ["desk", ""], ids=["one source", "a source each"])
def test_a_blurb_under_more_headlines_than_are_compared_is_known_whoever_puts_it_there(
    source: str,
) -> None:
    letters = "abcdefghi"
    titles = [f"{one}{other}keel {one}{other}mast" for one in letters for other in letters]
    assert len(titles) > copies.COMMON

    found = notes(placed(told(*titles, source=source)))

    known_from = 1 if source else copies.COMMON + 1
    assert [TOLD in note for note in found] == [at >= known_from for at in range(len(titles))]
    assert not any("its source" in note for note in found)  # who else does, nobody looks up


def test_a_headline_that_stands_alone_is_of_the_language_of_its_item() -> None:
    blurb = " ".join(["ನಮಸ್ಕಾರ ಇಲ್ಲಿದೆ ಸುದ್ದಿ"] * 3)  # a script of which no language is read here

    items = told(FERRY, PRICES, STRIKE, text=blurb)
    clustering = placed([replace(one, language=None) for one in items])

    assert {story.language for story in clustering.stories} == {"und"}
    assert {term.language for term in clustering.terms} == {"und"}
