"""One poll of one source: its routes in order, what is new, what may have been missed, when to ask again.

usable routes | ask (validators, or in full now and then) | same body? | parse the unseen | gap? fill it | judge
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from xxhash import xxh3_128_hexdigest

from monitor.core.entries import not_after, overlap
from monitor.core.health import MAX_KEYS, Gap, PollOutcome, RouteState, SourceState
from monitor.core.schedule import FULL_EVERY, SourceSpec, adapted, delay_after_failure, route_name
from monitor.core.transitions import Answer, answered, failed, spell
from monitor.errors import Broken, MonitorError, contained
from monitor.fetch.answers import max_age
from monitor.model import Decision, Entry, Fetched, FetchFailed, NotModified, Reason, Stage
from monitor.seams import Ask, Http, Parsed, Route, Seen

MAX_PAGES = 5  # asked for older items when some may have been missed
MAX_FOLLOWED = 3  # from a page to its feed, from an index to a sitemap
_LIE = timedelta(hours=1)  # an item so much older than the last 304 was there when the server denied it


@dataclass(frozen=True, slots=True)
class _Way:
    """A route of the source with its name, its question and what is remembered of it."""

    name: str
    route: Route
    ask: Ask
    memory: RouteState


@dataclass(frozen=True, slots=True)
class _Served:
    """A route that answered: what it showed (None: nothing changed), and what is remembered of it now."""

    way: _Way
    memory: RouteState
    reason: Reason
    parsed: Parsed | None = None
    wish: float = 0.0


@dataclass(frozen=True, slots=True)
class _Poll:
    """What stays the same during one poll."""

    source: SourceSpec
    state: SourceState
    http: Http
    seen: Seen
    now: datetime
    ways: tuple[_Way, ...]


Failures = list[tuple[_Way, FetchFailed]]


async def poll(source: SourceSpec, state: SourceState, http: Http, seen: Seen, now: datetime) -> PollOutcome:
    """Ask the source's routes in order until one answers; never raises for what they answer.

    `seen` says which identity keys are stored (`Entry.key`); a fresh source starts from `SourceState(source.id)`. The
    returned state may be stored together with the entries or after them, never before: what it remembers as shown is
    not shown again.
    """
    this = _Poll(source, state, http, seen, now, tuple(_way(route, state) for route in source.routes))
    failures: Failures = []
    for way in _usable(this):
        served = await _serve(this, way)
        if isinstance(served, _Served):
            return await _judged(this, served, failures)
        failures.append((way, served))
    return _all_failed(this, failures)


def _way(route: Route, state: SourceState) -> _Way:
    ask = route.ask()
    name = route_name(route, ask)
    return _Way(name, route, ask, state.routes.get(name) or RouteState())


def _usable(this: _Poll) -> Sequence[_Way]:
    """The routes whose back-off is over; all of them when none's is."""
    ready = [way for way in this.ways if (at := way.memory.retry_at) is None or at <= this.now]
    return ready or this.ways


async def _serve(this: _Poll, way: _Way) -> _Served | FetchFailed:
    """Ask one route and read what came."""
    got = await this.http.get(_asked(way, this.now))
    if isinstance(got, FetchFailed):
        return got
    wish = max_age(got.headers)
    if isinstance(got, NotModified):
        kept = replace(way.memory, unchanged_at=this.now, failures=0.0, retry_at=None)
        return _Served(way, kept, Reason.NOT_MODIFIED, wish=wish)
    digest = xxh3_128_hexdigest(got.body)
    if digest == way.memory.body_hash:
        return _Served(way, _remembered(way.memory, got, this.now), Reason.SAME_BODY, wish=wish)
    return await _read(this, way, got, digest, wish)


def _asked(way: _Way, now: datetime) -> Ask:
    memory, url = way.memory, way.memory.url or way.ask.url
    if memory.lies or memory.last_full is None or now - memory.last_full >= FULL_EVERY:
        return replace(way.ask, url=url) if memory.url else way.ask
    return replace(way.ask, url=url, etag=memory.etag, last_modified=memory.last_modified)


def _remembered(memory: RouteState, got: Fetched, now: datetime, **more: Any) -> RouteState:
    """The route's memory after an answer with a body."""
    etag, modified = got.headers.get("etag", "")[:500], got.headers.get("last-modified", "")[:100]
    told: dict[str, Any] = {
        "etag": etag,
        "last_modified": modified,
        "last_full": now,
        "failures": 0.0,
        "retry_at": None,
        "last_error": "",
    }
    return replace(memory, **(told | more))


