"""Floors of what the taggers find in labelled texts. A floor only rises: lowering one needs a line in decisions.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.quality.tags.score import Tally, knowledge, rows, score

HERE = Path(__file__).parent
SHARED = HERE.parents[2].parent / "shared" / "data" / "avtotor"

OWN = {
    "relevance": 0.98,
    "language": 1.0,
    "brands_named": 0.98,
    "brands_linked": 0.97,
    "brands_linked_ru": 0.98,
    "brands_linked_en": 0.92,
    "brands_linked_other": 0.95,
    "segments": 0.91,
    "events": 0.77,
}
NEWS = {
    "relevance": 0.99,
    "language": 1.0,
    "brands_named": 0.98,
    "brands_linked": 0.985,
    "brands_linked_ru": 0.985,
    "brands_linked_en": 0.97,
    "brands_linked_other": 0.97,
    "segments": 0.955,
    "events": 0.85,
    "amounts": 0.98,
    "certainty": 0.97,
}
HELD = {
    "relevance": 0.98,
    "language": 1.0,
    "brands_named": 0.965,
    "brands_linked": 0.975,
    "brands_linked_ru": 0.98,
    "brands_linked_en": 0.98,
    "brands_linked_other": 0.96,
    "segments": 0.90,
    "events": 0.80,
    "amounts": 0.93,
    "certainty": 0.95,
}


@cache
def tallies(folder: Path) -> dict[str, Tally]:
    gold = {str(row["id"]): row for row in rows(folder / "gold.jsonl")}
    return score(rows(folder / "docs.jsonl"), gold, knowledge())


@pytest.mark.parametrize(("part", "floor"), OWN.items())
def test_our_own_labelled_texts_are_read_as_a_person_reads_them(part: str, floor: float) -> None:
    tally = tallies(HERE / "makes")[part]
    assert tally.f1 >= floor, f"{tally}\n" + "\n".join(tally.errors)


@pytest.mark.parametrize(("part", "floor"), NEWS.items())
def test_news_of_thirty_years_is_read_as_a_person_reads_it(part: str, floor: float) -> None:
    tally = tallies(HERE / "news")[part]
    assert tally.f1 >= floor, f"{tally}\n" + "\n".join(tally.errors)


@pytest.mark.parametrize(("part", "floor"), HELD.items())
def test_the_shared_labelled_texts_are_read_as_a_person_reads_them(part: str, floor: float) -> None:
    if not SHARED.exists():
        pytest.skip("the shared data is not beside this checkout")
    tally = tallies(SHARED)[part]
    assert tally.f1 >= floor, str(tally)


def test_the_first_article_links_the_new_make_and_the_old_ones() -> None:
    path = SHARED.parent / "seed" / "article.txt"
    if not path.exists():
        pytest.skip("the shared data is not beside this checkout")
    title, _, text = path.read_text(encoding="utf-8").partition("\n")
    gold = {"relevance": "primary", "brands": ["Kaiyi", "BMW", "Kia", "Hyundai"]}
    doc = {"id": "seed", "url": "https://news.example/seed", "title": title, "text": text, "language": "en"}
    found = score([doc], {"seed": gold}, knowledge())
    assert (found["relevance"].errors, found["brands_linked"].errors, found["language"].errors) == ([], [], [])
