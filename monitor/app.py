"""The composition root: the only maker of clients, clocks, connections and loggers."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from monitor import config
from monitor.analyser import Analyser, Inline, Workers
from monitor.config import Settings
from monitor.core import shapes
from monitor.core.health import SourceState
from monitor.core.novelty import informed
from monitor.core.schedule import SourceSpec, route_name
from monitor.crew import Crew, Processes, alone
from monitor.errors import ConfigError, InputError, StorageError
from monitor.gate import Gate
from monitor.knowledge import Accepted, Knowledge, Overlay, Pack, load
from monitor.model import Alert, Delivered, Fetched, FetchFailed, Finding, Page
from monitor.record import Setup
from monitor.seams import Ask, Channel, Clock, Http, Outgoing, Route
from monitor.storage import Storage

if TYPE_CHECKING:
    from monitor.engine import Engine
    from monitor.fetch.http import EdgeSettings

ACCEPTED, REJECTED = "accepted", "rejected"
MODEL = " model"  # after the kind of a verdict: the name is a model of the value, not a spelling of it


class SystemClock:
    """The one place that asks the machine for the time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def settings(path: str) -> Settings:
    """Raises ConfigError, InputError."""
    return config.load(path, os.environ)


def checked(chosen: Settings, known: Knowledge, path: str) -> None:
    """Raises ConfigError for what the config names and the knowledge does not have."""
    said = config.misfits(chosen, known)
    if said:
        raise ConfigError(path, said)


def open_storage(chosen: Settings, *, create: bool = False) -> Storage:
    """The database; a command that only reads does not make one. Raises StorageError."""
    path = Path(chosen.database)
    if not create and not path.exists():
        raise StorageError(f"{path}: no database yet; `monitor run`, `monitor once` or `monitor import` makes it")
    return Storage(chosen.database)


def prepare(chosen: Settings) -> None:
    """Make the shipped config's own folder; any other missing folder is more likely a mistake, and said to be one."""
    folder = Path(chosen.database).parent
    if folder.name == "data" and folder.parent.is_dir():
        folder.mkdir(exist_ok=True)


def knowledge(
    chosen: Settings, storage: Storage | None = None, keep: Mapping[str, frozenset[str]] | None = None
) -> Knowledge:
    """What the files know, with what a person accepted or rejected on top. Raises KnowledgeError."""
    return load(
        chosen.watch_values(),
        chosen.pack_files(),
        overlay=overlay(storage) if storage else Overlay(),
        keep=keep,
        publishers=chosen.publishers_file(),
    )


def overlay(storage: Storage) -> Overlay:
    said = storage.verdicts.all()
    accepted = tuple(
        Accepted(name, kind.removesuffix(MODEL), alias_of, kind.endswith(MODEL))
        for name, kind, verdict, alias_of in said
        if verdict == ACCEPTED
    )
    return Overlay(accepted, frozenset(name for name, _, verdict, _ in said if verdict == REJECTED))


def setup(chosen: Settings, known: Knowledge) -> Setup:
    """What the config and the knowledge say, compiled once."""
    slots = chosen.channels
    return Setup(
        knowledge=known,
        rules=chosen.rule_values(),
        novelty={
            id_: informed(params, known.packs[known.watches[id_].pack])
            for id_, params in chosen.novelty_values().items()
        },
        aliases={name: _aliases(pack) for name, pack in known.packs.items()},
        channels=tuple(name for name, slot in slots.items() if slot.plugin is not None),
        off={name: slot.off for name, slot in slots.items() if slot.plugin is None},
        languages={id_: watch.language for id_, watch in chosen.watches.items()},
        zone=chosen.timezone,
    )


def _aliases(pack: Pack) -> dict[str, tuple[str, ...]]:
    return {term.value: term.names for terms in pack.kinds.values() for term in terms}


def channels(chosen: Settings) -> dict[str, Channel]:
    return {name: slot.plugin for name, slot in chosen.channels.items() if slot.plugin is not None}


