"""The time line as a PNG, for mail, whose clients show no SVG. Lanes as in `timeline`, marks simpler."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.core.escape import one_line
from monitor.core.timeline import Lane, Spot
from monitor.lang import translit

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH = 1104  # px: twice the mail's column, for sharp screens
_LANE, _TOP, _LABELS, _MARGIN = 44, 40, 240, 24
_MOST = 16  # lanes; the latest ones come first
_SIZE = 9  # half of a mark
_COLOURS = {
    "candidate": "#6a737f", "rumoured": "#8a5a00", "planned": "#1d5fa8", "agreed": "#1d5fa8", "certified": "#0d6e6e",
    "produced": "#1a7338", "returned": "#1a7338", "ended": "#5a3d8a", "open-end": "#5a3d8a", "denied": "#b3261e",
    "retracted": "#b3261e", "amount": "#1d5fa8",
}  # fmt: skip
_FILLED = ("produced", "returned", "ended", "amount", "certified")
_CROSSED = ("denied", "retracted")
_OVER = ("ended", "denied", "retracted")


def png(lanes: Sequence[Lane], now: datetime) -> bytes:
    """A PNG of `WIDTH` pixels, at most 16 lanes high; empty without a lane. Labels in Latin letters."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  a third of a second that only digests by mail need

    shown = [lane for lane in lanes if lane.spots][:_MOST]
    if not shown:
        return b""
    first = min(*(spot.at for lane in shown for spot in lane.spots), now - timedelta(days=180))
    image = Image.new("RGB", (WIDTH, _TOP + _LANE * len(shown) + _MARGIN), "#ffffff")
    _Drawing(ImageDraw.Draw(image), first, now).all(shown)
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Drawing:
    def __init__(self, pen: ImageDraw, first: datetime, last: datetime) -> None:
        from PIL.ImageFont import load_default  # noqa: PLC0415  see `png`

        self._pen, self._first, self._last = pen, first, last
        self._font, self._small = load_default(22), load_default(18)

    def all(self, lanes: Sequence[Lane]) -> None:
        for year in range(self._first.year + 1, self._last.year + 1):
            x = self._x(datetime(year, 1, 1, tzinfo=UTC))
            self._pen.line((x, _TOP - 4, x, _TOP + _LANE * len(lanes)), "#e2e6eb", 2)
            self._pen.text((x + 4, 10), str(year), "#6a737f", self._small)
        for row, lane in enumerate(lanes):
            y = _TOP + _LANE * row + _LANE / 2
            label = lane.label if lane.label.isascii() else translit(lane.label).title()
            self._pen.text((_MARGIN, y - 13), one_line(label, 19), "#1b222b", self._font)
            self._lane(lane, y)

    def _x(self, at: datetime) -> float:
        part = (at - self._first) / max(self._last - self._first, timedelta(seconds=1))
        return _LABELS + part * (WIDTH - _LABELS - 2 * _MARGIN)

    def _lane(self, lane: Lane, y: float) -> None:
        ends = [*(self._x(spot.at) for spot in lane.spots[1:]), float(WIDTH - _MARGIN)]
        for spot, end in zip(lane.spots, ends, strict=True):
            if spot.state not in _OVER:
                self._pen.line((self._x(spot.at), y, end, y), _COLOURS.get(spot.state, "#6a737f"), 4)
        for spot in lane.spots:
            self._mark(spot, self._x(spot.at), y)

    def _mark(self, spot: Spot, x: float, y: float) -> None:
        """Filled is certain, hollow is not yet, crossed is denied; an end is a square."""
        colour = _COLOURS.get(spot.state, "#6a737f")
        box = (x - _SIZE, y - _SIZE, x + _SIZE, y + _SIZE)
        fill = colour if spot.state in _FILLED else "#ffffff"
        if spot.state in _CROSSED:
            self._pen.line(box, colour, 5)
            self._pen.line((box[0], box[3], box[2], box[1]), colour, 5)
        elif spot.state in ("ended", "open-end", "certified"):
            self._pen.rectangle(box, fill, colour, 4)
        elif spot.state in ("produced", "returned"):
            self._pen.polygon([(box[0], box[1]), (box[2], y), (box[0], box[3])], fill, colour)
        else:
            self._pen.ellipse(box, fill, colour, 4)
