"""`${NAME}` and `${NAME:-default}` inside values, and `MONITOR_…` variables over them.

`MONITOR_LOG_FORMAT` sets `log.format`; `MONITOR_SOURCES__TASS_RU__EVERY` reaches any path, `__` between its parts.
A variable that is empty counts as not set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from .document import Document, Path, dotted, read, scalar
from .nearest import did_you_mean
from .plugins import Unset
from .problems import section_in

PREFIX = "MONITOR_"
OURS = frozenset({"MONITOR_CONFIG", "MONITOR_KILL_AT"})  # read by the command line and by `points`
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]{0,99})(?::-([^}]{0,500}))?\}")


class Environment:
    """Puts variables into a document. `filled` are the paths whose values came from one, `used` those
    values; neither is ever shown."""

    def __init__(self, variables: Mapping[str, str], document: Document) -> None:
        self._variables = variables
        self._document = document
        self._asked: set[str] = set()
        self.filled: set[Path] = set()
        self.used: set[str] = set()
        self.warnings: list[str] = []

    def apply(self, model: type[BaseModel]) -> dict[str, object]:
        """The document's values with every variable in its place."""
        values = self._substituted(self._document.values, ())
        values = values if isinstance(values, dict) else {}
        names = dict(plain_names(model))
        for name in sorted(self._variables):
            if name.startswith(PREFIX) and name not in OURS and self._variables[name]:
                self._override(values, name, names)
        return values

    def _substituted(self, value: Any, path: Path) -> object:
        if isinstance(value, dict):
            return {key: self._substituted(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [self._substituted(item, (*path, index)) for index, item in enumerate(value)]
        return self._filled(value, path) if isinstance(value, str) and "${" in value else value

    def _filled(self, text: str, path: Path) -> object:
        missing: list[str] = []

        def put(match: re.Match[str]) -> str:
            name, default = match.groups()
            self._asked.add(name)
            found = self._variables.get(name) or default
            if found is None:
                missing.append(name)
            elif found != default:
                self.used.add(found)
            return found or ""

        filled = _VARIABLE.sub(put, text)
        self.filled.add(path)
        if not missing:
            return filled
        if path[:1] != ("channels",):
            said = f"the variable {missing[0]} is not set; set it, or write ${{{missing[0]}:-default}}"
            self._document.problems.append(self._document.problem(path, said))
        return Unset(missing[0])

    def _override(self, values: dict[str, object], name: str, names: Mapping[str, Path]) -> None:
        path = names.get(name) or self._path_of(name, values)
        if path is None:
            # a warning only: container platforms put MONITOR_PORT and the like beside a service called "monitor"
            if name not in self._asked:
                self.warnings.append(f"{name} names no setting{did_you_mean(name, names)}")
            return
        target = values
        for part in path[:-1]:
            inner = target.setdefault(str(part), {})
            if not isinstance(inner, dict):
                return
            target = inner
        target[str(path[-1])] = self._parsed(self._variables[name], name)
        self._document.origins[path] = name
        self.used.add(self._variables[name])
        self.filled.add(path)

    def _path_of(self, name: str, values: Mapping[str, object]) -> Path | None:
        parts = name.removeprefix(PREFIX).split("__")
        if len(parts) < 2:
            return None
        path: list[str] = []
        inner: object = values
        for part in parts:
            known = inner if isinstance(inner, dict) else {}
            key = next((key for key in known if _as_variable(key) == part.upper()), part.lower())
            path.append(key)
            inner = known.get(key)
        return tuple(path)

    def _parsed(self, text: str, name: str) -> object:
        """Lists and mappings are written as in YAML: `[console, slack]`."""
        if text[:1] in "[{":
            return read(f"value: {text}", name).values.get("value")
        return scalar(text, quoted=False)


def plain_names(model: type[BaseModel], path: Path = ()) -> Iterator[tuple[str, Path]]:
    """The short variables: each setting of the top level and of its sections."""
    for name, info in model.model_fields.items():
        here = (*path, info.alias or name)
        section = section_in(info.annotation)
        if section is not None and isinstance(info.annotation, type):
            yield from plain_names(section, here)
        else:
            yield PREFIX + _as_variable(dotted(here)), here


def _as_variable(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "_", key).upper()
