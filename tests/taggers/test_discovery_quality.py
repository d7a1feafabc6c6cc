"""Floors of discovery on made-up news about a made-up plant; a floor only rises."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.analyse import analyse
from monitor.knowledge import load
from monitor.lang import skeleton
from monitor.model import Link, Page, Watch

DOCS = Path(__file__).parents[1] / "quality" / "discovery_docs.jsonl"
WATCH = Watch("nord", "Нордмотор", "cars", ("Нордмотор", "Nordmotor"), places=("Псков", "Псковская область", "Pskov"))
FLOORS = {"ru": (0.95, 0.95), "en": (0.95, 0.90)}  # precision, recall


@pytest.mark.parametrize("language", FLOORS)
def test_unknown_makes_linked_with_the_plant_are_found_and_little_else(language: str) -> None:
    knowledge = load({"nord": WATCH})
    count: Counter[str] = Counter()
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        if doc["language"] != language:
            continue
        page = Page("https://news.example/a", datetime(2026, 1, 1, tzinfo=UTC), text=doc["text"], title=doc["title"],
                    language=language)  # fmt: skip
        mentions = [one for one in analyse(page, knowledge).mentions if one.kind == "candidate"]
        got = {skeleton(one.value) for one in mentions if one.link in (Link.STRONG, Link.MEDIUM)}
        want = {skeleton(name) for name in doc["brands"]}
        count.update(hit=len(got & want), false=len(got - want), missed=len(want - got))
    precision = count["hit"] / (count["hit"] + count["false"])
    recall = count["hit"] / (count["hit"] + count["missed"])
    assert (precision, recall) >= FLOORS[language], count
    assert recall >= FLOORS[language][1], count
