"""Dirt in texts: what no reader sees is removed, what every reader sees stays.

The shown text is normalised to NFC, with compatibility forms (NFKC) only where they are a second way to draw the same
letters: ligatures, full-width and presentation forms. Full NFKC would rewrite the text ("№ 5" to "No 5", "м²" to
"м2"); it is applied to words when they are matched, never to what is stored.
"""

from __future__ import annotations

import re
import unicodedata

import ftfy

# soft hyphen, zero-width space, joiners, word joiner, invisible operators, BOM, bidi marks and isolates, controls
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_DRAWN_TWICE = re.compile("[\ufb00-\ufb4f]+")
_BLANK_LINES = re.compile("\n{3,}")
# UTF-8 read as a single-byte charset: as windows-1252 ("Ð°", "Ã¼", "â€™") or as windows-1251 ("Р°", "СЃ", "вЂ”")
_TWICE_ENCODED = re.compile("[ÐÑ][\x80-¿]|Ã[\x80-¿]|â€|[РС][\u00a0-\u00bfЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЄЇІіґєїјЅѕ†‡€‰‹‘’“”•–™›]|вЂ")
_LOOKED_AT = 3_000  # a double-encoded text shows it everywhere
_FREQUENT_PAIRS = ("Ð°", "Ð¾", "Ð½", "Р°", "Рѕ", "РЅ", "Ã¼", "Ã©", "â€")
_RARE_SIGNS = "ÐÃ€°ѕЅ"  # each such pair has one of them, and few pages that need no repair do
_PAGE = 600_000
_SAMPLE = 40_000
_ENOUGH = 3  # one such pair is a word ("Ã§" in an OCR), three are a charset


def repaired(text: str) -> str:
    """The text with double encoding undone (ftfy), where at least three letter pairs show it."""
    if len(_TWICE_ENCODED.findall(text[:_LOOKED_AT])) < _ENOUGH:
        return text
    return ftfy.fix_encoding(text)


def repaired_page(html: str) -> str:
    """The same for a whole page before it is parsed: some halves of a pair pass for spaces and would be lost.

    The look costs microseconds: a few frequent pairs of each kind of double encoding are counted in a sample.
    """
    third = len(html) // 3
    sample = html if len(html) < _SAMPLE else html[third : third + _SAMPLE]
    if not any(sign in sample for sign in _RARE_SIGNS):
        return html
    if not any(sample.count(pair) >= _ENOUGH for pair in _FREQUENT_PAIRS):
        return html
    return ftfy.fix_encoding(html[:_PAGE])


def clean(text: str) -> str:
    """A text of paragraphs: invisible characters gone, kinds of space made one, lines trimmed, NFC."""
    seen = _INVISIBLE.sub("", repaired(text))
    text = "\n".join(" ".join(line.split()) for line in seen.splitlines()).strip()
    return _composed(_BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text)


def clean_line(text: str) -> str:
    """The same for one line: a title, a name, a caption."""
    return clean(text.replace("\n", " ").replace("\r", " "))


def _composed(text: str) -> str:
    if unicodedata.is_normalized("NFKC", text):
        return text
    text = _DRAWN_TWICE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", text)