async def _read(this: _Poll, way: _Way, got: Fetched, digest: str, wish: float) -> _Served | FetchFailed:
    memory = way.memory
    found = await _followed(this, way, got)
    if isinstance(found, FetchFailed):
        return found
    parsed, target, lasting = found
    elsewhere = {"etag": "", "last_modified": ""} if target else {}  # that this body stays says nothing of the items
    remembered = _remembered(
        memory,
        got,
        this.now,
        body_hash="" if target else digest,
        body_since=this.now,
        url=_moved(got, memory, target if lasting else ""),
        lies=memory.lies or _lied(parsed, memory, this.now),
        keys=parsed.keys[:MAX_KEYS],
        newest=max(filter(None, (parsed.newest, memory.newest)), default=None),
        search=parsed.search,
        **elsewhere,
    )
    return _Served(way, remembered, Reason.NEW_ENTRIES, parsed, max(wish, parsed.hint_seconds or 0.0))


def _moved(got: Fetched, memory: RouteState, feed: str) -> str:
    """Where the route is asked from now on: the feed that a page named, or where permanent redirects led.

    A downgrade to http is followed but not remembered.
    """
    if feed:
        return feed
    if got.moved_to and not (got.url.startswith("https:") and got.moved_to.startswith("http:")):
        return got.moved_to
    return memory.url


def _lied(parsed: Parsed, memory: RouteState, now: datetime) -> bool:
    """Whether a full answer, asked for in spite of 304s, shows something that was there when they were given."""
    at, full = memory.unchanged_at, memory.last_full
    if at is None or full is None or now - full < FULL_EVERY or at < full:
        return False
    return any(entry.published and entry.published < at - _LIE for entry in parsed.entries)


async def _followed(this: _Poll, way: _Way, got: Fetched) -> tuple[Parsed, str, bool] | FetchFailed:
    """What the body shows, or what is shown where it points to: with that address, and whether it is to be kept."""
    parsed = _parsed(this, way, got)
    target, lasting = "", False
    for _ in range(MAX_FOLLOWED):
        if isinstance(parsed, FetchFailed) or not parsed.follow:
            break
        target, lasting = parsed.follow, parsed.remember
        page = await _page(this, way, target)
        parsed = page if isinstance(page, FetchFailed) else _parsed(this, way, page)
    if isinstance(parsed, FetchFailed):
        return parsed
    return (replace(parsed, follow=""), target, lasting)


def _parsed(this: _Poll, way: _Way, got: Fetched) -> Parsed | FetchFailed:
    """What the route reads in an answer. A body that breaks its parser is this route's failure, not the cycle's."""
    try:
        with contained():
            return way.route.parse(this.source.id, got, this.seen)
    except Broken as broken:
        if isinstance(broken.cause, MonitorError):
            raise broken.cause from None  # `seen` asks the database
        return FetchFailed(got.url, Reason.NOT_A_FEED, f"reading it failed: {broken.kind}")


async def _page(this: _Poll, way: _Way, url: str) -> Fetched | FetchFailed:
    """A further page of a route; its address comes from outside, so only public places may be named."""
    got = await this.http.get(replace(way.ask, url=url, trusted=False))
    if isinstance(got, NotModified):
        return FetchFailed(url, Reason.PROTOCOL, "304 to a request without validators")
    return got


async def _judged(this: _Poll, served: _Served, failures: Failures) -> PollOutcome:
    """The outcome of a poll that some route answered."""
    parsed = served.parsed or Parsed((), ())
    entries, gap, filled = parsed.entries, _gap(this, served), ""
    if gap is not None:
        entries, filled = await _filled(this, served, parsed, {way.name for way, _ in failures})
    answer = Answer(
        route=served.way.name,
        new=len(entries),
        body_since=served.memory.body_since,
        interval=_interval(this, served),
        hint=served.wish if served.parsed else max(served.wish, this.state.hint),
        moved_to=served.memory.url,
        routes=_backed_off(this, failures) | {served.way.name: served.memory},
    )
    state, events = answered(this.state, answer, this.now)
    kept, decisions = _sifted(this, entries)
    told = Decision(this.now, Stage.POLL, this.source.id, True, served.reason, _said(served, gap, filled))
    return PollOutcome(
        state=state,
        entries=kept,
        keys=parsed.keys,
        decisions=(*_refused(this, failures), told, *decisions),
        gap=None if filled else gap,
        events=events,
    )


def _interval(this: _Poll, served: _Served) -> float:
    low, high = bounds = this.source.bounds
    before = min(high, max(low, this.state.interval or this.source.every))
    known = served.way.memory.keys
    if served.parsed is None:
        return adapted(before, 1.0, bounds)
    if not known or not served.parsed.window:
        return before
    return adapted(before, overlap(served.parsed.keys, known), bounds)


