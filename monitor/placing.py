"""An article's place among the others: whose text it is, and which story it tells. Inside a unit.

    sketch | same words | compare | rare keys | articles that share them | place | roles, title, voices

`core.shelf` says the same in memory; its answers are the measure for these.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from monitor.core import near, story, voices
from monitor.core.shelf import MOST_NEAR
from monitor.core.story import Card, Placement
from monitor.knowledge import Publisher
from monitor.model import Decision, Fingerprints, Reason, Stage
from monitor.storage import Storage, StoredArticle
from monitor.storage.rows import item_json, moment

_COPY = (Reason.REPRINT, Reason.SAME_ARTICLE)

Rarity = Callable[[str], float]


def place(
    storage: Storage, publishers: Sequence[Publisher], new: StoredArticle, prints: Fingerprints, now: datetime
) -> None:
    """Find the article's original and its story; keep both, and index it for those to come."""
    copies = _copies(storage, new, prints)
    original = copies[0] if copies and copies[0].dated <= new.dated else None
    card, rarity = _card(storage, new, prints)
    anchors = story.key_ids(story.anchors(card, rarity))
    placement = _placement(storage, card, anchors, rarity, original or next(iter(copies), None))
    name = placement.story or f"{new.dated:%Y-%m-%d}-{new.id}"
    if not placement.story:
        storage.stories.open(name, new.article.title, new.dated)
    storage.stories.merge(name, placement.merges)
    storage.stories.put(new.id, name, placement.role, original.id if original else None, new.dated)
    if original is None:
        storage.stories.copied(new.id, [one.id for one in copies])
    storage.archive.index_story(new.id, near.slots(anchors, new.dated), story.key_ids(card.keys), item_json(card))
    storage.archive.index_bands(new.id, near.slots(near.bands(prints.signature), new.dated))
    _retell(storage, name, publishers)
    storage.trail.add(_decisions(new, name, placement, original, now))


def _copies(storage: Storage, new: StoredArticle, prints: Fingerprints) -> list[StoredArticle]:
    """Articles with the same words, by date: those before it are its originals, those after it copied from it."""
    slots = near.slots(near.bands(prints.signature), new.dated, near.WINDOW_DAYS)
    alike = storage.archive.many([ident for ident in storage.archive.near(slots, MOST_NEAR) if ident != new.id])
    copies = [old for old in alike if near.compare(old.article.text, new.article.text).reason in _COPY]
    return sorted(copies, key=lambda one: (one.dated, one.id))


def _card(storage: Storage, new: StoredArticle, prints: Fingerprints) -> tuple[Card, Rarity]:
    """The article's card, weighed by how rare its keys are in the archive of today."""
    bare = Card(str(new.id), new.article.title, prints.story_keys, new.dated, new.article.language, new.family)
    rarity = story.rarities(storage.archive.key_counts(story.key_ids(bare.keys)), storage.archive.size())
    return story.weighed(bare, rarity), rarity


def _placement(
    storage: Storage, card: Card, anchors: Sequence[int], rarity: Rarity, twin: StoredArticle | None
) -> Placement:
    slots = near.slots(anchors, card.published, story.WINDOW_DAYS)
    idents = storage.archive.of_story_slots(slots, story.MOST_CANDIDATES, story.LEAST_SHARED)
    if twin is not None and twin.id not in idents:
        idents.append(twin.id)
    found = storage.archive.cards(idents)
    cards = [_read(item) for ident in idents if ident in found for item, _ in (found[ident],)]
    stories = {str(ident): name for ident, (_, name) in found.items()}
    return story.place(card, cards, stories, rarity, str(twin.id) if twin else "")


def _read(item: str) -> Card:
    row = json.loads(item)
    lists = {name: tuple(row.get(name, ())) for name in ("keys", "norms")}
    return Card(**row | lists | {"published": moment(row["published"])})


def voice(one: StoredArticle) -> voices.Voice:
    return voices.Voice(
        article=str(one.id),
        url=one.article.url,
        source=one.publisher or one.source,
        published=one.dated,
        credited_to=one.article.credited_to,
        reprint_of=str(one.copied_from) if one.copied_from else "",
    )


def _retell(storage: Storage, name: str, publishers: Sequence[Publisher]) -> None:
    """Roles, voices and title of the whole story, by date: whoever is earliest was first, whatever came in first."""
    articles = storage.archive.many(storage.stories.articles(name))
    told = voices.tell([voice(one) for one in articles], publishers)
    roles = [(int(one.article), one.role, int(one.copied_from) if one.copied_from else None) for one in told]
    storage.stories.roles(name, roles)
    spoken = {one.voice for one in told} - {""}
    storage.stories.keep_voices(name, max(len(spoken), 1))
    cards = [Card(str(one.id), one.article.title, (), one.dated, one.article.language) for one in articles]
    storage.stories.title(name, story.headline(cards, articles[0].article.language))


def _decisions(
    new: StoredArticle, name: str, placement: Placement, original: StoredArticle | None, now: datetime
) -> list[Decision]:
    shared = f"shares {', '.join(placement.shared[:6])} with article {placement.nearest}" if placement.nearest else ""
    merged = f"merged with {', '.join(placement.merges)}" if placement.merges else ""
    detail = "; ".join(part for part in (name, shared, merged, *placement.vetoes) if part)
    said = [Decision(now, Stage.STORY, new.article.url, True, placement.reason, detail)]
    if original is not None:
        said.insert(0, Decision(now, Stage.DEDUPE, new.article.url, True, Reason.REPRINT, original.article.url))
    return said
