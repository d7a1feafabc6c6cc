"""Placing on a real database answers as `core.shelf` does in memory, and says what it did."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor import placing
from monitor.bench.press import Press
from monitor.core import near
from monitor.core.shelf import Shelf
from monitor.core.story import Card, story_keys
from monitor.explain import why
from monitor.knowledge import Publisher
from monitor.model import Analysis, Article, Fingerprints, Reason
from monitor.storage import Filed, Storage
from tests.office import START, Office
from tests.test_pipeline import MORE, SENTENCE, told

OWN = Path(__file__).parent / "quality" / "same"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data" / "avtotor" / "docs.jsonl"
Row = tuple[str, str, str, str, datetime]  # address, title, text, language, published


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    made = Storage(str(tmp_path / "monitor.sqlite"))
    yield made
    made.close()


def rows(path: Path) -> list[Row]:
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        (
            f"https://{one.get('source') or 'news'}.example/{one['id']}", one["title"], one["text"], one["language"],
            datetime.fromisoformat(one["published"].replace("Z", "+00:00")),
        )
        for one in found
    ]  # fmt: skip


def keep(storage: Storage, row: Row, publishers: Sequence[Publisher] = ()) -> int:
    url, title, text, language, at = row
    prints = Fingerprints(near.text_hash(text), near.SCHEME, near.sign(text), story_keys(title, text, language, (), at))
    article = Article(url=url, canonical_url=url, title=title, text=text, language=language, published=at)
    with storage.unit():
        ident = storage.archive.add(Analysis(article, (), (), {}, prints), Filed(url, url, "", "", at, ""))
        placing.place(storage, publishers, storage.archive.get(ident), prints, at)
    return ident


def groups(stories: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(article for article, own in stories.items() if own == story) for story in stories.values()}


def on_the_shelf(docs: Sequence[Row]) -> dict[str, str]:
    shelf = Shelf()
    for _, title, text, language, at in docs:
        shelf.place(Card("", title, story_keys(title, text, language, (), at), at, language), text)
    return {docs[int(article)][0]: story for article, story in shelf.stories.items()}


def in_storage(storage: Storage, docs: Sequence[Row]) -> dict[str, str]:
    kept = {row[0]: keep(storage, row) for row in docs}
    return {url: storage.stories.of(ident) for url, ident in kept.items()}


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_database_gives_the_stories_that_memory_gives(storage: Storage, seed: int | None) -> None:
    docs = rows(OWN / "stories.jsonl")
    if seed is not None:
        random.Random(seed).shuffle(docs)
    assert groups(in_storage(storage, docs)) == groups(on_the_shelf(docs))


@pytest.mark.skipif(not SHARED.is_file(), reason="no ../shared/data beside the project")
def test_a_dense_archive_of_many_languages_gives_the_same_stories_too(storage: Storage) -> None:
    docs = rows(SHARED)
    random.Random(3).shuffle(docs)
    assert groups(in_storage(storage, docs)) == groups(on_the_shelf(docs))


FIRE = (
    "Пожарные потушили склад компании «Мегатрейд» в Самаре. Площадь составила 2600 квадратных метров, пострадал сторож "
    "Виктор Аверин. Здание на улице Заводской горело с ночи, на месте работали 85 спасателей."
)


def fire(site: str, hours: int, text: str = FIRE) -> Row:
    return (
        f"https://{site}.example/a",
        "Пожар на складе «Мегатрейд» в Самаре",
        text,
        "ru",
        START + timedelta(hours=hours),
    )


def test_an_original_that_comes_after_its_copies_is_the_first_and_they_its_reprints(storage: Storage) -> None:
    late = [keep(storage, fire(site, hours)) for site, hours in (("one", 5), ("two", 3))]
    original = keep(storage, fire("wire", 0))
    name = storage.stories.of(original)
    parts = {one.id: (one.role, one.copied_from) for one in storage.stories.tellers(name)}
    assert parts == {original: ("first", None)} | dict.fromkeys(late, ("reprint", original))
    assert storage.stories.voices(name) == 1


def test_stories_merge_at_a_bridge_and_each_of_their_articles_says_so(storage: Storage) -> None:
    left = "В Сарапуле закрыли мост через Каму, объезд организуют паромы «Волжанин»."
    right = "Инженер Трубников начал осмотр опор, смету на 740 млн рублей сделает «Гипротранс»."
    titles = ("Мост через Каму закрыт", "Осмотр начал Трубников", "Мост через Каму в Сарапуле осматривает Трубников")
    for at, (title, text) in enumerate(zip(titles, (left, right, f"{left} {right}"), strict=True)):
        keep(storage, (f"https://s{at}.example/a", title, text, "ru", START + timedelta(hours=at)))
    (story,) = storage.stories.listed()
    assert len(storage.stories.articles(story.name)) == 3 and storage.stories.voices(story.name) == 3
    merged = [[one.reason for one in why(storage, f"https://s{at}.example/a").trail] for at in range(3)]
    assert Reason.STORIES_MERGED in merged[2]
    assert Reason.STORIES_MERGED in merged[0] + merged[1]


def test_a_reprint_that_brings_a_new_brand_is_news_all_the_same(office: Office) -> None:
    title = "«Кедравто» начал выпуск Kaiyi"
    office.news.feed("/feed", ("/a", title, "", START - timedelta(hours=2)))
    office.news.page("/a", title, SENTENCE, *MORE)
    office.work()
    more = "На том же заводе «Кедравто» в Кедрогорске началось серийное производство автомобилей Jetour."
    office.news.feed("/feed", ("/b", title + " и Jetour", "", START - timedelta(hours=1)))
    office.news.page("/b", title + " и Jetour", SENTENCE, *MORE, more)
    office.work(timedelta(hours=1))
    copy = office.storage.archive.get(office.storage.archive.by_url(f"{office.news.address}/b") or 0)
    assert copy.copied_from is not None and copy.role == "reprint"
    values = [one["value"] for alert in told(office) for one in alert["findings"]]
    assert values.count("Kaiyi") == values.count("Jetour") == 1


@pytest.mark.parametrize("seed", range(12))
def test_a_short_excerpt_by_another_paper_is_its_words_and_no_second_voice(storage: Storage, seed: int) -> None:
    press = Press(1, seed=seed)
    words = " ".join(press.write().text for _ in range(3)).split()[:390]
    title, excerpt = " ".join(words[:8]), " ".join(words[20:60])
    report = keep(storage, ("https://one.example/a", title, " ".join(words), "ru", START))
    copy = keep(storage, ("https://two.example/a", title, excerpt, "ru", START + timedelta(hours=2)))
    name = storage.stories.of(report)
    assert [(one.id, one.role, one.copied_from) for one in storage.stories.tellers(name)] == [
        (report, "first", None), (copy, "reprint", report),
    ]  # fmt: skip
    assert storage.stories.voices(name) == 1
