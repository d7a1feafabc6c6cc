"""The desk's server: Datasette with the plugin, by uvicorn, in the event loop that is there."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from monitor.config import Settings
from monitor.errors import StorageError
from monitor.seams import Clock

from . import guard, plugin, routes
from .accounts import Accounts, User
from .desk import Desk

_STOP_SECONDS = 3  # for answers under way; the daemon has 10 s in all


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the daemon's."""
        yield


def datasette_of(chosen: Settings, desk: Desk) -> Datasette:
    """A Datasette over the database, read-only but for the desk's own actions."""
    if not pm.is_registered(plugin):
        pm.register(plugin, plugin.NAME)  # a checkout that is not installed has no entry points
    limits = {"default_page_size": 50, "max_returned_rows": 1000, "sql_time_limit_ms": 2000, "num_sql_threads": 2}
    made = Datasette([chosen.database], settings={**limits, "allow_download": False}, metadata={"title": "monitor"})
    users = {name: User(one.password.get_secret_value(), one.role) for name, one in chosen.desk.users.items()}
    accounts = Accounts(users, local=chosen.desk.local and not users)
    plugin.attach(made, desk, accounts)
    setattr(made, routes.HOSTS, guard.LOOPBACK if accounts.local else None)
    return made


@asynccontextmanager
async def serving(chosen: Settings, path: str, clock: Clock | None = None) -> AsyncIterator[str]:
    """The desk's address, served for as long as the context lasts. Raises StorageError when the port is taken."""
    desk = Desk(path, clock) if clock else Desk(path)
    listening = _listen(chosen)
    host, port = listening.getsockname()[:2]
    config = uvicorn.Config(
        datasette_of(chosen, desk).app(), log_config=None, access_log=False, lifespan="on", server_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS, timeout_keep_alive=5, limit_concurrency=100,
    )  # fmt: skip
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]), name="desk")
    try:
        yield f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    finally:
        server.should_exit = True
        await task
        listening.close()
        desk.close()


def _listen(chosen: Settings) -> socket.socket:
    host, port = chosen.desk.host, chosen.desk.port
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(100)
    except OSError as error:
        advice = "set desk.port (or MONITOR_DESK_PORT) to another one, or desk.enabled to false"
        raise StorageError(f"the desk cannot listen on {host}:{port} ({error.strerror}); {advice}") from error
    made.setblocking(False)
    return made
