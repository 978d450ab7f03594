"""The six invented outlets: what each is called, how it lists its stories, how it is built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from demo.story import Story


class Listing(StrEnum):
    """How an outlet says what is new; each has its own renderer."""

    RSS = "rss"
    ATOM = "atom"
    JSON_FEED = "json feed"
    SITEMAP = "sitemap"
    FRONT = "front"  # the front page alone


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. `base_url` is empty until its server runs.

    `address` is the shape of an article's path, with {section}, {day}, {slug}, {number}.
    `charset_header` False leaves it to the document to say what its bytes are.
    """

    key: str
    name: str
    language: str
    listing: Listing
    list_path: str
    address: str
    layout: str  # name of the template of its article pages
    encoding: str = "utf-8"
    charset_header: bool = True
    tracking: str = ""  # appended to the addresses in its feed
    json_ld: bool = False
    meta_date: bool = False  # article:published_time in the head
    base_url: str = ""

    @property
    def home_url(self) -> str:
        """The front page, which every outlet has."""
        return f"{self.base_url}/"

    @property
    def feed_url(self) -> str | None:
        """The feed, for those that have one."""
        feeds = (Listing.RSS, Listing.ATOM, Listing.JSON_FEED)
        return f"{self.base_url}{self.list_path}" if self.listing in feeds else None

    @property
    def sitemap_url(self) -> str | None:
        """The news sitemap, for those that have one."""
        return f"{self.base_url}{self.list_path}" if self.listing is Listing.SITEMAP else None

    @property
    def listing_url(self) -> str | None:
        """The page to read when there is neither feed nor sitemap to be named outright."""
        pages = (Listing.FRONT, Listing.JSON_FEED)
        return self.home_url if self.listing in pages else None

    @property
    def source_url(self) -> str:
        """What an editor would write into rules.yaml."""
        return self.listing_url or self.feed_url or self.sitemap_url or self.home_url

    def path(self, story: Story, when: datetime) -> str:
        """Path and query of a story's page, percent-encoded."""
        filled = self.address.format(
            section=story.section, day=f"{when:%Y/%m/%d}", slug=story.slug, number=story.number
        )
        return quote(filled, safe="/?=")


OUTLETS = (
    Outlet(
        key="meridian-post",
        name="Meridian Post",
        language="en",
        listing=Listing.RSS,
        list_path="/rss/news.xml",
        address="/{section}/{day}/{slug}",
        layout="semantic",
        tracking="?utm_source=rss&utm_medium=feed&utm_campaign=news",
        meta_date=True,
    ),
    Outlet(
        key="harbour-ledger",
        name="The Harbour Ledger",
        language="en",
        listing=Listing.FRONT,
        list_path="/",
        address="/stories/{slug}-{number}.html",
        layout="boxes",
    ),
    Outlet(
        key="courrier-du-delta",
        name="Le Courrier du Delta",
        language="fr",
        listing=Listing.ATOM,
        list_path="/atom.xml",
        address="/{section}/{slug}_{number}.html",
        layout="semantic",
        encoding="iso-8859-1",
        meta_date=True,
    ),
    Outlet(
        key="gazette-de-valmer",
        name="La Gazette de Valmer",
        language="fr",
        listing=Listing.JSON_FEED,
        list_path="/flux.json",
        address="/{day}/{slug}/",
        layout="blocks",
        meta_date=True,
    ),
    Outlet(
        key="sahifat-al-marfa",
        name="صحيفة المرفأ",
        language="ar",
        listing=Listing.SITEMAP,
        list_path="/sitemap-news.xml",
        address="/أخبار/{section}/{number}",
        layout="blocks",
        json_ld=True,
    ),
    Outlet(
        key="ufuq-as-sahra",
        name="أفق الصحراء",
        language="ar",
        listing=Listing.RSS,
        list_path="/rss.xml",
        address="/article.php?id={number}",
        layout="boxes",
        encoding="windows-1256",
        charset_header=False,
    ),
)
