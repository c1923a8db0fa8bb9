"""Which task may run next: tasks of one lane wait for each other, and nobody else waits for them."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator

from syndicate.model import Task


class Lanes:
    """Tasks that wait, in the order in which they came, and what runs. Every step takes constant time.

    At most `abreast` tasks of one lane run at once, any number of the lane "", and never two of one lock.
    """

    def __init__(self, abreast: int) -> None:
        self._abreast = abreast
        self._waiting: dict[str, deque[Task]] = {}
        self._locks: set[str] = set()  # of the tasks that wait
        self._free: dict[str, None] = {}  # lanes of which the first task may perhaps run, in turn
        self._running: set[str] = set()  # locks
        self._inside: set[str] = set()  # locks of those that have not left their lane
        self._held: Counter[str] = Counter()
        self._put_off: dict[str, Task] = {}  # by lock: the next turn of what runs

    def __len__(self) -> int:
        return len(self._locks)

    @property
    def running(self) -> int:
        """How many tasks run."""
        return len(self._running)

    def put(self, task: Task) -> bool:
        """Let a task wait; False when one with its lock waits already."""
        if task.lock in self._locks:
            return False
        self._locks.add(task.lock)
        if task.lock in self._running:
            self._put_off[task.lock] = task
        else:
            self._append(task)
        return True

    def take(self) -> Task | None:
        """Let the next task run; None when there is none, or each must wait for another."""
        if not self._free:
            return None
        lane = next(iter(self._free))
        del self._free[lane]  # the next turn is another lane's
        task = self._waiting[lane].popleft()
        if not self._waiting[lane]:
            del self._waiting[lane]
        self._locks.remove(task.lock)
        self._running.add(task.lock)
        self._inside.add(task.lock)
        self._held[lane] += 1
        self._offer(lane)
        return task

    def leave(self, task: Task) -> None:
        """Make room in the lane of a task that runs. A second time makes no difference."""
        if task.lock not in self._inside:
            return
        self._inside.remove(task.lock)
        self._held[task.lane] -= 1
        if not self._held[task.lane]:
            del self._held[task.lane]
        self._offer(task.lane)

    def done(self, task: Task) -> None:
        """End a task."""
        self.leave(task)
        self._running.remove(task.lock)
        if (again := self._put_off.pop(task.lock, None)) is not None:
            self._append(again)

    def clear(self) -> list[Task]:
        """Forget what waits, and tell what that was."""
        forgotten = [task for tasks in self._waiting.values() for task in tasks]
        forgotten += self._put_off.values()
        for waiting in (self._waiting, self._locks, self._free, self._put_off):
            waiting.clear()
        return forgotten

    def crowded(self, most: int) -> Iterator[str]:
        """Name the lanes in which at least `most` tasks wait."""
        return (lane for lane, tasks in self._waiting.items() if lane and len(tasks) >= most)

    def _append(self, task: Task) -> None:
        self._waiting.setdefault(task.lane, deque()).append(task)
        self._offer(task.lane)

    def _offer(self, lane: str) -> None:
        if lane in self._waiting and (not lane or self._held[lane] < self._abreast):
            self._free[lane] = None
