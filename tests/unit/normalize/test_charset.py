from __future__ import annotations

import codecs

import pytest

from syndicate.normalize.charset import decode

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
