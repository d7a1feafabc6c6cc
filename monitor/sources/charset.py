"""From a feed's bytes to text: byte-order mark, proof by UTF-8, header, prolog or meta, then the letters.

Text in another charset is valid UTF-8 by accident almost never, while declarations are wrong often; so UTF-8 is tried
first, and a declaration that makes no Russian of what is Russian in another Cyrillic charset is not believed.
"""

from __future__ import annotations

import codecs
import re

import cchardet

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAID = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([a-zA-Z0-9_:.-]{2,40})""")
_HIGH = re.compile(rb"[\x00-\x7f]+")
_WORD = re.compile(rb"[\x80-\xff]{4,}")
_HEAD = 2048
_SAMPLE = 40_000
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_LATIN = frozenset({"cp1252", "iso8859-1", "ascii"})
_USUAL = frozenset("оеаинтсрвлкмдпуя")  # about three quarters of the letters of running Russian
_RUSSIAN = 0.5  # share of them, in lower case, among the high bytes of Russian text (capitals and the rest fill up)


def decoded(body: bytes, content_type: str = "") -> str:
    """The text; never raises, what cannot be read becomes U+FFFD."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode(charset_of(body, content_type), "replace")


def charset_of(body: bytes, content_type: str) -> str:
    """The charset of a body that is not valid UTF-8 as a whole."""
    said = _known(content_type.partition("charset=")[2].strip("\"' ;")) or _declared(body)
    if said in {"", "utf-8"} and _nearly_utf8(body):
        return "utf-8"
    if said and said not in {"utf-8", *_CYRILLIC, *_LATIN}:
        return said
    russian = _russian(body, said)
    if russian or (said and said != "utf-8"):
        return russian or ("cp1252" if said in _LATIN else said)
    return _known(cchardet.detect(body[:_SAMPLE])["encoding"] or "") or "cp1252"


def _russian(body: bytes, said: str) -> str:
    """The Cyrillic charset that makes Russian of the body where the one said does not; "" where there is none."""
    words = b"".join(_WORD.findall(body[: 8 * _SAMPLE]))[:_SAMPLE]
    if 2 * len(words) < len(_HIGH.sub(b"", body[: 8 * _SAMPLE])):  # accents stand alone among Latin letters
        return ""
    share, best = max((_share(words, name), name) for name in _CYRILLIC)
    return best if share >= _RUSSIAN and _share(words, said or "cp1252") < share - 0.2 else ""


def _declared(body: bytes) -> str:
    found = _SAID.search(body[:_HEAD])
    return _known(found[1].decode("ascii")) if found else ""


def _known(name: str) -> str:
    """Python's name of a charset; "" for one that is unknown or turns no bytes into text."""
    try:
        found = codecs.lookup(name.strip()).name if name.strip() else ""
        b"a".decode(found or "ascii")
    except (LookupError, UnicodeError, ValueError):
        return ""
    return "" if found.startswith(("utf-16", "utf-32")) else found


def _nearly_utf8(body: bytes) -> bool:
    """UTF-8 with a cut or glued-in character: few of the high bytes are broken."""
    sample = body[: 8 * _SAMPLE]
    return sample.decode("utf-8", "replace").count("\ufffd") <= 0.05 * len(_HIGH.sub(b"", sample))


def _share(sample: bytes, charset: str) -> float:
    return sum(letter in _USUAL for letter in sample.decode(charset, "replace")) / max(1, len(sample))
