"""Which container holds the article: by its own word, else where the paragraphs stand close together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate

from lxml.etree import _Element as Element

from .blocks import HEADINGS, Block, Container, Outline, outline
from .marks import Mark

_SENTENCE_ENDS = (".", "!", "?", "…", "»", "”", '"', ":", ";", "“", ")", "。", "！", "？", "।")
_ENOUGH = 140  # characters of good text: a two-sentence news item
_FLASH = 50  # characters of a page whose only prose stands in what calls itself the article
_NUMBER = re.compile(r"\d+")
_BY_TAG = frozenset({"aside", "footer"})
_SMALL = 0.4  # a container with less than this share of the page's good text is not the whole article


def good(block: Block) -> float:
    """How much a block speaks for prose: its characters outside links, or nothing for furniture."""
    size = block.size
    if block.apart or block.tag in HEADINGS or block.density > 0.5:
        return 0.0
    if size >= 80 or (size >= 25 and block.text.endswith(_SENTENCE_ENDS)):
        return size * (1.0 - block.density)
    return 0.0


@dataclass(frozen=True, slots=True)
class Region:
    """What was chosen: containers in page order (one, or the parts of one article), how, and the lead before them."""

    parts: tuple[Container, ...]
    by: str  # "names", "article" or "density"
    lead: tuple[int, ...] = ()  # numbers of blocks outside the parts

    def blocks(self, page: Outline) -> list[Block]:
        return [page.blocks[n] for n in self.lead] + [block for part in self.parts for block in page.within(part)]


class Ground:
    """Sums over the blocks of an outline, so that any container is weighed in constant time."""

    def __init__(self, page: Outline) -> None:
        self.page = page
        self.goods = [good(block) for block in page.blocks]
        self._good = [0.0, *accumulate(self.goods)]
        self._size = [0, *accumulate(0 if block.apart else block.size for block in page.blocks)]

    def weight(self, container: Container) -> float:
        return self._good[container.last] - self._good[container.first]

    def size(self, container: Container) -> int:
        return self._size[container.last] - self._size[container.first]

    @property
    def total(self) -> float:
        return self._good[-1]

    def ancestors(self, number: int) -> list[int]:
        """The container's own number and those around it, innermost first."""
        around = []
        while number >= 0:
            around.append(number)
            number = self.page.containers[number].parent
        return around


def laid_out(root: Element) -> Outline:
    """The outline of a page in which nothing marked as furniture holds most of the prose."""
    page = outline(root)
    wrong = frozenset(_wrongly_junk(page))
    return outline(root, wrong) if wrong else page


def _wrongly_junk(page: Outline) -> list[Element]:
    """Furniture by name that holds most of the long paragraphs, or the only body there is: the name is wrong."""
    sizes = [b.size if b.size >= 80 and b.density < 0.5 else 0 for b in page.blocks]
    sums = [0, *accumulate(sizes)]
    apart = [one for one in page.containers if (one.mark is Mark.JUNK or one.mark is Mark.CAPTION)]
    wrong = [one for one in apart if one.tag not in _BY_TAG and sums[one.last] - sums[one.first] > 0.6 * sums[-1]]
    return [one.element for one in (*wrong, *_around_only_body(page, sums, apart))]


def _around_only_body(page: Outline, sums: list[int], apart: list[Container]) -> list[Container]:
    bodies = [one for one in page.containers if one.mark is Mark.BODY and sums[one.last] - sums[one.first] >= _ENOUGH]
    if not bodies or any(not block.apart for body in bodies for block in page.within(body)):
        return []
    first = bodies[0]
    return [one for one in apart if one.first <= first.first and one.last >= first.last]


def choose(page: Outline) -> Region | None:
    """The region of the article. None where the page holds no prose."""
    ground = Ground(page)
    if ground.total < _FLASH:
        return None
    region = _best(ground)
    if region is not None and region.by == "density" and ground.total < _ENOUGH:
        return None
    return region and replace(region, lead=_lead(ground, region.parts[0]))


def _best(ground: Ground) -> Region | None:
    named = _named(ground)
    inside = sum(map(ground.weight, named.parts)) if named else 0.0
    if named is not None and inside >= _SMALL * ground.total:
        return named
    dense = _densest(ground)
    if named is None or dense is None:
        return dense or named
    return named if inside >= _SMALL * ground.weight(dense.parts[0]) else dense


_LEAD_REACH = 20  # blocks between the lead and the body: a date, an author, share links, a caption
_LEAD_SIZE = 900


def _lead(ground: Ground, body: Container) -> tuple[int, ...]:
    """Blocks shortly before the body that are its first paragraph: called so, or prose below the headline."""
    blocks = ground.page.blocks
    reach = range(body.first - 1, max(-1, body.first - 1 - _LEAD_REACH), -1)
    headline = next((n for n in reach if blocks[n].tag == "h1" and not blocks[n].apart), None)
    found: list[int] = []
    for number in reach:
        block = blocks[number]
        if number == headline:
            break
        if block.apart or block.size > _LEAD_SIZE or block.density > 0.4 or block.tag in {"h1", "h6"}:
            continue
        called = block.mark is Mark.LEAD and block.size >= 40
        below = headline is not None and block.size >= 80 and block.text.endswith(_SENTENCE_ENDS)
        if called or below:
            found.append(number)
    return tuple(reversed(found))


