"""What a knowledge file may say, and how it becomes values.

A file of terms maps a canonical name to a record of the fields in `TERM`; a file of publishers maps an id to a record
of the fields in `PUBLISHER`. An unknown key, a value of the wrong shape, a name claimed by two terms of a kind: each is
a problem with its line, and all of them are told together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from . import nodes
from .nodes import Node, Problems
from .terms import Publisher, Term

ROLES = frozenset({"maker", "assembler", "supplier", "bank", "state"})
PUBLISHER_KINDS = frozenset({"agency", "press", "regional", "trade", "aggregator", "official", "company"})

Reader = Callable[[Node, Problems], object]
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")
_PARTS = re.compile(r"[\W_]+")  # "экс-Hyundai" is two words
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")

TERM: Mapping[str, Reader] = {
    "names": nodes.texts,
    "ambiguous": nodes.texts,
    "context": nodes.texts,
    "never": nodes.texts,
    "models": nodes.grouped,
    "ambiguous_models": nodes.texts,
    "owner": nodes.text,
    "badge_of": nodes.text,
    "country": nodes.text,
    "group": nodes.flag,
    "segments": nodes.texts,
    "role": nodes.one_of(ROLES),
}
PUBLISHER: Mapping[str, Reader] = {
    "title": nodes.text,
    "domains": nodes.texts,
    "family": nodes.text,
    "names": nodes.texts,
    "kind": nodes.one_of(PUBLISHER_KINDS),
    "selectors": nodes.grouped,
}


def fold(name: str) -> str:
    """What two spellings share when they are the same name here."""
    return " ".join(name.casefold().replace("ё", "е").replace("’", "'").split())


def record(node: Node, fields: Mapping[str, Reader], problems: Problems) -> dict[str, object]:
    """The fields of one record that could be read."""
    if node.kind == "null":
        return {}
    if node.kind != "map":
        problems.add(node, "expected a map of fields")
        return {}
    read: dict[str, object] = {}
    for key, value in node.pairs():
        if key.text in fields:
            read[key.text] = fields[key.text](value, problems)
        else:
            problems.add(key, f"unknown key {key.text!r}{did_you_mean(key.text, fields)}")
    return read


def did_you_mean(said: str, known: Iterable[str]) -> str:
    near = get_close_matches(said, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def term(kind: str, key: Node, node: Node, problems: Problems) -> Term:
    """One term of a file of terms."""
    read = record(node, TERM, problems)
    value = key.text.strip()
    names = _unique((value, *_words(read, "names")))
    models = _models(read.get("models"))
    made = Term(
        kind=kind,
        value=value,
        names=names,
        ambiguous=_within("ambiguous", _words(read, "ambiguous"), names, key, problems),
        context=tuple(fold(word) for word in _words(read, "context")),
        never=_words(read, "never"),
        models=tuple(models),
        ambiguous_models=_within("ambiguous_models", _words(read, "ambiguous_models"), tuple(models), key, problems),
        segments=_words(read, "segments"),
        model_segments={model: segments for model, segments in models.items() if segments},
    )
    return replace(
        made,
        owner=str(read.get("owner", "")),
        badge_of=str(read.get("badge_of", "")),
        country=str(read.get("country", "")),
        group=bool(read.get("group", False)),
        role=str(read.get("role", "maker")),
    )


def publisher(key: Node, node: Node, problems: Problems) -> Publisher:
    """One publisher of a file of publishers; without a family it is its own."""
    read = record(node, PUBLISHER, problems)
    if not read.get("title"):
        problems.add(key, f"{key.text!r} has no title")
    for domain in _words(read, "domains"):
        if not _DOMAIN.fullmatch(domain):
            problems.add(key, f"{domain!r} is not a domain (expected example.org, without a scheme or a path)")
    return Publisher(
        id=key.text,
        title=str(read.get("title", key.text)),
        domains=tuple(domain.lower() for domain in _words(read, "domains")),
        family=str(read.get("family", key.text)),
        names=_unique((str(read.get("title", key.text)), *_words(read, "names"))),
        kind=str(read.get("kind", "press")),
        selectors=read.get("selectors", {}),  # type: ignore[arg-type]  # nodes.grouped returns this shape
    )


def mixed(terms: Iterable[tuple[Node, Term]], problems: Problems) -> None:
    """Spellings with Latin and Cyrillic letters in one word: a slip of the keyboard that no text will ever match."""
    for key, one in terms:
        for name in (*one.names, *one.models, *one.never):
            if any(_LATIN.search(word) and _CYRILLIC.search(word) for word in _PARTS.split(name)):
                problems.add(key, f"{name!r} of {one.value!r} mixes Latin and Cyrillic letters in one word")


def clashes(terms: Iterable[tuple[Node, Term]], problems: Problems) -> None:
    """Names that two terms of one kind claim; the later one is named with the line of the earlier."""
    claimed: dict[str, tuple[Node, Term]] = {}
    for key, one in terms:
        for name in one.names:
            before = claimed.setdefault(fold(name), (key, one))
            if before[1] is not one:
                said = f"{name!r} of {one.value!r} is already a name of {before[1].value!r}"
                problems.add(key, f"{said} ({before[0].file}:{before[0].line})")


def shared_domains(publishers: Iterable[tuple[Node, Publisher]], problems: Problems) -> None:
    """Domains that two publishers claim."""
    claimed: dict[str, Node] = {}
    for key, one in publishers:
        for domain in one.domains:
            before = claimed.setdefault(domain, key)
            if before is not key:
                problems.add(key, f"{domain} is already a domain of {before.text!r} ({before.file}:{before.line})")


def vague_models(terms: Iterable[Term]) -> Iterator[Term]:
    """The terms with those models marked ambiguous that cannot stand alone.

    Short codes ("E5", "X3") are drawn by many makers, numbers mean anything, and a model that two makes share names
    neither of them.
    """
    all_terms = tuple(terms)
    owners: dict[str, set[str]] = {}
    for one in all_terms:
        for model in one.models:
            owners.setdefault(fold(model), set()).add(one.value)
    for one in all_terms:
        vague = {m for m in one.models if _is_code(m) or len(owners[fold(m)]) > 1}
        yield replace(one, ambiguous_models=one.ambiguous_models | vague) if vague else one


def _is_code(model: str) -> bool:
    return len(model) <= 3 or not any(each.isalpha() for each in model)


def _models(read: object) -> dict[str, tuple[str, ...]]:
    """model -> segments, from segments -> models as the file says it ("-" for models without a segment)."""
    if not isinstance(read, Mapping):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for slugs, models in read.items():
        segments = tuple(slug for slug in str(slugs).split() if slug != "-")
        for model in models:
            found[model] = _unique((*found.get(model, ()), *segments))
    return found


def _within(
    what: str, said: tuple[str, ...], known: tuple[str, ...], key: Node, problems: Problems
) -> frozenset[str]:
    for name in said:
        if name not in known:
            problems.add(key, f"{what}: {name!r} is none of the names of {key.text!r}{did_you_mean(name, known)}")
    return frozenset(said)


def _words(read: Mapping[str, object], field: str) -> tuple[str, ...]:
    words = read.get(field, ())
    return words if isinstance(words, tuple) else ()


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
