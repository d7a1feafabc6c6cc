"""The knowledge that is shipped holds together and is as broad as the trade."""

from __future__ import annotations

import pytest

from monitor.knowledge import Knowledge, Term, load


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load({})


@pytest.fixture(scope="module")
def cars(shipped: Knowledge) -> dict[str, Term]:
    return {term.value: term for term in shipped.packs["cars"].kinds["brand"]}


def test_the_files_have_no_problem_and_many_makes(cars: dict[str, Term]) -> None:
    assert sum(term.role == "maker" and not term.group for term in cars.values()) >= 200


def test_every_model_is_of_segments_that_the_pack_knows(shipped: Knowledge) -> None:
    for name, pack in shipped.packs.items():
        slugs = {term.value for term in pack.kinds["segment"]}
        used = {
            slug
            for terms in pack.kinds.values()
            for term in terms
            for of_model in (term.segments, *term.model_segments.values())
            for slug in of_model
        }
        assert used <= slugs, name


def test_owners_and_badges_are_names_of_the_same_file(cars: dict[str, Term]) -> None:
    assert {term.badge_of for term in cars.values() if term.badge_of} <= set(cars)


@pytest.mark.parametrize(
    "name",
    ["Kaiyi", "Dongfeng", "Amber", "Amberavto", "Ambertruck", "Ambervan", "Eonyx", "Brock", "JMEV", "Soueast", "Tenet",
     "Tata Daewoo", "GM Daewoo", "Volvo Truck", "Beijing Benz", "Rox", "SWM", "Sitrak", "Moskvich", "M1NSK"],
)  # fmt: skip
def test_makes_go_by_the_names_that_the_trade_press_uses(cars: dict[str, Term], name: str) -> None:
    assert name in cars


@pytest.mark.parametrize("name", ["Atom", "Volga", "Moskvich", "Tank", "Ora", "Ram", "Genesis", "Amber", "Ural", "GAZ"])
def test_makes_that_are_ordinary_words_too_are_marked(cars: dict[str, Term], name: str) -> None:
    assert name in cars[name].ambiguous or name == "Moskvich"
    assert cars[name].ambiguous


def test_the_maker_and_the_badge_are_kept_apart(cars: dict[str, Term]) -> None:
    assert (cars["Brock"].badge_of, cars["Ambertruck"].badge_of, cars["Amberavto"].badge_of) == ("Foton", "JMC", "JMEV")
    assert "baic foton" in cars["Foton"].never


def test_suppliers_and_banks_are_no_makers(cars: dict[str, Term]) -> None:
    roles = {cars[name].role for name in ("Magna", "Renera", "Huawei")}
    assert roles == {"supplier"}
    assert cars["Sberbank"].role == "bank"
    assert cars["Rosatom"].role == "state"


def test_outlets_of_one_holding_are_one_family(shipped: Knowledge) -> None:
    family = {one.id: one.family for one in shipped.publishers}
    assert family["ria"] == family["prime"]
    assert family["rbc"] == family["autonews"]
    assert family["lenta"] == family["gazeta"]
    assert family["tass"] != family["ria"]


def test_another_trade_is_another_pack_without_code(shipped: Knowledge) -> None:
    wind = shipped.packs["wind"]
    assert {"turbine-maker", "park", "segment"} == set(wind.kinds)
    assert len(wind.kinds["turbine-maker"]) >= 20
    assert wind.events
