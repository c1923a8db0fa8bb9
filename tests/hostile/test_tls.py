"""A server that cannot prove who it is gets no question: no fallback to plain HTTP, no old TLS."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import OpenClient, fetched, refusal
from tests.integration.fetch.hostile_origin import feed, running

HOST = "127.0.0.1"
Certify = Callable[..., Path]


AUTHORITY = """
[ca]
default_ca = own
[own]
database = {folder}/index.txt
new_certs_dir = {folder}
serial = {folder}/serial
default_md = sha256
policy = names
unique_subject = no
x509_extensions = more
[names]
commonName = supplied
[more]
subjectAltName = {name}
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, keyCertSign
subjectKeyIdentifier = hash
"""
NOW = ("-days", "1")
LONG_AGO = ("-startdate", "200101000000Z", "-enddate", "200102000000Z")


@pytest.fixture
def certify(tmp_path: Path) -> Certify:
    """Make a certificate that is signed by itself, in one file with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no certificates without the command openssl")

    def make(name: str = f"IP:{HOST}", valid: tuple[str, ...] = NOW) -> Path:
        key, both = tmp_path / "key.pem", tmp_path / "both.pem"
        config = tmp_path / "authority.cnf"
        config.write_text(AUTHORITY.format(folder=tmp_path, name=name))
        (tmp_path / "index.txt").touch()
        request = ("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        openssl(*request, "-subj", "/CN=test", "-keyout", key, "-out", tmp_path / "request.pem")
        sign = ("ca", "-selfsign", "-batch", "-notext", "-create_serial", "-config", config)
        openssl(*sign, *valid, "-keyfile", key, "-in", tmp_path / "request.pem", "-out", both)
        both.write_text(both.read_text() + key.read_text())
        return both

    return make


def openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], capture_output=True, check=True)


def serving(certificate: Path, newest: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if newest is not None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old TLS is what is wanted here
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = newest
    return context


async def test_trusted_certificate_is_served(
    open_client: OpenClient, certify: Certify, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certify()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with running(context=serving(certificate)) as origin:
        got = await fetched(open_client(f"{HOST}/32"), origin.put("/", feed()))
    assert got.complete


@pytest.mark.parametrize(
    ("made", "trusted", "words"),
    [
        ({}, False, "cannot be trusted: self"),
        ({"name": "DNS:other.example"}, True, "cannot be trusted: IP address mismatch"),
        ({"valid": LONG_AGO}, True, "cannot be trusted: certificate has expired"),
    ],
    ids=["signed by itself", "for another host", "expired"],
)
async def test_certificate_that_proves_nothing_is_refused_and_told(
    open_client: OpenClient,
    certify: Certify,
    monkeypatch: pytest.MonkeyPatch,
    made: dict[str, object],
    trusted: bool,
    words: str,
) -> None:
    certificate = certify(**made)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with running(context=serving(certificate)) as origin:
        error = await refusal(open_client(f"{HOST}/32"), origin.put("/", feed()))
    assert words in error.reason
    assert not origin.requests


async def test_old_tls_is_refused(
    open_client: OpenClient, certify: Certify, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certify()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with running(context=serving(certificate, ssl.TLSVersion.TLSv1_1)) as origin:
        error = await refusal(open_client(f"{HOST}/32"), origin.put("/", feed()))
    # The server may say why it hangs up, or only hang up.
    assert "no secure connection can be made" in error.reason or "TLS 1.2" in error.reason
    assert not origin.requests


async def test_no_question_is_asked_in_the_clear_where_tls_fails(open_client: OpenClient) -> None:
    async with running() as origin:
        url = origin.put("/", feed()).replace("http:", "https:")
        await refusal(open_client(f"{HOST}/32"), url)
    assert not origin.requests
