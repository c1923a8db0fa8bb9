from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.model import Condition, Query
from syndicate.query import parse
from syndicate.store import Selection, Store
from tests.contract.store.builders import MINUTE, NOW, an_item, cluster, follow, poll

TEXTS = {
    "siege": ("Siege of Mosul", "Iraqi forces opened a western front; the siege goes on."),
    "game": ("A C++ game", "The e-mail said: don't play www.example.com/game_one at 10:30."),
    "cafe": ("Café São Paulo", "ÜBER den Wolken. Straße in İstanbul. 𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠."),
    "han": ("中文新闻", "伊拉克军队打开西部战线"),
    "thai": ("ข่าวไทย", "ประเทศไทย"),
    "hangul": ("한국 뉴스", "서울에서"),
    "arabic": ("الدَّوْلَة", "العراق"),
    "hindi": ("हिन्दी समाचार", "दिल्ली"),
}

ODD = [
    *('a"b', "AND", "OR", "NOT", "NEAR", "foo(", "foo)", "c++", "title:", "title:siege", "-x"),
    *("*", '"', "'", "''", "^", "{}", "a AND", "NOT a", "a:*", ":*", "&", "|", "!", "<->"),
    *("(", "\\", "\0", "\ud800", "%", "%s", ":match", "", " ", "\n", "x" * 5000, "a " * 5000),
    *("NEAR(a b)", "a\\'b", "''':", "'a':1", "\u202e", "😀", "ﬁ", "\u0301", "_", "--", ";"),
]


@pytest.fixture
async def library(store: Store) -> Store:
    await follow(store)
    items = [
        an_item(name, title=title, text=text, at=NOW + number * MINUTE)
        for number, (name, (title, text)) in enumerate(TEXTS.items())
    ]
    await poll(store, *items)
    await cluster(store, "t1", {"e1": [item.id for item in items]})
    return store


async def newest(store: Store, query: str, limit: int = 10) -> list[str]:
    where = Selection(query=parse(query))
    return [one.item.id for one in await store.items.newest(where, limit=limit)]


async def found(store: Store, query: str) -> list[str]:
    return [name.removeprefix("is1") for name in await newest(store, query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("siege", ["siege"]),
        ("SIEGE mosul", ["siege"]),
        ("siege game", []),
        ("sieg*", ["siege"]),
        ("sieg", []),
        ('"western fron"*', ["siege"]),
        ("siege -game", ["siege"]),
        ("the -siege", ["game"]),
        ("-siege -game -cafe -中 -ไ -한국 -العراق", ["hindi"]),
        ('"western front"', ["siege"]),
        ('"front western"', []),
        ("mosul iraqi", ["siege"]),
        ('"mosul iraqi"', []),
        ("e-mail", ["game"]),
        ("example", ["game"]),
        ("www.example.com", ["game"]),
        ("game_one", ["game"]),
        ("c++", ["game"]),
        ("don't", ["game"]),
        ("10:30", ["game"]),
        ("cafe sao", ["cafe"]),
        ("CAFÉ", ["cafe"]),
        ("uber strasse", ["cafe"]),
        ("istanbul", ["cafe"]),
        ("breaking", ["cafe"]),
        ("𝕭𝖗𝖊𝖆𝖐*", ["cafe"]),
        ("伊拉克", ["han"]),
        ("拉克军", ["han"]),
        ("克拉", []),
        ("ไทย", ["thai"]),
        ("뉴스", ["hangul"]),
        ("서울*", ["hangul"]),
        ("서울", []),
        ("서", []),
        ("الدولة", ["arabic"]),
        ("हिन्दी", ["hindi"]),
        ("दिल्ली", ["hindi"]),
        ("the", ["game", "siege"]),
    ],
)
async def test_query_finds(library: Store, query: str, expected: list[str]) -> None:
    assert await found(library, query) == expected


async def test_any_words_are_answered(library: Store) -> None:
    texts: list[str] = list(ODD)

    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    @given(st.text(st.characters(codec=None), max_size=30))
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    for number, text in enumerate(texts):
        asked = Condition("text", (text,), negated=number % 2 == 1, grows=number % 3 == 1)
        await library.items.newest(Selection(query=Query((asked,))), limit=3)


async def test_edited_item_is_found_by_its_new_words_only(library: Store) -> None:
    await poll(library, an_item("siege", title="Relief of Mosul", text="It is over."))
    assert await found(library, "siege") == []
    assert await found(library, "relief") == ["siege"]


async def test_item_is_found_once_it_is_placed(library: Store) -> None:
    await poll(library, an_item("late", title="Arrived late"))
    assert await found(library, "arrived") == []
    await cluster(library, "t1", {"e1": ["is1late"]})
    assert await found(library, "arrived") == ["late"]


async def test_item_edited_before_it_is_placed_is_found_by_its_new_words_only(
    library: Store,
) -> None:
    await poll(library, an_item("late", title="Arrived late"))
    await poll(library, an_item("late", title="Come at last", text="So it is."))
    await cluster(library, "t1", {"e1": ["is1late"]})
    assert await found(library, "arrived") == []
    assert await found(library, "at last") == ["late"]


async def test_item_placed_again_is_found_once(library: Store) -> None:
    await cluster(library, "t1", {"e2": ["is1siege"]})
    await poll(library, an_item("siege", title="Relief of Mosul", text="It is over."))
    assert await found(library, "siege") == []


async def test_limit_keeps_the_newest(library: Store) -> None:
    assert await newest(library, "the", 1) == ["is1game"]


async def test_endless_text_is_taken(library: Store) -> None:
    text = " ".join(f"word{number}" for number in range(60_000)) + " x" * 100_000
    await poll(library, an_item("long", text=text + "y" * 300_000))
    await cluster(library, "t1", {"e1": ["is1long"]})
    assert await found(library, "word500") == ["long"]
