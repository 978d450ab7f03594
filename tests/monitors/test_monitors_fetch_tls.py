"""Certificates: a good one is trusted, the others are refused in words that help."""

from __future__ import annotations

import pytest
from fetch_kit import DATA, fetcher, names, own, site

from model.source import Fetched, FetchFailed, Trouble

HERE = {"secure_example": "127.0.0.1", "other_example": "127.0.0.1"}


@pytest.fixture(autouse=True)
def authority(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test authority is trusted, by the variable that does it for a company's own."""
    monkeypatch.setenv("SSL_CERT_FILE", str(DATA / "tls-authority.pem"))


async def visit(identity: str, host: str = "secure.example") -> object:
    """Fetch one page over TLS."""
    async with (
        site({"/": "news"}, identity=identity) as here,
        fetcher(lookup=names(**HERE)) as web_,
    ):
        url = here.url(host=host, scheme="https")
        return await web_.fetch(own(url))


async def test_a_good_certificate_is_trusted() -> None:
    """An authority named by SSL_CERT_FILE vouches for the host."""
    got = await visit("tls-good.pem")
    assert isinstance(got, Fetched)
    assert got.body == b"news"


@pytest.mark.parametrize(
    ("identity", "host", "words"),
    [
        ("tls-expired.pem", "secure.example", "expired"),
        ("tls-self-signed.pem", "secure.example", "it is signed by the server itself"),
        ("tls-good.pem", "other.example", "it is for another name"),
        ("tls-good.pem", "127.0.0.1", "it is for another address"),
    ],
)
async def test_a_bad_certificate_is_refused(identity: str, host: str, words: str) -> None:
    """Each fault of a certificate has its own words."""
    got = await visit(identity, host)
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.TLS
    assert got.message == f"the certificate of {host} is not valid: {words}"


async def test_a_stranger_s_authority_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the test authority nobody known here has signed."""
    monkeypatch.delenv("SSL_CERT_FILE")
    got = await visit("tls-good.pem")
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.TLS
    assert "signed by nobody known here" in got.message


async def test_plain_http_where_https_is_expected() -> None:
    """A server without TLS is told as such."""
    async with site({"/": "news"}) as here, fetcher() as web_:
        url = here.url(scheme="https")
        got = await web_.fetch(own(url))
    assert got == FetchFailed(url, Trouble.TLS, "127.0.0.1 does not speak https at this address")
