from __future__ import annotations

import asyncio
import importlib
from dataclasses import dataclass
from typing import ClassVar

from pydantic import SecretStr

from monitor.channels.common import view_of
from monitor.core.render import plain, subject
from monitor.model import Delivered, Delivery, NotDelivered
from monitor.seams import Outgoing, Poster


@dataclass(frozen=True, slots=True)
class AppriseUrls:
    """Tells through Apprise (github.com/caronc/apprise): Telegram, Teams, ntfy, Matrix and a hundred more.

    `urls` are Apprise addresses such as `tgram://token/chat`; one channel for each, if they are to fail alone. Needs
    the extra: `pip install "firstmention[apprise]"`.
    """

    type: ClassVar[str] = "apprise"
    urls: tuple[SecretStr, ...]
    language: str = ""

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        view = view_of(outgoing, self.language)
        return await asyncio.to_thread(self._notify, subject(outgoing.alert, view), plain(outgoing.alert, view))

    def _notify(self, title: str, body: str) -> Delivery:
        try:
            apprise = importlib.import_module("apprise")  # 100 ms, and optional
        except ImportError:
            return NotDelivered('Apprise is not installed: pip install "firstmention[apprise]"', permanent=True)
        service = apprise.Apprise()
        for place, url in enumerate(self.urls):
            if not service.add(url.get_secret_value()):
                return NotDelivered(f"Apprise does not understand address number {place + 1}", permanent=True)
        return Delivered() if service.notify(body=body, title=title) else NotDelivered("Apprise could not deliver it")
