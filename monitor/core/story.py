"""Which articles tell one event: rare shared keys, time, and vetoes.

Incremental and deterministic: each article is compared with those of the window that share rare keys with it, and
joins the story of the one it is most alike. The likeness is the cosine of keys weighted by use and rarity (TF-IDF over
`keys.story_keys`), the same for every pair of languages, with a lower bar where only names and numbers can meet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from math import sqrt

from monitor.model import Mention, Reason, Role

from . import keys as key_rules
from .concepts import PLACES
from .keys import crosses, key_ids, parted, rarities
from .vetoes import vetoes

__all__ = [
    "LEAST_SHARED",
    "MOST_CANDIDATES",
    "WINDOW_DAYS",
    "Card",
    "Placement",
    "anchors",
    "headline",
    "key_ids",
    "place",
    "rarities",
    "story_keys",
    "weighed",
]

WINDOW_DAYS = 14
MOST_CANDIDATES = 32
LEAST_SHARED = 2  # anchors: one alone brings a crowd and no story
_ANCHORS = 11, 7  # keys that an article is indexed and looked up by: those that cross languages, a language's words

# Likeness from 0.24 to 0.36 divides same-language pairs about equally well (tests/quality/same). Between languages only
# names, numbers, concepts and mentions are compared; from the lower bar on a match must also stand out of the noise,
# which is what the second other story of the window reaches (the first may be a part of the same one).
_BAR = 0.28
_BAR_ACROSS = 0.22
_SURE_ACROSS = 3.0  # times the bar: enough without standing out
_LEAD = 1.5  # times the noise
_NOISE_RANK = 1  # of the other stories, counted from 0
_KIN = 0.30  # likeness by the shared keys alone, from which on another candidate is no noise but the same event
_BRIDGE = 1.25  # how far over the bar an article must be alike to a second story to make the two one
_HALF_LIFE_DAYS = 21.0  # likeness fades: the same words a fortnight later more often tell of the next event


@dataclass(frozen=True, slots=True)
class Card:
    """All that placement needs of one article. `keys` are its story keys, the most telling first.

    `norms` are the lengths of its key vector, whole and across languages, at the time of its own placement
    (`weighed`), so that later ones need the archive's counts of their own keys only; () means not computed.
    """

    article: str
    title: str
    keys: tuple[str, ...]
    published: datetime
    language: str
    family: str = ""
    norms: tuple[float, ...] = ()


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
    """At most 40 keys of what the article is about, the most telling first; `published` takes no part yet."""
    return key_rules.story_keys(title, text, language, mentions)


def weighed(card: Card, rarity: Callable[[str], float]) -> Card:
    """The card with its norms; `rarity` is `rarities(counts, total)`."""
    return replace(card, norms=tuple(round(_length(weights), 3) for weights in _weights(card.keys, rarity)))


@lru_cache(maxsize=2)  # the article to place is weighed, indexed and compared, one after the other
def _weights(keys: tuple[str, ...], rarity: Callable[[str], float]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The vectors that are compared in one language and across languages."""
    whole = {key: weight * rarity(key) for key, weight in key_rules.weights(keys).items()}
    return whole, {key: whole[key] for key, _ in map(parted, filter(crosses, keys))}


def anchors(card: Card, rarity: Callable[[str], float]) -> tuple[str, ...]:
    """The 18 keys at most to index the article by and to look up its candidates with: the rarest, weighed by use."""
    whole, _ = _weights(card.keys, rarity)
    order = sorted(card.keys, key=lambda key: (-whole[parted(key)[0]], key))
    across = [key for key in order if crosses(key)][: _ANCHORS[0]]
    return (*across, *[key for key in order if not crosses(key)][: _ANCHORS[1]])


def _length(weights: Mapping[str, float]) -> float:
    return sqrt(sum(weight**2 for weight in weights.values()))


@dataclass(frozen=True, slots=True)
class _Match:
    """One candidate: its likeness, faded by time; `across` two languages."""

    card: Card
    story: str
    likeness: float
    across: bool
    products: Mapping[str, float]  # of the weights of the shared keys in both
    against: tuple[str, ...]
    theirs: Mapping[str, float]  # weights of the shared keys in the candidate, over the length of its vector

    @property
    def score(self) -> float:
        """Likeness over the bar, so that languages compare."""
        return self.likeness / (_BAR_ACROSS if self.across else _BAR)

    @property
    def shared(self) -> list[str]:
        """The keys of both, the most telling first."""
        return sorted(self.products, key=lambda key: (-self.products[key], key))


def _mention_keys(card: Card) -> frozenset[str]:
    """Mentions with the weight of a title's word; see `keys._Use.weight`."""
    return frozenset(key for key, weight in map(parted, card.keys) if ":" in key and weight >= 1.5)


def _title_names(card: Card) -> frozenset[str]:
    """Names in the title: what is never written small in the text, and countries and capitals.

    The first word counts where it is written large throughout, since any word begins a title large.
    """
    names = {parted(key)[0] for key in card.keys if "^" in key}
    large = ((key, at > 0 or piece.isupper()) for key, piece, at in key_rules.pieces(card.title) if piece[0].isupper())
    return frozenset(key for key, sure in large if (sure and key in names) or (key[0] == "@" and key[1:] in PLACES))


def _strangers(card: Card, other: Card) -> tuple[str, ...]:
    """Titles of one language that name somebody or some place each, whom the other article does not know."""
    if card.language != other.language:
        return ()
    mine, theirs = _title_names(card) - _known(other), _title_names(other) - _known(card)
    if not mine or not theirs:
        return ()
    return (f"names {', '.join(sorted(mine))} against {', '.join(sorted(theirs))}",)


