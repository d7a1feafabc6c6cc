"""The pure chain: page | extract | language | read | tag | fingerprint. The same page gives the same analysis."""

from __future__ import annotations

from dataclasses import replace

from .core.near import SCHEME, sign, text_hash
from .core.story import story_keys
from .extractors import extract
from .knowledge.terms import Knowledge
from .lang import detect, read
from .model import Analysis, Article, Fingerprints, Page, Reason
from .taggers.chain import tag


def analyse(page: Page, knowledge: Knowledge) -> Analysis:
    """What the program makes of one page. Never raises for what a page holds.

    A page that brings its own text (`import` and `inspect` lines) is not extracted: its title, text, date and
    language are taken as they are.
    """
    article = _given(page) if page.text and page.body is None else extract(page, knowledge.publishers)
    language = article.language or detect(f"{article.text}\n{article.title}")
    article = replace(article, language=language)
    reading = read(article.title, article.text, language, article.published)
    tagged = tag(reading, knowledge)
    whole = f"{article.title}\n{article.text}"
    keys = story_keys(article.title, article.text, language, tagged.mentions, article.published)
    prints = Fingerprints(text_hash(whole), SCHEME, sign(whole), keys)
    return Analysis(article, tagged.mentions, tagged.amounts, tagged.watches, prints)


def _given(page: Page) -> Article:
    return Article(
        url=page.url,
        canonical_url=page.final_url or page.url,
        title=page.title,
        text=page.text,
        language=page.language,
        published=page.published,
        outcome=Reason.ARTICLE,
        served_by="given",
        author=page.author,
    )
