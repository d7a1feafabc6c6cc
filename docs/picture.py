"""Draws docs/demo.svg, the README's picture, from what `monitor demo` really prints: python docs/picture.py"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

TARGET = Path(__file__).parent / "demo.svg"
WIDTH, LINES = 118, 27
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # they would be fetched from elsewhere


def printed() -> str:
    """The demo's own output, in colour."""
    command = [sys.executable, "-m", "monitor", "demo", "--seconds", "0"]
    environ = {**os.environ, "MONITOR_CHANNELS__CONSOLE__COLOR": "always"}
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=300, check=True).stdout  # noqa: S603  our own program


def drawn(output: str) -> str:
    """The first lines as SVG; long ones are cut as a narrow terminal would."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print("$ monitor demo", style="bold")
    for line in output.splitlines()[:LINES]:
        text = Text.from_ansi(line)
        text.truncate(WIDTH, overflow="ellipsis")
        console.print(text, soft_wrap=True)
    return FONTS.sub("", console.export_svg(title="monitor demo (its beginning)", theme=MONOKAI))


if __name__ == "__main__":
    TARGET.write_text(drawn(printed()), encoding="utf-8")
    print(TARGET.name)
