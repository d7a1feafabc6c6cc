from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.ladder import PLANNED_END, RUMOURED_END, state_at
from monitor.core.ledger import LedgerEntry, Status, from_json, to_json, without_memory
from monitor.core.novelty import Archive, Novelty, Observation, Observed, observe, observe_article, retract
from monitor.model import Certainty, Finding, Reason, State

START = datetime(2023, 1, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PARAMS = Novelty(history={"brand": ("BMW",)})
MANY = Archive(500, START, NOW)


def said(
    state: str,
    day: float,
    certainty: Certainty = Certainty.FACT,
    voice: str = "tass",
    *,
    value: str = "Kaiyi",
    kind: str = "brand",
    url: str = "",
    explicit: bool = True,
    about_end: bool = False,
    primary: bool = False,
    voices: int = 1,
) -> Observation:
    at = START + timedelta(days=day)
    return Observation(
        watch="avto", kind=kind, value=value, state=state, certainty=certainty, at=at, published=at,
        url=url or f"https://{voice}.example/{kind}/{value}/{day}/{state}", title=f"{value} {state}", source=voice,
        voice=voice, sentence=f"{value} is {state}.", explicit=explicit, about_end=about_end, primary=primary,
        voices=voices,
    )  # fmt: skip


def told(*seen: Observation, params: Novelty = PARAMS) -> tuple[LedgerEntry, list[Finding]]:
    entry: LedgerEntry | None = None
    findings: list[Finding] = []
    for one in seen:
        observed = observe(entry, one, params, NOW, MANY)
        entry = observed.entry
        findings += observed.findings
    assert entry is not None
    return entry, findings


def words(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(f.kind, f.state) for f in findings]


def rumoured_end(day: float, voice: str = "tass") -> Observation:
    return said(State.ENDED, day, Certainty.RUMOUR, voice)


def ended(day: float, voice: str = "tass", *, primary: bool = False, value: str = "Kaiyi") -> Observation:
    return said(State.ENDED, day, Certainty.ENDED, voice, primary=primary, value=value, about_end=True)


def end_denied(day: float, voice: str = "plant") -> Observation:
    return said(State.DENIED, day, Certainty.DENIED, voice, about_end=True)


def test_each_step_forward_is_told_once() -> None:
    entry, findings = told(
        said(State.RUMOURED, 0, Certainty.RUMOUR),
        said(State.RUMOURED, 1, Certainty.RUMOUR, "ria"),
        said(State.PLANNED, 2, Certainty.PLAN),
        said(State.AGREED, 3),
        said(State.CERTIFIED, 4),
        said(State.PLANNED, 5, Certainty.PLAN),
        said(State.PRODUCED, 6),
        said(State.PRODUCED, 7),
        ended(90),
    )
    assert words(findings) == [
        ("new-brand", "rumoured"), ("state", "planned"), ("state", "agreed"), ("state", "certified"),
        ("state", "produced"), ("state", "ended"),
    ]  # fmt: skip
    assert [f.previous_state for f in findings] == ["", "rumoured", "planned", "agreed", "certified", "produced"]
    assert entry.state == "ended"
    assert entry.first is not None
    assert entry.first.at == START


def test_a_rumour_of_an_end_denied_the_next_day_is_a_rumoured_end_and_a_denial() -> None:
    entry, findings = told(said(State.PRODUCED, 0), rumoured_end(10), rumoured_end(10.5, "ria"), end_denied(11))
    assert words(findings) == [("new-brand", "produced"), ("state", RUMOURED_END), ("state", "denied")]
    assert entry.state == "produced"


def test_an_end_reported_as_a_fact_and_denied_becomes_a_rumoured_end_in_the_ledger() -> None:
    entry, findings = told(said(State.PRODUCED, 0), ended(10), end_denied(11), ended(12), said(State.PRODUCED, 13))
    assert words(findings) == [("new-brand", "produced"), ("state", "ended"), ("state", "denied")]
    assert [step.state for step in entry.steps] == ["produced", RUMOURED_END, "denied"]
    assert entry.state == "produced"
    assert [c.step for c in entry.corrections] == ["ended#1"]


def test_an_end_that_the_company_itself_told_is_not_denied_away() -> None:
    entry, _ = told(said(State.PRODUCED, 0), ended(10, primary=True), end_denied(11, "blog"))
    assert entry.state == "ended"


def test_a_denied_end_is_believed_again_when_a_second_voice_says_it() -> None:
    entry, findings = told(
        said(State.PRODUCED, 0), rumoured_end(10), end_denied(11), ended(14, "ria"), ended(15, "rbc")
    )
    assert words(findings)[-2:] == [("state", "denied"), ("state", "ended")]
    assert entry.state == "ended"


def test_a_planned_end_is_told_before_the_end() -> None:
    _, findings = told(said(State.PRODUCED, 0), said(State.ENDED, 5, Certainty.PLAN), ended(60))
    assert words(findings)[1:] == [("state", PLANNED_END), ("state", "ended")]


def test_a_denied_plan_is_denied_and_its_echo_is_not_news() -> None:
    entry, findings = told(
        said(State.RUMOURED, 0, Certainty.RUMOUR),
        said(State.DENIED, 1, Certainty.DENIED),
        said(State.RUMOURED, 2, Certainty.RUMOUR, "blog"),
    )
    assert words(findings) == [("new-brand", "rumoured"), ("state", "denied")]
    assert entry.state == "denied"


def test_a_brand_of_the_history_is_no_first_and_comes_back_after_its_end() -> None:
    entry, findings = told(
        said(State.PRODUCED, 0, value="BMW"),
        ended(100, value="BMW"),
        said(State.PRODUCED, 105, value="BMW"),
        said(State.PRODUCED, 400, value="BMW", explicit=False),
        said(State.PLANNED, 500, Certainty.PLAN, value="BMW"),
        said(State.PRODUCED, 600, value="BMW"),
    )
    assert words(findings) == [("state", "ended"), ("state", "returned"), ("state", "produced")]
    assert entry.status is Status.BASELINE


def test_background_about_a_known_brand_is_no_end() -> None:
    entry, findings = told(said(State.PRODUCED, 0), said(State.ENDED, 30, Certainty.HISTORIC))
    assert words(findings) == [("new-brand", "produced")]
    assert entry.state == "produced"


def test_an_older_article_that_arrives_later_corrects_and_is_not_told() -> None:
    late = said(State.PRODUCED, 3, voice="ria")
    entry, findings = told(said(State.PRODUCED, 10), late)
    assert words(findings) == [("new-brand", "produced")]
    assert entry.first is not None
    assert entry.first.url == late.url
    assert [(c.step, c.now) for c in entry.corrections] == [("produced#1", late.url)]
    observed = observe(None, said(State.PRODUCED, 10), PARAMS, NOW, MANY)
    assert [d.reason for d in observe(observed.entry, late, PARAMS, NOW, MANY).decisions] == [Reason.CORRECTED]


def test_an_older_rumour_that_arrives_after_the_plan_is_not_told() -> None:
    _, findings = told(said(State.PLANNED, 10, Certainty.PLAN), said(State.RUMOURED, 3, Certainty.RUMOUR))
    assert words(findings) == [("new-brand", "planned")]


def test_a_late_article_that_says_more_than_was_told_is_told() -> None:
    _, findings = told(said(State.PLANNED, 10, Certainty.PLAN), said(State.PRODUCED, 9.9))
    assert words(findings) == [("new-brand", "planned"), ("state", "produced")]


def test_a_forgotten_value_returns() -> None:
    params = Novelty(forget_after=timedelta(days=365))
    entry, findings = told(said(State.PRODUCED, 0), said(State.PLANNED, 500, Certainty.PLAN), params=params)
    assert words(findings) == [("new-brand", "produced"), ("state", "returned")]
    assert findings[-1].previous_state == "dormant"
    assert state_at(entry, NOW + timedelta(days=900), params.spans) == State.DORMANT


def test_while_learning_a_value_is_learned_and_what_would_have_fired_is_kept_apart() -> None:
    params = Novelty(learning_threshold=100)
    first = observe(None, said(State.PRODUCED, 0), params, NOW, Archive(20))
    assert (first.findings, [f.kind for f in first.learned], first.entry.status) == ((), ["new-brand"], Status.LEARNED)
    again = observe(first.entry, ended(50), params, NOW, Archive(200))
    assert words(list(again.findings)) == [("state", "ended")]


def test_two_families_or_a_primary_source_confirm() -> None:
    entry, _ = told(said(State.AGREED, 0), said(State.AGREED, 1))
    assert not entry.confirmed
    entry, _ = told(said(State.AGREED, 0), said(State.AGREED, 1, voice="ria"))
    assert entry.confirmed
    entry, _ = told(said(State.AGREED, 0, primary=True))
    assert entry.confirmed


def test_more_voices_for_what_was_told_are_an_update_of_the_same_finding() -> None:
    first = observe(None, said(State.AGREED, 0), PARAMS, NOW, MANY)
    more = observe(first.entry, said(State.AGREED, 1, voice="ria", voices=2), PARAMS, NOW, MANY)
    assert more.findings == ()
    assert [(u.id, u.kind, u.independent_sources) for u in more.updates] == [(first.findings[0].id, "new-brand", 2)]
    assert more.updates[0].article_url == first.findings[0].article_url


def test_a_withdrawn_only_article_is_a_retraction_and_the_next_word_is_news_again() -> None:
    seen = said(State.AGREED, 0)
    first = observe(None, seen, PARAMS, NOW, MANY)
    gone = retract(first.entry, seen.url, PARAMS, NOW)
    assert words(list(gone.findings)) == [("state", "retracted")]
    assert gone.entry.state == "retracted"
    again = observe(gone.entry, said(State.AGREED, 5, voice="ria"), PARAMS, NOW, MANY)
    assert [f.state for f in again.findings] == ["agreed"]
    assert again.findings[0].id != first.findings[0].id


def test_a_withdrawn_article_beside_others_only_corrects() -> None:
    first, second = said(State.AGREED, 0), said(State.AGREED, 1, voice="ria")
    entry, _ = told(first, second)
    gone = retract(entry, first.url, PARAMS, NOW)
    assert gone.findings == ()
    assert gone.entry.first is not None
    assert gone.entry.first.url == second.url


def test_a_changed_sum_for_the_same_purpose_is_told_with_the_earlier_one() -> None:
    sums = [
        said("28000000000 RUB", 0, kind="amount", value="investment/ev"),
        said("28100000000 RUB", 1, kind="amount", value="investment/ev", voice="ria"),
        said("30000000000 RUB", 2, kind="amount", value="investment/ev"),
        said("28000000000 RUB", 3, kind="amount", value="investment/ev"),
    ]
    entry, findings = told(*sums)
    assert [(f.kind, f.state, f.previous_state) for f in findings] == [
        ("amount", "28000000000 RUB", ""), ("amount", "30000000000 RUB", "28000000000 RUB"),
    ]  # fmt: skip
    assert entry.state == "30000000000 RUB"


def test_a_pair_is_told_with_its_new_brand_and_alone_when_the_brand_is_known() -> None:
    brand, pair = said(State.PLANNED, 0), said(State.PLANNED, 0, kind="pair", value="Kaiyi × ev")
    together = observe_article({}, (brand, pair), PARAMS, NOW, MANY)
    assert [f.kind for o in together for f in o.findings] == ["new-brand"]
    known = {o.entry.key: o.entry for o in together}
    later = said(State.PLANNED, 9, kind="pair", value="Kaiyi × buses")
    assert [f.kind for o in observe_article(known, (later,), PARAMS, NOW, MANY) for f in o.findings] == ["new-pair"]


def test_a_finding_says_what_it_was_compared_with() -> None:
    thin = observe(None, said(State.PLANNED, 0), PARAMS, NOW, Archive(3, START, NOW, {"Kaiyi": ("Кайи", "Kaiyi")}))
    assert thin.findings[0].baseline == {
        "articles": 3, "thin": True, "since": "2023-01-01", "until": "2026-01-01", "aliases": ["Кайи", "Kaiyi"],
    }  # fmt: skip


# --- for any order of arrival ---------------------------------------------------------------------------------

CLAIMS = [
    (State.RUMOURED, Certainty.RUMOUR), (State.PLANNED, Certainty.PLAN), (State.AGREED, Certainty.FACT),
    (State.CERTIFIED, Certainty.FACT), (State.PRODUCED, Certainty.FACT), (State.ENDED, Certainty.ENDED),
    (State.ENDED, Certainty.RUMOUR), (State.ENDED, Certainty.PLAN), (State.ENDED, Certainty.HISTORIC),
    (State.DENIED, Certainty.DENIED),
]  # fmt: skip
observed_words = st.builds(
    lambda claim, day, voice, flags: said(
        claim[0], day, claim[1], voice, explicit=flags[0], about_end=flags[1], primary=flags[2],
        url=f"https://{voice}.example/{day}",
    ),
    st.sampled_from(CLAIMS),
    st.integers(0, 1500),
    st.sampled_from(["tass", "ria", "rbc", "klops", "blog", "kgd", "plant"]),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)  # fmt: skip
articles = st.lists(observed_words, min_size=1, max_size=25, unique_by=lambda o: o.url)


@given(articles, st.randoms(use_true_random=False), st.sampled_from(["Kaiyi", "BMW"]))
@settings(max_examples=100)
def test_the_same_articles_in_any_order_give_the_same_entry(
    seen: list[Observation], random: object, value: str
) -> None:
    seen = [replace(one, value=value) for one in seen]
    shuffled = list(seen)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its Random as object
    one, other = told(*seen)[0], told(*shuffled)[0]
    assert without_memory(one) == without_memory(other)


@given(articles, st.data())
def test_articles_that_come_twice_change_nothing_and_are_not_told_again(
    seen: list[Observation], data: st.DataObject
) -> None:
    again = data.draw(st.permutations(seen))
    entry, findings = told(*seen)
    for one in again:
        observed = observe(entry, one, PARAMS, NOW, MANY)
        assert observed.findings == ()
        assert without_memory(observed.entry) == without_memory(entry)
        entry = observed.entry
    assert len({f.id for f in findings}) == len(findings)


@given(articles, st.randoms(use_true_random=False))
def test_exactly_one_new_brand_is_told_and_in_order_of_time_by_the_earliest_article(
    seen: list[Observation], random: object
) -> None:
    dated = sorted(seen, key=lambda o: (o.at, o.url))
    firsts = [f for f in told(*dated)[1] if f.kind == "new-brand"]
    assert [f.article_url for f in firsts] == [dated[0].url]
    random.shuffle(seen)  # type: ignore[attr-defined]  # hypothesis types its Random as object
    assert sum(f.kind == "new-brand" for f in told(*seen)[1]) == 1


@given(articles)
def test_an_entry_survives_json(seen: list[Observation]) -> None:
    entry, _ = told(*seen)
    assert from_json(json.loads(json.dumps(to_json(entry)))) == entry


@given(st.lists(st.sampled_from([10.0, 28.0, 28.3, 30.0, 100.0]), min_size=1, max_size=6))
def test_sums_in_any_order_give_the_same_entry(sums: list[float]) -> None:
    seen = [said(f"{s:.1f} RUB", day, kind="amount", value="investment") for day, s in enumerate(sums)]
    orders = list(permutations(seen)) if len(seen) < 5 else [seen, seen[::-1], seen[3:] + seen[:3]]
    assert len({without_memory(told(*order)[0]) for order in orders}) == 1


@given(articles)
def test_every_observation_leaves_a_decision(seen: list[Observation]) -> None:
    entry: LedgerEntry | None = None
    for one in seen:
        observed: Observed = observe(entry, one, PARAMS, NOW, MANY)
        entry = observed.entry
        assert observed.decisions
        assert all(d.passed == bool(observed.findings) for d in observed.decisions)


def test_evidence_stays_small_however_often_a_brand_is_named() -> None:
    seen = [said(State.PRODUCED, hour / 24, voice=f"v{hour % 40}", url=f"u{hour}") for hour in range(24 * 60)]
    entry, _ = told(*seen)
    assert len(entry.evidence) <= 6
