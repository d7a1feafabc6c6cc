"""The short form of `make soak`: twenty deaths, and two promises taken away that the checker must miss at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from .rehearsal import rehearse

SEED = 7


def test_twenty_deaths_lose_nothing_and_repeat_nothing_under_another_id(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, SEED, 20, real_every=20)
    print("\n".join(outcome.lines()))
    assert sum(outcome.kills.values()) == 20
    assert outcome.faults == []
    assert outcome.figures is not None
    assert outcome.figures.delivered == outcome.figures.due > 0


@pytest.mark.parametrize(("name", "said"), [("no-mark", "repeated: "), ("no-guard", "guard: ")])
def test_the_checker_speaks_when_a_promise_is_taken_away(name: str, said: str, tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, SEED, 1, sabotage=name, patience=6.0)
    print("\n".join(outcome.lines()))
    assert any(fault.startswith(said) for fault in outcome.faults)
