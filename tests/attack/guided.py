"""`python -m tests.attack.guided feeds --seconds 60`: one target of `fuzz`, led by what code an input reaches.

Needs atheris, which is no dependency: it has wheels for a few platforms only. It ends at the first crash and prints it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from pathlib import Path


def main() -> int:
    try:
        import atheris  # noqa: PLC0415  before what it instruments
    except ImportError:
        print("atheris is not installed; `pip install atheris`, or use `python -m tests.attack`", file=sys.stderr)
        return 2
    with atheris.instrument_imports(include=["monitor", "feedparser", "bs4"]):
        from .fuzz import LONGEST, targets  # noqa: PLC0415  instrumented
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m tests.attack.guided", description=__doc__)
    parser.add_argument("target", choices=list(known))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        for number, body in enumerate(known[asked.target].seeds):
            Path(folder, str(number)).write_bytes(body)
        bounds = [f"-max_total_time={asked.seconds}", f"-seed={asked.seed}", f"-max_len={LONGEST}", "-timeout=20"]
        atheris.Setup([sys.argv[0], *bounds, folder], known[asked.target].take)
        atheris.Fuzz()  # ends the process
    return 0


if __name__ == "__main__":
    sys.exit(main())
