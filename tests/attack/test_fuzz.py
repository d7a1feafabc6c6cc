"""The short form of `python -m tests.attack`."""

from __future__ import annotations

import pytest

from .fuzz import Target, attack, targets

TARGETS = targets()
INPUTS = {"feeds": 40, "pages": 30, "configs": 40}  # of the others, which are quick, more


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.filterwarnings("ignore")
def test_nothing_crashes_on_what_is_broken(name: str) -> None:
    (tried,) = attack({name: TARGETS[name]}, 7, inputs=INPUTS.get(name, 400))
    print(tried.line())
    assert tried.crashes == []


def test_a_target_that_breaks_is_found_with_what_broke_it() -> None:
    (tried,) = attack({"fragile": Target((b"fine",), lambda body: body.decode("ascii"))}, 1, inputs=200)
    assert tried.inputs == 200
    assert tried.crashes
    assert all("UnicodeDecodeError" in said and not body.isascii() for said, body in tried.crashes)
