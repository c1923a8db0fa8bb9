import pytest

from syndicate.errors import StoreError, StoreFull
from syndicate.fitness import FULL_S, SILENCE_S, Fitness


class Steady:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def fitness(steady: Steady) -> Fitness:
    return Fitness(steady)


def fail(fitness: Fitness, error: StoreError) -> None:
    with pytest.raises(StoreError), fitness.dispatching():
        raise error


def test_who_hands_nothing_over_for_a_minute_is_not_ready(fitness: Fitness, steady: Steady) -> None:
    steady.now += SILENCE_S - 1
    assert fitness.ticking() == {"ready": True, "seconds_since_dispatch": SILENCE_S - 1}
    steady.now += 1
    assert fitness.ticking()["ready"] is False
    fail(fitness, StoreError("it cannot be reached"))
    assert fitness.ticking()["ready"] is False
    with fitness.dispatching():
        pass
    assert fitness.ticking() == {"ready": True, "seconds_since_dispatch": 0.0}


def test_a_full_disk_is_told_until_what_found_no_room_was_tried_again(
    fitness: Fitness, steady: Steady
) -> None:
    assert fitness.room() == {}
    fail(fitness, StoreFull("no room"))
    with fitness.saving():
        pass  # something small
    steady.now += FULL_S - 1
    assert fitness.room() == {"ready": False, "store": "its disk is full"}
    steady.now += 1
    assert fitness.room() == {}


def test_another_fault_of_the_store_is_no_full_disk(fitness: Fitness) -> None:
    fail(fitness, StoreError("it cannot be reached"))
    assert fitness.room() == {}
