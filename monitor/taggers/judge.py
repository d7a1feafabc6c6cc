"""How sure one sentence is of what stands at one place in it: the judgement behind `certainty` and `events`.

A cue (see `cues`) speaks for the clause it stands in, then for the whole sentence; the tense of Russian verbs of making
speaks where no cue does. What a cue of "before" or a bygone year covers is background; what "now" covers is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.lang import Reading, Sentence, words_of
from monitor.lang.lemmas import grammemes, russian
from monitor.model import Certainty

from .cues import CUES, GROUPS
from .phrases import Hit, Phrases

Verdict = tuple[Certainty, str]

_CUES = {language: Phrases(labelled, GROUPS) for language, labelled in CUES.items()}
_TELLING = frozenset(GROUPS["say"].split())
_FINITE = frozenset({"VERB", "PRTS"})
_TIMES = frozenset({"before", "now", "plan"})
_OPEN = frozenset({"plan", "rumour"})
_MADE_THEN = _TIMES | {"was made"}
_BESIDE = 1  # words other than names, marks and "and" between "former" and the name it is said of
_EARLY = 3  # months of a new year in which the old one is still news
_LONG_AGO = 4  # years: what was done later is still so, unless a cue or a tense says otherwise
_TOLD = 4  # words between «ранее» and the verb of telling that it dates
_UNTIL_THEN = "said of the time until"
_SINCE = frozenset(["с", "со", "начиная", "since", "from", "seit", "od", "depuis", "desde", "dal", "з", "від"])
_UNTIL = frozenset(["до", "until", "till", "before", "bis", "do", "jusqu", "hasta", "fino", "vor"])


@dataclass(frozen=True, slots=True)
class Year:
    """A year that the sentence names: `how` is since, until or in."""

    year: int
    how: str
    at: int


@dataclass(frozen=True, slots=True)
class Tone:
    """One sentence's cues and years; built once, asked for each mention in it."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    by_label: Mapping[str, Sequence[Hit]]
    years: tuple[Year, ...]
    tenses: tuple[tuple[int, str], ...]  # verbs of making: (token, past imperfective, past, present or future)
    asks: bool
    this_year: int
    listed: frozenset[int]  # where "former" is said: the names, marks and "and" of lists
    grace: int  # years back that are still news: 1 in the first months of a year

    def has(self, label: str, bounds: tuple[int, int] | None = None) -> bool:
        return label in self.by_label and self.cue(label, bounds) is not None

    def cue(self, label: str, bounds: tuple[int, int] | None = None) -> Hit | None:
        """The first cue of the label that reaches into the bounds (the whole sentence without)."""
        hits = self.by_label.get(label, ())
        if bounds is None:
            return hits[0] if hits else None
        return next((hit for hit in hits if hit.first < bounds[1] and hit.last > bounds[0]), None)


def tone_of(reading: Reading, sentence: Sentence) -> Tone:
    """The tone of a sentence, heard once for all that ask."""
    return reading.once(("tone", sentence.index), lambda: tone(reading, sentence))


def tone(reading: Reading, sentence: Sentence) -> Tone:
    """What the sentence says of time, truth and source."""
    cues = _CUES.get(reading.language, _CUES[""]).find(reading, sentence)
    hits = tuple(hit for hit in cues if not _misheard(reading, hit))
    by_label: dict[str, list[Hit]] = {}
    for hit in hits:
        by_label.setdefault(hit.label, []).append(hit)
    span = range(sentence.first, sentence.last) if "former" in by_label else ()
    return Tone(
        sentence,
        hits,
        by_label,
        tuple(_years(reading, sentence)),
        tuple(_tenses(reading, sentence)),
        reading.shown(sentence).rstrip("»”\"' ").endswith("?"),
        reading.once("this year", lambda: _this_year(reading)),
        frozenset(at for at in span if _in_list(reading, at)),
        int(reading.published is not None and reading.published.month <= _EARLY),
    )


def _misheard(reading: Reading, hit: Hit) -> bool:
    """ "In May" doubts nothing, and who "began to build" plans nothing."""
    token, before = reading.tokens[hit.first], reading.tokens[max(0, hit.first - 1)]
    if token.norm == "may":
        return hit.label == "rumour" and token.capital and before.shape == "word" and before is not token
    return token.norm == "to" and hit.label == "plan" and before.norm in _BEGAN


_BEGAN = frozenset({"began", "begun", "begins", "started", "starts", "resumed", "continues", "continued"})


