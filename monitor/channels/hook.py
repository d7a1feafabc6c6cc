from __future__ import annotations

import asyncio
import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from monitor.channels.common import view_of
from monitor.core.render import payload
from monitor.errors import Broken, contained
from monitor.model import Delivered, Delivery, NotDelivered
from monitor.seams import Outgoing, Poster


@dataclass(frozen=True, slots=True)
class Hook:
    """Calls a Python function with the alert as a dict (the webhook's JSON) and the delivery's key.

    `call` is `package.module:function`, plain (run in a thread) or async. Returning means delivered; an exception means
    not, and it is tried again. After `timeout` seconds it counts as failed.
    """

    type: ClassVar[str] = "python"
    call: str
    timeout: float = 30.0
    language: str = ""

    def __post_init__(self) -> None:
        self._function()

    def _function(self) -> Callable[[dict[str, Any], str], Any]:
        """Raises ValueError that says what could not be loaded."""
        module, _, name = self.call.partition(":")
        try:
            function = getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError, ValueError) as error:
            raise ValueError(f"call: cannot load {self.call!r}: {error}") from None
        if not callable(function):
            raise ValueError(f"call: {self.call!r} is not a function")
        return function  # type: ignore[no-any-return]  # a stranger's object; its shape is checked by calling it

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        function, told = self._function(), payload(outgoing.alert, view_of(outgoing, self.language))
        try:
            async with asyncio.timeout(self.timeout):
                with contained():
                    if inspect.iscoroutinefunction(function):
                        await function(told, outgoing.key)
                    else:
                        await asyncio.to_thread(function, told, outgoing.key)
        except TimeoutError:
            return NotDelivered(f"{self.call} did not return within {self.timeout:g} s")
        except Broken as error:
            return NotDelivered(f"{self.call} raised {error.kind}")
        return Delivered()
