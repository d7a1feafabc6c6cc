"""The watched company: found in every spelling, refused where something else is meant."""

from __future__ import annotations

import pytest

from .world import of_kind, tagged


def companies(text: str, language: str = "ru") -> list[str]:
    return [one.surface for one in of_kind(text, "company", language=language)]


@pytest.mark.parametrize(
    "surface",
    ["Вольтмаш", "Вольтмашем", "Вольтмаша", "ВОЛЬТМАШЕ", "вольтмашевский", "Voltmash", "BOЛЬTMAШ", "Вольт\u00adмаш"],
)
def test_a_company_is_found_in_any_case_and_drawing(surface: str) -> None:
    assert companies(f"Вчера {surface} был в новостях.") == [surface]


def test_offsets_point_at_the_name_without_its_quotes() -> None:
    text = "На заводе «Вольтмаш» тихо."
    (one,) = of_kind(text, "company")
    assert text[one.start : one.end] == "Вольтмаш"
    assert (one.watch, one.sentence) == ("voltmash", text)


@pytest.mark.parametrize("text", ["Матч на «Вольтмаш-Арене».", "Мастер чинит вольтметр.", "Фирма «Вальтмаш» шьёт."])
def test_look_alikes_are_refused(text: str) -> None:
    assert companies(text) == []


def test_a_subsidiary_stands_for_its_company() -> None:
    (one,) = of_kind("Тендер выиграли «Озёрские моторы».", "company")
    assert (one.watch, one.data["as"]) == ("voltmash", "subsidiary")


def test_a_misprint_counts_beside_its_town_or_the_trade_and_not_alone() -> None:
    assert companies("Озёрский «Вольтмыш» запустил сборку.") == ["Вольтмыш"]
    assert companies("Завод «Вольтмыш» запустил сборку.") == ["Вольтмыш"]
    assert companies("Певец Вольтмыш приехал.") == []


def test_two_watches_are_told_apart() -> None:
    found = {one.watch for one in of_kind("«Вольтмаш» и «Каскад Авто» договорились.", "company")}
    assert found == {"voltmash", "kaskad"}


@pytest.mark.parametrize("language", ["pl", "de", "hu", "xx"])
def test_a_latin_name_is_found_in_other_languages(language: str) -> None:
    assert companies("Voltmash: 2026", language) == ["Voltmash"]


def test_a_name_inflected_in_polish_is_found() -> None:
    assert companies("Fabryka należy do Voltmasha.", "pl") == ["Voltmasha"]


def test_an_article_without_the_company_scores_none() -> None:
    assert tagged("Погода в Озёрске хорошая.").watches["voltmash"].relevance == "none"


def test_the_carmaker_of_its_town_is_the_company_where_no_name_is_said() -> None:
    (one,) = of_kind("Озёрский автозавод возобновит выпуск Zeekar.", "company")
    assert (one.surface, one.data["as"]) == ("Озёрский автозавод", "stand-in")
    assert companies("The carmaker in Ozyorsk will hire.", "en") == ["carmaker in Ozyorsk"]


def test_another_works_of_its_town_is_not_the_company() -> None:
    assert companies("Озёрский завод открыли. В Озёрске стоит автозавод «Юность».") == []
