"""From bytes to text: byte-order mark, proof by UTF-8, header, meta, then a look at the letters.

UTF-8 is tried before the declarations, because text in another charset passes as UTF-8 by accident almost never,
while a wrong declaration is common (a proxy adds `charset=windows-1251` to every page of an old host).
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""charset\s{0,8}=\s{0,8}["']?\s{0,8}([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s{0,8}=\s{0,8}["']?\s{0,8}([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_META_BYTES = 4096  # browsers look at the first 1,024; older Russian templates put the meta after long comments
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso8859-5")
_COMMON = frozenset("оеаинтсрвлкмдпу")  # two thirds of the letters of Russian text, in lower case
_SAMPLE = 60_000
_FEW_ERRORS = 0.002  # share of broken bytes in a page that is UTF-8 all the same: a cut emoji, a glued-in banner
_LATIN_PAIRS = {"latin-1": "windows-1252", "iso8859-1": "windows-1252", "ascii": "windows-1252"}  # as browsers do


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """(text, charset used). Never raises; what cannot be read becomes U+FFFD."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _not_quite_utf8(body, content_type)


def _not_quite_utf8(body: bytes, content_type: str) -> tuple[str, str]:
    told = _told(body, content_type)
    if told in {"", "utf-8"}:
        text = body.decode("utf-8", "replace")
        high = sum(byte >= 0x80 for byte in body[:_SAMPLE])
        if text[:_SAMPLE].count("\ufffd") <= max(_FEW_ERRORS * len(body[:_SAMPLE]), high * 0.05):
            return text, "utf-8"
        told = ""
    charset = _by_letters(body, told)
    return body.decode(charset, "replace"), charset


def _told(body: bytes, content_type: str) -> str:
    header = _HEADER.search(content_type)
    meta = _DECLARED.search(body[:_META_BYTES])
    names = [header[1] if header else "", meta[1].decode("ascii") if meta else ""]
    return next((known for known in map(_known, names) if known), "")


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name if name else ""
        "".encode(found or "ascii")
    except (LookupError, UnicodeError):
        return ""
    return _LATIN_PAIRS.get(found, found)


def _by_letters(body: bytes, told: str) -> str:
    """The Cyrillic charset in which the high bytes are mostly common lower-case letters; else what was told."""
    sample = bytes(byte for byte in body[: _SAMPLE * 4] if byte >= 0x80)[:_SAMPLE]
    if not sample or (told and told not in {"windows-1252", "cp1252", "cp1251", *_CYRILLIC}):
        return told or "windows-1252"
    share, best = max((_share(sample, name), name) for name in _CYRILLIC)
    return best if share > 0.45 else told or "windows-1252"


def _share(sample: bytes, charset: str) -> float:
    text = sample.decode(charset, "replace")
    return sum(letter in _COMMON for letter in text) / len(text)
