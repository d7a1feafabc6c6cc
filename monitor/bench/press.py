"""A made-up press: pages of 65 kB and more, 125 kB in the median, in the style of news sites, with what news has in it.

One in ten is another paper's text with its own last paragraph, one in thirty an earlier text edited, one in a hundred
names the watch; half are Russian. A text has 1,500 to 6,000 characters, names and numbers of its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random

from .words import Tongue, tongue

START = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
COPIED, EDITED, RELEVANT = 0.1, 0.033, 0.01


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as a paper prints it."""

    number: int
    paper: int
    language: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime

    @property
    def url(self) -> str:
        return f"https://www.paper{self.paper}.example/news/{self.published:%Y/%m/%d}/{self.number}.html"

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(slots=True)
class Press:
    """Writes article after article, the same ones for the same `seed`. `about` are sentences that name the watch."""

    papers: int
    about: Sequence[str] = ()
    every: timedelta = timedelta(seconds=30)
    seed: int = 7
    dice: Random = field(init=False)
    _tongues: tuple[Tongue, Tongue] = field(init=False)
    _recent: list[Piece] = field(init=False, default_factory=list)
    _written: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self._tongues = (tongue("ru"), tongue("en"))

    def write(self, paper: int | None = None) -> Piece:
        number = self._written
        self._written += 1
        where = number % self.papers if paper is None else paper
        at = START + self.every * number
        made = self._again(number, where, at) or self._own(number, where, at)
        self._recent = [*self._recent[-300:], made]
        return made

    def _again(self, number: int, paper: int, at: datetime) -> Piece | None:
        roll = self.dice.random()
        if not self._recent or roll > COPIED + EDITED:
            return None
        old = self.dice.choice(self._recent)
        speech = self._tongues[old.language == "en"]
        if roll < COPIED:
            texts = (*old.paragraphs[:-1], self._paragraph(speech, [speech.name(self.dice)]))
            return Piece(number, paper, old.language, old.title, texts, at)
        changed = self.dice.randrange(len(old.paragraphs))
        texts = (*old.paragraphs[:changed], self._paragraph(speech, []), *old.paragraphs[changed + 1 :])
        return Piece(number, paper, old.language, old.title, texts, at)

    def _own(self, number: int, paper: int, at: datetime) -> Piece:
        speech = self._tongues[paper % 2]
        names = [speech.name(self.dice) for _ in range(5)]
        texts = [self._paragraph(speech, names) for _ in range(self.dice.randint(5, 16))]
        title = self._sentence(speech, names, 8).rstrip(".")
        if self.about and self.dice.random() < RELEVANT:
            title = self.dice.choice(self.about)
            texts.insert(0, f"{title}. {self._sentence(speech, names)}")
        return Piece(number, paper, speech.code, title, tuple(texts), at)

    def _paragraph(self, speech: Tongue, names: Sequence[str]) -> str:
        return " ".join(self._sentence(speech, names) for _ in range(self.dice.randint(2, 4)))

    def _sentence(self, speech: Tongue, names: Sequence[str], count: int = 0) -> str:
        dice = self.dice
        made = []
        for _ in range(count or dice.randint(8, 18)):
            roll = dice.random()
            if names and roll < 0.06:
                made.append(dice.choice(names))
            elif roll < 0.08:
                made.append(str(dice.randint(2, 30_000)))
            else:
                made.append(speech.word(dice))
        return " ".join(made).capitalize() + "." if not names else _capital(" ".join(made)) + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Printer:
    """Puts a piece on a page of its paper: head, menus, related news, scripts and the text among them."""

    def __init__(self, seed: int = 11) -> None:
        self._dice = Random(seed)
        speech = tongue("ru")
        titles = [" ".join(speech.word(self._dice) for _ in range(8)) for _ in range(60)]
        item = '<li class="c-item c-item--{0}"><a class="c-item__link" href="/news/{0}.html" data-id="{0}">{1}</a></li>'
        self._menu = "".join(item.format(at, title.split()[0]) for at, title in enumerate(titles))
        card = (
            '<div class="card card_{0}"><a href="/2026/{0}/"><img src="/i/{0}.webp" alt="" loading="lazy" width="320">'
            '<span class="card__title">{1}</span></a><time datetime="2026-01-0{2}">0{2}.01</time></div>'
        )
        self._related = "".join(card.format(at, title, at % 9 + 1) for at, title in enumerate(titles))
        noise = "".join(self._dice.choices("abcdefghijklmnopqrstuvwxyz(){};=.,", k=30_000))
        self._script = f"<script>window.__STATE__='{noise}'</script>"

    def page(self, piece: Piece) -> bytes:
        told = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": piece.title,
            "datePublished": piece.published.isoformat(), "author": {"@type": "Person", "name": "A. Writer"},
        }  # fmt: skip
        title, body = escape(piece.title), "".join(f"<p>{escape(text)}</p>" for text in piece.paragraphs)
        scripts = self._script * self._dice.randint(1, 4)
        return (
            f'<!doctype html><html lang="{piece.language}"><head><meta charset="utf-8"><title>{title} | Paper</title>'
            f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
            f'<meta property="article:published_time" content="{piece.published.isoformat()}">'
            f'<link rel="canonical" href="{piece.url}"><script type="application/ld+json">'
            f"{json.dumps(told, ensure_ascii=False)}</script><style>{'.a{color:red}' * 200}</style></head><body>"
            f'<header><nav><ul class="menu">{self._menu}</ul></nav></header><main><article class="article">'
            f'<h1 class="article__title">{title}</h1><div class="article__meta"><time>{piece.published:%d.%m.%Y %H:%M}'
            f'</time><span class="article__author">A. Writer</span></div><div class="article__text">{body}</div>'
            f'</article><aside class="related">{self._related}</aside></main><footer>{self._menu}</footer>'
            f"{scripts}</body></html>"
        ).encode()

    def feed(self, pieces: Sequence[Piece]) -> bytes:
        items = "".join(
            f"<item><title>{escape(one.title)}</title><link>{one.url}</link><guid>{one.url}</guid>"
            f"<pubDate>{one.published:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
            f"<description>{escape(one.paragraphs[0])}</description></item>"
            for one in reversed(pieces)
        )
        head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Paper</title>'
        return f"{head}<link>https://paper.example/</link>{items}</channel></rss>".encode()
