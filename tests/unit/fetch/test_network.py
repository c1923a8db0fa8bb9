"""Whose fault is it: of a source, of the network, or of the clock; and who asked for peace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from syndicate.fetch.drift import Drift
from syndicate.fetch.holds import Holds
from syndicate.fetch.network import Network, WayOut

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def test_network_is_down_when_three_hosts_that_were_well_are_out_of_reach() -> None:
    network = Network()
    said = [network.missed(host, NOW, was_well=True) for host in ("a", "a", "b", "c", "d")]
    assert said == [False, False, False, True, False]  # told once
    assert network.is_down
    assert network.reached(NOW + MINUTE)
    assert not network.reached(NOW + MINUTE)
    assert not network.is_down


def test_two_hosts_are_not_the_network() -> None:
    network = Network()
    for minute in range(60):
        network.missed("ab"[minute % 2], NOW + minute * MINUTE, was_well=True)
    assert not network.is_down


def test_hosts_that_have_been_gone_for_long_say_nothing_about_the_network() -> None:
    network = Network()
    for host in "abcdefgh":
        network.missed(host, NOW, was_well=False)
    assert not network.is_down


def test_hosts_that_went_one_after_the_other_are_not_the_network() -> None:
    network = Network()
    for number, host in enumerate("abcdefgh"):
        network.missed(host, NOW + number * 3 * MINUTE, was_well=True)
    assert not network.is_down


def test_network_is_up_while_anybody_was_reached_within_the_minute() -> None:
    network = Network()
    network.reached(NOW)
    for host in "abcd":
        network.missed(host, NOW + 30 * SECOND, was_well=True)
    assert not network.is_down
    assert network.missed("e", NOW + 60 * SECOND, was_well=True)


def test_host_is_left_alone_for_as_long_as_it_ever_asked() -> None:
    holds = Holds()
    holds.put("a", NOW + 10 * MINUTE, NOW)
    holds.put("a", NOW + 5 * MINUTE, NOW)
    assert holds.until("a", NOW + 9 * MINUTE) == NOW + 10 * MINUTE
    assert holds.until("a", NOW + 10 * MINUTE) is None
    assert holds.until("b", NOW) is None


def test_jump_of_the_clock_is_told_once_and_by_its_size() -> None:
    drift = Drift()
    assert drift.jump(NOW, 100.0) is None
    assert drift.jump(NOW + 10 * MINUTE, 700.0) is None  # held up, but both clocks went on
    assert drift.jump(NOW + 70 * MINUTE, 701.0) == 60 * MINUTE - SECOND
    assert drift.jump(NOW, 702.0) == -70 * MINUTE - SECOND
    assert drift.jump(NOW + SECOND, 703.0) is None


def test_the_way_out_is_open_for_a_while_after_somebody_out_there_was_met() -> None:
    way_out = WayOut(lambda host: host == "10.0.0.1")
    assert not way_out.is_open(NOW)
    for ours in ("localhost", "bridge.local", "10.0.0.1", "10.0.0.1:8080", ""):
        way_out.met(f"http://{ours}/", NOW)
    assert not way_out.is_open(NOW)
    for theirs in ("example.org", "example.org:8080", "192.0.2.1", "[2001:db8::1]:80"):
        way_out = WayOut(lambda _: False)
        way_out.met(f"http://{theirs}/", NOW)
        assert way_out.is_open(NOW + 15 * MINUTE)
        assert not way_out.is_open(NOW + 16 * MINUTE)
        assert not way_out.is_open(NOW - 16 * MINUTE)
