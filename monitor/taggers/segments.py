"""Market segments: what kind of thing the article says is made.

Three witnesses: phrases of the pack ("light commercial vehicle", «малотоннажный грузовик»), the models named (a Vigus
is a pickup), and the makes whose term says what they make. Vague words («машина», "truck") and makes speak only
where the text names none of the more exact segments before which they give way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.knowledge.terms import Knowledge, Pack, Term
from monitor.lang import TITLE, Reading
from monitor.model import Mention

from .at import mention
from .phrases import Hit, Phrases
from .trades import Trades

_USUAL = 0.7  # of its models, for a make to stand for a segment by its name alone
_LONG = 8  # sentences: the title and about a screen of text
_VAGUELY = "a general word for"
_SURE, _VAGUE, _NEVER = "sure", "vague", "never"


@dataclass(frozen=True, slots=True)
class _Found:
    """One place that speaks for a segment."""

    mention: Mention
    sure: bool
    usual: bool = False  # by a make's name alone: surer than a vague word, but only in its own sentence


class Segments:
    """Adds kind "segment" mentions. Runs after company and brands (whose models it reads) and before link."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._trades = Trades(knowledge, _Trade)

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return (
            *mentions,
            *(one for trade in self._trades.named(mentions) for one in trade.segments(reading, mentions)),
        )


class _Trade:
    """The segments of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._terms = {term.value: term for term in pack.kinds.get("segment", ())}
        self._makes = {
            (term.kind, term.value): term
            for kind, terms in pack.kinds.items()
            if kind != "segment"
            for term in terms
            if term.segments or term.model_segments
        }
        self._usual = {key: term.segments or self._most(term) for key, term in self._makes.items()}
        self._phrases = Phrases({label: lines for term in self._terms.values() for label, lines in _labelled(term)})

    def segments(self, reading: Reading, mentions: Iterable[Mention]) -> list[Mention]:
        found = [*self._by_words(reading), *self._by_makes(mentions)]
        sure = {one.mention.value for one in found if one.sure}
        kept = [one.mention for one in found if one.sure or not (sure | _usual(one, found)) & self._yields(one)]
        kept = [one for one in kept if not _in_passing(reading, one, kept)]
        each_once = {(m.field, m.start, m.value): m for one in kept for m in self._with_wider(one)}
        return list(each_once.values())

    def _yields(self, one: _Found) -> set[str]:
        return set(self._terms[one.mention.value].segments)

    def _by_words(self, reading: Reading) -> Iterator[_Found]:
        for sentence in reading.sentences:
            hits = self._phrases.find(reading, sentence)
            for hit in _said(hits):
                slug, how = hit.label.split("/")
                why = f"the words for {slug}" if how == _SURE else f"{_VAGUELY} {slug}"
                made = mention(reading, (hit.first, hit.last), ("segment", slug), why)
                yield _Found(made, how == _SURE)

    def _by_makes(self, mentions: Iterable[Mention]) -> Iterator[_Found]:
        for one in mentions:
            term = self._makes.get((one.kind, one.value))
            if term is None or one.data.get("group"):
                continue
            model = one.data.get("model", "")
            of_model = term.model_segments.get(model, ())
            for slug in of_model or self._usual[one.kind, one.value]:
                if slug in self._terms:
                    why = f"{model or one.value} is {slug}"
                    made = replace(one, kind="segment", value=slug, reasons=(why,), data={"brand": one.value})
                    yield _Found(made, bool(of_model), not of_model and not self._terms[slug].ambiguous)

    def _most(self, term: Term) -> tuple[str, ...]:
        """What most models of a make are, for those whose term does not say what it makes."""
        of_models = [slug for slugs in term.model_segments.values() for slug in slugs]
        wide = (slug for slug in dict.fromkeys(of_models) if slug in self._terms and not self._terms[slug].owner)
        return tuple(slug for slug in wide if of_models.count(slug) >= _USUAL * len(term.model_segments))

    def _with_wider(self, one: Mention) -> Iterator[Mention]:
        yield one
        wider = self._terms[one.value].owner
        if wider in self._terms:
            yield replace(one, value=wider, reasons=(*one.reasons, f"{one.value} is a kind of {wider}"))


def _usual(vague: _Found, found: Iterable[_Found]) -> set[str]:
    """The segments that the makes of a vague word's sentence stand for; makes themselves do not give way to them."""
    if "brand" in vague.mention.data:
        return set()
    place = (vague.mention.field, vague.mention.sentence)
    return {one.mention.value for one in found if one.usual and (one.mention.field, one.mention.sentence) == place}


def _in_passing(reading: Reading, one: Mention, kept: Sequence[Mention]) -> bool:
    """One vague word in the body of a long text ("the car industry lost…") names no segment."""
    alone = one.field != TITLE and one.reasons[0].startswith(_VAGUELY) and sum(m.value == one.value for m in kept) == 1
    return alone and len(reading.sentences) >= _LONG


def _labelled(term: Term) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = (term.value, *term.names)
    yield f"{term.value}/{_SURE}", tuple(name for name in names if name not in term.ambiguous)
    yield f"{term.value}/{_VAGUE}", tuple(name for name in names if name in term.ambiguous)
    yield f"{term.value}/{_NEVER}", term.never


def _said(hits: list[Hit]) -> Iterator[Hit]:
    """The hits that no phrase of refusal covers; vague words only where no longer, surer phrase holds them."""
    for hit in hits:
        slug, how = hit.label.split("/")
        over = [one for one in hits if one.first <= hit.first and hit.last <= one.last and one is not hit]
        refused = any(one.label == f"{slug}/{_NEVER}" for one in over)
        inside = how == _VAGUE and any(one.label.endswith(_SURE) for one in over)
        if how != _NEVER and not refused and not inside:
            yield hit
