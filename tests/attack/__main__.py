"""`python -m tests.attack --seconds 600 --seed 1 [--target feeds]`: exit 0 when no broken input crashed anything."""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

from .fuzz import attack, targets


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=list(known := targets()), action="append", help="only this one")
    parser.add_argument("--keep", metavar="FOLDER", help="where the inputs that crashed something are left")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # parsers wonder about what they are given
    chosen = {name: known[name] for name in asked.target or known}
    failed = 0
    for tried in attack(chosen, asked.seed, seconds=asked.seconds):
        print(f"attack: seed {asked.seed}, {tried.line()}", flush=True)
        for number, (said, body) in enumerate(tried.crashes[:12]):
            print(f"  {said}: {body[:80]!r}")
            if asked.keep:
                Path(asked.keep, f"{tried.name}-{number}").write_bytes(body)
        failed += len(tried.crashes)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
