"""Floors of stories and reprints; they only rise. The whole table: `python -m tests.quality.same.report`."""

from __future__ import annotations

import random

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


def test_short_pairs_of_our_own_with_hard_negatives() -> None:
    pairs = m.labelled_pairs(m.PAIRS)
    assert m.placed_alone(pairs) >= 0.76
    assert m.placed_together(pairs) >= 0.76
    hard = m.labelled_pairs(m.HARD_PAIRS)  # .591 when they were written
    assert m.placed_alone(hard) >= 0.64
    assert m.placed_together(hard) >= 0.68


@shared
def test_labelled_pairs_of_full_articles() -> None:
    assert m.placed_alone(m.labelled_pairs()) >= 0.90
    assert m.placed_together(m.labelled_pairs()) >= 0.90


@shared
@pytest.mark.parametrize(("size", "floor"), [(None, 0.98), (200, 0.92)])
def test_one_threshold_parts_translations_from_all_other_pairs(size: int | None, floor: float) -> None:
    found = [(a.cut(size), b.cut(size)) for a, b in m.translated()]
    docs = [a for a, _ in found] + [b for _, b in found]
    vectors = m.vectors(docs, across=True)
    scored = m.over_noise(
        lambda a, b: m.cosine(vectors[a], vectors[b]), range(len(found)), range(len(found), len(docs))
    )
    random.Random(0).shuffle(scored)
    assert m.two_fold(scored) >= floor


@shared
def test_a_shuffled_order_changes_few_pairs_and_parts_no_languages() -> None:
    docs, scored = m.avtotor()
    straight = m.placed(docs)
    for seed in (2, 30):
        order = list(docs)
        random.Random(seed).shuffle(order)
        got = m.placed(order)
        assert m.changed(docs, straight, got) <= 0.02
        joined, of = m.joined_across(got, scored)
        assert joined >= 0.9 * of


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
