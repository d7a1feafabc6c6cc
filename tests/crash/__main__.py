"""`python -m tests.crash --kills 500 --seed 1 [--sabotage NAME]`: exit 0 when nothing was lost."""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from . import sabotage
from .rehearsal import rehearse


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sabotage", choices=sabotage.NAMES, default="")
    parser.add_argument("--real-every", type=int, default=25, help="each so-manieth life is `monitor run` itself")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds for the last life to finish all")
    parser.add_argument("--minutes", type=float, default=60.0, help="no more kills after so long")
    parser.add_argument("--keep", default="", help="a folder for databases and log, which stay")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(asked.keep or folder)
        kept.mkdir(parents=True, exist_ok=True)
        real = 0 if asked.sabotage else asked.real_every
        outcome = rehearse(
            kept, asked.seed, asked.kills, sabotage=asked.sabotage, real_every=real, patience=asked.patience,
            minutes=asked.minutes, said=partial(print, flush=True),
        )  # fmt: skip
    print("\n".join(outcome.lines()))
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
