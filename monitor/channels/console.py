from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import ClassVar, Literal

from monitor.channels.common import view_of
from monitor.core.render import terminal
from monitor.model import Delivered, Delivery, NotDelivered
from monitor.seams import Outgoing, Poster


@dataclass(frozen=True, slots=True)
class Console:
    """Prints alerts on standard output, in colour on a terminal.

    `color` is auto, always or never (auto heeds NO_COLOR); `language` en or ru, empty follows the watch.
    """

    type: ClassVar[str] = "console"
    color: Literal["auto", "always", "never"] = "auto"
    language: str = ""

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        stream = sys.stdout
        text = terminal(outgoing.alert, view_of(outgoing, self.language), color=self._colored(stream.isatty()))
        encoding = stream.encoding or "utf-8"
        try:
            stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
            stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream was closed
            return NotDelivered(f"standard output cannot be written: {type(error).__name__}")
        return Delivered()

    def _colored(self, on_terminal: bool) -> bool:
        return self.color == "always" or (self.color == "auto" and on_terminal and not os.environ.get("NO_COLOR"))
