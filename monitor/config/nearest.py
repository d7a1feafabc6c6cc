"""The nearest known name, for "did you mean"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name` by difflib's ratio, or "" when none comes near."""
    names = {one.lower(): one for one in known}
    close = difflib.get_close_matches(name.lower()[:100], names, n=1, cutoff=0.6)
    return names[close[0]] if close else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    close = nearest(name, known)
    return f"; did you mean {close!r}?" if close else ""
