"""`syndicate topics`: which topics there are, and what one gathered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.e2e.daemon import syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Report, rss, running_origin

TEXT = (
    "The government in Baghdad has asked its allies for training and equipment, because the army "
    "needs both before it can march on Mosul, the prime minister told reporters in the evening."
)
FIRST = Report(1, "Iraq asks for training and equipment against Islamic State", TEXT)
OTHER = Report(2, "Rain delays the harvest in the north", "Farmers wait for a dry week.")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of two topics, after one round."""
    topics = {
        "iraq": {"title": "Iraq and its army", "any": ["Iraq"]},
        "moon": {"any": ["Moon"]},
    }
    desk = Desk(tmp_path_factory.mktemp("desk"), topics=topics)
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [FIRST, OTHER])))
        assert syndicate_cli("poll", "--config", desk.save()).returncode == 0
        yield desk


def lookup(desk: Desk, *words: str) -> Any:
    answer = syndicate_cli("topics", *words, "--json", "--config", desk.config)
    assert (answer.returncode, answer.stderr) == (0, "")
    return json.loads(answer.stdout)


def test_topics_are_listed_those_that_gathered_nothing_too(desk: Desk) -> None:
    listed = {one["name"]: (one["title"], one["items"]) for one in lookup(desk)}
    assert listed == {"iraq": ("Iraq and its army", 1), "moon": ("Moon", 0)}
    table = syndicate_cli("topics", "--config", desk.config).stdout
    assert "Iraq and its army" in table


@pytest.mark.parametrize(
    "name", ["iraq", "http://127.0.0.1:8420/topics/iraq", "http://127.0.0.1:8420/topics/iraq.atom"]
)
def test_one_topic_tells_what_it_gathered_and_why(desk: Desk, name: str) -> None:
    told = lookup(desk, name)
    assert [(one["title"], one["why"]) for one in told["newest"]] == [
        (FIRST.title, "speaks of Iraq in the title")
    ]
    table = syndicate_cli("topics", name, "--config", desk.config).stdout
    assert "speaks of Iraq in the title" in table


def test_a_topic_that_is_being_filled_says_so(desk: Desk) -> None:
    assert {one["state"] for one in lookup(desk)} == {"filled"}
    with closing(sqlite3.connect(desk.store, isolation_level=None)) as store:
        store.execute("UPDATE topics SET filled = 0 WHERE slug = 'moon'")
        try:
            told = {one["name"]: one["state"] for one in lookup(desk)}
        finally:
            store.execute("UPDATE topics SET filled = 1 WHERE slug = 'moon'")
    assert told == {"iraq": "filled", "moon": "is being filled"}


def test_a_name_that_is_nearly_one_is_told_of(desk: Desk) -> None:
    answer = syndicate_cli("topics", "irak", "--config", desk.config)
    assert answer.returncode == 1
    assert "no topic is known as irak; did you mean iraq?" in answer.stderr
    answer = syndicate_cli("topics", "OO", "--config", desk.config)
    assert "no topic is known as OO; did you mean moon?" in answer.stderr


def test_an_address_with_a_slash_at_its_end_names_what_stands_there(desk: Desk) -> None:
    address = "http://127.0.0.1/topics/iraq/"
    answer = syndicate_cli("topics", address, "--json", "--config", desk.config)
    assert json.loads(answer.stdout)["name"] == "iraq"
