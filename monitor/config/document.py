"""YAML text -> plain values that remember their lines. Bounded in size, depth and number of values.

Plain scalars follow the YAML 1.2 core schema, since under 1.1 `22:30` is a number and `no` a boolean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from monitor.errors import ConfigError, Problem

MAX_BYTES = 1_000_000
MAX_VALUES = 50_000  # after aliases are followed: nine lines of YAML can otherwise ask for a billion
MAX_DEPTH = 32  # the deepest setting lies at seven

Path = tuple[str | int, ...]
_LOADER: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_QUOTES = ("'", '"', "|", ">")
_STANDARD_TAGS = ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in _STANDARD_TAGS}
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True)
class Document:
    """`values` is the file as plain Python values; `lines` gives the line (from 1) of each key or list item.

    `origins` names the variable of those values that came from outside of the file.
    """

    name: str
    values: dict[str, object] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    origins: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def at(self, path: Path) -> str:
        """`file:line` of a path, or of the nearest thing around it that the file has; a variable by its name."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.origins:
                return self.origins[path[:end]]
            if path[:end] in self.lines:
                return f"{self.name}:{self.lines[path[:end]]}"
        return f"{self.name}:1"

    def problem(self, path: Path, said: str) -> Problem:
        return Problem(dotted(path), said, at=self.at(path))


def dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)


def decode(raw: bytes, name: str) -> str:
    """The file's text. Raises `ConfigError` where it is too large or not UTF-8."""
    if len(raw) > MAX_BYTES:
        raise _refused(name, 1, f"the file is larger than {MAX_BYTES:,} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(name, line, "the file is not UTF-8; save it in that encoding") from error


def read(text: str, name: str) -> Document:
    """The document of a YAML text. Raises `ConfigError` for broken YAML, and for more than the bounds allow.

    Duplicate keys, keys that are no text and foreign tags are collected in `problems`.
    """
    try:
        _check_bounds(text, name)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refused(name, mark.line + 1 if mark else 1, f"broken YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise _refused(name, 1, "broken YAML: a character that YAML does not allow") from error
    document = Document(name)
    if root is None:
        return document
    if not isinstance(root, yaml.MappingNode):
        raise _refused(name, 1, "expected settings as `name: value` lines")
    document.values = _Builder(document).mapping(root, ())
    return document


def _check_bounds(text: str, name: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise _refused(name, line, f"nested deeper than {MAX_DEPTH} levels")


class _Builder:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._left = MAX_VALUES

    def value(self, node: yaml.Node, path: Path) -> object:
        self._left -= 1
        if self._left < 0:
            line = node.start_mark.line + 1
            raise _refused(self._document.name, line, f"more than {MAX_VALUES:,} values (aliases included)")
        if len(path) > MAX_DEPTH:
            raise _refused(self._document.name, node.start_mark.line + 1, "an alias that contains itself")
        if node.tag not in _TAGS:
            self._document.problems.append(self._document.problem(path, f"tag {node.tag!r} is not used here"))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, self._mark((*path, index), item)) for index, item in enumerate(node.value)]
        return scalar(node.value, quoted=getattr(node, "style", None) in _QUOTES)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, key_node, value_node in self._pairs(node, path):
            if key in found:
                said = f"written twice (first on line {self._document.lines[(*path, key)]}); keep one"
                line = key_node.start_mark.line + 1
                self._document.problems.append(Problem(dotted((*path, key)), said, at=f"{self._document.name}:{line}"))
                continue
            found[key] = self.value(value_node, self._mark((*path, key), key_node))
        return found

    def _pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        for key_node, value_node in node.value:
            if isinstance(key_node, yaml.ScalarNode):
                yield key_node.value, key_node, value_node
            else:
                at = f"{self._document.name}:{key_node.start_mark.line + 1}"
                self._document.problems.append(Problem(dotted(path), "a key that is not a plain word", at=at))

    def _mark(self, path: Path, node: yaml.Node) -> Path:
        self._document.lines[path] = node.start_mark.line + 1
        return path


def scalar(text: str, *, quoted: bool) -> object:
    """The value of a scalar by the YAML 1.2 core schema."""
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _refused(name: str, line: int, said: str) -> ConfigError:
    return ConfigError(name, (Problem("", said, at=f"{name}:{line}"),))
