"""`python -m tests.quality.same.report`: stories and reprints on every labelled set there is, beside simple methods."""

from __future__ import annotations

import random

from . import measure as m
from . import reprints


def pairs(name: str, labelled: list[tuple[m.Doc, m.Doc, int]]) -> None:
    docs = [doc for a, b, _ in labelled for doc in (a, b)]
    print(f"{name}: {len(labelled)} pairs, F1 by two folds (at the best threshold)")
    for method, likeness in m.likenesses(docs).items():
        scored = [(likeness(2 * at, 2 * at + 1), label) for at, (_, _, label) in enumerate(labelled)]
        best, bar = m.best_bar(scored)
        print(f"  {method:18} {m.two_fold(scored):.3f} ({best:.3f} at {bar:.2f})")
    print(f"  placement, fixed bars and vetoes, each pair alone: {m.placed_alone(labelled):.3f}")
    print(f"  placement, all in one archive: {m.placed_together(labelled):.3f}")


def translations() -> None:
    for size, said in ((None, "full text"), (200, "headline + 200 characters")):
        found = [(a.cut(size), b.cut(size)) for a, b in m.translated()]
        docs = [a for a, _ in found] + [b for _, b in found]
        left, right = range(len(found)), range(len(found), 2 * len(found))
        print(f"translated_news_ru_en: {len(found)} items, {said}: F1 of matched pairs | one threshold | over noise")
        for name, likeness in m.likenesses(docs).items():
            every = [(likeness(a, b), int(a == b - len(found))) for a in left for b in right]
            random.Random(0).shuffle(every)
            clear = m.over_noise(likeness, left, right)
            random.Random(0).shuffle(clear)
            matched = m.mutual_best(likeness, left, right)
            print(f"  {name:18} {matched:.3f} | {m.two_fold(every):.3f} | {m.two_fold(clear):.3f}")
        hits, false = asked_alone(found)
        print(f"  placement, each pair alone with as many false pairs: F1 {2 * hits / (1 + hits + false):.3f}")
        mixed = list(docs)
        random.Random(0).shuffle(mixed)
        got = m.placed(mixed)
        hits = sum(got[a.ident] == got[b.ident] for a, b in found)
        print(f"  placement: {hits} of {len(found)} in one story, {len(set(got.values()))} stories")


def asked_alone(found: list[tuple[m.Doc, m.Doc]]) -> tuple[float, float]:
    """(share of true pairs, share of the false pairs of five shifts) that are joined in an empty archive."""

    def joined(a: m.Doc, b: m.Doc) -> bool:
        return len(set(m.placed((a, b)).values())) == 1

    hits = sum(joined(a, b) for a, b in found) / len(found)
    false = sum(joined(found[at][0], found[at - shift][1]) for at in range(len(found)) for shift in range(1, 6))
    return hits, false / (5 * len(found))


def corpus(name: str, docs: list[m.Doc], scored: list[m.Doc]) -> None:
    got = m.placed(docs)
    score, precision, recall = m.b_cubed(got, scored)
    joined, of = m.joined_across(got, scored)
    print(f"{name}: {len(scored)} of {len(docs)} documents scored: BCubed F1 (P, R), ru–en pairs joined")
    print(f"  placement          {score:.3f} ({precision:.3f}, {recall:.3f}) {joined}/{of}")
    for method, likeness in m.likenesses(docs).items():
        clusters = [m.linked(docs, likeness, bar / 50) for bar in range(1, 50)]
        best = max(clusters, key=lambda made: m.b_cubed(made, scored)[0])
        score, precision, recall = m.b_cubed(best, scored)
        joined, of = m.joined_across(best, scored)
        print(f"  {method:18} {score:.3f} ({precision:.3f}, {recall:.3f}) {joined}/{of}, single link, best threshold")
    print(f"  shuffled order changes at most {shuffled(docs, got):.2%} of the pairs")


def shuffled(docs: list[m.Doc], straight: dict[str, str]) -> float:
    worst = 0.0
    for seed in range(5):
        order = list(docs)
        random.Random(seed).shuffle(order)
        worst = max(worst, m.changed(docs, straight, m.placed(order)))
    return worst


def main() -> None:
    corpus("own stories", m.own_docs(), m.own_docs())
    pairs("own pairs", m.labelled_pairs(m.PAIRS))
    pairs("own hard pairs", m.labelled_pairs(m.HARD_PAIRS))
    if not m.SHARED.is_dir():
        print("no ../shared/data: the other sets are skipped")
        return
    pairs("same_story_pairs", m.labelled_pairs())
    translations()
    corpus("avtotor", *m.avtotor())
    reprints.stream()
    reprints.edits()


if __name__ == "__main__":
    main()
