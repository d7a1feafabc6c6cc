"""What an alert says, before it takes a form: a headline, the sentence in pieces, and the facts around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.core.escape import link, one_line
from monitor.core.wording import Wording, wording
from monitor.model import Alert, Finding, Link

LONGEST_SENTENCE = 600
SUBJECT = 150


_NOTHING_NEW = frozenset({"denied", "ended", "rumoured end", "planned end"})  # a first word, but of nothing that begins
NETWORK = "our network"  # the value of a finding about all sources together


@dataclass(frozen=True, slots=True)
class View:
    """What rendering needs beside the alert.

    Titles of watches (id -> title) and of values (slug -> title), the language of the wording, the zone of the times,
    the desk's address where there is one.
    """

    watch_titles: Mapping[str, str]
    language: str = "en"
    desk_url: str = ""
    value_titles: Mapping[str, str] = field(default_factory=dict)
    zone: str = "UTC"

    @property
    def words(self) -> Wording:
        return wording(self.language)


@dataclass(frozen=True, slots=True)
class Card:
    """What is told with one sentence as its proof. Every text is one clean line, not yet escaped for its place."""

    headlines: tuple[str, ...]
    sentence: tuple[tuple[str, bool], ...]  # pieces, True where the words made it fire
    language: str  # of the sentence
    how_sure: str
    source: str
    when: str
    title: str
    url: str  # "" where the address is not a plain http(s) one
    before: str
    compared: str
    also: tuple[str, ...] = ()


def cards(alert: Alert, view: View) -> tuple[Card, ...]:
    """The findings as cards: those that one sentence proves share one, and a comparison is told once."""
    by_proof: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in alert.findings:
        proof = (finding.article_url, finding.sentence, _how_sure(finding, view.words))
        by_proof.setdefault(proof if finding.sentence else (finding.id, "", ""), []).append(finding)
    told: list[Card] = []
    for together in by_proof.values():
        marks = tuple(mark for finding in together for mark in finding.highlights)
        one = card(replace(together[0], highlights=marks), view)
        also = tuple(dict.fromkeys(line for finding in together for line in _also(finding, view)))
        heads = tuple(headline(finding, view) for finding in together)
        known = one.compared in [before.compared for before in told]
        told.append(replace(one, headlines=heads, also=also, compared="" if known else one.compared))
    return tuple(told)


def title(alert: Alert, view: View) -> str:
    """What stands above the cards: nothing where one card says it all."""
    if alert.title or len(alert.findings) < 2:
        return one_line(alert.title, SUBJECT)
    watches = ", ".join(dict.fromkeys(watch_title(finding, view) for finding in alert.findings))
    count = view.words.plural(len(alert.findings), view.words.findings)
    return one_line(view.words.lines["many"].format(watch=watches, findings=count), SUBJECT)


def card(finding: Finding, view: View) -> Card:
    words = view.words
    sentence = one_line(finding.sentence, LONGEST_SENTENCE)
    return Card(
        headlines=(headline(finding, view),),
        sentence=pieces(sentence, finding.highlights),
        language=finding.language,
        how_sure=_how_sure(finding, words),
        source=one_line(finding.source, 80),
        when=_when(finding, view),
        title=one_line(finding.article_title, 200),
        url=link(finding.article_url),
        before=_before(finding, view),
        compared=_compared(finding, view),
        also=_also(finding, view),
    )


def _when(finding: Finding, view: View) -> str:
    """The article's time; what stands on no article (a source, a delivery) has its own."""
    at = finding.article_published or (None if finding.article_url else finding.at)
    return view.words.time(at, view.zone) if at else view.words.lines["undated"]


def subject(alert: Alert, view: View) -> str:
    """One line, at most SUBJECT characters."""
    if alert.title or not alert.findings:
        return one_line(alert.title, SUBJECT)
    first = headline(alert.findings[0], view)
    if len(alert.findings) == 1:
        return one_line(first, SUBJECT)
    more = view.words.plural(len(alert.findings) - 1, view.words.findings)
    return one_line(f"{one_line(first, SUBJECT - len(more) - 4)} (+ {more})", SUBJECT)