def _gap(this: _Poll, served: _Served) -> Gap | None:
    """Whether something may have scrolled past since the last poll that succeeded."""
    parsed, before, state = served.parsed, served.way.memory, this.state
    if parsed is None or not parsed.window or not parsed.keys or state.last_ok is None:
        return None
    last = state.routes.get(state.route)
    searched = last is not None and last.search  # which showed some of what came meanwhile
    if (len(parsed.entries) < len(parsed.keys) and not searched) or overlap(parsed.keys, before.keys) > 0:
        return None
    same_route = (state.route == served.way.name or searched) and bool(before.keys)
    since = (before.newest if same_route else None) or state.last_ok
    if parsed.oldest is not None and parsed.oldest <= since:
        return None
    if not same_route and parsed.oldest is None:
        return None
    until = parsed.oldest or this.now
    detail = f"none of the items of the last poll ({spell(this.now - state.last_ok)} ago) is left"
    return Gap(this.source.id, since, until, detail)


async def _filled(
    this: _Poll, served: _Served, parsed: Parsed, refused: Collection[str]
) -> tuple[tuple[Entry, ...], str]:
    """Entries with those that older pages and other routes still show; and by what the gap was closed, if it was."""
    found = {entry.key: entry for entry in parsed.entries}
    filled = await _from_older_pages(this, served, parsed, found)
    others = [way for way in _usable(this) if way is not served.way and way.name not in refused]
    while others and not filled:
        filled = await _from_other(this, others.pop(0), served, found)
    return tuple(found.values()), filled


async def _from_older_pages(this: _Poll, served: _Served, shown: Parsed, found: dict[str, Entry]) -> str:
    before = served.way.memory
    for number in range(MAX_PAGES):
        page = await _page(this, served.way, shown.next_page) if shown.next_page else None
        older = _parsed(this, served.way, page) if isinstance(page, Fetched) else None
        if not isinstance(older, Parsed) or not set(older.keys) - set(shown.keys):
            return ""
        found |= {entry.key: entry for entry in older.entries if entry.key not in found}
        if _reaches(older, before):
            return f"{number + 1} older page{'s' if number else ''}"
        shown = older
    return ""


async def _from_other(this: _Poll, way: _Way, served: _Served, found: dict[str, Entry]) -> str:
    other = await _serve(this, way)
    shown = other.parsed if isinstance(other, _Served) else None
    if shown is None:
        return ""
    found |= {entry.key: entry for entry in shown.entries if entry.key not in found}
    return way.name if not shown.search and _reaches(shown, served.way.memory) else ""


def _reaches(shown: Parsed, before: RouteState) -> bool:
    """Whether what is shown goes back to what the last poll showed."""
    if len(shown.entries) < len(shown.keys) or overlap(shown.keys, before.keys) > 0:
        return True
    return shown.oldest is not None and before.newest is not None and shown.oldest <= before.newest


def _all_failed(this: _Poll, failures: Failures) -> PollOutcome:
    if not failures:
        failure = FetchFailed("", Reason.PROTOCOL, "the source has no routes", weight=1.0)
    else:
        failure = max((one for _, one in failures), key=lambda one: one.weight)
    state, events = failed(this.state, failure, this.state.interval or this.source.every, this.now)
    state = replace(state, routes=_backed_off(this, failures))
    return PollOutcome(state, decisions=_refused(this, failures), events=events, failure=failure)


def _backed_off(this: _Poll, failures: Failures) -> dict[str, RouteState]:
    """The routes' memories with each failure counted; a remembered move that fails is forgotten."""
    routes = {way.name: this.state.routes[way.name] for way in this.ways if way.name in this.state.routes}
    for way, failure in failures:
        count = way.memory.failures + failure.weight
        delay = delay_after_failure(this.source.every, count, failure.retry_after, f"{way.name} {this.now.isoformat()}")
        again = this.now + timedelta(seconds=delay)
        error = f"{failure.reason.value}: {failure.detail}"[:300]
        routes[way.name] = replace(way.memory, failures=count, retry_at=again, last_error=error, url="")
    return routes


def _refused(this: _Poll, failures: Failures) -> tuple[Decision, ...]:
    return tuple(
        Decision(this.now, Stage.POLL, this.source.id, False, one.reason, f"{way.name}: {one.detail}"[:500])
        for way, one in failures
    )


def _sifted(this: _Poll, entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Decision, ...]]:
    """The entries that can be worked with, their dates not after now, each with its decision."""
    kept = tuple(replace(e, published=not_after(e.published, this.now)) for e in entries if e.url)
    lost = [entry for entry in entries if not entry.url]
    yes = [Decision(this.now, Stage.SIFT, entry.url, True, Reason.UNSEEN, this.source.id) for entry in kept]
    no = [Decision(this.now, Stage.SIFT, entry.guid, False, Reason.NO_LINK, entry.title[:200]) for entry in lost]
    return kept, (*yes, *no)


def _said(served: _Served, gap: Gap | None, filled: str) -> str:
    parsed = served.parsed
    said = served.way.name
    if parsed is not None:
        said += f": {len(parsed.entries)} new of {len(parsed.keys)}"
    if gap is not None:
        said += f"; gap filled by {filled}" if filled else f"; gap: {gap.detail}"
    return said[:500]
