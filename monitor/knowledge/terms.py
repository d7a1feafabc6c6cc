"""What a knowledge pack knows, compiled to values. The YAML beside this file is for people; this is for taggers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.model import Watch


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a kind: a brand, a segment.

    `names` are all spellings (canonical first). `ambiguous` are those of them that are also ordinary words, place or
    personal names: they count only with one of `context` near (lemmas), or quoted and capitalised beside a trigger.
    `never` are phrases in which a name means something else. `models` imply the value ("Camry" -> Toyota).
    """

    kind: str
    value: str
    names: tuple[str, ...]
    ambiguous: frozenset[str] = frozenset()
    context: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    ambiguous_models: frozenset[str] = frozenset()
    owner: str = ""
    badge_of: str = ""
    country: str = ""
    group: bool = False  # an owner group rather than a badge
    segments: tuple[str, ...] = ()
    model_segments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # model name -> segment slugs
    role: str = "maker"  # what it is to the trade: maker, assembler, supplier, bank, state (see `schema.ROLES`)


@dataclass(frozen=True, slots=True)
class Publisher:
    """`family` names the holding or syndicate whose outlets count as one voice; `selectors` are CSS by purpose."""

    id: str
    title: str
    domains: tuple[str, ...]
    family: str
    names: tuple[str, ...] = ()  # how others credit it: "ТАСС", "TASS"
    kind: str = "press"  # agency, press, regional, trade, aggregator, official, company
    selectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pack:
    name: str
    kinds: Mapping[str, tuple[Term, ...]]  # kind -> its terms
    events: Mapping[str, object] = field(default_factory=dict)  # as `taggers.events` compiles it
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the trade's nouns: plant, maker, product


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything analyse may know. `digest` changes when anything in it does."""

    packs: Mapping[str, Pack]
    watches: Mapping[str, Watch]
    publishers: tuple[Publisher, ...]
    digest: str
    rejected: frozenset[str] = frozenset()  # candidate names that a person refused
    background: Mapping[str, float] = field(default_factory=dict)  # name -> share of articles that name no watch
