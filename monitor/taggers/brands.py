"""Names that the pack knows: brands and whatever other kinds of name it has.

Segments have a tagger of their own. A name that is also an ordinary word counts only under its conditions; a model
implies its make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.knowledge.terms import Knowledge, Pack, Term
from monitor.lang import Reading, norm, words_of
from monitor.model import Mention

from .at import mention, sentence_at, sentence_of, tokens_of
from .names import Hit, Names, longest
from .trades import Trades, packs_of

NAME, MODEL, NEVER = "name", "model", "never"
QUOTES = frozenset("«»„“”\"'‘’")
NEAR = 9  # tokens on either side in which a condition is looked for: about a clause


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What a found name means. `shaky` names need a condition."""

    term: Term
    name: str
    part: str  # NAME, MODEL or NEVER
    shaky: bool
    near: frozenset[str]  # lemmas that prove a shaky name
    roots: frozenset[str]  # their first letters, for languages without lemmas


def _entries(term: Term, pack: Pack) -> Iterator[tuple[str, Known]]:
    near = frozenset(map(norm, term.context or pack.words.get("near", ())))
    roots = frozenset(word[:ROOT] for word in near if len(word) >= ROOT)
    shaky = {norm(name) for name in term.ambiguous}
    shaky_models = {norm(name) for name in term.ambiguous_models}
    for name in term.names:
        yield name, Known(term, name, NAME, norm(name) in shaky, near, roots)
    for model in term.models:
        yield model, Known(term, model, MODEL, norm(model) in shaky_models or _slight(model), near, roots)
    for phrase in term.never:
        yield phrase, Known(term, phrase, NEVER, False, near, roots)


def _slight(model: str) -> bool:
    """Letter and digits ("X3", "E5") or a bare number: several makers have such a model."""
    return len(model) < 4 or model.isdigit()


class Brands:
    """Adds a mention for every known name; `data` holds `role`, and `model`, `group`, `owner` where there is one."""

    def __init__(self, knowledge: Knowledge) -> None:
        packs = packs_of(knowledge)
        self._names = Names(
            entry
            for pack in packs
            for kind, terms in pack.kinds.items()
            if kind != "segment"
            for term in terms
            for entry in _entries(term, pack)
        )
        self._triggers = Trades(knowledge, _triggers)

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        hits = list(_refused(self._names.find(reading.tokens, words_of(reading.language))))
        own = {at for one in mentions if one.kind == "company" for at in tokens_of(reading, one)}
        hits = [hit for hit in hits if not own.intersection(range(hit.first, hit.last))]
        seen = _seen(reading, hits, mentions)
        shaky = [hit for hit in hits if hit.value.shaky and _capital(reading, hit)]
        seen.named.update(hit.value.term.value for hit in shaky if hit.value.part == NAME and _named(hit, seen))
        trades = self._triggers.named(mentions) or self._triggers.every()
        triggers = frozenset[str]().union(*trades)
        found = [*seen.sure, *(hit for hit in shaky if _proved(hit, seen, triggers))]
        return (*mentions, *(_mention(reading, hit) for hit in _one_each(longest(found), seen.named)))


def _triggers(pack: Pack) -> frozenset[str]:
    """The pack's words for what is made and for badges."""
    return frozenset(norm(word) for kind in ("product", "brand") for word in pack.words.get(kind, ()))


def _proved(hit: Hit[Known], seen: _Seen, triggers: frozenset[str]) -> bool:
    """Whether an ambiguous name means what the pack says: one sense for each article."""
    if hit.value.term.value in seen.named:
        return True
    return hit.value.part == MODEL and _triggered(seen.reading, hit, triggers)


def _triggered(reading: Reading, hit: Hit[Known], triggers: frozenset[str]) -> bool:
    """A product or badge word right before the name: «седан E5»."""
    at = hit.first - 1
    if at >= 0 and reading.tokens[at].norm in QUOTES:
        at -= 1
    return at >= 0 and bool(reading.lemmas(at) & triggers)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a text proves ambiguous names."""

    reading: Reading
    sure: Sequence[Hit[Known]]
    named: set[str]  # values whose name was found without doubt
    covered: frozenset[int]  # tokens of the sure names
    beside: frozenset[int]  # tokens right after a watched company's name: "X" Amber


def _seen(reading: Reading, hits: Sequence[Hit[Known]], mentions: Sequence[Mention]) -> _Seen:
    sure = [hit for hit in hits if not hit.value.shaky and _written(reading, hit)]
    named = {hit.value.term.value for hit in sure if hit.value.part == NAME}
    companies = (one for one in mentions if one.kind == "company")
    covered = frozenset(at for hit in sure for at in range(hit.first, hit.last))
    return _Seen(reading, sure, named, covered, frozenset(_after(reading, one) for one in companies))


def _after(reading: Reading, company: Mention) -> int:
    """Index of the first word after a company's name and its closing quote."""
    sentence = sentence_at(reading, company.field, company.start)
    span = range(sentence.first, sentence.last)
    later = (at for at in span if reading.tokens[at].start >= company.end)
    return next((at for at in later if reading.tokens[at].shape == "word"), -1)


