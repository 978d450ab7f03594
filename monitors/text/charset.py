"""Bytes → text, whatever the header, the mark and the document claim."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

# WHATWG Encoding Standard, section 4.2: what a label means on the web, which is often not
# what it meant to its inventors ("latin-1" is windows-1252). Only these are believed, so no
# document can name a codec that is none of text (hex, zip, unicode_escape …).
LABELS: dict[str, str] = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8", "utf8mb4"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    **dict.fromkeys(
        (
            *("windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1"),
            *("latin1", "latin-1", "l1", "ascii", "us-ascii", "ansi_x3.4-1968", "iso-ir-100"),
            *("iso88591", "cp819", "ibm819", "ansi"),
        ),
        "cp1252",
    ),
    **dict.fromkeys(("windows-1256", "cp1256", "x-cp1256", "win-1256", "windows1256"), "cp1256"),
    **dict.fromkeys(
        ("iso-8859-6", "iso8859-6", "iso_8859-6", "arabic", "asmo-708", "iso-8859-6-i", "ecma-114"),
        "iso8859-6",
    ),
    **dict.fromkeys(("iso-8859-15", "iso8859-15", "iso_8859-15", "latin-9", "l9"), "iso8859-15"),
    **dict.fromkeys(("iso-8859-2", "iso8859-2", "latin2", "l2"), "iso8859-2"),
    **dict.fromkeys(("iso-8859-5", "iso8859-5", "cyrillic"), "iso8859-5"),
    **dict.fromkeys(("iso-8859-7", "iso8859-7", "greek"), "iso8859-7"),
    **dict.fromkeys(("iso-8859-8", "iso8859-8", "iso-8859-8-i", "hebrew"), "iso8859-8"),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "latin5", "windows-1254", "cp1254"), "cp1254"),
    **{f"windows-{n}": f"cp{n}" for n in (1250, 1251, 1253, 1255, 1257, 1258)},
    **{f"cp{n}": f"cp{n}" for n in (1250, 1251, 1253, 1255, 1257, 1258)},
    **dict.fromkeys(("windows-874", "tis-620", "iso-8859-11"), "cp874"),
    **dict.fromkeys(("koi8-r", "koi8", "koi8_r"), "koi8-r"),
    "koi8-u": "koi8-u",
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "cp932"), "cp932"),
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean", "windows-949", "cp949"), "cp949"),
}

# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
PLAUSIBLE = ["utf_8", "cp1252", "cp1256", "iso8859_6", "cp1251"]
MULTI_BYTE = {"gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949"}
HEAD = 4096  # bytes searched for a declaration; browsers look at 1024
SAMPLE = 20_000  # bytes handed to the detector

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:+-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
_HIGH_WORDS = re.compile(rb"[^\x00-\x20]{0,30}[\x80-\xff][^\x00-\x20]{0,30}")
_HIGH = re.compile(rb"[\x80-\xff]")
_BESIDE_ASCII = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")
_UNWANTED = re.compile("[\x00\ud800-\udfff]")
_HALVES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LETTERS_8859_6 = re.compile(rb"[\x00-\x7f\xa0\xac\xbb\xbf\xc1-\xda\xe0-\xf2]*")


def decode(body: bytes, content_type: str, override: str | None, *, xml: bool = False) -> str:
    """The text of `body`: never raises, holds no NUL and no lone surrogate, no leading mark.

    Believed in this order: `override` (what the editor wrote), a byte order mark, the charset
    of the header `content_type`, the XML declaration or (unless `xml`) the HTML meta, the
    detector. Text that is strict UTF-8 wins over a label of any single-byte charset, since such
    text is all but never valid UTF-8 by chance; text that is not wins over the label UTF-8.
    """
    body = _without_surrogates(body)
    codec, start = _choose(body, content_type, override, xml=xml)
    return _UNWANTED.sub("", body[start:].decode(codec, "replace")).removeprefix("\ufeff")


def _without_surrogates(body: bytes) -> bytes:
    """UTF-8 without the halves of letters that some programs write into it."""
    if b"\xed" not in body:
        return body
    whole = _HALVES.sub(b"", body)
    return whole if _is(whole, "utf-8") else body


def _choose(body: bytes, content_type: str, override: str | None, *, xml: bool) -> tuple[str, int]:
    """The codec and how many bytes its mark takes."""
    forced = named(override or "")
    mark = next(((codec, len(sign)) for sign, codec in MARKS if body.startswith(sign)), None)
    if forced:
        return forced, mark[1] if mark and mark[0] == forced else 0
    if mark:
        return mark
    if wide := _wide(body):
        return wide, 0
    return _declared(body, content_type, xml=xml), 0


def named(label: str) -> str | None:
    """Python's codec for a charset label of the web; None for one nobody should believe."""
    return LABELS.get(label.strip().strip("\"'").lower())


