"""How a mention stands to a watch, and why."""

from __future__ import annotations

from typing import NamedTuple

from monitor.model import Link

STRENGTH = {Link.NONE: 0, Link.WEAK: 1, Link.MEDIUM: 2, Link.STRONG: 3}
SURE = (Link.STRONG, Link.MEDIUM)
PLAIN = ("company", "segment", "event", "candidate")  # kinds that are no make known to the pack
AT_ODDS = "at odds with the company"
NOT_MADE = {  # roles of companies that are no make: nothing is made under their name
    "supplier": "a supplier, no make",
    "bank": "a bank, no make",
    "state": "a public body, no make",
    "assembler": "another assembler",
}


class Verdict(NamedTuple):
    link: Link
    why: str  # in plain words
    carried: bool = False  # from the sentences before, by nothing in its own
