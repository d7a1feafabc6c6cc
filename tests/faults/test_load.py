"""The short form of the load run: the same simulated days with a fiftieth of the sources."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.test_daemon import environment

SOAK = Path(__file__).parents[2] / "bench" / "soak.py"


def test_three_simulated_days_leave_memory_handles_and_file_as_they_should_be() -> None:
    done = subprocess.run(
        [sys.executable, str(SOAK), "--scale", "0.02", "--seed", "1"],
        env=environment(), capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("held") == 7
