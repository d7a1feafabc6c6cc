"""Where a text has names that nobody knows: runs of capitals, each cut into a head (the name) and what follows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from monitor.lang import TITLE, Reading, Sentence, Token, skeleton
from monitor.lang.lemmas import grammemes, in_dictionary, russian
from monitor.lang.letters import CYRILLIC, LATIN
from monitor.lang.words import word_set

from .discovery_words import FIRM_ENDS, GREAT_WORDS, MAKER_ENDS, NO_NAMES

OPENING = frozenset("«“„\"'‘‹「『")
CLOSING = frozenset("»”“\"'’›」』")
HYPHENS = frozenset("-‐‑–")
CODE = re.compile(r"(?!\d+(?:st|nd|rd|th)$)[a-zа-я]{0,4}-?[0-9]{1,4}[a-zа-я]{0,3}", re.IGNORECASE)
NOUN_CAPITALS = frozenset(("de", "lb"))  # languages that write every noun with a capital
TITLE_CASE = 0.6  # share of capitals among the longer words of a headline above which they say nothing
SENTENCE_CASE = 0.8  # the same for a sentence of the text, which may be a list of names
CASE_ENDINGS = word_set("ами ями ого ому ов ев ом ем ам ям ах ях ой ей ою ею а у е ы и о я ю й ь") | {""}
IMPORTERS = frozenset(("rus", "рус", "trading", "logistics", "capital"))  # "X Motor Rus" sells the make, it is none
ENDS = MAKER_ENDS | FIRM_ENDS | HYPHENS
LONGEST_RUN = 6  # tokens; longer runs of capitals are headlines or lists of people


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a name. Token indexes, half-open: `first`..`last` the name, up to `end` with its model."""

    first: int
    last: int
    end: int
    sentence: Sentence
    way: str  # latin (in a text of another script), quoted, cyrillic, capital
    quoted: bool
    code: bool  # a model code follows
    suffix: str  # maker, firm, or ""
    models: tuple[str, ...] = ()  # normal forms of the words after the name that may be a model's


@dataclass(slots=True)
class Name:
    """All spots of one name in one text."""

    value: str
    key: str
    spots: list[Spot] = field(default_factory=list)
    forms: frozenset[str] = frozenset()  # as they are written


def spots(reading: Reading, taken: frozenset[int]) -> list[Spot]:
    """Every place that may hold an unknown name; tokens in `taken` belong to what is known."""
    foreign = _latin_is_foreign(reading)
    loudness = [_loud(reading, sentence) for sentence in reading.sentences]
    inside, always = _written_as_names(reading, loudness)
    found: list[Spot] = []
    for sentence, loud in zip(reading.sentences, loudness, strict=True):
        for first, end in _runs(reading, sentence, taken):
            spot = _spot(reading, sentence, first, end, foreign)
            if spot is not None and _may_be_name(reading, spot, loud, inside, always):
                found.append(spot)
    return found


def named(reading: Reading, found: Iterable[Spot]) -> list[Name]:
    """The spots by name: case forms together, and the Cyrillic and the Latin spelling of one sound."""
    groups: dict[str, Name] = {}
    for spot in found:
        key = _key(reading, spot, groups)
        groups.setdefault(key, Name("", key)).spots.append(spot)
    for name in groups.values():
        name.forms = frozenset(words_at(reading, spot) for spot in name.spots)
        name.value = _shown(reading, name)
    return _joined(groups.values())


def words_at(reading: Reading, spot: Spot) -> str:
    """The name as it is written there."""
    field_text = reading.title if spot.sentence.field == "title" else reading.text
    return field_text[reading.tokens[spot.first].start : reading.tokens[spot.last - 1].end]


def is_code(token: Token) -> bool:
    """X70, E5, T2, CS35, J7: letters and digits that name a model and never a make."""
    return bool(CODE.fullmatch(token.text))


def _latin_is_foreign(reading: Reading) -> bool:
    """Whether the text is written in other letters, so that a Latin word in it is a name or a term."""
    words = [token for token in reading.tokens if token.shape == "word"]
    return sum(token.script == LATIN for token in words) < 0.5 * len(words)


