"""The ledger as a picture."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from monitor.core.timeline import LABELS, WHOLE, Lane, Spot, draw

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def lanes(years: int, label: str = "Jetour") -> list[Lane]:
    return [Lane(label, "/jetour", (Spot(NOW - timedelta(days=365 * years), "produced", "said", "/step"),))]


def width(svg: str) -> int:
    return int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]  each picture has one


@pytest.mark.parametrize("label", ["JAC", "Jetour × SUVs and crossovers", "x" * 90])
def test_a_short_history_fills_the_page_and_never_scrolls(label: str) -> None:
    made = draw(lanes(2, label), NOW, "Kedravto")
    assert LABELS[0] <= width(made.labels) <= LABELS[1]
    assert width(made.labels) + width(made.years) == WHOLE


def test_a_pair_is_named_whole() -> None:
    assert ">Jetour × SUVs and crossovers<" in draw(lanes(2, "Jetour × SUVs and crossovers"), NOW, "Kedravto").labels


def test_a_long_history_scrolls_on_the_screen_and_fits_on_paper() -> None:
    assert width(draw(lanes(20), NOW, "Kedravto").years) > WHOLE
    paper = draw(lanes(20), NOW, "Kedravto", fit=True)
    assert width(paper.labels) + width(paper.years) == WHOLE


def test_a_short_history_tells_its_quarters_and_every_one_its_first_year() -> None:
    assert {">2024<", ">2025<", ">07<"} <= set(re.findall(r">\d+<", draw(lanes(2), NOW, "Kedravto").years))
    assert ">07<" not in draw(lanes(9), NOW, "Kedravto").years
