"""pydantic's errors -> what an analyst can act on: where, what was expected, what was found, the nearest known name."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from .document import Path
from .nearest import did_you_mean

Said = tuple[Path, str]

_EXPECTED = {
    "missing": "missing; it must be written",
    "string_type": "expected text",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number",
    "float_parsing": "expected a number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "dict_type": "expected `name: value` lines",
    "model_type": "expected `name: value` lines",
    "model_attributes_type": "expected `name: value` lines",
}


def said_of(detail: ErrorDetails, model: type[BaseModel], found: object = None) -> Said:
    """One of pydantic's errors in our words. `found` is shown when it is given."""
    path = tuple(part for part in detail["loc"] if part != "[key]")
    kind = detail["type"]
    if kind == "extra_forbidden":
        return path, f"unknown key{did_you_mean(str(path[-1]), known_keys(model, path[:-1]))}"
    shown = "" if found is None else f"; found {str(found)[:60]!r}"
    if kind == "literal_error":
        expected = detail.get("ctx", {}).get("expected", "")
        near = did_you_mean(str(found), _words(expected)) if found is not None else ""
        return path, f"expected {expected}{shown}{near}"
    return path, f"{_text(detail)}{shown if kind != 'missing' else ''}"


def _text(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    if kind == "value_error":
        return str(context.get("error", "not a value that fits"))
    if kind == "too_short":
        return "must not be empty"
    if kind == "string_pattern_mismatch":
        return f"expected text of the form {context.get('pattern', '')}"
    return detail["msg"][:1].lower() + detail["msg"][1:]


def _words(expected: str) -> list[str]:
    return [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]


def known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the section at `path` may have."""
    inner: object = model
    for part in path:
        inner = _step(inner, part)
    section = section_in(inner)
    return [info.alias or name for name, info in section.model_fields.items()] if section else []


def _step(annotation: object, part: str | int) -> object:
    section = section_in(annotation)
    if section is not None:
        for name, info in section.model_fields.items():
            if part in (name, info.alias):
                return info.annotation
        return None
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) in (dict, Mapping):
        return arguments[1]
    return arguments[0] if arguments else None


def section_in(annotation: object) -> type[BaseModel] | None:
    if typing.get_origin(annotation) in (typing.Annotated, types.UnionType, typing.Union):
        found = (section_in(argument) for argument in typing.get_args(annotation))
        return next((section for section in found if section), None)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None
