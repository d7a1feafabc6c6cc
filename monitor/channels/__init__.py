"""Ways to tell. One file per channel, one line here; a stranger's channel is named by import path in the config.

A channel is a small frozen dataclass: its fields are its YAML options (secrets are SecretStr, so that neither `repr`
nor an error shows them), its docstring is its help, `send` is its work. `send` answers with a Delivery; an exception
from it is a bug.
"""

from __future__ import annotations

from monitor.channels.apprise import AppriseUrls
from monitor.channels.command import Command
from monitor.channels.console import Console
from monitor.channels.email import Email
from monitor.channels.hook import Hook
from monitor.channels.slack import Slack
from monitor.channels.webhook import Webhook
from monitor.seams import Channel

CHANNELS: dict[str, type[Channel]] = {
    "console": Console,
    "email": Email,
    "slack": Slack,
    "webhook": Webhook,
    "apprise": AppriseUrls,
    "command": Command,
    "python": Hook,
}
