"""Letters: normal forms, look-alikes, sound skeletons, edit distance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lang import norm, skeleton
from monitor.lang.letters import twin, within


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("BAIС", "baic"),  # Cyrillic С at the end
        ("Kаiyi", "kaiyi"),  # Cyrillic а inside
        ("Авто\u00adтор", "автотор"),  # soft hyphen
        ("Хёндэ", "хендэ"),
        ("ＢＭＷ", "bmw"),
        ("И\u0306од", "йод"),  # decomposed й
    ],
)
def test_a_word_is_matched_by_what_the_reader_sees(written: str, meant: str) -> None:
    assert norm(written) == meant


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("Джетур", "Jetour"), ("Дунфэн", "Dongfeng"), ("Чери", "Chery"), ("Кайи", "Kaiyi"), ("Хёндэ", "Hyundai"),
        ("Джили", "Geely"), ("Чанган", "Changan"), ("Соллерс", "Sollers"), ("Эоникс", "Eonyx"), ("Тойота", "Toyota"),
    ],
)  # fmt: skip
def test_spellings_of_one_sound_share_a_skeleton(russian: str, latin: str) -> None:
    assert skeleton(russian) == skeleton(latin)


def test_different_names_have_different_skeletons() -> None:
    names = ["Jetour", "Jaecoo", "Kaiyi", "BAIC", "Dongfeng", "Forthing", "Changan", "Chery", "Geely", "Haval"]
    assert len({skeleton(name) for name in names}) == len(names)


def test_a_name_of_look_alike_letters_has_a_twin_in_the_other_script() -> None:
    assert twin("Автотор") == "ABTOTOP"
    assert twin("Завод") == ""  # no Latin letter looks like З or Д


@given(st.text(max_size=200))
def test_any_text_has_a_normal_form_that_is_its_own_skeletons_source(text: str) -> None:
    assert skeleton(norm(text)) == skeleton(text) or norm(norm(text)) != norm(text)


@given(st.text(alphabet="абв", max_size=8), st.text(alphabet="абв", max_size=8), st.integers(0, 3))
def test_distance_is_symmetric_and_zero_only_for_equals(a: str, b: str, most: int) -> None:
    assert within(a, b, most) == within(b, a, most)
    assert within(a, b, 0) == (a == b)


def test_a_swap_of_neighbours_is_one_edit() -> None:
    assert within("автотро", "автотор", 1)
    assert not within("автодром", "автотор", 1)
