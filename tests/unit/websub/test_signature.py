from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.websub.signature import METHODS, is_signed, sign


@given(st.text(min_size=1, max_size=64), st.binary(), st.sampled_from(sorted(METHODS)))
def test_what_was_signed_is_believed(secret: str, body: bytes, method: str) -> None:
    assert is_signed(secret, body, sign(secret, body, method))


@given(st.binary(), st.binary(), st.text(max_size=80))
def test_nothing_else_is(body: bytes, other: bytes, text: str) -> None:
    assert not is_signed("secret", body, text)
    assert not is_signed("other", body, sign("secret", body))
    assert is_signed("secret", other, sign("secret", body)) == (body == other)


def test_a_known_answer() -> None:
    """RFC 4231, test case 2."""
    proof = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert is_signed("Jefe", b"what do ya want for nothing?", f"SHA256={proof.upper()}")


@pytest.mark.parametrize("signature", ["", "sha256", "sha256=", "=", "sha256=é", "md5=00"])
def test_what_is_no_signature_is_refused(signature: str) -> None:
    assert not is_signed("secret", b"", signature)


def test_sha1_proves_nothing() -> None:
    assert not is_signed("secret", b"body", sign("secret", b"body", "sha1"))
