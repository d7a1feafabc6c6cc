"""What the index is asked must find every word that a query accepts."""

from __future__ import annotations

from itertools import product

import pytest

from monitor.core.query import parse
from monitor.core.search import bag, forms, narrowing, spellings

TEXT = """
    завод заводы заводам заводской человек люди шёл идти пошла год лет годами новый новейшие мочь могли смогли стал
    сталь стали брат брать взять Jetour Джетур Джетура джетуром Тенет Тенетом Козлова Смолов Смоловым Смолова
    Кайи производство производства производит ёлка елки plant plants planted began begin beginning companies company
    studies study stopped stop making made sold selling lorries car's Straße 12 2024 автокомпонентов автокомпоненты
"""
WORDS = TEXT.split()


def _asked(word: str, of: str) -> bool:
    """Whether the index, asked for `word`, answers with an article of the one word `of`."""
    held = bag(of, "").split(" ")
    return any(
        one in held or (one.endswith("*") and any(other.startswith(one[:-1]) for other in held))
        for one in spellings(word)
    )


def test_the_index_is_asked_for_every_word_that_shares_a_dictionary_form() -> None:
    equal = [(a, b) for a, b in product(WORDS, WORDS) if "'" not in a + b and forms(a) & forms(b)]
    assert len(equal) > 2 * len(WORDS) - 10  # itself, and for most of them some other form
    assert [(a, b) for a, b in equal if not _asked(a, b)] == []


def test_a_name_that_no_dictionary_has_is_asked_for_by_its_beginning() -> None:
    assert _asked("Джетуром", "Джетурами")
    assert not _asked("завод", "заводской")


def test_each_word_of_a_phrase_is_asked_for_and_the_beginning_of_a_cut_one() -> None:
    groups, _ = narrowing(parse("новые автом*"))
    assert "нового" in groups[0]
    assert groups[1] == frozenset({"автом*"})


@pytest.mark.parametrize("text", ["Ёлка, ёлка — и ель", "ЕЛКА ёлка и ель"])
def test_a_word_is_kept_once_as_it_stands(text: str) -> None:
    assert bag("", text) == "елка и ель"
