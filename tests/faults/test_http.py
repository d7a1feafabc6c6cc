"""The HTTP edge against a server that misbehaves."""

from __future__ import annotations

import asyncio
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.demo import FastClock
from monitor.fetch.http import EdgeSettings, HttpEdge
from monitor.model import Fetched, FetchFailed, FetchResult, NotModified, Reason
from monitor.seams import Ask, Post

from .server import FEED, Server, serving

PATIENT = EdgeSettings(
    user_agent="firstmention/0.1 (test; +mailto:test@example.com)", allow_private=("localhost",), pause=0.0
)
QUICK = replace(PATIENT, connect=1.0, read=0.4, total=0.8)  # for what never ends


def fetch(
    path: str, settings: EdgeSettings = PATIENT, rules: bytes | None = None, **more: Any
) -> tuple[FetchResult, Server]:
    async def work() -> tuple[FetchResult, Server]:
        async with serving(rules) as server, HttpEdge(settings) as edge:
            result = await edge.get(Ask(server.url(path), **more))
            assert edge.in_use == 0, "a slot leaked"
            return result, server

    return asyncio.run(work())


@pytest.mark.parametrize("path", ["/good", "/gzip", "/raw-deflate", "/says-gzip-is-plain", "/cookie-wall"])
def test_what_can_be_got_is_got(path: str) -> None:
    result, _ = fetch(path)
    assert isinstance(result, Fetched) and result.body == FEED


@pytest.mark.parametrize(
    ("path", "reason", "weight"),
    [
        ("/hang", Reason.TIMEOUT, 0.25),
        ("/drip", Reason.TIMEOUT, 0.25),
        ("/slow-circle", Reason.TIMEOUT, 0.25),
        ("/endless", Reason.TOO_LARGE, 1.0),
        ("/announces-much", Reason.TOO_LARGE, 1.0),
        ("/endless-headers", Reason.PROTOCOL, 0.25),
        ("/truncated", Reason.PROTOCOL, 0.25),
        ("/longer-than-said", Reason.PROTOCOL, 0.25),
        ("/no-http", Reason.PROTOCOL, 0.25),
        ("/closes", Reason.PROTOCOL, 0.25),
        ("/broken-gzip", Reason.BAD_ENCODING, 1.0),
        ("/cut-gzip", Reason.BAD_ENCODING, 1.0),
        ("/brotli", Reason.BAD_ENCODING, 1.0),
        ("/circle", Reason.TOO_MANY_REDIRECTS, 1.0),
        ("/ping", Reason.TOO_MANY_REDIRECTS, 1.0),
        ("/to-loopback", Reason.FORBIDDEN_ADDRESS, 1.0),
        ("/to-metadata", Reason.FORBIDDEN_ADDRESS, 1.0),
        ("/to-v6", Reason.FORBIDDEN_ADDRESS, 1.0),
        ("/to-decimal", Reason.FORBIDDEN_ADDRESS, 1.0),
        ("/to-userinfo", Reason.FORBIDDEN_ADDRESS, 1.0),
        ("/to-file", Reason.FORBIDDEN_SCHEME, 1.0),
        ("/403", Reason.BLOCKED, 1.0),
        ("/404", Reason.HTTP_STATUS, 0.5),
        ("/410", Reason.GONE, 1.0),
    ],
)
def test_each_fault_has_its_name_and_weight(path: str, reason: Reason, weight: float) -> None:
    result, _ = fetch(path, QUICK if reason is Reason.TIMEOUT else PATIENT, max_bytes=1_000_000)
    assert isinstance(result, FetchFailed), result
    assert (result.reason, result.weight) == (reason, weight), result.detail
    assert result.detail


@pytest.mark.parametrize(
    ("path", "reason", "seconds"),
    [
        ("/429-seconds", Reason.RATE_LIMITED, 120),
        ("/429-date", Reason.RATE_LIMITED, 120),
        ("/503", Reason.HTTP_STATUS, 30),
    ],
)
def test_a_wish_to_wait_is_understood_in_both_forms(path: str, reason: Reason, seconds: float) -> None:
    result, _ = fetch(path)
    assert isinstance(result, FetchFailed)
    assert (result.reason, result.retry_after, result.weight) == (reason, seconds, 0.5)


def test_a_date_to_wait_for_counts_from_our_clock_where_the_server_does_not_say_the_time() -> None:
    async def work() -> FetchResult:
        clock = FastClock(datetime(2026, 11, 22, 9, 58, tzinfo=UTC))
        async with serving() as server, HttpEdge(PATIENT, clock) as edge:
            return await edge.get(Ask(server.url("/429-date-alone"), robots=False))

    result = asyncio.run(work())
    assert isinstance(result, FetchFailed) and result.retry_after is not None and 200 < result.retry_after <= 240


