from __future__ import annotations

import html5lib
import pytest

from syndicate.normalize.html import from_plain, sanitize

BASE = "https://gazette.example/news/"
RUN = "alert(1)"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=https://evil.example/x.js>{RUN}</SCRIPT>",
    f"<script\x0bsrc=x>{RUN}</script>",
    f"<<script>{RUN}//<</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<script/random>{RUN}</script/random>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror\x0c={RUN}>",
    f"<img/src=x/onerror={RUN}>",
    f'<img src="x`onerror={RUN} alt=`">',
    f"<img src='x' onload='{RUN}' onclick='{RUN}'>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<a href=' javascript:{RUN}'>x</a>",
    f"<a href='JaVaScRiPt:{RUN}'>x</a>",
    f"<a href='java\tscript:{RUN}'>x</a>",
    f"<a href='java\nscript:{RUN}'>x</a>",
    f"<a href='java&#10;script:{RUN}'>x</a>",
    f"<a href='java&Tab;script&colon;{RUN}'>x</a>",
    f"<a href='&#106;avascript:{RUN}'>x</a>",
    f"<a href='&#x6A;&#x61;vascript&#58;{RUN}'>x</a>",
    f"<a href='&#1;javascript:{RUN}'>x</a>",
    f"<a href='\x01javascript:{RUN}'>x</a>",
    f"<a href='java\x00script:{RUN}'>x</a>",
    f"<a href='vbscript:{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    f"<a href='feed:javascript:{RUN}'>x</a>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>",
    f"<svg><animate attributeName=href values=javascript:{RUN} /></svg>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<math><mi xlink:href='javascript:{RUN}'>x</mi></math>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table></mtext></math>",
    f"<math><annotation-xml encoding='text/html'><img src=x onerror={RUN}></annotation-xml></math>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    "<embed src='https://evil.example/x.swf'>",
    f"<form action='javascript:{RUN}'><input type=submit><button formaction='javascript:{RUN}'>x</button></form>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<video><source onerror={RUN}></video>",
    f"<video poster='javascript:{RUN}' src='javascript:{RUN}'></video>",
    f"<body onload={RUN}>x</body>",
    f"<div style='background:url(javascript:{RUN})'>x</div>",
    f"<div style='width:expression({RUN})'>x</div>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<link rel=stylesheet href='javascript:x'>",
    "<meta http-equiv=refresh content='0;url=javascript:x'>",
    f"<base href='javascript:{RUN}//'><a href='x'>x</a>",
    f"<!-- --!><img src=x onerror={RUN}> -->",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<?xml-stylesheet href='javascript:{RUN}'?><p>x",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>",
    f"<template><img src=x onerror={RUN}></template>",
    f"<textarea><img title='</textarea><img src=x onerror={RUN}>'></textarea>",
    f"<title><a title='</title><img src=x onerror={RUN}>'></title>",
    f"<select><template><img src=x onerror={RUN}></template></select>",
    f"<p title='</p><script>{RUN}</script>'>x</p>",
    f"<blockquote cite='javascript:{RUN}'>x</blockquote>",
    f"<table background='javascript:{RUN}'><td background='javascript:{RUN}'>x</table>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<isindex type=image src=1 onerror={RUN}>",
    f"<xmp><img src=x onerror={RUN}></xmp>",
    f"<plaintext><img src=x onerror={RUN}>",
    f'<a href="https://a.example/" onmouseover="{RUN}" id=x class=y name=z style=\'x\'>x</a>',
    f"\ufeff\ufffe<scr\ufffeipt>{RUN}</scr\ufffeipt>",
    f"<a href='https:javascript:{RUN}'>x</a>",
]
ACTIVE = {
    "script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "button", "link",
    "meta", "base", "template", "noscript", "textarea", "select", "frame", "marquee", "title", "xmp",
}  # fmt: skip
LINKS = {"href", "src", "poster", "action", "formaction", "data", "cite", "background", "srcset"}


def active_parts(markup: str) -> list[str]:
    """What a browser would run or load in it, by the rules of HTML5."""
    fragment = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    found = []
    for element in fragment.iter():
        if not isinstance(element.tag, str):
            found.append(f"comment {element.text!r}")
            continue
        if element.tag in ACTIVE:
            found.append(element.tag)
        for name, value in element.attrib.items():
            if str(name).startswith("on") or name in ("style", "id", "class", "name"):
                found.append(f"{name}={value}")
            if name in LINKS and not value.startswith(("https://", "http://", "mailto:")):
                found.append(f"{name}={value}")
    return found


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 40


def test_judge_is_awake() -> None:
    assert all(active_parts(bad) for bad in ("<script>x</script>", "<p onclick=x>", "<a href=x:y>"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_active_is_left(payload: str) -> None:
    clean = sanitize(f"<p>before</p>{payload}<p>after</p>", BASE)
    assert active_parts(clean) == []
    assert sanitize(clean, BASE) == clean


def test_relative_links_lead_to_the_base() -> None:
    assert 'href="https://gazette.example/news/a?b=1"' in sanitize('<a href="a?b=1">x</a>', BASE)


def test_without_a_base_a_relative_link_is_no_link() -> None:
    assert "href" not in sanitize('<a href="a">x</a>', None)


@pytest.mark.parametrize(
    "pixel",
    [
        '<img src="https://c.example/p.gif" width="1" height="1">',
        '<img height=0 src="https://c.example/p.gif">',
        '<img src="https://feeds.feedburner.com/~r/gazette/4/x">',
        '<img src="">',
        '<img alt="nothing">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    ],
)
def test_picture_that_shows_nothing_is_dropped(pixel: str) -> None:
    assert "<img" not in sanitize(f"<p>x</p>{pixel}", BASE)


def test_picture_that_shows_something_stays() -> None:
    assert '<img src="https://c.example/p.png"' in sanitize(
        '<img src="https://c.example/p.png" width=100>', BASE
    )


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000 + "x",
        "<b><i>" * 50_000 + "x",
        "&" * 300_000 + "x",
        "<p " + "a=1 " * 100_000 + ">x",
        "<a href='" * 60_000,
        "<!--" * 60_000,
        "<table>" * 30_000 + "x",
        ' src="data:' * 60_000,
    ],
)
def test_bomb_is_defused_in_time(bomb: str) -> None:
    assert active_parts(sanitize(bomb[:250_000], BASE)) == []


def test_plain_text_keeps_its_paragraphs_and_its_brackets() -> None:
    assert from_plain("a <b>\nc\n\n d & e ") == "<p>a &lt;b&gt;<br>c</p><p>d &amp; e</p>"
