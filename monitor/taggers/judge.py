"""How sure one sentence is of what stands at one place in it: the judgement behind `certainty` and `events`.

A cue (see `cues`) speaks for the clause it stands in, then for the whole sentence; the tense of Russian verbs of making
speaks where no cue does. What a cue of "before" or a bygone year covers is background; what "now" covers is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.lang import Reading, Sentence
from monitor.lang.lemmas import grammemes
from monitor.model import Certainty

from .cues import CUES, GROUPS
from .phrases import Hit, Phrases

Verdict = tuple[Certainty, str]

_CUES = Phrases(CUES, GROUPS)
_MADE = frozenset(GROUPS["made"].split())
_BYGONE = 1  # years: what happened in the year before the article's, or earlier, is background
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
    years: tuple[Year, ...]
    tenses: tuple[tuple[int, str], ...]  # verbs of making: (token, past imperfective, past, present or future)
    asks: bool
    this_year: int

    def has(self, label: str, bounds: tuple[int, int] | None = None) -> bool:
        return self.cue(label, bounds) is not None

    def cue(self, label: str, bounds: tuple[int, int] | None = None) -> Hit | None:
        low, high = bounds or (self.sentence.first, self.sentence.last)
        return next((hit for hit in self.hits if hit.label == label and hit.first < high and hit.last > low), None)


def tone(reading: Reading, sentence: Sentence) -> Tone:
    """What the sentence says of time, truth and source."""
    return Tone(
        sentence,
        tuple(_CUES.find(reading, sentence)),
        tuple(_years(reading, sentence)),
        tuple(_tenses(reading, sentence)),
        reading.shown(sentence).rstrip("»”\"' ").endswith("?"),
        _this_year(reading),
    )


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
    found = []
    for at in range(sentence.first, sentence.last):
        token = reading.tokens[at]
        if token.script == "cyrillic" and reading.lemmas_of(token.norm) & _MADE:
            marks = grammemes(token.norm)
            if "past" in marks and "VERB" in marks:
                found.append((at, "past imperfective" if "impf" in marks else "past"))
            elif "pres" in marks:
                found.append((at, "present"))
            elif "futr" in marks:
                found.append((at, "future"))
    return found


def judge(tone: Tone, first: int, last: int) -> Verdict:
    """The certainty of what stands at tokens `first`..`last` of the tone's sentence, and why in plain words."""
    clause = _clause(tone.sentence, first)
    for ask in (_denied, _bygone, _ended, _rumoured, _planned):
        verdict = ask(tone, clause, first)
        if verdict is not None:
            return verdict
    return Certainty.FACT, "stated"


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    whole = (sentence.first, sentence.last)
    return next((pair for pair in sentence.clauses if pair[0] <= at < pair[1]), whole)


def _denied(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    """A denial of the thing itself; a denial that it ended affirms it, and "did not confirm" denies nothing."""
    denial = tone.cue("denied", clause) or (tone.cue("denied") if not tone.has("now", clause) else None)
    if denial is None or _covered(tone, denial, "unsaid"):
        return None
    if tone.has("ended"):
        return Certainty.FACT, "the end of it is denied"
    return Certainty.DENIED, "denied"


def _covered(tone: Tone, hit: Hit, label: str) -> bool:
    """Whether a cue of another label takes this one's words."""
    return any(one.label == label and one.first < hit.last and hit.first < one.last for one in tone.hits)


def _bygone(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    """Background: said with "formerly", of a bygone year, or in the past imperfective («здесь собирали»)."""
    if _nearer(tone, clause, at, "now", "before") or _since(tone, clause):
        return None
    why = _before(tone, clause, at) or _bygone_year(tone, clause) or _imperfective(tone, clause)
    if not why or _is_news_of(tone, clause):
        return None
    return Certainty.HISTORIC, why


def _nearer(tone: Tone, clause: tuple[int, int], at: int, label: str, than: str) -> bool:
    """Whether `label` stands nearer to the place than `than`, the clause's own cues first."""
    here = [hit for hit in tone.hits if hit.label in (label, than)]
    own = [hit for hit in here if clause[0] <= hit.first < clause[1]] or here
    return bool(own) and min(own, key=lambda hit: abs(hit.first - at)).label == label


def _since(tone: Tone, clause: tuple[int, int]) -> bool:
    """«С 2016 года выпускает»: begun then and still so."""
    since = [year for year in tone.years if year.how == "since"]
    until = [year for year in tone.years if year.how == "until"]
    past = any(tense == "past imperfective" for _, tense in tone.tenses)
    return bool(since) and not until and not past


def _before(tone: Tone, clause: tuple[int, int], at: int) -> str:
    cue = tone.cue("before", clause) or tone.cue("before")
    if cue is None or _reporting(tone, cue):
        return ""
    return "said of former times"


def _reporting(tone: Tone, cue: Hit) -> bool:
    """«Ранее сообщалось, что …» dates the report, not what it tells."""
    return any(hit.label == "told" and 0 <= hit.first - cue.last <= 4 for hit in tone.hits)


def _bygone_year(tone: Tone, clause: tuple[int, int]) -> str:
    own = [year for year in tone.years if clause[0] <= year.at < clause[1]] or list(tone.years)
    latest = max((year.year for year in own), default=tone.this_year)
    until = any(year.how == "until" and year.year <= tone.this_year for year in own)
    if latest <= tone.this_year - _BYGONE or (until and latest <= tone.this_year):
        return f"said of {latest}"
    return ""


def _imperfective(tone: Tone, clause: tuple[int, int]) -> str:
    own = [tense for at, tense in tone.tenses if clause[0] <= at < clause[1]]
    own = own or [tense for _, tense in tone.tenses]
    return "was made (past imperfective)" if own and set(own) == {"past imperfective"} else ""


def _is_news_of(tone: Tone, clause: tuple[int, int]) -> bool:
    """A plan in the same clause looks forward, whatever else the sentence remembers."""
    return tone.has("plan", clause) and not tone.has("before", clause)


def _ended(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    if tone.has("ended", clause) or (tone.has("ended") and not tone.has("now", clause)):
        if tone.has("rumour"):
            return Certainty.RUMOUR, "said to have ended, by an unsure source"
        if tone.asks:
            return Certainty.RUMOUR, "asked, not told"
        return Certainty.ENDED, "said to have ended"
    return None


def _rumoured(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    cue = tone.cue("rumour", clause) or tone.cue("rumour")
    if cue is not None and not tone.has("official"):
        return Certainty.RUMOUR, "an unsure source or a possibility"
    if tone.asks:
        return Certainty.RUMOUR, "asked, not told"
    return None


def _planned(tone: Tone, clause: tuple[int, int], at: int) -> Verdict | None:
    if tone.has("plan", clause) or any(tense == "future" for _, tense in tone.tenses):
        return Certainty.PLAN, "planned or expected"
    if tone.has("plan") and not tone.has("now", clause):
        return Certainty.PLAN, "planned or expected"
    if tone.has("rumour"):
        return Certainty.PLAN, "a possibility that an official names"
    if tone.has("if", clause):
        return Certainty.PLAN, "on a condition"
    return None