def _named(hit: Hit[Known], seen: _Seen) -> bool:
    if hit.value.term.owner in seen.named or _foreign(hit, seen):
        return True
    return _listed(hit, seen) or hit.first in seen.beside or _near(seen.reading, hit)


def _foreign(hit: Hit[Known], seen: _Seen) -> bool:
    """A Latin name within a sentence of a text that is not English is no ordinary word of it ("Amber", "ORA").

    In a text of the trade only, and not before another capital, which would make it a person's or a place's name.
    """
    reading = seen.reading
    in_trade = bool(seen.named or seen.beside)
    inside = hit.first > sentence_of(reading, hit.first).first
    if reading.language == "en" or reading.tokens[hit.first].script != "latin" or not (in_trade and inside):
        return False
    return hit.last >= len(reading.tokens) or not reading.tokens[hit.last].capital


def _near(reading: Reading, hit: Hit[Known]) -> bool:
    """A word of the name's context within a clause's length, or two of them in the sentence before or its own."""
    sentence = sentence_of(reading, hit.first)
    window = range(max(sentence.first, hit.first - NEAR), min(sentence.last, hit.last + NEAR))
    if any(_proves(reading, at, hit) for at in window):
        return True
    before = reading.sentences[max(0, sentence.index - 1)]
    wider = range(max(before.first, hit.first - FAR), min(sentence.last, hit.last + FAR))
    proofs = {reading.tokens[at].norm for at in wider if _proves(reading, at, hit)}
    return len(proofs) > 1 and hit.first > sentence.first


FAR = 50  # tokens: two sentences of news; a bound on hostile texts that repeat one name
ROOT = 6  # letters that words of one root share across languages: electric, elektrisch, elektryczny, elettrica


def _proves(reading: Reading, at: int, hit: Hit[Known]) -> bool:
    if hit.first <= at < hit.last:
        return False
    if reading.lemmas(at) & hit.value.near:
        return True
    word = reading.tokens[at].norm
    return reading.language not in ("ru", "en") and len(word) >= ROOT and word[:ROOT] in hit.value.roots


def _refused(hits: Sequence[Hit[Known]]) -> Iterator[Hit[Known]]:
    """Hits without those inside a phrase in which the name means something else."""
    never = [hit for hit in hits if hit.value.part == NEVER]
    for hit in hits:
        inside = any(
            no.first <= hit.first and hit.last <= no.last and no.value.term is hit.value.term for no in never
        )
        if hit.value.part != NEVER and not inside:
            yield hit


def _capital(reading: Reading, hit: Hit[Known]) -> bool:
    token = reading.tokens[hit.first]
    return token.capital or token.script in ("other", "none")


def _written(reading: Reading, hit: Hit[Known]) -> bool:
    """Short names and cut-off endings want a capital: «ора» is no Ora, «джипы» is no Jeep.

    In Western languages every name does ("Fiat lancia…" names no Lancia); Slavic ones write makes small ("fordy").
    """
    if _capital(reading, hit):
        return True
    slavic = reading.tokens[hit.first].script == "cyrillic" or reading.language in SLAVIC
    return slavic and ((hit.exact and len(hit.value.name) > 2) or len(hit.value.name) > 3)


SLAVIC = ("ru", "uk", "be", "bg", "sr", "pl", "cs", "sk")


def _listed(hit: Hit[Known], seen: _Seen) -> bool:
    """Beside a sure name, with nothing but a comma or a conjunction between: «Haval, Tank и Ora»."""
    before = _beyond(seen.reading, hit.first - 1, -1)
    after = _beyond(seen.reading, hit.last, 1)
    return before in seen.covered or after in seen.covered


def _beyond(reading: Reading, at: int, step: int) -> int:
    """The next word in that direction when only quotes and one or two joining words lie between; -1 otherwise."""
    joined = 0
    also = words_of(reading.language).also
    while 0 <= at < len(reading.tokens) and joined < 3:
        norm = reading.tokens[at].norm
        if norm in also or norm in ",/":
            joined += 1
        elif norm not in QUOTES:
            return at if joined else -1
        at += step
    return -1


def _one_each(hits: Sequence[Hit[Known]], named: set[str]) -> Iterator[Hit[Known]]:
    """One hit for each (span, value): a name before a model, and of makers that share a model the one named."""
    spans: dict[tuple[int, int], list[Hit[Known]]] = {}
    for hit in hits:
        spans.setdefault((hit.first, hit.last), []).append(hit)
    for same in spans.values():
        names = [hit for hit in same if hit.value.part == NAME]
        values = {hit.value.term.value: hit for hit in (names or same)}
        owned = [hit for value, hit in values.items() if value in named]
        if names or len(values) == 1:
            yield from values.values()
        elif len(owned) == 1:
            yield owned[0]


def _mention(reading: Reading, hit: Hit[Known]) -> Mention:
    known, term = hit.value, hit.value.term
    facts = {
        "role": term.role,
        "group": "yes" if term.group else "",
        "owner": term.owner,
        "model": known.name if known.part == MODEL else "",
    }
    why = f"model {known.name} of {term.value}" if known.part == MODEL else f"known name {known.name}"
    data = {key: value for key, value in facts.items() if value}
    return mention(reading, (hit.first, hit.last), (term.kind, term.value), why, data)
