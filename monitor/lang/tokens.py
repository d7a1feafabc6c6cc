"""Words, numbers and marks with their offsets."""

from __future__ import annotations

import re
from functools import lru_cache

from . import letters
from .reading import Token

# Han and Hangul signs and Thai letters are words of one sign: names in them are found as runs of signs, without a
# dictionary of the language. Katakana stays whole, because it spells foreign names.
_SIGN = "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
_KANA = "\u3040-\u309f"
_KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff"
_JOINING = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_TOKEN = re.compile(
    rf"[0-9]+(?:[.,][0-9]+)+|[{_SIGN}]|[{_KATAKANA}]+|[{_KANA}]+"
    rf"|[^\W_{_SIGN}{_KANA}{_KATAKANA}]+(?:[{_JOINING}]+[^\W_{_SIGN}{_KANA}{_KATAKANA}]*)*|[^\w\s]|_"
)
_RUNS = re.compile("[\u0400-\u052f]+|[^\u0400-\u052f]+")

WORD, NUMBER, MARK = "word", "number", "mark"
_Part = tuple[str, str, str, str, bool]  # text, norm, shape, script, capital


def _kind(text: str) -> _Part:
    if not text[0].isalnum():
        return text, text, MARK, letters.NONE, False
    norm = letters.norm(text) or text
    if text.isascii() and text.replace(",", "").replace(".", "").isdigit():
        return text, norm, NUMBER, letters.NONE, False
    return text, norm, WORD, letters.script_of(norm), text[0].isupper()


@lru_cache(maxsize=65_536)
def _parts(text: str) -> tuple[_Part, ...]:
    """What a match is: itself, or its parts where it stays mixed after folding ("Jetour" + "ом")."""
    if text.isascii() or not letters.is_mixed(text) or not letters.is_mixed(letters.fold_word(text)):
        return (_kind(text),)
    return tuple(_kind(part) for part in _RUNS.findall(text))


def tokens(text: str) -> list[Token]:
    """Every token of a text, in order."""
    found: list[Token] = []
    make = tuple.__new__  # spares the named tuple's own constructor, a Python call for each of 600 words
    for match in _TOKEN.finditer(text):
        at = match.start()
        for part, norm, shape, script, capital in _parts(match[0]):
            end = at + len(part)
            found.append(make(Token, (at, end, part, norm, shape, script, capital)))
            at = end
    return found


@lru_cache(maxsize=16_384)
def norms(text: str) -> tuple[str, ...]:
    """The normal forms of the words and numbers of a phrase, marks left out: how names are looked up."""
    return tuple(token.norm for token in tokens(text) if token.shape != MARK)
