"""Hashes -> the items that hold them, in little room. Pure; what changes is Memory's."""

from collections.abc import Collection

FEW = 8  # so many stand in a tuple, which is a quarter of a set


class Holders:
    """Most hashes are held by one item: then its id stands there bare, shared with all the others it holds."""

    def __init__(self) -> None:
        self._of: dict[int, str | tuple[str, ...] | set[str]] = {}

    def __len__(self) -> int:
        """How many hashes are held."""
        return len(self._of)

    def of(self, key: int) -> Collection[str]:
        """Who holds a hash."""
        held = self._of.get(key, ())
        return (held,) if isinstance(held, str) else held

    def everyone(self) -> set[str]:
        """All who hold any."""
        return set().union(*map(self.of, self._of))

    def add(self, key: int, item_id: str) -> None:
        """Hold a hash."""
        held = self.of(key)
        if isinstance(held, set):
            held.add(item_id)
        elif not held:
            self._of[key] = item_id
        elif item_id not in held:
            self._of[key] = (*held, item_id) if len(held) < FEW else {*held, item_id}

    def discard(self, key: int, item_id: str) -> None:
        """Hold a hash no longer."""
        held = self.of(key)
        if isinstance(held, set):
            held.discard(item_id)
            left: Collection[str] = held
        else:
            left = tuple(other for other in held if other != item_id)
            if len(left) > 1:
                self._of[key] = left
            elif left:
                self._of[key] = left[0]
        if not left:
            self._of.pop(key, None)
