"""The ledger as a picture: one lane a value, a mark for each step, as SVG text.

The picture needs no script, no font and no style from elsewhere: states differ by shape as well as by colour, and
colours come from classes that the page around it defines. Marks are links to their
evidence and can be reached by keyboard. Labels are a picture of their own, so that a narrow window can keep them in
sight while the years scroll.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.core.escape import html, one_line
from monitor.core.ledger import LedgerEntry, Status, Step
from monitor.core.wording import Wording
from monitor.model import State

LANE = 30  # px
TOP = 26  # px, for the years
LABELS = (120, 240)  # px, the least and the most
YEAR = 110.0  # px a year takes at least: marks of neighbouring months stay apart
WIDEST, WHOLE = 2400.0, 1188.0  # px; labels and years of a short history fill a page of the desk and do not scroll
_MARGIN = 20.0
_QUARTERED = 300.0  # px a year takes from which its quarters are drawn
_LETTER = 7.4  # px
_NEAR = 13.0  # px; marks closer than this are moved apart

# Each shape within 14 x 14 around the origin; what is filled is certain, what is hollow is not yet.
SHAPES: Mapping[str, str] = {
    "candidate": '<circle class="o" r="5" stroke-dasharray="2 2"/>',
    "rumoured": '<circle class="o" r="5"/>',
    "planned": '<path class="o" d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/>',
    "agreed": '<path class="o" d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/><path class="f" d="M0-6.5 6.5 0 0 6.5Z"/>',
    "certified": '<rect class="o" x="-5" y="-5" width="10" height="10"/><path class="l" d="M-3 0-1 2.5 3.5-2.5"/>',
    "produced": '<path class="f" d="M-5-6.5 7 0-5 6.5Z"/>',
    "returned": '<path class="f" d="M-6-6 1-2.5V-6L7.5 0 1 6V2.5L-6 6Z"/>',
    "ended": '<rect class="f" x="-5.5" y="-5.5" width="11" height="11"/>',
    "open-end": '<rect class="o" x="-5.5" y="-5.5" width="11" height="11" stroke-dasharray="2 2"/>',
    "denied": '<path class="l" d="M-5-5 5 5M5-5-5 5"/>',
    "retracted": '<circle class="o" r="5"/><path class="l" d="M-5.5 5.5 5.5-5.5"/>',
    "amount": '<circle class="f" r="3.5"/>',
}
_OPEN_ENDS = ("rumoured end", "planned end")
_RUNNING = (State.PRODUCED, State.RETURNED)
_OVER = (State.ENDED, State.DENIED, State.RETRACTED)


@dataclass(frozen=True, slots=True)
class Spot:
    """One step at its time. `title` is what hovering tells; `confirmed` draws a ring."""

    at: datetime
    state: str
    title: str
    href: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One value's life. A baseline lane is shaded: it was known before the watch began."""

    label: str
    href: str
    spots: tuple[Spot, ...]
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The labels, the years with the marks, and the shapes that both stand on; each is one `<svg>`."""

    labels: str
    years: str
    lanes: int


Href = Callable[[LedgerEntry, Step | None], str]


def lanes(entries: Sequence[LedgerEntry], words: Wording, titles: Mapping[str, str], href: Href) -> tuple[Lane, ...]:
    """The lane of each entry, that with the latest step first and the baseline without steps last.

    `titles` says how people call a value; `href` gives the address of an entry or of one of its steps.
    """
    drawn = [
        Lane(
            label=" × ".join(titles.get(part, part) for part in entry.value.split(" × ")),
            href=href(entry, None),
            spots=tuple(_spot(entry, step, words, href) for step in entry.steps),
            baseline=entry.status is Status.BASELINE,
        )
        for entry in entries
    ]
    early = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(drawn, key=lambda one: one.spots[-1].at if one.spots else early, reverse=True))


def _spot(entry: LedgerEntry, step: Step, words: Wording, href: Href) -> Spot:
    piece = step.evidence
    state = words.sum(step.state) if entry.kind == "amount" else words.states.get(step.state, step.state)
    sure = [words.lines["confirmed"]] if step.confirmed else []
    said = [words.day(piece.at), ", ".join([state, *sure]), piece.source, one_line(piece.sentence, 140)]
    return Spot(piece.at, shape_of(entry.kind, step.state), " · ".join(s for s in said if s), href(entry, step),
                step.confirmed)  # fmt: skip


def shape_of(kind: str, state: str) -> str:
    """The name of the shape (and of the class `s-…`) that a state is drawn with."""
    if kind == "amount":
        return "amount"
    return "open-end" if state in _OPEN_ENDS else state if state in SHAPES else "candidate"


def draw(drawn: Sequence[Lane], now: datetime, title: str, *, fit: bool = False) -> Picture:
    """Two pictures of the same height, side by side; `title` names them for screen readers, `fit` is for paper."""
    first = min((spot.at for lane in drawn for spot in lane.spots), default=now - timedelta(days=365))
    first = min(first, now - timedelta(days=180))
    span = max((now - first).total_seconds(), 1.0)
    labels = min(LABELS[1], max(LABELS[0], 12 + int(_LETTER * max((len(one.label) for one in drawn), default=0))))
    whole = WHOLE - labels - 2 * _MARGIN
    width = whole if fit else min(WIDEST, max(whole, YEAR * span / (365.25 * 86_400)))
    scale = _Scale(first, now, width)
    height = TOP + LANE * len(drawn) + 6
    return Picture(
        labels=_svg(labels, height, title, _labels(drawn, labels), "labels"),
        years=_svg(width + 2 * _MARGIN, height, title, _years(drawn, scale, height), "years"),
        lanes=len(drawn),
    )


def symbol(state: str) -> str:
    """One shape on its own, for a legend or a table."""
    return (
        f'<svg class="tl sym s-{state}" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">'
        f"{SHAPES[state]}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: datetime
    last: datetime
    width: float

    @property
    def year(self) -> float:
        """What a year takes, px."""
        return self.width * 365.25 * 86_400 / (self.last - self.first).total_seconds()

    def x(self, at: datetime) -> float:
        part = (at - self.first) / (self.last - self.first)
        return _MARGIN + self.width * min(1.0, max(0.0, part))


def _svg(width: float, height: int, title: str, parts: Iterator[str], name: str) -> str:
    body = "".join(parts)
    return (
        f'<svg class="tl {name}" width="{width:.0f}" height="{height}" viewBox="0 0 {width:.0f} {height}" role="group" '
        f'aria-label="{html(title)}">{body}</svg>'
    )


def _labels(drawn: Sequence[Lane], width: int) -> Iterator[str]:
    for row, lane in enumerate(drawn):
        y = TOP + LANE * row
        if lane.baseline:
            yield f'<rect class="b" x="0" y="{y}" width="{width}" height="{LANE}"/>'
        short = html(one_line(lane.label, int((width - 12) / _LETTER)))
        soft = ' class="soft"' if not lane.spots else ""
        hint = f"<title>{html(one_line(lane.label, 200))}</title>"
        yield f'<a href="{html(lane.href)}"><text{soft} x="4" y="{y + LANE / 2 + 4:.0f}">{short}{hint}</text></a>'


def _years(drawn: Sequence[Lane], scale: _Scale, height: int) -> Iterator[str]:
    for row, lane in enumerate(drawn):
        if lane.baseline:
            yield f'<rect class="b" y="{TOP + LANE * row}" width="{scale.width + 2 * _MARGIN:.0f}" height="{LANE}"/>'
    yield from _grid(scale, height)
    for row, lane in enumerate(drawn):
        yield from _lane(lane, scale, TOP + LANE * row + LANE / 2)


def _grid(scale: _Scale, height: int) -> Iterator[str]:
    quarters = scale.year >= _QUARTERED
    for year in range(scale.first.year, scale.last.year + 1):
        for month in (1, 4, 7, 10) if quarters else (1,):
            at = datetime(year, month, 1, tzinfo=UTC)
            if scale.first <= at <= scale.last:
                x, kind = scale.x(at), "g" if month == 1 else "g q"
                yield f'<path class="{kind}" d="M{x:.1f} 18V{height}"/>'
                yield f'<text class="y" x="{x + 3:.0f}" y="14">{year if month == 1 else f"{month:02d}"}</text>'
    if scale.first.month > 1:
        yield f'<text class="y" x="3" y="14">{scale.first.year}</text>'
    x = scale.x(scale.last)
    yield f'<path class="now" d="M{x:.1f} 18V{height}"/>'


def _lane(lane: Lane, scale: _Scale, y: float) -> Iterator[str]:
    places = tuple(_apart([scale.x(spot.at) for spot in lane.spots]))
    ends = [*places[1:], _MARGIN + scale.width][: len(places)]  # a lane without steps has no end
    for spot, x, end in zip(lane.spots, places, ends, strict=True):
        if spot.state not in _OVER and end - x > 1:
            kind = "run" if spot.state in _RUNNING else "maybe"
            yield f'<path class="w {kind} s-{spot.state}" d="M{x:.1f} {y:.0f}H{end:.1f}"/>'
    for spot, x in zip(lane.spots, places, strict=True):
        ring = '<circle class="ring" r="9.5"/>' if spot.confirmed else ""
        yield (
            f'<a class="s-{spot.state}" href="{html(spot.href)}" transform="translate({x:.1f} {y:.0f})">'
            f'<title>{html(one_line(lane.label, 60))}: {html(spot.title)}</title><circle class="hit" r="12"/>'
            f"{ring}{SHAPES[spot.state]}</a>"
        )


def _apart(places: Sequence[float]) -> Iterator[float]:
    """The places from left to right, none nearer than _NEAR to the one before it; the last ones keep theirs."""
    moved: list[float] = []
    right = float("inf")
    for place in reversed(places):
        right = min(place, right - _NEAR)
        moved.append(right)
    yield from reversed(moved)
