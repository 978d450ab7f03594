"""The time zone of a site, for times that are written without an offset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"\d\d:?\d\d(?::?\d\d)?(?:[.,]\d+)?\s*([+\-\u2212])(\d\d):?(\d\d)\s*$")

# Countries of one zone (those parts overseas apart that no newspaper of the list is in).
_COUNTRIES: dict[str, str] = {
    **dict.fromkeys(("fr", "gf", "mc"), "Europe/Paris"),
    "ae": "Asia/Dubai", "af": "Asia/Kabul", "al": "Europe/Tirane", "am": "Asia/Yerevan",
    "ao": "Africa/Luanda", "at": "Europe/Vienna", "az": "Asia/Baku", "ba": "Europe/Sarajevo",
    "bd": "Asia/Dhaka", "be": "Europe/Brussels", "bf": "Africa/Ouagadougou",
    "bg": "Europe/Sofia", "bh": "Asia/Bahrain", "bi": "Africa/Bujumbura",
    "bj": "Africa/Porto-Novo", "bo": "America/La_Paz", "by": "Europe/Minsk",
    "cf": "Africa/Bangui", "cg": "Africa/Brazzaville", "ch": "Europe/Zurich",
    "ci": "Africa/Abidjan", "cm": "Africa/Douala", "cn": "Asia/Shanghai", "co": "America/Bogota",
    "cu": "America/Havana", "cy": "Asia/Nicosia", "cz": "Europe/Prague", "de": "Europe/Berlin",
    "dj": "Africa/Djibouti", "dk": "Europe/Copenhagen", "dz": "Africa/Algiers",
    "ee": "Europe/Tallinn", "eg": "Africa/Cairo", "er": "Africa/Asmara", "es": "Europe/Madrid",
    "et": "Africa/Addis_Ababa", "fi": "Europe/Helsinki", "ga": "Africa/Libreville",
    "ge": "Asia/Tbilisi", "gh": "Africa/Accra", "gn": "Africa/Conakry", "gr": "Europe/Athens",
    "hk": "Asia/Hong_Kong", "hr": "Europe/Zagreb", "ht": "America/Port-au-Prince",
    "hu": "Europe/Budapest", "ie": "Europe/Dublin", "il": "Asia/Jerusalem",
    "in": "Asia/Kolkata", "iq": "Asia/Baghdad", "ir": "Asia/Tehran", "it": "Europe/Rome",
    "jo": "Asia/Amman", "jp": "Asia/Tokyo", "ke": "Africa/Nairobi", "km": "Indian/Comoro",
    "kp": "Asia/Pyongyang", "kr": "Asia/Seoul", "kw": "Asia/Kuwait", "lb": "Asia/Beirut",
    "lk": "Asia/Colombo", "lt": "Europe/Vilnius", "lu": "Europe/Luxembourg",
    "lv": "Europe/Riga", "ly": "Africa/Tripoli", "ma": "Africa/Casablanca",
    "md": "Europe/Chisinau", "mg": "Indian/Antananarivo", "mk": "Europe/Skopje",
    "ml": "Africa/Bamako", "mr": "Africa/Nouakchott", "mt": "Europe/Malta",
    "mu": "Indian/Mauritius", "my": "Asia/Kuala_Lumpur", "ne": "Africa/Niamey",
    "ng": "Africa/Lagos", "nl": "Europe/Amsterdam", "no": "Europe/Oslo", "np": "Asia/Kathmandu",
    "om": "Asia/Muscat", "pe": "America/Lima", "ph": "Asia/Manila", "pk": "Asia/Karachi",
    "pl": "Europe/Warsaw", "ps": "Asia/Gaza", "qa": "Asia/Qatar", "ro": "Europe/Bucharest",
    "rs": "Europe/Belgrade", "rw": "Africa/Kigali", "sa": "Asia/Riyadh",
    "sd": "Africa/Khartoum", "se": "Europe/Stockholm", "sg": "Asia/Singapore",
    "si": "Europe/Ljubljana", "sk": "Europe/Bratislava", "sn": "Africa/Dakar",
    "so": "Africa/Mogadishu", "ss": "Africa/Juba", "sy": "Asia/Damascus",
    "td": "Africa/Ndjamena", "tg": "Africa/Lome", "th": "Asia/Bangkok", "tn": "Africa/Tunis",
    "tr": "Europe/Istanbul", "tw": "Asia/Taipei", "tz": "Africa/Dar_es_Salaam",
    "ua": "Europe/Kyiv", "ug": "Africa/Kampala", "uk": "Europe/London",
    "uz": "Asia/Tashkent", "ve": "America/Caracas", "vn": "Asia/Ho_Chi_Minh",
    "ye": "Asia/Aden", "za": "Africa/Johannesburg", "zw": "Africa/Harare",
}  # fmt: skip


def zone_of(stamps: Iterable[str], url: str, stated: str | None = None) -> tzinfo:
    """The zone that naive times of a page are in: the one `stated` for its source (an IANA name),
    else an offset other than nought that one of its machine-readable dates has, else that of the
    country in its address, else UTC."""
    if stated:
        return _loaded(stated)
    offsets = (_offset(stamp) for stamp in stamps)
    return next(filter(None, offsets), None) or _of_country(urlsplit(url).hostname or "")


def _offset(stamp: str) -> tzinfo | None:
    found = _OFFSET.search(stamp)
    if found is None:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if not timedelta() < size <= timedelta(hours=14):
        return None
    return timezone(size if found[1] == "+" else -size)


def _of_country(host: str) -> tzinfo:
    name = _COUNTRIES.get(host.rpartition(".")[2].lower())
    return _loaded(name) if name else UTC


@cache
def _loaded(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a machine without the zone database
        return UTC
