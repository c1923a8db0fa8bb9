"""What a step has changed so far, and how strict it is. Pure; memory moves on with every change."""

from dataclasses import dataclass, field, replace

from syndicate.cluster import stories, threads
from syndicate.cluster.decisions.corrections import Corrections
from syndicate.cluster.meaning.sentences import Encode
from syndicate.cluster.remembered import sketch
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.topics import Tags, TopicIndex
from syndicate.model import (
    Assignment,
    Barred,
    Clustering,
    Event,
    Parted,
    Story,
    Term,
    Thread,
    ThreadLink,
    TopicMatch,
    Usual,
)


@dataclass(frozen=True, slots=True)
class Tuning:
    """How strict the clusterer is."""

    story: stories.Strictness = field(default_factory=stories.Strictness)
    thread: threads.Bar = field(default_factory=threads.Bar)


DEFAULTS = Tuning()


@dataclass(slots=True)
class Changes:
    """What a step has changed so far; of what changed twice, the last."""

    memory: Memory
    tuning: Tuning
    topics: TopicIndex
    corrections: Corrections
    encode: Encode | None
    tags: Tags  # of sources
    assignments: list[Assignment] = field(default_factory=list)
    parted: list[Parted] = field(default_factory=list)
    # Their sketches are written when all is told.
    stories: dict[str, LiveStory] = field(default_factory=dict)
    threads: dict[str, LiveThread | Thread] = field(default_factory=dict)
    links: dict[str, ThreadLink] = field(default_factory=dict)
    matches: list[TopicMatch] = field(default_factory=list)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    usual: dict[str, Usual] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    barred: list[Barred] = field(default_factory=list)

    def result(self) -> Clustering:
        """Tell all of it."""
        return Clustering(
            assignments=tuple(self.assignments),
            stories=tuple(_written_story(self.stories[key]) for key in sorted(self.stories)),
            threads=tuple(_written_thread(self.threads[key]) for key in sorted(self.threads)),
            links=tuple(self.links[key] for key in sorted(self.links)),
            matches=tuple(self.matches),
            terms=tuple(self.terms[key] for key in sorted(self.terms)),
            usual=tuple(self.usual[key] for key in sorted(self.usual)),
            events=tuple(self.events),
            barred=tuple(self.barred),
            parted=tuple(self.parted),
        )

    def save_story(self, live: LiveStory) -> LiveStory:
        """Note a story, new or changed."""
        self.memory.put_story(live)
        self.stories[live.story.id] = live
        return live

    def save_thread(self, live: LiveThread) -> None:
        """Note a thread, new or changed."""
        self.memory.put_thread(live)
        self.threads[live.thread.id] = live

    def end_story(self, live: LiveStory, into: str) -> None:
        """Note that a story was merged into another, which has all its items now."""
        self.memory.hand_over(live, into)
        ended = replace(live.story, merged_into=into, item_count=0)
        self.stories[live.story.id] = LiveStory(ended, live.profile)

    def end_thread(self, live: LiveThread, into: str) -> None:
        """Note that a thread was merged into another."""
        self.memory.drop_thread(live)
        ended = replace(live.thread, merged_into=into)
        self.threads[live.thread.id] = LiveThread(ended, live.profile)


def _written_story(live: LiveStory) -> Story:
    return replace(live.story, sketch=sketch.write_profile(live.profile))


def _written_thread(live: LiveThread | Thread) -> Thread:
    if isinstance(live, Thread):
        return live  # it leads to another, and nobody ever saw it
    return replace(live.thread, sketch=sketch.write_profile(live.profile))
