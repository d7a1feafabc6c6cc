"""How sure an article is of each brand: fact, plan, rumour, denied, ended, historic."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.knowledge import Knowledge
from monitor.knowledge.terms import Pack
from monitor.lang import read
from monitor.model import Mention
from monitor.taggers.certainty import CertaintyPass

PUBLISHED = datetime(2025, 9, 10, tzinfo=UTC)
NOTHING = Knowledge({"cars": Pack("cars", {})}, {}, (), "")

SAID = [
    ("fact", "На заводе собирают Jetour.", "Jetour", "ru"),
    ("fact", "Завод начал выпуск Jetour.", "Jetour", "ru"),
    ("fact", "В 2024 году завод начал выпускать Jetour.", "Jetour", "ru"),
    ("fact", "The plant assembles Jetour cars.", "Jetour", "en"),
    ("plan", "Завод планирует собирать Jetour.", "Jetour", "ru"),
    ("plan", "Jetour встанет на конвейер осенью.", "Jetour", "ru"),
    ("plan", "Завод объявил тендер на оборудование для Jetour.", "Jetour", "ru"),
    ("plan", "The plant is expected to assemble Jetour next year.", "Jetour", "en"),
    ("rumour", "По слухам, на заводе начнут собирать Jetour.", "Jetour", "ru"),
    ("rumour", "Завод может взяться за Jetour, сообщает телеграм-канал.", "Jetour", "ru"),
    ("rumour", "Jetour could be built at the plant, two sources told the paper.", "Jetour", "en"),
    ("rumour", "Соберут ли на заводе Jetour?", "Jetour", "ru"),
    ("rumour", "Переговоры с Jetour завод не подтвердил.", "Jetour", "ru"),
    ("denied", "Завод опроверг планы собирать Jetour.", "Jetour", "ru"),
    ("denied", "Завод не планирует выпускать Jetour.", "Jetour", "ru"),
    ("denied", "The company denied plans to build Jetour.", "Jetour", "en"),
    ("denied", "Сборка Jetour на заводе не планируется.", "Jetour", "ru"),
    ("denied", "Слухи о сборке Jetour в компании назвали выдумкой.", "Jetour", "ru"),
    ("fact", "Завод опроверг прекращение выпуска Jetour.", "Jetour", "ru"),
    ("fact", "Сборка Jetour остановлена на две недели.", "Jetour", "ru"),
    ("fact", "The plant began to build Jetour cars in May.", "Jetour", "en"),
    ("ended", "Машины Jetour на заводе больше не собирают.", "Jetour", "ru"),
    ("ended", "Партнёры завода, Jetour и Lumo, ушли.", "Jetour", "ru"),
    ("historic", "In 2005 the plant discussed building Jetour cars.", "Jetour", "en"),
    ("plan", "Assembly of Jetour should begin in May.", "Jetour", "en"),
    ("rumour", "Papers hint at the assembly of Jetour.", "Jetour", "en"),
    ("ended", "Завод прекратил сборку Jetour.", "Jetour", "ru"),
    ("ended", "Выпуск Jetour приостановлен.", "Jetour", "ru"),
    ("ended", "Jetour has left the Russian market.", "Jetour", "en"),
    ("historic", "Раньше здесь делали Jetour.", "Jetour", "ru"),
    ("historic", "До 2022 года на заводе выпускались Jetour.", "Jetour", "ru"),
    ("historic", "Здесь собирали Jetour.", "Jetour", "ru"),
    ("historic", "На смену ушедшим BMW, Kia и Jetour пришли китайские марки.", "Jetour", "ru"),
    ("historic", "The plant used to build Jetour cars.", "Jetour", "en"),
    ("historic", "Früher wurden hier Jetour gebaut.", "Jetour", "de"),
    ("historic", "Dawniej montowano tu Jetour.", "Jetour", "pl"),
    ("fact", "Раньше здесь делали BMW, а теперь собирают Jetour.", "Jetour", "ru"),
    ("fact", "С 2019 года завод выпускает Jetour.", "Jetour", "ru"),
]


def judged(text: str, name: str, language: str) -> Mention:
    start = text.index(name)
    given = Mention("brand", name, name, "text", start, start + len(name), text)
    (found,) = CertaintyPass(NOTHING).tag(read("", text, language, PUBLISHED), (given,))
    return found


@pytest.mark.parametrize(("certainty", "text", "name", "language"), SAID)
def test_a_brand_is_as_sure_as_its_sentence_says(certainty: str, text: str, name: str, language: str) -> None:
    found = judged(text, name, language)
    assert found.certainty == certainty, found.reasons


def test_two_brands_of_one_sentence_are_judged_by_their_own_clauses() -> None:
    text = "Раньше здесь делали BMW, а теперь собирают Jetour."
    assert judged(text, "BMW", "ru").certainty == "historic"
    assert judged(text, "Jetour", "ru").certainty == "fact"


def test_earlier_reported_dates_the_report_and_not_what_it_tells() -> None:
    assert judged("Ранее сообщалось, что завод планирует собирать Jetour.", "Jetour", "ru").certainty == "plan"


def test_the_reason_is_told_in_plain_words() -> None:
    assert judged("Завод планирует собирать Jetour.", "Jetour", "ru").reasons == ("planned or expected",)


def test_companies_and_amounts_are_not_judged() -> None:
    company = Mention("company", "x", "Завод", "text", 0, 5, "Завод прекратил сборку.", watch="x")
    assert CertaintyPass(NOTHING).tag(read("", "Завод прекратил сборку.", "ru"), (company,)) == (company,)


def test_a_year_counts_as_bygone_by_the_articles_own_date() -> None:
    text = "В 1998 году здесь сделали 200 Jetour."
    found = judged(text, "Jetour", "ru")
    assert (found.certainty, found.reasons) == ("historic", ("said of 1998",))
