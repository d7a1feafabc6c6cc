"""Events: which are told, which are taken back, and what a bad events file says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from monitor.errors import KnowledgeError
from monitor.knowledge import Knowledge, load
from monitor.knowledge.terms import Pack
from monitor.lang import read
from monitor.model import Mention
from monitor.taggers.brands import Brands
from monitor.taggers.events import Events

CARS = load({}, packs={"cars": "monitor/knowledge/packs.yaml"})
BRANDS, EVENTS = Brands(CARS), Events(CARS)
PUBLISHED = datetime(2025, 9, 10, tzinfo=UTC)


def told(text: str, language: str = "ru", title: str = "") -> list[Mention]:
    reading = read(title, text, language, PUBLISHED)
    return [one for one in EVENTS.tag(reading, BRANDS.tag(reading, ())) if one.kind == "event"]


def slugs(text: str, language: str = "ru", title: str = "") -> set[str]:
    return {one.value for one in told(text, language, title)}


TOLD = [
    ({"production-start"}, "Завод начал выпуск кроссоверов.", "ru"),
    ({"production-start"}, "The plant has started production of sedans.", "en"),
    ({"production-start"}, "Das Werk hat mit der Produktion begonnen.", "de"),
    ({"production-plan"}, "Завод планирует начать выпуск кроссоверов.", "ru"),
    ({"production-plan"}, "The plant plans to start production next year.", "en"),
    ({"partnership"}, "Завод подписал соглашение с китайским концерном.", "ru"),
    ({"investment"}, "В цех вложили 2 млрд рублей.", "ru"),
    ({"halt"}, "Завод приостановил производство.", "ru"),
    ({"halt"}, "The company suspended production.", "en"),
    ({"sales-numbers"}, "За год с конвейера сошло 12 тысяч машин.", "ru"),
    ({"localization"}, "Уровень локализации вырос.", "ru"),
    ({"construction"}, "Компания построила новый завод.", "ru"),
    ({"model-presentation"}, "На выставке показали прототип.", "ru"),
    ({"certification"}, "Росстандарт выдал одобрение типа.", "ru"),
    ({"ownership-management"}, "Назначен новый генеральный директор.", "ru"),
    ({"sanctions"}, "The company is under sanctions.", "en"),
    ({"employment"}, "Завод уволит 300 сотрудников.", "ru"),
    ({"legal"}, "Суд удовлетворил иск поставщика.", "ru"),
    ({"trademark"}, "Компания подала заявку на товарный знак.", "ru"),
    ({"visit"}, "Министр посетил завод.", "ru"),
    ({"price"}, "Седан продаётся по цене от 2 млн рублей.", "ru"),
    ({"policy"}, "Льготы для автозавода продлили до 2031 года.", "ru"),
]


@pytest.mark.parametrize(("expected", "text", "language"), TOLD)
def test_a_sentence_tells_its_event(expected: set[str], text: str, language: str) -> None:
    assert slugs(text, language) == expected


QUIET = [
    "В 2009 году завод начал выпуск седанов.",  # background
    "Завод стоит на берегу.",
    "Мощность позволяет выпускать 50 тысяч машин в год.",
    "Это представляет собой электрический седан.",
    "В цех вложили много сил.",  # no money
    "Завод собирает седаны.",  # no news
]


@pytest.mark.parametrize("text", QUIET)
def test_background_and_plain_words_are_no_events(text: str) -> None:
    assert slugs(text) == set()


def test_an_investment_names_its_amount_and_a_start_its_brand() -> None:
    (start,) = told("Завод начал сборку Jetour.")
    (money,) = told("В проект вложат 3 млрд рублей.")
    assert (start.data["brand"], money.data["amount"]) == ("Jetour", "3 млрд рублей")


def test_weak_words_of_a_plan_give_way_to_a_start_that_is_told() -> None:
    assert slugs("Завод запустил производство компонентов. Здесь будут делать сиденья.") >= {"production-start"}
    assert "production-plan" not in slugs("Завод запустил производство. Здесь будут делать сиденья.")


def pack(events: Mapping[str, object]) -> Knowledge:
    return Knowledge({"x": Pack("x", {}, events)}, {}, (), "")


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ({"events": {"strike": {"sures": {}}}}, "unknown key 'sures'"),
        ({"events": {"strike": {"as": {"maybe": "x"}}}}, "'maybe' is no certainty"),
        ({"events": {"strike": {"sure": {"en": ["{walkout}"]}}}}, "there is no group 'walkout'"),
    ],
)
def test_a_bad_events_file_says_what_is_wrong(events: Mapping[str, object], said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        Events(pack(events))


def test_a_pack_of_another_trade_brings_its_own_events() -> None:
    strike = pack({"events": {"strike": {"sure": {"en": ["workers ~3 strike"]}}}})
    found = Events(strike).tag(read("", "Workers went on strike.", "en"), ())
    assert [(one.value, one.surface) for one in found] == [("strike", "Workers went on strike")]
