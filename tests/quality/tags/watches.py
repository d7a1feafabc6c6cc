"""The watches of the labelled sets: the shipped config's, and companies of other trades."""

from __future__ import annotations

from pathlib import Path

import yaml

from monitor.config.settings import WatchSettings
from monitor.model import Watch

ROOT = Path(__file__).parents[3]
CONFIGS = (ROOT / "config.yaml", ROOT / "examples" / "wind.yaml")

# A contract assembler in another country: the trade's knowledge is the same, the company is not.
NEDCAR = Watch(
    id="nedcar",
    title="VDL Nedcar",
    pack="cars",
    names=("VDL Nedcar", "Nedcar", "NedCar"),
    lookalikes=("Nedcargo",),
    places=("Born", "Limburg"),
)


def _of(path: Path) -> dict[str, Watch]:
    given = yaml.safe_load(path.read_text(encoding="utf-8"))["watches"]
    return {name: WatchSettings.model_validate(one).value(name) for name, one in given.items()}


WATCHES: dict[str, Watch] = {name: watch for path in CONFIGS for name, watch in _of(path).items()}
WATCHES["nedcar"] = NEDCAR
