"""Which tier serves.

The first tier whose draft passes the common test serves, with two exceptions: the publisher's rule and JSON-LD are
weighed against the page (as the cheap tiers read it: the dear one is asked where nothing else passed). A rule serves
unless it finds less than two fifths of what the containers hold: then the site was rebuilt around a name that is
still there.

Rule of disagreement. Let `held` be the share of the JSON-LD body's four-word runs that the page's draft holds, and
`told` the reverse. JSON-LD serves when it is whole and the page shows less than four fifths of it (a page that shows
its text by script). The page serves when JSON-LD is cut short, and when both hold each other; its paragraphs are the
reader's. When the page holds the whole JSON-LD and much more (`told` under 0.6), what stands before the first and
after the last paragraph that both have is furniture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .by_trafilatura import Trafilatura
from .document import Document
from .json_ld import JsonLd
from .publisher_rule import PublisherRule
from .tier import Draft, Tier, accepted, share, shingles

_HELD = 0.8
_TOLD = 0.6
_RULED = 0.4
_SAME_PARAGRAPH = 0.5


def best_draft(document: Document, tiers: Iterable[Tier]) -> Draft | None:
    """The serving draft; the longest rejected one where no tier passes."""
    json_ld: Draft | None = None
    ruled: Draft | None = None
    rejected: list[Draft] = []
    for tier in tiers:
        if tier.name == Trafilatura.name and (ruled or (json_ld and json_ld.whole)):
            break
        draft = tier.read(document)
        if draft is None:
            continue
        if not accepted(draft):
            rejected.append(draft)
        elif tier.name == JsonLd.name:
            json_ld = draft
        elif tier.name == PublisherRule.name:
            ruled = draft
        else:
            return _weighed(ruled, json_ld, draft)
    return ruled or json_ld or max(rejected, key=lambda draft: len(draft.text), default=None)


def _weighed(ruled: Draft | None, json_ld: Draft | None, shown: Draft) -> Draft:
    if ruled is not None and len(ruled.text) >= _RULED * len(shown.text):
        return ruled
    if json_ld is None:
        return shown
    said, seen = shingles(json_ld.text), shingles(shown.text)
    held, told = share(said, seen), share(seen, said)
    if held < _HELD:
        return json_ld if json_ld.whole and len(said) > 0.5 * len(seen) else shown
    if told < _TOLD and json_ld.whole:
        return _between(shown, said)
    return replace(shown, by="json-ld+" + shown.by) if json_ld.whole else shown


def _between(shown: Draft, said: frozenset[tuple[str, ...]]) -> Draft:
    """The shown paragraphs from the first to the last that JSON-LD has too."""
    paragraphs = shown.text.split("\n")
    common = [n for n, text in enumerate(paragraphs) if share(shingles(text), said) >= _SAME_PARAGRAPH]
    if not common:
        return shown
    return replace(shown, text="\n".join(paragraphs[common[0] : common[-1] + 1]))
