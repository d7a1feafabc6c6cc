"""An Atom feed of findings (RFC 4287): any reader can follow the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.core.render import View, atom_entry
from monitor.model import Finding


def feed(findings: Sequence[Finding], view: View, now: datetime) -> str:
    """The newest finding first. `now` dates a feed without entries."""
    updated = max((finding.at for finding in findings), default=now).isoformat()
    entries = "\n".join(atom_entry(finding, view) for finding in reversed(findings))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>tag:monitor.invalid,2026:findings</id><title>Findings</title><updated>{updated}</updated>\n"
        f"<generator>monitor</generator>\n{entries}\n</feed>\n"
    )
