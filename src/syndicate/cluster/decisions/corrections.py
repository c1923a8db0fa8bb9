"""What people decided, in the form in which the clusterer asks for it: it beats any score. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from syndicate.cluster.minting import parted
from syndicate.model import Correction, ends, groups

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Corrections:
    """Must-links and cannot-links. A correction of an item holds for its copies too: they stand where it stands."""

    homes: Mapping[str, str] = field(default_factory=dict)  # item or story -> its thread
    barred: Mapping[str, frozenset[str]] = field(default_factory=dict)  # -> threads it never enters
    one: Mapping[str, frozenset[str]] = field(default_factory=dict)  # thread or story -> all of its
    divided: Mapping[str, frozenset[str]] = field(default_factory=dict)  # -> what it never joins
    titles: Mapping[str, str] = field(default_factory=dict)  # thread -> its title
    unborn: frozenset[str] = _NOBODY  # threads that are spoken of before they exist
    named: frozenset[str] = _NOBODY  # everything that is spoken of: repair leaves its id alone

    def home_of(self, names: Iterable[str]) -> str | None:
        """Give the thread in which an item or a story, under any of these names, must stand."""
        return next((self.homes[name] for name in names if name in self.homes), None)

    def closed_to(self, names: Iterable[str]) -> frozenset[str]:
        """Give the threads in which what bears one of these names must not stand."""
        return _NOBODY.union(*(self.barred.get(name, _NOBODY) for name in names))

    def forbids(self, thread_id: str, names: Iterable[str]) -> bool:
        """Tell whether what bears one of these names must not stand in a thread."""
        return thread_id in self.closed_to(names)

    def apart(self, one: str, other: str) -> bool:
        """Tell whether two threads, or two stories, must never become one."""
        return other in self.divided.get(one, _NOBODY)


NONE = Corrections()


def compiled(
    corrections: Sequence[Correction],
    *,
    aliases: Mapping[str, str] | None = None,
    known: Collection[str] = (),
    originals: Mapping[str, str] | None = None,
    texts: Mapping[str, Collection[str]] | None = None,
) -> Corrections:
    """Turn a list of decisions into links. Where two speak of one item, the later counts.

    `aliases` lead from threads that were merged away to those that took them in, `known` are the threads that exist,
    `originals` lead from copies to what they repeat, `texts` from stories to their items that are no copies.
    """
    if not corrections:
        return NONE
    aliases = ends(aliases or {})
    merges = [each.ids for each in corrections if each.kind == "merge"]
    opened = {new_thread(each) for each in corrections if each.kind == "split"}
    # A merge may name a thread that was merged away: what that leads to is of the one, too, unless it leads there
    # because a split took all that it had.
    leading = {name: into for name, into in aliases.items() if into not in opened}
    one = groups([*ids, *(leading.get(name, name) for name in ids)] for ids in merges)

    def linked(aliases: Mapping[str, str]) -> _Links:
        links = _Links(one, aliases, originals or {}, texts or {})
        for each in corrections:
            links.take(each)
        return links

    links = linked(aliases)
    # A thread that a split opens again is itself, whoever else names it: it leads nowhere any more.
    again = opened & aliases.keys()
    again &= {*links.homes.values()} - links.one.keys()
    if again:
        links = linked({name: into for name, into in aliases.items() if name not in again})
    return links.frozen(known)


@dataclass(slots=True)
class _Links:
    """What the decisions so far amount to."""

    one: Mapping[str, frozenset[str]]
    aliases: Mapping[str, str]
    originals: Mapping[str, str]
    texts: Mapping[str, Collection[str]]
    homes: dict[str, str] = field(default_factory=dict)
    barred: dict[str, set[str]] = field(default_factory=dict)
    divided: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def take(self, each: Correction) -> None:
        thread = self.aliases.get(each.thread, each.thread)
        ids = [self.originals.get(name, name) for name in each.ids]
        match each.kind:
            case "merge":
                self.take_along(ids)
            case "pin":
                self.hold(ids, thread)
            case "split":
                new = new_thread(each)
                # Merged away by nobody, it was only emptied, when such a split was taken back.
                self.hold(ids, self.aliases.get(new, new) if new in self.one else new)
                self.divide(thread, new)
            case "exclude":
                self.bar(ids, thread)
            case "apart":
                self.divide(*ids)
            case "rename":
                # Whichever of those that are one survives bears it; which does is known when they are merged.
                self.titles |= dict.fromkeys((thread, *self.one.get(thread, ())), each.title)

    def hold(self, ids: Iterable[str], thread: str) -> None:
        for name in ids:
            self.homes[name] = thread
            for told in (name, *self.take_along([name])):
                self.barred.get(told, set()).difference_update(self.one.get(thread, {thread}))

    def take_along(self, stories: Iterable[str]) -> list[str]:
        """Forget where items were to stand: what is decided of their story later counts. Give those items."""
        texts = [text for name in stories for text in self.texts.get(name, ())]
        for text in texts:
            self.homes.pop(text, None)
        return texts

    def bar(self, ids: Iterable[str], thread: str) -> None:
        threads = self.one.get(thread, {thread})
        for name in ids:
            self.barred.setdefault(name, set()).update(threads)
            if self.homes.get(name) in threads:
                del self.homes[name]

    def divide(self, first: str, second: str) -> None:
        if second in self.one.get(first, {first}):
            return  # they are one, by way of others
        for name, other in ((first, second), (second, first)):
            for each in self.one.get(name, {name}):
                self.divided.setdefault(each, set()).update(self.one.get(other, {other}))

    def frozen(self, known: Collection[str]) -> Corrections:
        homes, barred, divided, titles = self.homes, self.barred, self.divided, self.titles
        named = {*homes, *homes.values(), *barred, *self.one, *divided, *titles}
        named = named.union(*barred.values())
        return Corrections(
            homes,
            {name: frozenset(threads) for name, threads in barred.items()},
            self.one,
            {name: frozenset(others) for name, others in divided.items()},
            titles,
            frozenset(named - {*known}),
            frozenset(named),
        )


def new_thread(split: Correction) -> str:
    """Give the id of the thread into which a split takes what leaves."""
    return parted("t", split.thread, split.ids[0])
