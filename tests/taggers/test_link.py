"""Whose a make is."""

from __future__ import annotations

import pytest

from .world import links, of_kind, tagged


@pytest.mark.parametrize(
    ("text", "want"),
    [
        # named beside it, through a stand-in, through its town
        ("«Вольтмаш» начал сборку Zeekar.", "strong"),
        ("«Вольтмаш» расширяется. На заводе собирают Zeekar.", "medium"),
        ("«Вольтмаш» расширяется. Раньше здесь выпускали Zeekar.", "medium"),
        ("«Вольтмаш» молчит. В Озёрске запустили выпуск Zeekar.", "medium"),
        ("«Вольтмаш» нашёл партнёра. Это Zeekar.", "medium"),
        ("«Вольтмаш» отрицает слухи. Обсуждали освоить на заводе Zeekar.", "medium"),
        # somebody else's
        ("«Вольтмаш» стоит. Завод Zeekar в Туле работает.", "none"),
        ("«Вольтмаш» стоит. Zeekar собирают в Калуге.", "none"),
        ("«Вольтмаш» стоит. Zeekar, напротив, растёт.", "none"),
        ("В список не вошли ни «Вольтмаш», ни Zeekar.", "none"),
        ("Новинку «Вольтмаша» назвали конкурентом Zeekar.", "none"),
        ("«Вольтмаш» стоит. Zeekar выпускает «Монтажинвест».", "none"),
        ("«Вольтмаш» стоит. Zeekar продал свой завод и ушёл.", "none"),
    ],
)
def test_a_make_belongs_to_whom_the_text_says(text: str, want: str) -> None:
    assert links(text) == {"Zeekar": want} or links(text) == {"Zeekar": want, "Montazh": "none"}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Voltmash has started to assemble Zeekar sedans.", "strong"),
        ("Voltmash is hiring. The plant builds the Zeekar under contract.", "medium"),
        ("Voltmash is idle. Zeekar keeps its plant in Kaluga.", "none"),
        ("Voltmash showed a sedan. Some called it a rival of Zeekar.", "none"),
        ("Neither Voltmash nor Zeekar answered.", "none"),
    ],
)
def test_the_same_in_english(text: str, want: str) -> None:
    assert links(text, language="en") == {"Zeekar": want}


def test_a_make_that_the_companys_sentence_leaves_unsaid_is_the_headlines() -> None:
    text = "Марка рассказала о ценах. Запуск производства намечен на «Вольтмаше»."
    assert links(text, title="Zeekar пришёл в Россию") == {"Zeekar": "medium"}


def test_a_row_of_makes_keeps_together() -> None:
    found = links("«Вольтмаш», который собирает Zeekar, Lumo и Great Hill, растёт.")
    assert found == {"Zeekar": "strong", "Lumo": "strong", "Great Hill": "strong"}


def test_suppliers_and_makers_with_own_works_are_not_its_makes() -> None:
    assert links("«Вольтмаш» купит батареи CellPro и обгонит НордАЗ.") == {"CellPro": "none", "NordAZ": "none"}


def test_the_maker_behind_a_linked_badge_is_linked() -> None:
    found = links("«Вольтмаш» выпускает Ампера. Прообраз сделала в Китае фирма Lumo, завод которой стоит в Туле.")
    assert found == {"Ampera": "strong", "Lumo": "medium"}


def test_a_parent_named_as_the_owner_is_not_made_there() -> None:
    found = links("«Вольтмаш» собирает Zeekar, марка принадлежит концерну Zee Group.")
    assert found == {"Zeekar": "strong", "Zee Group": "weak"}


def test_two_watches_each_get_their_own() -> None:
    mentions = of_kind("«Вольтмаш» собирает Zeekar. «Каскад Авто» в Борисове собирает Lumo.")
    assert {one.value: one.watch for one in mentions} == {"Zeekar": "voltmash", "Lumo": "kaskad"}


def test_nothing_is_linked_where_no_watch_is_named() -> None:
    assert {one.link for one in of_kind("Zeekar собирают в Озёрске.")} == {"none"}


def test_money_belongs_to_whom_its_sentence_speaks_of() -> None:
    text = "«Вольтмаш» вложит в цех 2 млрд рублей. Завод НордАЗ в Туле получит 5 млрд рублей инвестиций."
    found = {round(one.value): (one.watch, str(one.link)) for one in tagged(text).amounts}
    assert found == {2_000_000_000: ("voltmash", "strong"), 5_000_000_000: ("", "none")}


def test_what_a_make_is_measured_against_is_somebody_elses() -> None:
    found = links("«Вольтмаш» собирает Zeekar. Марка продаёт меньше, чем Lumo или Great Hill.")
    assert (found["Lumo"], found["Great Hill"]) == ("none", "none")


def test_more_than_a_sum_measures_nobody() -> None:
    text = "Voltmash has already allocated more than 2 billion rubles to build a hall."
    assert [(one.watch, str(one.link)) for one in tagged(text).amounts] == [("voltmash", "strong")]


def test_what_is_next_in_line_is_made_there_too() -> None:
    found = links("«Вольтмаш» готовится к сборке Zeekar. Завод освоит и Lumo, на очереди Great Hill.")
    assert found["Great Hill"] == "medium"


def test_a_make_that_joins_those_on_the_line_is_made_there() -> None:
    found = links("«Вольтмаш» собирает Zeekar. Больше половины пришлось на кроссоверы. К ним добавится Lumo.")
    assert found["Lumo"] == "medium"


def test_every_link_says_why() -> None:
    for one in of_kind("«Вольтмаш» собирает Zeekar, а Lumo делают в Туле."):
        assert all(reason and reason == reason.strip() for reason in one.reasons)
        assert len(one.reasons) >= 2
