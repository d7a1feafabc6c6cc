"""From text to ledger: made-up news of a made-up plant, in any order, and the shared news where it is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest

from monitor.analyse import analyse
from monitor.core.ledger import LedgerEntry, without_memory
from monitor.core.novelty import Archive, Novelty, Observation, Origin, informed, observations, observe_article
from monitor.knowledge import load
from monitor.model import Finding, Page, Watch
from tests.quality.tags.watches import WATCHES

SHARED = Path(__file__).parents[3] / "shared" / "data" / "avtotor"
NOW = datetime(2030, 1, 1, tzinfo=UTC)
PLANT = Watch(
    "plant", "Приморский автозавод", "cars", ("Приморский автозавод", "Primorsky Auto Plant"),
    places=("Приморск", "Primorsk"), history={"brand": ("Hyundai",)},
)  # fmt: skip
NEWS = [
    ("2024-01-10", "tass", "Приморский автозавод может начать выпуск автомобилей Kaiyi, сообщает источник в отрасли."),
    ("2024-02-05", "ria", "Приморский автозавод планирует начать сборку автомобилей Kaiyi осенью."),
    ("2024-03-01", "tass", "Приморский автозавод и Kaiyi подписали соглашение о сотрудничестве."),
    ("2024-09-02", "ria", "Приморский автозавод начал серийное производство автомобилей Kaiyi."),
    ("2024-09-03", "blog", "Primorsky Auto Plant has started production of Kaiyi cars."),
    ("2024-11-01", "tass", "Раньше Приморский автозавод выпускал автомобили Hyundai."),
    ("2025-02-01", "tass", "Приморский автозавод начал выпуск электромобилей JAC."),
    ("2025-03-01", "ria", "Завод в Туле начал выпуск автомобилей Haval."),
]


def page(url: str, text: str, published: str, language: str = "", title: str = "") -> Page:
    at = datetime.fromisoformat(published).replace(tzinfo=UTC)
    return Page(url=url, now=NOW, text=text, title=title, published=at, language=language)


Article = tuple[Observation, ...]


def ledger(articles: Iterable[Article], params: Novelty) -> tuple[dict[object, LedgerEntry], list[Finding]]:
    entries: dict[tuple[str, str, str], LedgerEntry] = {}
    findings: list[Finding] = []
    for article in articles:
        for observed in observe_article(entries, article, params, NOW, Archive(100)):
            entries[observed.entry.key] = observed.entry
            findings += observed.findings
    return {key: without_memory(entry) for key, entry in entries.items()}, findings


@cache
def made_up() -> tuple[tuple[Article, ...], Novelty]:
    knowledge = load({"plant": PLANT})
    params = informed(Novelty(history=PLANT.history), knowledge.packs["cars"])
    articles = []
    for number, (day, source, text) in enumerate(NEWS):
        analysis = analyse(page(f"https://{source}.example/{number}", text, day), knowledge)
        articles.append(observations(analysis, Origin(source, source), NOW, params))
    return tuple(articles), params


def test_each_step_of_a_brand_is_told_once_with_its_first_article() -> None:
    articles, params = made_up()
    _, findings = ledger(articles, params)
    brands = [(f.value, f.kind, f.state, f.article_url) for f in findings if f.value_kind == "brand"]
    assert brands == [
        ("Kaiyi", "new-brand", "rumoured", "https://tass.example/0"),
        ("Kaiyi", "state", "planned", "https://ria.example/1"),
        ("Kaiyi", "state", "agreed", "https://tass.example/2"),
        ("Kaiyi", "state", "produced", "https://ria.example/3"),
        ("JAC", "new-brand", "produced", "https://tass.example/6"),
    ]


def test_the_ledger_is_the_same_in_any_order_and_each_first_is_told_once() -> None:
    articles, params = made_up()
    expected, _ = ledger(articles, params)
    for seed in range(20):
        shuffled = list(articles)
        Random(seed).shuffle(shuffled)
        entries, findings = ledger(shuffled, params)
        assert entries == expected
        assert sorted(f.value for f in findings if f.kind == "new-brand") == ["JAC", "Kaiyi"]


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("Водитель Exeed сбил пешехода у проходной Приморского автозавода.", []),
        ("В Приморске открылся салон Exeed. Рядом стоит Приморский автозавод.", []),
        ("В Приморске за месяц продали 120 машин Geely. Приморский автозавод выпускает Kaiyi.", ["Kaiyi"]),
        ("Бывший директор Приморского автозавода возглавил российский офис Lixiang.", []),
        ("Дилеры получили машины Jetour, которые собирает Приморский автозавод.", ["Jetour"]),
    ],
)
def test_a_make_that_is_sold_driven_or_crashed_beside_the_plant_is_no_first(text: str, firsts: list[str]) -> None:
    knowledge = load({"plant": PLANT})
    params = informed(Novelty(history=PLANT.history), knowledge.packs["cars"])
    seen = observations(analyse(page("https://local.example/1", text, "2025-01-01"), knowledge), Origin("l", "l"), NOW,
                        params)  # fmt: skip
    _, findings = ledger([seen], params)
    assert [f.value for f in findings if f.kind == "new-brand"] == firsts


@pytest.mark.skipif(not SHARED.exists(), reason="the shared labelled news are not at hand")
def test_real_news_in_any_order_give_the_same_ledger_and_no_first_of_the_history() -> None:
    history = tuple(json.loads((SHARED / "history.json").read_text(encoding="utf-8"))["brands"])
    knowledge = load({"avtotor": WATCHES["avtotor"]})
    params = informed(Novelty(history={"brand": history}), knowledge.packs["cars"])
    rows = [json.loads(line) for line in (SHARED / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = []
    for row in sorted(rows, key=lambda row: row["published"])[::3]:
        read = page(row["url"], row["text"], row["published"][:19], row["language"], row["title"])
        articles.append(observations(analyse(read, knowledge), Origin(row["source"], row["source"]), NOW, params))
    expected, findings = ledger(articles, params)
    assert not {f.value for f in findings if f.kind == "new-brand"} & set(history)
    for seed in range(3):
        shuffled = list(articles)
        Random(seed).shuffle(shuffled)
        assert ledger(shuffled, params)[0] == expected
