"""`{type: rss, url: …}` -> a plugin. Its class says which options there are; strangers' classes load by import path."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import PydanticCustomError

from monitor import channels, sources
from monitor.core.escape import masked
from monitor.core.urls import fetchable
from monitor.seams import Ask, Channel, Route

from .nearest import did_you_mean
from .problems import Said, said_of

_T = TypeVar("_T")
_HEADER_NAME = re.compile("[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Unset:
    """A value that could not be filled in, since the environment does not have the variable."""

    variable: str


@dataclass(frozen=True, slots=True)
class ChannelSlot:
    """A channel of the config. Where it cannot work yet, `plugin` is None and `off` says why."""

    type: str
    plugin: Channel | None
    off: str = ""


def nested(said: list[Said]) -> PydanticCustomError:
    """Problems inside a value that pydantic sees as one: (path below it, text) pairs, unfolded by `loading`."""
    return PydanticCustomError("nested", "see below", {"said": said})


def route(found: object) -> Route:
    """Raises PydanticCustomError with every problem of the options."""
    kind, options = _split(found)
    plugin = typing.cast("Route", _built("route", kind, options))
    said = list(_unaskable(plugin.ask()))
    if said:
        raise nested(said)
    return plugin


def _unaskable(ask: Ask) -> Iterator[Said]:
    """Why a GET could never be sent as the route wishes it."""
    if not fetchable(ask.url):
        yield (), f"{ask.url[:80]!r} is no address of the web; expected https://host/path"
    for name, value in ask.headers.items():
        if not _HEADER_NAME.fullmatch(name):
            yield ("headers", name), "a header's name has letters, digits and - only"
        if not (value.isprintable() and value.isascii()):
            yield ("headers", name), "expected plain ASCII text"


def channel(found: object) -> ChannelSlot:
    """Raises PydanticCustomError with every problem of the options."""
    if isinstance(found, ChannelSlot):
        return found
    kind, options = _split(found)
    missing = dict.fromkeys(unset.variable for unset in _found(options, Unset))
    if missing:
        _check_names(options_model(_class_of("channel", kind)), options)
        return ChannelSlot(kind, None, off=" and ".join(f"{name} is not set" for name in missing))
    hidden = tuple(_found(options, str))
    return ChannelSlot(kind, typing.cast("Channel", _built("channel", kind, options, hidden)))


def _found(value: object, kind: type[_T]) -> Iterator[_T]:
    """Every value of the kind, however deep in lists and mappings."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _found(inner, kind)
    elif isinstance(value, list):
        for inner in value:
            yield from _found(inner, kind)


def registry(seam: str) -> Mapping[str, type]:
    return sources.ROUTES if seam == "route" else channels.CHANNELS


def _split(found: object) -> tuple[str, dict[str, object]]:
    if not isinstance(found, Mapping):
        raise nested([((), "expected options such as {type: rss, url: …}")])
    kind = found.get("type")
    if not isinstance(kind, str):
        raise nested([((), "`type` is missing")])
    return kind, {str(name): value for name, value in found.items() if name != "type"}


def _built(seam: str, kind: str, options: dict[str, object], hidden: Iterable[str] = ()) -> object:
    """`hidden` are texts that a message must not show: a secret often stands in the wrong place."""
    class_ = _class_of(seam, kind)
    model = options_model(class_)
    try:
        checked = model.model_validate(options)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise nested([said_of(detail, model) for detail in details]) from None
    values = {name: getattr(checked, name) for name in checked.model_fields_set}
    try:
        return class_(**values)
    except ValueError as error:
        raise nested([((), masked(str(error), hidden))]) from None


def _check_names(model: type[BaseModel], options: Mapping[str, object]) -> None:
    unknown = [name for name in options if name not in model.model_fields]
    if unknown:
        raise nested([((name,), f"unknown key{did_you_mean(name, model.model_fields)}") for name in unknown])


def _class_of(seam: str, kind: str) -> type:
    known = registry(seam)
    if kind in known:
        return known[kind]
    if ":" in kind:
        return _stranger(kind)
    said = f"no {seam} type {kind!r}{did_you_mean(kind, known)} (there are {', '.join(known)}, or package.module:Class)"
    raise nested([(("type",), said)])


def _stranger(spot: str) -> type:
    """A class by its import path, `package.module:Class`. The config's owner asked for it, so its code is run."""
    module, _, name = spot.partition(":")
    try:
        class_ = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise nested([(("type",), f"cannot load {spot!r}: {error}")]) from None
    if not (isinstance(class_, type) and dataclasses.is_dataclass(class_)):
        raise nested([(("type",), f"{spot!r} is not a dataclass; its fields are its options")])
    return class_


@functools.lru_cache(maxsize=64)
def options_model(class_: type) -> type[BaseModel]:
    """A pydantic model of a plugin's options: its dataclass fields, and nothing else allowed."""
    hints = typing.get_type_hints(class_, include_extras=True)
    fields: dict[str, typing.Any] = {}
    for option in dataclasses.fields(class_):
        if not option.init or option.name.startswith("_"):
            continue
        default: object = ...
        if option.default is not dataclasses.MISSING:
            default = option.default
        elif option.default_factory is not dataclasses.MISSING:
            default = option.default_factory()
        fields[option.name] = (hints[option.name], default)
    config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True)
    return create_model(class_.__name__, __config__=config, __doc__=class_.__doc__, **fields)
