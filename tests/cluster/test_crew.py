"""Many pages on all cores or a cluster: in order, the same ledger as one process, whatever dies on the way."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from monitor import app, config
from monitor.crew import Answer, Crew, Processes, alone
from monitor.importing import Import, begun, bring
from monitor.knowledge import Knowledge
from monitor.library import Library
from monitor.model import Analysis, Page
from monitor.replay import replay
from monitor.storage import Storage
from tests.office import CONFIG, START, Office
from tests.test_daemon import MONITOR, environment

BRANDS = ("Kaiyi", "Jetour", "BAIC", "Kia", "Forthing", "Tenet", "SWM")
HALTED = "Завод «Кедравто» в Кедрогорске остановил выпуск автомобилей {0}: поставщик не привёз кузова."
STARTED = "На заводе «Кедравто» в Кедрогорске началось серийное производство автомобилей {0}, сообщил директор."
WORDS = [
    "город", "дорога", "школа", "больница", "концерт", "матч", "театр", "погода", "ветер", "снег", "мост", "парк",
    "рынок", "музей", "поезд", "рейс", "порт", "груз", "банк", "налог", "бюджет", "закон", "выборы", "врач", "студент",
    "учёный", "ремонт", "квартира", "газ", "нефть", "суд", "пожар", "водитель", "спорт", "турнир", "выставка",
]  # fmt: skip
COUNT = 108


def rows(count: int) -> Iterator[dict[str, str]]:
    """Documents out of order, several of one moment, one in nine the text of another at another paper."""
    for number in range(count):
        dice = Random(number - 1 if number % 9 == 8 else number)
        said = dice.choice((HALTED, STARTED)).format(dice.choice(BRANDS)) if dice.random() < 0.3 else ""
        filler = ". ".join(" ".join(dice.choices(WORDS, k=9)).capitalize() for _ in range(5))
        day = START - timedelta(days=(number * 37) % 50)
        yield {
            "id": f"d{number}", "url": f"https://paper{number % 9}.example/{number}", "source": f"paper{number % 9}",
            "title": said[:60] or filler[:50], "text": f"{said} {filler}.", "published": day.isoformat(),
        }  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows(COUNT)), encoding="utf-8")
    return path


@pytest.fixture
def known(office: Office) -> Knowledge:
    return app.knowledge(config.load(office.config, {}))


def brought(office: Office, known: Knowledge, crew: Crew, archive: Path, name: str, most: int = -1) -> str:
    """Everything that the database holds after an import, in words."""
    storage = Storage(str(office.folder / name))
    try:
        what = Import(Library([str(archive)], START), START)
        setup = app.setup(config.load(office.config, {}), known)
        for number, _ in enumerate(bring(storage, setup, crew, what), 1):
            if number == most:
                break
    finally:
        storage.close()
    return dump(office.folder / name)


def dump(path: Path) -> str:
    with sqlite3.connect(path) as db:
        return "\n".join(line for line in db.iterdump() if "_sqlite_migrations" not in line)


def test_documents_are_read_by_date_and_only_their_places_are_held(archive: Path) -> None:
    library = Library([str(archive)], START)
    ordered = [(one.page.published, one.id) for one in library.read()]
    assert ordered == sorted(ordered)
    assert len(library) == len(ordered) == COUNT
    assert [one.id for one in library.read(70)] == [ident for _, ident in ordered[70:]]
    assert library.seal == Library([str(archive)], START + timedelta(hours=1)).seal


def test_processes_answer_in_order_and_leave_no_process_behind(known: Knowledge, archive: Path) -> None:
    pages = [one.page for one in Library([str(archive)], START).read()][:40]
    processes = Processes(known, 2)
    try:
        assert list(processes(pages)) == list(alone(known)(pages))
        assert len(multiprocessing.active_children()) == 2
    finally:
        processes.close()
    assert multiprocessing.active_children() == []


def test_a_page_whose_worker_was_killed_is_read_by_another(known: Knowledge) -> None:
    page = Page("https://a.example/1", START, title="«Кедравто»", text="Завод «Кедравто» делает Kaiyi.")
    processes = Processes(known, 1)
    try:
        list(processes([page]))
        os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
        answers = list(processes([page, page]))
    finally:
        processes.close()
    assert [type(one) for one in answers] == [Analysis, Analysis]


def test_no_more_than_a_bounded_number_of_pages_is_taken_ahead_of_the_writer(known: Knowledge, archive: Path) -> None:
    pages = [one.page for one in Library([str(archive)], START).read()]
    taken = 0

    def counted() -> Iterator[Page]:
        nonlocal taken
        for page in pages * 5:
            taken += 1
            yield page

    processes = Processes(known, 2)
    try:
        answers = processes(counted())
        next(answers)
        assert taken <= 2 * 4 * 16 + 16
        answers.close()  # type: ignore[attr-defined]  a generator
    finally:
        processes.close()


def test_an_import_on_all_cores_gives_the_same_database_as_one_process(
    office: Office, known: Knowledge, archive: Path
) -> None:
    processes = Processes(known, 2)
    try:
        many = brought(office, known, processes, archive, "many.sqlite")
    finally:
        processes.close()
    assert many == brought(office, known, alone(known), archive, "one.sqlite")
    assert many.count('INSERT INTO "articles"') == COUNT
    assert many.count('INSERT INTO "findings"') > 3


def test_an_import_that_was_broken_off_goes_on_where_it_was(office: Office, known: Knowledge, archive: Path) -> None:
    brought(office, known, alone(known), archive, "broken.sqlite", most=20)
    asked: list[str] = []

    def heard(pages: Iterable[Page]) -> Iterator[Answer]:
        return alone(known)(page for page in pages if asked.append(page.url) is None)

    storage = Storage(str(office.folder / "broken.sqlite"))
    assert begun(storage, Import(Library([str(archive)], START), START)) == 50
    storage.close()
    after = brought(office, known, heard, archive, "broken.sqlite")
    assert len(asked) == COUNT - 50
    assert after == brought(office, known, alone(known), archive, "whole.sqlite")


def test_a_replay_on_all_cores_says_the_same(office: Office, known: Knowledge, archive: Path) -> None:
    brought(office, known, alone(known), archive, "old.sqlite")
    office.write(text=CONFIG.replace("[Kia]", "[Tenet]"))
    chosen = config.load(office.config, {})
    other = app.knowledge(chosen)
    storage = Storage(str(office.folder / "old.sqlite"))
    processes = Processes(other, 2)
    try:
        scratch = str(office.folder / "again.sqlite")
        changes = replay(storage, app.setup(chosen, other), processes, START, None, scratch)
        assert changes == replay(storage, app.setup(chosen, other), alone(other), START)
    finally:
        processes.close()
        storage.close()
    assert {(one.what, one.finding.value) for one in changes} >= {("lost", "Tenet"), ("gained", "Kia")}
    assert list(office.folder.glob("again.sqlite*")) == []


def test_a_killed_import_is_resumed_by_the_same_command(office: Office, archive: Path, tmp_path: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows(240)]
    archive.write_text("\n".join(lines), encoding="utf-8")
    command = [*MONITOR, "-c", str(office.config), "import", str(archive), "--json"]
    first = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while first.poll() is None and len(office.storage.archive.latest(50)) < 50:
        with suppress(subprocess.TimeoutExpired):
            first.wait(0.05)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    kept = len(office.storage.archive.latest(5000))
    assert 50 <= kept < 240
    second = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True, timeout=300)
    assert f"going on after {kept} of 240" in second.stderr
    assert json.loads(second.stdout)["new"] == 240 - kept


@pytest.mark.skipif(sys.platform != "linux", reason="workers are found by their parent")
def test_a_cluster_that_loses_a_worker_midway_gives_the_same_database(
    office: Office, known: Knowledge, archive: Path
) -> None:
    pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    from monitor.cluster import Cluster  # noqa: PLC0415  needs the extra

    with Cluster(known, "local", workers=3) as machines:
        before = set(machines.client.run(os.getpid).values())

        def killing(pages: Iterable[Page]) -> Iterator[Answer]:
            for number, answer in enumerate(machines(pages)):
                if number == 50:
                    os.kill(min(before), signal.SIGKILL)
                yield answer

        many = brought(office, known, killing, archive, "cluster.sqlite")
        machines.client.wait_for_workers(3, timeout=90)
        assert set(machines.client.run(os.getpid).values()) != before
    assert many == brought(office, known, alone(known), archive, "one.sqlite")


def test_a_cluster_that_does_not_answer_is_said_in_one_line(office: Office, archive: Path) -> None:
    pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    command = [*MONITOR, "-c", str(office.config), "import", str(archive), "--cluster", "nonsense://127.0.0.1:1"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr
