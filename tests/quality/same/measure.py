"""Sets, scores and the simple methods that stories and reprints are measured beside."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from typing import Any

from xxhash import xxh3_64_intdigest

from monitor.core import near
from monitor.core.keys import crosses, parted, rarity, story_keys
from monitor.core.shelf import Shelf
from monitor.core.story import Card

SHARED = Path(__file__).parents[4] / "shared" / "data"
OWN = Path(__file__).with_name("stories.jsonl")
PAIRS = Path(__file__).with_name("pairs.jsonl")
HARD_PAIRS = Path(__file__).with_name("pairs_hard.jsonl")  # two or three sentences each, half of them hard negatives
START = datetime(2024, 5, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Doc:
    ident: str
    title: str
    text: str
    language: str
    published: datetime
    story: str = ""

    def cut(self, size: int | None) -> Doc:
        return Doc(self.ident, self.title, self.text[:size], self.language, self.published, self.story)


def rows(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    return [json.loads(line) for line in text.split("\n") if line]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def own_docs() -> list[Doc]:
    return [
        Doc(row["id"], row["title"], row["text"], row["language"], moment(row["published"]), row["story"])
        for row in rows(OWN)
    ]


def labelled_pairs(path: Path = SHARED / "same_story_pairs.jsonl") -> list[tuple[Doc, Doc, int]]:
    """Undated, so both are given one day."""
    return [
        (
            Doc(row["id"] + "a", row["a"]["title"], row["a"]["text"], row["lang"], START),
            Doc(row["id"] + "b", row["b"]["title"], row["b"]["text"], row["lang"], START + timedelta(hours=1)),
            row["label"],
        )
        for row in rows(path)
    ]


def placed_alone(pairs: Sequence[tuple[Doc, Doc, int]]) -> float:
    """F1 of pairs, each placed in an empty archive."""
    got = [placed((a, b)) for a, b, _ in pairs]
    return f1_at(
        [(float(len(set(one.values())) == 1), label) for one, (_, _, label) in zip(got, pairs, strict=True)], 1.0
    )


def placed_together(pairs: Sequence[tuple[Doc, Doc, int]]) -> float:
    """F1 of the same pairs when all their articles are placed in one archive."""
    got = placed(sorted((doc for a, b, _ in pairs for doc in (a, b)), key=lambda doc: doc.published))
    return f1_at([(float(got[a.ident] == got[b.ident]), label) for a, b, label in pairs], 1.0)


def translated() -> list[tuple[Doc, Doc]]:
    """(Russian, English) of each translated news item."""
    found: dict[str, dict[str, Doc]] = defaultdict(dict)
    for row in rows(SHARED / "translated_news_ru_en.jsonl"):
        found[row["story"]][row["lang"]] = Doc(row["id"], row["title"], row["text"], row["lang"], START, row["story"])
    return [(pair["ru"], pair["en"]) for pair in found.values()]


def avtotor() -> tuple[list[Doc], list[Doc]]:
    """(all documents in order of time, the scored ones)."""
    gold = {row["id"]: row for row in rows(SHARED / "avtotor" / "gold.jsonl")}
    docs = [
        Doc(row["id"], row["title"], row["text"], row["language"], moment(row["published"]), gold[row["id"]]["story"])
        for row in rows(SHARED / "avtotor" / "docs.jsonl")
    ]
    docs.sort(key=lambda doc: (doc.published, doc.ident))
    scored = [
        doc
        for doc in docs
        if doc.story and gold[doc.ident]["relevance"] in ("primary", "secondary") and not gold[doc.ident]["ambiguous"]
    ]
    return docs, scored


# --- our way -------------------------------------------------------------------------------------------------


def placed(docs: Iterable[Doc]) -> dict[str, str]:
    """The story of each document, placed one after the other without mentions."""
    shelf, order = Shelf(), []
    for doc in docs:
        keys = story_keys(doc.title, doc.text, doc.language, ())
        shelf.place(Card("", doc.title, keys, doc.published, doc.language), doc.text)
        order.append(doc.ident)
    return {ident: shelf.stories[str(at)] for at, ident in enumerate(order)}


def vectors(docs: Sequence[Doc], across: bool) -> list[dict[str, float]]:
    """The key vectors that placement compares, with the set itself as the archive."""
    found = [story_keys(doc.title, doc.text, doc.language, ()) for doc in docs]
    counts = Counter(parted(key)[0] for keys in found for key in keys)
    return [
        {
            key: weight * rarity(key, counts[key], len(docs))
            for key, weight in map(parted, filter(crosses, keys) if across else keys)
        }
        for keys in found
    ]


# --- the simple methods --------------------------------------------------------------------------------------


def whole(doc: Doc) -> str:
    return f"{doc.title}\n{doc.text}"


def grams(doc: Doc) -> Counter[str]:
    text = f" {' '.join(near.words(whole(doc)))} "
    return Counter(text[at : at + size] for size in (3, 4, 5) for at in range(len(text) - size + 1))


def tf_idf(bags: Sequence[Mapping[str, int]]) -> list[dict[str, float]]:
    """As scikit-learn does it: smoothed idf, sublinear tf."""
    seen = Counter(term for bag in bags for term in bag)
    return [
        {term: (1 + log(count)) * (1 + log((1 + len(bags)) / (1 + seen[term]))) for term, count in bag.items()}
        for bag in bags
    ]


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    dot = sum(weight * b[term] for term, weight in a.items() if term in b)
    return dot / (sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values())) or 1.0)


def min_hash(text: str) -> tuple[int, ...]:
    """64 permutations by multiply-and-add over hashes of word triples."""
    hashes = [xxh3_64_intdigest(" ".join(run).encode()) for run in _runs(near.words(text), 3)] or [0]
    mask = (1 << 61) - 1
    steps = [((2 * seed + 1) * 0x9E3779B97F4A7C15, seed) for seed in range(64)]
    return tuple(min((value * step + seed) % mask for value in hashes) for step, seed in steps)


def sim_hash(text: str) -> int:
    votes = [0] * 64
    for word, count in Counter(near.words(text)).items():
        value = xxh3_64_intdigest(word.encode())
        for bit in range(64):
            votes[bit] += count if value >> bit & 1 else -count
    return sum(1 << bit for bit in range(64) if votes[bit] > 0)


def _runs(words: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (words[at : at + size] for at in range(len(words) - size + 1))


Likeness = Callable[[int, int], float]


def likenesses(docs: Sequence[Doc]) -> dict[str, Likeness]:
    """Likeness of two documents, by their places, for each method."""
    ours, across = vectors(docs, False), vectors(docs, True)
    chars = tf_idf([grams(doc) for doc in docs])
    terms = tf_idf([Counter(near.words(whole(doc))) for doc in docs])
    minima = [min_hash(whole(doc)) for doc in docs]
    bits = [sim_hash(whole(doc)) for doc in docs]
    return {
        "keys (ours)": lambda a, b: (
            cosine(ours[a], ours[b]) if docs[a].language == docs[b].language else cosine(across[a], across[b])
        ),
        "char-gram TF-IDF": lambda a, b: cosine(chars[a], chars[b]),
        "word TF-IDF": lambda a, b: cosine(terms[a], terms[b]),
        "MinHash": lambda a, b: sum(x == y for x, y in zip(minima[a], minima[b], strict=True)) / 64,
        "SimHash": lambda a, b: 1 - (bits[a] ^ bits[b]).bit_count() / 64,
    }


# --- scores --------------------------------------------------------------------------------------------------

Scored = Sequence[tuple[float, int]]


def best_bar(scored: Scored) -> tuple[float, float]:
    """(highest F1, its threshold)."""
    ordered, positives = sorted(scored, reverse=True), sum(label for _, label in scored)
    best, hits = (0.0, 0.0), 0
    for rank, (score, label) in enumerate(ordered, 1):
        hits += label
        if rank == len(ordered) or ordered[rank][0] < score:
            best = max(best, (2 * hits / (rank + positives), score))
    return best


def f1_at(scored: Scored, bar: float) -> float:
    hits = sum(label for score, label in scored if score >= bar)
    return 2 * hits / max(1, sum(score >= bar for score, _ in scored) + sum(label for _, label in scored))


def two_fold(scored: Scored) -> float:
    """F1 with each half judged by the threshold that suits the other half best."""
    halves = scored[::2], scored[1::2]
    hits = got = 0
    for mine, other in (halves, halves[::-1]):
        bar = best_bar(other)[1]
        hits += sum(label for score, label in mine if score >= bar)
        got += sum(score >= bar for score, _ in mine)
    return 2 * hits / max(1, got + sum(label for _, label in scored))


def b_cubed(got: Mapping[str, str], docs: Sequence[Doc]) -> tuple[float, float, float]:
    """(F1, precision, recall) of clusters."""
    precision = recall = 0.0
    for doc in docs:
        mates = [other for other in docs if got[other.ident] == got[doc.ident]]
        truth = [other for other in docs if other.story == doc.story]
        both = sum(other.story == doc.story for other in mates)
        precision, recall = precision + both / len(mates), recall + both / len(truth)
    precision, recall = precision / len(docs), recall / len(docs)
    return 2 * precision * recall / (precision + recall), precision, recall


def joined_across(got: Mapping[str, str], docs: Sequence[Doc]) -> tuple[int, int]:
    """(Russian–English pairs of one story that share one, all such pairs)."""
    pairs = [
        (a, b) for a, b in combinations(docs, 2) if a.story == b.story and {a.language, b.language} == {"ru", "en"}
    ]
    return sum(got[a.ident] == got[b.ident] for a, b in pairs), len(pairs)


def changed(docs: Sequence[Doc], one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """The share of all pairs that two clusterings judge differently."""
    pairs = list(combinations([doc.ident for doc in docs], 2))
    return sum((one[a] == one[b]) != (other[a] == other[b]) for a, b in pairs) / len(pairs)


def linked(docs: Sequence[Doc], likeness: Likeness, bar: float, days: int = 14) -> dict[str, str]:
    """Single-link clusters within a window of days: what a simple method makes of a stream."""
    root = list(range(len(docs)))

    def top(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for a, b in combinations(range(len(docs)), 2):
        if abs(docs[a].published - docs[b].published) <= timedelta(days=days) and likeness(a, b) >= bar:
            root[top(b)] = top(a)
    return {doc.ident: str(top(at)) for at, doc in enumerate(docs)}


def mutual_best(likeness: Likeness, left: Sequence[int], right: Sequence[int]) -> float:
    """F1 of pairing each of `left` with each other's best of `right`; the truth is the same place in both."""
    table = [[likeness(a, b) for b in right] for a in left]
    best_of_left = [max(range(len(right)), key=row.__getitem__) for row in table]
    best_of_right = [max(range(len(left)), key=lambda a, b=b: table[a][b]) for b in range(len(right))]
    pairs = [(a, b) for a, b in enumerate(best_of_left) if best_of_right[b] == a and table[a][b] > 0]
    return 2 * sum(a == b for a, b in pairs) / (len(pairs) + len(left))


def over_noise(likeness: Likeness, left: Sequence[int], right: Sequence[int]) -> list[tuple[float, int]]:
    """Every pair's likeness less what the second best of each side reaches, labelled; the truth is the same place.

    What placement's demand to stand out of the noise looks at, said for a whole table (cross-domain similarity local
    scaling, Conneau et al. 2018, with one neighbour).
    """
    table = [[likeness(a, b) for b in right] for a in left]
    rows_noise = [sorted(row)[-2] for row in table]
    columns_noise = [sorted(column)[-2] for column in zip(*table, strict=True)]
    return [
        (2 * score - rows_noise[a] - columns_noise[b], int(a == b))
        for a, row in enumerate(table)
        for b, score in enumerate(row)
    ]
