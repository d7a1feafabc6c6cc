"""The watches of the labelled sets: the shipped config's, and companies of other trades."""

from __future__ import annotations

from pathlib import Path

import yaml

from monitor.config.settings import WatchSettings

SHIPPED = Path(__file__).parents[3] / "config.yaml"
_READ = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["watches"]
WATCHES = {name: WatchSettings.model_validate(given).value(name) for name, given in _READ.items()}