def _written_as_names(reading: Reading, loudness: Sequence[bool]) -> tuple[set[str], set[str]]:
    """Normal forms with a capital where capitals say something; those that begin sentences and are never small."""
    inside: set[str] = set()
    capital: Counter[str] = Counter()
    small: set[str] = set()
    small.update(token.norm for token in reading.tokens if not token.capital)
    for sentence, loud in zip(reading.sentences, loudness, strict=True):
        start = _first_word(reading, sentence)
        for at in range(sentence.first, sentence.last):
            token = reading.tokens[at]
            if not token.capital:
                continue
            if loud or at == start:
                capital[token.norm] += 1
            else:
                inside.add(token.norm)
    return inside, {word for word, count in capital.items() if count > 1 and word not in small}


def _first_word(reading: Reading, sentence: Sentence) -> int:
    words = (at for at in range(sentence.first, sentence.last) if reading.tokens[at].shape == "word")
    return next(words, sentence.first)


def _loud(reading: Reading, sentence: Sentence) -> bool:
    """Whether it is written like a headline, where a capital says nothing; a list of names has its commas."""
    tokens = reading.tokens[sentence.first : sentence.last]
    words = [token.capital for token in tokens if len(token.text) > 3 and token.shape == "word"]
    capitals = sum(words)
    if len(words) < 4 or capitals <= (TITLE_CASE if sentence.field == TITLE else SENTENCE_CASE) * len(words):
        return False
    return sum(token.text == "," for token in tokens) < 0.4 * capitals


