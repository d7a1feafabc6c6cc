"""What no single value can tell: names that must exist elsewhere in the config."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from monitor.core.query import terms
from monitor.errors import Problem
from monitor.knowledge import BUILT_IN
from monitor.knowledge.terms import Knowledge, Pack

from .document import Path
from .nearest import did_you_mean
from .problems import Said
from .settings import Settings

FINDING_KINDS = (
    "state", "candidate", "amount", "correction", "spike", "silence", "gap", "source", "undelivered",
)  # fmt: skip


def cross_checks(values: Mapping[str, object]) -> Iterator[Said]:
    """Every reference to a name that the config does not have.

    Takes the values as they were read, so that it also works for a config that has other problems.
    """
    packs = {**BUILT_IN, **_mapping(_mapping(values.get("knowledge")).get("packs"))}
    for id_, watch in _mapping(values.get("watches")).items():
        if isinstance(pack := _mapping(watch).get("pack"), str):
            yield from _known(("watches", id_, "pack"), "pack", pack, packs)
    channels = _mapping(values.get("channels"))
    rules = [_mapping(rule) for rule in _list(values.get("rules"))]
    for index, rule in enumerate(rules):
        yield from _channels(("rules", index, "send"), rule.get("send"), channels)
        if rule.get("name") is not None and rule["name"] in [earlier.get("name") for earlier in rules[:index]]:
            yield ("rules", index, "name"), f"a rule {rule['name']!r} is there already"
    yield from _channels(("digest", "send"), _mapping(values.get("digest")).get("send"), channels)


def _channels(path: Path, named: object, channels: Mapping[str, object]) -> Iterator[Said]:
    for spot, name in enumerate(_list(named)):
        yield from _known((*path, spot), "channel", str(name), channels)


def _mapping(found: object) -> Mapping[str, object]:
    return found if isinstance(found, dict) else {}


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def misfits(settings: Settings, knowledge: Knowledge) -> tuple[Problem, ...]:
    """`against`, with the lines of the file."""
    return tuple(settings.problem(path, said) for path, said in against(settings, knowledge))


def against(settings: Settings, knowledge: Knowledge) -> Iterator[Said]:
    """What the config says that the knowledge does not know: a watch's history, publishers, rules."""
    for id_, watch in settings.watches.items():
        pack = knowledge.packs[watch.pack]
        for kind, values in watch.history.items():
            yield from _known(("watches", id_, "history", kind), "kind", kind, pack.kinds)
            known = {term.value for term in pack.kinds.get(kind, ())}
            for spot, value in enumerate(values if known else ()):
                yield from _known(("watches", id_, "history", kind, spot), kind, value, known)
    publishers = {publisher.id for publisher in knowledge.publishers}
    for id_, source in settings.sources.items():
        if source.publisher:
            yield from _known(("sources", id_, "publisher"), "publisher", source.publisher, publishers)
    yield from _of_rules(settings, knowledge)


def _of_rules(settings: Settings, knowledge: Knowledge) -> Iterator[Said]:
    """A rule that asks for what cannot be would never fire, and nobody would notice."""
    packs = knowledge.packs.values()
    known: dict[str, set[str]] = {
        "kind": finding_kinds(packs),
        "watch": set(settings.watches),
        "source": {*settings.sources, "monitor"},
        "brand": {term.value for pack in packs for term in pack.kinds.get("brand", ())},
        "segment": {term.value for pack in packs for term in pack.kinds.get("segment", ())},
    }
    for index, rule in enumerate(settings.rules):
        for term in terms(rule.when.root):
            for value in term.values if term.field in known else ():
                if value.casefold() not in {name.casefold() for name in known[term.field]}:
                    yield from _known(("rules", index, "when"), term.field, value, known[term.field])


def finding_kinds(packs: Iterable[Pack]) -> set[str]:
    """Every kind of finding that there can be."""
    return {*(f"new-{kind}" for pack in packs for kind in pack.kinds), "new-pair", *FINDING_KINDS}


def _known(path: Path, what: str, name: str, known: Iterable[str]) -> Iterator[Said]:
    known = tuple(known)
    if name not in known:
        yield path, f"no {what} {name!r} here{did_you_mean(name, known)}"
