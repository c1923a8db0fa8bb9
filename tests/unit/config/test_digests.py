"""What an entry is, when a digest comes out, and by which name a feed is known."""

from __future__ import annotations

from datetime import UTC, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from syndicate.config import parse
from syndicate.config.settings import Settings
from syndicate.errors import ConfigError
from syndicate.model import Editions


def settings(text: str) -> Settings:
    return parse(text.encode(), path=Path("feeds.yaml"), environ={})


def only(text: str) -> str:
    with pytest.raises(ConfigError) as raised:
        settings(text)
    (problem,) = raised.value.problems
    return str(problem).removeprefix("feeds.yaml:")


def test_a_digest_comes_out_at_midnight_unless_it_is_told_otherwise() -> None:
    (output,) = settings("outputs: {o: {mode: digest}}").outputs
    assert output.editions == Editions("day", time(0), 0, UTC)


def test_a_digest_comes_out_weekly_at_a_local_time() -> None:
    text = "outputs: {o: {mode: digest, digest: {every: week, weekday: friday, at: 07:30, zone: Europe/Berlin}}}"
    (output,) = settings(text).outputs
    assert output.editions == Editions("week", time(7, 30), 4, ZoneInfo("Europe/Berlin"))


def test_a_topic_has_a_mode_too() -> None:
    text = "topics: {t: {any: [sea], mode: digest, digest: {at: 07:00}}, u: {any: [sea]}}"
    told, plain = settings(text).topics
    assert (told.mode, told.editions.at) == ("digest", time(7))
    assert plain.mode == "items"


@pytest.mark.parametrize(
    ("digest", "problem"),
    [
        ("{at: 7}", "1:42: outputs.o.digest.at: must be a time of day from 00:00 to 23:59, such as 07:30"),
        ("{at: 24:00}", "1:42: outputs.o.digest.at: must be a time of day from 00:00 to 23:59, such as 07:30"),
        ("{zone: Europe}", "1:44: outputs.o.digest.zone: must be the name of a time zone, such as Europe/Berlin or UTC"),
        ("{zone: ../etc}", "1:44: outputs.o.digest.zone: must be the name of a time zone, such as Europe/Berlin or UTC"),
        ("{zone: 1}", "1:44: outputs.o.digest.zone: must be the name of a time zone, such as Europe/Berlin or UTC"),
        ("{every: weak}", '1:45: outputs.o.digest.every: must be day or week (did you mean "week"?)'),
        ("{hour: 7}", "1:38: outputs.o.digest.hour: is not a known key (known here: every, at, weekday, zone)"),
        ("{weekday: friday}", "1:37: outputs.o.digest: names a weekday, but comes out each day: write every: week, too"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_digest_is_told_at_its_place(digest: str, problem: str) -> None:
    assert only(f"outputs: {{o: {{mode: digest, digest: {digest}}}}}") == problem


def test_a_digest_needs_its_mode() -> None:
    assert only("outputs: {o: {digest: {at: 07:00}}}") == (
        "1:14: outputs.o: says when its digest comes out, but has none: write mode: digest"
    )
