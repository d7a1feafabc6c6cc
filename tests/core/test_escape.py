from __future__ import annotations

import csv
import io
import re
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core import escape

nasty = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("<>&\"'\r\n\t\x00\x1b\x9b\u202e\u2066\u200b\u2028\u0085=+-@|;,\\*_`~|"),
        st.characters(categories=("Cs", "Cc", "Cf")),
    ),
    max_size=80,
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@given(nasty)
def test_cleaned_text_has_no_control_direction_or_unpaired_characters(text: str) -> None:
    assert not CONTROLS.search(escape.clean(text))
    assert escape.clean(escape.clean(text)) == escape.clean(text)
    escape.clean(text).encode("utf-8")


@given(nasty, st.integers(2, 60))
def test_one_line_is_one_bounded_line(text: str, limit: int) -> None:
    line = escape.one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.title = dict(attrs).get("title") or ""

    def handle_data(self, data: str) -> None:
        self.text += data


@given(nasty)
def test_html_shows_the_text_and_nothing_else(text: str) -> None:
    reader = Reader()
    reader.feed(f'<p title="{escape.html(text)}">{escape.html(text)}</p>')
    reader.close()
    assert reader.tags == ["p"]
    assert reader.text == reader.title == escape.clean(text)


@given(nasty)
def test_slack_text_holds_no_markup_of_slacks(text: str) -> None:
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", escape.slack(text))


@given(nasty)
def test_a_header_stays_one_header(text: str) -> None:
    message = EmailMessage()
    message["Subject"] = escape.header(text)
    message.set_content("x")
    assert message["Subject"].replace(" ", "") == escape.header(text).replace(" ", "")
    assert set(message.keys()) == {"Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 495", "-2", "@SUM(A1)", " =cmd", "\t=1", '"=1', "\u200b=1", "＝1", "\r\n=1", "|x", "%0"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert escape.csv_cell(text).startswith("'")


@given(nasty)
def test_a_cell_survives_csv_as_text(text: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerow([escape.csv_cell(text), "next"])
    cell, after = next(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert after == "next"
    assert cell == escape.csv_cell(text)
    assert cell.lstrip()[:1] not in tuple("=+-@") or not cell


@given(nasty)
def test_a_log_line_is_one_line_that_shows_what_was_there(text: str) -> None:
    line = escape.log(text)
    assert not CONTROLS.search(line)
    assert "\n" not in line


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1#z", True), ("http://пример.рф/", True), ("javascript:alert(1)", False),
        ("data:text/html,x", False), ("//a.example", False), ("https://", False), ("https://a.example/\n", False),
        ("https://a.example/ x", False), ("http://[bad", False), ("https:\\\\a.example", False), ("", False),
        ("https://a.example/" + "x" * 3000, False), ("https://a.example/\u202egnp.exe", False),
    ],
)  # fmt: skip
def test_only_plain_web_addresses_become_links(url: str, safe: bool) -> None:
    assert escape.link(url) == (url if safe else "")


def test_secrets_are_masked_in_every_form() -> None:
    url = "https://bot:p%40ss-word@hooks.example/services/T000/abcdefghijklmnopqrstuvwx?key=hunter2hunter2"
    text = f"POST {url} failed; p%40ss-word; /abcdefghijklmnopqrstuvwx; key=hunter2hunter2"
    shown = escape.masked(text, escape.secrets_of(url))
    for secret in ("p%40ss", "abcdefgh", "hunter2"):
        assert secret not in shown


@given(st.text(min_size=4, max_size=20), nasty)
def test_a_masked_text_never_holds_the_secret(secret: str, around: str) -> None:
    shown = escape.masked(f"{around}{secret}{around}", [secret])
    assert secret not in shown or secret in escape.MASK * 3 or secret in around + escape.MASK + around
