"""A made-up press whose truth is known: what each round publishes follows from the seed alone."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

FEEDS = {"wire": "matching", "gazette": "all", "review": "matching"}
WINDOW = 60  # items that a feed shows; several rounds, so that a crash alone lets nothing scroll away
BRANDS = (
    "Kaiyi", "Jetour", "Exeed", "Omoda", "Changan", "Dongfeng", "Hongqi", "Bestune", "Foton", "Avatr", "Voyah",
    "Zeekr", "Livan", "Forthing", "Farizon", "Maxus", "Arcfox", "Soueast", "Deepal", "Aito", "Baojun", "Sehol",
    "Venucia", "Lepas",
)  # fmt: skip
SAYINGS = (
    "На заводе «Кедравто» в Кедрогорске началось серийное производство автомобилей {brand}.",
    "«Кедравто» планирует выпускать автомобили {brand} на заводе в Кедрогорске в будущем году.",
    "«Кедравто» и {brand} подписали соглашение о сборке автомобилей {brand} в Кедрогорске.",
    "«Кедравто» прекратил производство автомобилей {brand} в Кедрогорске.",
    "Завод «Кедравто» получил одобрение типа на автомобили {brand}.",
)
TITLES = (
    "«Кедравто» начал выпуск {brand}", "«Кедравто» готовит сборку {brand}", "«Кедравто» договорился с {brand}",
    "«Кедравто» остановил выпуск {brand}", "«Кедравто» получил одобрение для {brand}",
)  # fmt: skip
MORE = (
    "Об этом рассказал на церемонии генеральный директор предприятия.",
    "Первые машины уже отправились к дилерам в Москву, Петербург и Казань.",
    "Сварка и окраска кузовов освоены на месте, добавил главный инженер.",
    "Доля местных деталей за год выросла до трети, считают на предприятии.",
    "Для новой линии наняли восемьсот человек, ещё сто учатся в колледже.",
    "Весной директор рассчитывает открыть третью смену и расширить склад.",
    "Город обещал построить к заводу дорогу и пустить по ней автобус.",
    "Осенью работники получат прибавку, сообщил профсоюз предприятия.",
    "Испытания прошли зимой на полигоне у озера, замечаний не было.",
    "Поставщики стёкол и сидений останутся прежними, заверили в отделе закупок.",
    "Цены назовут позже, когда будет известен размер сбора и курс.",
    "Музей завода в этот день был открыт для всех жителей без билета.",
    "Новый цех занимает площадь в четыре футбольных поля и светится ночью.",
    "Линию собрали за семь месяцев, на два раньше, чем просил заказчик.",
)
WEATHER = (
    "Без осадков и тихо будет только на побережье, говорят в бюро погоды.",
    "Днём воздух прогреется до восьми градусов, ночью возможен иней.",
    "Ветер северный, на открытых местах порывы до пятнадцати метров в секунду.",
    "Водителям советуют не спешить: на дорогах утром ожидается туман.",
    "Температура воды у пляжей держится около шести градусов тепла.",
    "На выходных циклон уйдёт к востоку, и небо станет ясным.",
    "Рыбакам лучше не выходить на лёд до конца недели, предупредили спасатели.",
)


@dataclass(frozen=True)
class Item:
    feed: str
    path: str
    title: str
    summary: str
    text: tuple[str, ...]  # paragraphs of its page; () where the page is refused
    published: datetime
    away: bool = False  # its link leads to an address that must never be asked


@dataclass(frozen=True)
class World:
    """`start` is the date of the first item; everything else comes from the seed."""

    seed: int
    start: datetime

    def round(self, number: int) -> tuple[Item, ...]:
        """What the press publishes in one round: news of brands, other news, a reprint, odd pages."""
        rnd = random.Random(f"{self.seed} {number}")
        brand, saying = BRANDS[number % len(BRANDS)], rnd.randrange(len(SAYINGS))
        wire = self._news(number, "wire", brand, saying, rnd)
        own = self._news(number, "gazette", BRANDS[(number * 7 + 3) % len(BRANDS)], rnd.randrange(len(SAYINGS)), rnd)
        items = [wire, own, self._weather(number, "wire", rnd), self._weather(number, "gazette", rnd)]
        if number % 3 == 0:
            items.append(self._at(number, "review", "copy", wire.title, "", wire.text))
        if number % 5 == 1:
            items.append(self._refused(number, BRANDS[(number * 5 + 1) % len(BRANDS)]))
        if number % 7 == 0:
            said = "Погода и «Кедравто»: завод в Кедрогорске работает без перемен."
            items.append(self._at(number, "review", "away", f"Ссылка номер {number}", said, (), away=True))
        return tuple(items)

    def _news(self, number: int, feed: str, brand: str, saying: int, rnd: random.Random) -> Item:
        said = SAYINGS[saying].format(brand=brand)
        text = (f"{said} {rnd.choice(MORE)}", " ".join(rnd.sample(MORE, 5)), f"Это сообщение номер {number} за год.")
        return self._at(number, feed, "news", TITLES[saying].format(brand=brand), "", text)

    def _weather(self, number: int, feed: str, rnd: random.Random) -> Item:
        title = f"Погода на день номер {number}: {rnd.choice(('дождь', 'снег', 'ветер', 'солнце'))}"
        text = (f"{title}. {' '.join(rnd.sample(WEATHER, 5))}", f"Так было {rnd.randrange(2, 900)} лет назад.")
        return self._at(number, feed, "weather", title, "Прогноз для края.", text)

    def _refused(self, number: int, brand: str) -> Item:
        said = SAYINGS[1].format(brand=brand)
        return self._at(number, "review", "refused", TITLES[1].format(brand=brand), said, ())

    def _at(
        self, number: int, feed: str, kind: str, title: str, summary: str, text: tuple[str, ...], *, away: bool = False
    ) -> Item:
        second = {"copy": 40, "refused": 50}.get(kind, 0) + len(feed)
        published = self.start + timedelta(minutes=number, seconds=second)
        return Item(feed, f"/{feed}/{number}-{kind}.html", title, summary, text, published, away)


def rss(items: list[tuple[str, Item]]) -> bytes:
    """A feed; each item with the address that its link shows."""
    shown = "".join(
        f"<item><title>{escape(one.title)}</title><link>{url}</link><guid>{url}</guid>"
        f"<description>{escape(one.summary)}</description><pubDate>{format_datetime(one.published)}</pubDate></item>"
        for url, one in items
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{shown}</channel></rss>'.encode()


def page(item: Item) -> bytes:
    body = "".join(f"<p>{escape(part)}</p>" for part in item.text)
    title = escape(item.title)
    return (
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1><div itemprop=articleBody>{body}</div></article></body></html>"
    ).encode()
