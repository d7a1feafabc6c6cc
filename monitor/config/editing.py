"""Change one rule in the text of a config, and not a character beside it: comments, order and spacing stay.

Values are spliced in at the places that the YAML parser reports. Rejected: a round trip through a library that writes
the whole file anew, which also changes line breaks and quotes far from the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from monitor.errors import InputError

_LONGEST = 5_000  # characters of a rule; that of a rule with every setting is a tenth of it
_WIDE = 1_000_000


@dataclass(frozen=True, slots=True)
class _Splice:
    """Put `text` in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def rule_name(text: str) -> str:
    """The name in the text of one rule. Raises InputError for what is no rule."""
    name = _plain(_mapping(text)).get("name")
    if not isinstance(name, str) or not name:
        raise InputError("a rule needs a name: `name: first-time`")
    return name


def rule_text(config: str, name: str) -> str:
    """The rule of that name as people write it, one setting a line; "" where the config has none."""
    item = next((one for one in _rules(config) if _plain(one).get("name") == name), None)
    return "" if item is None else "".join(f"{key}: {said}\n" for key, said in _settings(item, config).items())


def with_rule(config: str, text: str) -> str:
    """The config with the rule in place of that of the same name, or after the last one. Raises InputError."""
    name, new = rule_name(text), _settings(_mapping(text), text)
    for item in _rules(config):
        if _plain(item).get("name") == name:
            return _spliced(config, _changed(config, item, new, _plain(_mapping(text))))
    return _appended(config, new)


def _mapping(text: str) -> yaml.MappingNode:
    if len(text) > _LONGEST:
        raise InputError(f"a rule has at most {_LONGEST:,} characters")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise InputError("aliases are not used in a rule")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise InputError(f"broken YAML: {str(error).splitlines()[0]}") from error
    if isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
        node = node.value[0]  # written with its dash
    if not isinstance(node, yaml.MappingNode):
        raise InputError("a rule is written as `name: …`, `when: …`, `send: […]`, one a line")
    return node


def _rules(config: str) -> list[yaml.MappingNode]:
    sequence = _sequence(config)
    return [item for item in sequence.value if isinstance(item, yaml.MappingNode)] if sequence else []


def _sequence(config: str) -> yaml.SequenceNode | None:
    root = yaml.compose(config, Loader=yaml.SafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "rules":
            return value if isinstance(value, yaml.SequenceNode) and value.value else None
    return None


def _plain(node: yaml.MappingNode) -> dict[str, object]:
    return {key.value: _value(value) for key, value in node.value}


def _value(node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _plain(node)
    return node.value


def _settings(node: yaml.MappingNode, source: str) -> dict[str, str]:
    """key -> its value on one line."""
    return {key.value: _one_line(value, source) for key, value in node.value}


def _one_line(node: yaml.Node, source: str) -> str:
    written = source[node.start_mark.index : _end(node)]
    if "\n" not in written and not written.startswith(("*", "&")):
        return written
    if isinstance(node, yaml.ScalarNode):
        return str(yaml.safe_dump(node.value, allow_unicode=True, width=_WIDE)).removesuffix("...\n").strip()
    return str(yaml.safe_dump(_value(node), allow_unicode=True, width=_WIDE, default_flow_style=True)).strip()


def _end(node: yaml.Node) -> int:
    """Where it ends in the text; a block's own end mark lies behind the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _changed(
    config: str, item: yaml.MappingNode, new: Mapping[str, str], values: Mapping[str, object]
) -> Iterator[_Splice]:
    if item.flow_style:
        inner = ", ".join(f"{key}: {said}" for key, said in new.items())
        yield _Splice(item.start_mark.index, item.end_mark.index, "{" + inner + "}")
        return
    before = _plain(item)
    for key, value in item.value:
        if key.value not in new:
            yield _without(config, key, value)
        elif before[key.value] != values[key.value]:
            yield _Splice(value.start_mark.index, _end(value), new[key.value])
    indent = " " * item.start_mark.column
    added = "".join(f"\n{indent}{key}: {said}" for key, said in new.items() if key not in before)
    if added:
        at = _line_end(config, _end(item.value[-1][1]))
        yield _Splice(at, at, added)


def _without(config: str, key: yaml.Node, value: yaml.Node) -> _Splice:
    """A setting is struck out with its line; beside the rule's dash, where `name` stands, it cannot be."""
    start = config.rfind("\n", 0, key.start_mark.index) + 1
    if config[start : key.start_mark.index].strip():
        raise InputError(f"{key.value}: keep it; it stands on the line where the rule begins")
    return _Splice(start, min(len(config), _line_end(config, _end(value)) + 1), "")


def _line_end(config: str, at: int) -> int:
    found = config.find("\n", at)
    return len(config) if found < 0 else found


def _spliced(config: str, splices: Iterator[_Splice]) -> str:
    for one in sorted(splices, key=lambda splice: splice.start, reverse=True):
        config = config[: one.start] + one.text + config[one.end :]
    return config


def _appended(config: str, new: Mapping[str, str]) -> str:
    sequence = _sequence(config)
    if sequence is None:
        return f"{config.rstrip()}\n\nrules:\n{_block(new, 2)}"
    if sequence.flow_style:
        raise InputError("the rules are written in brackets; write them as a list of lines first")
    last = sequence.value[-1]
    at = _line_end(config, _end(last))
    return f"{config[:at]}\n\n{_block(new, sequence.start_mark.column).rstrip()}{config[at:]}"


def _block(new: Mapping[str, str], column: int) -> str:
    lines = [f"{key}: {said}" for key, said in new.items()]
    lead = " " * column
    return "".join(f"{lead}{'- ' if place == 0 else '  '}{line}\n" for place, line in enumerate(lines))
