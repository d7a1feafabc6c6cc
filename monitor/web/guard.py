"""What every answer of the desk carries, and which requests are not answered at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from contextlib import suppress
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Mapping[bytes, bytes]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

# The desk's own pages need their style sheet, their script and nothing else: no inline script, no other host.
STRICT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Datasette's table pages bring inline scripts and styles of their own.
TABLES = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
_LONGEST_BODY = 200_000  # bytes of a form; the longest rule is a hundredth of it
_DRAIN_SECONDS = 2.0  # for the rest of a body that is refused


def guarded(app: App, hosts: Collection[str] | None, *, own_server: bool) -> App:
    """`hosts` are the names that browsers may call us by; None means any.

    Without accounts a page elsewhere could have its own name lead to 127.0.0.1 and then read the desk (DNS rebinding);
    its requests carry its own name in Host, and are refused. In somebody else's server only the desk's pages are ours.
    """

    async def answer(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (own_server or _desk(scope)):
            await app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        refused = _refusal(scope["method"], headers, hosts)
        if refused is None:
            await app(scope, receive, _with_headers(scope, send))
        else:
            await _refuse(receive, send, *refused)

    return answer


def _desk(scope: MutableMapping[str, Any]) -> bool:
    path = str(scope["path"])
    return path == "/desk" or path.startswith("/desk/")


def _refusal(method: str, headers: Headers, hosts: Collection[str] | None) -> tuple[int, bytes] | None:
    if hosts is not None and _host(headers.get(b"host", b"")) not in hosts:
        return 421, b"This desk does not go by that name."
    if method != "POST":
        return None
    if not _from_here(headers):
        return 403, b"This form was not made by the desk."
    if _length(headers.get(b"content-length", b"")) > _LONGEST_BODY:
        return 413, b"Too much for a form."
    return None


def _from_here(headers: Headers) -> bool:
    """Whether a form comes from a page of ours.

    Datasette checks a form's token only where the request has a cookie, and a form on another site's page brings none
    (SameSite): so the cookie must be there, and the page's origin, where the browser tells it, must be ours.
    """
    origin = headers.get(b"origin", b"")
    same = not origin or origin.partition(b"://")[2] == headers.get(b"host", b"")
    return same and b"ds_csrftoken=" in headers.get(b"cookie", b"")


def _host(value: bytes) -> str:
    name = value.decode("latin-1").lower()
    return name.partition("]")[0] + "]" if name.startswith("[") else name.partition(":")[0]


def _length(value: bytes) -> int:
    return int(value) if value.isdigit() else _LONGEST_BODY + 1


def _with_headers(scope: MutableMapping[str, Any], send: Send) -> Send:
    policy = (STRICT if _desk(scope) else TABLES).encode()

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {**_HEADERS, b"content-security-policy": policy}
            kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in own]
            message = {**message, "headers": [*kept, *own.items()]}
        await send(message)

    return sent


async def _refuse(receive: Receive, send: Send, status: int, said: bytes) -> None:
    await _read_out(receive)
    length = str(len(said)).encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", length), *_HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": said})


async def _read_out(receive: Receive) -> None:
    """Take what the client is still sending, up to a form's size and for a moment.

    A socket that is closed with unread bytes in it is reset, and the reset can overtake the answer (RFC 9112, 9.6).
    """
    taken, more = 0, True
    with suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            while more and taken <= _LONGEST_BODY:
                message = await receive()
                taken += len(message.get("body", b""))
                more = bool(message.get("more_body", False))
