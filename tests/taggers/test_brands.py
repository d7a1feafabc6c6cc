"""Known names: cases, scripts, conditions, models."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lang import tokens, words_of
from monitor.taggers.names import Names, longest

from .world import of_kind, tagged


def values(text: str, language: str = "ru") -> list[str]:
    return [one.value for one in of_kind(text, language=language)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Сборка Зикаров начата.", "Zeekar"),
        ("Экс-Zeekar стоит.", "Zeekar"),
        ("Показали Zeekar’а.", "Zeekar"),
        ("Zeekar-овский кроссовер.", "Zeekar"),
        ("Седан Zеekar с кириллической е.", "Zeekar"),
        ("Новый GreatHill и старый.", "Great Hill"),
        ("Great-Hill подорожал.", "Great Hill"),
        ("За Грейт Хиллом очередь.", "Great Hill"),
        ("Лада нет, Люмо есть.", "Lumo"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, value: str) -> None:
    assert values(text) == [value]


def test_an_ambiguous_name_needs_its_context_or_a_neighbour() -> None:
    assert values("В лесу Ора кричала.") == []
    assert values("Электромобиль Ора подешевел.") == ["Ora"]
    assert values("Продают Люмо, Ора и другие.") == ["Lumo", "Ora"]
    assert values("Эта ора стихла, люди ушли.") == []


def test_a_name_inside_a_phrase_that_means_something_else_is_refused() -> None:
    assert values("The Lumo Festival opens.", "en") == []


def test_a_model_implies_its_make() -> None:
    (one,) = of_kind("Новый Comet вышел.")
    assert (one.value, one.data["model"]) == ("Zeekar", "Comet")


def test_a_code_that_two_makes_share_is_nobodys_until_one_is_named() -> None:
    assert values("Вышел седан Z7.") == []
    assert set(values("Марка Zeekar показала седан Z7.")) == {"Zeekar"}


@given(st.text(max_size=200))
def test_any_text_is_tagged_and_offsets_point_at_surfaces(text: str) -> None:
    for one in tagged(f"Вольтмаш {text} Zeekar").mentions:
        source = f"Вольтмаш {text} Zeekar"
        assert source[one.start : one.end] == one.surface


@given(st.lists(st.sampled_from(["great", "hill", "wall", "ora", "x"]), max_size=12))
def test_every_run_of_a_names_words_is_found(words: list[str]) -> None:
    names = Names([("great hill", 1), ("hill wall", 2), ("great hill wall", 3)])
    text = " ".join(words)
    found = {(hit.first, hit.last) for hit in names.find(tokens(text), words_of("en"))}
    runs = {("great", "hill"), ("hill", "wall"), ("great", "hill", "wall")}
    wanted = {
        (at, at + size)
        for size in (2, 3)
        for at in range(len(words) - size + 1)
        if tuple(words[at : at + size]) in runs
    }
    assert found == wanted


def test_the_longest_of_overlapping_names_is_kept() -> None:
    names = Names([("great hill", "short"), ("great hill wall", "long"), ("wall street", "late")])
    hits = longest(names.find(tokens("great hill wall street"), words_of("en")))
    assert [hit.value for hit in hits] == ["long"]
