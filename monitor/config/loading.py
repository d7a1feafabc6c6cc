"""A config file -> settings, or `ConfigError` with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path as File

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from monitor.core.escape import masked
from monitor.errors import ConfigError, Problem

from .checks import cross_checks
from .document import MAX_BYTES, Document, Path, decode, read
from .environment import Environment
from .plugins import Unset
from .problems import said_of
from .settings import Settings

_WITH_SECRETS: tuple[Path, ...] = (("channels",), ("heartbeat",), ("desk", "users"))


def load(path: str | File, environ: Mapping[str, str]) -> Settings:
    """The settings of the file at `path`. Raises `ConfigError` with every problem at once."""
    file = File(path)
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        advice = "; name the config with -c FILE or in MONITOR_CONFIG" if isinstance(error, FileNotFoundError) else ""
        said = f"cannot read it: {error.strerror}{advice}"
        raise ConfigError(str(path), (Problem("", said, at=str(path)),)) from error
    return parse(decode(raw, str(path)), str(path), environ)


def parse(text: str, name: str, environ: Mapping[str, str]) -> Settings:
    """The settings of a YAML text; `name` is the path that problems call it by. Raises `ConfigError`."""
    document = read(text, name)
    environment = Environment(environ, document)
    values = environment.apply(Settings)
    problems = document.problems
    settings = None
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            problems.extend(_problems(detail, document, environment.filled))
    problems.extend(document.problem(path, said) for path, said in cross_checks(values))
    if settings is None or problems:
        raise ConfigError(name, _ordered(replace(one, said=masked(one.said, environment.used)) for one in problems))
    return settings.read_from(document, environment.warnings)


def _problems(detail: ErrorDetails, document: Document, filled: set[Path]) -> Iterator[Problem]:
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    if detail["type"] == "nested":
        for below, said in detail["ctx"]["said"]:
            yield document.problem((*path, *below), said)
        return
    found = detail["input"]
    if isinstance(found, Unset) or (detail["type"] == "too_short" and found):
        return  # the variable is reported already; the list is short only because of items that are
    secret = any(path[: len(place)] == place for place in _WITH_SECRETS)
    from_variable = any(path[: len(known)] == known or known[: len(path)] == path for known in filled)
    showable = isinstance(found, str | int | float) and not secret and not from_variable
    yield document.problem(*said_of(detail, Settings, found if showable else None))


def _ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """In the order of the file, each once."""

    def line(problem: Problem) -> int:
        number = problem.at.rpartition(":")[2]
        return int(number) if number.isdecimal() else 0

    return tuple(sorted(dict.fromkeys(problems), key=line))
