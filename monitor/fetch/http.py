"""The HTTP edge: polite, bounded, guarded; it never raises for what the network does."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

import aiohttp
import httpx
from ada_url import URL
from aiohttp.abc import AbstractResolver

from monitor.core.addresses import Allowed
from monitor.core.health import weight_of
from monitor.core.inflate import Damaged, Inflater, TooLarge
from monitor.core.urls import fetchable
from monitor.fetch import answers
from monitor.fetch.answers import Raw
from monitor.fetch.politeness import Politeness
from monitor.fetch.robots import EVERYTHING, MAX_ROBOTS, Robots
from monitor.fetch.transport import Refused, guarded_transport
from monitor.model import Fetched, FetchFailed, FetchResult, Reason
from monitor.seams import Ask, Clock, Post

USER_AGENT = "firstmention/0.1 (news monitor; no contact configured)"
MAX_ANSWER = 64_000  # of a channel's endpoint
ROBOTS_RETRY = 60.0  # after an answer that is none
MAX_ORIGINS = 5000
_ENCODINGS = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


@dataclass(frozen=True, slots=True)
class EdgeSettings:
    """Bounds and manners. Times in seconds, sizes in bytes.

    `allow_private` names hosts that may have private addresses: `host`, `host:port` or a network (`10.0.0.0/8`).
    """

    user_agent: str = USER_AGENT
    allow_private: tuple[str, ...] = ()
    per_host: int = 2
    pause: float = 1.0
    at_once: int = 50
    connect: float = 10.0
    read: float = 15.0
    total: float = 60.0
    redirects: int = 5
    robots: bool = True
    robots_kept: float = 86_400.0  # RFC 9309, 2.4: a day

    @property
    def agent(self) -> str:
        """The product token that robots.txt files are asked about."""
        return self.user_agent.partition("/")[0].partition(" ")[0]


@dataclass(slots=True)
class _Rules:
    """What is known of an origin's robots.txt, or why nothing is. `until` is in the event loop's seconds."""

    lock: asyncio.Lock
    robots: Robots | FetchFailed | None = None
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class _Sent:
    """One request; a body makes it a POST, whose answer is cut where it is too long."""

    url: str
    headers: Mapping[str, str]
    body: bytes | None = None


class HttpEdge:
    """Use as an async context manager; satisfies `seams.Http` and `seams.Poster`.

    `clock` is needed only for `Retry-After` dates of servers that do not say what time they have; `tls` and
    `resolver` are for tests.
    """

    def __init__(
        self,
        settings: EdgeSettings,
        clock: Clock | None = None,
        tls: ssl.SSLContext | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._politeness = Politeness(settings.per_host, settings.pause)
        self._slots = asyncio.Semaphore(settings.at_once)
        self._transport = guarded_transport(Allowed.of(settings.allow_private), tls, resolver)
        self._turns = asyncio.Lock()
        self._rules: dict[str, _Rules] = {}

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    @property
    def in_use(self) -> int:
        """Requests under way or waiting for their host's turn."""
        return self._politeness.in_use

    async def get(self, ask: Ask) -> FetchResult:
        """One GET with its redirects; every outcome is a value.

        Answers are handed out one in each round of the event loop: what callers do with a body takes CPU time, and
        fifty bodies read in one round would let the other requests run out of theirs.
        """
        result = await self._redirected(ask)
        if isinstance(result, Fetched):
            async with self._turns:
                await asyncio.sleep(0)
        return result

    async def _redirected(self, ask: Ask) -> FetchResult:
        url = fetchable(ask.url)
        if not url:
            return _failed(ask.url, Reason.FORBIDDEN_SCHEME, "only http and https addresses are fetched")
        headers = self._headers(ask)
        permanent, left = True, self.settings.total  # seconds, of all hops together
        for hop in range(self.settings.redirects + 1):
            raw = await self._polite(url, ask, headers, left)
            if isinstance(raw, FetchFailed):
                return raw
            if raw.status not in answers.REDIRECTS or "location" not in raw.headers:
                return answers.judged(ask, url, raw, permanent and hop > 0, self._now())
            left -= raw.seconds
            target = fetchable(raw.headers["location"], base=url)
            if not target:
                return _failed(url, Reason.FORBIDDEN_SCHEME, "redirected to what is no http address")
            permanent = permanent and raw.status in answers.PERMANENT
            headers = _for_next(headers, raw, url, target)
            url = target
        return _failed(url, Reason.TOO_MANY_REDIRECTS, f"more than {self.settings.redirects} redirects")

    async def post(self, post: Post) -> Fetched | FetchFailed:
        """One POST, no redirects; the answer is cut at 64 kB. Failures name the host only: the rest is secret."""
        url = fetchable(post.url)
        place = urlsplit(url).hostname or "" if url else ""
        if not url:
            return _failed(place, Reason.FORBIDDEN_SCHEME, "only http and https addresses are posted to")
        headers = {"user-agent": self.settings.user_agent, "accept-encoding": "gzip", **_lower(post.headers)}
        headers |= _authorization(post.url)
        raw = await self._bounded(_Sent(url, headers, post.body), place, post.timeout, MAX_ANSWER)
        if isinstance(raw, FetchFailed):
            return raw
        return Fetched(place, place, raw.status, raw.headers, raw.body)

    def _headers(self, ask: Ask) -> dict[str, str]:
        headers = {"user-agent": self.settings.user_agent, "accept": "*/*", **_lower(ask.headers)}
        headers["accept-encoding"] = "gzip, deflate"  # what `Inflater` bounds
        if ask.etag:
            headers["if-none-match"] = ask.etag
        if ask.last_modified:
            headers["if-modified-since"] = ask.last_modified
        return headers | (_authorization(ask.url) if ask.trusted else {})

    def _limits(self) -> dict[str, object]:
        settings = self.settings
        limits = {"connect": settings.connect, "read": settings.read, "write": settings.read, "pool": settings.total}
        return {"timeout": limits}

    def _now(self) -> datetime | None:
        return self._clock.now() if self._clock else None

    async def _polite(self, url: str, ask: Ask, headers: dict[str, str], seconds: float) -> Raw | FetchFailed:
        """One hop: not while the host asked for quiet, not against its robots.txt, and in its turn."""
        host = urlsplit(url).netloc
        if quiet := self._politeness.quiet(host):
            return _failed(url, Reason.RATE_LIMITED, "the host asked to be left alone", retry_after=quiet)
        delay = 0.0
        if ask.robots and self.settings.robots:
            robots = await self._robots(url)
            if isinstance(robots, FetchFailed):
                return robots
            if not robots.allows(url, self.settings.agent):
                return _failed(url, Reason.ROBOTS, "robots.txt does not allow it", weight=1.0)
            delay = robots.crawl_delay(self.settings.agent)
        async with self._politeness.slot(host, delay):
            raw = await self._bounded(_Sent(url, headers), url, seconds, ask.max_bytes)
        if isinstance(raw, Raw) and raw.status in {429, 503}:
            wish = answers.retry_after(raw.headers, self._now())
            self._politeness.hush(host, min(wish or 0.0, answers.LONGEST_WISH))
        return raw

    async def _bounded(self, sent: _Sent, name: str, seconds: float, max_bytes: int) -> Raw | FetchFailed:
        """One exchange within its time; `name` is what a failure calls the address."""
        try:
            async with self._slots, asyncio.timeout(seconds):
                return await self._exchange(sent, max_bytes)
        except TimeoutError:
            return _failed(name, Reason.TIMEOUT, f"not finished within {seconds:.3g} s")
        except TooLarge as error:
            return _failed(name, Reason.TOO_LARGE, str(error))
        except Damaged as error:
            return _failed(name, Reason.BAD_ENCODING, str(error))
        except Refused as error:
            return _failed(name, Reason.FORBIDDEN_ADDRESS, str(error))
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpx.StreamError,
            aiohttp.ClientError,
            OSError,
            ValueError,
        ) as error:
            return _failed(name, *answers.reason_of(error))

    async def _exchange(self, sent: _Sent, max_bytes: int) -> Raw:
        began = asyncio.get_running_loop().time()
        method = "GET" if sent.body is None else "POST"
        request = httpx.Request(method, sent.url, headers=sent.headers, content=sent.body, extensions=self._limits())
        response = await self._transport.handle_async_request(request)
        try:
            status, headers = response.status_code, dict(response.headers)
            unread = status in answers.BODILESS or (sent.body is None and status >= 400)
            body = b"" if unread else await _body(response, max_bytes, cut=sent.body is not None)
            return Raw(status, headers, body, asyncio.get_running_loop().time() - began)
        finally:
            await response.aclose()

    async def _robots(self, url: str) -> Robots | FetchFailed:
        """The rules of the address's origin, fetched once a day, by one request however many wait for them."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules.get(origin)
        if rules is None:
            if len(self._rules) >= MAX_ORIGINS:
                self._rules.pop(next(iter(self._rules)))
            rules = self._rules[origin] = _Rules(asyncio.Lock())
        async with rules.lock:
            now = asyncio.get_running_loop().time()
            if rules.robots is None or rules.until <= now:
                fresh = await self._read_robots(origin)
                if isinstance(fresh, Robots) or not isinstance(rules.robots, Robots):
                    rules.robots = fresh  # old rules serve while no new ones can be had (RFC 9309, 2.4)
                rules.until = now + (self.settings.robots_kept if isinstance(fresh, Robots) else ROBOTS_RETRY)
        known = rules.robots
        return known if isinstance(known, Robots) else replace(known, url=url, detail=f"robots.txt: {known.detail}")

    async def _read_robots(self, origin: str) -> Robots | FetchFailed:
        """A missing file allows everything, one that cannot be had nothing for now (RFC 9309, 2.3.1)."""
        answer = await self.get(Ask(f"{origin}/robots.txt", max_bytes=MAX_ROBOTS, robots=False))
        if isinstance(answer, Fetched):
            return Robots.parse(answer.body.decode("utf-8", "replace"))
        if isinstance(answer, FetchFailed):
            missing = 400 <= answer.status < 500 and answer.status != 429
            return EVERYTHING if missing or answer.reason in _NO_RULES else answer
        return EVERYTHING


# An origin whose robots.txt is no text file of a sane size, or leads in circles, has no rules (RFC 9309, 2.3.1.2).
_NO_RULES = frozenset({Reason.TOO_LARGE, Reason.TOO_MANY_REDIRECTS, Reason.BAD_ENCODING, Reason.FORBIDDEN_SCHEME})


async def _body(response: httpx.Response, max_bytes: int, cut: bool) -> bytes:
    """The decoded body. Raises TooLarge (before or after decompression), Damaged."""
    encoding = _ENCODINGS.get(response.headers.get("content-encoding", "").strip().lower())
    if encoding is None:
        raise Damaged(f"encoded as {response.headers['content-encoding'][:40]!r}, which was not asked for")
    if not cut and int(answers.number(response.headers.get("content-length", "")) or 0) > max_bytes:
        raise TooLarge(f"more than {max_bytes} bytes are announced")
    inflater = Inflater(encoding, max_bytes)
    arrived = 0
    try:
        async for chunk in response.aiter_raw():
            arrived += len(chunk)
            if arrived > max_bytes:
                raise TooLarge(f"more than {max_bytes} bytes")
            inflater.feed(chunk)
    except TooLarge:
        if cut:
            return bytes(inflater.body)
        raise
    return inflater.finish()


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _authorization(url: str) -> dict[str, str]:
    """Basic credentials that the config wrote into an address; they leave the address and never reach a log."""
    try:
        parts = URL(url)
    except ValueError:
        return {}
    if not parts.username:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password)}"
    return {"authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}


# What says nothing of the asker's rights. Any other header may be a key that the config gave this one host.
_HARMLESS = frozenset({"user-agent", "accept", "accept-language", "accept-encoding", "cache-control"})


def _for_next(headers: dict[str, str], raw: Raw, url: str, target: str) -> dict[str, str]:
    """The headers for a redirect's target: with the cookie that the redirect set; only harmless ones for another host,
    or for the same one without TLS."""
    headers = dict(headers)
    here, there = urlsplit(url), urlsplit(target)
    if here.netloc != there.netloc or (here.scheme == "https" and there.scheme == "http"):
        return {name: value for name, value in headers.items() if name in _HARMLESS}
    if "set-cookie" in raw.headers:
        pair = raw.headers["set-cookie"].partition(";")[0].strip()
        headers["cookie"] = "; ".join(filter(None, (headers.get("cookie", ""), pair)))[:4000]
    return headers


def _failed(
    url: str, reason: Reason, detail: str, retry_after: float | None = None, weight: float | None = None
) -> FetchFailed:
    counted = weight_of(reason) if weight is None else weight
    return FetchFailed(url, reason, detail, retry_after=retry_after, weight=counted)
