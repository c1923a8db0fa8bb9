"""The item that founded a story or a thread -> its id: minted once, never reused. Pure."""

import base64
import hashlib


def minted(letter: str, founder: str) -> str:
    """Make an id from what founded a story or a thread: the same wherever it is made."""
    digest = hashlib.sha256(f"{letter}:{founder}".encode()).digest()
    return letter + base64.b32encode(digest)[:16].decode().lower()


def parted(letter: str, parent: str, founder: str) -> str:
    """Make the id of what left a story or a thread: the same each time that the same thing leaves it."""
    return minted(letter, f"{parent}>{founder}")
