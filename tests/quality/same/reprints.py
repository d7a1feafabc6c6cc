"""Reprints: the index against an exhaustive comparison by the same measure, and edits of our own."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from monitor.core import near
from monitor.core.shelf import MOST_NEAR, Postings, least_hashes
from monitor.model import Reason

from . import measure as m

WINDOW = timedelta(days=near.WINDOW_DAYS)
MOST = 64  # candidates: here every one is judged, as the question is what the index can find


def _exhaustive(times: Sequence[datetime], shingles: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """Every (old, new) within the window that `near.copied` accepts, over all pairs that share a word pair."""
    holders: dict[int, list[int]] = defaultdict(list)
    found = set()
    for new, own in enumerate(shingles):
        counts: Counter[int] = Counter()
        for shingle in own:
            for old in reversed(holders[shingle]):
                if times[new] - times[old] > WINDOW:
                    break
                counts[old] += 1
            holders[shingle].append(new)
        least = min(8, len(own))
        found.update((old, new) for old, n in counts.items() if n >= least and near.copied(shingles[old], own))
    return found


def _indexed(
    texts: Sequence[str], times: Sequence[datetime], shingles: Sequence[frozenset[int]]
) -> set[tuple[int, int]]:
    index, found = Postings(), set()
    for new, text in enumerate(texts):
        keys = near.bands(near.sign(text))
        candidates = index.sharing(near.slots(keys, times[new], near.WINDOW_DAYS), MOST, least_hashes(keys))
        found.update(
            (old, new)
            for old in candidates
            if times[new] - times[old] <= WINDOW and near.copied(shingles[old], shingles[new])
        )
        index.add(near.slots(keys, times[new]), new)
    return found


def stream_scores(days: int | None = None) -> tuple[int, float, float, float]:
    """(pairs, recall, precision, recall of copied posts) on the Telegram posts; on the last `days` of them, or all."""
    posts = sorted((m.moment(row["ts"]), row["text"]) for row in m.rows(m.SHARED / "stream_telegram_ru.jsonl.gz"))
    if days is not None:
        posts = [post for post in posts if posts[-1][0] - post[0] <= timedelta(days=days)]
    times, texts = [at for at, _ in posts], [text for _, text in posts]
    shingles = [near.shingles(text) for text in texts]
    truth, got = _exhaustive(times, shingles), _indexed(texts, times, shingles)
    copies, found = {new for _, new in truth}, {new for _, new in got & truth}
    return len(truth), len(got & truth) / len(truth), len(got & truth) / len(got), len(found) / len(copies)


def stream() -> None:
    pairs, recall, precision, copies = stream_scores()
    print(f"stream_telegram_ru: {pairs} pairs by exhaustive comparison:")
    print(f"  recall {recall:.4f}, precision {precision:.4f}, posts known as copies {copies:.4f}")


# --- edits of our own ----------------------------------------------------------------------------------------

FOOTER = " Подписывайтесь на наш канал, присылайте новости и фотографии. Об этом сообщает пресс-служба."
HEADER = "Срочная новость. Главное к этому часу. "


def _swapped(text: str, rate: float, dice: random.Random, others: Sequence[str]) -> str:
    return " ".join(dice.choice(others) if dice.random() < rate else word for word in text.split(" "))


def _moved(text: str, dice: random.Random) -> str:
    sentences = re.split(r"(?<=[.!?])\s+", text)
    dice.shuffle(sentences)
    return " ".join(sentences)


def _cut(text: str, share: float) -> str:
    words = text.split(" ")
    return " ".join(words[: max(1, round(share * len(words)))])


Edit = Callable[[str, random.Random, Sequence[str]], str]
EDITS: dict[str, Edit] = {
    "5 % of words changed": lambda text, dice, words: _swapped(text, 0.05, dice, words),
    "10 % of words changed": lambda text, dice, words: _swapped(text, 0.10, dice, words),
    "15 % of words changed": lambda text, dice, words: _swapped(text, 0.15, dice, words),
    "sentences moved": lambda text, dice, _: _moved(text, dice),
    "cut to 70 %": lambda text, _dice, _words: _cut(text, 0.7),
    "cut to 40 %": lambda text, _dice, _words: _cut(text, 0.4),
    "boilerplate added": lambda text, _dice, _words: HEADER + text + FOOTER,
    "headline changed": lambda text, _dice, _words: "Совсем новый заголовок о том же самом\n" + text,
    "re-encoded": lambda text, _dice, _words: text.replace("о", "o").replace("\u2014", "-").upper(),
    "10 % changed, cut, boilerplate": lambda text, dice, words: _cut(_swapped(text, 0.1, dice, words), 0.7) + FOOTER,
}


def edit_scores(texts: Iterable[str]) -> dict[str, float]:
    """The share of edited copies whose original the index proposes and the measure accepts, for each edit."""
    dice, index, originals = random.Random(7), Postings(), list(texts)
    words = sorted({word for text in originals for word in text.split(" ")})
    for at, text in enumerate(originals):
        index.add(near.slots(near.bands(near.sign(text)), m.START), at)
    scores = {}
    for name, edit in EDITS.items():
        hits = 0
        for at, text in enumerate(originals):
            new = edit(text, dice, words)
            keys = near.bands(near.sign(new))
            near_by = index.sharing(near.slots(keys, m.START, near.WINDOW_DAYS), MOST_NEAR, least_hashes(keys))
            hits += at in near_by and near.compare(text, new).reason in (Reason.REPRINT, Reason.SAME_ARTICLE)
        scores[name] = hits / len(originals)
    return scores


def edits() -> None:
    texts = [doc.text for pair in m.labelled_pairs() for doc in pair[:2]]
    texts = [*dict.fromkeys(texts), *(doc.text for pair in m.translated() for doc in pair)]
    print(f"edits of our own, {len(texts)} texts: recall")
    for name, score in edit_scores(texts).items():
        print(f"  {name:32} {score:.3f}")
