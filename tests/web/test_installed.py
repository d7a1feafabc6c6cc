"""The desk as a plugin of an installed distribution: Datasette loads it while Datasette itself is being loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_desk_can_be_imported_where_its_entry_point_is_known(tmp_path: Path) -> None:
    script = (
        "from importlib.metadata import entry_points\n"
        "assert [e for e in entry_points(group='datasette') if e.value == 'monitor.web.plugin']\n"
        "import monitor.web.serve\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
