from __future__ import annotations

import pytest

from syndicate.normalize.markup import pictures
from syndicate.normalize.markup.html import sanitize

BASE = "https://gazette.example/news/"


@pytest.mark.parametrize(
    ("given", "source"),
    [
        ('<img src="/fog.jpg">', "https://gazette.example/fog.jpg"),
        (
            '<img src="data:image/gif;base64,R0" data-src="/fog.jpg">',
            "https://gazette.example/fog.jpg",
        ),
        (
            "<img class=lazy src=/img/blank.gif data-original='/fog.jpg'>",
            "https://gazette.example/fog.jpg",
        ),
        (
            '<img data-lazy-src="https://i.example/fog.jpg?a=1&amp;b=2">',
            "https://i.example/fog.jpg?a=1&amp;b=2",
        ),
        ('<img srcset="/s.jpg 320w, /m.jpg 1200w, /l.jpg 4000w">', "https://gazette.example/m.jpg"),
        (
            '<img data-srcset="/one.jpg 1x, /two.jpg 2x" src="/spacer.gif">',
            "https://gazette.example/two.jpg",
        ),
        ('<img src="/fog.jpg" data-src="/other.jpg">', "https://gazette.example/fog.jpg"),
    ],
)
def test_picture_has_an_address_that_needs_no_script(given: str, source: str) -> None:
    assert f' src="{source}"' in sanitize(given, BASE)


def test_pictures_load_late_and_keep_their_size_and_words() -> None:
    clean = sanitize(
        '<img src="/fog.jpg" width="640" height="480" alt="Fog" style="x" onload="x">', BASE
    )
    assert clean == (
        '<img src="https://gazette.example/fog.jpg" width="640" height="480" alt="Fog" loading="lazy">'
    )


def test_set_keeps_web_addresses_only_and_makes_them_absolute() -> None:
    clean = sanitize(
        '<img src="a.jpg" srcset="b.jpg 2x, javascript:x 3x, data:x 4x" sizes="100vw">', BASE
    )
    assert 'srcset="https://gazette.example/news/b.jpg 2x"' in clean
    assert 'sizes="100vw"' in clean
    assert "srcset" not in sanitize('<img src="a.jpg" srcset="javascript:x 1x">', BASE)


def test_picture_element_stays_whole() -> None:
    clean = sanitize(
        '<picture><source srcset="/fog.avif" type="image/avif" media="(min-width: 40em)"><img src="/fog.jpg"></picture>',
        BASE,
    )
    assert clean.startswith('<picture><source srcset="https://gazette.example/fog.avif"')
    assert clean.endswith("</picture>")


@pytest.mark.parametrize("again", ['<img src="/a.jpg" srcset="/b.jpg 2x">', '<picture><source srcset="/a.webp"><img src="/b.jpg"></picture>'])  # fmt: skip
def test_what_is_clean_stays_as_it_is(again: str) -> None:
    clean = sanitize(again, BASE)
    assert sanitize(clean, BASE) == clean


def test_first_picture_is_none_of_those_that_stand_beside_a_text() -> None:
    markup = sanitize(
        '<img src="https://secure.gravatar.com/avatar/1"><img src="https://s.w.org/images/core/emoji/1f600.png">'
        '<img src="/icons/rss.png"><img width=16 height=16 src="/a.png"><img src="/fog.jpg">',
        BASE,
    )
    assert pictures.first(markup) == "https://gazette.example/fog.jpg"
    assert pictures.first("<p>none</p>") is None


def test_formula_stays_readable_and_stands_once() -> None:
    formula = (
        "<math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi></mrow>"
        '<annotation encoding="application/x-tex">E = m</annotation></semantics></math>'
    )
    assert sanitize(f"<p>{formula}</p>", None) == "<p>E=m</p>"


def test_ruby_and_direction_stay() -> None:
    given = '<p dir="rtl">سلام <bdi>x</bdi></p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>'
    assert sanitize(given, None) == given
