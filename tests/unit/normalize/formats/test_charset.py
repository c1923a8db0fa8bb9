from __future__ import annotations

import codecs

import pytest

from syndicate.normalize.formats.charset import decode, decode_page

TEXT = "Größe “ё” 日本"


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    ],
)
def test_bytes_that_prove_their_charset_need_no_label(body: bytes) -> None:
    assert decode(body, "text/xml; charset=iso-8859-5") == TEXT


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "Größe “x”"),
        ("ISO_8859-1", "latin-1", "Größe"),
        ("windows-1251", "cp1251", "Гавань"),
        ("koi8-r", "koi8-r", "Гавань"),
        ("iso-8859-2", "iso8859-2", "Łódź"),
        ("Shift_JIS", "cp932", "港の新聞"),
        ("EUC-JP", "euc_jp", "港の新聞"),
        ("iso-2022-jp", "iso2022_jp", "港の新聞"),
        ("euc-kr", "cp949", "항구"),
        ("gb2312", "gb18030", "港口新闻"),
        ("big5", "big5", "港口新聞"),
    ],
)
def test_charset_is_named_by_the_server_or_by_the_document(
    label: str, codec: str, text: str
) -> None:
    body = text.encode(codec)
    assert decode(body, f"text/xml; charset={label}") == text
    declared = f'<?xml version="1.0" encoding="{label}"?>'
    assert decode(declared.encode() + body, "text/xml") == declared + text


@pytest.mark.parametrize("label", ["utf-7", "idna", "punycode", "unicode_escape", "undefined", "rot13", "x" * 90, "../utf"])  # fmt: skip
def test_charset_that_is_not_allowed_is_not_used(label: str) -> None:
    assert (
        decode(b"+ADw-script+AD4- \\u003c", f"text/xml; charset={label}")
        == "+ADw-script+AD4- \\u003c"
    )


def test_one_bad_byte_does_not_garble_the_rest() -> None:
    assert decode("Größe, Länge".encode() + b"\xff", "") == "Größe, Länge\ufffd"


@pytest.mark.parametrize(
    ("head", "codec", "words"),
    [
        ("<meta charset=gbk>", "gbk", "中文站点"),
        ('<META CHARSET="Shift_JIS" />', "cp932", "最新ニュース"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "cp1251", "Новости дня"),
        ('<?xml version="1.0" encoding="euc-kr"?>', "euc-kr", "최신 뉴스"),
        ("<!-- " + "x" * 2000 + " --><meta charset='koi8-r'>", "koi8-r", "Новости дня"),
    ],
)  # fmt: skip
def test_a_page_is_read_by_the_charset_that_it_names(head: str, codec: str, words: str) -> None:
    page = f"<html><head>{head}<title>{words}</title>"
    assert decode_page(page.encode(codec), "text/html") == page


def test_what_a_server_says_of_a_page_goes_before_what_the_page_says() -> None:
    page = "<meta charset=iso-8859-5><title>Новости</title>"
    assert decode_page(page.encode("cp1251"), "text/html; charset=windows-1251") == page


def test_a_page_within_a_feed_says_nothing_of_the_feed() -> None:
    feed = "<rss><channel><title>Größe</title><description>&lt;p><![CDATA[<meta charset=koi8-r>]]>"
    assert decode(feed.encode("cp1252"), "text/xml") == feed
