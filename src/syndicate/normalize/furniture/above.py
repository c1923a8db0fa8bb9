"""What a page says above a text -> whether a line is that. Pure.

The day of the post, where it says no more than its feed does; what Joomla lists ("Details", "Hits: 214"), and
forums of their members ("Join Date: Mar 2011", "Posts: 214"); who signs line by line ("By", "Jane Roe", "-", the day,
counts: tagDiv's themes); who posted it first, on LiveJournal; the head of a mail that was passed on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from syndicate.normalize.furniture import posting
from syndicate.normalize.text import ends_sentence

_LISTED = re.compile(
    r"(?i)details|(?:parent )?category: ?.{1,60}|written by:? .{1,60}|print|e-?mail|hits: ?\d+"
    r"|(?:published|created|last updated)(?::| on:?) ?.{6,40}"
)
_SURELY_LISTED = re.compile(
    r"(?i)hits: ?\d+|(?:published|created|last updated)(?::| on:?) ?.{6,40}"
)
_LEAST = 2  # lines of a list
_FORWARDED = re.compile(
    r"(?i)-{2,} ?(?:forwarded message|original message|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|пересылаемое сообщение) ?-{2,}"
    r"|begin forwarded message:"
)
_OF_MAIL = re.compile(
    r"(?i)(?:from|date|sent|subject|to|cc|reply-to|von|datum|gesendet|betreff|an|de|envoyé|objet|sujet|pour|copie à|à"
    r"|fecha|enviado|asunto|para|da|data|oggetto|a|van|verzonden|onderwerp|aan|от|дата|тема|кому) ?: .{1,200}"
)
_SINCE = re.compile(
    r"(?i)(?:join(?:ed)?(?: date)?|member since|registered|registriert(?: seit)?|dabei seit|mitglied seit"
    r"|inscrit(?: le)?|registrado|registrato(?: il)?|зарегистрирован|регистрация) ?: ?[^:]{0,24}\d{4}(?:,? \d.{0,12})?"
)
_POSTS = re.compile(
    r"(?i)(?:posts|beiträge|messages|mensajes|mensagens|messaggi|сообщений|сообщения) ?: ?[\d.,]+"
)
_PLACE = re.compile(
    r"(?i)(?:location|from|ort|wohnort|lieu|ubicación|localização|località|откуда) ?: ?.{1,30}"
)
_OF_MEMBER = 40  # characters: a name, a rank, a place
_BY = frozenset(("By", "Von", "Par", "Por", "Di", "Da", "Door", "Oleh", "Автор"))
_NAME = 5  # words
_DASHES = frozenset("-–—|")
_COUNT = re.compile(r"\d[\d.,]*[KkMm]?")  # of comments, of views


def listed(lines: Sequence[str]) -> int:
    """How many lines at the top are what Joomla knows of a post, a forum of who posted it, or the head of a mail."""
    if lines and _FORWARDED.fullmatch(lines[0]):
        return 1 + next(
            (at for at, line in enumerate(lines[1:]) if not _OF_MAIL.fullmatch(line)),
            len(lines) - 1,
        )
    if not lines or not _LISTED.fullmatch(lines[0]):  # as nearly always
        return _member(lines)
    count = next((at for at, line in enumerate(lines) if not _LISTED.fullmatch(line)), len(lines))
    sure = any(_SURELY_LISTED.fullmatch(line) for line in lines[:count])
    return count if sure and count >= _LEAST else 0


def _member(lines: Sequence[str]) -> int:
    """How many lines at the top tell who posted: since when a member, and how many posts, not far from each other."""
    since = next((at for at, line in enumerate(lines) if _SINCE.fullmatch(line)), None)
    posts = next((at for at, line in enumerate(lines) if _POSTS.fullmatch(line)), None)
    if since is None or posts is None or abs(since - posts) > _LEAST:
        return 0
    count = max(since, posts) + 1
    if count < len(lines) and _PLACE.fullmatch(lines[count]):
        count += 1
    told = lines[:count]
    return 0 if any(len(line) > _OF_MEMBER or ends_sentence(line) for line in told) else count


def signed(lines: Sequence[str], near: date) -> tuple[int, str] | None:
    """How many lines sign a text one by one, "By", "Jane Roe", "-", "March 3, 2026", "12", and the name; else None.

    Only the day of the entry below a name makes it one: "By" may begin a text.
    """
    if len(lines) < _LEAST + 1 or lines[0].rstrip(":") not in _BY or len(lines[1].split()) > _NAME:
        return None
    at = 3 if lines[2] in _DASHES else 2
    if at >= len(lines) or not posting.is_day(lines[at], near):
        return None
    counts = next(
        (more for more, line in enumerate(lines[at + 1 :]) if not _COUNT.fullmatch(line)), 0
    )
    return at + 1 + counts, lines[1]
