"""The client's transport: httpx's API over aiohttp, with sockets opened only to addresses that may be reached.

The guard is the function that makes the socket for one resolved address, so it judges the very address that is
connected to, whatever the name said before and in whatever notation it was written. No proxies of the environment, no
cookies, and no idle connections: feeds are one request a host, pages one a second at most.

Why aiohttp: a request cost 1.9 ms of CPU where httpx's own transport took 5.1 (3.8 with sniffio installed), each of 300
requests to 200 local hosts, 50 at once, on the same loaded machine; see `docs/decisions.md`.
"""

from __future__ import annotations

import socket
import ssl
from contextvars import ContextVar
from dataclasses import dataclass

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver
from httpx_aiohttp import AiohttpTransport

from monitor.core.addresses import Allowed, forbidden

MAX_HEADER = 65_536  # of one header; security policies of large sites exceed aiohttp's 8 kB


class Refused(Exception):
    """The address may not be connected to."""


@dataclass(slots=True)
class _Target:
    """Who is being connected to, and why that was refused."""

    host: str
    port: int
    refused: str = ""


_target: ContextVar[_Target] = ContextVar("target")

AddrInfo = tuple[
    int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int]
]


class _Guard(AiohttpTransport):
    """Raises Refused beside what httpx's transports raise."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = _Target(url.host.strip("[]").lower(), url.port or (443 if url.scheme == "https" else 80))
        _target.set(target)
        try:
            return await super().handle_async_request(request)
        except (httpx.HTTPError, aiohttp.ClientError, OSError) as error:
            if target.refused:
                raise Refused(target.refused) from error
            raise


def guarded_transport(
    allowed: Allowed, tls: ssl.SSLContext | None = None, resolver: AbstractResolver | None = None
) -> httpx.AsyncBaseTransport:
    """A transport for many hosts. `resolver` stands in for the system's, for tests of names that change."""

    def opened(info: AddrInfo) -> socket.socket:
        family, kind, protocol, _, place = info
        target = _target.get()
        why = forbidden(place[0])
        if why and not allowed.permits(target.host, target.port, place[0]):
            target.refused = f"{target.host}: {why}"
            raise OSError(target.refused)
        return socket.socket(family, kind, protocol)

    def session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            ssl=tls or httpx.create_ssl_context(trust_env=False),
            limit=0,
            force_close=True,
            use_dns_cache=False,
            resolver=resolver,
            socket_factory=opened,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
        )

    return _Guard(client=session, trust_env=False)
