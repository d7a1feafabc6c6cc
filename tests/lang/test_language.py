"""The language of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.lang import detect

SHARED = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Завод в этом году выпустил больше машин, чем в прошлом.", "ru"),
        ("The plant has built more cars this year than last.", "en"),
        ("Das Werk hat in diesem Jahr mehr Autos gebaut als im letzten.", "de"),
        ("Zakład wyprodukował w tym roku więcej samochodów niż w ubiegłym.", "pl"),
        ("Завод цього року випустив більше машин, ніж торік.", "uk"),
        ("Завод сёлета выпусціў больш машын, чым летась, і гэта ўжо не ўпершыню.", "be"),
        ("Заводът произведе повече коли от миналата година.", "bg"),
        ("L'usine a produit plus de voitures que l'année dernière.", "fr"),
        ("La fábrica produjo más coches que el año pasado.", "es"),
        ("Lo stabilimento ha prodotto più auto dell'anno scorso.", "it"),
        ("Závod vyrobil v tomto roce více vozů než loni a je to rekord.", "cs"),
        ("공장은 올해 더 많은 자동차를 생산했다.", "ko"),
        ("工場は昨年より多くの車を生産した。", "ja"),
        ("工厂今年生产了更多的汽车。", "zh"),
        ("ქარხანამ წელს მეტი მანქანა გამოუშვა.", "ka"),
        ("أنتج المصنع سيارات أكثر من العام الماضي.", "ar"),
        ("Fabrika bu yıl geçen yıldan daha çok otomobil üretti ve bu bir rekor.", "tr"),
        ("De fabriek heeft dit jaar meer auto's gebouwd dan vorig jaar.", "nl"),
    ],
)
def test_a_sentence_is_enough(text: str, code: str) -> None:
    assert detect(text) == code


def test_foreign_names_do_not_turn_a_russian_text() -> None:
    assert detect("Завод собирает Jetour Dashing, Jetour X70 Plus, BAIC U5 Plus и Kaiyi E5.") == "ru"


def test_a_text_without_words_has_the_language_it_was_said_to_have() -> None:
    assert detect("12345 …", "en") == "en"
    assert detect("") == ""


def test_the_languages_of_the_shared_labelled_texts_are_named_rightly() -> None:
    path = SHARED / "avtotor" / "docs.jsonl"
    if not path.exists():
        pytest.skip("the shared data is not beside this checkout")
    docs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = [doc["id"] for doc in docs if detect(f"{doc['text']}\n{doc['title']}") != doc["language"]]
    assert wrong == []
