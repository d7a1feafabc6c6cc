# ruff: noqa: E501  rows of hostile strings read best as they are
"""Every regular expression of the package over hostile strings, within a bound of CPU time."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import monitor

SECONDS = 1.0  # CPU, for one expression over one string; far more than a quadratic one needs for as many characters
LENGTH = 2_000
NOT_IMPORTED = ("monitor.__main__",)

UNITS = (
    "a", "A", "я", "0", " ", "\n", "\t", "\xa0", "<", ">", "&", "/", ".", ",", "-", "_", '"', "'", "=", "«", "(", "[",
    "{", "\\", ":", ";", "%", "#", "@", "!", "*", "ab ", "a.", "a-", "-a", "a,", " a", "а ", "Аб ", "Аб-", "Ab, ", "a\n",
    "0 ", "0.", "0,", "1 000 ", "10-", "<a ", "<a", "</", "<!--", "<script>", "&lt;", "&#", 'a="', "a='", 'a="b" ',
    "http://", "/a", "a/", "?a=b&", "${", "${a:-", "12.12.", "12 мая ", "12:", "T12:", "«а", "«А» ", "млрд ", "a ... ",
    "не ", "and ", "или ", '",', "],", "{}", "[[", "\u0301", "\u200b", "😀", "漢",
)  # fmt: skip


def compiled() -> dict[str, re.Pattern[str]]:
    """Each expression that a module, a class or a container of them holds, by the first place it was found."""
    found: dict[int, tuple[str, re.Pattern[str]]] = {}
    for info in pkgutil.walk_packages(monitor.__path__, "monitor."):
        if info.name not in NOT_IMPORTED:
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                for pattern in _within(value, 4):
                    found.setdefault(id(pattern), (f"{info.name}.{name}", pattern))
    return {f"{where} {number}": pattern for number, (where, pattern) in enumerate(found.values())}


def _within(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for inner in (*value.keys(), *value.values()):
            yield from _within(inner, depth - 1)
    elif depth and isinstance(value, tuple | list | frozenset | set):
        for inner in value:
            yield from _within(inner, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.startswith("monitor"):
        for inner in vars(value).values():
            yield from _within(inner, depth - 1)


class TooSlow(Exception):
    pass


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """CPU time; `re` looks for signals while it matches."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def slow(pattern: re.Pattern[str], length: int, units: tuple[str, ...] = UNITS) -> list[str]:
    """The units whose repetition makes the expression too slow."""
    found = []
    for unit in units:
        text = (unit * (length // len(unit) + 1))[:length] + "\x00"
        subject = text.encode() if isinstance(pattern.pattern, bytes) else text
        try:
            with within(SECONDS):
                for _ in pattern.finditer(subject):
                    pass
                pattern.fullmatch(subject)
        except TooSlow:
            found.append(unit)
    return found


PATTERNS = compiled()


def test_the_expressions_are_found() -> None:
    assert len(PATTERNS) > 150


@pytest.mark.parametrize("where", PATTERNS)
def test_no_expression_is_slow_on_a_hostile_string(where: str) -> None:
    assert slow(PATTERNS[where], LENGTH) == []


def test_the_check_finds_a_catastrophic_expression() -> None:
    assert "a" in slow(re.compile(r"(a|a)*b"), 40, ("a", "b"))
