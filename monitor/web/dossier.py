"""All that is known of one watch as one HTML file that stands on its own: to print, to send, to keep."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.core import escape, timeline
from monitor.core.ledger import LedgerEntry, Step

from . import links
from .desk import Visit
from .front import front, state_text, told
from .show import Show

_KINDS = ("brand", "segment", "pair", "amount")
_EVIDENCE = 12  # pieces of a value: the steps have theirs; these show that it goes on


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("monitor.web", "templates"), autoescape=True, undefined=StrictUndefined)


def dossier(v: Visit) -> str:
    """The document. Its links lead within itself and to the publishers, never to the desk."""
    sections = [_section(v, kind) for kind in _KINDS]
    css = Path(__file__).with_name("static") / "desk.css"
    return _environment().get_template("desk/dossier.html").render(
        v=v, w=v.words, show=Show(v), line=escape.one_line, clean=escape.clean, link=escape.link, links=links,
        css=Markup(css.read_text(encoding="utf-8")),  # noqa: S704  our own file
        sections=[one for one in sections if one["values"]],
        told=told(v, reversed(v.storage.outbox.findings(v.watch, 300))),
        span=v.storage.ledger.articles_of(v.watch),
        legend=front(v)["legend"],
    )  # fmt: skip


def _section(v: Visit, kind: str) -> dict[str, Any]:
    entries = v.storage.ledger.listed(v.watch, kind)
    places = {entry.key: f"{kind}-{number}" for number, entry in enumerate(entries)}

    def href(entry: LedgerEntry, step: Step | None) -> str:
        return f"#{places[entry.key]}"

    lanes = timeline.lanes(entries, v.wording, v.view.value_titles, href)
    picture = timeline.draw(lanes, v.now, v.words[kind], fit=True)
    drawn = (Markup(picture.labels), Markup(picture.years))  # noqa: S704  made of escaped parts
    ordered = sorted(entries, key=lambda e: (e.last.at if e.last else v.now), reverse=True)
    return {
        "title": v.words[f"by_{kind}"],
        "picture": drawn,
        "values": [(places[e.key], e, _title(v, e), state_text(v, e, e.state), _steps(v, e)) for e in ordered],
    }


def _title(v: Visit, entry: LedgerEntry) -> str:
    return " × ".join(v.view.value_titles.get(part, part) for part in entry.value.split(" × "))


def _steps(v: Visit, entry: LedgerEntry) -> list[dict[str, Any]]:
    steps = [
        {"state": state_text(v, entry, s.state), "piece": s.evidence, "confirmed": s.confirmed} for s in entry.steps
    ]
    rest = [e for e in entry.standing if all(e is not s.evidence for s in entry.steps)]
    return [*steps, *({"state": "", "piece": piece, "confirmed": False} for piece in rest[-_EVIDENCE:])]
