"""Links: made absolute for people, folded to a key for matching. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from yarl import URL

from syndicate.normalize.text import xml_legal

URL_BYTES = 2048
_SCHEMES = ("http", "https")
_UNSAFE = re.compile(r"""[\s"<>\\^`{|}\x00-\x20\x7f]""")
# A link that is absolute, and of which nothing is to be changed.
_SETTLED = re.compile(
    r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z0-9]{1,20}(?::[1-9][0-9]{0,3})?"
    r"(?:/[\w.~!$'()*+,=:@%/-]*)?(?:\?[\w.~!$'()*+,;=:@%/?&-]+)?(?:#[\w.~!$'()*+,;=:@%/?&-]+)?",
    re.ASCII,
)
_DROPPED = re.compile(r"[\t\r\n\x00-\x1f\x7f\u200b\ufeff]")

# Parameters that say how a reader came, never what the reader gets.
_TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "ga_", "__hs")
_TRACKING_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id
    mc_cid mc_eid mkt_tok _hsenc _hsmi vero_id vero_conv oly_enc_id oly_anon_id wickedid rb_clickid
    s_cid s_kwcid ml_subscriber ml_subscriber_hash epik icid cmpid cmp ncid ocid ito ns_source
    ns_mchannel ns_campaign ns_linkname ns_fee at_medium at_campaign at_custom1 at_custom2 at_custom3
    at_custom4 xtor ref_src ref_url guccounter guce_referrer guce_referrer_sig __twitter_impression
    smid smtyp sr_share ftag fb_action_ids fb_action_types fb_source _ga _gl spm scm campaign_id
    sharetype ftcamp traffic_source wt_mc wt.mc_id cid_source ranmid ranamp feature_rss
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_PAIRS = frozenset(
    f"{name}={value}"
    for name in ("partner", "emc", "source", "src", "ref", "from", "feed", "medium")
    for value in ("rss", "feed", "atom", "rssfeed", "twitter", "facebook")
)


@lru_cache(maxsize=1024)  # one entry names the same places several times
def absolute(href: str | None, base: str | None) -> str | None:
    """The link as given, made absolute: http(s) only, without credentials, at most 2 kB."""
    if href and len(href) <= URL_BYTES and _SETTLED.fullmatch(href):
        return href
    given = _DROPPED.sub("", xml_legal(href or "")).strip()
    return _joined(given, base)


def _joined(given: str, base: str | None) -> str | None:
    if not given or len(given) > URL_BYTES:
        return None
    try:
        alone = urlsplit(given)
        if alone.scheme and not alone.netloc:  # "https:" and no place: a browser would guess
            return None
        joined = urljoin(base or "", given)
        parts = urlsplit(joined)
        host = parts.hostname and URL(joined).host
        if parts.scheme not in _SCHEMES or not host or not host.strip("."):
            return None
        joined = parts.scheme + joined[len(parts.scheme) :]  # in lower case
        if "@" in parts.netloc:
            joined = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except (ValueError, TypeError, IndexError):
        return None
    safe = _UNSAFE.sub(lambda match: quote(match[0]), joined)
    return safe if len(safe.encode("utf-8", "ignore")) <= URL_BYTES else None


@lru_cache(maxsize=1024)
def canonical_key(url: str | None) -> str | None:
    """What all spellings of one address share; used for matching, never shown."""
    if not url:
        return None
    try:
        parsed = URL(url)
        host, port = parsed.host, parsed.explicit_port
        if not host or not host.strip(".") or parsed.scheme not in _SCHEMES:
            return None
        path, query, fragment = parsed.raw_path, parsed.raw_query_string, parsed.raw_fragment
    except (ValueError, TypeError, IndexError):
        return None
    place = _host(host) + ("" if port in (None, 80, 443) else f":{port}")
    kept = _query(query)
    bang = f"#{fragment}" if fragment.startswith("!") else ""
    return place + path.rstrip("/") + (f"?{kept}" if kept else "") + bang


def fragment(url: str) -> str:
    """What stands behind the #: some feeds tell their entries apart by nothing else."""
    return url.partition("#")[2]


def _host(host: str) -> str:
    host = host.lower().rstrip(".")
    while host.startswith("www.") and host.count(".") > 1:
        host = host[4:]
    return f"[{host}]" if ":" in host else host


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape", max_num_fields=None)
    kept = sorted(pair for pair in pairs if not _is_tracking(*pair))
    return urlencode(kept, errors="surrogateescape")


def _is_tracking(name: str, value: str) -> bool:
    name = name.lower()
    return (
        name in _TRACKING
        or name.startswith(_TRACKING_PREFIXES)
        or f"{name}={value.lower()}" in _TRACKING_PAIRS
    )
