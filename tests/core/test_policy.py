from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.policy import LARGEST, Mute, QuietHours, Rule, Sent, Verdict, decide, quiet_until
from monitor.core.query import EVERYTHING, parse
from monitor.model import Finding, Reason

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def found(
    value: str = "Kaiyi", kind: str = "new-brand", state: str = "planned", voices: int = 1, **more: object
) -> Finding:
    base = Finding(
        id=f"{value}/{state}", at=NOW, watch="avto", kind=kind, value=value, state=state, article_url="https://a.example/1",
        article_title="t", article_published=NOW - HOUR, source="tass", sentence="s", independent_sources=voices,
        value_kind="brand",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]  # any field of the finding


def rule(name: str = "all", send: tuple[str, ...] = ("slack",), **more: object) -> Rule:
    return replace(Rule(name, EVERYTHING, send), **more)  # type: ignore[arg-type]  # any field of the rule


def bound(finding: Finding, verdict: Verdict, at: datetime) -> Sent:
    assert verdict.send_at is not None
    return Sent(
        verdict.rule, verdict.channel, verdict.alert, finding.id, finding.watch, finding.kind, finding.value,
        finding.state, finding.independent_sources, at, verdict.send_at, verdict.digest,
    )  # fmt: skip


class Desk:
    """Asks the policy about one finding after another, as the program does, remembering what was bound."""

    def __init__(self, *rules: Rule, mutes: Sequence[Mute] = ()) -> None:
        self.rules = rules
        self.mutes = mutes
        self.history: list[Sent] = []

    def tell(self, finding: Finding, now: datetime = NOW) -> tuple[Verdict, ...]:
        verdicts = decide(finding, self.rules, self.history, now, mutes=self.mutes)
        self.history += [bound(finding, v, now) for v in verdicts if v.passed]
        return verdicts

    def reasons(self, finding: Finding, now: datetime = NOW) -> list[Reason]:
        return [v.reason for v in self.tell(finding, now)]


def test_a_matching_rule_binds_for_each_of_its_channels_in_one_alert() -> None:
    verdicts = Desk(rule(send=("slack", "mail"))).tell(found())
    assert [(v.channel, v.passed, v.send_at) for v in verdicts] == [("slack", True, NOW), ("mail", True, NOW)]
    assert len({v.alert for v in verdicts}) == 1


def test_a_rule_that_does_not_match_says_which_term_failed() -> None:
    verdict = Desk(rule(when=parse("state>=agreed"))).tell(found())[0]
    assert (verdict.passed, verdict.reason, verdict.detail) == (False, Reason.NO_RULE, "state>=agreed: it is planned")


def test_a_channel_gets_a_finding_once_by_the_first_rule() -> None:
    desk = Desk(rule("a"), rule("b", ("slack", "mail")))
    assert [(v.rule, v.channel, v.reason) for v in desk.tell(found())] == [
        ("a", "slack", Reason.RULE_MATCHED), ("b", "slack", Reason.KNOWN_BEFORE), ("b", "mail", Reason.RULE_MATCHED),
    ]  # fmt: skip
    assert not any(v.passed for v in desk.tell(found(), NOW + HOUR))


@pytest.mark.parametrize("mode", ["off", "record"])
def test_imports_are_recorded_only(mode: str) -> None:
    assert [v.reason for v in decide(found(), [rule()], [], NOW, import_mode=mode)] == [Reason.RECORDED_ONLY]


def test_without_rules_nobody_is_told_and_it_says_so() -> None:
    assert [v.reason for v in decide(found(), [], [], NOW)] == [Reason.NO_RULE]


def test_an_old_article_is_recorded_only() -> None:
    old = found(article_published=NOW - timedelta(days=20))
    assert Desk(rule()).reasons(old) == [Reason.TOO_OLD]
    assert Desk(rule(max_age=timedelta(0))).reasons(old) == [Reason.RULE_MATCHED]


