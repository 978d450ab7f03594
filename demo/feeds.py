"""What the invented outlets list: RSS, Atom, JSON Feed, news sitemap.

Pure: an outlet and its published stories, newest first, in; the document's text out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from demo.outlets import Outlet
from demo.pages import amp_url, content_html
from demo.story import Published


def rss(outlet: Outlet, stories: Sequence[Published]) -> str:
    """RSS 2.0 with summaries only, tracked addresses, and AMP twins of older top stories."""
    items = [_rss_item(outlet, published) for published in stories]
    items += [_rss_twin(published) for published in stories[1:] if published.story.twin]
    return (
        f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n'
        f'<rss version="2.0"><channel><title>{escape(outlet.name)}</title>'
        f"<link>{outlet.home_url}</link><description>{escape(outlet.name)}</description>"
        f"<language>{outlet.language}</language>\n" + "\n".join(items) + "\n</channel></rss>\n"
    )


def atom(outlet: Outlet, stories: Sequence[Published]) -> str:
    """Atom with summaries; all its ids are new whenever a story appears, as some systems do it."""
    edition = len(stories)
    entries = "\n".join(_atom_entry(published, edition) for published in stories)
    updated = stories[0].when.isoformat() if stories else "1970-01-01T00:00:00+00:00"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">'
        f"<title>{escape(outlet.name)}</title><id>{outlet.home_url}</id>"
        f'<link href="{outlet.home_url}"/><link rel="self" href="{outlet.feed_url}"/>'
        f"<updated>{updated}</updated>\n{entries}\n</feed>\n"
    )


def json_feed(outlet: Outlet, stories: Sequence[Published]) -> str:
    """JSON Feed 1.1 with the full texts."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": outlet.home_url,
        "feed_url": outlet.feed_url,
        "language": outlet.language,
        "items": [_json_item(published) for published in stories],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def sitemap(outlet: Outlet, stories: Sequence[Published]) -> str:
    """A news sitemap."""
    urls = "\n".join(_sitemap_url(outlet, published) for published in stories)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{urls}\n</urlset>\n"
    )


def _rss_item(outlet: Outlet, published: Published) -> str:
    story = published.story
    return (
        f"<item><title>{escape(story.title)}</title>"
        f"<link>{escape(published.url + outlet.tracking)}</link>"
        f'<guid isPermaLink="false">{outlet.key}-{story.number}</guid>'
        f"<pubDate>{format_datetime(published.when)}</pubDate>"
        f"<description>{escape(story.lead)}</description></item>"
    )


def _rss_twin(published: Published) -> str:
    story = published.story
    return (
        f"<item><title>{escape(story.title)}</title><link>{escape(amp_url(published))}</link>"
        f"<pubDate>{format_datetime(published.when)}</pubDate>"
        f"<description>{escape(story.lead)}</description></item>"
    )


def _atom_entry(published: Published, edition: int) -> str:
    story = published.story
    when = published.when.isoformat()
    return (
        f"<entry><title>{escape(story.title)}</title><id>urn:article:{story.number}:{edition}</id>"
        f'<link rel="alternate" type="text/html" href="{escape(published.url)}"/>'
        f"<author><name>{escape(story.author)}</name></author>"
        f"<published>{when}</published><updated>{when}</updated>"
        f'<summary type="text">{escape(story.lead)}</summary></entry>'
    )


def _json_item(published: Published) -> dict[str, object]:
    story = published.story
    return {
        "id": str(story.number),
        "url": published.url,
        "title": story.title,
        "summary": story.lead,
        "content_html": content_html(published),
        "date_published": published.when.isoformat(),
        "authors": [{"name": story.author}],
        "language": story.language,
    }


def _sitemap_url(outlet: Outlet, published: Published) -> str:
    return (
        f"<url><loc>{escape(published.url)}</loc><news:news><news:publication>"
        f"<news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication>"
        f"<news:publication_date>{published.when.isoformat()}</news:publication_date>"
        f"<news:title>{escape(published.story.title)}</news:title></news:news></url>"
    )