def logger(chosen: Settings) -> structlog.typing.FilteringBoundLogger:
    """Structured events on stderr: text on a terminal, JSON otherwise."""
    text = chosen.log.format == "text" or (chosen.log.format == "auto" and sys.stderr.isatty())
    shown: list[structlog.typing.Processor] = (
        [structlog.dev.ConsoleRenderer()] if text else [structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    levels = {"debug": 10, "info": 20, "warning": 30, "error": 40}
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper("iso", utc=True), *shown],
        wrapper_class=structlog.make_filtering_bound_logger(levels[chosen.log.level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    log: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return log


def edge_settings(chosen: Settings) -> EdgeSettings:
    """How the HTTP edge behaves; the contact goes into the User-Agent, so that a host can complain to somebody."""
    from monitor.fetch.http import USER_AGENT, EdgeSettings  # noqa: PLC0415  see `engine`

    manners = chosen.politeness.model_dump()
    contact = f" {chosen.contact}" if chosen.contact else ""
    return EdgeSettings(user_agent=chosen.user_agent or USER_AGENT + contact, **manners)


@asynccontextmanager
async def engine(
    chosen: Settings,
    storage: Storage,
    clock: Clock | None = None,
    *,
    analyser: Callable[[Knowledge], Analyser] = Inline,
    stopping: Callable[[], bool] = lambda: False,
) -> AsyncIterator[Engine]:
    """All that a cycle works with, for as long as the context lasts. `analyser` says where analyse runs."""
    from monitor.engine import Engine  # noqa: PLC0415  likewise
    from monitor.fetch.http import HttpEdge  # noqa: PLC0415  commands that fetch nothing start without httpx

    async with HttpEdge(edge_settings(chosen)) as edge:
        known = knowledge(chosen, storage)
        checked(chosen, known, "config")
        made = Engine(
            storage=storage,
            edge=edge,
            clock=clock or SystemClock(),
            setup=setup(chosen, known),
            sources={spec.id: spec for spec in chosen.source_specs()},
            channels=channels(chosen),
            analyse=analyser(known),
            gate=Gate(known),
            log=logger(chosen),
            stopping=stopping,
        )
        try:
            yield made
        finally:
            made.analyse.close()


def workers(known: Knowledge) -> Analyser:
    """Analyse in one process a core, so that a page can neither stop the daemon nor wait for it."""
    return Workers(known, max(1, len(os.sched_getaffinity(0))))


_FEW = 100  # pages that are read sooner than worker processes start


@contextmanager
def crew(known: Knowledge, pages: int, cluster: str = "") -> Iterator[Crew]:
    """Who analyses so many pages: a Dask cluster where one is named, else a process a core, else this process.

    Raises InputError for a cluster that cannot be used.
    """
    if cluster:
        from monitor.cluster import Cluster  # noqa: PLC0415  an extra, loaded only where it is asked for

        with Cluster(known, cluster) as machines:
            yield machines
    elif pages < _FEW:
        yield alone(known)
    else:
        processes = Processes(known, max(1, len(os.sched_getaffinity(0))))
        try:
            yield processes
        finally:
            processes.close()


def reloaded(old: Engine, path: str, analyser: Callable[[Knowledge], Analyser]) -> tuple[Settings, Engine]:
    """The engine under the config as it stands now; its client and database stay. Raises MonitorError, changes nothing.

    Manners towards hosts and the database's name hold until a restart.
    """
    chosen = settings(path)
    known = knowledge(chosen, old.storage)
    checked(chosen, known, path)
    return chosen, replace(
        old,
        setup=setup(chosen, known),
        sources={spec.id: spec for spec in chosen.source_specs()},
        channels=channels(chosen),
        analyse=analyser(known),
        gate=Gate(known),
    )


async def fetch_page(chosen: Settings, url: str) -> Page:
    """One page as the daemon would fetch it. Raises InputError with the named reason when it cannot be had."""
    from monitor.fetch.http import HttpEdge  # noqa: PLC0415  see `engine`

    async with HttpEdge(edge_settings(chosen)) as edge:
        result = await edge.get(Ask(url=url))
    if not isinstance(result, Fetched):
        why = f"{result.reason}: {result.detail}" if isinstance(result, FetchFailed) else "no body"
        raise InputError(f"{url}: {why}")
    content_type = result.headers.get("content-type", "")
    now = SystemClock().now()
    return Page(url=url, now=now, body=result.body, content_type=content_type, final_url=result.final_url)


async def ask_routes(chosen: Settings, only: str = "") -> list[dict[str, Any]]:
    """Every route of every source (or of one) asked once: what it answers, or the named reason. Stores nothing."""
    from monitor.fetch.http import HttpEdge  # noqa: PLC0415  see `engine`

    specs = [spec for spec in chosen.source_specs() if only in ("", spec.id)]
    async with HttpEdge(edge_settings(chosen)) as edge:
        asked = [_ask_route(spec, route, edge) for spec in specs for route in spec.routes]
        return list(await asyncio.gather(*asked))


async def _ask_route(spec: SourceSpec, route: Route, edge: Http) -> dict[str, Any]:
    from monitor.fetch.poll import poll  # noqa: PLC0415  see `engine`

    now = SystemClock().now()
    outcome = await poll(replace(spec, routes=(route,)), SourceState(spec.id), edge, lambda keys: frozenset(), now)
    failure = outcome.failure
    newest = max((entry.published for entry in outcome.entries if entry.published), default=None)
    return {
        "source": spec.id,
        "route": route_name(route),
        "reachable": failure is None,
        "entries": len(outcome.keys),
        "newest": shapes.time(newest),
        "reason": f"{failure.reason}: {failure.detail}" if failure else "ok",
    }


async def send_test(chosen: Settings, channel: Channel) -> str:
    """A made-up alert through one channel. Returns "" when it was delivered, else what went wrong."""
    from monitor.fetch.http import HttpEdge  # noqa: PLC0415  see `engine`

    now = SystemClock().now()
    watch, title = next(((id_, watch.title) for id_, watch in chosen.watches.items()))
    finding = Finding(
        id=f"test-{now.isoformat()}", at=now, watch=watch, kind="test", value="a test", state="", article_url="",
        article_title="This is a test", article_published=now, source="monitor",
        sentence="This is a test of the channel; nothing was found.",
    )  # fmt: skip
    alert = Alert(f"test-{now:%Y%m%d%H%M%S}", now, "test", (finding,))
    async with HttpEdge(edge_settings(chosen)) as edge:
        delivery = await channel.send(Outgoing(alert.id, alert, {watch: title}), edge)
    return "" if isinstance(delivery, Delivered) else delivery.detail