def _runs(reading: Reading, sentence: Sentence, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    at = sentence.first
    while at < sentence.last:
        token = reading.tokens[at]
        if not token.capital or at in taken or not _opens(token) or _belongs_before(reading, at):
            at += 1
            continue
        end = at + 1
        while end < sentence.last and end not in taken and (step := _goes_on(reading, end, sentence.last, taken)):
            end += step
        yield at, min(end, at + LONGEST_RUN)
        at = end


def _opens(token: Token) -> bool:
    return (
        token.capital
        and token.shape == "word"
        and token.script in (CYRILLIC, LATIN)
        and len(token.norm) > 1
        and token.norm not in NO_NAMES
        and not is_code(token)
    )


def _belongs_before(reading: Reading, at: int) -> bool:
    """Part of an address ("INTERFAX.RU"), of a compound ("BMW-Modelle") or of a model behind its code ("T5 Evo")."""
    if at < 1:
        return False
    before, token = reading.tokens[at - 1], reading.tokens[at]
    if before.end == token.start:
        return before.text == "." or (before.text in HYPHENS and at > 1 and reading.tokens[at - 2].capital)
    return is_code(before) and token.start - before.end == 1


def _goes_on(reading: Reading, at: int, last: int, taken: frozenset[int]) -> int:
    """How many tokens continue the run at `at`: 1 for a word after a space, 2 for a hyphen and a word, else 0."""
    before, token = reading.tokens[at - 1], reading.tokens[at]
    if token.text in HYPHENS and at + 1 < last and at + 1 not in taken:
        after = reading.tokens[at + 1]
        glued = token.start == before.end and after.start == token.end
        return 2 if glued and after.capital and after.script == before.script else 0
    near = token.start - before.end == 1
    if token.shape == "number":
        return int(near and before.script == LATIN and len(token.text) < 4 and _counts_nothing(reading, at + 1, last))
    near = near and token.shape == "word"
    return int(near and (token.capital or is_code(token)) and (token.script == before.script or is_code(token)))


def _counts_nothing(reading: Reading, at: int, last: int) -> bool:
    """Whether a number is followed by no word that it could count: "Zeekr 001 и", but not "BYD 300 машин"."""
    after = reading.tokens[at] if at < last else None
    return after is None or after.shape == "mark" or after.capital or len(after.text) < 3


def _spot(reading: Reading, sentence: Sentence, first: int, end: int, foreign: bool) -> Spot | None:
    tokens = reading.tokens
    last = first + 1
    while last < end and tokens[last].text in HYPHENS:
        last += 2
    if last < end and not is_code(tokens[last]) and _halved(tokens[first].norm, tokens[last].norm):
        last += 1
    rest = [tokens[at] for at in range(last, end)]
    quoted = first > sentence.first and tokens[first - 1].text in OPENING
    quoted = quoted and end < len(tokens) and tokens[end].text in CLOSING
    way = "latin" if foreign and tokens[first].script == LATIN else "quoted" if quoted else ""
    return Spot(
        first=first,
        last=last,
        end=end,
        sentence=sentence,
        way=way or ("cyrillic" if tokens[first].script == CYRILLIC else "capital"),
        quoted=quoted,
        code=any(is_code(token) and not token.text.isdigit() for token in rest[:2]),
        suffix=_suffix(tokens[at].norm for at in range(first + 1, end)),
        models=tuple(token.norm for token in rest if token.shape == "word" and token.norm not in ENDS),
    )


def _halved(first: str, second: str) -> bool:
    """Whether the first word alone is no name: Great Wall, Li Auto."""
    return first in GREAT_WORDS or (len(first) < 3 and second in MAKER_ENDS)


def _suffix(words: Iterable[str]) -> str:
    words = tuple(words)
    if not IMPORTERS.isdisjoint(words):
        return "firm"
    for word in words:
        if word in MAKER_ENDS:
            return "maker"
        if word in FIRM_ENDS:
            return "firm"
    return ""


def _may_be_name(reading: Reading, spot: Spot, loud: bool, inside: set[str], always: set[str]) -> bool:
    """Whether the capital says anything: not that of a sentence's first word, nor of a headline in capitals."""
    token = reading.tokens[spot.first]
    if spot.way in ("latin", "quoted"):
        return True
    if reading.language in NOUN_CAPITALS and token.text[1:].islower():
        return False
    starts = spot.first == _first_word(reading, spot.sentence) or loud
    if token.script == CYRILLIC:
        if in_dictionary(token.norm) and "Geox" in grammemes(token.norm):
            return False
        return not (starts and in_dictionary(token.norm)) or token.norm in inside
    return not starts or token.norm in inside or token.norm in always


def _key(reading: Reading, spot: Spot, groups: dict[str, Name]) -> str:
    """The name's stem. A Cyrillic form joins a group that it shares all but a case ending with."""
    whole = "".join(reading.tokens[at].norm for at in range(spot.first, spot.last))
    if reading.tokens[spot.first].script != CYRILLIC or len(whole) < 4:
        return whole
    stems = {whole[: len(whole) - len(end)] for end in CASE_ENDINGS if whole.endswith(end)}
    known = [key for key in groups if key in stems or any(key[: len(key) - len(end)] in stems
             for end in CASE_ENDINGS if end and key.endswith(end) and len(key) - len(end) > 2)]  # fmt: skip
    return known[0] if known else whole


def _shown(reading: Reading, name: Name) -> str:
    """The spelling to show: the shortest of its forms; a Cyrillic name that has only one is put in its base form."""
    forms = Counter(words_at(reading, spot) for spot in name.spots)
    shortest = min(forms, key=lambda form: (len(form), -forms[form], form.isupper(), form))
    spot = name.spots[0]
    word = reading.tokens[spot.first]
    before = reading.tokens[spot.first - 1] if spot.first else word
    apposed = before.shape == "word" and not before.capital  # «марки Хонда»: it stands in its base form
    if len(forms) > 1 or word.script != CYRILLIC or word.text.isupper() or word.text != shortest or len(shortest) < 5:
        return shortest
    return shortest if apposed else min(russian(word.norm), key=lambda form: (len(form), form)).capitalize()


def _joined(names: Iterable[Name]) -> list[Name]:
    """One name for the spellings that sound alike; the Latin one, which is the maker's own, is shown."""
    by_sound: dict[str, Name] = {}
    found: list[Name] = []
    for name in sorted(names, key=lambda one: not one.value.isascii()):
        sounds = [sound for form in (name.value, *name.forms) if len(sound := skeleton(form)) > 2]
        same = next((by_sound[sound] for sound in sounds if sound in by_sound), None)
        if same is not None:
            same.spots.extend(name.spots)
            continue
        found.append(name)
        by_sound.update((sound, name) for sound in sounds)
    return found
