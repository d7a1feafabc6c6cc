"""How much of an article is about a company."""

from __future__ import annotations

from .world import tagged

FILLER = " Рынок вырос на треть. Продажи идут хорошо. Дилеры ждут весны. Цены стоят на месте."


def grade(text: str, title: str = "") -> str:
    return str(tagged(text, title).watches["voltmash"].relevance)


def test_the_headline_makes_it_primary() -> None:
    assert grade("Пауза продлится месяц.", "«Вольтмаш» остановился") == "primary"


def test_a_part_of_the_article_makes_it_secondary() -> None:
    assert grade(f"{FILLER} «Вольтмаш» в Озёрске отправил людей в отпуск.", "Обзор рынка") == "secondary"


def test_a_place_in_a_list_is_passing() -> None:
    assert grade(f"{FILLER} В список вошли и другие, в том числе «Вольтмаш».", "Рейтинг") == "passing"


def test_a_landmark_or_an_example_is_passing_wherever_it_stands() -> None:
    assert grade("Жильцы домов по соседству с заводом «Вольтмаш» получат ключи.", "Дома сданы") == "passing"
    assert grade("Другие предприятия, например «Вольтмаш», отчитаются позже.", "Итоги года") == "passing"


def test_a_score_is_bounded_and_says_why() -> None:
    score = tagged("«Вольтмаш» растёт. «Вольтмаш» богат.", "«Вольтмаш»").watches["voltmash"]
    assert 0.9 <= score.score <= 1.0
    assert "named in the headline" in score.reasons