def test_mutes_hold_until_their_day() -> None:
    assert Desk(rule(mute_until=date(2026, 3, 3))).reasons(found()) == [Reason.MUTED]
    assert Desk(rule(mute_until=date(2026, 3, 2))).reasons(found()) == [Reason.RULE_MATCHED]
    kaiyi = Mute(parse("brand:Kaiyi"), date(2026, 4, 1))
    assert Desk(rule(), mutes=[kaiyi]).reasons(found()) == [Reason.MUTED]
    assert Desk(rule(), mutes=[kaiyi]).reasons(found("BAIC")) == [Reason.RULE_MATCHED]


def test_a_cool_down_is_broken_by_a_new_state_a_new_fact_or_more_voices() -> None:
    calm = rule(cool_down=24 * HOUR, again_state=False, again_fact=False)
    for breaker, second in [
        ({"again_state": True}, found(state="agreed", kind="state")),
        ({"again_fact": True}, found(id="x", kind="amount")),
        ({"again_voices": 2}, found(id="x", voices=3)),
    ]:
        cooling = Desk(calm)
        cooling.tell(found())
        assert cooling.reasons(second, NOW + HOUR) == [Reason.COOLING_DOWN]
        assert cooling.reasons(second, NOW + 25 * HOUR) == [Reason.RULE_MATCHED]
        broken = Desk(replace(calm, **breaker))
        broken.tell(found())
        assert broken.reasons(second, NOW + HOUR) == [Reason.RULE_MATCHED]


def test_the_same_finding_is_told_again_for_more_voices_under_another_alert() -> None:
    desk = Desk(rule(again_voices=2))
    first = desk.tell(found())[0]
    assert desk.reasons(found(voices=2), NOW + HOUR) == [Reason.KNOWN_BEFORE]
    again = desk.tell(found(voices=3), NOW + HOUR)[0]
    assert again.passed
    assert again.alert != first.alert
    assert desk.reasons(found(voices=4), NOW + HOUR) == [Reason.KNOWN_BEFORE]


def test_more_voices_for_what_still_waits_are_not_a_second_message() -> None:
    held = Desk(rule(again_voices=1, group=HOUR))
    held.tell(found())
    assert held.reasons(found(voices=2), NOW + timedelta(minutes=5)) == [Reason.KNOWN_BEFORE]
    daily = Desk(rule(again_voices=1, mode="digest"))
    daily.tell(found())
    assert daily.reasons(found(voices=2), NOW + HOUR) == [Reason.KNOWN_BEFORE]


def test_quiet_hours_hold_until_they_end_in_their_own_zone() -> None:
    quiet = QuietHours(time(22), time(8), "Europe/Kaliningrad")  # two hours before UTC
    late = datetime(2026, 3, 2, 21, tzinfo=UTC)
    verdict = Desk(rule(quiet=quiet)).tell(found(), late)[0]
    assert (verdict.passed, verdict.reason) == (True, Reason.QUIET_HOURS)
    assert verdict.send_at == datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert quiet_until(quiet, datetime(2026, 3, 3, 6, tzinfo=UTC)) is None


def test_what_comes_within_the_group_window_joins_one_alert() -> None:
    desk = Desk(rule(send=("slack", "mail"), group=timedelta(minutes=10)))
    first = desk.tell(found())
    assert {v.send_at for v in first} == {NOW + timedelta(minutes=10)}
    second = desk.tell(found("BAIC"), NOW + timedelta(minutes=5))
    assert [v.reason for v in second] == [Reason.GROUPED] * 2
    assert {(v.alert, v.send_at) for v in second} == {(v.alert, v.send_at) for v in first}
    assert desk.reasons(found("SWM"), NOW + timedelta(minutes=11)) == [Reason.RULE_MATCHED] * 2


def test_a_grouped_alert_stays_readable() -> None:
    desk = Desk(rule(group=HOUR))
    alerts = [desk.tell(found(f"brand {n}"))[0].alert for n in range(LARGEST + 1)]
    assert len(set(alerts)) == 2


