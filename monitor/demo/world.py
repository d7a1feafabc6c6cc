"""The made-up news world: which article stood where, at what time. Values only; `news.yaml` holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
CONFIG = FOLDER / "demo.yaml"
FEED_LENGTH = 10  # items that a feed shows
FEED_DAYS = 30  # of everyday items before the first article: no feed is ever empty


@dataclass(frozen=True, slots=True)
class Edit:
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """`published` is what the article says, `appears` when its feed first shows it."""

    id: str
    outlet: str
    title: str
    text: str
    published: datetime
    appears: datetime
    edit: Edit | None = None
    credit: str = ""

    def text_at(self, now: datetime) -> str:
        return self.edit.text if self.edit and now >= self.edit.at else self.text


@dataclass(frozen=True, slots=True)
class Outlet:
    """`kind` is its feed's format; it answers 403 on its main route in the `refuses` interval."""

    id: str
    title: str
    language: str
    kind: str  # rss, rss-1251, atom, json
    refuses: tuple[datetime, datetime] | None = None

    def refusing(self, now: datetime) -> bool:
        return self.refuses is not None and self.refuses[0] <= now < self.refuses[1]


@dataclass(frozen=True, slots=True)
class World:
    outlets: Mapping[str, Outlet]
    articles: tuple[DemoArticle, ...]  # written by hand, in the order in which they appear
    everything: tuple[DemoArticle, ...]  # with the everyday items between them

    @property
    def start(self) -> datetime:
        return self.articles[0].appears - timedelta(days=1)

    @property
    def end(self) -> datetime:
        return self.articles[-1].appears + timedelta(days=10)

    def shown(self, outlet: str, now: datetime) -> tuple[DemoArticle, ...]:
        """What the outlet's feed holds at `now`, newest first."""
        there = [one for one in self.everything if one.outlet == outlet and one.appears <= now]
        return tuple(reversed(there[-FEED_LENGTH:]))

    def article(self, outlet: str, id_: str, now: datetime) -> DemoArticle | None:
        return next((a for a in self.everything if (a.outlet, a.id) == (outlet, id_) and a.appears <= now), None)

    def moments(self, step: timedelta = timedelta(days=7)) -> Iterator[datetime]:
        """When something happens, a little after it, and at least once in `step`, in order."""
        marks = {one.appears for one in self.articles} | {one.edit.at for one in self.articles if one.edit}
        marks |= {at for outlet in self.outlets.values() for at in outlet.refuses or ()}
        now = self.start
        for mark in sorted(marks):
            while now + step < mark:
                now += step
                yield now
            now = mark + timedelta(minutes=5)
            yield now
        while now < self.end:
            now += step
            yield now


def load() -> World:
    """The shipped world."""
    raw = yaml.safe_load((FOLDER / "news.yaml").read_text(encoding="utf-8"))
    outlets = {id_: _outlet(id_, found) for id_, found in raw["outlets"].items()}
    articles = sorted((_article(found) for found in raw["articles"]), key=_order)
    days = (articles[-1].appears - articles[0].appears).days
    fillers = [one for id_, found in raw["fillers"].items() for one in _fillers(id_, found, articles[0].appears, days)]
    return World(outlets, tuple(articles), tuple(sorted([*articles, *fillers], key=_order)))


def _order(article: DemoArticle) -> tuple[datetime, str]:
    return article.appears, article.id


def _fillers(outlet: str, found: Mapping[str, Any], start: datetime, days: int) -> Iterator[DemoArticle]:
    titles = found["titles"]
    for number, day in enumerate(range(-FEED_DAYS, days, found["every"])):
        at = start + timedelta(days=day, hours=7 + number % 9)
        title = titles[number % len(titles)].format(n=number * 7 % 31 + 2)
        yield DemoArticle(f"day-{number}", outlet, title, f"{title}.", at, at)


def _outlet(id_: str, found: Mapping[str, Any]) -> Outlet:
    refuses = tuple(_at(str(day)) for day in found.get("refuses", ()))
    pair = (refuses[0], refuses[1]) if refuses else None
    return Outlet(id_, found["title"], found["language"], found["kind"], pair)


def _article(found: Mapping[str, Any]) -> DemoArticle:
    published = _at(found["at"])
    edit = found.get("edit")
    return DemoArticle(
        id=found["id"],
        outlet=found["outlet"],
        title=found["title"],
        text=_paragraphs(found["text"]),
        published=published,
        appears=_at(found.get("appears", found["at"])),
        edit=Edit(_at(edit["at"]), _paragraphs(edit["text"])) if edit else None,
        credit=found.get("credit", ""),
    )


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _paragraphs(text: str) -> str:
    return " ".join(text.split())
