"""Documents that a command is given: files of pages or text, and .jsonl lines, checked line by line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from monitor.core.urls import fetchable
from monitor.errors import InputError, Problem
from monitor.model import Page

MAX_BYTES = 20_000_000  # of one file that is one document, and of one line
_UNPAIRED = re.compile("[\ud800-\udfff]")  # JSON can spell them, UTF-8 and the database cannot
_HTML_MARKS = (b"<html", b"<!doctype", b"<body", b"<head", b"<article", b"<div", b"<p>")


@dataclass(frozen=True, slots=True)
class Document:
    """One document to analyse. `place` says where it stood, for messages."""

    id: str
    page: Page
    place: str


def read(path: str, now: datetime) -> Iterator[Document | Problem]:
    """Every document of a file, `-` for stdin; a Problem for each line that is none. Raises InputError."""
    if path == "-":
        yield _whole("-", sys.stdin.buffer.read(MAX_BYTES + 1), now)
        return
    file = Path(path)
    if not file.is_file():
        what = "is a folder" if file.is_dir() else "no such file"
        raise InputError(f"{path}: {what}; give a .jsonl, .html or .txt file, a URL, or - for stdin")
    if file.suffix == ".jsonl":
        yield from _lines(file, now)
        return
    with _opened(file) as stream:
        yield _whole(path, stream.read(MAX_BYTES + 1), now)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error


def _whole(place: str, body: bytes, now: datetime) -> Document:
    if len(body) > MAX_BYTES:
        raise InputError(f"{place}: larger than {MAX_BYTES // 1_000_000} MB; a page of news is not")
    url = "" if place == "-" else Path(place).resolve().as_uri()
    if body.startswith(b"%PDF") or any(mark in body[:4096].lower() for mark in _HTML_MARKS) or b"\0" in body[:4096]:
        return Document(place, Page(url=url, now=now, body=body), place)
    title, _, text = body.decode("utf-8", "replace").strip().partition("\n")
    return Document(place, Page(url=url, now=now, title=title.strip(), text=text.strip()), place)


def _lines(file: Path, now: datetime) -> Iterator[Document | Problem]:
    return (found for _, found in placed(file, now))


def placed(file: Path, now: datetime) -> Iterator[tuple[int, Document | Problem]]:
    """Every document of a .jsonl file with the offset of its line, for `at`."""
    offset = 0
    with _opened(file) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES), b""), 1):
            if line.strip():
                yield offset, _line(line, f"{file}:{number}", file.parent, now)
            offset += len(line)


def at(stream: BinaryIO, offset: int, file: Path, now: datetime) -> Document | Problem:
    """The document whose line begins there."""
    stream.seek(offset)
    return _line(stream.readline(MAX_BYTES), f"{file}, at byte {offset}", file.parent, now)


def _line(line: bytes, place: str, folder: Path, now: datetime) -> Document | Problem:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(place, f"not JSON ({error}); the line is left out")
    if not isinstance(row, dict):
        return Problem(place, 'expected an object such as {"url": …, "title": …, "text": …}; the line is left out')
    try:
        return _document(row, place, folder, now)
    except ValueError as error:
        return Problem(place, f"{error}; the line is left out")


def _document(row: dict[str, Any], place: str, folder: Path, now: datetime) -> Document:
    """Raises ValueError, saying what is wrong."""
    url = _text(row, "url")
    if not fetchable(url):
        raise ValueError(f"`url` must be an http or https address, found {url[:100]!r}")
    html, text = _text(row, "html").encode(), _text(row, "text")
    if not html and row.get("html_path"):
        html = _inside(folder, _text(row, "html_path"))
    if not (html or text or row.get("title")):
        raise ValueError("one of `text`, `html`, `html_path` and `title` is needed")
    page = Page(
        url=url, now=now, body=html or None, text=text, title=_text(row, "title"), published=_moment(row),
        language=_text(row, "language"), source=_text(row, "source"), summary=_text(row, "summary"),
    )  # fmt: skip
    return Document(str(row.get("id") or url), page, place)


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"`{name}` must be text, found {type(value).__name__}")
    return _paired(value)


def _paired(text: str) -> str:
    """Encoding finds a half of a pair in a tenth of the time that looking for one takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _UNPAIRED.sub("\ufffd", text)
    return text


def _inside(folder: Path, name: str) -> bytes:
    """A page beside the .jsonl file; a path that leads out of its folder is refused."""
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise ValueError(f"`html_path` leads out of the folder: {name!r}")
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES)
    except OSError as error:
        raise ValueError(f"`html_path` {name!r} cannot be read ({error.strerror})") from error


def _moment(row: dict[str, Any]) -> datetime | None:
    text = _text(row, "published")
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # OverflowError: a zone that leads out of the calendar
        raise ValueError(f"`published` must be an ISO 8601 time, found {text[:40]!r}") from None
