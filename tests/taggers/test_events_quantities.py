"""Counts, and the phrases that segments, events and cues are written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lang import read
from monitor.taggers.phrases import Phrases
from monitor.taggers.quantities import names_figure, quantities

COUNTS = [
    ("План — 70–100 тыс. машин.", "70000", "vehicle", "100000"),
    ("Собрано 111,6 тысячи легковых автомобилей.", "111600", "vehicle", ""),
    ("about 5,300 commercial vehicles", "5300", "vehicle", ""),
    ("222,081 vehicles were made", "222081", "vehicle", ""),
    ("Сошёл 25-тысячный кроссовер", "25000", "milestone", ""),
    ("двухмиллионная машина", "2000000", "milestone", ""),
    ("Выпуск сократился втрое.", "3", "times", ""),
    ("вырос в 2,5 раза", "2.5", "times", ""),
    ("Трудятся более трёх тысяч сотрудников.", "3000", "person", ""),
    ("create 300 jobs", "300", "job", ""),
    ("мощностью 140 кВт", "140", "kilowatt", ""),
    ("Выпуск упал на 4%.", "4", "percent", ""),
]


@pytest.mark.parametrize(("text", "value", "unit", "high"), COUNTS)
def test_a_count_is_read_with_its_unit_and_range(text: str, value: str, unit: str, high: str) -> None:
    units = {(one.value, one.data["unit"], one.data.get("high", "")) for one in quantities(read("", text, "ru"))}
    assert (value, unit, high) in units


def test_a_count_tells_how_exact_it_is() -> None:
    (found,) = quantities(read("", "Выпущено более 300 автобусов.", "ru"))
    assert (found.surface, found.data["qualifier"]) == ("300 автобусов", "over")


@pytest.mark.parametrize(("text", "is_figure"), [
    ("Найден покупатель на 7893 машины", True), ("Продажи упали на 4%", True), ("В 2022 году", False),
    ("Запас хода — 520 км", False), ("150 млн рублей", False), ("Юбилейный, стотысячный экземпляр", True),
])  # fmt: skip
def test_a_figure_is_a_number_that_is_no_year_length_or_sum(text: str, is_figure: bool) -> None:
    assert names_figure(text) is is_figure


@given(st.text(alphabet="0123456789 .,-–%тысмлнвраз", max_size=300))
def test_any_soup_of_digits_keeps_offsets_inside_the_text(text: str) -> None:
    for one in quantities(read("", text, "ru")):
        assert text[one.start : one.end] == one.surface


def hits(line: str, text: str, language: str = "ru", **groups: str) -> list[str]:
    reading = read("", text, language)
    phrases = Phrases({"x": [line]}, groups)
    found = [hit for sentence in reading.sentences for hit in phrases.find(reading, sentence)]
    return [text[reading.tokens[hit.first].start : reading.tokens[hit.last - 1].end] for hit in found]


PHRASES = [
    ("завод", "На заводах тихо.", "заводах"),
    ("электро*", "Показали электрокар.", "электрокар"),
    ("*montage", "Die Endmontage läuft.", "Endmontage"),
    ("начать ~3 выпуск", "Завод начал в мае этого выпуск машин.", "начал в мае этого выпуск"),
    ("выпуск & начать", "Выпуск кроссоверов на заводе начали.", "Выпуск кроссоверов на заводе начали"),
    ("light duty truck", "It makes light-duty trucks.", "light-duty trucks"),
    ("電気自動車", "電気自動車の生産。", "電気自動車"),
    ("купить|продать акция", "Он продал акции.", "продал акции"),
]


@pytest.mark.parametrize(("line", "text", "surface"), PHRASES)
def test_a_phrase_is_found_in_any_form_of_its_words(line: str, text: str, surface: str) -> None:
    assert hits(line, text, "en" if text.isascii() else "ru") == [surface]


def test_a_gap_is_no_wider_than_it_says_and_reaches_over_no_colon() -> None:
    assert hits("начать ~1 выпуск", "Завод начал в мае этого выпуск.") == []
    assert hits("начать ~3 выпуск", "Завод начал: выпуск стоит.") == []


def test_groups_stand_for_their_words() -> None:
    assert hits("{begin} выпуск", "Запустили выпуск.", begin="начать запустить") == ["Запустили выпуск"]


@pytest.mark.parametrize("line", ["{nobody} выпуск", "выпуск & ~3"])
def test_what_is_no_phrase_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"group|empty"):
        Phrases({"x": [line]})


@given(st.text(alphabet="абвг начатьвыпуск.,:«»-", max_size=200))
def test_every_hit_lies_in_its_sentence(text: str) -> None:
    reading = read("", text, "ru")
    phrases = Phrases({"x": ["начать ~3 выпуск", "в* & г*"]})
    for sentence in reading.sentences:
        for hit in phrases.find(reading, sentence):
            assert sentence.first <= hit.first < hit.last <= sentence.last
