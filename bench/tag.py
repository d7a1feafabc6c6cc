"""What reading an article costs: the whole chain, its parts, and how the cost grows with the names that are known.

python bench/tag.py [--rounds 5] [--no-natasha]

CPU time of one process, the best of several rounds. Beside it, on the same texts: natasha's NER, and a plain regex
alternation over the same names.
"""

from __future__ import annotations

import resource

BASE_KB = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # before anything of ours is imported

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from monitor.knowledge import Knowledge, Pack, Term
from monitor.lang import Reading, read
from monitor.taggers.brands import Brands
from monitor.taggers.chain import TAGGERS, tag
from tests.quality.tags.score import knowledge

SIZE = 3_000  # characters of an article
FILLER = """Погода в области на этой неделе останется прохладной, сообщили синоптики. Жители посёлка просят починить
мост.
В библиотеке открылась выставка старых открыток. Городской бюджет приняли во втором чтении без поправок. Школы
готовят к новому году: красят классы, меняют окна. Рыбаки ждут начала сезона и чинят сети. Цены на молоко за
месяц не изменились. Врачи советуют больше ходить пешком. Суд перенёс заседание на следующий четверг. Новый
автобусный маршрут свяжет вокзал с университетом. Музыканты сыграют на площади в субботу вечером. Депутаты
обсудили правила парковки во дворах."""
SENTENCES = re.split(r"(?<=\.)\s+", " ".join(FILLER.split()))
Text = tuple[str, str]


def articles(about: bool, count: int = 24) -> list[Text]:
    """Articles of `SIZE` characters: a labelled text about the company (or none) among sentences of other news."""
    rows = (ROOT / "tests/quality/tags/makes/docs.jsonl").read_text(encoding="utf-8").splitlines()
    docs = [doc for doc in map(json.loads, rows) if doc["language"] == "ru"]
    rnd = random.Random(7)
    made = []
    for doc in docs[:count]:
        text = doc["text"] if about else ""
        while len(text) < SIZE:
            text += " " + rnd.choice(SENTENCES)
        made.append((doc["title"] if about else "Новости области", text[:SIZE]))
    return made


def cost(work: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Milliseconds of CPU a text, the best round."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return best / len(texts) * 1e3


def chain(texts: Sequence[Text], known: Knowledge, rounds: int) -> None:
    """Prints the whole tagging and each tagger of it."""
    shown = {text: title for title, text in texts}
    whole = cost(lambda text: tag(read(shown[text], text, "ru"), known), list(shown), rounds)
    reading = cost(lambda text: read(shown[text], text, "ru"), list(shown), rounds)
    print(f"  whole {whole:6.2f} ms   read {reading:.2f}", end="")
    readings: dict[str, Reading] = {text: read(title, text, "ru") for title, text in texts}
    mentions = dict.fromkeys(readings, ())
    for name, make in TAGGERS.items():
        tagger = make(known)
        before = dict(mentions)
        spent = cost(lambda text: tagger.tag(readings[text], before[text]), list(readings), rounds)  # noqa: B023  used at once
        print(f"  {name} {spent:.2f}", end="")
        mentions = {text: tagger.tag(readings[text], before[text]) for text in readings}
    print()


def made_up(count: int) -> list[str]:
    """Names that nobody has, of two or three syllables, a third of them of two words."""
    rnd = random.Random(1)
    syllables = [a + b for a in "бвгдзклмнпрстфх" for b in "аеиоу"]
    names: set[str] = set()
    while len(names) < count:
        word = "".join(rnd.choices(syllables, k=3)).capitalize() + rnd.choice("кнрст")
        names.add(f"{word} {''.join(rnd.choices(syllables, k=2)).capitalize()}" if rnd.random() < 0.33 else word)
    return sorted(names)


def growth(texts: Sequence[str], rounds: int) -> None:
    """Prints what 200 and 100,000 aliases cost, beside a regex alternation of them."""
    readings = {text: read("", text, "ru") for text in texts}
    for count in (200, 100_000):
        names = made_up(count)
        terms = tuple(Term("brand", name, (name,)) for name in names)
        start = time.process_time()
        brands = Brands(Knowledge({"made": Pack("made", {"brand": terms})}, {}, (), f"made-{count}"))
        built = time.process_time() - start
        spent = cost(lambda text: brands.tag(readings[text], ()), texts, rounds)  # noqa: B023  used at once
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b", re.IGNORECASE)
        plain = cost(pattern.findall, texts[: 2 if count > 1_000 else None], 1)
        print(f"  {count:>7} aliases  {spent:6.2f} ms (compiled in {built:.2f} s)   regex alternation {plain:8.2f} ms")


def natasha(texts: Sequence[str], rounds: int) -> float:
    """Milliseconds of natasha's NER spans a text."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter  # noqa: PLC0415  200 MB, only when asked for

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def spans(text: str) -> object:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return doc.spans

    return cost(spans, texts, rounds)


def rss() -> float:
    """Peak resident memory over the bare interpreter's, MB."""
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - BASE_KB) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-natasha", action="store_true")
    args = parser.parse_args()
    before = rss()
    known = knowledge()
    loaded = rss()
    about, other = articles(about=True), articles(about=False)
    for title, text in (*about, *other):
        tag(read(title, text, "ru"), known)
    print(f"memory: imports {before:.0f} MB, knowledge +{loaded - before:.0f}, warm tagging +{rss() - loaded:.0f}")
    print(f"{SIZE} characters about the company:")
    chain(about, known, args.rounds)
    print(f"{SIZE} characters of other news:")
    chain(other, known, args.rounds)
    print("brands alone:")
    growth([text for _, text in about], args.rounds)
    if not args.no_natasha:
        print(f"natasha NER: {natasha([text for _, text in about][:8], 2):.1f} ms a text")


if __name__ == "__main__":
    main()