def test_a_digest_gathers_without_sending() -> None:
    verdict = Desk(rule(mode="digest")).tell(found())[0]
    assert (verdict.passed, verdict.digest, verdict.send_at) == (True, True, NOW)


hours = st.times(timezones=st.none())
quiets = st.none() | st.builds(QuietHours, hours, hours, st.sampled_from(["UTC", "Europe/Moscow", "America/New_York"]))
rules_drawn = st.lists(
    st.builds(
        Rule,
        st.uuids().map(str),
        st.sampled_from([parse(""), parse("kind:new-brand"), parse("state>=agreed"), parse("voices>=2")]),
        st.lists(st.sampled_from(["slack", "mail", "hook"]), min_size=1, max_size=3).map(tuple),
        st.sampled_from(["instant", "instant", "digest"]),
        st.sampled_from([timedelta(0), HOUR, timedelta(days=3)]),
        st.integers(0, 2),
        st.booleans(),
        st.booleans(),
        st.sampled_from([timedelta(0), timedelta(minutes=15)]),
        quiets,
        st.none() | st.just(date(2026, 3, 3)),
    ),
    max_size=3,
)
stream = st.lists(
    st.tuples(
        st.builds(
            found,
            st.sampled_from(["Kaiyi", "BAIC"]),
            st.sampled_from(["new-brand", "state", "amount"]),
            st.sampled_from(["planned", "agreed", "ended"]),
            st.integers(1, 4),
        ),
        st.integers(0, 5 * 24 * 60),
    ),
    max_size=15,
).map(lambda told: sorted(told, key=lambda pair: pair[1]))


@settings(max_examples=150)
@given(rules_drawn, stream)
def test_no_stream_tells_a_channel_the_same_finding_twice_unless_more_voices_were_wished(
    rules: list[Rule], told: list[tuple[Finding, int]]
) -> None:
    desk = Desk(*rules)
    for finding, minute in told:
        desk.tell(finding, NOW + timedelta(minutes=minute))
    seen: dict[tuple[str, str], int] = {}
    for sent in desk.history:
        key = sent.channel, sent.finding
        assert key not in seen or sent.voices > seen[key]
        seen[key] = sent.voices
    bound_once = [(s.channel, s.finding, s.alert) for s in desk.history]
    assert len(set(bound_once)) == len(bound_once)


@given(rules_drawn, stream)
def test_every_rule_answers_with_a_reason_and_what_passes_is_due(
    rules: list[Rule], told: list[tuple[Finding, int]]
) -> None:
    desk = Desk(*rules)
    for finding, minute in told:
        now = NOW + timedelta(minutes=minute)
        verdicts = desk.tell(finding, now)
        assert {v.rule for v in verdicts} == ({r.name for r in rules} or {""})
        for verdict in verdicts:
            assert verdict.passed == (verdict.reason in (Reason.RULE_MATCHED, Reason.QUIET_HOURS, Reason.GROUPED))
            assert not verdict.passed or (verdict.alert and verdict.send_at is not None and verdict.send_at >= now)


@given(rules_drawn, stream)
def test_all_channels_of_an_alert_get_the_same_findings(rules: list[Rule], told: list[tuple[Finding, int]]) -> None:
    desk = Desk(*rules)
    for finding, minute in told:
        desk.tell(finding, NOW + timedelta(minutes=minute))
    alerts: dict[str, dict[str, set[str]]] = {}
    for sent in desk.history:
        if not sent.digest:
            alerts.setdefault(sent.alert, {}).setdefault(sent.channel, set()).add(sent.finding)
    for by_channel in alerts.values():
        assert len({frozenset(findings) for findings in by_channel.values()}) == 1


@given(quiets, st.integers(0, 365 * 24 * 60).map(lambda minute: NOW + timedelta(minutes=minute)))
def test_what_is_held_comes_out_later_and_outside_the_quiet_hours(quiet: QuietHours | None, moment: datetime) -> None:
    end = quiet_until(quiet, moment)
    if end is not None:
        assert moment < end <= moment + timedelta(hours=26)
