# ruff: noqa: E501  rows of hostile strings read best as they are
"""Titles, publishers, names and queries made to be obeyed: shown everywhere, obeyed nowhere."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import SecretStr

from monitor import documents, evidence
from monitor.channels.email import Email
from monitor.core import atom, render
from monitor.core.query import QueryError, parse
from monitor.documents import Document
from monitor.errors import InputError, Problem
from monitor.search import find
from tests.attack.test_expressions import within
from tests.channels.conftest import finding, outgoing
from tests.office import START, Office
from tests.test_pipeline import one_item

NOW = datetime(2026, 3, 2, tzinfo=UTC)
NASTY = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "</style><b>x", "--><b>x",
    "]]><x/>", "&#60;script&#62;", "x\r\nBcc: all@victim.example", "x\nSubject: other", "x\r\n\r\n<html>", "x\u2028Bcc: a@b.example",
    "x\x0bBcc: a@b.example", "=?utf-8?q?x=0d=0aBcc:_a@b.example?=", "<!channel> <@U1> <http://evil.example|bank>",
    "\x1b[2J\x1b]0;owned\x07", "\x9b31m", "\u202egnp.exe", "\x00\x08\x7f", "=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "|cmd",
    "{0.__class__}", "{id}", "%s%n", "${SECRET}", "[link=file:///etc/passwd]x[/link]", "[bold]x", "x" * 100_000,
    "../../etc/passwd", "'; drop table articles; --", "\ud800",
)  # fmt: skip


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def told(text: str):
    fields = ("value", "article_title", "source", "sentence", "language", "story")
    return finding(**dict.fromkeys(fields, text), highlights=(text[:20],), article_url="https://a.example/1")


def mail(text: str):
    channel = Email(url=SecretStr("smtp://localhost:2525"), to=("a@b.example",), sender="m@b.example", tls="none")
    return email.message_from_bytes(
        channel.compose(outgoing(told(text), thread=text or "t")).as_bytes(), policy=email.policy.default
    )


@pytest.fixture(scope="module")
def view() -> render.View:
    return render.View({"avto": "Автозавод"})


PLAIN = mail("plain")
HEADERS = sorted(PLAIN.keys())
TAGS = Tags(PLAIN.get_body(("html",)).get_content()).found
ALERT = outgoing(told("plain")).alert


@pytest.mark.parametrize("text", NASTY)
def test_a_mail_has_the_headers_and_the_tags_of_any_other(text: str) -> None:
    message = mail(text)
    assert sorted(message.keys()) == HEADERS
    assert message["To"] == "a@b.example"
    shown = Tags(message.get_body(("html",)).get_content()).found
    assert {tag for tag, _ in shown} <= {tag for tag, _ in TAGS}
    assert {names for _, names in shown} <= {names for _, names in TAGS}
    assert len(message.as_bytes()) < 200_000 or len(text) > 50_000


@pytest.mark.parametrize("text", NASTY)
def test_slack_and_terminal_show_no_markup_of_their_own(text: str, view: render.View) -> None:
    alert = outgoing(told(text)).alert
    message = render.slack(alert, view)
    assert not re.search(r"<(?!/?$)", message["text"])
    assert all(kind in {"rich_text", "context", "header"} for kind in (block["type"] for block in message["blocks"]))
    assert "mrkdwn" not in json.dumps(message)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", render.terminal(alert, view, color=False))


@pytest.mark.parametrize("text", NASTY)
def test_a_feed_stays_well_formed_and_a_table_holds_no_formula(text: str, view: render.View) -> None:
    root = etree.fromstring(atom.feed([told(text)], view, NOW).encode())
    assert len(root.findall("{*}entry")) == 1
    stream = io.StringIO()
    csv.writer(stream).writerow(render.csv_row(told(text), view))
    (row,) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert len(row) == len(render.CSV_COLUMNS)
    assert not any(cell.lstrip()[:1] in tuple("=+-@|%") and cell for cell in row)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NASTY[:-4]) | st.text(max_size=30), min_size=1, max_size=4).map("".join))
def test_no_title_adds_a_header_or_a_tag(text: str) -> None:
    message = mail(text)
    assert sorted(message.keys()) == HEADERS
    assert {tag for tag, _ in Tags(message.get_body(("html",)).get_content()).found} <= {tag for tag, _ in TAGS}


QUERIES = (
    "' OR 1=1 --", '"; drop table articles; --', "x) UNION SELECT 1", "NEAR(a b)", "title:x", "a* OR b*", "^a", "{a}", "a\x00b",
    "brand:'x' OR 1", 'brand:"\'; drop table articles"', "a " * 900, "(" * 19 + "a" + ")" * 19, "-" * 30 + "a", "é" * 1900,
    "language:ru' --", "since:99999999d", "since:9999999y", "since:0001-01-01", "voices>=999999", '"', "«", "*", "a:b:c", "OR", "NOT",
)  # fmt: skip


@pytest.mark.parametrize("text", QUERIES)
def test_no_query_reaches_the_database_as_sql(text: str, office: Office) -> None:
    one_item(office)
    office.work()
    before = office.storage.archive.span()
    try:
        find(office.storage, parse(text), ("kedr",), START, 10)
    except QueryError as error:
        assert len(str(error)) < 3_000
    assert office.storage.archive.span() == before


LINES = (
    b"[" * 100_000, b'{"a":' * 100_000, b'{"url":"http://a.example/","title":' + b"[" * 100_000, b"\xff\xfe", b'"x"', b"null",
    b'{"url":"http://a.example/","title":"x","published":"0001-01-01T00:00:00+23:59"}',
    b'{"url":"http://a.example/","title":"x","published":"9999-12-31T23:59:59-23:59"}',
    rb'{"url":"http://a.example/","html_path":"a\u0000b"}', b'{"url":"http://a.example/","html_path":"../../etc/passwd"}',
    b'{"url":"http://a.example/","html_path":"/etc/passwd"}', b'{"url":"http://a.example/","html_path":"link"}',
    b'{"url":"http://a.example/","html_path":"' + b"a" * 5_000 + b'"}', b'{"url":"file:///etc/passwd","title":"x"}',
    b'{"url":"javascript:alert(1)","title":"x"}', b'{"url":["x"],"title":"x"}',
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_line_made_to_break_the_import_is_left_out_with_a_word(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    file = tmp_path / "a.jsonl"
    file.write_bytes(line + b"\n" + b'{"url":"http://a.example/1","title":"x"}\n')
    first, second = documents.read(str(file), NOW)
    assert isinstance(first, Problem)
    assert "root:" not in str(first)
    assert isinstance(second, Document)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.dictionaries(st.sampled_from(["url", "title", "published", "id", "html"]),
       st.text(max_size=30) | st.integers() | st.none() | st.just("http://a.example/1")).map(lambda d: json.dumps(d).encode()))  # fmt: skip
def test_no_line_breaks_the_import(line: bytes) -> None:
    made = documents._line(line, "x:1", Path(), NOW)
    if isinstance(made, Document):
        f"{made.page.title}{made.page.text}{made.page.url}".encode()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet='ab:"«»()-,*<>=! ORNT', max_size=60))
def test_no_query_breaks_its_reader(text: str) -> None:
    with within(2.0):
        try:
            parse(text)
        except QueryError as error:
            assert str(error)


@pytest.mark.parametrize("files", [{"../x": "0"}, {"/etc/passwd": "0"}, {"": "0"}, [1], {"a\x00b": "0"}, "x", {"1": 2}])
def test_a_manifest_made_by_a_stranger_leads_nowhere(files: object, tmp_path: Path) -> None:
    (tmp_path / evidence.MANIFEST).write_text(json.dumps({"files": files}))
    try:
        assert evidence.verify(tmp_path) != []
    except InputError as error:
        assert "root:" not in str(error)
