"""A desk over the demo's two years, served for real, and a browser in front of it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from monitor import app, config
from monitor.analyse import analyse
from monitor.analyser import Inline
from monitor.core.health import Gap
from monitor.core.outbox import finding_id
from monitor.deliver import deliver_due
from monitor.demo import CONFIG, FastClock, load, play, serve
from monitor.model import Finding, Page, Reason
from monitor.pipeline import cycle
from monitor.record import Arrival, record
from monitor.storage import Storage
from monitor.web.serve import serving

REQUIRED = os.environ.get("DESK_BROWSER") == "required"
AXE = Path(__file__).parents[2] / ".browser" / "package" / "axe.min.js"
HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>\u202e\u2066\u200b "
    "{{ 7*7 }} ' \" javascript:alert(1) " + "Z" * 10_000
)


@dataclass
class World:
    """A folder with a config and the database that the demo left; `now` is its last day."""

    folder: Path
    now: datetime

    @property
    def config(self) -> Path:
        return self.folder / "config.yaml"

    def storage(self) -> Storage:
        return Storage(str(self.folder / "monitor.sqlite"))

    def copy(self, folder: Path) -> World:
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        made = World(folder, self.now)
        text = made.config.read_text(encoding="utf-8")
        made.config.write_text(text.replace(str(self.folder), str(folder)), encoding="utf-8")
        return made


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The demo, played once for all workers, with a hostile article, an edited one and a gap added."""
    base = tmp_path_factory.getbasetemp()
    made = World((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "desk-world", load().end)
    with open(f"{made.folder}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made.folder / "whole").exists():
            made.folder.mkdir()
            asyncio.run(_play(made, FastClock(load().start)))
            storage = made.storage()
            try:
                _add(storage, made)
            finally:
                storage.close()
            (made.folder / "whole").touch()
    return made


async def _play(made: World, clock: FastClock) -> None:
    world = load()
    async with serve(world, clock) as server:
        text = CONFIG.read_text(encoding="utf-8").replace("${DEMO_SERVER}", server.address)
        text = text.replace("${DEMO_DATABASE:-demo.sqlite}", str(made.folder / "monitor.sqlite"))
        text = text.replace("  enabled: false\n", "  port: 0\n")
        made.config.write_text(text, encoding="utf-8")
        shutil.copy(CONFIG.parent / "publishers.yaml", made.folder)
        chosen = config.load(made.config, {})
        storage = made.storage()
        quiet = replace_console(chosen)
        try:
            async with app.engine(quiet, storage, clock, analyser=Inline) as engine:

                async def one(_now: datetime) -> None:
                    await cycle(engine)
                    await deliver_due(engine)

                await play(world, clock, one, 0.0)
        finally:
            storage.close()


def replace_console(chosen: config.Settings) -> config.Settings:
    """Alerts stay in the outbox: nothing is printed, and there is something to look at."""
    off = {name: replace(slot, plugin=None, off="a test") for name, slot in chosen.channels.items()}
    return chosen.model_copy(update={"channels": off})


def _add(storage: Storage, made: World) -> None:
    chosen = config.load(made.config, {})
    known = app.knowledge(chosen, storage)
    setup = app.setup(chosen, known)
    url = "https://hostile.example/a"
    text = f"Завод «Кедравто» начал выпуск автомобилей Haval. {HOSTILE[:300]} " + "Подробности позже. " * 20
    page = Page(url=url, now=made.now, title=HOSTILE, text=text, published=made.now - timedelta(days=2))
    record(storage, setup, Arrival(analyse(page, known), "sever"), made.now)
    ident = storage.archive.by_url(url)
    assert ident is not None
    edited = analyse(replace(page, text=text.replace("Подробности позже.", "Подробности <b>завтра</b>.")), known)
    with storage.unit():
        storage.archive.revise(ident, edited, "", made.now, known.digest)
        said = "between two polls <i>everything</i> changed"
        at = made.now - timedelta(days=3)
        gap = Gap("sever", at - timedelta(hours=5), at, said)
        storage.outbox.add_finding(
            Finding(
                id=finding_id("", "gap", "sever", ""), at=gap.until, watch="", kind="gap", value="sever", state="",
                article_url="", article_title="", article_published=None, source="sever", sentence=said,
            ),
            None,
        )  # fmt: skip
        alert = storage.outbox.alerts(1)[0].id
        storage.outbox.queue("waits", alert, "console", made.now, made.now + timedelta(hours=1))
        storage.outbox.queue("was-sent", alert, "console", made.now, made.now)
        storage.outbox.mark("was-sent", "sent", Reason.SENT, made.now, made.now, "")


@dataclass
class Served:
    """A desk that answers. `world` is its own copy, so what a test does stays in the test."""

    address: str
    world: World

    def get(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers (lower case), body; a POST where there is something to send."""
        try:
            with urlopen(Request(self.address + path, body, headers), timeout=30) as answer:  # noqa: S310  our own
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()
        except HTTPError as error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read().decode()


def served(world: World) -> Iterator[Served]:
    ready, stop = threading.Event(), asyncio.Event()
    found: dict[str, Any] = {}

    async def main() -> None:
        chosen = config.load(world.config, {})
        async with serving(chosen, str(world.config), FastClock(world.now)) as address:
            found.update(address=address.rstrip("/"), loop=asyncio.get_running_loop())
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield Served(found["address"], world)
    finally:
        found["loop"].call_soon_threadsafe(stop.set)
        thread.join(20)


@pytest.fixture(scope="session")
def desk(played: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For tests that only look."""
    yield from served(played.copy(tmp_path_factory.mktemp("look")))


@pytest.fixture
def own_desk(played: World, tmp_path: Path) -> Iterator[Served]:
    """For tests that change things."""
    yield from served(played.copy(tmp_path))


@pytest.fixture(scope="module")
def chromium(played: World) -> Iterator[Any]:
    """A headless Chromium; skipped with a word where there is none, but not where one is required.

    Playwright keeps an event loop running in this thread: it comes after `played`, which runs one, and goes with the
    module, since other tests run their own.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), "")
    if not found:
        assert not REQUIRED, "DESK_BROWSER=required, and there is no Chromium"
        pytest.skip("no Chromium on this machine: `make browser` installs what these tests need")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  tests without a browser do without it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Window:
    """A page of the browser that remembers what went wrong in it."""

    page: Any
    address: str
    wrong: list[str]

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, button: Any) -> None:
        """Click what leads to another page (a locator or its selector), and be there."""
        with self.page.expect_navigation():
            (self.page.locator(button) if isinstance(button, str) else button).click()


@pytest.fixture
def window(chromium: Any, desk: Served) -> Iterator[Window]:
    yield from opened(chromium, desk)


@pytest.fixture
def own_window(chromium: Any, own_desk: Served) -> Iterator[Window]:
    yield from opened(chromium, own_desk)


def opened(chromium: Any, desk: Served, **options: Any) -> Iterator[Window]:
    context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
    page, wrong = context.new_page(), []
    page.set_default_timeout(30_000)
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(desk.address) else wrong.append(asked.url))
    try:
        yield Window(page, desk.address, wrong)
    finally:
        context.close()
    assert wrong == []
