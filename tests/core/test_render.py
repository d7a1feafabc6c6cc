from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from monitor.core import render, render_slack
from monitor.core.digest import Life, Planned, Span, alive, digest
from monitor.core.render import View
from monitor.core.telling import pieces
from monitor.core.wording import ENGLISH, LANGUAGES, RUSSIAN, Wording
from monitor.model import Alert, Certainty, Finding, State

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EN = View({"avto": "Plant"}, "en", value_titles={"ev": "electric vehicles"})
RU = View({"avto": "Завод"}, "ru", value_titles={"ev": "электромобили"}, zone="Europe/Moscow")


def finding(**more: Any) -> Finding:
    return Finding(
        **{
            "id": "f1", "at": AT, "watch": "avto", "kind": "new-brand", "value": "Kaiyi", "state": "planned",
            "article_url": "https://news.example/1?a=1&b=2", "article_title": "Plant <prepares> Kaiyi",
            "article_published": AT - timedelta(hours=3), "source": "TASS", "sentence": "The plant will make Kaiyi.",
            "certainty": Certainty.PLAN, "independent_sources": 2, "highlights": ("Kaiyi", "will make"),
            "baseline": {"articles": 412, "thin": True, "since": "2019-02-01", "until": "2026-03-01",
                         "aliases": ["Kaiyi"]},
            "language": "en", "link": "strong", "value_kind": "brand", **more,
        }
    )  # fmt: skip


def alert(*findings: Finding, **more: Any) -> Alert:
    return Alert(**{"id": "a1", "at": AT, "rule": "first-time", "findings": findings or (finding(),), **more})


def test_an_alert_says_everything_a_reader_asks() -> None:
    assert render.plain(alert(), EN) == (
        "New brand at Plant: Kaiyi (planned)\n\n"
        "  > The plant *will make* *Kaiyi*.\n\n"
        "stated as a plan · 2 independent sources\n"
        "TASS, 2 Mar 2026, 06:30 UTC\n"
        "Plant <prepares> Kaiyi\n"
        "https://news.example/1?a=1&b=2\n"
        "Compared with 412 articles about Plant, 1 Feb 2019 to 1 Mar 2026; looked for\n"
        "as Kaiyi; thin baseline: an earlier mention may exist outside the archive.\n\n"
        "----------------------------------------\n"
        "Why this alert: monitor why a1 · rule “first-time”\n"
    )


@pytest.mark.parametrize(
    ("told", "english", "russian"),
    [
        (finding(), "New brand at Plant: Kaiyi (planned)", "Завод: новая марка Kaiyi (планируется)"),
        (
            finding(kind="state", previous_state="produced", state="rumoured end"),
            "Plant, Kaiyi: in production → rumoured to end",
            "Завод, Kaiyi: выпускается → по слухам, прекращается",
        ),
        (
            finding(kind="amount", value="investment/ev", state="30000000000 RUB", previous_state="28000000000 RUB"),
            "Plant, investment (electric vehicles): 28 bn roubles → 30 bn roubles",
            "Завод, инвестиции (электромобили): 28 млрд руб. → 30 млрд руб.",
        ),
        (
            finding(kind="new-pair", value="Kaiyi × ev", state="agreed"),
            "New at Plant: Kaiyi × electric vehicles (agreed)",
            "Завод: новое сочетание — Kaiyi × электромобили (есть договорённость)",
        ),
        (finding(kind="candidate", state="candidate"), "Unknown name at Plant: Kaiyi", "Завод: незнакомое имя — Kaiyi"),
        (
            finding(state="denied"),
            "Plant, Kaiyi: denied, never mentioned before",
            "Завод, Kaiyi: опровергнуто, раньше не упоминалось",
        ),
        (
            finding(kind="source", value="tass", state="dead"),
            "Source tass: no answer",
            "Источник tass: не отвечает",
        ),
        (
            finding(kind="new-turbine-maker", value_kind="turbine-maker"),
            "Plant: new turbine-maker Kaiyi (planned)",
            "Завод: новое (turbine-maker) — Kaiyi (планируется)",
        ),
    ],
)
def test_the_headline_says_what_is_new_with_which_company(told: Finding, english: str, russian: str) -> None:
    assert render.subject(alert(told), EN) == english
    assert render.subject(alert(told), RU) == russian


