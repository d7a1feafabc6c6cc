"""The client's transport: httpx's own, with connections made only to addresses that may be reached.

The guard sits where the socket is opened: a name is resolved once, every address it gives is judged, and the
connection goes to a judged address itself, so that a second answer of the name server changes nothing. TLS still asks
for the name.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterable

import httpcore
import httpx

from monitor.core.addresses import Allowed, forbidden

_ATTEMPTS = 3  # addresses tried of one name


class Refused(Exception):
    """The address may not be connected to."""


class NoName(Exception):
    """The name has no address."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens sockets for httpcore. Raises Refused and NoName beside httpcore's own errors."""

    def __init__(self, allowed: Allowed, inner: httpcore.AsyncNetworkBackend) -> None:
        self._allowed = allowed
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        last: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in (await self._addresses(host, port, timeout))[:_ATTEMPTS]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or NoName(f"{host} has no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's own signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise Refused(f"a socket file is no public address: {path}")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str, port: int, limit: float | None) -> list[str]:
        """The judged addresses of a host. One forbidden address among them forbids them all."""
        host = host.strip("[]").lower()
        try:
            async with asyncio.timeout(limit):
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except TimeoutError as error:
            raise NoName(f"{host}: the name server does not answer") from error
        except (OSError, UnicodeError) as error:
            raise NoName(f"{host}: {error.strerror if isinstance(error, OSError) else error}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            why = forbidden(address)
            if why and not self._allowed.permits(host, port, address):
                raise Refused(f"{host}: {why}")
        return addresses


def guarded_transport(allowed: Allowed, tls: ssl.SSLContext | None = None) -> httpx.AsyncBaseTransport:
    """A transport for many hosts: no proxies of the environment, no idle connections.

    Feeds are one request a host, pages one a second at most; kept connections made each request of httpx 0.28 slower
    (23 ms of CPU with 1,000 idle ones against 1.4 with none, `bench/poll.py` has today's figures).
    """
    transport = httpx.AsyncHTTPTransport(trust_env=False)
    transport._pool = httpcore.AsyncConnectionPool(
        ssl_context=tls or httpx.create_ssl_context(trust_env=False),
        max_connections=None,
        max_keepalive_connections=0,
        network_backend=GuardedBackend(allowed, httpcore.AnyIOBackend()),
    )
    return transport