def _in_list(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return token.shape == "mark" or token.capital or token.norm in words_of(reading.language).also


def _this_year(reading: Reading) -> int:
    """The article's own year; the latest that its text names where no date is known."""
    if reading.published is not None:
        return reading.published.year
    named = [int(token.norm) for token in reading.tokens if _is_year(token.norm)]
    return max(named, default=9999)


def _is_year(norm: str) -> bool:
    return len(norm) == 4 and norm.isdigit() and 1950 <= int(norm) <= 2099


def _years(reading: Reading, sentence: Sentence) -> list[Year]:
    found = []
    for at in range(sentence.first, sentence.last):
        norm = reading.tokens[at].norm
        if _is_year(norm):
            before = [reading.tokens[back].norm for back in range(max(sentence.first, at - 3), at)]
            since, until = _SINCE.intersection(before), _UNTIL.intersection(before)
            found.append(Year(int(norm), "since" if since else "until" if until else "in", at))
    return found


def _tenses(reading: Reading, sentence: Sentence) -> list[tuple[int, str]]:
    """Finite Russian verbs, those of telling left out; of English ones the regular past."""
    if reading.language == "en":
        return [(at, "past") for at in range(sentence.first + 1, sentence.last) if _told_of(reading, at)]
    if reading.language != "ru":
        return []
    tokens = reading.tokens
    found = [(at, _tense(tokens[at].norm)) for at in range(sentence.first, sentence.last) if len(tokens[at].norm) > 2]
    return [(at, tense) for at, tense in found if tense and not _intends(reading, at)]


def _told_of(reading: Reading, at: int) -> bool:
    """ "Opened" tells what happened; "to be opened" and "is opened" may be a plan."""
    word = reading.tokens[at].norm
    return word.endswith("ed") and _HELPING.isdisjoint(one.norm for one in reading.tokens[max(0, at - 2) : at])


_HELPING = frozenset({"be", "to", "is", "are", "being", "get", "getting", "have", "will"})


@lru_cache(maxsize=65_536)
def _tense(word: str) -> str:
    """ "past imperfective", "past", "future" or "present" of a finite verb; "" of anything else."""
    marks = grammemes(word) if "а" <= word[0] <= "я" else frozenset()
    if not marks & _FINITE or russian(word) & _TELLING:
        return ""
    if "past" in marks:
        return "past imperfective" if "impf" in marks else "past"
    return "future" if "futr" in marks else "present"


def _intends(reading: Reading, at: int) -> bool:
    """«Собираются выпускать» is no assembling."""
    after = reading.tokens[at + 1 : at + 4]
    own = reading.tokens[at].norm
    return own.startswith("собира") and own.endswith(("сь", "ся")) and any("INFN" in grammemes(t.norm) for t in after)


def judge(tone: Tone, at: int, news: bool = False) -> Verdict:
    """The certainty of what stands at token `at` of the tone's sentence, and why in plain words.

    `news` is said of what happens (an event): what began in a bygone year is so still, but is no news.
    """
    clause = _clause(tone.sentence, at)
    if news and (old := _old(tone, clause)):
        return Certainty.HISTORIC, old
    if not news and _nearest(tone, clause, at, _MADE_THEN) == "was made":
        return Certainty.HISTORIC, "was made then"
    for ask in (_denied, _bygone, _ended, _rumoured, _planned):
        verdict = ask(tone, clause, at)
        if verdict is not None:
            return verdict
    return Certainty.FACT, "stated"


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    whole = (sentence.first, sentence.last)
    return next((pair for pair in sentence.clauses if pair[0] <= at < pair[1]), whole)


def _denied(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    """A denial of the thing itself; a denial that it ended affirms it, and "did not confirm" denies nothing."""
    denial = tone.cue("denied", clause) or (tone.cue("denied") if not tone.has("now", clause) else None)
    if denial is None or _covered(tone, denial, "unsaid") or _covered(tone, denial, "ended"):
        return None  # "no longer assembles" is an end, not a denial
    if tone.has("ended"):
        return Certainty.FACT, "the end of it is denied"
    return Certainty.DENIED, "denied"


def _covered(tone: Tone, hit: Hit, label: str) -> bool:
    """Whether a cue of another label takes this one's words."""
    return any(one.first < hit.last and hit.first < one.last for one in tone.by_label.get(label, ()))


def _bygone(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    """Background: said with "formerly", of a bygone year, or in the past imperfective («здесь собирали»)."""
    if any(_reaches(tone, hit.last, at) for hit in tone.by_label.get("former", ())):
        return Certainty.HISTORIC, "called former"
    nearest = _nearest(tone, clause, at, _TIMES)
    if nearest == "before":
        return Certainty.HISTORIC, "said of former times"
    if nearest == "now":
        return None
    year = _bygone_year(tone, clause)
    if year and not year.startswith(_UNTIL_THEN):
        return Certainty.HISTORIC, year  # what was planned then is no plan now
    why = year or _imperfective(tone, clause)
    return (Certainty.HISTORIC, why) if why and not tone.has("plan", clause) else None


def _reaches(tone: Tone, last: int, at: int) -> bool:
    """«Ушедшие BMW, Kia и Hyundai»: over the names of a list, and one word more."""
    return last <= at and sum(between not in tone.listed for between in range(last, at)) <= _BESIDE


def _nearest(tone: Tone, clause: tuple[int, int], at: int, labels: frozenset[str]) -> str:
    """Which of the cues of time speaks for the place: the nearest, the clause's own cues first."""
    cues = [hit for label in labels for hit in tone.by_label.get(label, ()) if not _reporting(tone, hit)]
    if not cues:
        return ""
    cues = [hit for hit in cues if hit.label != "plan" or not _covered(tone, hit, "before")]  # "used to build"
    cues = [hit for hit in cues if hit.label != "before" or not _covered(tone, hit, "ended")]  # «больше не собирают»
    own = [hit for hit in cues if clause[0] <= hit.first < clause[1]] or cues
    return min(own, key=lambda hit: (abs(hit.first - at), hit.label)).label if own else ""


def _reporting(tone: Tone, cue: Hit) -> bool:
    """«Ранее сообщалось, что …» dates the report, not what it tells."""
    if cue.label != "before":
        return False
    return any(-1 <= hit.first - cue.last <= _TOLD for hit in tone.by_label.get("told", ()))


def _bygone_year(tone: Tone, clause: tuple[int, int]) -> str:
    """A year that is over, unless something began in it that may still be so."""
    years = [year for year in tone.years if clause[0] <= year.at < clause[1]] or list(tone.years)
    until = [year.year for year in years if year.how == "until" and year.year <= tone.this_year]
    if until:
        return f"{_UNTIL_THEN} {max(until)}"
    latest = max((year.year for year in years), default=tone.this_year)
    begun = tone.has("begun") or any(year.how == "since" for year in years)
    return f"said of {latest}" if latest < tone.this_year - _LONG_AGO and not begun else ""


def _old(tone: Tone, clause: tuple[int, int]) -> str:
    """A year before the article's own, and no later one: background, whatever began in it."""
    years = [year.year for year in tone.years if clause[0] <= year.at < clause[1]] or [y.year for y in tone.years]
    latest = max(years, default=tone.this_year)
    return f"said of {latest}" if latest < tone.this_year - tone.grace else ""


def _imperfective(tone: Tone, clause: tuple[int, int]) -> str:
    own = [tense for at, tense in tone.tenses if clause[0] <= at < clause[1]]
    own = own or [tense for _, tense in tone.tenses]
    since = any(year.how == "since" for year in tone.years)
    return "was made (past imperfective)" if own and set(own) == {"past imperfective"} and not since else ""


def _ended(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    if tone.has("paused"):
        return None  # a stop for some weeks ends nothing
    if tone.has("ended", clause) or (tone.has("ended") and not tone.has("now", clause)):
        if tone.has("rumour"):
            return Certainty.RUMOUR, "said to have ended, by an unsure source"
        if tone.asks:
            return Certainty.RUMOUR, "asked, not told"
        return Certainty.ENDED, "said to have ended"
    return None


def _rumoured(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    cue = tone.cue("rumour", clause) or tone.cue("rumour")
    if (cue is not None and not tone.has("official")) or tone.has("unconfirmed"):
        return Certainty.RUMOUR, "an unsure source or a possibility"
    if tone.asks:
        return Certainty.RUMOUR, "asked, not told"
    return None


def _tells(tone: Tone, at: int) -> bool:
    """The word is itself a verb in the present or past, and no verb of planning."""
    told = any(place == at and tense != "future" for place, tense in tone.tenses)
    return told and not any(hit.label in _OPEN and hit.first <= at < hit.last for hit in tone.hits)


def _planned(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    if _tells(tone, at):
        return None
    own = [tense for place, tense in tone.tenses if clause[0] <= place < clause[1]]
    if set(own) == {"present"} and not tone.has("plan", clause) and not tone.has("rumour", clause):
        return None
    if tone.has("plan", clause) or "future" in (own or [tense for _, tense in tone.tenses]):
        return Certainty.PLAN, "planned or expected"
    if tone.has("plan") and not tone.has("now", clause):
        return Certainty.PLAN, "planned or expected"
    if tone.has("rumour"):
        return Certainty.PLAN, "a possibility that an official names"
    if tone.has("if", clause):
        return Certainty.PLAN, "on a condition"
    return None
