"""What we publish, read again by parsers that we did not write: ids, titles, links, dates, content and files are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.round_trip import FIELDS, NODE, Reader, by_node, compared, expected, readers
from syndicate.model import Category, Link
from syndicate.outputs.press import ENCODERS
from tests.paths import NODE_MODULES, require
from tests.unit.publish.samples import entry, feed, whole

ALWAYS = {"id", "title", "link", "published", "content"}
SAMPLE = feed(
    entry(
        1,
        title="Q&A: is 1 < 2 & “3” > 2? 東京",
        content_html='<p>Iraq &amp; <em>others</em> &lt;ask&gt; <a href="https://a.example/?x=1&amp;y=2">here</a>.</p>',
        authors=("A. Writer",),
        categories=(Category("World"), Category("iraq", "urn:x-syndicate:topic", "Iraq")),
        links=(
            Link("enclosure", "https://a.example/1.mp3?a=1&b=2", "audio/mpeg", length_bytes=7),
            Link("related", "https://copy.example/1", title="Copy"),
            Link("via", "https://xinhua.example/world.rss", title="Xinhua World"),
        ),
        image_url="https://a.example/a.png",
    ),
    entry(2, links=(), authors=("B. Writer",)),
)
# What parsers lose of it, by themselves: it stands in the document.
LOST = {
    ("fastfeedparser", "atom"): {"language", "source"},
    ("fastfeedparser", "rss"): {"language", "source"},
    ("fastfeedparser", "json"): {"language", "source", "related"},
    ("rss-parser", "atom"): {*FIELDS} - ALWAYS - {"authors"},
    ("rss-parser", "rss"): {"updated", "language", "image", "source", "related"},
    ("feedparser (npm)", "atom"): {"language", "related"},
    ("feedparser (npm)", "rss"): {"updated", "language", "related"},
    ("feedsmith", "json"): {"source", "related"},
    ("newsboat", "atom"): {"updated", "categories", "language", "image", "source", "related"},
    ("newsboat", "rss"): {"updated", "categories", "language", "image", "source", "related"},
    ("sfeed", "atom"): {"updated", "language", "image", "source", "related"},
    ("sfeed", "rss"): {"updated", "language", "image", "source", "related"},
}  # fmt: skip
HERE = {name: (reader, suffixes) for name, reader, suffixes in readers(None)}
NPM = {
    "rss-parser": ("atom", "rss"),
    "feedparser (npm)": ("atom", "rss"),
    "feedsmith": ("atom", "rss", "json"),
}
CASES = [
    *((name, suffix) for name in ("feedparser", "newsboat", "sfeed") for suffix in ("atom", "rss")),
    *(("fastfeedparser", suffix) for suffix in ("atom", "rss", "json")),
    *((name, suffix) for name, suffixes in NPM.items() for suffix in suffixes),
]


def reader_of(name: str, folder: Path) -> Reader:
    if name not in NPM:
        if name not in HERE:
            pytest.skip(f"{name} is not installed")
        return HERE[name][0]
    require(NODE_MODULES / "node_modules")
    (folder / NODE.name).write_bytes(NODE.read_bytes())
    (folder / "node_modules").symlink_to(NODE_MODULES.resolve() / "node_modules")
    return by_node(name.removesuffix(" (npm)"), folder)


@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_a_parser_of_others_finds_what_we_wrote(name: str, suffix: str, tmp_path: Path) -> None:
    for encoder in ENCODERS.values():
        (tmp_path / f"desk.{encoder.suffix}").write_bytes(whole(encoder, SAMPLE))
    file = tmp_path / f"desk.{suffix}"
    (found,) = reader_of(name, tmp_path)([file], tmp_path)
    owed, kept = compared(expected(file), found)
    lost = {field for field in FIELDS if kept[field] < owed[field]}
    assert len(found) == 2
    assert lost == LOST.get((name, suffix), set())
