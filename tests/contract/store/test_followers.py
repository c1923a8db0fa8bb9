from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syndicate.errors import Overtaken
from syndicate.model import Follower, FollowRequest
from syndicate.store import Store, followers
from tests.contract.store.builders import DAY, MINUTE, NOW

TOPIC = "https://desk.example/outputs/all.atom"
HUB = "https://hub.example/"


def a_request(callback: str = "https://reader.example/1", **more: Any) -> FollowRequest:
    values: dict[str, Any] = {
        "topic": TOPIC,
        "mode": "subscribe",
        "challenge": f"challenge of {callback}",
        "secret": "a secret",
        "lease": 10 * DAY,
        "has": "v1",
        "due_at": NOW,
    }
    return FollowRequest(callback=callback, **values | more)


async def follow(store: Store, *callbacks: str, **more: Any) -> None:
    for callback in callbacks:
        request = a_request(callback, **more)
        assert await store.followers.ask(request) is None
        await store.followers.settle(request, NOW + request.lease)


async def test_a_request_comes_back_as_it_went_in(store: Store) -> None:
    await store.followers.ask(a_request())
    assert await store.followers.asked(NOW, 9) == (a_request(),)
    assert await store.followers.all() == ()


async def test_who_lost_the_turn_changes_nothing(store: Store) -> None:
    await follow(store, "https://reader.example/1")
    await store.followers.ask(request := a_request("https://reader.example/2"))
    lost = await store.leases.take("hub", "one", NOW, MINUTE)
    assert await store.leases.take("hub", "two", NOW + MINUTE, MINUTE)
    (one,) = before = await store.followers.all()
    for late in (
        store.followers.told(one, "v9", lost),
        store.followers.missed(replace(one, failures=1), lost),
        store.followers.drop(one, lost),
        store.followers.wait(replace(request, tries=1), lost),
        store.followers.settle(request, NOW + DAY, lost),
    ):
        with pytest.raises(Overtaken):
            await late
    assert await store.followers.all() == before
    assert await store.followers.asked(NOW, 9) == (request,)


async def test_who_is_verified_follows_and_is_behind_when_the_feed_has_another_tag(
    store: Store,
) -> None:
    await follow(store, "https://reader.example/1")
    assert await store.followers.asked(NOW, 9) == ()
    assert await store.followers.topics(NOW) == (TOPIC,)
    assert await store.followers.behind(TOPIC, "v1", NOW, 9) == ()
    (one,) = await store.followers.behind(TOPIC, "v2", NOW, 9)
    assert (one.secret, one.lease_until, one.has) == ("a secret", NOW + 10 * DAY, "v1")
    await store.followers.told(one, "v2")
    assert await store.followers.behind(TOPIC, "v2", NOW, 9) == ()


async def test_what_changes_between_asking_and_verifying_is_not_lost(store: Store) -> None:
    await store.followers.ask(a_request())
    again = a_request(challenge="another", has="v2")
    await store.followers.ask(again)
    await store.followers.settle(again, NOW + DAY)
    assert len(await store.followers.behind(TOPIC, "v2", NOW, 9)) == 1


async def test_a_request_that_another_took_the_place_of_changes_nothing(store: Store) -> None:
    await store.followers.ask(a_request())
    await store.followers.ask(a_request(challenge="another"))
    await store.followers.settle(a_request(), NOW + DAY)
    await store.followers.wait(replace(a_request(), due_at=NOW + DAY, tries=1))
    assert [each.challenge for each in await store.followers.asked(NOW, 9)] == ["another"]
    assert await store.followers.all() == ()


async def test_a_renewal_keeps_what_the_follower_has(store: Store) -> None:
    await follow(store, "https://reader.example/1")
    await follow(store, "https://reader.example/1", has="v3", secret="new", lease=20 * DAY)
    (one,) = await store.followers.all()
    assert (one.has, one.secret, one.lease_until) == ("v1", "new", NOW + 20 * DAY)


