"""Ways to tell. One file per channel, one line here; a stranger's channel is named by import path in the config."""

from __future__ import annotations

from monitor.channels.console import Console
from monitor.seams import Channel

CHANNELS: dict[str, type[Channel]] = {"console": Console}
