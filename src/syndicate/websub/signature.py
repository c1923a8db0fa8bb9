"""Body and secret -> the signature that only who knows the secret can make (WebSub, 7.1). Pure."""

from __future__ import annotations

import hmac

# sha1, which older hubs use, is no proof of anything any more.
METHODS = frozenset({"sha256", "sha384", "sha512"})


def sign(secret: str, body: bytes, method: str = "sha256") -> str:
    """Return the value of X-Hub-Signature for a body, `method=hex`."""
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


def is_signed(secret: str, body: bytes, signature: str) -> bool:
    """Tell whether the body, byte for byte, was signed with the secret."""
    method, _, proof = signature.strip().partition("=")
    method = method.lower()
    if method not in METHODS or not proof.isascii():
        return False
    return hmac.compare_digest(sign(secret, body, method), f"{method}={proof.lower()}")
