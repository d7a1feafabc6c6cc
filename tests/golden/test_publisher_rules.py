from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cssselect import HTMLTranslator

from monitor.extractors import extract
from monitor.knowledge.loader import load
from monitor.knowledge.terms import Publisher
from monitor.model import Page, Reason

from .pages import JUNK, LAST, LEAD, MORE, PAGES, TITLE, Golden

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PUBLISHERS: tuple[Publisher, ...] = load({}).publishers


@pytest.mark.parametrize("golden", PAGES, ids=lambda golden: golden.publisher)
def test_a_publishers_rule_gives_its_article(golden: Golden) -> None:
    article = extract(Page(url=golden.url, now=NOW, body=golden.html.encode()), PUBLISHERS)
    assert article.served_by == "publisher-rule"
    assert article.title == TITLE
    assert article.text.split("\n") == [LEAD, MORE, LAST]
    assert JUNK not in article.text
    assert article.published is not None
    assert article.published.date().isoformat() == golden.day
    assert article.author == golden.author
    assert article.outcome is Reason.ARTICLE


def test_every_publisher_with_selectors_has_a_golden_page() -> None:
    assert {one.id for one in PUBLISHERS if one.selectors} == {golden.publisher for golden in PAGES}


def test_every_selector_can_be_read() -> None:
    for one in PUBLISHERS:
        for selectors in one.selectors.values():
            for selector in selectors:
                HTMLTranslator().css_to_xpath(selector)


def test_a_rule_that_finds_nothing_is_passed_over() -> None:
    rebuilt = f"<h1>{TITLE}</h1><div class='rebuilt'><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></div>"
    article = extract(Page(url="https://ria.ru/1", now=NOW, body=rebuilt.encode()), PUBLISHERS)
    assert article.served_by == "density"
    assert article.text.split("\n") == [LEAD, MORE, LAST]


