"""An alert's proof as a folder that stands on its own, and the check that nobody changed it.

    alert.json            the alert, its findings, the rule, the decisions
    N-article.txt         the text that was read
    N-page.html.gz        the page as it came
    N-entry.json          what the feeds showed of it
    config.yaml           what of the config decided then, without its secrets, where the daemon kept it
    manifest.json         SHA-256 of every file, and of the config and knowledge that were in force
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from monitor.core import shapes
from monitor.core.render import finding_json
from monitor.core.urls import identity
from monitor.errors import InputError
from monitor.model import Finding
from monitor.storage import Storage

MANIFEST = "manifest.json"


def write(storage: Storage, ident: str, folder: Path, config: bytes, knowledge: str) -> list[str]:
    """Write the evidence of one alert into a new folder; returns the files' names. Raises InputError."""
    alert = storage.outbox.alert(ident)
    if alert is None:
        raise InputError(f"{ident}: no such alert; `monitor alerts` shows the ids")
    if folder.exists():
        raise InputError(f"{folder}: exists already; name a new folder, evidence is never mixed")
    files: dict[str, bytes] = {"alert.json": _pretty(_told(storage, ident))}
    if then := storage.configs.at(alert.at):
        files["config.yaml"] = then[1].encode()
    for number, finding in enumerate(alert.findings, 1):
        files |= _of_finding(storage, finding, number)
    folder.mkdir(parents=True)
    for name, body in files.items():
        (folder / name).write_bytes(body)
    manifest = {
        "alert": ident,
        "files": {name: _digest(body) for name, body in sorted(files.items())},
        "config_sha256": _digest(config),
        "knowledge": knowledge,
    }
    (folder / MANIFEST).write_bytes(_pretty(manifest))
    return [*files, MANIFEST]


def _told(storage: Storage, ident: str) -> dict[str, Any]:
    alert = storage.outbox.alert(ident)
    findings = alert.findings if alert else ()
    rows = storage.outbox.rows(alert=ident)
    trail = storage.trail.of([ident, *(f.id for f in findings), *(f.article_url for f in findings)])
    return {
        "id": ident,
        "rule": alert.rule if alert else "",
        "findings": [finding_json(f) for f in findings],
        "channels": [{"channel": r.channel, "status": r.status, "sent_at": shapes.time(r.sent_at)} for r in rows],
        "decisions": [shapes.decision(one) for one in trail],
    }


def _of_finding(storage: Storage, finding: Finding, number: int) -> dict[str, bytes]:
    ident = storage.archive.by_url(finding.article_url) if finding.article_url else None
    if ident is None:
        return {}
    stored, page = storage.archive.get(ident), storage.archive.page(ident)
    shown = storage.entries.about(stored.article.url, identity(stored.article.url))
    files = {
        f"{number}-article.txt": f"{stored.article.title}\n\n{stored.article.text}\n".encode(),
        f"{number}-entry.json": _pretty(shown),
    }
    if page is not None:
        files[f"{number}-page.html.gz"] = gzip.compress(page.body, 9, mtime=0)
    return files


def verify(folder: Path) -> list[str]:
    """What is wrong with a folder of evidence; empty when every file is as it was written. Raises InputError."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        files: dict[str, str] = dict(manifest["files"])
    except OSError as error:
        raise InputError(f"{folder}: no folder of evidence ({MANIFEST}: {error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: no folder of evidence ({MANIFEST} is none of ours)") from error
    wrong = []
    for name, digest in files.items():
        path = folder / Path(name).name
        if not path.is_file():
            wrong.append(f"{name}: missing")
        elif _digest(path.read_bytes()) != digest:
            wrong.append(f"{name}: changed")
    extra = {path.name for path in folder.iterdir()} - files.keys() - {MANIFEST}
    return wrong + [f"{name}: not part of the evidence" for name in sorted(extra)]


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _pretty(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str).encode() + b"\n"
