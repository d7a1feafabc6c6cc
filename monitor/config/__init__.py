"""config.yaml -> validated, frozen settings, or every problem at once.

    settings = load("config.yaml", os.environ)

The way: text -> values with their lines (`document`) -> variables filled in (`environment`) -> settings (`settings`,
with plugins by `plugins`) -> names that must exist (`checks`). Problems are worded in `problems`.
"""

from .checks import misfits
from .loading import load, parse
from .plugins import ChannelSlot
from .schema import json_schema
from .settings import Settings

__all__ = ["ChannelSlot", "Settings", "json_schema", "load", "misfits", "parse"]
