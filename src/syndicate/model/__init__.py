"""The nouns of the house: frozen data that walks from room to room.

Instants end in `_at` and are aware UTC; durations are `timedelta`; sizes end in `_bytes`; scores lie in [0, 1].
An *item* comes in, an *entry* goes out; a *source* is subscribed to, an *output* is published.
"""

from syndicate.model.arrived import (
    Admission,
    Document,
    Hints,
    Move,
    NotModified,
    Outcome,
    SourceState,
    Validators,
)
from syndicate.model.clusters import (
    Assignment,
    Clustering,
    Event,
    EventKind,
    Maker,
    Member,
    PastEvent,
    Placed,
    Reason,
    Relation,
    Scene,
    Story,
    Term,
    Thread,
    ThreadLink,
    TopicMatch,
    Usual,
)
from syndicate.model.corrections import Correction, CorrectionKind
from syndicate.model.declared import Declared, Mode, Output, Republish, Source, Topic, authority
from syndicate.model.items import Dateline, Enclosure, Item, ParsedFeed, Related, StoredItem
from syndicate.model.published import (
    Address,
    Entry,
    EntrySource,
    Kind,
    Link,
    OutputFeed,
    Publication,
    Suffix,
)
from syndicate.model.pushed import Subscription
from syndicate.model.running import AlsoIn, Moves
from syndicate.model.tasks import Clock, Task

__all__ = [
    "Address",
    "Admission",
    "AlsoIn",
    "Assignment",
    "Clock",
    "Clustering",
    "Correction",
    "CorrectionKind",
    "Dateline",
    "Declared",
    "Document",
    "Enclosure",
    "Entry",
    "EntrySource",
    "Event",
    "EventKind",
    "Hints",
    "Item",
    "Kind",
    "Link",
    "Maker",
    "Member",
    "Mode",
    "Move",
    "Moves",
    "NotModified",
    "Outcome",
    "Output",
    "OutputFeed",
    "ParsedFeed",
    "PastEvent",
    "Placed",
    "Publication",
    "Reason",
    "Related",
    "Relation",
    "Republish",
    "Scene",
    "Source",
    "SourceState",
    "StoredItem",
    "Story",
    "Subscription",
    "Suffix",
    "Task",
    "Term",
    "Thread",
    "ThreadLink",
    "Topic",
    "TopicMatch",
    "Usual",
    "Validators",
    "authority",
]