def _usable(ground: Ground, mark: Mark) -> list[int]:
    return [
        number
        for number, one in enumerate(ground.page.containers)
        if one.mark is mark and ground.weight(one) >= min(_ENOUGH, ground.total)
    ]


def _named(ground: Ground) -> Region | None:
    """The container that calls itself the article's body; the same name again nearby is the same article."""
    numbers = _usable(ground, Mark.BODY)
    if not numbers:
        return None
    containers = ground.page.containers
    best = max(numbers, key=lambda number: (ground.weight(containers[number]), -number))
    best = _deepest_like(ground, best, numbers)
    parts = _siblings(ground, best)
    return Region(tuple(containers[number] for number in parts), "names")


def _deepest_like(ground: Ground, best: int, numbers: list[int]) -> int:
    """The innermost named container that holds nearly all of the best one's prose."""
    containers = ground.page.containers
    for number in numbers:
        if best in ground.ancestors(number)[1:] and ground.weight(containers[number]) >= 0.9 * ground.weight(
            containers[best]
        ):
            best = number
    return best


def _siblings(ground: Ground, best: int) -> list[int]:
    """Containers with the very marks of the best one in the same article: one body in several parts."""
    containers = ground.page.containers
    home = _home(ground, best)
    names = _names(containers[best])
    ordered: list[int] = []
    for number, one in enumerate(containers):
        if one.mark is not Mark.BODY or _names(one) != names:
            continue
        if home not in ground.ancestors(number)[1:] and not _adjoin(ground, one, containers[best]):
            continue
        if not ordered or one.first >= containers[ordered[-1]].last:
            ordered.append(number)
    return ordered or [best]


_GAP = 6  # blocks between two parts of one body: a picture, a box, an advertisement


def _adjoin(ground: Ground, one: Container, best: Container) -> bool:
    """Whether a part shortly before or after the best one goes on with it: no headline stands between them."""
    first, last = (one.last, best.first) if one.first < best.first else (best.last, one.first)
    between = ground.page.blocks[first:last]
    return 0 <= last - first <= _GAP and not any(b.tag in {"h1", "h2"} and not b.apart for b in between)


def _home(ground: Ground, number: int) -> int:
    """The article or main around a container; failing that the container three steps out, short of the page."""
    around = ground.ancestors(number)[1:]
    containers = ground.page.containers
    telling = (n for n in around if containers[n].mark is Mark.ARTICLE or containers[n].tag == "main")
    inner = [n for n in around[:3] if containers[n].tag not in {"html", "body"}]
    return next(telling, inner[-1] if inner else around[0])


def _names(container: Container) -> tuple[str, str, str | None]:
    """What parts of one body share: all but the number that some count them by."""
    get = container.element.get
    return container.tag, _NUMBER.sub("", get("class") or ""), get("itemprop")


def _densest(ground: Ground) -> Region | None:
    """Where the prose is closest together, widened while widening brings mostly prose."""
    containers = ground.page.containers
    scores: dict[int, float] = {}
    home = _article(ground)
    for block, weight in zip(ground.page.blocks, ground.goods, strict=True):
        if not weight:
            continue
        around = ground.ancestors(block.container)
        if home is not None and home not in around:
            continue
        start = 1 if containers[around[0]].tag in {"p", "li", "blockquote", "pre", "td"} and len(around) > 1 else 0
        for step, number in enumerate(around[start : start + 3]):
            scores[number] = scores.get(number, 0.0) + weight / (1 << step)
    if not scores:
        return None
    best = max(scores, key=lambda number: (scores[number], -number))
    return Region((containers[_widened(ground, best, home)],), "density" if home is None else "article")


def _article(ground: Ground) -> int | None:
    """The one <article> (or container so named) that holds much of the page's prose."""
    containers = ground.page.containers
    numbers = [n for n in _usable(ground, Mark.ARTICLE) if ground.weight(containers[n]) >= _SMALL * ground.total]
    if not numbers:
        return None
    best = max(numbers, key=lambda number: ground.weight(containers[number]))
    inner = [n for n in numbers if ground.weight(containers[n]) >= 0.9 * ground.weight(containers[best])]
    return inner[-1]


def _widened(ground: Ground, number: int, stop: int | None) -> int:
    containers = ground.page.containers
    chosen = number
    for outer in ground.ancestors(number)[1:]:
        if chosen == stop:
            break
        gained = ground.weight(containers[outer]) - ground.weight(containers[chosen])
        brought = ground.size(containers[outer]) - ground.size(containers[chosen])
        if gained >= 0.12 * ground.weight(containers[chosen]) and gained >= 0.6 * brought:
            chosen = outer
    return chosen
