"""The time line of the digest as a picture that any mail client shows."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from PIL import Image

from monitor.core.timeline import Lane, Spot
from monitor.core.timeline_png import WIDTH, png

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def lane(label: str, *states: str) -> Lane:
    spots = (Spot(NOW - timedelta(days=400 - 60 * n), state, "", "") for n, state in enumerate(states))
    return Lane(label, "", tuple(spots))


def test_each_lane_has_a_row_and_each_state_its_mark() -> None:
    lanes = [lane("Kaiyi", "rumoured", "planned", "agreed", "produced", "ended"), lane("Москвич", "rumoured", "denied")]
    image = Image.open(io.BytesIO(png(lanes, NOW)))
    assert (image.format, image.width) == ("PNG", WIDTH)
    assert len(image.convert("RGB").getcolors(1000) or ()) > 6
    assert image.height > Image.open(io.BytesIO(png(lanes[:1], NOW))).height


def test_a_hostile_label_is_one_short_line_and_many_lanes_are_bounded() -> None:
    many = [lane("x\n\u202e<script>" * 1000, "produced")] * 500
    assert len(png(many, NOW)) < 60_000


def test_an_empty_ledger_has_no_picture() -> None:
    assert png([lane("Kia")], NOW) == b""
