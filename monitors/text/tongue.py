"""Language codes as documents write them → two letters."""

from __future__ import annotations

import re

_THREE = {
    "ara": "ar", "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es",
    "ita": "it", "por": "pt", "rus": "ru", "tur": "tr", "fas": "fa", "per": "fa", "heb": "he",
}  # fmt: skip
_CODE = re.compile(r"\s*([a-z]{2,3})(?:[-_].*)?\s*", re.IGNORECASE | re.DOTALL)


def two_letters(code: object) -> str | None:
    """'fr-FR', 'FR_fr', 'fra' → 'fr'; None for what is no code."""
    found = _CODE.fullmatch(code) if isinstance(code, str) else None
    if not found:
        return None
    low = found[1].lower()
    return low if len(low) == 2 else _THREE.get(low)  # noqa: PLR2004 - ISO 639-1 has two letters
