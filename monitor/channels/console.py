from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from monitor.model import Delivered, Delivery
from monitor.seams import Outgoing, Poster


@dataclass(frozen=True, slots=True)
class Console:
    """Prints alerts on standard output."""

    type: ClassVar[str] = "console"
    language: str = ""  # en or ru; empty follows the watch

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        return Delivered()
