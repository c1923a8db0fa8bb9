"""Many things by id, each as few bytes; those asked for lately as they are too. Pure; what changes is Memory's."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Final, Generic, TypeVar, cast, overload

WARM: Final = 2048  # so many at least are kept as they are, and twice as many at most
PARTS: Final = 512  # parts of others that are kept as they are, at most

# Gives what holds the bytes of many things; where, is not told here.
Rows = Callable[[], MutableMapping[str, bytes]]
Kept = TypeVar("Kept")
Other = TypeVar("Other")
Part = TypeVar("Part")


class Shelf(Mapping[str, Kept], Generic[Kept]):
    """A mapping whose values are written small when they are put, and read when they are asked for."""

    def __init__(
        self,
        write: Callable[[Kept], bytes],
        read: Callable[[str, bytes], Kept],
        rows: MutableMapping[str, bytes],
    ) -> None:
        self._write, self._read = write, read
        self._kept = rows
        self._warm: dict[str, Kept] = {}
        self._cooling: dict[str, Kept] = {}
        self._parts: dict[str, object] = {}  # what was read of others, for a moment

    def __getitem__(self, key: str) -> Kept:
        """Give what is kept under an id."""
        value = self._warm.get(key)
        if value is None:
            value = self._cooling.get(key)
            if value is None:
                value = self._read(key, self._kept[key])
            self._warmed(key, value)
        return value

    def warm(self, key: str) -> Kept | None:
        """Give what is kept under an id if that needs no reading."""
        value = self._warm.get(key)
        return self._cooling.get(key) if value is None else value

    def part(self, key: str, read: Callable[[str, bytes], Part]) -> Part:
        """Give a part of what is kept under an id; always read in the same way."""
        part = self._parts.get(key)
        if part is None:
            part = read(key, self._kept[key])
            if len(self._parts) >= PARTS:
                self._parts.clear()
            self._parts[key] = part
        return cast("Part", part)

    @overload
    def get(self, key: str, /) -> Kept | None: ...

    @overload
    def get(self, key: str, /, default: Kept | Other) -> Kept | Other: ...

    def get(self, key: str, /, default: Kept | Other | None = None) -> Kept | Other | None:
        """Give what is kept under an id, if anything is."""
        return self[key] if key in self._kept else default

    def __contains__(self, key: object) -> bool:
        """Tell whether anything is kept under an id."""
        return key in self._kept

    def __iter__(self) -> Iterator[str]:
        """Go through all ids, in the order in which they came."""
        return iter(self._kept)

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def rows(self) -> Iterable[bytes]:
        """Give all as they are written, in the order of their ids."""
        return self._kept.values()

    def fill(self, keys: Iterable[str], rows: Iterable[bytes]) -> None:
        """Keep what another shelf gave as its rows; nothing is kept yet."""
        self._kept.update(zip(keys, rows, strict=True))

    def put(self, key: str, value: Kept) -> None:
        """Keep something, new or changed."""
        self._kept[key] = self._write(value)
        self._parts.pop(key, None)
        self._cooling.pop(key, None)
        self._warmed(key, value)

    def drop(self, key: str) -> None:
        """Keep something no longer."""
        del self._kept[key]
        self._parts.pop(key, None)
        self._warm.pop(key, None)
        self._cooling.pop(key, None)

    def _warmed(self, key: str, value: Kept) -> None:
        if len(self._warm) >= WARM:
            self._warm, self._cooling = {}, self._warm
        self._warm[key] = value
