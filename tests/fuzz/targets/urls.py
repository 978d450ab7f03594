"""Addresses: one article, one key."""

from __future__ import annotations

from monitors import identity
from monitors.listings import urlshape
from monitors.web import answers
from monitors.web.addresses import classify, permitted
from tests.fuzz.draws import readable


def run(data: bytes) -> None:
    """What is tidy stays as it is; a key is its own key, and that of the tidy address."""
    written, _, base = readable(data).partition("\0")
    tidy = identity.canonical(written, base)
    key = identity.url_key(written)
    assert identity.url_key(key) == key, (written, key)
    if tidy is not None:
        assert tidy.isascii(), tidy
        assert tidy.startswith(("http://", "https://")), tidy
        assert not set(tidy) & set('\r\n\t\0 <>"'), tidy
        assert identity.canonical(tidy) == tidy, (written, tidy)
        assert identity.url_key(tidy) == identity.tidy_key(tidy)
        assert answers.is_web(tidy), tidy
        assert answers.host_of(tidy), tidy
        assert identity.site(tidy), tidy
        _shaped(tidy)
    once = identity.without_dots(written)
    assert identity.without_dots(once) == once or not once.startswith("/"), (written, once)
    permitted(written, private=False)
    classify(written)


def _shaped(tidy: str) -> None:
    urlshape.shape(tidy)
    urlshape.slug_words(tidy)
    urlshape.template(tidy)
    urlshape.service(tidy)
    urlshape.date_in(tidy)
    identity.is_front(tidy)
