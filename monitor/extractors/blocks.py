"""A tree as a flat list of blocks (paragraphs, headings, list items) with the containers that hold them.

Containers are numbered in page order and hold contiguous runs of blocks, so that every later question (how much text
is in here, how much of it is links) is arithmetic over two lists. One walk, no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from .marks import DROPPED, Mark, mark_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = HEADINGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_PARAGRAPHS = HEADINGS | {"p", "li", "td", "dt", "dd", "div", "blockquote"}
_STRUCTURAL = frozenset({"div", "p", "section", "center"})
_PROSE = frozenset(
    ["a", "b", "strong", "em", "i", "u", "mark", "font", "ins", "sup", "sub", "abbr", "q", "cite"]
)  # their words belong to a sentence
_STRONG = frozenset({"b", "strong"})
_LINE = "\u2028"  # a <br> on its way: white space to str.split, never in a page's own text
_MAX_NODES = 16_000  # elements that are walked through; the largest page of the open sets has 9,000
_MAX_BLOCK = 30_000  # characters of one paragraph; the longest seen in the open sets has 9,000
_say_much = etree.XPath(
    "descendant-or-self::*[text()[string-length() > 50]]"
    "[not(self::script or self::style or self::noscript or self::title or ancestor-or-self::a)]"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


def weight(text: str) -> int:
    """How much a text says, in letters of an alphabet: a sign of a word or a syllable counts as two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def said_by(element: Element) -> str:
    """All text inside an element."""
    return "".join(element.itertext()) if len(element) else element.text or ""


@dataclass(slots=True)
class Block:
    """One run of text. `links` and `bold` count its characters inside links and bold; `mark` is the outermost that
    lasts (see `apart`), else that of the nearest telling container."""

    text: str
    tag: str
    links: int
    container: int
    mark: Mark
    bold: int = 0
    apart: bool = False  # furniture or a caption, by the word of an element around it
    size: int = field(init=False)  # see `weight`

    def __post_init__(self) -> None:
        self.size = weight(self.text)

    @property
    def density(self) -> float:
        """Share of the characters that are links."""
        return min(1.0, self.links / (len(self.text) or 1))


@dataclass(slots=True)
class Container:
    """A block element: blocks[first:last] are inside it. `mark` is its own, `parent` its container's number."""

    tag: str
    parent: int
    first: int
    last: int
    mark: Mark
    element: Element


@dataclass(slots=True)
class Outline:
    blocks: list[Block] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)

    def within(self, container: Container) -> list[Block]:
        return self.blocks[container.first : container.last]


def _lasts(mark: Mark) -> bool:
    return mark is Mark.JUNK or mark is Mark.CAPTION


class _Walk:
    """The state of one walk: open containers, and the parts of the block that is being read."""

    def __init__(self, root: Element, trusted: frozenset[Element], dropped: frozenset[Element]) -> None:
        self.prose = _around_prose(root)
        self.trusted = trusted
        self.dropped = dropped
        self.outline = Outline()
        self.parts: list[str] = []
        self.links = self.bold = 0
        self.in_link = self.in_bold = 0
        self.open: list[int] = [-1]
        self.marks: list[Mark] = [Mark.PLAIN]
        self.tags: list[str] = ["div"]
        self.inline: list[Element] = []  # inline elements that were opened as containers
        self.simple: Element | None = None  # a paragraph that was read at once: its end is only its tail

    def say(self, text: str) -> None:
        self.parts.append(text)
        if self.in_link:
            self.links += len(text.strip())
        if self.in_bold:
            self.bold += len(text.strip())

    def flush(self) -> None:
        if self.parts:
            tag, mark = self.tags[-1], self.marks[-1]
            text = _joined("".join(self.parts), tag)
            if text:
                block = Block(text, tag, self.links, self.open[-1], mark, self.bold, _lasts(mark))
                self.outline.blocks.append(block)
            self.parts = []
        self.links = self.bold = 0

    def enter(self, element: Element, tag: str, mark: Mark) -> None:
        self.flush()
        here = len(self.outline.blocks)
        self.outline.containers.append(Container(tag, self.open[-1], here, here, mark, element))
        self.open.append(len(self.outline.containers) - 1)
        inherited = self.marks[-1]
        self.marks.append(inherited if mark is Mark.PLAIN or _lasts(inherited) else mark)
        outer = self.tags[-1]
        self.tags.append(outer if tag in _STRUCTURAL and outer in {"li", "blockquote"} else tag)

    def at_once(self, element: Element, tag: str, mark: Mark) -> bool:
        """Reads a paragraph of words, links and emphasis without walking through it; False where it is more."""
        parts = [element.text or ""]
        links = bold = 0
        for child in element:
            name = child.tag
            if name not in _PROSE or len(child):
                return False
            text = child.text or ""
            parts += (text, child.tail or "")
            links += len(text) if name == "a" else 0
            bold += len(text) if name in _STRONG else 0
        self.flush()
        self.simple = element
        self._whole("".join(parts), links, bold, Container(tag, self.open[-1], 0, 0, mark, element))
        return True

    def _whole(self, raw: str, links: int, bold: int, container: Container) -> None:
        tag, mark, blocks = container.tag, container.mark, self.outline.blocks
        container.first = container.last = len(blocks)
        self.outline.containers.append(container)
        outer = self.tags[-1]
        if tag in _STRUCTURAL and outer in {"li", "blockquote"}:
            tag = outer
        text = _joined(raw, tag)
        if text:
            inherited = self.marks[-1]
            telling = inherited if mark is Mark.PLAIN or _lasts(inherited) else mark
            number = len(self.outline.containers) - 1
            links = len(text) if self.in_link else links
            blocks.append(
                Block(text, tag, links, number, telling, len(text) if self.in_bold else bold, _lasts(telling))
            )
            container.last += 1

    def leave(self) -> None:
        self.flush()
        self.outline.containers[self.open.pop()].last = len(self.outline.blocks)
        self.marks.pop()
        self.tags.pop()


