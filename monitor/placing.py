"""An article's place among the others: whose text it is, and which story it tells. Inside a unit.

    sketch | same words | compare | rare keys | articles that share them | place | roles, title, voices

`core.shelf` says the same in memory; its answers are the measure for these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from monitor.core import near, story, voices
from monitor.core.shelf import MOST_NEAR, least_hashes
from monitor.core.story import Card, Placement
from monitor.knowledge import Publisher
from monitor.model import Decision, Fingerprints, Reason, Stage
from monitor.storage import Storage, StoredArticle, Teller

Rarity = Callable[[str], float]


def place(
    storage: Storage, publishers: Sequence[Publisher], new: StoredArticle, prints: Fingerprints, now: datetime
) -> None:
    """Find the article's original and its story; keep both, and index it for those to come."""
    copies = _copies(storage, new, prints)
    card, rarity = _card(storage, new, prints)
    anchors = story.key_ids(story.anchors(card, rarity))
    placement = _placement(storage, card, anchors, rarity, next(iter(copies), None))
    if not copies and placement.nearest:
        copies = _excerpted(storage, new, int(placement.nearest))
        placement = _placement(storage, card, anchors, rarity, copies[0]) if copies else placement
    original = copies[0] if copies and copies[0].dated <= new.dated else None
    name = placement.story or f"{new.dated:%Y-%m-%d}-{new.id}"
    storage.stories.open(name, new.article.title, new.dated)
    if placement.merges:
        storage.trail.add(_moved(storage, new, name, placement.merges, now))
        storage.stories.merge(name, placement.merges)
    storage.stories.put(new.id, name, placement.role, original.id if original else None)
    if original is None and copies:
        storage.stories.copied(new.id, [one.id for one in copies])
    storage.likes.add_keys(new.id, near.slots(anchors, new.dated))
    storage.likes.keep_card(new.id, written(card))
    storage.likes.add_sketch(new.id, near.slots(near.bands(prints.signature), new.dated))
    if placement.story:
        _retell(storage, name, publishers)
    storage.trail.add(_decisions(new, name, placement, original, now))


def _copies(storage: Storage, new: StoredArticle, prints: Fingerprints) -> list[StoredArticle]:
    """Articles with the same words, by date: those before it are its originals, those after it copied from it."""
    slots = near.slots(near.bands(prints.signature), new.dated, near.WINDOW_DAYS)
    found = storage.likes.same_sketch(slots, MOST_NEAR, least_hashes(prints.signature))
    alike = storage.archive.many([ident for ident in found if ident != new.id])
    own = near.shingles(new.article.text) if alike else frozenset()
    copies = [old for old in alike if _same_words(old, prints) or near.copied(_shingles(old.article.text), own)]
    return sorted(copies, key=lambda one: (one.dated, one.id))


def _excerpted(storage: Storage, new: StoredArticle, nearest: int) -> list[StoredArticle]:
    """Its nearest, where it is made of that text: the sketch of a short excerpt tells too little."""
    alike = storage.archive.many([nearest])
    return [old for old in alike if near.copied(_shingles(old.article.text), near.shingles(new.article.text))]


def _same_words(old: StoredArticle, prints: Fingerprints) -> bool:
    return bool(prints.text_hash) and old.text_hash == prints.text_hash


# A wave of reprints is compared with the same few articles again and again; 128 texts of 3 kB cost about 4 MB.
_shingles = lru_cache(maxsize=128)(near.shingles)


def _card(storage: Storage, new: StoredArticle, prints: Fingerprints) -> tuple[Card, Rarity]:
    """The article's card, weighed by how rare its keys were in the archive before it; from here on they count."""
    bare = Card(str(new.id), new.article.title, prints.story_keys, new.dated, new.article.language, new.family)
    rarity = story.rarities(storage.likes.counted(story.key_ids(prints.story_keys)), storage.archive.size())
    return story.weighed(bare, rarity), rarity


def _placement(
    storage: Storage, card: Card, anchors: Sequence[int], rarity: Rarity, twin: StoredArticle | None
) -> Placement:
    slots = near.slots(anchors, card.published, story.WINDOW_DAYS)
    idents = storage.likes.same_keys(slots, story.MOST_CANDIDATES, story.LEAST_SHARED)
    if twin is not None and twin.id not in idents:
        idents.append(twin.id)
    found = storage.likes.cards(idents)
    cards = [_read(ident, *found[ident][:2]) for ident in idents if ident in found]
    stories = {str(ident): name for ident, (_, _, name) in found.items()}
    return story.place(card, cards, stories, rarity, str(twin.id) if twin else "")


def written(card: Card) -> str:
    """A card as the archive keeps it, without what the article says: time, language, norms and keys between tabs."""
    return "\t".join((f"{card.published.timestamp():.3f}", card.language, *map(str, card.norms), *card.keys))


# News resembles the news of the hour: 256 cards of 6 kB. By what is written, so that nothing undone is remembered.
@lru_cache(maxsize=256)
def _read(ident: int, item: str, title: str) -> Card:
    at, language, whole, across, *keys = item.split("\t")
    published = datetime.fromtimestamp(float(at), UTC)
    return Card(str(ident), title, tuple(keys), published, language, norms=(float(whole), float(across)))


def voice(one: Teller) -> voices.Voice:
    return voices.Voice(
        article=str(one.id),
        url=one.url,
        source=one.source,
        published=one.dated,
        credited_to=one.credited_to,
        reprint_of=str(one.copied_from) if one.copied_from else "",
    )


def _retell(storage: Storage, name: str, publishers: Sequence[Publisher]) -> None:
    """Roles, voices and title of the whole story, by date: whoever is earliest was first, whatever came in first."""
    tellers = storage.stories.tellers(name)
    told = {int(one.article): one for one in voices.tell([voice(one) for one in tellers], publishers)}
    parts = [(one, told[one.id].role, int(told[one.id].copied_from or 0) or None) for one in tellers]
    storage.stories.roles(
        [(o.id, role, copied) for o, role, copied in parts if (role, copied) != (o.role, o.copied_from)]
    )
    spoken = {one.voice for one in told.values()} - {""}
    cards = [Card(str(one.id), one.title, (), one.dated, one.language) for one in tellers]
    storage.stories.retold(name, story.headline(cards, tellers[0].language), max(len(spoken), 1))


def _moved(storage: Storage, new: StoredArticle, name: str, merges: Sequence[str], now: datetime) -> list[Decision]:
    """Said of every article whose story becomes a part of another."""
    said = f"the story became a part of {name} through {new.article.url}"
    tellers = (one for story in merges for one in storage.stories.tellers(story))
    return [Decision(now, Stage.STORY, one.url, True, Reason.STORIES_MERGED, said) for one in tellers]


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
