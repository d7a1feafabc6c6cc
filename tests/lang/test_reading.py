"""Tokens, sentences and clauses with their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lang import Reading, read


def shown(text: str, language: str = "ru") -> list[str]:
    reading = read("", text, language)
    return [reading.shown(sentence) for sentence in reading.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Завод стоит в г. Калининград с 1996 г. и работает.", 1),
        ("Приехал А. А. Алиханов. Завод работает.", 2),
        ("Сделали 2 тыс. машин, т. н. «китайцев». Потом ещё.", 2),
        ("КАЛИНИНГРАД, 30 января. /ТАСС/. Завод открыли.", 2),
        ("Цена 5 млн руб. Теперь её снизят.", 2),
        ("«Мы готовы!» — сказал он. «Когда?» — спросили его.", 2),
        ("Первая строка\nВторая строка", 2),
        ("Что дальше?! Никто не знает…", 2),
    ],
)
def test_sentences_survive_abbreviations_initials_and_datelines(text: str, count: int) -> None:
    assert len(shown(text)) == count


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Mr. Smith of U.S. Steel met J. Doe. They agreed.", "en", 2),
        ("It costs approx. 5 bn. roubles.", "en", 1),
        ("Am 4. April begann die Produktion. Das Werk läuft.", "de", 2),
        ("工厂开始生产。计划两万辆。", "zh", 2),
    ],
)
def test_sentences_of_other_languages(text: str, language: str, count: int) -> None:
    assert len(shown(text, language)) == count


def test_words_glued_of_two_scripts_are_cut_and_look_alikes_are_not() -> None:
    reading = read("", "BAIC-овский Jetourом экс-Hyundai BAIС", "ru")
    words = [token.norm for token in reading.tokens if token.shape == "word"]
    assert words == ["baic", "овский", "jetour", "ом", "экс", "hyundai", "baic"]


def test_signs_without_spaces_are_words_of_their_own() -> None:
    reading = read("", "中国BMWを造る", "ja")
    assert [token.norm for token in reading.tokens] == ["中", "国", "bmw", "を", "造", "る"]


def test_clauses_follow_conjunctions_and_lists_stay_whole() -> None:
    reading = read("", "Здесь собирали BMW, Kia и Ford, а теперь стоит завод, который ждёт партнёров.", "ru")
    clauses = [
        " ".join(token.norm for token in reading.tokens[first:last] if token.shape == "word")
        for first, last in reading.sentences[0].clauses
    ]
    assert clauses == ["здесь собирали bmw kia и ford", "а теперь стоит завод", "который ждет партнеров"]


def test_lemmas_are_every_reading_of_a_form() -> None:
    reading = read("", "стали", "ru")
    assert {"стать", "сталь"} <= reading.lemmas(0)


def test_english_lemmas_are_found_by_ending() -> None:
    reading = read("", "assembled plants began lorries", "en")
    wanted = ["assemble", "plant", "begin", "lorry"]
    assert [lemma in reading.lemmas(at) for at, lemma in enumerate(wanted)] == [True] * 4


def whole(reading: Reading) -> None:
    """Every offset points at what it says, every token belongs to one sentence, every clause to its sentence."""
    fields = {"title": reading.title, "text": reading.text}
    for sentence in reading.sentences:
        for token in reading.words(sentence):
            assert fields[sentence.field][token.start : token.end] == token.text
            assert sentence.start <= token.start
            assert token.end <= sentence.end
        assert [at for first, last in sentence.clauses for at in range(first, last)] == list(
            range(sentence.first, sentence.last)
        )
    assert sum(sentence.last - sentence.first for sentence in reading.sentences) == len(reading.tokens)


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["ru", "en", "de", "ja", "xx", ""]))
def test_any_text_is_read_whole_and_in_order(title: str, text: str, language: str) -> None:
    whole(read(title, text, language))


@given(st.text(alphabet="АбвAbc .!?,;—()«»\"'\n-0123456789/", max_size=400))
def test_any_punctuation_is_read_whole_and_in_order(text: str) -> None:
    whole(read(text[:50], text, "ru"))


def test_a_wall_of_text_is_cut_into_bounded_sentences() -> None:
    reading = read("", "слово " * 9_000, "ru")
    assert max(sentence.end - sentence.start for sentence in reading.sentences) <= 4_000
    whole(reading)
