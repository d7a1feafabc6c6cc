"""Making text safe for the place where it is shown. Everything from the web passes through one of these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

MASK = "***"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # order of display: can make a line read as another
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}{_INVISIBLE}\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]")
_BREAKS = re.compile(r"[\s\u2028\u2029]+")
_FORMULA = re.compile(r"^[\s'\"]*[=+\-@|%＝＋－＠]")  # what spreadsheets take for a formula, full-width forms too
_SHORTEST_SECRET = 4  # a shorter one would mask ordinary letters


def clean(text: str) -> str:
    """Without control, invisible, direction and unpaired characters; line ends are newlines."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def one_line(text: str, limit: int = 0) -> str:
    """Clean, on one line, cut at a word with an ellipsis where it is longer than `limit` code points."""
    line = _BREAKS.sub(" ", clean(text)).strip()
    if not limit or len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head = cut.rpartition(" ")[0]
    return f"{(head if len(head) > limit // 2 else cut).rstrip()}…"


def html(text: str) -> str:
    """For an element or a quoted attribute."""
    return escape(clean(text), quote=True)


xml = html  # the same five characters; `clean` drops what XML 1.0 forbids


def slack(text: str) -> str:
    """For Slack's mrkdwn: the three characters that Slack reads as markup. Names cannot ping anybody after this."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def header(text: str, limit: int = 200) -> str:
    """For a mail header's value: one line without encoded words (RFC 2047), so that nothing can add a header.

    `email` decodes such words when it is given them, line breaks included, and writes what came out of them.
    """
    return one_line(text, limit).replace("=?", "= ?")


def csv_cell(text: str) -> str:
    """For a spreadsheet's cell: a leading apostrophe keeps it text where it would be a formula."""
    cell = clean(text)
    return f"'{cell}" if _FORMULA.match(unicodedata.normalize("NFKC", cell)) or _FORMULA.match(cell) else cell


def terminal(text: str) -> str:
    """For a terminal: no escape sequences, no carriage returns, no reordering."""
    return clean(text)


def log(text: str) -> str:
    """For one line of a log: control characters are shown, not obeyed."""
    return _UNSAFE.sub(lambda found: f"\\x{ord(found[0]):02x}", text).replace("\n", "\\n").replace("\t", "\\t")


def link(url: str) -> str:
    """The address where it is a plain http(s) one, else nothing: feeds bring `javascript:` and worse."""
    if len(url) > 2000 or _BREAKS.search(url) or _UNSAFE.search(url) or "\\" in url:
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return url if usable else ""


def masked(text: str, secrets: Iterable[str]) -> str:
    """The text with every secret, as it is or percent-encoded, replaced by a mask."""
    forms = {form for secret in secrets for form in (secret, quote(secret, safe=""), quote(secret))}
    for form in sorted(forms, key=len, reverse=True):
        if len(form) >= _SHORTEST_SECRET:
            text = text.replace(form, MASK)
    return text


def secrets_of(url: str) -> tuple[str, ...]:
    """The parts of an address that may be secret: the whole, user, password, path and query."""
    try:
        parts = urlsplit(url)
        found = (url, parts.username, parts.password, parts.path.strip("/"), parts.query)
    except ValueError:
        return (url,)
    pieces = (piece for piece in parts.path.split("/") if len(piece) > 15)  # tokens, not "hooks" or "services"
    return tuple(part for part in (*found, *pieces) if part)
