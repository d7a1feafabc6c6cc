"""Floors of stories and reprints; they only rise. The whole table: `python -m tests.quality.same.report`."""

from __future__ import annotations

import pytest

from . import measure as m
from . import reprints

shared = pytest.mark.skipif(not m.SHARED.is_dir(), reason="no ../shared/data beside the project")


def test_our_own_stories_are_found_in_two_languages() -> None:
    docs = m.own_docs()
    got = m.placed(docs)
    assert m.b_cubed(got, docs)[0] >= 0.95
    joined, of = m.joined_across(got, docs)
    assert joined == of


def test_our_own_stories_beat_the_simple_methods() -> None:
    docs = m.own_docs()
    simple = {name: likeness for name, likeness in m.likenesses(docs).items() if "ours" not in name}
    best = max(
        m.b_cubed(m.linked(docs, likeness, bar / 20), docs)[0] for likeness in simple.values() for bar in range(1, 20)
    )
    assert m.b_cubed(m.placed(docs), docs)[0] > best


def test_edits_of_our_own_stories_are_known_as_reprints() -> None:
    docs = [doc for doc in m.own_docs() if doc.ident != "e4"]  # a copy already
    texts = [f"{a.text} {b.text}" for a, b in zip(docs[::2], docs[1::2], strict=True)]
    scores = reprints.edit_scores(texts)
    assert sum(scores.values()) / len(scores) >= 0.97
    assert min(scores.values()) >= 0.80  # ten changed words of a hundred, a third cut and a footer, on sixty words


@shared
def test_labelled_pairs_of_full_articles() -> None:
    scored = []
    for a, b, label in m.labelled_pairs():
        got = m.placed((a, b))
        scored.append((float(got[a.ident] == got[b.ident]), label))
    assert m.f1_at(scored, 1.0) >= 0.88


@shared
@pytest.mark.parametrize(("size", "floor"), [(None, 0.98), (200, 0.95)])
def test_russian_and_english_translations_find_each_other(size: int | None, floor: float) -> None:
    found = [(a.cut(size), b.cut(size)) for a, b in m.translated()]
    docs = [a for a, _ in found] + [b for _, b in found]
    vectors = m.vectors(docs, across=True)
    score = m.mutual_best(
        lambda a, b: m.cosine(vectors[a], vectors[b]), range(len(found)), range(len(found), len(docs))
    )
    assert score >= floor


@shared
def test_stories_of_the_car_corpus() -> None:
    docs, scored = m.avtotor()
    got = m.placed(docs)
    assert m.b_cubed(got, scored)[0] >= 0.89
    joined, of = m.joined_across(got, scored)
    assert joined >= 0.95 * of


@shared
def test_the_index_finds_the_reprints_that_exhaustive_comparison_finds() -> None:
    _, recall, precision, _ = reprints.stream_scores(days=5)
    assert recall >= 0.98
    assert precision >= 0.99
