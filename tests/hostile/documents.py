"""Documents that are made to hurt whoever parses them: one small function for each crime.

Each is well below the size that a body may have, so that only the parser's own limits can stop it.
"""

from __future__ import annotations

import json

SECRET = "planted-s3cret"  # stands in a file that no feed may read
ITEM = b"<item><title>The bridge is open again</title><guid>bridge</guid></item>"
GOOD = b"<rss version='2.0'><channel><title>Good</title>" + ITEM + b"</channel></rss>"


def rss(inside: bytes, before: bytes = b"", root: bytes = b"rss version='2.0'") -> bytes:
    return (
        before + b"<" + root + b"><channel><title>Bad</title>" + inside + ITEM + b"</channel></rss>"
    )


def entry(inside: bytes) -> bytes:
    return rss(b"<item><title>Bad</title>" + inside + b"</item>")


def laughs(between: bytes = b"") -> bytes:
    """Ten entities, each ten times the one before: 10 GB of laughter."""
    lines = [b"<!ENTITY l0 'ha'>"]
    lines += [b"<!ENTITY l%d '%b'>" % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 11)]
    return rss(
        b"<description>&l10;</description>", b"<!DOCTYPE rss [" + between.join(lines) + b"]>"
    )


def laughs_behind(cover: bytes) -> bytes:
    """The same behind something that looks as if the root element had begun."""
    return cover + laughs()


def quadratic(size: int, times: int) -> bytes:
    doctype = b"<!DOCTYPE rss [<!ENTITY big '" + b"x" * size + b"'>]>"
    return rss(b"<description>" + b"&big;" * times + b"</description>", doctype)


def external(what: bytes, address: bytes) -> bytes:
    """An entity, a parameter entity or a DTD that lies elsewhere."""
    declared = {
        b"entity": b"<!DOCTYPE rss [<!ENTITY x SYSTEM '%b'>]>",
        b"parameter": b"<!DOCTYPE rss [<!ENTITY %% p SYSTEM '%b'> %%p;]>",
        b"dtd": b"<!DOCTYPE rss SYSTEM '%b'>",
        b"public": b"<!DOCTYPE rss PUBLIC '-//X//X' '%b'>",
    }[what]
    return rss(b"<description>&x;</description>", declared % address)


def include(address: bytes) -> bytes:
    spell = b"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' href='%b'/>"
    return rss(b"<description>" + spell % address + b"</description>")


def unfinished(opening: bytes, times: int) -> bytes:
    """The beginning of a piece of prolog, over and over."""
    return rss(b"", opening * times)


def instructions(times: int) -> bytes:
    return rss(b"", b"<?xml " + b'encoding="a' * times + b"?>")


def comments(times: int) -> bytes:
    return rss(b"", b"<!-- --" * times + b"-->")


def newlines(times: int) -> bytes:
    return rss(b"", b"\n" * times)


def author(times: int) -> bytes:
    return entry(b"<author>a@" + b"a." * times + b"!</author>")


def attributes(times: int, first: bytes = b"") -> bytes:
    """Harmless to expat; who reads them after it, as for an item with an xml:base, compares each with each."""
    many = b" ".join([first, *(b"a%d='1'" % n for n in range(times))])
    return rss(b"<item " + many + b"><title>Bad</title></item>")


def root_attributes(times: int) -> bytes:
    many = b" ".join(b"a%d='1'" % n for n in range(times))
    return rss(b"", root=b"rss version='2.0' " + many)


def namespaces(times: int) -> bytes:
    many = b" ".join(b"xmlns:n%d='urn:%d'" % (n, n) for n in range(times))
    return rss(b"<item " + many + b"><title>Bad</title></item>")


def categories(times: int) -> bytes:
    return entry(b"".join(b"<category>%d</category>" % n for n in range(times)))


def keywords(times: int) -> bytes:
    space = b"http://search.yahoo.com/mrss/"
    many = b",".join(b"%d" % n for n in range(times))
    return entry(b"<m:keywords xmlns:m='" + space + b"'>" + many + b"</m:keywords>")


def bases(times: int) -> bytes:
    return entry(b"<a xml:base='a/'>" * times + b"</a>" * times)


def enclosures(times: int) -> bytes:
    return entry(b"".join(b"<enclosure url='http://a.example/%d'/>" % n for n in range(times)))


def nesting(times: int) -> bytes:
    return rss(b"<a>" * times + b"</a>" * times)


def html_nesting(times: int) -> bytes:
    return entry(b"<description><![CDATA[" + b"<div>" * times + b"]]></description>")


def html_ampersands(times: int) -> bytes:
    return entry(b"<description><![CDATA[<p>" + b"&" * times + b"]]></description>")


def html_attributes(times: int) -> bytes:
    many = b" ".join(b"a%d=1" % n for n in range(times))
    return entry(b"<description><![CDATA[<p " + many + b">]]></description>")


def html_comments(times: int) -> bytes:
    return entry(b"<description><![CDATA[" + b"<!-- --" * times + b"]]></description>")


def styles(times: int) -> bytes:
    return entry(b"<description><![CDATA[<p style='" + b"url(" * times + b"'>x]]></description>")


def items(times: int) -> bytes:
    return rss(b"".join(b"<item><title>%d</title></item>" % n for n in range(times)))


def references(times: int) -> bytes:
    """Numbers of characters, with more digits than anyone can need."""
    return entry(b"<description>&#" + b"9" * times + b";&#x" + b"0" * times + b"41;</description>")


def dates(times: int) -> bytes:
    return entry(
        b"<pubDate>" + b"1" * times + b"</pubDate><pubDate>" + b"W" * times + b"</pubDate>"
    )


def open_brackets(times: int) -> bytes:
    """Neither a root nor an end."""
    return b"<" * times


def json_nesting(times: int) -> bytes:
    return b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * times


def json_number(digits: int) -> bytes:
    return b'{"version":"1","title":"x","items":[{"id":' + b"9" * digits + b"}]}"


def json_surrogates() -> bytes:
    """Characters that no encoding can hold: lone halves of pairs, and a NUL."""
    told = {"version": "1", "title": "\ud800", "items": [{"id": "\udc00", "title": "a\ud800\x00b"}]}
    return json.dumps(told).encode()
