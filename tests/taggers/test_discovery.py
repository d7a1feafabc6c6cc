"""Names that the knowledge lacks are proposed with reasons, and what is no make is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.knowledge import Knowledge, Overlay, load
from monitor.lang import read, skeleton
from monitor.model import Mention, Watch
from monitor.taggers.chain import tag

WATCH = Watch("nord", "Нордмотор", "cars", ("Нордмотор", "Nordmotor"), places=("Псков", "Pskov"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load({"nord": WATCH})


@pytest.fixture(scope="module")
def found(knowledge: Knowledge) -> Callable[..., dict[str, Mention]]:
    def candidates(text: str, title: str = "", language: str = "ru", kind: str = "candidate") -> dict[str, Mention]:
        mentions = tag(read(title, text, language), knowledge).mentions
        return {one.value: one for one in mentions if one.kind == kind}

    return candidates


Found = Callable[..., dict[str, Mention]]


def test_a_name_after_the_word_brand_is_proposed_with_its_reasons_and_place(found: Found) -> None:
    text = "На «Нордмоторе» начали выпуск автомобилей под брендом Veltara."
    one = found(text)["Veltara"]
    assert (text[one.start : one.end], one.known, one.data["guess"]) == ("Veltara", False, "brand")
    assert "called a brand" in one.reasons
    assert one.watch == "nord"
    assert 0.5 < float(one.data["score"]) <= 1.0


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("«Нордмотор» собирает кроссоверы Veltara V5 и Kerui K3.", "ru", "Kerui"),
        ("Завод «Нордмотор» выпускал автомобили BMW, Kia и Тавалон.", "ru", "Тавалон"),
        ("Китайский автопроизводитель Huaxing Motor договорился с «Нордмотором».", "ru", "Huaxing"),
        ("Nordmotor has begun production of Dashun trucks.", "en", "Dashun"),
        ("Nordmotor works with such brands as BMW and Rensing.", "en", "Rensing"),
        ("Nordmotor will sell an electric car under the Orlan brand.", "en", "Orlan"),
    ],
)
def test_the_frames_in_which_makes_stand_are_known(found: Found, text: str, language: str, name: str) -> None:
    assert name in found(text, language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("О планах «Нордмотора» рассказал губернатор Михаил Веденеев.", "ru"),
        ("Об автомобилях «Нордмотора» сообщает издание Autopulse.", "ru"),
        ("«Нордмотор» расположен в Пскове, рядом с Островом и Гдовом.", "ru"),
        ("Завод «Нордмотор» посетили студенты университета Синергия.", "ru"),
        ("Cars of Nordmotor were praised by CEO Pavel Orlov, Reuters reported.", "en"),
        ("Nordmotor got its cars certified by the Federal Transport Agency in Moscow.", "en"),
    ],
)
def test_people_media_places_and_public_bodies_are_not_proposed(found: Found, text: str, language: str) -> None:
    assert not found(text, language=language)


def test_without_a_watched_company_nothing_is_proposed(found: Found) -> None:
    assert not found("Начат выпуск автомобилей под брендом Veltara.")


def test_case_forms_are_one_name_and_a_latin_spelling_is_shown(found: Found) -> None:
    text = "«Нордмотор» выпустит седан марки Мэйтан. Мэйтаны дёшевы, у Мэйтана гарантия два года."
    assert set(found(text)) == {"Мэйтан"}
    text = "Марка Veltara (Велтара) придёт на «Нордмотор», автомобили Велтара уже собрали."
    assert set(found(text)) == {"Veltara"}


def test_models_behind_their_make_are_told_from_makes(found: Found) -> None:
    text = "«Нордмотор» собирает автомобили марки Kelanto: седан Kelanto S3, Kelanto Terra, Vento и Luna."
    assert set(found(text)) == {"Kelanto"}
    text = "Бренд Kelanto на «Нордмоторе» представлен двумя моделями: кроссовер Dashero и пикап Vigora."
    assert {"Dashero", "Vigora"}.isdisjoint(found(text))


def test_another_spelling_of_a_known_make_is_proposed_as_its_alias(found: Found) -> None:
    one = found("«Нордмотор» начал сборку автомобилей марки Джэтур.")["Джэтур"]
    assert one.data["alias_of"] == "Jetour"


def test_a_supplier_is_a_company_and_no_make(found: Found) -> None:
    text = "Сиденья для «Нордмотора» делает поставщик Brenner Systems."
    assert not found(text)


def test_a_rejected_name_is_not_proposed_again() -> None:
    text = read("", "На «Нордмоторе» начали выпуск автомобилей под брендом Veltara.", "ru")
    refused = load({"nord": WATCH}, overlay=Overlay(rejected=frozenset({"veltara"})))
    assert not [one for one in tag(text, refused).mentions if one.kind == "candidate"]


def test_a_name_common_in_other_news_needs_more(knowledge: Knowledge) -> None:
    text = read("", "Nordmotor cars were compared with Veltara cars.", "en")
    common = load({"nord": WATCH}, background={"veltara": 0.02})
    assert [one for one in tag(text, knowledge).mentions if one.kind == "candidate"]
    assert not [one for one in tag(text, common).mentions if one.kind == "candidate"]


def test_another_trade_finds_its_own_makers() -> None:
    watch = Watch("orsted", "Ørsted", "wind", ("Ørsted", "Orsted"))
    text = read("", "Orsted has ordered 40 turbines of the Chinese manufacturer Zephyron.", "en")
    mentions = tag(text, load({"orsted": watch})).mentions
    assert [one.value for one in mentions if one.kind == "candidate"] == ["Zephyron"]


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="АБвгKia Brandмарка«»\"'.,-–()0123\n ", max_size=300))
def test_any_text_is_survived_and_offsets_hold(knowledge: Knowledge, text: str) -> None:
    whole = f"Нордмотор: марки {text}"
    for one in tag(read("", whole, "ru"), knowledge).mentions:
        if one.kind.startswith("candidate"):
            assert whole[one.start : one.end] == one.surface
            assert skeleton(one.value) or one.value