async def test_a_request_that_is_not_verified_leaves_a_follower_as_it_was(store: Store) -> None:
    await follow(store, "https://reader.example/1")
    before = await store.followers.all()
    forged = a_request(challenge="forged", secret="mine")
    await store.followers.ask(forged)
    assert await store.followers.all() == before
    await store.followers.settle(forged, None)
    assert await store.followers.all() == before
    assert await store.followers.asked(NOW, 9) == ()


async def test_leaving_takes_a_verified_request_of_its_own(store: Store) -> None:
    await follow(store, "https://reader.example/1")
    leaving = a_request(mode="unsubscribe", challenge="leaving")
    await store.followers.ask(leaving)
    assert len(await store.followers.all()) == 1
    await store.followers.settle(leaving, NOW + DAY)
    assert await store.followers.all() == ()


async def test_who_never_followed_is_not_asked_whether_it_leaves(store: Store) -> None:
    await store.followers.ask(a_request())
    await store.followers.ask(a_request(mode="unsubscribe"))
    assert await store.followers.asked(NOW, 9) == ()


async def test_a_failure_is_remembered_until_the_next_delivery(store: Store) -> None:
    await follow(store, "https://reader.example/1")
    (one,) = await store.followers.all()
    await store.followers.missed(replace(one, failures=1, due_at=NOW + MINUTE))
    assert await store.followers.behind(TOPIC, "v2", NOW, 9) == ()
    assert await store.followers.next_try(NOW) == NOW + MINUTE
    assert await store.followers.next_try(NOW + MINUTE) is None, "what was due has been tried"
    (later,) = await store.followers.behind(TOPIC, "v2", NOW + MINUTE, 9)
    assert later.failures == 1
    await store.followers.told(later, "v2")
    assert await store.followers.next_try(NOW) is None


async def test_a_lease_that_is_over_is_forgotten(store: Store) -> None:
    await follow(store, "https://reader.example/1", lease=DAY)
    assert await store.followers.topics(NOW + DAY) == ()
    assert await store.followers.behind(TOPIC, "v2", NOW + DAY, 9) == ()
    assert await store.followers.lapse(NOW + DAY) == 1
    assert await store.followers.all() == ()


async def test_room_is_limited_by_host_topic_and_in_all_but_not_for_who_renews(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followers, "MOST_PER_HOST", 2)
    monkeypatch.setattr(followers, "MOST_PER_TOPIC", 3)
    monkeypatch.setattr(followers, "MOST", 4)
    await follow(store, "https://a.example/1")
    await store.followers.ask(a_request("https://a.example:8080/2"))  # not verified yet
    assert await store.followers.ask(a_request("https://a.example/3")) == "host"
    assert await store.followers.ask(a_request("https://a.example/1")) is None
    await follow(store, "https://b.example/1")
    assert await store.followers.ask(a_request("https://c.example/1")) == "topic"
    await follow(store, "https://c.example/1", topic=f"{TOPIC}2")
    assert await store.followers.ask(a_request("https://d.example/1", topic="x")) == "hub"


async def test_hubs_of_others_are_told_for_as_long_as_they_are_named(store: Store) -> None:
    await follow(store, "https://reader.example/1")
    await store.followers.name_hubs({(TOPIC, HUB)}, NOW)
    hub = Follower(topic=TOPIC, callback=HUB, has="", due_at=NOW, pings=True)
    assert hub in await store.followers.behind(TOPIC, "v1", NOW, 9)
    await store.followers.told(hub, "v1")
    await store.followers.name_hubs({(TOPIC, HUB)}, NOW)
    assert await store.followers.behind(TOPIC, "v1", NOW, 9) == ()
    await store.followers.name_hubs((), NOW)
    assert [each.callback for each in await store.followers.all()] == ["https://reader.example/1"]


async def test_nobody_can_follow_or_leave_in_the_name_of_a_hub_of_others(store: Store) -> None:
    await store.followers.name_hubs({(TOPIC, HUB)}, NOW)
    before = await store.followers.all()
    await follow(store, HUB)
    leaving = a_request(HUB, mode="unsubscribe")
    await store.followers.ask(leaving)
    await store.followers.settle(leaving, NOW + DAY)
    assert await store.followers.all() == before
