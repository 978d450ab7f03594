"""Content codings undone, within a bound that holds whatever comes."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from monitors.web.decode import DecodeError, TooLargeError, undo

LIMIT = 100_000


def raw_deflate(body: bytes) -> bytes:
    """Deflate without the zlib wrapper, as some servers send it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "identity": bytes,
    "": bytes,
    "utf-8": bytes,
    "GZIP, identity": gzip.compress,
}
CODINGS = ["gzip", "deflate", "br", "zstd"]


@pytest.mark.parametrize("coding", PACKERS)
@given(body=st.binary(max_size=5000).filter(lambda body: not body.startswith(b"\x1f\x8b")))
def test_what_was_packed_comes_back(coding: str, body: bytes) -> None:
    """Every coding gives back every body, also under its odd names."""
    assert undo(PACKERS[coding](body), coding, LIMIT) == body


@pytest.mark.parametrize("coding", CODINGS)
@given(junk=st.binary(min_size=1, max_size=300))
def test_junk_is_an_error_or_a_bounded_body(coding: str, junk: bytes) -> None:
    """No bytes can make anything else happen."""
    with suppress(DecodeError):
        assert len(undo(junk, coding, 1000)) <= 1000


@pytest.mark.parametrize("coding", CODINGS)
@given(data=st.data())
def test_a_truncated_body_is_an_error(coding: str, data: st.DataObject) -> None:
    """Cut anywhere, a packed body is never taken for a whole one."""
    whole = PACKERS[coding](bytes(range(256)) * 8)
    cut = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(DecodeError):
        undo(whole[:cut], coding, LIMIT)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", ""])
def test_the_bound_is_exact(coding: str) -> None:
    """A body of the limit passes, one byte more does not."""
    assert len(undo(PACKERS[coding](b"x" * LIMIT), coding, LIMIT)) == LIMIT
    with pytest.raises(TooLargeError):
        undo(PACKERS[coding](b"x" * (LIMIT + 1)), coding, LIMIT)


@pytest.mark.parametrize("coding", ["gzip, gzip", "br, gzip", "gzip,gzip,gzip"])
def test_codings_on_codings_are_refused(coding: str) -> None:
    """No news needs to be packed twice; bombs do."""
    with pytest.raises(DecodeError, match="more than once"):
        undo(gzip.compress(gzip.compress(b"x")), coding, LIMIT)


def test_an_unknown_coding_is_refused() -> None:
    """What cannot be undone is said by its name."""
    with pytest.raises(DecodeError, match="'compress'"):
        undo(b"x", "compress", LIMIT)


def test_a_gzip_file_without_a_coding_is_unpacked() -> None:
    """sitemap.xml.gz is a file, not a coding; it comes out as XML all the same."""
    assert undo(gzip.compress(b"<urlset/>"), "", LIMIT) == b"<urlset/>"


def test_gzip_members_follow_one_another() -> None:
    """A gzip of several members is their texts in a row; padding after it is nothing."""
    packed = gzip.compress(b"a" * 9) + gzip.compress(b"b") + b"\0" * 20
    assert undo(packed, "gzip", LIMIT) == b"aaaaaaaaab"


def test_zstd_frames_follow_one_another() -> None:
    """The same for zstd."""
    packed = zstandard.compress(b"a") + zstandard.compress(b"b")
    assert undo(packed, "zstd", LIMIT) == b"ab"


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"") * 50_000, zstandard.compress(b"") * 50_000], ids=["gzip", "zstd"]
)
def test_endless_empty_members_are_refused(packed: bytes) -> None:
    """They would cost time without end and give nothing."""
    with pytest.raises(DecodeError, match="pieces"):
        undo(packed, "gzip" if packed[0] == 0x1F else "zstd", LIMIT)


def test_a_huge_zstd_window_is_refused() -> None:
    """Memory for the window is bounded too (RFC 9659: 8 MiB)."""
    settings = zstandard.ZstdCompressionParameters(window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    with pytest.raises(DecodeError):
        undo(packer.compress(b"x" * 10_000) + packer.flush(), "zstd", LIMIT)


@pytest.mark.parametrize("coding", CODINGS)
def test_nothing_is_nothing(coding: str) -> None:
    """An empty body with a coding is empty."""
    assert undo(b"", coding, LIMIT) == b""
