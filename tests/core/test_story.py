"""Which articles tell one event: placement, vetoes, bridges, order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.keys import MOST_KEYS, key_ids, key_of, parted, rarity, skeleton, story_keys
from monitor.core.shelf import Shelf
from monitor.core.story import Card, Placement, headline, place, rarities, weighed
from monitor.core.vetoes import vetoes
from monitor.model import Mention, Reason, Role

START = datetime(2024, 5, 1, 9, tzinfo=UTC)

FIRE_RU = (
    "Пожар на складе «Мегатрейд» в Самаре потушен на площади 2600 метров",
    "Пожарные потушили склад компании «Мегатрейд» в Самаре. Площадь составила 2600 квадратных метров, пострадал "
    "сторож Виктор Аверин. Здание на улице Заводской горело с ночи, на месте работали 85 спасателей.",
)
FIRE_OWN = (
    "В Самаре сгорел склад на Заводской улице, один человек в больнице",
    "Огонь уничтожил склад фирмы «Мегатрейд» на Заводской улице в Самаре: обрушилась кровля. Сторожа Аверина "
    "увезли в больницу с ожогами. С пламенем боролись 85 спасателей и пожарный поезд.",
)
FIRE_EN = (
    "Warehouse fire put out in Samara, guard injured",
    "Firefighters have put out a blaze at the Megatrade warehouse on Zavodskaya street in Samara. The fire covered "
    "2,600 square metres. A guard, Viktor Averin, was injured; 85 rescuers worked at the site.",
)
COURT = (
    "Суд в Перми оправдал бывшего ректора Соловьёва",
    "Свердловский районный суд Перми оправдал бывшего ректора Игоря Соловьёва, которого обвиняли в растрате. "
    "Прокуратура намерена обжаловать приговор.",
)


def card(number: int, title: str, text: str, language: str = "ru", hours: float = 0.0) -> Card:
    keys = story_keys(title, text, language, ())
    return Card(str(number), title, keys, START + timedelta(hours=hours), language)


def placed(*articles: tuple[str, str, str], hours: float = 1.0) -> tuple[Shelf, list[Placement]]:
    """Each (title, text, language), one after the other."""
    shelf = Shelf()
    return shelf, [
        shelf.place(card(at, title, text, language, at * hours), text)
        for at, (title, text, language) in enumerate(articles)
    ]


def test_the_first_report_opens_a_story() -> None:
    _, (placement,) = placed((*FIRE_RU, "ru"))
    assert placement == Placement("", Role.FIRST, Reason.STORY_OPENED)


def test_an_own_report_of_the_same_event_joins_and_says_through_what() -> None:
    _, (_, second) = placed((*FIRE_RU, "ru"), (*FIRE_OWN, "ru"))
    assert (second.story, second.role, second.reason) == ("s0", Role.OWN_REPORT, Reason.STORY_JOINED)
    assert second.nearest == "0" and second.score >= 1 and {"mgtrd", "smr"} <= set(second.shared)


def test_an_english_report_joins_the_russian_story() -> None:
    _, (_, _, third) = placed((*FIRE_RU, "ru"), (*COURT, "ru"), (*FIRE_EN, "en"))
    assert third.story == "s0"


def test_another_event_opens_another_story() -> None:
    _, (_, second) = placed((*FIRE_RU, "ru"), (*COURT, "ru"))
    assert not second.story


def test_a_reprint_goes_where_its_original_is() -> None:
    text = FIRE_RU[1] + " Подробности выясняются, сообщает пресс-служба."
    _, (_, second) = placed((*FIRE_RU, "ru"), ("Совсем другой заголовок", text, "ru"))
    assert (second.story, second.role, second.nearest) == ("s0", Role.REPRINT, "0")


def test_the_same_words_a_month_later_are_another_event() -> None:
    _, (_, second) = placed((*FIRE_RU, "ru"), (*FIRE_OWN, "ru"), hours=24 * 30)
    assert not second.story


def test_a_bridge_makes_two_stories_one_and_says_so() -> None:
    left = "В Сарапуле закрыли мост через Каму, объезд организуют паромы «Волжанин»."
    right = "Инженер Трубников начал осмотр опор, смету на 740 млн рублей сделает «Гипротранс»."
    shelf, (_, second, third) = placed(
        ("Мост через Каму закрыт", left, "ru"),
        ("Осмотр начал Трубников", right, "ru"),
        ("Мост через Каму в Сарапуле закрыт: опоры осматривает инженер Трубников", f"{left} {right}", "ru"),
    )
    assert not second.story and third.reason is Reason.STORIES_MERGED and len(third.merges) == 1
    assert len(set(shelf.stories.values())) == 1


def test_a_bridge_joins_no_stories_whose_titles_refuse_each_other() -> None:
    eighth = "Прогноз погоды в Омске: облачно, снег, минус 14 градусов, ветер западный, давление 742 миллиметра."
    shelf, (_, second, third) = placed(
        ("Прогноз погоды в Омске на 8 ноября", eighth, "ru"),
        ("Прогноз погоды в Омске на 9 ноября", "В Омске метель и снег, ветер западный, облачно, гололёд. "
         "Минус 14, давление до 742 миллиметров.", "ru"),
        ("Погода в Омске: ждём снег", "Облачно в Омске, метель, снег, ветер западный, гололёд и минус 14. "
         "Миллиметров давления 742.", "ru"),
    )  # fmt: skip
    assert second.vetoes and third.story and not third.merges
    assert len(set(shelf.stories.values())) == 2


def test_titles_that_name_strangers_to_each_other_part_alike_events() -> None:
    _, (_, second) = placed(
        ("Три человека погибли в аварии под Рязанью", "Легковой автомобиль столкнулся с грузовиком на трассе М5 в "
         "Рыбновском районе Рязанской области. Погибли водитель и два пассажира.", "ru"),
        ("В аварии под Пензой погибли три человека", "На трассе М5 в Городищенском районе Пензенской области "
         "столкнулись легковой автомобиль и грузовик. Погибли водитель и два пассажира.", "ru"),
    )  # fmt: skip
    assert not second.story and second.vetoes and "names" in second.vetoes[0]


def test_placement_does_not_depend_on_the_order_of_candidates() -> None:
    cards = [card(0, *FIRE_RU), card(1, *COURT), card(2, *FIRE_OWN)]
    stories = {"0": "a", "1": "b", "2": "a"}
    rarely = rarities({}, 0)
    new = card(3, *FIRE_EN, "en", 5)
    assert place(new, cards, stories, rarely) == place(new, cards[::-1], stories, rarely)


def test_stored_norms_change_no_placement_while_the_counts_stand() -> None:
    rarely = rarities({}, 0)
    old, new = card(0, *FIRE_RU), card(1, *FIRE_OWN)
    assert place(new, [old], {"0": "a"}, rarely) == place(new, [weighed(old, rarely)], {"0": "a"}, rarely)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("Умер 11-й пациент с лихорадкой", "Лихорадка: умер 12-й пациент", "ordinals 11 against 12"),
        ("EU adopts 12th package of sanctions", "EU prepares 13th package of sanctions", "ordinals 12 against 13"),
        ("ЕС принял двенадцатый пакет", "ЕС принял тринадцатый пакет", "ordinals 12 against 13"),
        ("Второй взрыв на шахте", "Третий взрыв на шахте", "ordinals 2 against 3"),
        ("Прогноз погоды на 8 ноября", "Прогноз погоды на 16 ноября", "days 8 against 16"),
        ("Weather for May 3", "Weather for 4 May", "days 3 against 4"),
        ("Представлен Vesta 2", "Представлен Vesta 3", "model 2 against 3"),
        ("Инфляция в марте", "Цены в мае", "months march against may"),
        ("Inflation in March", "Prices in May rose", "months march against may"),
        ("Verhoeven wins stage nine", "Verhoeven takes stage 4", "part 9 against 4"),
        ("Толчки магнитудой 5,9", "Землетрясение магнитудой 4,7", "figures 5.9 against 4.7"),
        ("Толчки магнитудой 5,9", "Землетрясение магнитудой 5,7", ""),
        ("Цены за месяц выросли на 0,4 %", "Годовая инфляция 7,7 %", ""),
        ("Итоги мая", "Чего ждать в мае", ""),
        ("May wins the vote", "Prices in March", ""),
        ("Число жертв выросло до 11", "Число жертв выросло до 12", ""),
        ("На Дону заражены 120 медиков", "На Дону заражён 121 медик", ""),
        ("Прогноз на 08 ноября", "Прогноз на 8 ноября", ""),
    ],
)
def test_titles_that_name_different_events_are_told_apart(a: str, b: str, said: str) -> None:
    assert ", ".join(vetoes(a, b, frozenset(), frozenset())) == said


def test_titles_that_share_a_name_and_name_a_stranger_each_are_told_apart() -> None:
    one = "Банк «Уралинвест» купил страховщика «Гарант-Полис». Сумма сделки с акциями не раскрывается."
    other = "Банк «Уралинвест» купил компанию «Трейд-Лизинг». Сумма сделки с акциями не раскрывается."
    _, (_, second) = placed(
        ("Банк «Уралинвест» купил «Гарант-Полис»", one, "ru"), ("Банк «Уралинвест» купил «Трейд-Лизинг»", other, "ru")
    )
    assert not second.story


def test_the_first_word_of_a_title_is_no_name() -> None:
    text = "В селе Бычиха тигр зашёл во двор и унёс собаку. Охотнадзор выехал на место, школьников возят автобусом."
    _, (_, second) = placed(("Хищник зашёл в Бычиху", text, "ru"), ("Тигра ловят в Бычихе", f"{text} Он ушёл.", "ru"))
    assert second.story and not second.vetoes


def test_titles_with_different_brands_are_told_apart() -> None:
    against = vetoes("a", "b", frozenset({"brand:jetour"}), frozenset({"brand:forthing"}))
    assert list(against) == ["brand jetour against forthing"]


def test_a_vetoed_candidate_is_named_with_the_reason() -> None:
    text = "Совет ЕС согласовал пакет санкций против поставщиков. Ограничения коснутся 27 банков и терминала в Любеке."
    later = "Совет Евросоюза принял меры против поставщиков: под санкциями 31 банк и терминал в Любеке."
    _, (_, second) = placed(
        ("ЕС согласовал 12-й пакет санкций", text, "ru"), ("ЕС согласовал 13-й пакет санкций", later, "ru")
    )
    assert second.vetoes == ("0: ordinals 13 against 12",)


def mention(value: str, kind: str = "brand", field: str = "title") -> Mention:
    return Mention(kind, value, value, field, 0, len(value), value)


def test_mentions_are_keys_in_every_language() -> None:
    korean = story_keys("기아 공장", "기아차가 생산을 시작했다", "ko", (mention("Kia"),))
    russian = story_keys("«Киа» начала выпуск", "Завод начал выпуск.", "ru", (mention("Kia"),))
    assert {parted(key)[0] for key in korean} & {parted(key)[0] for key in russian} == {"brand:kia"}


def test_amounts_and_segments_are_no_keys_of_a_story() -> None:
    assert not any(":" in key for key in story_keys("Т", "Текст", "ru", (mention("suv", "segment"),)))


@pytest.mark.parametrize(
    ("russian", "latin"),
    [("стерлингу", "sterling"), ("агуэро", "aguero"), ("калининграде", "kaliningrad"), ("мегатрейдом", "megatrade"),
     ("волтерстоун", "wolterstone"), ("филадельфии", "philadelphia")],
)  # fmt: skip
def test_a_name_keeps_its_consonants_across_scripts_and_cases(russian: str, latin: str) -> None:
    assert skeleton(russian) == skeleton(latin)


@pytest.mark.parametrize(("russian", "english"), [("землетрясения", "quake"), ("суда", "court"), ("заводе", "factory")])
def test_a_concept_is_one_key_in_two_languages(russian: str, english: str) -> None:
    assert key_of(russian) == key_of(english)


def test_grouped_digits_are_one_number_however_they_are_grouped() -> None:
    shapes = ("26 750", "26,750", "26\u00a0750", "26750")
    keys = [story_keys("", f"выручка {shape} рублей", "ru", ()) for shape in shapes]
    assert {key for found in keys for key in found if key[0] == "#"} == {"#26750~"}


def test_chinese_and_thai_texts_have_keys_of_two_signs() -> None:
    assert "=北汽~" in story_keys("", "中国北汽与工厂签约", "zh", ())


def test_the_clearest_headline_is_in_the_wanted_language_and_says_what_the_others_say() -> None:
    cards = [card(0, "Ужас в Самаре", FIRE_RU[1]), card(1, *FIRE_RU), card(2, *FIRE_OWN), card(3, *FIRE_EN, "en")]
    assert headline(cards, "ru") in (FIRE_RU[0], FIRE_OWN[0])
    assert headline(cards, "en") == FIRE_EN[0]
    assert headline([]) == ""


def test_a_key_of_most_articles_tells_little_and_a_new_one_much() -> None:
    assert rarity("mgtrd", 900, 1000) < 1
    assert rarity("mgtrd", 0, 1000) > 4
    assert rarity("@court", 0, 0) < rarity("mgtrd", 0, 0)


@settings(deadline=None)  # a machine at work is slow, not wrong
@given(st.text(max_size=300), st.text(max_size=600), st.sampled_from(["ru", "en", "zh", "", "xx"]))
def test_any_text_has_at_most_forty_keys_that_can_be_indexed(title: str, text: str, language: str) -> None:
    keys = story_keys(title, text, language, ())
    assert len(keys) <= MOST_KEYS and len(set(key_ids(keys))) == len(keys)
    assert all(weight >= 1 for _, weight in map(parted, keys))
    assert len(" ".join(keys)) < 800


PIECES = st.sampled_from([FIRE_RU, FIRE_OWN, COURT, ("Дождь в Твери", "Дождь идёт."), ("", "")])


@settings(deadline=None)  # a machine at work is slow, not wrong
@given(st.lists(st.tuples(PIECES, st.integers(0, 500)), max_size=8))
def test_the_same_articles_in_the_same_order_give_the_same_stories(
    articles: Sequence[tuple[tuple[str, str], int]],
) -> None:
    runs = []
    for _ in range(2):
        shelf = Shelf()
        for at, ((title, text), hours) in enumerate(articles):
            shelf.place(card(at, title, text, "ru", hours), text)
        runs.append(shelf.stories)
    assert runs[0] == runs[1]
