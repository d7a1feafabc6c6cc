"""What names of one list tell of each other: makes stand beside makes, models behind their make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.lang import words_of

from .discovery_evidence import Scene
from .discovery_names import CLOSING, OPENING, Name, Spot, is_code

BETWEEN = frozenset(",;/:—–-()•&+") | OPENING | CLOSING
LIST_GAP = 3  # tokens between two members: ", and the"
ARTICLES = frozenset(("the", "a", "an"))
NOT_MAKES = frozenset(("supplier", "bank", "state"))


@dataclass(frozen=True, slots=True)
class Listed:
    """Spots of one list in their order, the known makes among them, and the spots that are models of another member."""

    spots: tuple[Spot, ...]
    known: tuple[str, ...]
    models: tuple[Spot, ...]


def lists(scene: Scene, names: Sequence[Name]) -> Iterator[Listed]:
    """Spots and known makes with nothing but commas, conjunctions and model codes between them."""
    by_sentence: dict[int, dict[int, Spot]] = {}
    for name in names:
        for spot in name.spots:
            by_sentence.setdefault(spot.sentence.index, {})[spot.first] = spot
    also = words_of(scene.reading.language).also | BETWEEN | ARTICLES
    for starts in by_sentence.values():
        for members in _members(scene, starts, also):
            found = _listed(scene, members)
            if found.spots and len(found.spots) + len(found.known) > 1:
                yield found


def _members(scene: Scene, starts: dict[int, Spot], also: frozenset[str]) -> Iterator[list[Spot | int]]:
    """Each list as its spots and the token indexes of its known makes and of its semicolons."""
    sentence = next(iter(starts.values())).sentence
    known = [at for at in range(sentence.first, sentence.last) if at in scene.known and _known_make(scene, at)]
    members: list[Spot | int] = []
    end = sentence.first
    for at in sorted({*starts, *known}):
        if members and at < end:
            continue
        if members and not _joins(scene, range(end, at), at in starts, also):
            yield members
            members = []
        members += [one for one in range(end, at) if members and scene.reading.tokens[one].text == ";"]
        members.append(starts.get(at, at))
        end = starts[at].end if at in starts else at + 1
    yield members


def _joins(scene: Scene, gap: range, unknown: bool, also: frozenset[str]) -> bool:
    """Whether these tokens join two members. Two names side by side are no list: "Грузовики Ford"."""
    tokens = scene.reading.tokens
    if not gap:
        return not unknown
    return len(gap) <= LIST_GAP and all(tokens[at].norm in also or is_code(tokens[at]) for at in gap)


def _known_make(scene: Scene, at: int) -> bool:
    one = scene.known.get(at)
    return one is not None and one.kind != "company" and one.data.get("role") not in NOT_MAKES


def _listed(scene: Scene, members: Iterable[Spot | int]) -> Listed:
    """Behind "Opel Astra", a bare "Zafira" is one more of its models, up to the next make or semicolon."""
    spots: list[Spot] = []
    models: list[Spot] = []
    known: dict[str, None] = {}
    of_one_make = by_model = False
    for one in members:
        if isinstance(one, Spot):
            spots.append(one)
            if of_one_make and not one.models and not one.code:
                models.append(one)
            of_one_make = of_one_make or any(word.isalpha() for word in one.models)
            of_one_make = of_one_make and not (one.code and not one.models)
        elif scene.reading.tokens[one].text == ";":
            of_one_make = False
        else:
            mention = scene.known[one]
            known[mention.value] = None
            of_one_make = bool(mention.data.get("model"))
            by_model = by_model or of_one_make
    if by_model and not any(spot.models for spot in spots):  # "the Rio, the Sportage": all of them are models
        models = spots
    return Listed(tuple(spots), tuple(known), tuple(models))
