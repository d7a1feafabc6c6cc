"""Who speaks, who was first, how many tell on their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.voices import Voice, family, independent, publisher_of, tell
from monitor.knowledge.terms import Publisher
from monitor.model import Role

PUBLISHERS = (
    Publisher("tass", "ТАСС", ("tass.ru", "tass.com"), "tass", ("TASS",), "agency"),
    Publisher("rbc", "РБК", ("rbc.ru",), "rbc-holding", ("RBC",)),
    Publisher("autonews", "Autonews", ("autonews.ru",), "rbc-holding"),
    Publisher("kgd-rbc", "РБК Калининград", ("kaliningrad.rbc.ru",), "rbc-holding", (), "regional"),
    Publisher("dzen", "Дзен", ("dzen.ru",), "yandex", (), "aggregator"),
)
START = datetime(2024, 5, 1, 9, tzinfo=UTC)


def voice(article: str, url: str, hour: int = 0, *, credit: str = "", copy_of: str = "", source: str = "") -> Voice:
    return Voice(article, url, source, START + timedelta(hours=hour), credit, copy_of)


def test_the_longest_domain_names_the_publisher() -> None:
    found = publisher_of("https://kaliningrad.rbc.ru/a/1", "", PUBLISHERS)
    assert found is not None and found.id == "kgd-rbc"


@pytest.mark.parametrize("source", ["tass", "ТАСС", "TASS", "tass.com"])
def test_an_aggregators_item_belongs_to_the_source_that_it_names(source: str) -> None:
    assert family("https://news.google.com/rss/articles/x", source, PUBLISHERS) == "tass"


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://www.some.example/a", "some.example"), ("https://notrbc.ru/a", "notrbc.ru"), ("", ""), ("http://[", "")],
)
def test_an_unknown_publisher_is_its_own_family(url: str, expected: str) -> None:
    assert family(url, "", PUBLISHERS) == expected


def test_members_of_a_holding_are_one_voice() -> None:
    told = [voice("1", "https://rbc.ru/a"), voice("2", "https://autonews.ru/a", 1)]
    assert independent(told, PUBLISHERS) == 1


def test_nine_reprints_of_one_report_are_one_voice() -> None:
    told = [voice("0", "https://tass.ru/a")]
    told += [voice(str(n), f"https://site{n}.example/a", n, copy_of="0") for n in range(1, 10)]
    assert independent(told, PUBLISHERS) == 1


def test_nine_own_reports_are_nine_voices() -> None:
    assert independent([voice(str(n), f"https://site{n}.example/a", n) for n in range(9)], PUBLISHERS) == 9


def test_an_own_wording_that_credits_an_agency_speaks_with_its_voice() -> None:
    told = [voice("1", "https://tass.com/a"), voice("2", "https://one.example/a", 1, credit="ТАСС")]
    assert independent(told, PUBLISHERS) == 1
    assert tell(told, PUBLISHERS)[1].role is Role.OWN_REPORT


def test_two_that_credit_the_same_unknown_one_are_one_voice() -> None:
    told = [voice(str(n), f"https://site{n}.example/a", n, credit="Заводской вестник") for n in range(3)]
    assert independent(told, PUBLISHERS) == 1


def test_an_aggregator_counts_only_when_nobody_else_speaks() -> None:
    alone = [voice("1", "https://dzen.ru/a")]
    assert independent(alone, PUBLISHERS) == 1
    assert independent([*alone, voice("2", "https://tass.ru/a", 1)], PUBLISHERS) == 1


def test_the_copy_of_a_copy_is_copied_from_the_first() -> None:
    told = tell(
        [voice("3", "https://c.example", 3, copy_of="2"), voice("1", "https://a.example", 1),
         voice("2", "https://b.example", 2, copy_of="1")],
        PUBLISHERS,
    )  # fmt: skip
    assert [(one.article, one.role, one.copied_from) for one in told] == [
        ("1", Role.FIRST, ""), ("2", Role.REPRINT, "1"), ("3", Role.REPRINT, "1"),
    ]  # fmt: skip


def test_an_original_that_arrives_after_its_copy_is_still_the_original() -> None:
    arrived = [voice("copy", "https://b.example", 5), voice("late", "https://tass.ru/a", 1, copy_of="copy")]
    told = tell(arrived, PUBLISHERS)
    assert [(one.article, one.role, one.copied_from, one.voice) for one in told] == [
        ("late", Role.FIRST, "", "tass"), ("copy", Role.REPRINT, "late", "tass"),
    ]  # fmt: skip


def test_a_story_without_articles_has_no_voice() -> None:
    assert independent([], PUBLISHERS) == 0


LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 48)), min_size=1, max_size=10)


@given(LINKS)
def test_any_links_between_copies_give_an_order_in_time_and_an_original_for_each_copy(
    links: list[tuple[int, int]],
) -> None:
    articles = [
        voice(str(n), f"https://s{n}.example/a", hour, copy_of=str(target)) for n, (target, hour) in enumerate(links)
    ]
    told = tell(articles, PUBLISHERS)
    assert told[0].role is Role.FIRST and not told[0].copied_from
    assert {one.copied_from for one in told} <= {"", *(one.article for one in told if not one.copied_from)}
    assert 1 <= independent(articles, PUBLISHERS) <= len(articles)
