"""YAML read as values that remember their line, so that every problem of a file is told at once, each with its place.

Aliases and anchors are refused: nobody needs them here, and a few of them nested blow up to gigabytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from monitor.errors import Problem

MAX_BYTES = 8_000_000  # the shipped brands take well under 200 kB; more than this is not a knowledge file
MAX_DEPTH = 24
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Problems:
    """What is wrong so far, over all files."""

    found: list[Problem] = field(default_factory=list)

    def add(self, at: Node, said: str) -> None:
        self.found.append(Problem(f"{at.file}:{at.line}", said))


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a file: a string, number, bool, None, a tuple of nodes, or a tuple of (key node, value node) pairs."""

    file: str
    line: int  # from 1
    kind: str  # text, number, bool, null, list, map
    value: object

    def pairs(self) -> tuple[tuple[Node, Node], ...]:
        return self.value if self.kind == "map" else ()  # type: ignore[return-value]  # `kind` says so

    def items(self) -> tuple[Node, ...]:
        return self.value if self.kind == "list" else ()  # type: ignore[return-value]  # `kind` says so

    @property
    def text(self) -> str:
        return str(self.value) if self.kind in ("text", "number") else ""


def read(path: Path, problems: Problems) -> Node:
    """The file as one node; an empty map where it cannot be read (the reason goes to `problems`)."""
    name = path.name
    nothing = Node(name, 1, "map", ())
    try:
        body = path.read_bytes()
    except OSError as error:
        problems.add(Node(str(path), 1, "null", None), f"cannot be read: {error.strerror or error}")
        return nothing
    if len(body) > MAX_BYTES:
        problems.add(nothing, f"is {len(body)} bytes long; at most {MAX_BYTES} are read")
        return nothing
    return parse(body, name, problems)


def parse(body: bytes, name: str, problems: Problems) -> Node:
    """The text of a YAML file as one node."""
    nothing = Node(name, 1, "map", ())
    try:
        root = yaml.compose(body.decode("utf-8-sig"), Loader=_Loader)
        return nothing if root is None else _node(root, name, problems, set(), 0)
    except UnicodeDecodeError as error:
        problems.add(nothing, f"is not UTF-8 (byte {error.start})")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problems.add(Node(name, line, "null", None), f"is not YAML: {getattr(error, 'problem', None) or error}")
    except RecursionError:
        problems.add(nothing, "is nested too deep")
    return nothing


def _node(raw: yaml.Node, name: str, problems: Problems, seen: set[int], depth: int) -> Node:
    line = raw.start_mark.line + 1
    here = Node(name, line, "null", None)
    if isinstance(raw, yaml.ScalarNode):
        return _scalar(raw, name, line)
    if id(raw) in seen or depth > MAX_DEPTH:
        problems.add(here, "uses an alias (*name)" if id(raw) in seen else "is nested too deep")
        return here
    seen.add(id(raw))
    if isinstance(raw, yaml.SequenceNode):
        return Node(name, line, "list", tuple(_node(each, name, problems, seen, depth + 1) for each in raw.value))
    return Node(name, line, "map", tuple(_pairs(raw, name, problems, seen, depth)))


def _pairs(
    raw: yaml.Node, name: str, problems: Problems, seen: set[int], depth: int
) -> Iterator[tuple[Node, Node]]:
    known: set[str] = set()
    for key, value in raw.value:
        node = _node(key, name, problems, seen, depth + 1)
        if node.kind not in ("text", "number"):
            problems.add(node, "a key must be a word (quote it: yes, no, on, off and null are not words in YAML)")
            continue
        if node.text in known:
            problems.add(node, f"{node.text!r} is written twice")
            continue
        known.add(node.text)
        yield node, _node(value, name, problems, seen, depth + 1)


def _scalar(raw: yaml.ScalarNode, name: str, line: int) -> Node:
    kind = {"tag:yaml.org,2002:bool": "bool", "tag:yaml.org,2002:null": "null"}.get(raw.tag, "text")
    if raw.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
        kind = "number"  # its text is kept as written: a model called 500 or 2.0 is a name
    values: dict[str, object] = {"bool": raw.value.lower() in ("true", "yes", "on"), "null": None}
    return Node(name, line, kind, values.get(kind, raw.value))


# --- readers of one value; each adds what is wrong and returns something harmless ------------------------------


def text(node: Node, problems: Problems) -> str:
    if node.kind not in ("text", "number") or not node.text.strip():
        problems.add(node, f"expected a word or phrase, found {_shown(node)}")
        return ""
    return node.text.strip()


def texts(node: Node, problems: Problems) -> tuple[str, ...]:
    """A list of words, or one word."""
    if node.kind in ("text", "number"):
        return (node.text.strip(),)
    if node.kind != "list":
        problems.add(node, f"expected a list of words, found {_shown(node)}")
        return ()
    return tuple(said for each in node.items() if (said := text(each, problems)))


def flag(node: Node, problems: Problems) -> bool:
    if node.kind != "bool":
        problems.add(node, f"expected true or false, found {_shown(node)}")
        return False
    return bool(node.value)


def grouped(node: Node, problems: Problems) -> Mapping[str, tuple[str, ...]]:
    """A map of word to list of words."""
    if node.kind != "map":
        problems.add(node, f"expected a map of lists, found {_shown(node)}")
        return {}
    return {key.text.strip(): texts(value, problems) for key, value in node.pairs()}


def plain(node: Node) -> object:
    """The node as ordinary dicts, lists, strings and bools, for those who compile it themselves."""
    if node.kind == "map":
        return {key.text: plain(value) for key, value in node.pairs()}
    if node.kind == "list":
        return [plain(each) for each in node.items()]
    return node.value


def one_of(allowed: frozenset[str]) -> Callable[[Node, Problems], str]:
    def reader(node: Node, problems: Problems) -> str:
        said = text(node, problems)
        if said and said not in allowed:
            problems.add(node, f"expected one of {', '.join(sorted(allowed))}, found {said!r}")
        return said

    return reader


def _shown(node: Node) -> str:
    words = {"list": "a list", "map": "a map", "null": "nothing", "bool": f"{node.value}".lower()}
    return words.get(node.kind, repr(node.text))
