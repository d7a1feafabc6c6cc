"""An alert as Slack Block Kit.

Sentences and titles travel as rich text elements, which Slack shows as they are: nothing an article says can become
markup or a ping. Limits are Slack's documented ones: 50 blocks, 150 characters in a header, 3000 in a text.
"""

from __future__ import annotations

from typing import Any

from monitor.core import escape
from monitor.core.telling import Card, View, cards, subject, title
from monitor.model import Alert

MOST_CARDS = 20  # two blocks each, with header and lines below 50


def slack(alert: Alert, view: View) -> dict[str, Any]:
    """`{"text", "blocks"}`; `text` is what notifications and screen readers show."""
    shown = cards(alert, view)[:MOST_CARDS]
    blocks: list[dict[str, Any]] = []
    if above := title(alert, view):
        blocks.append({"type": "header", "text": {"type": "plain_text", "text": above, "emoji": False}})
    for told in shown:
        blocks += [_told(told), *_around(told)]
    if alert.lines:
        blocks.append(_rich([{"type": "rich_text_section", "elements": [_plain("\n".join(alert.lines)[:3000])]}]))
    blocks.append(_context(_footer(alert, view, shown)))
    return {"text": escape.slack(_fallback(subject(alert, view), shown))[:3000], "blocks": blocks[:50]}


def _fallback(title: str, cards: tuple[Card, ...]) -> str:
    sentence = "".join(text for text, _ in cards[0].sentence) if cards else ""
    return f"{title}\n{sentence}" if sentence else title


def _told(told: Card) -> dict[str, Any]:
    heading = {"type": "rich_text_section", "elements": [_plain("\n".join(told.headlines), bold=True)]}
    if not told.sentence:
        return _rich([heading])
    quote = [_plain(text, bold=fired) for text, fired in told.sentence]
    return _rich([heading, {"type": "rich_text_quote", "elements": quote}])


def _around(told: Card) -> list[dict[str, Any]]:
    where = {"type": "link", "url": told.url, "text": told.title or told.url} if told.url else None
    facts = " · ".join(p for p in (told.source, told.when, told.how_sure, told.before, *told.also) if p)
    elements = [e for e in (where, _plain(f"\n{facts}" if where else facts) if facts else None) if e]
    return [_rich([{"type": "rich_text_section", "elements": elements}])] if elements else []


def _footer(alert: Alert, view: View, shown: tuple[Card, ...]) -> str:
    lines = view.words.lines
    compared = shown[0].compared if len(shown) == 1 else ""
    parts = [compared, lines["rule"].format(rule=alert.rule) if alert.rule else ""]
    parts.append(lines["why"].format(id=alert.id) if alert.findings else "")
    return " · ".join(part for part in parts if part)


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "plain_text", "text": escape.one_line(text, 2000) or "–"}]}


def _rich(elements: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": elements}


def _plain(text: str, *, bold: bool = False) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "text", "text": escape.clean(text) or "–"}
    return {**element, "style": {"bold": True}} if bold else element
