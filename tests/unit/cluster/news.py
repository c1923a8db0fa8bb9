"""Items for tests: our own texts, made short."""

from datetime import UTC, date, datetime, timedelta

from syndicate.model import Clustering, Dateline, Item

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
SUBJECTS = """
    Mosul Baghdad Tehran Vienna Ankara convoy ministers airstrike letter talks
    harvest recipe striker goal referee bakery flood centrifuges sanctions vineyard ferry
""".split()  # noqa: SIM905 - a table of words reads best as words


def item(
    title: str,
    text: str = "",
    *,
    at: float = 0.0,
    source: str = "",
    key: str = "",
    language: str | None = "en",
    link: str | None = None,
    categories: tuple[str, ...] = (),
    on: date | None = None,
    seen: float | None = None,
) -> Item:
    """Make an item `at` hours after the start."""
    published = START + timedelta(hours=at)
    return Item(
        id=key or f"i-{title}-{at}-{source}", source_id=source or f"s-{title}-{at}",
        keys=(), url=None, link_key=link, title=title, summary="", content_html="", text=text,
        seen_at=published if seen is None else START + timedelta(hours=seen),
        published_at=published, digest="", language=language, categories=categories,
        dateline=Dateline(on=on) if on else None,
    )  # fmt: skip


def stories(clustering: Clustering) -> list[str]:
    """Which story each item is in, in the order in which the items came."""
    return [one.story_id for one in clustering.assignments]


def homes(clustering: Clustering) -> list[str | None]:
    """Which thread each item is in, in the order in which the items came."""
    thread_of = {story.id: story.thread_id for story in clustering.stories}
    return [thread_of[one.story_id] for one in clustering.assignments]


WIRE = (
    "The harbour authority of Varna closed its northern breakwater on Monday after a grain ship lost "
    "power and drifted against the outer wall, officials said. Two tugs held the Maria Stella off the "
    "rocks through the night while divers looked for damage below the water line. Nobody was hurt, and "
    "no oil was seen on the water, the authority said in a statement."
)
REWRITE = (
    "A grain carrier adrift off Varna was pulled clear of the breakwater by two tugs early on Monday. "
    "The Maria Stella had lost its engine in a gale. Divers are examining the hull and the harbour "
    "authority has shut the northern entrance."
)
FOLLOW_UP = (
    "The grain ship Maria Stella, which struck the Varna breakwater on Monday, may sail for repairs "
    "under tow on Friday, the harbour authority said. Insurers put the damage to the wall at two "
    "million leva."
)
RECIPE = (
    "Soak the chickpeas overnight, then simmer them with bay and garlic until they yield to a fork. "
    "Fold in the spinach at the end and serve with lemon and a spoon of yoghurt."
)
MATCH = (
    "Kestrel Town scored twice in the last five minutes to beat Alder Rovers at a soaked Meadow Lane. "
    "The goalkeeper saved a penalty and the referee sent off two players."
)
