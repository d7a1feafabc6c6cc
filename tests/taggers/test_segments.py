"""Market segments: by phrases, by models, by makes."""

from __future__ import annotations

import pytest

from monitor.knowledge import load
from monitor.lang import read
from monitor.taggers.brands import Brands
from monitor.taggers.segments import Segments

CARS = load({}, packs={"cars": "monitor/knowledge/packs.yaml"})
BRANDS, SEGMENTS = Brands(CARS), Segments(CARS)


def segments(text: str, language: str, title: str = "") -> set[str]:
    reading = read(title, text, language)
    return {one.value for one in SEGMENTS.tag(reading, BRANDS.tag(reading, ())) if one.kind == "segment"}


READ = [
    (
        {"light-trucks", "lcv", "ev"},
        "It will make small trucks, light commercial vehicles and electric vehicles.",
        "en",
    ),
    ({"passenger-cars"}, "Завод собирает автомобили.", "ru"),
    ({"passenger-cars", "suv-crossover"}, "На конвейере стоят кроссоверы и паркетники.", "ru"),
    ({"lcv"}, "Предприятие выпускает лёгкие коммерческие автомобили.", "ru"),
    ({"light-trucks"}, "Речь о малотоннажных грузовиках.", "ru"),
    ({"medium-heavy-trucks"}, "Седельные тягачи поставят на конвейер.", "ru"),
    ({"medium-heavy-trucks"}, "The plant assembles trucks.", "en"),
    ({"pickups"}, "The plant assembles pickup trucks.", "en"),
    ({"pickups"}, "Начата сборка пикапов.", "ru"),
    ({"buses"}, "Собрано десять автобусов.", "ru"),
    ({"ev", "passenger-cars"}, "Электромобиль показали в виде седана.", "ru"),
    ({"ev"}, "Elektroautos kommen aus dem Werk.", "de"),
    ({"passenger-cars"}, "W zakładzie montuje się samochody.", "pl"),
    ({"ev"}, "電気自動車の生産。", "ja"),
    ({"components"}, "Откроют завод пластиковых деталей и производство автокомпонентов.", "ru"),
    ({"batteries", "charging"}, "Batteries and charging stations will be made here.", "en"),
    ({"special-vehicles"}, "На шасси сделали автомобиль скорой помощи.", "ru"),
    ({"pickups"}, "В Калининграде начали собирать JMC Vigus.", "ru"),
    ({"passenger-cars", "suv-crossover"}, "The BMW X7 is built there.", "en"),
    ({"passenger-cars"}, "Здесь делали Kia.", "ru"),
]


@pytest.mark.parametrize(("expected", "text", "language"), READ)
def test_a_text_names_its_segments(expected: set[str], text: str, language: str) -> None:
    assert segments(text, language) == expected


@pytest.mark.parametrize(
    "text",
    ["Государственная машина буксует.", "The auto industry is in trouble.", "Дефицит комплектующих сохраняется."],
)
def test_words_that_mean_something_else_are_no_segments(text: str) -> None:
    assert segments(text, "ru" if text[0] > "z" else "en") == set()


def test_general_words_give_way_to_a_segment_that_is_named_exactly() -> None:
    assert segments("Машины этой марки — пикапы.", "ru") == {"pickups"}


def test_a_segment_tells_its_place_and_why() -> None:
    text = "Завод начал сборку пикапов."
    (found,) = [one for one in SEGMENTS.tag(read("", text, "ru"), ()) if one.kind == "segment"]
    assert text[found.start : found.end] == found.surface == "пикапов"
    assert found.reasons == ("the words for pickups",)