def test_a_short_wish_to_wait_does_not_undo_a_long_one() -> None:
    async def work() -> FetchResult:
        async with serving() as server, HttpEdge(PATIENT) as edge:
            asks = [Ask(server.url(path), robots=False) for path in ("/429-seconds", "/slow-503")]
            await asyncio.gather(*map(edge.get, asks))
            return await edge.get(Ask(server.url("/good"), robots=False))

    result = asyncio.run(work())
    assert isinstance(result, FetchFailed) and result.retry_after is not None and result.retry_after > 60


def test_a_host_that_asked_to_wait_is_left_alone() -> None:
    async def work() -> None:
        async with serving() as server, HttpEdge(PATIENT) as edge:
            await edge.get(Ask(server.url("/429-seconds")))
            again = await edge.get(Ask(server.url("/good")))
            assert isinstance(again, FetchFailed) and again.reason is Reason.RATE_LIMITED
            assert again.retry_after is not None and 100 < again.retry_after <= 120
            assert server.asked["/good"] == 0

    asyncio.run(work())


@pytest.mark.parametrize("path", ["/bomb", "/bomb-deflate"])
def test_a_bomb_costs_less_than_fifty_megabytes(path: str) -> None:
    async def work() -> tuple[FetchResult, int]:
        async with serving() as server, HttpEdge(EdgeSettings(allow_private=("localhost",), pause=0.0)) as edge:
            tracemalloc.start()
            result = await edge.get(Ask(server.url(path), max_bytes=10_000_000))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return result, peak

    result, peak = asyncio.run(work())
    assert isinstance(result, FetchFailed) and result.reason is Reason.TOO_LARGE
    assert peak < 50_000_000


@pytest.mark.parametrize(
    ("path", "moved"), [("/moved", True), ("/moved-for-now", False), ("/moved-half", False), ("/good", False)]
)
def test_only_a_wholly_permanent_move_is_called_one(path: str, moved: bool) -> None:
    result, server = fetch(path)
    assert isinstance(result, Fetched)
    assert result.moved_to == (server.url("/good") if moved else "")
    assert result.final_url == server.url("/good")


def test_validators_are_sent_and_an_unasked_304_is_no_answer() -> None:
    result, _ = fetch("/etag", etag='"v1"')
    assert isinstance(result, NotModified)
    result, _ = fetch("/etag", etag='"v0"')
    assert isinstance(result, Fetched) and result.headers["etag"] == '"v1"'


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://0.0.0.0/", "http://169.254.169.254/", "http://10.0.0.1/",
        "http://127。0。0。1/", "http://①②⑦.0.0.1/", "http://localhost@127.0.0.1/", "http://[fe80::1]/",
    ],
)  # fmt: skip
def test_no_notation_of_a_private_address_is_connected_to(url: str) -> None:
    async def work() -> FetchResult:
        async with HttpEdge(EdgeSettings(connect=0.5, total=1.0, robots=False)) as edge:
            return await edge.get(Ask(url))

    result = asyncio.run(work())
    assert isinstance(result, FetchFailed) and result.reason is Reason.FORBIDDEN_ADDRESS, result


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.com/", "data:text/plain,x", "gopher://x/", "", "http://"]
)
def test_only_http_is_spoken(url: str) -> None:
    async def work() -> FetchResult:
        async with HttpEdge(QUICK) as edge:
            return await edge.get(Ask(url))

    result = asyncio.run(work())
    assert isinstance(result, FetchFailed) and result.reason is Reason.FORBIDDEN_SCHEME


def test_a_name_without_an_address_is_a_dns_failure() -> None:
    async def work() -> FetchResult:
        async with HttpEdge(EdgeSettings(robots=False, total=5.0)) as edge:
            return await edge.get(Ask("http://no-such-host.invalid/"))

    result = asyncio.run(work())
    assert isinstance(result, FetchFailed) and result.reason is Reason.DNS and result.weight == 0.5


def test_a_refused_connection_is_named() -> None:
    async def work() -> FetchResult:
        async with serving() as server:
            port = server.port
        async with HttpEdge(QUICK) as edge:
            return await edge.get(Ask(f"http://localhost:{port}/", robots=False))

    result = asyncio.run(work())
    assert isinstance(result, FetchFailed) and result.reason is Reason.CONNECT


def test_a_port_may_be_named_alone() -> None:
    async def work() -> tuple[FetchResult, FetchResult]:
        async with serving() as one, serving() as two:
            settings = EdgeSettings(allow_private=(f"localhost:{one.port}",), pause=0.0)
            async with HttpEdge(settings) as edge:
                return await edge.get(Ask(one.url("/good"))), await edge.get(Ask(two.url("/good"), robots=False))

    allowed, refused = asyncio.run(work())
    assert isinstance(allowed, Fetched)
    assert isinstance(refused, FetchFailed) and refused.reason is Reason.FORBIDDEN_ADDRESS