def _wide(body: bytes) -> str | None:
    """UTF-16 without its mark: markup begins with '<', and every second byte is nil."""
    if body[:2] == b"<\x00" and body[3:4] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if body[:2] == b"\x00<" and body[2:3] == b"\x00" else None


def _declared(body: bytes, content_type: str, *, xml: bool) -> str:
    """The first label that the bytes do not contradict, else what the detector says."""
    strict = _is(body, "utf-8")
    if strict:  # true of pure ASCII too, where every label means the same
        seven_bit = body.isascii()
        return _seven_bit(body, content_type, xml=xml) if seven_bit else "utf-8"
    labels = [codec for codec in _labels(body, content_type, xml=xml) if codec != "utf-8"]
    if not labels:
        return _detect(body)
    return next((codec for codec in labels if _fits(body, codec)), labels[0])


def _seven_bit(body: bytes, content_type: str, *, xml: bool) -> str:
    """ISO-2022-JP writes Japanese in seven bits; for all else ASCII is UTF-8."""
    japanese = b"\x1b$" in body and "iso2022_jp" in _labels(body, content_type, xml=xml)
    return "iso2022_jp" if japanese else "utf-8"


def _labels(body: bytes, content_type: str, *, xml: bool) -> list[str]:
    """Codecs claimed for the document, the header's first. A label UTF-16 is no longer possible
    here (WHATWG reads it as UTF-8, since the label itself could be read as ASCII)."""
    head = body[:HEAD]
    found = [match.group(1) for match in [_HEADER.search(content_type)] if match]
    for pattern in (_XML,) if xml else (_XML, _META):
        found += [match.group(1).decode("ascii", "ignore") for match in pattern.finditer(head)]
    codecs_named = [named(label) for label in found]
    return [codec for codec in codecs_named if codec and not codec.startswith("utf-16")]


def _fits(body: bytes, codec: str) -> bool:
    """Single-byte charsets fit anything; the others are tried."""
    return codec not in MULTI_BYTE or _is(body, codec)


def _is(body: bytes, codec: str) -> bool:
    """True where every byte is legal in the codec."""
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _detect(body: bytes) -> str:
    """The likeliest charset of bytes that are not UTF-8 and say nothing (or say UTF-8)."""
    if _mostly_utf8(body):
        return "utf-8"
    sample = _sample(body)
    guess = from_bytes(sample, cp_isolation=_candidates(sample), threshold=0.6).best()
    codec = guess.encoding if guess else "cp1252"
    return {"utf_8": "utf-8", "iso8859_6": "iso8859-6"}.get(codec, codec)


def _mostly_utf8(body: bytes) -> bool:
    """UTF-8 with a few bad bytes (a text cut in the middle of a letter): most of what is not
    ASCII still reads as UTF-8."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good > 3 * bad


def _sample(body: bytes) -> bytes:
    """The words that hold a byte beyond ASCII: markup and English say nothing of the charset."""
    text = _MARKUP.sub(b" ", body)
    return b" ".join(_HIGH_WORDS.findall(text) or _HIGH_WORDS.findall(body))[:SAMPLE]


def _candidates(sample: bytes) -> list[str]:
    """Charsets that may be: the less one must tell apart, the less a few letters mislead.

    Cyrillic and Arabic are none where letters stand beside ASCII ones, as accented Latin do.
    ISO-8859-6 has few letters: it is one only where no other byte occurs and more of it reads
    as Arabic than under windows-1256, which is then none.
    """
    accents = len(_BESIDE_ASCII.findall(sample)) / max(1, len(_HIGH.findall(sample)))
    no = {codec for codec, most in (("cp1251", 0.3), ("cp1256", 0.6)) if accents > most}
    as_iso, as_windows = (_arabic_share(sample, c) for c in ("iso8859_6", "cp1256"))
    only_letters = _LETTERS_8859_6.fullmatch(sample) is not None
    no.add("cp1256" if only_letters and as_iso > as_windows else "iso8859_6")
    return [codec for codec in PLAUSIBLE if codec not in no]


def _arabic_share(sample: bytes, codec: str) -> float:
    """Share of Arabic letters among the characters beyond ASCII."""
    text = [c for c in sample.decode(codec, "replace") if c > "\x7f"]
    return len(_ARABIC.findall("".join(text))) / max(1, len(text))
