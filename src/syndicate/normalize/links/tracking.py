"""Parameters of an address that say how a reader came, never what the reader gets: a table, and its reading. Pure.

Two degrees: what surely changes no page, wherever it stands, is taken from the links that people get (`for_people`);
what hardly ever does is left out of keys only, where a mistake shows nobody a wrong page.
"""

from __future__ import annotations

import re

# Added by a sender who does not know the page, so that no page can depend on them.
_SURE_NAMES = """
    utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_name utm_reader utm_cid
    utm_brand utm_social utm_social-type utm_source_platform utm_creative_format utm_marketing_tactic
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid li_fat_id
    mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc vero_id vero_conv oly_enc_id oly_anon_id
    __twitter_impression guccounter guce_referrer guce_referrer_sig
"""
SURE = frozenset(_SURE_NAMES.split())

# Of senders, too; keys hold these parameters, and those of stored items stay as they are.
_SHOWN = SURE | frozenset(("_bhlid", "dgcid"))
_YOUTUBE = re.compile(r"(?i)https?://(?:(?:www|m|music)\.)?(?:youtube\.com|youtu\.be)/")
_SHARER = "si"  # who passed a video on; elsewhere it may name a page

_PREFIXES = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "ga_", "__hs")
_LIKELY_NAMES = """
    igsh wickedid rb_clickid
    s_cid s_kwcid ml_subscriber ml_subscriber_hash epik icid cmpid cmp ncid ocid ito ns_source
    ns_mchannel ns_campaign ns_linkname ns_fee at_medium at_campaign at_custom1 at_custom2 at_custom3
    at_custom4 xtor ref_src ref_url smid smtyp sr_share ftag fb_action_ids fb_action_types fb_source
    _ga _gl spm scm campaign_id sharetype ftcamp traffic_source wt_mc wt.mc_id cid_source ranmid
    ranamp feature_rss
"""
_LIKELY = SURE | frozenset(_LIKELY_NAMES.split())
_PAIRS = frozenset(
    f"{name}={value}"
    for name in ("partner", "emc", "source", "src", "ref", "from", "feed", "medium")
    for value in ("rss", "feed", "atom", "rssfeed", "twitter", "facebook")
)
# Another form of the same page: that of AMP, and what its viewers add.
_FORMS = frozenset(
    ("amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "output=amp", "mode=amp", "__amp=")
)
_FORM_NAMES = frozenset(("amp_js_v", "amp_gsa", "amp_ct", "usqp"))
# An address that is signed as a whole leads nowhere once anything of it is gone.
_SIGNED = re.compile(r"(?i)[?&][^=&#]*(?:sig|hmac|hash|token|expires|policy|x-amz-|auth)[^=&#]*=")
_MAY_BE = re.compile(
    r"(?i)utm_|clid=|clsrc=|braid=|igshid=|_id=|mc_|mkt_tok=|_hs|vero_|oly_|__tw|guc|bhlid=|dgcid=|[?&]si="
)


def is_tracking(name: str, value: str) -> bool:
    """Whether a parameter is no part of what an address names."""
    name = name.lower()
    return name in _LIKELY or name.startswith(_PREFIXES) or f"{name}={value.lower()}" in _PAIRS


def is_form(name: str, value: str) -> bool:
    """Whether a parameter chooses a form of the page, not the page."""
    name = name.lower()
    return name in _FORM_NAMES or f"{name}={value.lower()}" in _FORMS


def for_people(url: str) -> str:
    """An address without what surely tracks; all else of it stays as it is written, in its order."""
    if not _MAY_BE.search(url) or _SIGNED.search(url):
        return url
    rest, hash_, fragment = url.partition("#")
    place, mark, query = rest.partition("?")
    names = _SHOWN | {_SHARER} if _YOUTUBE.match(place) else _SHOWN
    kept = "&".join(pair for pair in query.split("&") if _name(pair) not in names)
    if fragment and all(_name(pair) in SURE for pair in fragment.split("&")):
        hash_, fragment = "", ""
    return place + (mark + kept if kept else "" if query else mark) + hash_ + fragment


def _name(pair: str) -> str:
    return pair.partition("=")[0].lower()
