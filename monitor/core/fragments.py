"""Plain text of a fragment of HTML, as feeds carry it in titles, summaries and contents."""

from __future__ import annotations

import html
import re

from bs4 import BeautifulSoup

_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_UNSEEN = ("script", "style", "noscript", "template", "iframe")
_FACTOR = 8  # markup a character of text may cost before the fragment is cut


def plain(html_fragment: str, limit: int = 20_000) -> str:
    """One line of text, at most `limit` characters, with entities resolved and tags gone.

    A fragment without markup takes a fast path (most titles and summaries). Never raises.
    """
    fragment = html_fragment[: limit * _FACTOR]
    if _MARKUP.search(fragment):
        fragment = _text_of(fragment)
    elif "&" in fragment:
        fragment = html.unescape(fragment)
    return _SPACES.sub(" ", fragment).strip()[:limit]


def _text_of(fragment: str) -> str:
    soup = BeautifulSoup(fragment, "lxml")
    for unseen in soup.find_all(_UNSEEN):
        unseen.decompose()
    return soup.get_text(" ")
