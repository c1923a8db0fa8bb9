"""Bytes -> text, by an allow-list of charsets. Pure."""

from __future__ import annotations

import re

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SNIFFED = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x00{", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml\s[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["']\s{0,9}([^"'\s]{1,40})"""
)
# What a page says of itself, where its server does not (HTML, 13.2.3.2); browsers look further than its first kilobyte.
_IN_PAGE = re.compile(
    rb"""(?:<\?xml\s[^<>]{0,200}?encoding|<meta\s[^<>]{0,300}?charset)\s{0,9}=\s{0,9}["']?\s{0,9}([^"'\s;/>]{1,40})""",
    re.IGNORECASE,
)
_PAGE_HEAD = 4096
_LABELLED = re.compile(r"""charset\s{0,9}[=:]\s{0,9}["']?\s{0,9}([^"'\s;]{1,40})""", re.IGNORECASE)

# Labels without their punctuation -> Python codecs. What is not here is not decoded: Python knows
# codecs that compute, and codecs that hide text from every filter after them.
_CODECS = {
    "utf8": "utf-8",
    "latin1": "cp1252",
    "l1": "cp1252",
    "ansix341968": "cp1252",
    "iso88591": "cp1252",
    "iso885915": "iso8859-15",
    "xsjis": "cp932",
    "sjis": "cp932",
    "shiftjis": "cp932",
    "windows31j": "cp932",
    "cp932": "cp932",
    "eucjp": "euc_jp",
    "iso2022jp": "iso2022_jp",
    "euckr": "cp949",
    "ksc56011987": "cp949",
    "cp949": "cp949",
    "windows949": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "koi8r": "koi8-r",
    "koi8u": "koi8-u",
    "tis620": "cp874",
    "windows874": "cp874",
    "maccyrillic": "mac-cyrillic",
    "xmaccyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    "macroman": "mac-roman",
    "ibm866": "cp866",
    "cp866": "cp866",
    **{f"iso8859{part}": f"iso8859-{part}" for part in (*range(2, 12), 13, 14, 16)},
    **{f"windows{page}": f"cp{page}" for page in range(1250, 1259)},
    **{f"cp{page}": f"cp{page}" for page in range(1250, 1259)},
}
_MULTIBYTE = frozenset(("cp932", "euc_jp", "iso2022_jp", "cp949", "gb18030", "big5hkscs"))


def decode(body: bytes, content_type: str) -> str:
    """The text of a document: what its bytes prove goes before what is declared (RFC 7303, 3)."""
    return _decoded(body, content_type, _DECLARED.search(body[:1024]))


def decode_page(body: bytes, content_type: str) -> str:
    """The text of a web page, whose own word for its charset stands in a <meta>."""
    return _decoded(body, content_type, _IN_PAGE.search(body[:_PAGE_HEAD]))


def _decoded(body: bytes, content_type: str, declared: re.Match[bytes] | None) -> str:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    head = body.lstrip(b" \t\r\n")[:4]
    for mark, codec in _SNIFFED:
        if head.startswith(mark):
            return body.decode(codec, "replace")
    return _by_label(body, _label(content_type, declared))


def _label(content_type: str, declared: re.Match[bytes] | None) -> str | None:
    """The first usable charset that is named: by the server, then by the document."""
    labelled = _LABELLED.search(content_type[:500])
    names = (
        labelled[1] if labelled else "",
        declared[1].decode("ascii", "replace") if declared else "",
    )
    codecs = (_CODECS.get(re.sub(r"[^a-z0-9]", "", name.lower())) for name in names)
    return next(filter(None, codecs), None)


def _by_label(body: bytes, codec: str | None) -> str:
    if codec in _MULTIBYTE:
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            pass
    try:
        return body.decode()  # nothing but UTF-8 looks like UTF-8, whatever is declared
    except UnicodeDecodeError:
        return _repair(body, codec)


def _repair(body: bytes, codec: str | None) -> str:
    """Decode what is declared wrongly: one bad byte must not garble a whole feed."""
    if codec not in (None, "utf-8"):
        return body.decode(codec, "replace")
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for _ in re.finditer("[^\x00-\x7f\ufffd]", text))
    return text if bad <= good else body.decode("cp1252", "replace")
