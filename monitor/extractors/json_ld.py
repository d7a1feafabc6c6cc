"""JSON-LD `articleBody`: the text as the publisher hands it to search engines."""

from __future__ import annotations

import html
import re
from typing import ClassVar

from .blocks import outline
from .document import Document, tree_of
from .tier import Draft
from .trim import trimmed

_MARKUP = re.compile(
    r"</?(?:p|br|div|a|strong|em|b|i|h[1-6]|ul|li|img|figure|blockquote)\b[^<>]{0,500}>", re.IGNORECASE
)
_CUT_SHORT = re.compile(r"(?:\.\.\.|…|\[\.\.\.\]|\[…\])\s*$")
_LINES = re.compile(r"\s*(?:\r?\n|\u2028|\u2029)\s*")


class JsonLd:
    name: ClassVar[str] = "json-ld"

    def read(self, document: Document) -> Draft | None:
        bodies = [thing["articleBody"] for thing in document.article_things() if "articleBody" in thing]
        texts = [body for body in bodies if isinstance(body, str) and body.strip()]
        if not texts:
            return None
        text = _plain(max(texts, key=len), document.title)
        return Draft(text, self.name, whole=_CUT_SHORT.search(text) is None) if text else None


def _plain(text: str, title: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if _MARKUP.search(text):
        root = tree_of(f"<div>{text}</div>")
        return trimmed(outline(root).blocks, title).text if root is not None else ""
    return "\n".join(" ".join(line.split()) for line in _LINES.split(text.strip()) if line.strip())
