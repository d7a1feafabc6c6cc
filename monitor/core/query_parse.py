"""Reading a query: characters to tokens, tokens to the tree, each mistake with its place and what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from monitor.core.query_tree import (
    CHOICES,
    FIELDS,
    GRADED,
    NAMES,
    NUMBERS,
    TIMES,
    And,
    Node,
    Not,
    Or,
    Query,
    QueryError,
    Term,
    Text,
    day_of,
    span_of,
)

LONGEST = 2000  # characters of one query
DEEPEST = 20  # nested parentheses


@dataclass(frozen=True, slots=True)
class _Token:
    shape: str  # open, close, minus, or, not, text, phrase, field
    text: str
    at: int
    op: str = ""


_SHAPES = re.compile(
    r"""(?P<space>\s+) | (?P<open>\() | (?P<close>\)) | (?P<minus>-)(?=\S)
      | (?P<field>[A-Za-z_]+)(?P<op>>=|<=|!=|:|=|<|>)
      | (?P<phrase>["«“][^"»”]*["»”]) | (?P<unclosed>["«“])
      | (?P<text>[^\s()"«»“”]+) | (?P<stray>.)""",
    re.VERBOSE,
)
_VALUES = re.compile(r"""(?:"[^"]*"|[^\s()",]+)(?:,(?:"[^"]*"|[^\s()",]+))*""")
_ONE = re.compile(r'"([^"]*)"|([^,]+)')
_WORDS = re.compile(r"\w+")


def parse(text: str) -> Query:
    """The query as a tree. Raises QueryError."""
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text)} characters, at most {LONGEST} are read", LONGEST)
    tokens = list(_tokens(text))
    reader = _Reader(tokens, len(text))
    root = reader.any_of(0)
    if reader.place < len(tokens):
        raise QueryError("')' without '('", tokens[reader.place].at)
    return Query(text, root)


def _tokens(text: str) -> Iterator[_Token | Term]:
    at = 0
    while at < len(text):
        found = _SHAPES.match(text, at)
        shape = found.lastgroup if found else None
        if found is None or shape is None or shape in ("unclosed", "stray"):
            raise QueryError("a quotation mark is not closed" if shape == "unclosed" else "unreadable character", at)
        end = found.end()
        if shape == "op":
            term, end = _term(text, found["field"].lower(), found["op"], at, end)
            yield term
        elif shape != "space":
            yield _token(shape, found[0], at)
        at = end


def _token(shape: str, text: str, at: int) -> _Token:
    if shape == "text" and text in ("OR", "NOT", "AND"):
        return _Token(text.lower(), text, at)
    return _Token(shape, text, at)


def _term(text: str, field: str, op: str, at: int, end: int) -> tuple[Term, int]:
    if field not in FIELDS:
        raise QueryError(f"unknown field '{field}'; known: {', '.join(FIELDS)}{_nearest(field, FIELDS)}", at)
    found = _VALUES.match(text, end)
    if found is None:
        raise QueryError(f"'{field}{op}' needs a value", end)
    values = tuple((quoted or bare).strip() for quoted, bare in _ONE.findall(found[0]))
    term = Term(field, "=" if op == ":" else op, values, at)
    for value in values:
        _check(term, value, end)
    return term, found.end()


def _check(term: Term, value: str, at: int) -> None:
    ordered = term.op not in ("=", "!=")
    if ordered and (term.field in NAMES or (term.field in CHOICES and term.field not in GRADED)):
        raise QueryError(f"'{term.field}' has no order: use ':' or '!='", term.at)
    if ordered and len(term.values) > 1:
        raise QueryError(f"'{term.op}' takes one value", at)
    choices = GRADED.get(term.field, ()) if ordered else CHOICES.get(term.field, ())
    if choices and value.casefold() not in choices:
        raise QueryError(f"'{value}' is no {term.field}: {', '.join(choices)}{_nearest(value, choices)}", at)
    if term.field in NUMBERS and not re.fullmatch(r"[0-9]{1,6}", value):
        raise QueryError(f"'{term.field}' needs a number, not '{value}'", at)
    if term.field in TIMES:
        if term.op != "=":
            raise QueryError(f"'{term.field}' is written with ':', as in {term.field}:30d", term.at)
        if span_of(value) is None and day_of(value) is None:
            raise QueryError(f"'{value}' is no time: 12h, 30d, 6w, 1y or 2025-01-31", at)


def _nearest(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


class _Reader:
    """Recursive descent: `any_of` reads OR, `all_of` reads neighbours, `one` reads a term, a NOT or a group."""

    def __init__(self, tokens: list[_Token | Term], length: int) -> None:
        self.tokens = tokens
        self.length = length
        self.place = 0

    def any_of(self, depth: int) -> Node:
        parts = [self.all_of(depth)]
        while self._shape() == "or":
            self.place += 1
            parts.append(self.all_of(depth, needed="OR"))
        if len(parts) > 1 and parts[0] == And(()):
            raise QueryError("'OR' needs something before it", 0)
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self, depth: int, needed: str = "") -> Node:
        parts: list[Node] = []
        while self._shape() not in ("", "close", "or"):
            if self._shape() == "and":
                self._and(bool(parts))
                continue
            parts.append(self.one(depth))
        if needed and not parts:
            raise QueryError(f"'{needed}' needs something after it", self._at())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _and(self, after_something: bool) -> None:
        at = self._at()
        self.place += 1
        if not after_something or self._shape() in ("", "close", "or", "and"):
            raise QueryError("'AND' needs something on both sides", at)

    def one(self, depth: int) -> Node:
        token = self.tokens[self.place]
        self.place += 1
        if isinstance(token, Term):
            return token
        if token.shape in ("minus", "not"):
            return self._negated(token, depth)
        if token.shape == "open":
            return self._group(token, depth)
        return _text(token)

    def _negated(self, token: _Token, depth: int) -> Node:
        if self._shape() in ("", "close", "or", "and"):
            raise QueryError(f"'{token.text}' needs something after it", token.at)
        self._bounded(depth, token.at)
        return Not(self.one(depth + 1))

    def _group(self, token: _Token, depth: int) -> Node:
        self._bounded(depth, token.at)
        inner = self.any_of(depth + 1)
        if self._shape() != "close":
            raise QueryError("'(' is not closed", token.at)
        self.place += 1
        if inner == And(()):
            raise QueryError("nothing between '(' and ')'", token.at)
        return inner

    def _bounded(self, depth: int, at: int) -> None:
        if depth >= DEEPEST:
            raise QueryError(f"more than {DEEPEST} levels", at)

    def _shape(self) -> str:
        if self.place >= len(self.tokens):
            return ""
        token = self.tokens[self.place]
        return "term" if isinstance(token, Term) else token.shape

    def _at(self) -> int:
        return self.tokens[self.place].at if self.place < len(self.tokens) else self.length


def _text(token: _Token) -> Text:
    words = tuple(_WORDS.findall(token.text.casefold()))
    if not words:
        raise QueryError(f"no letters or digits in '{token.text}'", token.at)
    return Text(words, token.shape == "text" and token.text.endswith("*"), token.at)
