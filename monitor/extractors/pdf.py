"""Text of a PDF, when the optional library is there."""

from __future__ import annotations

import io
import logging
import re

_MAX_PAGES = 40
_MAX_TEXT = 400_000
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")
_WRAPPED = re.compile(r"(?<![.!?:;»\"])\n(?=[^\W\d_A-ZА-ЯЁ•])")


def is_pdf(body: bytes, content_type: str) -> bool:
    """By its first bytes, or by the header where they are missing."""
    return b"%PDF-" in body[:1024] or (
        "application/pdf" in content_type.lower() and b"<html" not in body[:1024].lower()
    )


def text_of(body: bytes) -> tuple[str, str]:
    """(text, why there is none). Lines that a page break or a hyphen cut are joined."""
    try:
        import pypdf  # noqa: PLC0415  an optional extra
        from pypdf.errors import PyPdfError  # noqa: PLC0415  an optional extra
    except ImportError:
        return "", "the extra 'pdf' is not installed"
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it complains on stderr of each broken object
    try:
        reader = pypdf.PdfReader(io.BytesIO(body))
        pages = [reader.pages[n].extract_text() for n in range(min(len(reader.pages), _MAX_PAGES))]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        # what pypdf lets through from broken files; its own tracker lists each of these
        return "", f"unreadable: {type(error).__name__}"
    text = _WRAPPED.sub(" ", _BROKEN_WORD.sub("", "\n".join(pages)))[:_MAX_TEXT]
    return text, "" if text.strip() else "no text layer"
