"""One outlet's web server: documents with validators, true 304s, gzip, its own charset."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import urlsplit

from aiohttp import web

from demo import feeds, pages
from demo.outlets import Listing, Outlet
from demo.story import Published, Story

_HTML = "text/html"
_ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /account\n"
_SMALL = 400  # bytes below which compressing does not pay

Renderer = Callable[[Outlet, Sequence[Published]], str]
_LISTINGS: dict[Listing, tuple[str, Renderer]] = {
    Listing.RSS: ("application/rss+xml", feeds.rss),
    Listing.ATOM: ("application/atom+xml", feeds.atom),
    Listing.JSON_FEED: ("application/feed+json", feeds.json_feed),
    Listing.SITEMAP: ("application/xml", feeds.sitemap),
}
_OWN_ENCODING = (Listing.RSS,)  # the other listings are UTF-8 whatever the pages are


@dataclass(frozen=True, slots=True)
class Document:
    """What stands at one address now."""

    text: str
    content_type: str
    encoding: str = "utf-8"

    @property
    def body(self) -> bytes:
        """The bytes; a character the charset lacks is a reference, as in old systems."""
        return self.text.encode(self.encoding, "xmlcharrefreplace")


class Site:
    """Serves one outlet on 127.0.0.1, on a port the system picks."""

    def __init__(self, outlet: Outlet, requests: Counter[int]) -> None:
        self.outlet = outlet
        self._requests = requests
        self._stories: list[Published] = []  # newest first
        self._articles: dict[str, Published] = {}  # by path and query
        self._changed: datetime | None = None
        self._runner: web.AppRunner | None = None

    @property
    def stories(self) -> Sequence[Published]:
        """What stands on the site, newest first."""
        return self._stories

    async def start(self) -> None:
        """Listen; from now on `outlet.base_url` is known."""
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.outlet = replace(self.outlet, base_url=f"http://127.0.0.1:{port}")

    async def stop(self) -> None:
        """Close the port."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def publish(self, story: Story, when: datetime, now: datetime) -> Published:
        """Put a story on top of the site, dated `when`."""
        path = self.outlet.path(story, when)
        published = Published(story, f"{self.outlet.base_url}{path}", when)
        self._stories.insert(0, published)
        self._articles[path] = published
        self._changed = self._later(now)
        return published

    def _later(self, now: datetime) -> datetime:
        """`now` in whole seconds, but always later than the last change: two changes in one
        second would otherwise share a Last-Modified, and a 304 would hide the second."""
        whole = now.replace(microsecond=0)
        if self._changed is None or whole > self._changed:
            return whole
        return self._changed + timedelta(seconds=1)

    async def _answer(self, request: web.Request) -> web.Response:
        document = self.document(request.rel_url.raw_path_qs)
        response = self._not_found() if document is None else self._respond(request, document)
        self._requests[response.status] += 1
        return response

    def document(self, target: str) -> Document | None:
        """What stands at a path with query, both percent-encoded; None: nothing does."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return Document(_ROBOTS, "text/plain")
        if parts.path == "/":
            return self._page(pages.front_page(self.outlet, self._stories))
        if parts.path == self.outlet.list_path:
            return self._listing()
        if parts.path[1:] in pages.words(self.outlet.language)["sections"]:
            return self._section(parts.path[1:])
        return self._article(parts.path) or self._article(f"{parts.path}?{parts.query}")

    def _section(self, name: str) -> Document:
        stories = [published for published in self._stories if published.story.section == name]
        return self._page(pages.front_page(self.outlet, stories))

    def _listing(self) -> Document:
        listing = self.outlet.listing
        content_type, render = _LISTINGS[listing]
        text = render(self.outlet, self._stories)
        encoding = self.outlet.encoding if listing in _OWN_ENCODING else "utf-8"
        return Document(text, content_type, encoding)

    def _article(self, path: str) -> Document | None:
        if published := self._articles.get(path):
            return self._page(pages.article_page(self.outlet, published, self._stories))
        twin = self._articles.get(path.removesuffix("/amp"))
        if twin is None or not twin.story.twin:
            return None
        return self._page(pages.amp_page(self.outlet, twin))

    def _page(self, text: str) -> Document:
        return Document(text, _HTML, self.outlet.encoding)

    def _not_found(self) -> web.Response:
        return web.Response(status=404, text="Not found", content_type="text/plain")

    def _respond(self, request: web.Request, document: Document) -> web.Response:
        body = document.body
        headers = self._headers(document, body)
        if self._unchanged(request, headers["ETag"]):
            return web.Response(status=304, headers=headers)
        if len(body) > _SMALL and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=6, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return web.Response(body=body, headers=headers)

    def _headers(self, document: Document, body: bytes) -> dict[str, str]:
        charset = f"; charset={document.encoding}" if self.outlet.charset_header else ""
        headers = {
            "Content-Type": f"{document.content_type}{charset}",
            "ETag": f'W/"{sha256(body).hexdigest()[:20]}"',
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
        }
        if self._changed is not None:
            headers["Last-Modified"] = format_datetime(self._changed, usegmt=True)
        return headers

    def _unchanged(self, request: web.Request, etag: str) -> bool:
        if known := request.headers.get("If-None-Match"):
            return etag in [tag.strip() for tag in known.split(",")]
        since = request.if_modified_since
        return since is not None and self._changed is not None and self._changed <= since
