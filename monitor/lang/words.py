"""What a language file holds: the small closed classes of words that the taggers ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """Closed classes of one language, all in normal form (`letters.norm`).

    `plant`, `maker`, `making`, `contrast` and `reporting` are lemmas for Russian and English and beginnings of
    words for the rest, because only those two have a lemmatiser here.
    """

    code: str
    stop: frozenset[str]
    numbers: Mapping[str, float] = field(default_factory=dict)  # number words with their value
    negations: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()  # say, report, tell
    plant: frozenset[str] = frozenset()  # "the plant", "the works": where things are made
    maker: frozenset[str] = frozenset()  # "the company", "the manufacturer"
    here: frozenset[str] = frozenset()  # here, there (said of the plant)
    pronouns: frozenset[str] = frozenset()  # it, its, they (said of the company)
    joints: frozenset[str] = frozenset()  # conjunctions and relatives that open a clause after a comma
    contrast: frozenset[str] = frozenset()  # unlike, rival, resembles: what follows is somebody else's
    apart: frozenset[str] = frozenset()  # nor: what follows is not the one before
    turns: frozenset[str] = frozenset()  # by contrast, in its turn: the sentence is about somebody else
    possessive: frozenset[str] = frozenset()  # own, their: a plant so called belongs to the sentence's subject
    making: frozenset[str] = frozenset()  # make, assemble, launch, partner: what joins a make to its maker
    using: frozenset[str] = frozenset()  # dealer, taxi, crash, appoint: a make is met there, not made
    owning: frozenset[str] = frozenset()  # owned, belongs, part of: the name is a parent's
    coming: frozenset[str] = frozenset()  # join, follow, leave: how a make comes to a plant or goes
    deeds: frozenset[str] = frozenset()  # sell, build, own: what a maker that is the subject does by itself
    renaming: frozenset[str] = frozenset()  # rename, rebrand: the name changes, not where it is made
    conflict: frozenset[str] = frozenset()  # dispute, lawsuit: what stands between two companies, not what joins them
    also: frozenset[str] = frozenset()  # and, or, as well as: what joins a list
    towns: tuple[str, ...] = ()  # beginnings of places with works of their own: a plant there is another plant
    abbreviations: frozenset[str] = frozenset()  # words whose full stop ends no sentence
    endings: tuple[str, ...] = ("", "s")  # case endings that names in Latin letters take


def word_set(words: str) -> frozenset[str]:
    """The words of a text that is written for people to read and extend."""
    return frozenset(words.split())
