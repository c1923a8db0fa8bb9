"""What a step works with: stories and threads as they are now. Pure."""

from dataclasses import dataclass

from syndicate.cluster.remembered.sketch import Profile
from syndicate.model import Story, Thread


@dataclass(frozen=True, slots=True)
class LiveStory:
    """A story and how it is told apart; its sketch is written only to be saved."""

    story: Story
    profile: Profile


@dataclass(frozen=True, slots=True)
class LiveThread:
    """A thread and how it is told apart; its sketch is written only to be saved."""

    thread: Thread
    profile: Profile
