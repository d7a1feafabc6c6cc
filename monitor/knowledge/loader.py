"""From the YAML that people edit to the values that taggers read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from monitor.errors import KnowledgeError
from monitor.model import Watch

from . import nodes, schema
from .nodes import Node, Problems
from .overlay import Overlay, merged
from .terms import Knowledge, Pack, Publisher, Term

HERE = Path(__file__).parent
BUILT_IN: Mapping[str, Path] = {"cars": HERE / "packs.yaml", "wind": HERE / "packs.yaml"}
PUBLISHERS = HERE / "publishers.yaml"

_PACK: Mapping[str, schema.Reader] = {
    "title": nodes.text,
    "extends": nodes.text,
    "kinds": nodes.grouped,
    "events": nodes.texts,
    "words": nodes.grouped,
}


@dataclass(frozen=True, slots=True)
class _Files:
    """Every file is read once, however many packs name it."""

    problems: Problems
    read: dict[Path, Node]

    def node(self, path: Path) -> Node:
        if path not in self.read:
            self.read[path] = nodes.read(path, self.problems)
        return self.read[path]


def load(
    watches: Mapping[str, Watch],
    packs: Mapping[str, str | Path] = BUILT_IN,
    overlay: Overlay = Overlay(),  # noqa: B008  frozen and empty
    keep: Mapping[str, Collection[str]] | None = None,
    publishers: str | Path = PUBLISHERS,
    background: Mapping[str, float] | None = None,
) -> Knowledge:
    """Everything analyse may know.

    `packs` maps a pack's name to the packs file that defines it (paths in it are relative to it); only packs that a
    watch uses are read, all of them where there is no watch. `overlay` is what a person accepted or refused. `keep`
    maps a kind to the only values kept of it (to measure discovery: `{"brand": {"BMW"}}`). `background` says how
    common a name is in articles that name no watch (normal form -> share of them), for discovery.

    Raises KnowledgeError with every problem of every file.
    """
    problems = Problems()
    files = _Files(problems, {})
    wanted = {watch.pack for watch in watches.values()} or set(packs)
    made = {name: _pack(name, packs, files, ()) for name in sorted(wanted)}
    voices = _publishers(Path(publishers), files)
    if problems.found:
        raise KnowledgeError("knowledge", tuple(problems.found))
    kept = {name: _kept(merged(pack, overlay), keep or {}) for name, pack in made.items()}
    common = dict(background or {})
    digest = _digest(kept, watches, voices, overlay, common)
    return Knowledge(kept, dict(watches), voices, digest, overlay.rejected, common)


def _publishers(path: Path, files: _Files) -> tuple[Publisher, ...]:
    pairs = [(key, schema.publisher(key, value, files.problems)) for key, value in files.node(path).pairs()]
    schema.shared_domains(pairs, files.problems)
    return tuple(one for _, one in pairs)


def _pack(name: str, packs: Mapping[str, str | Path], files: _Files, above: tuple[str, ...]) -> Pack:
    """One pack with what it extends."""
    empty = Pack(name, {})
    nowhere = Node(name, 1, "null", None)
    if name not in packs or name in above:
        said = f"the pack {name!r} extends itself" if name in above else f"there is no pack {name!r}"
        files.problems.add(nowhere, said + schema.did_you_mean(name, packs))
        return empty
    path = Path(packs[name])
    entry = next((pair for pair in files.node(path).pairs() if pair[0].text == name), None)
    if entry is None:
        files.problems.add(Node(path.name, 1, "null", None), f"does not define the pack {name!r}")
        return empty
    read = schema.record(entry[1], _PACK, files.problems)
    base = _pack(str(read["extends"]), packs, files, (*above, name)) if "extends" in read else empty
    return _extended(base, name, read, path.parent, files)


def _extended(base: Pack, name: str, read: Mapping[str, object], folder: Path, files: _Files) -> Pack:
    kinds = dict(base.kinds)
    words = {**base.words, **_groups(read, "words")}
    for kind, paths in _groups(read, "kinds").items():
        kinds[kind] = _terms(kind, kinds.get(kind, ()), [folder / each for each in paths], files)
    events = dict(base.events)
    for each in _list(read, "events"):
        found = nodes.plain(files.node(folder / each))
        events.update(found if isinstance(found, dict) else {})
    return Pack(name, kinds, events, words)


def _terms(kind: str, base: tuple[Term, ...], paths: Iterable[Path], files: _Files) -> tuple[Term, ...]:
    pairs = [
        (key, schema.term(kind, key, value, files.problems))
        for path in paths
        for key, value in files.node(path).pairs()
    ]
    before = [(Node("the extended pack", 1, "text", one.value), one) for one in base]
    schema.clashes([*before, *pairs], files.problems)
    schema.mixed(pairs, files.problems)
    return tuple(schema.vague_models([*base, *(one for _, one in pairs)]))


def _kept(pack: Pack, keep: Mapping[str, Collection[str]]) -> Pack:
    kinds = {
        kind: tuple(one for one in terms if kind not in keep or one.value in keep[kind])
        for kind, terms in pack.kinds.items()
    }
    return replace(pack, kinds=kinds)


def _digest(
    packs: Mapping[str, Pack],
    watches: Mapping[str, Watch],
    voices: tuple[Publisher, ...],
    overlay: Overlay,
    common: Mapping[str, float],
) -> str:
    """Changes when anything known changes; sets are sorted, because their order differs from run to run."""
    hashed = hashlib.blake2b(digest_size=12)
    for name, pack in sorted(packs.items()):
        hashed.update(repr((name, _stable(pack.words), _stable(pack.events))).encode())
        for kind, terms in sorted(pack.kinds.items()):
            for one in terms:
                fields = replace(one, ambiguous=frozenset(), ambiguous_models=frozenset())
                hashed.update(repr((kind, fields, sorted(one.ambiguous), sorted(one.ambiguous_models))).encode())
    hashed.update(repr((_stable(watches), voices, sorted(overlay.rejected), _stable(common))).encode())
    return hashed.hexdigest()


def _stable(found: Mapping[str, object]) -> list[tuple[str, object]]:
    return sorted(found.items(), key=lambda pair: pair[0])


def _groups(read: Mapping[str, object], field: str) -> Mapping[str, tuple[str, ...]]:
    found = read.get(field, {})
    return found if isinstance(found, Mapping) else {}


def _list(read: Mapping[str, object], field: str) -> tuple[str, ...]:
    found = read.get(field, ())
    return found if isinstance(found, tuple) else ()