def headline(finding: Finding, view: View) -> str:
    """What is new, with which company."""
    words = view.words
    state = _state(finding.state, words)
    if finding.kind == "state" and finding.previous_state:
        state = f"{_state(finding.previous_state, words)} → {state}"
    if finding.kind == "amount":
        sums = [words.sum(s) for s in (finding.previous_state, finding.state) if s]
        state = " → ".join(sums)
    kind = f"network {finding.state}" if finding.value == NETWORK else finding.kind
    over = kind.startswith("new-") and finding.state in _NOTHING_NEW
    kind = "first word" if over else kind
    template = words.kinds.get(kind, words.kinds[""])
    told = template.format(
        watch=watch_title(finding, view), value=value_title(finding, view), state=state, kind=finding.value_kind
    )
    said = f"{told} ({state})" if kind.startswith("new-") and state else told
    return one_line(said, 200)


def watch_title(finding: Finding, view: View) -> str:
    return view.watch_titles.get(finding.watch, finding.watch)


def value_title(finding: Finding, view: View) -> str:
    if finding.kind == "amount":
        purpose, _, what = finding.value.partition("/")
        told = view.words.purposes.get(purpose, purpose)
        return f"{told} ({view.value_titles.get(what, what)})" if what else told
    return " × ".join(view.value_titles.get(part, part) for part in finding.value.split(" × "))


def pieces(sentence: str, highlights: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The sentence cut where words that made it fire begin and end; joined it is the sentence again."""
    marks = sorted({one_line(h) for h in highlights} - {""}, key=len, reverse=True)[:20]
    if not marks:
        return ((sentence, False),) if sentence else ()
    cut = re.split("(" + "|".join(map(re.escape, marks)) + ")", sentence)
    return tuple((text, place % 2 == 1) for place, text in enumerate(cut) if text)


def _state(state: str, words: Wording) -> str:
    return words.states.get(state, state)


def _how_sure(finding: Finding, words: Wording) -> str:
    if not finding.article_url:
        return ""
    said = [words.certainties.get(finding.certainty, str(finding.certainty))]
    said.append(words.plural(finding.independent_sources, words.sources))
    if finding.confirmed:
        said.append(words.lines["confirmed"])
    return " · ".join(said)


def _before(finding: Finding, view: View) -> str:
    previous, words = finding.baseline.get("previous"), view.words
    if not isinstance(previous, dict) or finding.kind == "amount":
        return ""
    state = one_line(_state(str(previous.get("state", "")), words), 80)
    try:
        day = words.day(datetime.fromisoformat(str(previous.get("at", ""))))
    except ValueError:
        return words.lines["was"].format(state=state)
    return words.lines["was_since"].format(state=state, day=day)


def _compared(finding: Finding, view: View) -> str:
    facts, words = finding.baseline, view.words
    count = facts.get("articles")
    if not isinstance(count, int):
        return ""
    articles = words.plural(count, words.articles)
    since, until = (_day(facts.get(name), words) for name in ("since", "until"))
    template = words.lines["compared" if since and until else "compared_undated"]
    said = [template.format(articles=articles, watch=watch_title(finding, view), since=since, until=until)]
    aliases = facts.get("aliases")
    if isinstance(aliases, list) and aliases:
        said.append(words.lines["aliases"].format(names=", ".join(map(str, aliases[:6]))))
    if facts.get("thin"):
        said.append(words.lines["thin"])
    if facts.get("history"):
        said.append(words.lines["history"])
    return one_line("; ".join(said), 400)


def _day(value: object, words: Wording) -> str:
    try:
        return words.day(datetime.fromisoformat(str(value)))
    except ValueError:
        return ""


def _also(finding: Finding, view: View) -> tuple[str, ...]:
    lines = view.words.lines
    also = []
    if finding.segments and finding.value_kind == "brand":
        names = ", ".join(view.value_titles.get(s, s) for s in finding.segments)
        also.append(lines["segments"].format(names=names))
    if finding.link and finding.link != Link.STRONG:
        also.append(lines["weak"])
    return tuple(one_line(line, 200) for line in also)
