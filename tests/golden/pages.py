# ruff: noqa: E501  the lines of a page template read best as they are
"""One page of our own making for each publisher that has selectors, in the structure that the rule expects."""

from __future__ import annotations

from dataclasses import dataclass

LEAD = "Завод «Прибойсталь» в Озёрске запустил линию по выпуску тележек для портовых кранов, сообщили в пресс-службе предприятия."
MORE = "По словам директора завода Игоря Лаптева, в проект вложили 340 млн рублей, а первая партия уйдёт заказчику до конца месяца."
LAST = "Раньше такие узлы в регион привозили из-за границы, теперь часть деталей здесь точат сами."
TITLE = "Завод «Прибойсталь» начал выпуск тележек для портовых кранов"
JUNK = "Порт Озёрска принял рекордный сухогруз с зерном"


@dataclass(frozen=True)
class Golden:
    publisher: str
    url: str
    body: str
    day: str = "2026-11-22"
    author: str = ""

    @property
    def html(self) -> str:
        return f'<!doctype html><html lang="ru"><head><title>{TITLE}</title></head><body>{self.body}</body></html>'


PAGES = (
    Golden("tass", "https://tass.ru/ekonomika/1", f'<main><article><h1>{TITLE}</h1><time datetime="2026-11-22T14:05:00+03:00">22 ноября, 14:05</time><div class="text-content"><div class="text-block"><p>{LEAD}</p><p>{MORE}</p></div><div class="text-include"><p>{JUNK}</p></div><div class="text-block"><p>{LAST}</p></div></div></article></main>'),
    Golden("interfax", "https://www.interfax.ru/business/1", f'<main><aside><time datetime="2026-11-22T14:05">14:05, 22 ноября 2026</time></aside><article itemprop="articleBody"><h1 itemprop="headline">{TITLE}</h1><p>{LEAD}</p><p>{MORE}</p><aside><p>{JUNK}</p></aside><p>{LAST}</p></article></main>'),
    Golden("ria", "https://ria.ru/20261122/zavod-1.html", f'<div class="article"><div class="article__info-date"><a href="/20261122/">14:05 22.11.2026</a></div><div class="article__title">{TITLE}</div><div class="article__body"><div class="article__block" data-type="text"><div class="article__text">{LEAD}</div></div><div class="article__block" data-type="article"><div class="article__article"><a href="/x">{JUNK}</a></div></div><div class="article__block" data-type="text"><div class="article__text">{MORE}</div></div><div class="article__block" data-type="text"><div class="article__text">{LAST}</div></div></div></div>'),
    Golden("rbc", "https://www.rbc.ru/business/22/11/2026/1", f'<div class="article"><h1 class="article__header__title-in">{TITLE}</h1><time class="article__header__date" datetime="2026-11-22T14:05:00+03:00">22 ноя, 14:05</time><div class="article__text"><p>{LEAD}</p><div class="article__inline-item"><a href="/x">{JUNK}</a></div><p>{MORE}</p><p>{LAST}</p></div><div class="article__authors"><span class="article__authors__author__name">Анна Ветрова</span></div></div>', author="Анна Ветрова"),
    Golden("kommersant", "https://www.kommersant.ru/doc/1", f'<article><h1 class="doc_header__name">{TITLE}</h1><time class="doc_header__publish_time" datetime="2026-11-22T14:05:00+03:00">22.11.2026, 14:05</time><div class="article_text_wrapper"><p class="doc__text">{LEAD}</p><p class="doc__text">{MORE}</p><div class="incut"><p>{JUNK}</p></div><p class="doc__text">{LAST}</p><p class="document_authors">Анна Ветрова</p></div></article>', author="Анна Ветрова"),
    Golden("klops", "https://klops.ru/kaliningrad/2026-11-22/1", f'<div class="page"><h1>{TITLE}</h1><meta itemprop="datePublished" content="2026-11-22T12:05:00+02:00"><div itemprop="articleBody"><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></div><div class="related"><a href="/x">{JUNK}</a></div></div>'),
    Golden("newkaliningrad", "https://www.newkaliningrad.ru/news/economy/1.html", f'<div class="page"><h1>{TITLE}</h1><time datetime="2026-11-22T12:05:00+02:00">22 ноября</time><div itemprop="articleBody"><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></div><div class="more"><p><a href="/x">{JUNK}</a></p></div></div>'),
)  # fmt: skip
