"""An alert in the words and forms of its reader. Every form escapes what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.model import Alert, Finding


@dataclass(frozen=True, slots=True)
class View:
    """What rendering needs beside the alert: the watches' titles, the language of the wording, the desk's address."""

    watch_titles: Mapping[str, str]
    language: str = "en"
    desk_url: str = ""


def subject(alert: Alert, view: View) -> str:
    """One line, at most 150 characters, no control characters."""
    raise NotImplementedError


def plain(alert: Alert, view: View) -> str:
    raise NotImplementedError


def html(alert: Alert, view: View) -> str:
    raise NotImplementedError


def terminal(alert: Alert, view: View, *, color: bool) -> str:
    raise NotImplementedError


def slack(alert: Alert, view: View) -> dict[str, Any]:
    """`{"text", "blocks"}`, within Slack's limits."""
    raise NotImplementedError


def payload(alert: Alert, view: View) -> dict[str, Any]:
    """What webhook, command and python channels are given: plain JSON values."""
    raise NotImplementedError


def atom_entry(finding: Finding, view: View) -> str:
    """One `<entry>` element (RFC 4287)."""
    raise NotImplementedError


CSV_COLUMNS: tuple[str, ...] = ()


def csv_row(finding: Finding, view: View) -> tuple[str, ...]:
    """Cells in the order of CSV_COLUMNS, made safe for spreadsheets."""
    raise NotImplementedError
