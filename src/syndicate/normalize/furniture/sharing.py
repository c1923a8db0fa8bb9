"""Bars of buttons that pass a text on -> whether a line is one, in whatever language. Pure.

Two systems write most of them, and each leaves a mark that no sentence has: WordPress says behind each button that it
opens a new window, and Blogger's bar holds "BlogThis!", which is called so nearly everywhere.
"""

from __future__ import annotations

import re

_LONGEST = 600  # characters of all buttons in a row
_LEAST = 3  # words that make a row of buttons
# What WordPress (Jetpack) writes behind each button, by the translators of its languages.
_WINDOW = "|".join(
    re.escape(words)
    for words in (
        "opens in new window",
        "opens in a new window",
        "wird in neuem fenster geöffnet",
        "ouvre dans une nouvelle fenêtre",
        "se abre en una ventana nueva",
        "abre em nova janela",
        "abre numa nova janela",
        "si apre in una nuova finestra",
        "wordt in een nieuw venster geopend",
        "открывается в новом окне",
        "відкривається у новому вікні",
        "отваря се в нов прозорец",
        "otwiera się w nowym oknie",
        "otevře se v novém okně",
        "otvorí sa v novom okne",
        "otvara se u novom prozoru",
        "отвара се у новом прозору",
        "új ablakban nyílik meg",
        "se deschide într-o fereastră nouă",
        "ανοίγει σε νέο παράθυρο",
        "yeni pencerede açılır",
        "öppnas i ett nytt fönster",
        "åbner i et nyt vindue",
        "åpnes i nytt vindu",
        "åpnes i et nytt vindu",
        "avautuu uudessa ikkunassa",
        "s'obre en una finestra nova",
        "membuka di jendela yang baru",
        "mở trong cửa sổ mới",
        "فتح في نافذة جديدة",
        "در پنجرهٔ تازه باز می‌شود",
        "در پنجره تازه باز می شود",
        "נפתח בחלון חדש",
        "新しいウィンドウで開きます",
        "在新窗口中打开",
        "在新視窗中開啟",
        "새 창에서 열림",
    )
)
_BUTTONS = re.compile(
    rf"(?:[^!?…()（）]{{2,90}}[(（]\s?(?:{_WINDOW})\s?[)）])+[^.!?…()（）]{{0,16}}",
    re.IGNORECASE,
)
# Names of services, which many languages bend: "na Twitterze", "v Facebooku".
_SERVICE = re.compile(
    r"(?i)twitter|facebook|linkedin|pinterest|whatsapp|telegram|reddit|tumblr|pocket|skype|mastodon|bluesky|threads"
    r"|google|e-?mail|вконтакте|одноклассник|\bX\b"
)
_SHARES = re.compile(r"[^\W\d][^:：.!?]{1,30}[:：]\s?(?P<names>\S.{1,80})")
_SAID = re.compile(r"[^=/<>{};]{1,300}")
_GLUED = re.compile(r"[a-zà-ÿа-яё][A-ZÀ-ÞА-Я]")  # where two buttons ran together
_RUN_ON = re.compile(r"(?:Twitter|Facebook|Pinterest|X)[A-ZÀ-ÞА-Я][a-zà-ÿа-я]")
SENTENCE = re.compile(r"[.!?…]$")
_BLOGGER = "BlogThis!"
_FEED = "(Atom)"  # "Subscribe to: Posts (Atom)" in any language
_FEED_LINE = 80  # characters


def opens_windows(text: str) -> bool:
    """Whether it is one of WordPress's buttons, or a row: "Click to share on Twitter (Opens in new window)"."""
    return (
        ("(" in text or "（" in text)
        and len(text) <= _LONGEST
        and _BUTTONS.fullmatch(text) is not None
    )


def is_bar(text: str) -> bool:
    """Whether it is surely a bar of buttons: WordPress's that name a service, Blogger's, and its link to a feed."""
    if text.endswith(_FEED):
        return ":" in text and len(text) <= _FEED_LINE
    if _names_services(text) or _is_glued(text):
        return True
    is_blogger = _BLOGGER in text and len(text) <= _LONGEST and not SENTENCE.search(text)
    return (is_blogger or opens_windows(text)) and _SERVICE.search(text) is not None


def _names_services(text: str) -> bool:
    """Whether it is a word in whatever language, a colon, and names of services."""
    named = _SHARES.fullmatch(text)
    names = re.split(r"[\s,|]+", named["names"]) if named else []
    return len(names) > 1 and all(map(_SERVICE.search, names))


def _is_glued(text: str) -> bool:
    """Whether buttons of three services ran together, as Blogger's do: "... con TwitterCompartir con Facebook ..."."""
    if not _SAID.fullmatch(text) or SENTENCE.search(text) or len(_SERVICE.findall(text)) < _LEAST:
        return False
    return len(_GLUED.findall(_SERVICE.sub("-", text))) + len(_RUN_ON.findall(text)) > 1


def is_row(words: str, buttons: frozenset[str]) -> bool:
    """Whether a folded line is names of services and buttons, and no more: "share tweet pin"."""
    parts = words.split()
    return len(set(parts)) == len(parts) >= _LEAST and buttons.issuperset(parts)
