"""Score `analyse` on a labelled set: `python -m tests.quality.tags.score DIR [--half a|b] [--errors]`.

DIR holds docs.jsonl and gold.jsonl in the form that the README of the labelled data describes. Halves are by a hash of
the document's id: one to develop on, one to look at the totals of.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from monitor.analyse import analyse
from monitor.knowledge import Knowledge, load
from monitor.model import Analysis, Page
from tests.quality.tags.watches import WATCHES

# Names under which the labels and the knowledge know the same make.
SAME = {
    "amberauto": "amberavto", "gm": "generalmotors", "vw": "volkswagen", "fordtrucks": "ford", "daewoo": "gmdaewoo",
    "shineray": "swm", "besturn": "faw", "aitoseres": "aito", "seres": "aito", "gmc": "generalmotors",
    "mercedes": "mercedesbenz",
}  # fmt: skip
MAKES = ("brand", "turbine-maker", "park")  # what the labels call brands, in either trade
SURE = ("strong", "medium")
ACCEPTED = {  # what the labels call a brand's status -> the certainties that say so
    "current": {"fact", "plan"},
    "historic": {"historic", "ended"},
    "rumour": {"rumour", "plan"},
    "ended": {"ended", "historic"},
    "negated": {"denied"},
}
Labels = Mapping[str, object]


@dataclass
class Tally:
    """Hits, false finds and misses of a set-valued question."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, ident: str, got: set[str], want: set[str], ignore: Iterable[str] = ()) -> None:
        wrong, lost = got - want - set(ignore), want - got
        self.hits += len(got & want)
        self.false += len(wrong)
        self.missed += len(lost)
        if wrong or lost:
            self.errors.append(f"{ident}: +{sorted(wrong)} -{sorted(lost)}")

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)

    def __str__(self) -> str:
        precision = self.hits / max(1, self.hits + self.false)
        recall = self.hits / max(1, self.hits + self.missed)
        return f"{self.f1:.3f} (P {precision:.3f} R {recall:.3f}, n {self.hits + self.missed})"


def same(name: str) -> str:
    flat = re.sub(r"[\W_]+", "", name.lower())
    return SAME.get(flat, flat)


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def page(doc: Labels) -> Page:
    when = doc.get("published")
    return Page(
        url=str(doc["url"]),
        now=datetime(2026, 6, 1, tzinfo=UTC),
        title=str(doc.get("title", "")),
        text=str(doc.get("text", "")),
        language=str(doc.get("language", "")),
        published=_time(str(when)) if when else None,
    )


def _time(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def names(labels: Labels, part: str) -> set[str]:
    return {same(name) for name in labels.get(part, ())}  # type: ignore[attr-defined]  JSON lists of names


def linked(analysis: Analysis, watch: str) -> set[str]:
    return {
        same(one.value)
        for one in analysis.mentions
        if one.kind in MAKES and one.watch == watch and one.link in SURE
    }


def score(
    docs: Iterable[Labels], gold: Mapping[str, Labels], knowledge: Knowledge, watch: str = "avtotor"
) -> dict[str, Tally]:
    """A tally for each part: relevance, language, brands named and linked, segments, events, amounts, certainty."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for doc in docs:
        ident = str(doc["id"])
        labels = gold[ident]
        if not labels.get("ambiguous"):
            _judge(ident, doc, labels, analyse(page(doc), knowledge), str(labels.get("watch", watch)), tallies)
    return dict(tallies)


def _judge(
    ident: str, doc: Labels, labels: Labels, found: Analysis, watch: str, tallies: dict[str, Tally]
) -> None:
    said = found.watches[watch].relevance in ("primary", "secondary")
    truth = labels["relevance"] in ("primary", "secondary")
    language = str(doc.get("language", ""))
    tallies["relevance"].add(ident, {"yes"} if said else set(), {"yes"} if truth else set())
    tallies["language"].add(ident, {analyse_language(found)}, {language} if language else {analyse_language(found)})
    want, ignore = names(labels, "brands"), names(labels, "brands_optional")
    got = linked(found, watch)
    group = language if language in ("ru", "en") else "other"
    for part in ("brands_linked", f"brands_linked_{group}"):
        tallies[part].add(ident, got, want, ignore)
    named = {same(one.value) for one in found.mentions if one.kind in MAKES}
    tallies["brands_named"].add(ident, named, want | names(labels, "brands_other"), ignore)
    if truth and "segments" in labels:
        for kind, silent in (("segment", {"other"}), ("event", {"other", "history"})):
            own = [one for one in found.mentions if one.kind == kind and one.watch == watch]
            mine = {one.value for one in own if one.link != "none"}
            known = set(labels.get(f"{kind}s", ())) - silent  # type: ignore[call-overload]  a JSON list
            tallies[f"{kind}s"].add(ident, mine - silent, known)
    if truth and "amounts" in labels:
        sums = {f"{round(one.value)} {one.currency}" for one in found.amounts}
        tallies["amounts"].add(ident, sums, {f"{round(one['value'])} {one['currency']}" for one in labels["amounts"]})  # type: ignore[attr-defined]  a JSON list
    for brand, right in statuses(found, labels, watch):
        tallies["certainty"].add(f"{ident} {brand}", {"right"} if right else {"wrong"}, {"right"})


def statuses(found: Analysis, labels: Labels, watch: str) -> Iterator[tuple[str, bool]]:
    """Each labelled brand that was linked, and whether its certainty is as labelled."""
    for brand, status in labels.get("brand_status", {}).items():  # type: ignore[attr-defined]  a JSON object
        own = [m for m in found.mentions if m.kind == "brand" and same(m.value) == same(brand) and m.watch == watch]
        heard = {m.certainty.value for m in own if m.link in SURE}
        if heard:
            yield brand, bool(heard & ACCEPTED[status])


def analyse_language(found: Analysis) -> str:
    return found.article.language


def knowledge() -> Knowledge:
    """Everything shipped, with every watch of the labelled sets."""
    return load(WATCHES)


def half(docs: Iterable[Labels], which: str) -> list[Labels]:
    """Half a or b of the documents, by the id's hash."""
    return [doc for doc in docs if (hashlib.md5(str(doc["id"]).encode()).digest()[0] % 2 == 0) == (which == "a")]  # noqa: S324  a split


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--errors", nargs="*")
    args = parser.parse_args()
    docs = rows(args.data / "docs.jsonl")
    gold = {str(row["id"]): row for row in rows(args.data / "gold.jsonl")}
    tallies = score(half(docs, args.half) if args.half else docs, gold, knowledge())
    for name, tally in sorted(tallies.items()):
        print(f"{name:22} {tally}")
        if args.errors is not None and name in args.errors:
            print("  " + "\n  ".join(tally.errors))


if __name__ == "__main__":
    main()
