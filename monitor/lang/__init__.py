"""How texts are read: letters, tokens, sentences, clauses, lemmas, and the language they are in."""

from __future__ import annotations

from datetime import datetime

from .language import detect, words_of
from .lemmas import lemmas_of
from .letters import norm, skeleton, translit
from .reading import TEXT, TITLE, Reading, Sentence, Token
from .sentences import sentences
from .tokens import norms, tokens
from .words import Words, word_set

__all__ = [
    "TEXT",
    "TITLE",
    "Reading",
    "Sentence",
    "Token",
    "Words",
    "detect",
    "norm",
    "norms",
    "read",
    "skeleton",
    "tokens",
    "translit",
    "word_set",
    "words_of",
]

MOST = 60_000  # characters of text that are read; the longest news stories are a tenth of it


def read(title: str, text: str, language: str = "", published: datetime | None = None) -> Reading:
    """A title and a text as the taggers see them.

    `language` is detected where it is not given. Offsets count code points in the field's own string. Beyond `MOST`
    characters the text is not read (a book is no news), though `Reading.text` stays whole.
    """
    language = language or detect(f"{text}\n{title}", "en")
    words = words_of(language)
    of_title, of_text = tokens(title), tokens(text[:MOST])
    heads = sentences(TITLE, title, of_title, words, 0, 0)
    body = sentences(TEXT, text[:MOST], of_text, words, len(heads), len(of_title))
    return Reading(
        title=title,
        text=text,
        language=language,
        tokens=(*of_title, *of_text),
        sentences=(*heads, *body),
        lemmas_of=lemmas_of(language),
        published=published,
    )
