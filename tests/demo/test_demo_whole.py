"""The demo as a newcomer runs it: the whole program on a world whose truth is known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from monitor.demo import CONFIG

Found = list[dict[str, Any]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Found]:
    """What the demo printed, and its findings."""
    database = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    environ = {**os.environ, "PYTHONIOENCODING": "utf-8", "MONITOR_DESK_PORT": "1", "MONITOR_LOG_LEVEL": "error"}
    run = [sys.executable, "-m", "monitor"]
    demo = subprocess.run(
        [*run, "demo", "--seconds", "0", "--database", str(database)],
        env=environ, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert demo.returncode == 0, demo.stderr
    own = {**environ, "DEMO_SERVER": "http://127.0.0.1:1", "DEMO_DATABASE": str(database)}
    listed = subprocess.run(
        [*run, "findings", "--json", "-c", str(CONFIG)], env=own, capture_output=True, text=True, timeout=60, check=True
    )
    return demo.stdout, [json.loads(line) for line in listed.stdout.splitlines()]


def of(told: tuple[str, Found], kind: str) -> Found:
    return [finding for finding in told[1] if finding["kind"] == kind]


def path_of(told: tuple[str, Found], brand: str) -> list[str]:
    """The states of a brand in the order in which they were told."""
    return [
        finding["state"]
        for finding in told[1]
        if finding["value"] == brand and finding["kind"] in ("new-brand", "state")
    ]


def test_each_new_brand_is_told_once_and_none_of_the_others(told: tuple[str, Found]) -> None:
    values = [finding["value"] for finding in of(told, "new-brand")]
    assert sorted(values) == ["Changan", "Dongfeng", "JAC", "Jetour", "SWM"]


def test_the_life_of_a_brand_is_told_in_its_steps(told: tuple[str, Found]) -> None:
    states = path_of(told, "Jetour")
    assert [state for state in states if state in ("planned", "agreed", "produced", "ended", "returned")] == [
        "planned", "agreed", "produced", "ended", "returned",
    ]  # fmt: skip


def test_a_rumour_that_is_denied_is_a_rumour_and_a_denial(told: tuple[str, Found]) -> None:
    assert path_of(told, "Changan") == ["rumoured", "denied"]


def test_new_segments_are_told_once(told: tuple[str, Found]) -> None:
    values = [finding["value"] for finding in of(told, "new-segment")]
    assert len(values) == len(set(values))
    assert {"suv-crossover", "light-trucks", "ev", "buses"} <= set(values)


def test_a_name_that_nobody_told_it_is_proposed(told: tuple[str, Found]) -> None:
    assert "Lumira" in [finding["value"] for finding in of(told, "candidate")]


def test_nothing_is_told_twice(told: tuple[str, Found]) -> None:
    ids = [finding["id"] for finding in told[1]]
    assert len(ids) == len(set(ids))


def test_a_person_sees_the_alerts_as_they_come(told: tuple[str, Found]) -> None:
    printed = told[0]
    assert printed.index("Changan") < printed.index("Jetour") < printed.index("Dongfeng")
    assert "началось серийное производство кроссоверов Jetour" in printed
    assert "Shacman" not in printed