def _around_prose(root: Element) -> set[Element]:
    """The elements that hold a sentence somewhere: furniture that holds none is no misnamed article, and not walked
    through."""
    found: set[Element] = set()
    for element in _say_much(root):
        around: Element | None = element
        while around is not None and around not in found:
            found.add(around)
            around = around.getparent()
    return found


def _joined(text: str, tag: str) -> str:
    text = text[:_MAX_BLOCK]
    if tag == "pre":
        return text.replace(_LINE, "\n").strip("\n").rstrip()
    return " ".join(text.split())


def outline(
    root: Element,
    trusted: frozenset[Element] = frozenset(),
    dropped: frozenset[Element] = frozenset(),
) -> Outline:
    """The blocks and containers of a tree. Elements beyond the bound are not looked at.

    `trusted` elements are plain whatever their marks say (a <form> around the whole page); `dropped` ones are
    furniture.
    """
    walk = _Walk(root, trusted, dropped)
    path: list[Element] = []  # elements that are being read, and what is left of each
    waiting: list[Iterator[Element]] = [iter((root,))]
    budget = _MAX_NODES
    while waiting:
        for element in waiting[-1]:
            budget -= 1
            if _start(walk, element) and len(element) and budget > 0:
                path.append(element)
                waiting.append(iter(element))
                break
            _end(walk, element)
        else:
            waiting.pop()
            if path:
                _end(walk, path.pop())
        if budget <= 0:
            break
    while len(walk.open) > 1:
        walk.leave()
    return walk.outline


def _start(walk: _Walk, element: Element) -> bool:
    """Whether to go inside."""
    tag = str(element.tag)
    if tag in DROPPED:
        return False
    if tag == "br":
        _break(walk)
        return True
    if tag in _PROSE:
        walk.in_link += tag == "a"
        walk.in_bold += tag in _STRONG
    elif not _start_container(walk, element, tag):
        return False
    if element.text:
        walk.say(element.text)
    return True


def _start_container(walk: _Walk, element: Element, tag: str) -> bool:
    mark = mark_of(element, tag)
    if walk.trusted and element in walk.trusted:
        mark = Mark.PLAIN
    if walk.dropped and element in walk.dropped:
        mark = Mark.JUNK
    if tag in _BLOCKS:
        if tag in _PARAGRAPHS and walk.at_once(element, tag, mark):
            return False
        walk.enter(element, tag, mark)
    elif _lasts(mark):
        walk.inline.append(element)
        walk.enter(element, tag, mark)
    return mark is not Mark.JUNK or not len(element) or element in walk.prose


def _end(walk: _Walk, element: Element) -> None:
    tag = element.tag
    if walk.simple is element:
        walk.simple = None
    elif tag in _BLOCKS:
        walk.leave()
    elif tag in _PROSE:
        walk.in_link -= tag == "a"
        walk.in_bold -= tag in _STRONG
    elif walk.inline and walk.inline[-1] is element:
        walk.inline.pop()
        walk.leave()
    if element.tail:
        walk.say(element.tail)


def _break(walk: _Walk) -> None:
    """One <br> is a space; two in a row end the paragraph, as old templates write them."""
    recent = "".join(walk.parts[-2:]).rstrip(" \t\r\n\u00a0")
    if recent.endswith(_LINE):
        walk.flush()
    else:
        walk.parts.append(_LINE)
