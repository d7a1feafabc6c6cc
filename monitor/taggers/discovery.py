"""Names that nobody knew: proposals for makes, models and companies that the knowledge lacks.

Candidates are runs of capitals and quoted names that no known name covers. Signs for and against are summed over all
places of a name in the text; names of one list vouch for each other. What passes is a mention of kind "candidate",
linked later like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp

from monitor.knowledge.terms import Knowledge, Term
from monitor.lang import Reading, norm, skeleton
from monitor.lang.lemmas import grammemes
from monitor.lang.letters import within
from monitor.model import Mention

from .at import mention, sentence_at
from .discovery_evidence import Scene, Sign, Trade, against, frames, manner
from .discovery_lists import Listed, lists
from .discovery_names import OPENING, Name, Spot, named, spots
from .trades import packs_of

BRAND, MODEL, COMPANY = "candidate", "candidate-model", "candidate-company"
LEAST = 2.3  # sum of signs from which a name is proposed: one sure frame, or two vague ones and the manner
LISTED = 2.6  # what standing in a list with a known make is worth; each further make adds half a point
VOUCHED = 0.85  # share of the best sign that the others of its list get
DOUBT = 0.4  # what a sign against it weighs at least, be it seen at one place of many
ALIAS = 1.5  # sounding like a known name
STRANGE = -1.2  # no word of the trade in any of its sentences
MODELLED = -3.5  # standing where a model stands
MODEL_SIGN = "it stands where a model stands"
MOST = 60  # names of one text that are looked at; real articles have fewer, junk pages thousands
GUESS = {BRAND: "brand", MODEL: "model", COMPANY: "company"}
FIRM_SIGNS = frozenset(("a supplier", "called a company", "a company's form follows it", "it is called a partner"))
TRADE_SIGNS = frozenset(("its sentence speaks of the trade", "it is called a maker", "it is said to be made",
                         "its making is spoken of", "it is counted", "it is called a partner",
                         "called a brand", "followed by the word brand", "a model code follows it",
                         "Motors, Auto or the like follows it"))  # fmt: skip
MODELS = frozenset(("модель", "model"))
BESIDE_PRODUCT = frozenset(("a product's word stands before it", "a product's word follows it"))
MAKE_SIGNS = frozenset(("called a brand", "followed by the word brand", "named as one of some brands",
                        "Motors, Auto or the like follows it", "a model code follows it"))  # fmt: skip


@dataclass(slots=True)
class _Case:
    """A name with its signs: those for it at their strongest, those against it by the share of places showing them."""

    name: Name
    best: dict[str, float] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)

    def add(self, signs: Iterable[Sign]) -> None:
        for weight, why in signs:
            self.times[why] += 1
            if abs(weight) > abs(self.best.get(why, 0.0)):
                self.best[why] = weight

    def weights(self) -> Mapping[str, float]:
        places = len(self.name.spots)
        return {why: weight if weight > 0 else weight * min(1.0, max(DOUBT, self.times[why] / places))
                for why, weight in self.best.items()}  # fmt: skip

    def frame(self) -> float:
        """The strength of the best sign that a list may share."""
        return sum(sorted((weight for weight in self.best.values() if weight > 1), reverse=True)[:2])


class Discovery:
    """Adds `Mention(kind="candidate", known=False)` where a watch is named.

    `data` holds `score` (0..1 as text), `guess` (brand; model for kind "candidate-model", company for
    "candidate-company") and, where the name sounds like a known one, `alias_of`.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        packs = tuple(packs_of(knowledge))
        self._pack_of = {watch.id: watch.pack for watch in knowledge.watches.values()}
        self._trades = {pack.name: Trade.of(knowledge, pack) for pack in packs}
        self._rejected = frozenset(norm(name) for name in knowledge.rejected)
        self._background = knowledge.background
        names = (name for watch in knowledge.watches.values() for name in watch.names)
        self._own = tuple({norm(name) for name in names if " " not in name})
        self._sounds = _sounds(term for pack in packs for terms in pack.kinds.values() for term in terms)

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        named_packs = [self._pack_of.get(one.watch, "") for one in mentions if one.kind == "company"]
        trade = next((self._trades[name] for name in named_packs if name in self._trades), None)
        if trade is None:
            return mentions
        scene = Scene(reading, trade, _covered(reading, mentions))
        names = named(reading, spots(reading, frozenset(scene.known)))[:MOST]
        cases = {name.key: _Case(name) for name in names}
        for case in cases.values():
            self._weigh(scene, case)
        found = list(lists(scene, names))
        _vouch(found, {spot: case for case in cases.values() for spot in case.name.spots})
        for case in cases.values():
            case.add(_strange(scene, case))
        _tell_models(scene, list(cases.values()), found)
        return (*mentions, *(one for case in cases.values() for one in self._proposed(reading, case)))

    def _weigh(self, scene: Scene, case: _Case) -> None:
        case.add(manner(scene, case.name, self._background))
        for spot in case.name.spots:
            case.add(frames(scene, spot))
            case.add(against(scene, spot))
        if alias := self._alias(case.name):
            case.add([(ALIAS, f"sounds like {alias}")])

    def _proposed(self, reading: Reading, case: _Case) -> Iterator[Mention]:
        weights = case.weights()
        total = sum(weights.values())
        kind = _kind(weights, total)
        if not kind or norm(case.name.value) in self._rejected or self._is_own(norm(case.name.value)):
            return
        strength = total - (weights[MODEL_SIGN] if kind == MODEL else 0.0)
        data = {"score": f"{1 / (1 + exp(1.5 - abs(strength))):.2f}", "guess": GUESS[kind]}
        if alias := self._alias(case.name):
            data["alias_of"] = alias
        if kind == COMPANY:
            data["role"] = "supplier"
        reasons = tuple(why for why, _ in sorted(weights.items(), key=lambda pair: (-abs(pair[1]), pair[0])))
        for spot in case.name.spots:
            one = mention(reading, (spot.first, spot.last), (kind, case.name.value), "", data)
            yield replace(one, known=False, reasons=reasons)

    def _is_own(self, name: str) -> bool:
        """A misspelling or a foreign case of a watch's own name."""
        return any(len(own) > 5 and (name.startswith(own) or within(name, own, 2)) for own in self._own)

    def _alias(self, name: Name) -> str:
        sound = skeleton(name.value)
        return self._sounds.get(sound, "") if len(sound) > 3 else ""


