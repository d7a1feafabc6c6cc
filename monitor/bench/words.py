"""Words to write generated news with, by Zipf's law: the commonest by hand, the Russian tail from its dictionary.

A tail of made-up words would cost the lemmas far more than news does: they guess at what no dictionary has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from random import Random

RU = """в и на что с по не из за для это как о к его но от также до после при было более уже их которые рублей года
году тысяч человек компании рассказал сообщил области города говорится словам отметил сообщении сегодня этого время
России Москве регионе правительства министр губернатор проект работы заявил будет может можно стало были этом том
который которая всего начала первый новый новая новые новых цены рынок рынке развитие производство завод предприятие
дорога дороги школа школы больница центр парк улица дом района районе жители погода дождь снег ветер температура ночью
утром вечером выставка концерт фестиваль музей театр матч команда игра турнир победа счёт суд дело полиция пожар
спасатели авария водитель автомобиль автобус поезд самолёт рейс аэропорт порт судно груз экспорт импорт банк ставка
процентов кредит налог бюджет закон депутаты выборы решение договор соглашение партнёры директор руководитель эксперт
учёные исследование врачи лечение здоровье университет студенты технологии связь интернет система данные энергия газ
нефть строительство ремонт жильё квартиры объём рост снижение месяц неделя квартал план результат качество безопасность
""".split()  # noqa: SIM905  a page of quotes and commas would say no more
EN = """the of and to in a for on that with is was as by at from it said has have be are its an will this which or not
their were had but he they more than after new also one who been other about year years two first would could up out
million company government people city market price plan project work report told according official minister state
country region road school hospital centre park street house weather rain snow wind temperature morning evening show
concert museum theatre match team game win score court case police fire crash driver car bus train flight airport port
ship cargo export import bank rate per cent credit tax budget law vote decision deal agreement partner director head
expert study doctors health university student technology data energy gas oil construction repair growth fall month week
quarter result quality safety industry plant production supply demand shares investor statement conference programme
""".split()  # noqa: SIM905  a page of quotes and commas would say no more
_RU_PARTS = "ва ро ми та ле ду ви со на по ре ша бо гу ти за мор стан град рем коль бер луж пол".split()  # noqa: SIM905  likewise
_EN_PARTS = "ver lan tor mi sta red co pel gra ston bur mer hal lo ken dra phi nor wick tan".split()  # noqa: SIM905  likewise
_EN_ENDS = "s ed ing er ion ment ly al ness ity y e".split()  # noqa: SIM905  likewise
_RANKS = 20_000


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's words by rank: the word of rank n is drawn about as often as 1/n."""

    code: str
    words: tuple[str, ...]
    parts: tuple[str, ...]

    def word(self, dice: Random) -> str:
        return self.words[int(len(self.words) ** dice.random()) - 1]

    def name(self, dice: Random) -> str:
        return "".join(dice.choices(self.parts, k=dice.randint(2, 3))).capitalize()


def tongue(code: str) -> Tongue:
    """`ru` or `en`; the same words every time."""
    dice = Random(code)
    if code == "ru":
        return Tongue(code, (*RU, *_shuffled(_dictionary(), dice)), tuple(_RU_PARTS))
    made = {"".join(dice.choices(_EN_PARTS, k=dice.randint(1, 3))) + dice.choice(_EN_ENDS) for _ in range(_RANKS)}
    return Tongue(code, (*EN, *_shuffled(sorted(made), dice)), tuple(_EN_PARTS))


def _shuffled(words: Iterable[str], dice: Random) -> list[str]:
    return sorted(words, key=lambda word: dice.random())


@cache
def _dictionary() -> tuple[str, ...]:
    """Some 20,000 forms of the Russian dictionary, a few under each beginning of three letters."""
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415  slow to load

    morph = MorphAnalyzer(lang="ru")
    starts = ("".join(letters) for letters in product("абвгдезиклмнопрстуфхцчшэ", "аеиоурл", "бвгдзклмнпрст"))
    known = (parse.word for start in starts for parse in islice(morph.iter_known_word_parses(start), 0, 30, 3))
    return tuple(dict.fromkeys(known))