def test_an_unknown_language_is_served_in_english_and_times_in_the_zone() -> None:
    assert render.subject(alert(), replace(EN, language="ko")).startswith("New brand")
    assert "2 марта 2026, 09:30 MSK" in render.plain(alert(), RU)


def test_findings_that_one_sentence_proves_share_one_card() -> None:
    both = alert(
        finding(), finding(id="f2", kind="new-segment", value="ev", value_kind="segment", highlights=("plant",))
    )
    text = render.plain(both, EN)
    assert text.count("https://news.example") == 1
    assert "New segment at Plant: electric vehicles (planned)" in text
    assert "The *plant* *will make* *Kaiyi*." in text
    assert text.startswith("Plant: 2 findings\n")


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 источник"), (3, "3 независимых источника"), (11, "11 независимых источников"), (21, "21 источник")],
)
def test_russian_counts_decline(count: int, said: str) -> None:
    assert RUSSIAN.plural(count, RUSSIAN.sources) == said


def test_every_language_has_the_same_words() -> None:
    for words in LANGUAGES.values():
        for name in Wording.__dataclass_fields__:
            mine, english = getattr(words, name), getattr(ENGLISH, name)
            if isinstance(english, dict) and name != "purposes":
                assert set(mine) == set(english), name
        assert {str(s) for s in State} <= set(words.states)


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=4).map(tuple))
def test_pieces_joined_are_the_sentence(sentence: str, highlights: tuple[str, ...]) -> None:
    assert "".join(text for text, _ in pieces(sentence, highlights)) == sentence


# --- hostile words -------------------------------------------------------------------------------------------

hostile = st.text(
    alphabet=st.sampled_from("<>&\"'{}%\r\n\x00\x1b[]()*_`~|\u202eaб=+@:/! "), max_size=40
) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<!channel>",
        "\x1b[2J",
        "javascript:alert(1)",
        "{watch}",
        "%s",
        "<img src=x onerror=1>",
    ]
)
findings = st.builds(
    lambda words, kind, states, marks, many: finding(
        value=words[0], article_title=words[1], sentence=words[2], source=words[3],
        article_url=words[4], story=words[5],
        language=words[0][:2], kind=kind, state=states[0], previous_state=states[1], highlights=marks,
        independent_sources=many, segments=(words[1],),
        baseline={"aliases": [words[2]], "articles": many, "previous": {"state": words[3], "at": words[4]}},
    ),
    st.lists(hostile, min_size=6, max_size=6),
    st.sampled_from(["new-brand", "state", "candidate", "spike", "gap", "source", "new-x", "undelivered"]),
    st.tuples(hostile, hostile),
    st.lists(hostile, max_size=3).map(tuple),
    st.integers(0, 10**6),
)  # fmt: skip
alerts = st.builds(
    lambda found, title, lines: alert(*found, title=title, lines=lines),
    st.lists(findings, min_size=1, max_size=4),
    hostile,
    st.lists(hostile, max_size=2).map(tuple),
)


@settings(max_examples=50)
@given(alerts, st.sampled_from([EN, RU]))
def test_no_word_of_an_article_becomes_html(told: Alert, view: View) -> None:
    page = lxml_html.document_fromstring(render.html(told, view))
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags <= {"html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "h1", "h2", "p", "b",
                    "br", "a"}  # fmt: skip
    assert all(link.get("href").startswith(("http://", "https://")) for link in page.iter("a"))
    assert not any(name.startswith("on") for element in page.iter() for name in element.attrib)


@settings(max_examples=50)
@given(alerts, st.sampled_from([EN, RU]))
def test_no_word_of_an_article_reaches_the_terminal_as_a_command(told: Alert, view: View) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", render.terminal(told, view, color=False))
    colored = render.terminal(told, view, color=True)
    assert re.sub(r"\x1b\[(0|1|2|1;33)m", "", colored) == render.terminal(told, view, color=False)


