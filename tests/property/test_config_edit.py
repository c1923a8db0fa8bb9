"""Whatever a feeds.yaml looks like, adding to it keeps every byte, in order, and adds just that."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.config import Settings, parse
from syndicate.config.edit import add, followed
from syndicate.config.quoting import scalar
from syndicate.config.splice import Addition
from syndicate.config.yaml_nodes import read

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
TITLES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
TAGS = st.text("abcz019-", min_size=1, max_size=6)
COMMENTS = st.sampled_from(["", " # note", "  # - https://off.example/", "\t# tab"])
BETWEEN = st.sampled_from(["", "\n", "# end of list\n", "   # deeper\n\n", "\n\n# a\n#b\n"])
NOT_SAID = st.sampled_from(
    [(), ("every: 15m",), ("title: 'T: #1'", 'tags: [x, "y"]'), ("republish:",)]
)


@st.composite
def items(draw: st.DrawFn, indent: str) -> str:
    """A list of sources on lines, in one of the ways in which people write it."""
    gap = draw(st.sampled_from([" ", "   "]))
    text = ""
    for number in range(draw(st.integers(1, 4))):
        url = f"https://{number}.example/feed"
        if draw(st.booleans()):
            text += f"{indent}-{gap}{draw(st.sampled_from([url, repr(url)]))}{draw(COMMENTS)}\n"
            continue
        lines = [f"url: {url}", *draw(NOT_SAID)]
        inner = indent + " " + gap
        text += f"{indent}-{gap}" + f"{draw(COMMENTS)}\n{inner}".join(lines) + "\n"
        text += draw(st.sampled_from(["", "\n", f"{indent}# between\n"]))
    return text


@st.composite
def layouts(draw: st.DrawFn) -> str:
    indent = " " * draw(st.integers(0, 4))
    kind = draw(st.sampled_from(["lines", "flow", "empty", "null", "none"]))
    sources = {
        "lines": f"sources:{draw(COMMENTS)}\n{draw(items(indent))}",
        "flow": draw(
            st.sampled_from(
                [
                    "sources: [https://a.example/, {url: 'https://b.example/', tags: [x]}]\n",
                    "sources: [ https://a.example/ ,\n  https://b.example/, # b\n  ]\n",
                ]
            )
        ),
        "empty": "sources: []\n",
        "null": f"sources:{draw(COMMENTS)}\n",
        "none": "",
    }[kind]
    before = draw(st.sampled_from(["", "# first\n", "title: Ü\n", "---\ntitle: T\n"]))
    after = draw(BETWEEN) + draw(
        st.sampled_from(["", "contact: me\n", "topics:\n  x: {any: [y]}\n"])
    )
    text = before + sources + after
    if draw(st.booleans()):
        text = text.rstrip("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", "\ufeff"])) + text


ADDITIONS = st.builds(
    Addition,
    url=st.sampled_from(
        ["https://n.example/", "https://n.example/f?a=b&c=%20#x", "http://[::1]:8/"]
    ),
    title=st.none() | TITLES,
    tags=st.lists(TAGS, max_size=3, unique=True).map(tuple),
    every=st.sampled_from([None, "auto", "1h"]),
)


def is_within(small: bytes, large: bytes) -> bool:
    """Whether all bytes of one stand in the other, in their order."""
    rest = iter(large)
    return all(byte in rest for byte in small)


def said(content: bytes, path: Path) -> Settings:
    return parse(content, path=path, environ={})


@settings(max_examples=300)
@given(layouts(), st.lists(ADDITIONS, min_size=1, max_size=3, unique_by=lambda one: one.url))
def test_every_byte_stays_and_the_file_says_what_it_said_and_the_new_sources(
    text: str, additions: list[Addition]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.yaml"
        old = text.encode()
        path.write_bytes(old)
        before = followed(path, {})
        add(before, additions, {})
        new = path.read_bytes()
    assert is_within(old, new)
    found = said(new, path)
    assert found.sources[: len(before.settings.sources)] == before.settings.sources
    added = found.sources[len(before.settings.sources) :]
    assert [(one.url, one.title, one.tags) for one in added] == [
        (one.url, one.title, one.tags) for one in additions
    ]
    assert (found.title, found.contact, found.topics) == (
        before.settings.title,
        before.settings.contact,
        before.settings.topics,
    )


@settings(max_examples=300)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    | st.text("aB1 :#-?,[]{}&*!|>'\"%@`.\\/=~()", max_size=12),
    st.booleans(),
)
def test_any_text_is_read_back_as_it_was_written(text: str, in_flow: bool) -> None:
    written = scalar(text, in_flow=in_flow)
    document = f"a: [{written}, x]\n" if in_flow else f"a:\n- {written}\n- x\n"
    tree = read(document)
    assert not tree.faults
    assert tree.data == {"a": [text, "x"]}
