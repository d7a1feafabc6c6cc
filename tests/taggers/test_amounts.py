"""Money: what is found, its value, currency and qualifier; what is no business amount."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lang import read
from monitor.taggers.amounts import amounts
from monitor.taggers.numerals import number

BUSINESS = [
    ("Вложили более 2 млрд руб. в завод.", 2e9, None, "RUB", "over", "2 млрд руб."),
    ("Инвестиции составили 28,5 миллиарда рублей.", 28.5e9, None, "RUB", "", "28,5 миллиарда рублей"),
    ("Затраты оценили в полмиллиарда рублей.", 5e8, None, "RUB", "", "полмиллиарда рублей"),
    ("Программа стоит 1,2 трлн рублей", 1.2e12, None, "RUB", "", "1,2 трлн рублей"),
    ("Потратят до 70 млрд ₽.", 7e10, None, "RUB", "up-to", "70 млрд ₽"),
    ("Речь о сумме порядка 5–10 млн евро.", 5e6, 1e7, "EUR", "about", "5–10 млн евро"),
    ("Кредит от 500 млн до 1,5 млрд рублей", 5e8, 1.5e9, "RUB", "", "500 млн до 1,5 млрд рублей"),
    ("Выделено не менее полутора миллиардов рублей", 1.5e9, None, "RUB", "over", "полутора миллиардов рублей"),
    ("Заём на два миллиарда рублей", 2e9, None, "RUB", "", "два миллиарда рублей"),
    ("На цех ушёл миллиард рублей.", 1e9, None, "RUB", "", "миллиард рублей"),
    ("Инвестор вложит 150 000 000 рублей", 1.5e8, None, "RUB", "", "150 000 000 рублей"),
    ("Инвестиции в размере 300 тыс. долларов", 3e5, None, "USD", "", "300 тыс. долларов"),
    ("Сделка на 700 млн долларов США", 7e8, None, "USD", "", "700 млн долларов"),
    ("Менее 3 млрд юаней дал банк", 3e9, None, "CNY", "under", "3 млрд юаней"),
    ("The company will invest over $1.2bn in the line.", 1.2e9, None, "USD", "over", "$1.2bn"),
    ("more than 2 billion rubles", 2e9, None, "RUB", "over", "2 billion rubles"),
    ("with investments surpassing 100 million rubles after", 1e8, None, "RUB", "over", "100 million rubles"),
    ("a loan of RUB 4.5 billion was granted", 4.5e9, None, "RUB", "", "RUB 4.5 billion"),
    ("between €5 million and €10 million of subsidies", 5e6, None, "EUR", "", "€5 million"),
    ("a $5-10 million contract", 5e6, 1e7, "USD", "", "$5-10 million"),
    ("nearly half a billion dollars", 5e8, None, "USD", "about", "half a billion dollars"),
    ("about seven billion rubles", 7e9, None, "RUB", "about", "seven billion rubles"),
    ("investment of 1,200,000,000 roubles", 1.2e9, None, "RUB", "", "1,200,000,000 roubles"),
    ("a 30-million-euro plant", 3e7, None, "EUR", "", "30-million-euro"),
    ("up to US$384 million", 3.84e8, None, "USD", "up-to", "US$384 million"),
    ("EUR 40 mln were spent", 4e7, None, "EUR", "", "EUR 40 mln"),
    ("Investitionen von rund 32 Milliarden Rubel", 3.2e10, None, "RUB", "about", "32 Milliarden Rubel"),
    ("sechs Mrd. Euro", 6e9, None, "EUR", "", "sechs Mrd. Euro"),
    ("przeznacza 50 mln dol. inwestycji", 5e7, None, "USD", "", "50 mln dol."),
    ("ponad 3,5 mld złotych", 3.5e9, None, "PLN", "over", "3,5 mld złotych"),
    ("понад 2 мільярди гривень", 2e9, None, "UAH", "over", "2 мільярди гривень"),
    ("32 de miliarde de ruble", 3.2e10, None, "RUB", "", "32 de miliarde de ruble"),
    ("30 milioane de euro", 3e7, None, "EUR", "", "30 milioane de euro"),
    ("contracts worth 14,372.4 million rubles", 14_372.4e6, None, "RUB", "", "14,372.4 million rubles"),
    ("Umsatz von 1.234,5 Mio. Euro", 1234.5e6, None, "EUR", "", "1.234,5 Mio. Euro"),
    ("投資額は5億ドル", 5e8, None, "USD", "", "5億ドル"),
    ("약 3억 달러를 투자", 3e8, None, "USD", "about", "3억 달러를"),
]


@pytest.mark.parametrize(("text", "low", "high", "currency", "qualifier", "surface"), BUSINESS)
def test_an_amount_is_read_with_its_value_range_currency_and_qualifier(
    text: str, low: float, high: float | None, currency: str, qualifier: str, surface: str
) -> None:
    found = amounts(read("", text, "ru"))
    first = found[0]
    assert (first.value, first.high, first.currency, first.qualifier) == (low, high, currency, qualifier)
    assert text[first.start : first.end] == first.surface == surface


NOT_BUSINESS = [
    "Седан продаётся по цене от 859 900 до 1 059 900 рублей.",
    "Prices open at around 2.1 million rubles.",
    "USD 78.61 EUR 89.25",
    "$ 78.6171 89.2512",
    "Зарплата сварщика — 120 тыс. рублей.",
    "Выпущено 70–100 тыс. машин.",
    "Потратили миллиарды рублей и сотни миллионов долларов.",
    "mehrere Hundert Millionen Euro",
    "Несколько миллионов рублей ушло на ремонт.",
    "Пробег 5 млн км, в 2022 году 3 млн т.",
    "Рублёвый вклад на 3 года",
    "14 700 долларов — и забирай новый седан.",
    "In 2012, 65 million people",
]


@pytest.mark.parametrize("text", NOT_BUSINESS)
def test_prices_rates_wages_and_indefinite_sums_are_no_amounts(text: str) -> None:
    assert amounts(read("", text, "ru")) == ()


def test_a_bare_billion_takes_the_currency_of_the_amount_before_it() -> None:
    text = "Потрачено 28,5 млрд рублей. Почти половина, около 14 миллиардов, — займы. Ещё 3 млн машин не в счёт."
    assert [(a.value, a.currency) for a in amounts(read("", text, "ru"))] == [(28.5e9, "RUB"), (14e9, "RUB")]


def test_a_decimal_of_billions_is_a_round_sum() -> None:
    assert [a.value for a in amounts(read("", "It will invest $4.1 billion in a plant.", "en"))] == [4_100_000_000]


def test_a_part_of_a_sum_is_in_its_currency() -> None:
    found = amounts(read("", "Смета — 30 млрд рублей, из них 11 млрд дал фонд.", "ru"))
    assert [(a.value, a.currency) for a in found] == [(3e10, "RUB"), (1.1e10, "RUB")]


def test_an_amount_tells_its_sentence_and_field() -> None:
    found = amounts(read("Завод получил 3 млрд рублей", "Первое. Потом он вложил 2 млрд рублей в цех. Третье.", "ru"))
    assert [(a.field, a.value) for a in found] == [("title", 3e9), ("text", 2e9)]
    assert found[1].sentence == "Потом он вложил 2 млрд рублей в цех."


@given(st.integers(1, 999), st.sampled_from([("млн", 10**6), ("млрд", 10**9), ("трлн", 10**12)]))
def test_any_number_of_millions_is_read_back(count: int, magnitude: tuple[str, int]) -> None:
    word, factor = magnitude
    text = f"Инвестиции: {count} {word} рублей."
    found = amounts(read("", text, "ru"))
    assert [a.value for a in found] == [count * factor]


@given(st.text(alphabet="0123456789., $€рублнмд-–km", max_size=300))
def test_any_soup_of_digits_and_signs_gives_offsets_inside_the_text(text: str) -> None:
    for found in amounts(read("", text, "ru")):
        assert text[found.start : found.end] == found.surface


@given(st.text("0123456789.,   ’", max_size=30), st.booleans())
def test_any_run_of_digits_and_marks_is_some_number(marks: str, scaled: bool) -> None:
    assert number(f"1{marks}", scaled) >= 0
