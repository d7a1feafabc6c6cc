from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import SecretStr

from monitor.channels.common import said, view_of
from monitor.core.render import payload
from monitor.model import Delivered, Delivery, NotDelivered
from monitor.seams import Outgoing, Poster

_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT")
_HOPELESS = frozenset({64, 65, 77, 78, 126, 127})  # sysexits: usage, data, permission, config; shells: cannot run
_KEPT = 4000  # bytes of what it says on stderr


@dataclass(frozen=True, slots=True)
class Command:
    """Runs a program with the alert as JSON on its standard input; exit code 0 means delivered.

    `run` is the program and its arguments (no shell). It gets no other environment than PATH and its like and `env`,
    so that it sees no secrets of other channels. After `timeout` seconds it and its children are killed. Exit codes
    64, 65, 77 and 78 (sysexits.h) mean: do not try again. MONITOR_KEY is the same at every attempt.
    """

    type: ClassVar[str] = "command"
    run: tuple[str, ...]
    env: Mapping[str, SecretStr] = field(default_factory=dict)
    timeout: float = 30.0
    language: str = ""

    def __post_init__(self) -> None:
        if not self.run:
            raise ValueError("run: expected a program and its arguments")

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        told = json.dumps(payload(outgoing.alert, view_of(outgoing, self.language)), ensure_ascii=False)
        try:
            process = await asyncio.create_subprocess_exec(
                *self.run,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                env=self._environment(outgoing),
                start_new_session=True,  # its own process group, so that its children can be killed with it
            )
        except (OSError, ValueError) as error:
            return NotDelivered(f"{self.run[0]} cannot be run: {type(error).__name__}", permanent=True)
        try:
            async with asyncio.timeout(self.timeout):
                words = await _talked(process, told.encode("utf-8", "replace"))
                return self._judged(await process.wait(), words)
        except TimeoutError:
            await _kill(process)
            return NotDelivered(f"{self.run[0]} did not end within {self.timeout:g} s and was killed")
        except asyncio.CancelledError:
            await _kill(process)
            raise

    def _environment(self, outgoing: Outgoing) -> dict[str, str]:
        passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        own = {name: value.get_secret_value() for name, value in self.env.items()}
        return {**passed, "MONITOR_KEY": outgoing.key, **own}

    def _judged(self, code: int, words: bytes) -> Delivery:
        if code == 0:
            return Delivered()
        secrets = [value.get_secret_value() for value in self.env.values()]
        detail = said(f"exit code {code}: {words.decode('utf-8', 'replace')}", secrets)
        return NotDelivered(detail, permanent=code in _HOPELESS)


async def _talked(process: asyncio.subprocess.Process, told: bytes) -> bytes:
    """Give the alert, take what it says on stderr (the last _KEPT bytes), side by side so that no pipe fills up."""

    async def give() -> None:
        if process.stdin is not None:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it need not read what it does not want
                process.stdin.write(told)
                await process.stdin.drain()
            process.stdin.close()

    async def take() -> bytes:
        kept = b""
        while process.stderr is not None and (more := await process.stderr.read(65536)):
            kept = (kept + more)[-_KEPT:]
        return kept

    _, words = await asyncio.gather(give(), take())
    return words


async def _kill(process: asyncio.subprocess.Process) -> None:
    """End it and what it started: the group carries the process's own id."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # gone already
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
