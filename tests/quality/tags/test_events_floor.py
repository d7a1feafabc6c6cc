"""Floors on our own labelled articles (`events_docs.jsonl`): segments, events, amounts and certainty.

A floor only rises; lowering one needs a line in docs/decisions.md. The seed article is read as its description says.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.analyse import analyse
from monitor.knowledge import load
from monitor.model import Analysis, Page
from tests.quality.tags.score import Tally, page, statuses
from tests.quality.tags.watches import WATCHES

HERE = Path(__file__).parent
SEED = HERE.parents[3] / "shared" / "data" / "seed" / "article.txt"
KNOWLEDGE = load(WATCHES)
FLOORS = {"segment": 0.95, "event": 0.865, "amount": 0.97, "certainty": 0.925}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def values(found: Analysis, kind: str, watch: str) -> set[str]:
    own = (one for one in found.mentions if one.kind == kind and one.watch == watch and one.link != "none")
    return {one.value for one in own}


@pytest.fixture(scope="module")
def measured() -> dict[str, Tally]:
    tallies = {name: Tally() for name in FLOORS}
    gold = {labels["id"]: labels for labels in rows("events_gold.jsonl")}
    for doc in rows("events_docs.jsonl"):
        labels, found = gold[doc["id"]], analyse(page(doc), KNOWLEDGE)
        for brand, right in statuses(found, labels, labels["watch"]):
            tallies["certainty"].add(f"{doc['id']} {brand}", {"right"} if right else {"wrong"}, {"right"})
        if labels["relevance"] not in ("primary", "secondary"):
            continue
        for kind in ("segment", "event"):
            tallies[kind].add(doc["id"], values(found, kind, labels["watch"]), set(labels[f"{kind}s"]))
        money = {f"{round(one.value)} {one.currency}" for one in found.amounts}
        tallies["amount"].add(doc["id"], money, {f"{round(a['value'])} {a['currency']}" for a in labels["amounts"]})
    return tallies


@pytest.mark.parametrize("part", FLOORS)
def test_our_labelled_articles_are_read_at_least_as_well_as_before(part: str, measured: dict[str, Tally]) -> None:
    tally = measured[part]
    assert tally.f1 >= FLOORS[part], f"{part}: {tally}\n" + "\n".join(tally.errors)


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not in this checkout")
def test_the_seed_article_names_its_segments_and_sums() -> None:
    title, _, text = SEED.read_text(encoding="utf-8").partition("\n")
    now = next(iter(rows("events_docs.jsonl")))
    found = analyse(Page(url="https://news.example/seed", now=page(now).now, title=title, text=text), KNOWLEDGE)
    planned = {one.value for one in found.mentions if one.kind == "segment" and one.certainty == "plan"}
    assert {"light-trucks", "lcv", "ev"} <= planned
    sums = {(round(one.value), one.currency, one.qualifier) for one in found.amounts}
    assert sums == {(2_000_000_000, "RUB", "over"), (100_000_000, "RUB", "over")}
    assert {one.watch for one in found.amounts} == {"avtotor"}
