"""The error tree. What is expected is a value (see `model`); what is raised is one of these.

    MonitorError                 something the user can act on; one line, exit 1
    ├── UsageError               the command or the config is wrong; exit 2
    │   ├── ConfigError          config.yaml has problems (all of them, each with its path)
    │   └── KnowledgeError       a knowledge file has problems (all of them, each with its line)
    ├── StorageError             the database cannot be opened, read or written
    │   ├── AlreadyRunning       another process works on this database
    │   └── SchemaTooNew         the database was written by a newer program
    └── InputError               a file or line given to a command cannot be read

Whatever else is raised is a bug and exits 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class MonitorError(Exception):
    """Something the user can act on. `str(error)` says what, where and what to do."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file that people edit.

    `path` is dotted (`sources.tass-ru.every`) or `file:line`; `said` tells what is wrong and what was expected;
    `at` is `file:line` where the path does not say it.
    """

    path: str
    said: str
    at: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.at, self.path, self.said) if part)


class UsageError(MonitorError):
    exit_code = 2


class _Problems(UsageError):
    def __init__(self, where: str, problems: tuple[Problem, ...]) -> None:
        self.where = where
        self.problems = problems
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(str(problems[0]) if len(problems) == 1 else f"{where}: {len(problems)} problems\n{lines}")


class ConfigError(_Problems):
    """Every problem of a config at once."""


class KnowledgeError(_Problems):
    """Every problem of the knowledge files at once."""


class StorageError(MonitorError):
    pass


class AlreadyRunning(StorageError):
    pass


class SchemaTooNew(StorageError):
    pass


class InputError(MonitorError):
    pass


class Broken(Exception):
    """Somebody else's input or code raised something unexpected; `cause` is what."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(f"{type(cause).__name__}: {str(cause)[:200]}")
        self.cause = cause

    @property
    def kind(self) -> str:
        """The cause's type alone: its words may hold secrets."""
        return type(self.cause).__name__


@contextmanager
def contained() -> Iterator[None]:
    """Whatever a stranger's page, plugin or query raises becomes Broken, which callers expect."""
    try:
        yield
    except Exception as error:  # a bug that one input finds must not stop the work on the others
        raise Broken(error) from error