@settings(max_examples=50)
@given(alerts, st.sampled_from([EN, RU]))
def test_slack_gets_valid_blocks_without_markup(told: Alert, view: View) -> None:
    message = render.slack(told, view)
    assert not re.search(r"[<>]", message["text"])
    assert len(message["blocks"]) <= 50
    for kind, text in texts(message["blocks"]):
        assert kind in ("text", "plain_text", "link")
        assert 1 <= len(text) <= 3000
    json.dumps(message)


def texts(node: object) -> list[tuple[str, str]]:
    if isinstance(node, list):
        return [pair for part in node for pair in texts(part)]
    if isinstance(node, dict):
        own = [(str(node["type"]), node["text"])] if isinstance(node.get("text"), str) else []
        return own + [pair for part in node.values() for pair in texts(part)]
    return []


@settings(max_examples=50)
@given(alerts)
def test_the_subject_is_one_short_line(told: Alert) -> None:
    line = render.subject(told, EN)
    assert len(line) <= 150
    assert len(line.splitlines()) <= 1


@settings(max_examples=50)
@given(findings)
def test_machines_can_read_every_form(told: Finding) -> None:
    json.loads(json.dumps(render.payload(alert(told), EN)))
    entry = render.atom_entry(told, EN).replace("<entry>", '<entry xmlns="http://www.w3.org/2005/Atom">')
    root = etree.fromstring(entry)
    assert root.find("{http://www.w3.org/2005/Atom}title") is not None
    stream = io.StringIO()
    csv.writer(stream).writerow(render.csv_row(told, EN))
    row = next(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert len(row) == len(render.CSV_COLUMNS)


def test_a_finding_in_json_has_the_promised_shape() -> None:
    told = render.finding_json(finding())
    assert set(told) >= {
        "at",
        "watch",
        "kind",
        "value",
        "state",
        "article",
        "sentence",
        "independent_sources",
        "baseline",
    }
    assert set(told["article"]) == {"url", "title", "published", "source"}


def test_slack_tells_twenty_cards_at_most() -> None:
    many = [finding(id=str(n), sentence=f"s {n}") for n in range(40)]
    assert len(render_slack.slack(alert(*many), EN)["blocks"]) <= 50


# --- the digest ----------------------------------------------------------------------------------------------

DAY = Span(AT - timedelta(days=1), AT)
LIFE = Life(41, sources_silent=2, looked_at=312, matched=9)


def test_a_day_without_news_is_one_line_and_the_proof_of_life() -> None:
    told = digest(DAY, [], [], LIFE, EN)
    assert render.terminal(told, EN, color=False) == (
        "Daily digest, 2 Mar 2026: nothing new\n"
        "alive: 41 sources ok, 2 silent, 0 unsent, 312 entries looked at, 9 matched\n"
    )
    assert "работает: 41 источник в порядке" in alive(LIFE, RUSSIAN)


def test_a_digest_tells_firsts_before_moves_and_what_is_planned() -> None:
    moved, first = finding(id="m", kind="state", at=AT), finding(id="n", at=AT - timedelta(hours=9))
    told = digest(DAY, [moved, first], [Planned("avto", "ev", "by the end of 2026")], LIFE, EN)
    assert [f.id for f in told.findings] == ["n", "m"]
    assert told.title == "Daily digest, 2 Mar 2026: 1 new, 1 moved"
    assert told.lines[0] == "Plant, electric vehicles: planned, by the end of 2026"
    assert told.id == digest(DAY, [], [], LIFE, EN).id != digest(replace(DAY, name="weekly"), [], [], LIFE, EN).id


def test_a_long_digest_counts_what_it_does_not_show() -> None:
    told = digest(DAY, [finding(id=str(n)) for n in range(50)], [], LIFE, EN)
    assert len(told.findings) == 40
    assert told.lines[0] == "and 10 findings more"
