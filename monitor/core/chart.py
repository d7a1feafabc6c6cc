"""Small bar charts as SVG text; their colours come from the page's classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.escape import html

_HEIGHT = 36  # px


@dataclass(frozen=True, slots=True)
class Bar:
    """`title` is what hovering tells; a flagged bar has a sign above it."""

    value: int
    title: str
    flagged: bool = False
    href: str = ""


def bars(columns: Sequence[Bar], title: str, *, most: int = 0, width: float = 9.0) -> str:
    """Bars of `width` px each, the tallest of `most` (of their own largest where it is 0)."""
    top = max(most, *(bar.value for bar in columns), 1) if columns else 1
    body = "".join(_bar(bar, place * width, width, top) for place, bar in enumerate(columns))
    size = f"{width * len(columns):.0f}"
    return (
        f'<svg class="bars" width="{size}" height="{_HEIGHT + 8}" viewBox="0 0 {size} {_HEIGHT + 8}" role="img" '
        f'aria-label="{html(title)}">{body}</svg>'
    )


def _bar(bar: Bar, x: float, width: float, top: int) -> str:
    height = max(2.0, _HEIGHT * bar.value / top) if bar.value else 1.0
    y = _HEIGHT + 7 - height
    kind = "bar" if bar.value else "bar none"
    said = html(bar.title)
    drawn = f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{height:.1f}">'
    flag = f'<path class="flag" d="M{x:.1f} 0h{width - 2:.1f}l-{(width - 2) / 2:.1f} 6Z"/>' if bar.flagged else ""
    shown = f"{drawn}<title>{said}</title></rect>{flag}"
    return f'<a href="{html(bar.href)}" aria-label="{said}">{shown}</a>' if bar.href else shown