def _known(card: Card) -> frozenset[str]:
    in_title = (key for key, _, _ in key_rules.pieces(card.title))
    return frozenset((*(parted(key)[0] for key in card.keys), *in_title))


def _vetoes(a: Card, b: Card) -> tuple[str, ...]:
    return tuple(vetoes(a.title, b.title, _mention_keys(a), _mention_keys(b)))


@dataclass(frozen=True, slots=True)
class _Side:
    """The article to place, ready for comparing."""

    card: Card
    weights: tuple[Mapping[str, float], Mapping[str, float]]  # in one language, across languages
    rarity: Callable[[str], float]


def _match(side: _Side, other: Card, story: str) -> _Match:
    card, across = side.card, side.card.language != other.language
    weights = side.weights[across]
    norm = (other.norms or weighed(other, side.rarity).norms)[across]
    pairs = [(key, weight) for key, weight in key_rules.weights(other.keys).items() if key in weights]
    theirs = {key: weight * side.rarity(key) / (norm or 1.0) for key, weight in pairs}
    products = {key: weights[key] * weight for key, weight in theirs.items()}
    days = abs((card.published - other.published).total_seconds()) / 86_400
    likeness = sum(products.values()) / (card.norms[across] or 1.0) * 0.5 ** (days / _HALF_LIFE_DAYS)
    against: tuple[str, ...] = ()
    if likeness >= (_BAR_ACROSS if across else _BAR):
        against = (*_vetoes(card, other), *_strangers(card, other))
    return _Match(other, story, likeness, across, products, against, theirs)


def _by_story(matches: Sequence[_Match]) -> list[_Match]:
    """The best free match of each story not mostly refused, the best story first; the older article wins a tie."""
    order = sorted(matches, key=lambda match: (-match.score, match.card.published, match.card.article))
    tops = {match.story: match for match in reversed(order)}
    best: list[_Match] = []
    for story in dict.fromkeys(match.story for match in order):
        own = [match for match in order if match.story == story and match.score >= 1]
        free = [match for match in own if not match.against]
        if free and 2 * len(free) >= len(own) and _stands(free[0], tops):
            best.append(free[0])
    return best


def _stands(match: _Match, tops: Mapping[str, _Match]) -> bool:
    """Whether a match between languages says enough, four keys or three with a name or number, above the noise."""
    if not match.across or match.score >= _SURE_ACROSS:
        return True
    if len(match.products) < 3 or (len(match.products) == 3 and all(key[0] == "@" for key in match.products)):
        return False
    others = (top for story, top in tops.items() if story != match.story and not _kin(match, top))
    noise = sorted((top.likeness for top in others), reverse=True)[_NOISE_RANK : _NOISE_RANK + 1]
    return match.likeness >= _LEAD * sum(noise)


def _kin(a: _Match, b: _Match) -> bool:
    """Whether two candidates are alike by what the newcomer shares with both: parts of one event, not noise."""
    return sum(weight * b.theirs.get(key, 0.0) for key, weight in a.theirs.items()) >= _KIN


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
    own = card if card.norms else weighed(card, rarity)
    side = _Side(own, _weights(own.keys, rarity), rarity)
    near = [other for other in candidates if other.article != card.article and _in_window(card, other)]
    matches = [_match(side, other, stories.get(other.article, "")) for other in near]
    refused = tuple(f"{match.card.article}: {why}" for match in matches for why in match.against)
    best = _by_story([match for match in matches if match.story])
    home = stories.get(reprint_of, "")
    if not home and not best:
        return Placement("", Role.FIRST, Reason.STORY_OPENED, vetoes=refused)
    chosen = home or best[0].story
    over = (match.story for match in best if match.story != chosen and match.score >= _BRIDGE)
    merges = tuple(story for story in over if _agree(_alike(matches, chosen), _alike(matches, story)))
    role = Role.REPRINT if reprint_of else Role.OWN_REPORT
    reason = Reason.STORIES_MERGED if merges else Reason.STORY_JOINED
    deciding = next((match for match in best if match.story == chosen), None)
    if deciding is None:
        return Placement(chosen, role, reason, merges, 1.0, reprint_of, refused)
    nearest = reprint_of or deciding.card.article
    return Placement(chosen, role, reason, merges, deciding.score, nearest, refused, tuple(deciding.shared[:8]))


def _alike(matches: Sequence[_Match], story: str) -> list[Card]:
    return [match.card for match in matches if match.story == story and match.score >= 1]


def _agree(one: Sequence[Card], other: Sequence[Card]) -> bool:
    """Whether nothing in the titles parts two stories that a bridge would join; names do not, as it knows both."""
    return not any(_vetoes(a, b) for a in one for b in other)


def _in_window(card: Card, other: Card) -> bool:
    return abs((card.published - other.published).total_seconds()) <= WINDOW_DAYS * 86_400


def headline(cards: Sequence[Card], language: str = "") -> str:
    """The clearest title: of 30 to 110 letters, in the wanted language if any is, with most of the keys that the
    story's titles share; the earliest wins a tie."""
    titles = [{key for key, _, _ in key_rules.pieces(card.title)} for card in cards]
    held = Counter(key for title in titles for key in title)

    def clarity(at: int) -> tuple[bool, bool, float, float]:
        common = sum(held[key] for key in titles[at]) / (len(titles[at]) + 3)
        right = 30 <= len(cards[at].title) <= 110
        return (cards[at].language == language, right, common, -cards[at].published.timestamp())

    return cards[max(range(len(cards)), key=clarity)].title if cards else ""