def _kind(weights: Mapping[str, float], total: float) -> str:
    """The kind of mention to make, or ""."""
    if total >= LEAST:
        return BRAND
    model = weights.get(MODEL_SIGN, 0.0)
    if model and total - model >= LEAST:
        return MODEL
    firm = sum(abs(weight) for why, weight in weights.items() if why in FIRM_SIGNS)
    others = sum(weight for why, weight in weights.items() if weight < 0 and why not in FIRM_SIGNS)
    return COMPANY if firm >= 1.4 and others > -1 and not model else ""


def _sounds(terms: Iterable[Term]) -> dict[str, str]:
    """sound skeleton of a known name -> the value it belongs to; a sound of two values means neither."""
    found: dict[str, str] = {}
    for term in terms:
        if term.kind != "segment":
            for sound in {skeleton(name) for name in term.names}:
                found[sound] = term.value if found.get(sound, term.value) == term.value else ""
    return found


def _covered(reading: Reading, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Token index -> the mention of a name that holds it."""
    tokens = reading.tokens
    found: dict[int, Mention] = {}
    for one in mentions:
        if one.kind in ("segment", "event") or not one.end:
            continue
        sentence = sentence_at(reading, one.field, one.start)
        own = range(sentence.first, sentence.last)
        found.update((at, one) for at in own if one.start < tokens[at].end and tokens[at].start < one.end)
    return found


def _vouch(found: Iterable[Listed], case_of: Mapping[Spot, _Case]) -> None:
    """Names of one list share the signs of its best, and those listed with a known make gain by it."""
    for one in found:
        members = [case_of[spot] for spot in one.spots if spot not in one.models]
        best = max((case.frame() for case in members), default=0.0)
        for case in members:
            if one.known:
                weight = LISTED + 0.5 * min(2, len(one.known) - 1)
                case.add([(weight, f"listed with {', '.join(one.known[:3])}")])
            elif case.frame() < best * VOUCHED:
                case.add([(best * VOUCHED - case.frame(), "listed with a likely make")])
            if len(members) + len(one.known) > 2:
                case.add([(min(2.0, 0.6 * (len(members) + len(one.known) - 2)), "in a list of several names")])


def _strange(scene: Scene, case: _Case) -> Iterator[Sign]:
    """Neither its own sentences nor those before them speak of the trade, and no sign of it does."""
    listed = any(why.startswith(("listed with", "sounds like")) for why in case.best)
    if listed or not TRADE_SIGNS.isdisjoint(case.best):
        return
    if not any(scene.about(scene.reading.sentences[max(0, spot.sentence.index - 1)]) for spot in case.name.spots):
        yield from ((STRANGE, "nothing of the trade beside it") for _ in case.name.spots)


def _tell_models(scene: Scene, cases: Sequence[_Case], found: Sequence[Listed]) -> None:
    """Names that stand where models stand, and have no surer sign of being a make."""
    behind = {word for case in cases for spot in case.name.spots for word in spot.models}
    listed = {spot for one in found for spot in one.models}
    makes = (case for case in cases if sum(case.weights().values()) >= LEAST and not _bare(scene, case))
    another = any(one.kind != "company" for one in scene.known.values()) or any(makes)
    modelled = [
        case
        for case in cases
        if case.name.key in behind or listed & set(case.name.spots) or (another and _bare(scene, case))
    ]
    told = {spot for case in modelled for spot in case.name.spots}
    beside = {spot for one in found if told & set(one.spots) and not one.known for spot in one.spots}
    for case in cases:
        vouched = set(case.name.spots) <= beside and not any(spot.models or spot.code for spot in case.name.spots)
        if (case in modelled or vouched) and not MAKE_SIGNS & set(case.best):
            case.add((MODELLED, MODEL_SIGN) for _ in case.name.spots)


def _bare(scene: Scene, case: _Case) -> bool:
    """Every sure sign of it is the word of a kind of body beside it: «кроссовер Dashing», "the Vigus pickup"."""
    sure = {why for why, weight in case.best.items() if weight > 1}
    if not sure or sure - BESIDE_PRODUCT or any(spot.models for spot in case.name.spots):
        return False
    return any(_body(scene, spot) or _of_models(scene, spot) for spot in case.name.spots)


def _body(scene: Scene, spot: Spot) -> bool:
    """A kind of body in the singular stands beside it: "crossovers X" is said of a make, "crossover X" of a model."""
    tokens = scene.reading.tokens
    at = spot.first - 1 - (spot.first > 0 and tokens[spot.first - 1].text in OPENING)
    if at >= 0 and scene.reading.lemmas(at) & scene.trade.body and not _plural(tokens[at].norm):
        return True
    article = spot.first > 0 and tokens[spot.first - 1].norm == "the"
    return article and bool(scene.after(spot)[0] & scene.trade.body) and not _plural(tokens[spot.end].norm)


def _plural(word: str) -> bool:
    return word.endswith("s") if word.isascii() else "plur" in grammemes(word)


def _of_models(scene: Scene, spot: Spot) -> bool:
    """The sentence has announced models before it comes to the name: "three models of the brand: ..."."""
    tokens = scene.reading.tokens
    told = (at for at in range(spot.sentence.first, spot.first) if scene.reading.lemmas(at) & MODELS)
    return any(at < spot.first - 1 or not _plural(tokens[at].norm) for at in told)  # "models of X": a make