def test_robots_txt_is_obeyed_and_asked_for_once() -> None:
    async def work() -> Server:
        async with serving(b"User-agent: firstmention\nDisallow: /good") as server, HttpEdge(PATIENT) as edge:
            asks = [Ask(server.url("/good")), Ask(server.url("/gzip")), Ask(server.url("/good"), robots=False)]
            refused, allowed, unasked = await asyncio.gather(*map(edge.get, asks))
            assert isinstance(refused, FetchFailed) and refused.reason is Reason.ROBOTS
            assert isinstance(allowed, Fetched) and isinstance(unasked, Fetched)
            return server

    server = asyncio.run(work())
    assert server.asked["/robots.txt"] == 1


def test_old_rules_serve_while_robots_txt_cannot_be_had() -> None:
    async def work() -> list[FetchResult]:
        settings = replace(PATIENT, robots_kept=0.0)
        async with serving(b"User-agent: *\nDisallow: /gzip") as server, HttpEdge(settings) as edge:
            results = [await edge.get(Ask(server.url("/good")))]
            server.robots_status = "503 Service Unavailable"
            return results + [await edge.get(Ask(server.url(path))) for path in ("/good", "/gzip")]

    before, after, refused = asyncio.run(work())
    assert isinstance(before, Fetched) and isinstance(after, Fetched)
    assert isinstance(refused, FetchFailed) and refused.reason is Reason.ROBOTS and not refused.status


def test_no_more_than_two_requests_at_once_reach_a_host() -> None:
    async def work() -> Server:
        async with serving() as server, HttpEdge(PATIENT) as edge:
            results = await asyncio.gather(*(edge.get(Ask(server.url("/slow"))) for _ in range(8)))
            assert all(isinstance(result, Fetched) for result in results)
            return server

    assert asyncio.run(work()).at_once == 2


def test_requests_to_one_host_keep_their_distance() -> None:
    async def work() -> float:
        async with serving() as server, HttpEdge(EdgeSettings(allow_private=("localhost",), pause=0.2)) as edge:
            start = asyncio.get_running_loop().time()
            await asyncio.gather(*(edge.get(Ask(server.url("/good"), robots=False)) for _ in range(3)))
            return asyncio.get_running_loop().time() - start

    assert asyncio.run(work()) >= 0.4


def test_the_total_limit_frees_the_slots_of_dripping_servers() -> None:
    async def work() -> None:
        async with serving() as server, HttpEdge(replace(QUICK, at_once=2)) as edge:
            asks = [Ask(server.url("/drip"), robots=False) for _ in range(4)]
            start = asyncio.get_running_loop().time()
            assert len(await asyncio.gather(*map(edge.get, asks))) == 4
            assert asyncio.get_running_loop().time() - start < 8.0
            assert edge.in_use == 0

    asyncio.run(work())


def test_headers_of_a_route_replace_the_programs_own() -> None:
    _, server = fetch("/good", headers={"User-Agent": "Mozilla/5.0", "Accept-Encoding": "br"}, robots=False)
    sent = server.seen[-1].headers
    assert sent["user-agent"] == "Mozilla/5.0" and sent["accept-encoding"] == "gzip, deflate"
    _, server = fetch("/good")
    assert server.seen[-1].headers["user-agent"] == QUICK.user_agent


def test_credentials_of_the_config_are_sent_and_never_told() -> None:
    async def work() -> tuple[FetchResult, Server]:
        async with serving() as server, HttpEdge(PATIENT) as edge:
            url = server.url("/404").replace("http://", "http://me:secret@")
            return await edge.get(Ask(url, trusted=True, robots=False)), server

    result, server = asyncio.run(work())
    assert server.seen[-1].headers["authorization"].startswith("Basic ")
    assert "secret" not in repr(result)


def test_a_post_answers_with_status_and_short_body_and_names_only_the_host() -> None:
    async def work() -> tuple[Fetched | FetchFailed, ...]:
        async with serving() as server, HttpEdge(QUICK) as edge:
            return tuple(
                [
                    await edge.post(
                        Post(server.url(path) + "?token=secret", b"{}", {"Content-Type": "application/json"}, 1.0)
                    )
                    for path in ("/good", "/429-seconds", "/hang", "/endless")
                ]
            )

    good, limited, hung, long = asyncio.run(work())
    assert isinstance(good, Fetched) and good.status == 200
    assert isinstance(limited, Fetched) and limited.status == 429 and limited.headers["retry-after"] == "120"
    assert isinstance(hung, FetchFailed) and hung.reason is Reason.TIMEOUT
    assert isinstance(long, Fetched) and len(long.body) <= 64_000
    assert "secret" not in repr((good, limited, hung, long))
