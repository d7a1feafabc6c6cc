"""Which articles tell one event: rare shared keys, time, and vetoes.

Incremental and deterministic: each article is compared with those of the window that share rare keys with it, and
joins the story of the one it is most alike. The likeness is the cosine of keys weighted by use and rarity (TF-IDF over
`keys.story_keys`), the same for every pair of languages, with a lower bar where only names and numbers can meet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import sqrt

from monitor.model import Mention, Reason, Role

from . import keys as key_rules
from .keys import key_ids, parted, rarities
from .vetoes import vetoes

__all__ = ["WINDOW_DAYS", "Card", "Placement", "headline", "key_ids", "place", "rarities", "story_keys", "weighed"]

WINDOW_DAYS = 14
MOST_CANDIDATES = 50

# Bars found on the project's labelled pairs by two folds (tests/quality/same); between languages a third fewer keys
# can meet.
_BAR = 0.33
_BAR_ACROSS = 0.20
_BRIDGE = 1.25  # how far over the bar an article must be alike to a second story to make the two one
_SHARPNESS = 1.5  # power of the rarity
_HALF_LIFE_DAYS = 21.0  # likeness fades: the same words a fortnight later more often tell of the next event


@dataclass(frozen=True, slots=True)
class Card:
    """All that placement needs of one article. `keys` are its story keys, the most telling first.

    `norm` is the length of its key vector at the time of its own placement (`weighed`), so that later ones need the
    archive's counts of their own keys only; 0 means not computed.
    """

    article: str
    title: str
    keys: tuple[str, ...]
    published: datetime
    language: str
    family: str = ""
    norm: float = 0.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs. `story` is "" for a new one; `merges` are stories that it bridges into `story`."""

    story: str
    role: Role
    reason: Reason
    merges: tuple[str, ...] = ()
    score: float = 0.0  # likeness to `nearest` over its bar: 1 is just enough
    nearest: str = ""  # the article that decided
    vetoes: tuple[str, ...] = ()  # in plain words, of candidates refused in spite of their likeness
    shared: tuple[str, ...] = ()  # the keys it shares with the nearest, the most telling first


def story_keys(
    title: str, text: str, language: str, mentions: Sequence[Mention], published: datetime | None
) -> tuple[str, ...]:
    """At most 40 keys of what the article is about, the most telling first; the same rules for every language."""
    return key_rules.story_keys(title, text, mentions)


def weighed(card: Card, rarity: Callable[[str], float]) -> Card:
    """The card with its norm; `rarity` is `rarities(counts, total)`."""
    return replace(card, norm=sqrt(sum(weight**2 for weight in _weights(card, rarity).values())))


def _weights(card: Card, rarity: Callable[[str], float]) -> dict[str, float]:
    return {key: weight * rarity(key) ** _SHARPNESS for key, weight in map(parted, card.keys)}


@dataclass(frozen=True, slots=True)
class _Match:
    """One candidate: `score` is likeness over the bar, so that languages compare."""

    card: Card
    story: str
    score: float
    shared: tuple[str, ...]
    against: tuple[str, ...]


def _mention_keys(card: Card) -> frozenset[str]:
    """Mentions with the weight of a title's word; see `keys._Use.weight`."""
    return frozenset(key for key, weight in map(parted, card.keys) if ":" in key and weight >= 1.5)


def _match(card: Card, weights: Mapping[str, float], other: Card, story: str, rarity: Callable[[str], float]) -> _Match:
    norm = other.norm or weighed(other, rarity).norm
    theirs = {key: weight * rarity(key) ** _SHARPNESS for key, weight in map(parted, other.keys) if key in weights}
    dot = sum(weights[key] * weight for key, weight in theirs.items())
    days = abs((card.published - other.published).total_seconds()) / 86_400
    likeness = dot / (card.norm * norm or 1.0) * 0.5 ** (days / _HALF_LIFE_DAYS)
    bar = _BAR if card.language == other.language else _BAR_ACROSS
    shared = sorted(theirs, key=lambda key: (-weights[key] * theirs[key], key))
    against: tuple[str, ...] = ()
    if likeness >= bar:
        against = tuple(vetoes(card.title, other.title, _mention_keys(card), _mention_keys(other)))
    return _Match(other, story, likeness / bar, tuple(shared), against)


def _by_story(matches: Sequence[_Match]) -> list[_Match]:
    """The best free match of each story not mostly refused, the best story first; the older article wins a tie."""
    order = sorted(matches, key=lambda match: (-match.score, match.card.published, match.card.article))
    best: list[_Match] = []
    for story in dict.fromkeys(match.story for match in order):
        own = [match for match in order if match.story == story and match.score >= 1]
        free = [match for match in own if not match.against]
        if free and 2 * len(free) >= len(own):
            best.append(free[0])
    return best


def place(
    card: Card,
    candidates: Sequence[Card],
    stories: Mapping[str, str],
    rarity: Callable[[str], float],
    reprint_of: str = "",
) -> Placement:
    """Finds the article's story.

    `stories` maps the candidates' articles to their stories; `rarity` is `rarities(counts, total)`; `reprint_of` is
    the candidate that `near.compare` found to be the original: its story is the article's, whatever the keys say.
    """
    own = card if card.norm else weighed(card, rarity)
    weights = _weights(own, rarity)
    near = [other for other in candidates if other.article != card.article and _in_window(card, other)]
    matches = [_match(own, weights, other, stories.get(other.article, ""), rarity) for other in near]
    refused = tuple(f"{match.card.article}: {why}" for match in matches for why in match.against)
    best = _by_story([match for match in matches if match.story])
    home = stories.get(reprint_of, "")
    if not home and not best:
        return Placement("", Role.FIRST, Reason.STORY_OPENED, vetoes=refused)
    chosen = home or best[0].story
    merges = tuple(match.story for match in best if match.story != chosen and match.score >= _BRIDGE)
    role = Role.REPRINT if reprint_of else Role.OWN_REPORT
    reason = Reason.STORIES_MERGED if merges else Reason.STORY_JOINED
    deciding = next((match for match in best if match.story == chosen), None)
    if deciding is None:
        return Placement(chosen, role, reason, merges, 1.0, reprint_of, refused)
    nearest = reprint_of or deciding.card.article
    return Placement(chosen, role, reason, merges, deciding.score, nearest, refused, deciding.shared[:8])


def _in_window(card: Card, other: Card) -> bool:
    return abs((card.published - other.published).total_seconds()) <= WINDOW_DAYS * 86_400


def headline(cards: Sequence[Card], language: str = "") -> str:
    """The clearest title: of 30 to 110 letters, in the wanted language if any is, with most of the keys that the
    story's titles share; the earliest wins a tie."""
    titles = [{key for key, _, _ in key_rules.pieces(card.title)} for card in cards]

    def clarity(at: int) -> tuple[bool, bool, float, float]:
        common = sum(len(titles[at] & other) for other in titles) / (len(titles[at]) + 3)
        right = 30 <= len(cards[at].title) <= 110
        return (cards[at].language == language, right, common, -cards[at].published.timestamp())

    return cards[max(range(len(cards)), key=clarity)].title if cards else ""
