"""The named reasons for which a line is left out of an article's text."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a line is no article text, as `read --explain` says it."""

    TITLE = "the title again"
    LEAD = "kept as the subtitle"
    BYLINE = "byline"
    DATE = "date line"
    CAPTION = "caption"
    IMAGE = "name of a picture"
    LABEL = "label"
    READING_TIME = "reading time"
    COMMENTS = "comments"
    VIEWS = "counter"
    NOTICE = "notice"
    SHARE = "share bar"
    FOLLOW = "follow us"
    NEWSLETTER = "newsletter"
    MORE = "read more"
    LINK = "link to another page"
    TEASER = "announces another page"
    COOKIES = "cookie notice"
    COPYRIGHT = "copyright"
    TAGS = "tags"
    ADVERTISEMENT = "advertisement"
    PAYWALL = "paywall"
    LANGUAGES = "language switcher"
    SITE = "name of the site"
    AGENCY = "agency sign-off"
    REPEATED = "printed before"
    SIGNS = "no words"
    LEARNED = "seen on other pages of this site"
