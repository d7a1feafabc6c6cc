"""How well unknown makes are found: every make but a few is taken out of the knowledge, and the labels are asked.

    python -m tests.quality.discovery [--keep BMW,Kia,Hyundai] [--half dev|held] [--errors LANGUAGE] [--quiet-texts]

A candidate counts where it is linked (strong or medium) with the watch. Its name is looked up in the whole knowledge,
so that «Джетур» answers for Jetour.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from monitor.analyse import analyse
from monitor.knowledge import Knowledge, load
from monitor.lang import norm
from monitor.model import Link, Mention, Page
from tests.quality.tags.watches import WATCHES

DATA = Path(__file__).parents[3] / "shared" / "data"
SAME = {"amberauto": "amberavto", "gm": "generalmotors", "daewoo": "gmdaewoo", "shineray": "swm", "besturn": "faw",
        "aitoseres": "aito", "seres": "aito", "gmc": "generalmotors", "fordtrucks": "ford"}  # fmt: skip


def key(name: str) -> str:
    flat = re.sub(r"[\W_]+", "", name.lower())
    return SAME.get(flat, flat)


Gold = dict[str, Any]  # a line of gold.jsonl; its keys are in the README beside it


def lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def half(ident: str) -> str:
    return "dev" if blake2b(ident.encode(), digest_size=2).digest()[0] % 2 == 0 else "held"


def candidates(knowledge: Knowledge, doc: dict[str, Any]) -> list[Mention]:
    page = Page(
        url=str(doc.get("url", "")),
        now=datetime(2026, 11, 1, tzinfo=UTC),
        text=str(doc["text"]),
        title=str(doc["title"]),
        language=str(doc.get("language", doc.get("lang", ""))),
    )
    found = analyse(page, knowledge).mentions
    return [one for one in found if one.kind == "candidate" and one.data.get("guess") == "brand"]


class Names:
    """Any spelling -> the key of its make."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names = {
            norm(name): term.value
            for pack in knowledge.packs.values()
            for term in pack.kinds.get("brand", ())
            for name in term.names
        }

    def key(self, name: str) -> str:
        return key(self._names.get(norm(name), name))


class Score:
    def __init__(self) -> None:
        self.tp = self.fp = self.fn = 0

    def add(self, got: set[str], want: set[str], ignored: set[str]) -> None:
        self.tp += len(got & want)
        self.fp += len(got - want - ignored)
        self.fn += len(want - got)

    def __str__(self) -> str:
        p, r = self.tp / max(1, self.tp + self.fp), self.tp / max(1, self.tp + self.fn)
        return f"P {p:.3f} R {r:.3f} (n {self.tp + self.fn}, false {self.fp})"


def linked(args: argparse.Namespace) -> dict[str, Score]:
    """Scores by language (ru, en, other) over the labelled set."""
    kept = set(args.keep.split(","))
    knowledge = load(WATCHES, keep={"brand": kept})
    names = Names(load(WATCHES))
    docs = {str(doc["id"]): doc for doc in lines(DATA / "avtotor" / "docs.jsonl")}
    scores: dict[str, Score] = defaultdict(Score)
    for gold in lines(DATA / "avtotor" / "gold.jsonl"):
        doc = docs[str(gold["id"])]
        if gold["ambiguous"] or (args.half and half(str(gold["id"])) != args.half):
            continue
        language = str(doc["language"]) if doc["language"] in ("ru", "en") else "other"
        found = candidates(knowledge, doc)
        got = {names.key(one.value): one for one in found if one.link in (Link.STRONG, Link.MEDIUM)}
        known = {key(brand) for brand in kept}
        want = {key(brand) for brand in gold["brands"]} - known
        ignored = {key(brand) for brand in gold["brands_optional"]} | known
        scores[language].add(set(got), want, ignored)
        if args.errors == language:
            proposed = [(names.key(one.value), one) for one in found]
            explain(gold, got, set(got) - want - ignored, want - set(got), proposed)
    return scores


def explain(
    gold: Gold, got: dict[str, Mention], wrong: set[str], missed: set[str], proposed: list[tuple[str, Mention]]
) -> None:
    others = {key(brand) for brand in gold["brands_other"]}
    for brand in sorted(wrong):
        one = got[brand]
        print(gold["id"], "FALSE", "OTHER" * (brand in others), one.value, one.link.value, one.reasons,
              "|", one.sentence[:200])  # fmt: skip
    for brand in sorted(missed):
        links = [(one.link.value, one.reasons[-1]) for name, one in proposed if name == brand]
        print(gold["id"], "MISSED", brand, links[:2])


def quiet(args: argparse.Namespace) -> None:
    """Texts about other things: as they are, and as if each of them named the watch in a first sentence of its own."""
    knowledge = load(WATCHES, keep={"brand": set(args.keep.split(","))})
    for title, docs in other_texts():
        for told, opening in (("as they are", ""), ("with the watch named", "Автотор, Avtotor.\n")):
            found = [candidates(knowledge, {**doc, "text": opening + str(doc["text"])}) for doc in docs]
            print(f"{title}, {told}: {sum(map(bool, found))} of {len(docs)} articles give a candidate")
            for one in [one for some in found for one in some] if args.errors else []:
                print("   ", one.value, one.data["score"], one.reasons, "|", one.sentence[:160])


def other_texts() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    pairs = list(lines(DATA / "same_story_pairs.jsonl"))
    yield "same_story_pairs", [pair[side] for pair in pairs for side in "ab"]
    yield "translated_news", list(lines(DATA / "translated_news_ru_en.jsonl"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", default="BMW,Kia,Hyundai")
    parser.add_argument("--half", choices=["dev", "held"])
    parser.add_argument("--errors", default="")
    parser.add_argument("--quiet-texts", action="store_true")
    args = parser.parse_args()
    for language, score in sorted(linked(args).items()):
        print(f"linked candidates {language}: {score}")
    if args.quiet_texts:
        quiet(args)


if __name__ == "__main__":
    sys.exit(main())
