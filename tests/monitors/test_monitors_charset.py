"""Bytes come out as the letters that were meant."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitors.text.charset import decode, named

FRENCH = "<p>Le Conseil a adopté mardi l’arrêt des hostilités ; « très tôt », dit la déléguée.</p>"
ARABIC = (
    "<p>أعلنت وزارة النقل إعادة فتح الميناء أمام سفن الحبوب، وقال المتحدث إن العمل يبدأ غدا.</p>"
)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (FRENCH, "cp1252"),
        (FRENCH.replace("’", "'"), "latin-1"),
        ("été", "latin-1"),
        ("NOËL À L'ÉTÉ", "latin-1"),
        ("The minister said “it’s over” – and left.", "cp1252"),
        (ARABIC, "cp1256"),
        ("صفقة أسلحة", "cp1256"),
        ("فرنسا : Élysée", "utf-8"),
        ("<b>Port</b> <i>reopens</i> — " + ARABIC, "cp1256"),
        ("طائرة مسيرة هدية", "iso8859-6"),
        (FRENCH, "utf-8"),
        (ARABIC, "utf-8"),
        (f"<p>{FRENCH}", "utf-16-le"),
        (f"<p>{ARABIC}", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("header", ["", "text/html", "text/html; charset=utf-8"])
def test_undeclared_or_misdeclared_text_comes_out_right(text: str, codec: str, header: str) -> None:
    """The detector tells French, English and Arabic charsets apart, also under the label UTF-8."""
    assert decode(text.encode(codec), header, None) == text


@pytest.mark.parametrize(
    ("header", "head"),
    [
        ("text/html; charset=windows-1256", ""),
        ('text/html; charset="CP1256"', '<meta charset="utf-8">'),
        ("text/html", "<meta charset=windows-1256>"),
        ("", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'),
        ("text/html; charset=nonsense", '<meta charset="windows-1256">'),
        ("text/html; charset=hex", ""),
    ],
)
def test_declared_text_comes_out_right(header: str, head: str) -> None:
    """Header before meta; labels of no charset are passed over."""
    text = head + ARABIC
    assert decode(text.encode("cp1256"), header, None) == text


def test_an_xml_declaration_counts_and_a_meta_in_xml_does_not() -> None:
    """XML says its charset in one place only."""
    text = '<?xml version="1.0" encoding="windows-1251"?><a>Привет, мир</a>'
    assert decode(text.encode("cp1251"), "", None, xml=True) == text
    text = '<rss><title>été</title><d><meta charset="windows-1251"></d></rss>'
    assert decode(text.encode("latin-1"), "", None, xml=True) == text


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "windows-1256", "us-ascii"])
def test_strict_utf8_wins_over_a_lying_single_byte_label(label: str) -> None:
    """Servers send a default charset over pages that know better."""
    text = f'<meta charset="{label}">{FRENCH}{ARABIC}'
    assert decode(text.encode(), f"text/html; charset={label}", None) == text


def test_latin_1_means_windows_1252() -> None:
    """As every browser has it: quotes and the euro sign are no control characters."""
    text = "“30 €” – œuvre"
    assert decode(text.encode("cp1252"), "text/html; charset=ISO-8859-1", None) == text


def test_the_editors_word_comes_first() -> None:
    """Before header and detector; what is no charset is no word."""
    body = ARABIC.encode("cp1256")
    assert decode(body, "text/html; charset=iso-8859-1", "windows-1256") == ARABIC
    assert decode(body, "", "klingon") == ARABIC


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_and_removed(mark: bytes, codec: str) -> None:
    """Over the header, as in browsers."""
    body = mark + ARABIC.encode(codec)
    assert decode(body, "text/html; charset=windows-1252", None) == ARABIC


def test_utf8_with_a_letter_cut_in_two_stays_utf8() -> None:
    """A few bad bytes are no other charset."""
    body = ARABIC.encode()[:-5] + b"\xd9" + b"</p>"
    assert decode(body, "text/html; charset=utf-8", None).startswith(ARABIC[:40])


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("新聞记者", "gb18030", "gb2312"),
        ("港が再開", "cp932", "Shift_JIS"),
        ("항구", "cp949", "euc-kr"),
    ],
)
def test_declared_charsets_of_east_asia_are_read(text: str, codec: str, label: str) -> None:
    """Labels mean what browsers take them for."""
    assert decode(text.encode(codec), f"text/html; charset={label}", None) == text


@given(st.binary(), st.text(max_size=20), st.none() | st.text(max_size=12))
def test_nothing_raises_and_no_nul_comes_out(body: bytes, header: str, label: str | None) -> None:
    """Any bytes under any labels give text that can be stored."""
    text = decode(body, f"text/html; charset={header}", label)
    assert "\x00" not in text
    text.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_utf8_comes_back_as_it_went(text: str) -> None:
    """Whatever the header says; ASCII openings that look like UTF-16 cannot occur without NUL."""
    assert decode(text.encode(), "text/html; charset=iso-8859-1", None) == text


@pytest.mark.parametrize("label", ["hex", "zip", "unicode_escape", "idna", "utf-7", "rot13", ""])
def test_no_document_can_name_a_codec_that_is_no_charset(label: str) -> None:
    """Only labels of the web are known."""
    assert named(label) is None
