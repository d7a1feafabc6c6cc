"""The chain of taggers and the pure analyse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from monitor.analyse import analyse
from monitor.lang import read
from monitor.model import Page
from monitor.taggers.chain import TAGGERS, tag

from .world import KNOWLEDGE, tagged

NOW = datetime(2026, 5, 1, tzinfo=UTC)
TEXT = "«Вольтмаш» начал сборку Zeekar. На заводе обещают тысячу машин."


def page(**given: str) -> Page:
    return Page(url="https://news.example/1", now=NOW, **given)  # type: ignore[arg-type]  text fields only


def test_companies_come_before_links_and_links_before_certainty() -> None:
    order = list(TAGGERS)
    assert order.index("company") < order.index("brands") < order.index("link") < order.index("certainty")


def test_the_same_text_gives_the_same_answer() -> None:
    assert tagged(TEXT) == tagged(TEXT)
    assert analyse(page(text=TEXT), KNOWLEDGE) == analyse(page(text=TEXT), KNOWLEDGE)


def test_an_empty_page_is_an_empty_analysis() -> None:
    found = analyse(page(), KNOWLEDGE)
    assert (found.mentions, found.amounts) == ((), ())
    assert {str(score.relevance) for score in found.watches.values()} == {"none"}


def test_a_page_that_brings_its_text_is_taken_as_it_is() -> None:
    found = analyse(page(title="Заголовок", text=TEXT), KNOWLEDGE)
    assert (found.article.title, found.article.text, found.article.language) == ("Заголовок", TEXT, "ru")
    assert found.fingerprints.text_hash


def test_another_knowledge_gives_another_answer() -> None:
    poorer = replace(KNOWLEDGE, packs={}, digest="nothing known")
    reading = read("", TEXT, "ru")
    assert {one.value for one in tag(reading, KNOWLEDGE).mentions if one.kind == "brand"} == {"Zeekar"}
    assert not [one for one in tag(reading, poorer).mentions if one.kind == "brand"]


def test_letters_that_break_parsers_break_nothing() -> None:
    walls = ("«" * 5_000, "а" * 20_000, "Вольтмаш " * 3_000, "1 " * 10_000)
    for text in ("\x00\x01", "\ud800" * 3, "\u202e\u0301" * 50, *walls):
        tagged(text, text[:20])
