"""What the sentences before spoke of is carried over to a make only where its own clause allows it."""

from __future__ import annotations

import pytest

from monitor.lang import read
from monitor.model import Link
from monitor.taggers.chain import tag
from tests.quality.tags.score import knowledge

KNOWN = knowledge()
SURE = (Link.STRONG, Link.MEDIUM)


def linked(text: str, language: str, title: str = "") -> set[str]:
    found = tag(read(title, text, language), KNOWN)
    return {one.value for one in found.mentions if one.kind == "brand" and one.watch and one.link in SURE}


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("Avtotor shows an electric car. Evolute put its own saloon on sale in spring.", "en", "Evolute"),
        ("Avtotor builds Kaiyi. The Volkswagen plant was bought by a dealer group.", "en", "Volkswagen"),
        ("Avtotor is short of parts. At Nissan the lines were sold.", "en", "Nissan"),
        ("«Автотор» собирает BAIC. Под новым именем выйдет и Omoda.", "ru", "Omoda"),
        ("После конфликта с «Автотором» Jaecoo ищет другой путь.", "ru", "Jaecoo"),
        ("«Автотор» поднял цены. Renault, прежде владевший АвтоВАЗом, из страны ушёл.", "ru", "Renault"),
        ("«Автотор» готовит модель. Москвич сменил шильдик.", "ru", "Moskvich"),
    ],
)
def test_a_make_that_acts_by_itself_is_not_the_companys(text: str, language: str, other: str) -> None:
    assert other not in linked(text, language)


@pytest.mark.parametrize(
    ("text", "language", "own"),
    [
        ("«Автотор» меняет партнёров. Через год пришла BMW.", "ru", "BMW"),
        ("За месяц «Автотор» сделал 3 тысячи машин. Половину составили Jetour.", "ru", "Jetour"),
        ("Соперник по цене, Kaiyi E5 с «Автотора», подорожал.", "ru", "Kaiyi"),
        ("Цех сидений «Автотора» открыт. Сиденья поставляют на сборку Kaiyi.", "ru", "Kaiyi"),
        ("Avtotor changed partners. A year later BMW joined.", "en", "BMW"),
    ],
)
def test_a_make_that_comes_to_the_plant_is_the_companys(text: str, language: str, own: str) -> None:
    assert own in linked(text, language)
