"""Who is told what, when: rules over findings, with a named reason for every yes and no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.core.outbox import alert_id
from monitor.core.query import Forms, Query, facts, matches
from monitor.model import Finding, Reason

LARGEST = 20  # findings in one grouped alert: more would not be read


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` of each day in `zone` (IANA name); may pass midnight. What comes is held, not dropped."""

    start: time
    end: time
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Rule:
    """`send` names channels. Cool-down is per (watch, kind, value): within it only the `again_*` wishes are told."""

    name: str
    when: Query
    send: tuple[str, ...]
    mode: str = "instant"  # or "digest"
    cool_down: timedelta = timedelta(0)
    again_voices: int = 0  # tell again when this many more independent voices say it; 0 never
    again_state: bool = True  # a changed state breaks the cool-down
    again_fact: bool = True  # so does another kind of finding about the same value
    group: timedelta = timedelta(0)  # wait this long for more of the same watch
    quiet: QuietHours | None = None
    mute_until: date | None = None
    max_age: timedelta = timedelta(days=14)  # older articles are recorded only; 0 means any age
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Mute:
    """Nothing that matches `when` is told before the day `until`, by any rule."""

    when: Query
    until: date


@dataclass(frozen=True, slots=True)
class Sent:
    """One finding as it was bound for one channel before, by whichever rule (from the outbox, any state)."""

    rule: str
    channel: str
    alert: str  # alert id
    finding: str  # finding id
    watch: str
    kind: str
    value: str
    state: str
    voices: int
    at: datetime  # decided
    send_at: datetime
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """One (rule, channel) about one finding. Where `passed`, the finding goes into `alert`, due at `send_at`."""

    rule: str
    channel: str
    passed: bool
    reason: Reason
    detail: str = ""
    alert: str = ""
    send_at: datetime | None = None
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the policy: the finding, what was bound before, and the hour."""

    finding: Finding
    history: Sequence[Sent]
    now: datetime
    mutes: Sequence[Mute] = ()
    forms: Forms = lambda word: frozenset({word})


def decide(
    finding: Finding,
    rules: Sequence[Rule],
    history: Sequence[Sent],
    now: datetime,
    *,
    import_mode: str = "",
    mutes: Sequence[Mute] = (),
    forms: Forms = lambda word: frozenset({word}),
) -> tuple[Verdict, ...]:
    """A verdict for each (rule, channel), and one NO_RULE for each rule that does not match.

    `history` holds what was bound for any channel about the finding's watch within the longest cool-down, and what
    was ever bound about this finding's id. `import_mode` is "" for live work, else off, record or send. `forms` as
    in `query.matches`. A channel is told a finding once, by the first rule that may.
    """
    asked = Asked(finding, history, now, mutes, forms)
    if import_mode in ("off", "record"):
        return (Verdict("", "", False, Reason.RECORDED_ONLY, f"imported with alerts {import_mode}"),)
    verdicts: list[Verdict] = []
    for rule in rules:
        told = {v.channel: v.rule for v in verdicts if v.passed}
        verdicts += _by(rule, asked, told)
    return tuple(verdicts) or (Verdict("", "", False, Reason.NO_RULE, "no rules"),)


def _by(rule: Rule, asked: Asked, told: dict[str, str]) -> Iterator[Verdict]:
    match = matches(rule.when, facts(asked.finding), asked.now, asked.forms)
    if not match.passed:
        yield Verdict(rule.name, "", False, Reason.NO_RULE, match.detail)
        return
    refused = _refused(rule, asked)
    answers = {}
    for channel in dict.fromkeys(rule.send):
        taken = _taken(channel, told)
        answers[channel] = refused or taken or _told_before(rule, channel, asked) or _cooling(rule, channel, asked)
    passing = tuple(channel for channel, no in answers.items() if no is None)
    for channel, no in answers.items():
        if no is None:
            yield _passed(rule, channel, passing, asked)
        else:
            yield Verdict(rule.name, channel, False, no[0], no[1])


# --- reasons to be silent ------------------------------------------------------------------------------------

No = tuple[Reason, str] | None


def _refused(rule: Rule, asked: Asked) -> No:
    """What forbids the finding on every channel of the rule."""
    today, published = asked.now.date(), asked.finding.article_published
    if rule.mute_until is not None and today < rule.mute_until:
        return Reason.MUTED, f"until {rule.mute_until}"
    for mute in asked.mutes:
        if today < mute.until and matches(mute.when, facts(asked.finding), asked.now, asked.forms).passed:
            return Reason.MUTED, f"'{mute.when.text}' until {mute.until}"
    if rule.max_age and published is not None and asked.now - published > rule.max_age:
        return Reason.TOO_OLD, f"published {published:%Y-%m-%d}; the rule tells up to {_days(rule.max_age)}"
    return None


def _taken(channel: str, told: dict[str, str]) -> No:
    return (Reason.KNOWN_BEFORE, f"told there by rule '{told[channel]}'") if channel in told else None


def _told_before(rule: Rule, channel: str, asked: Asked) -> No:
    """The same finding again: only for more voices."""
    mine = [h for h in asked.history if h.channel == channel and h.finding == asked.finding.id]
    if any(h.send_at > asked.now or h.alert == _digest_id(rule, asked.now) for h in mine):
        return Reason.KNOWN_BEFORE, f"waits for {channel} already"
    if not mine or _enough_voices(rule, mine, asked):
        return None
    return Reason.KNOWN_BEFORE, f"bound for {channel} at {max(h.at for h in mine):%Y-%m-%d %H:%M} UTC"


def _cooling(rule: Rule, channel: str, asked: Asked) -> No:
    """Another finding about the same value, too soon and with nothing that breaks the cool-down."""
    finding = asked.finding
    mine = [h for h in asked.history if h.channel == channel and (h.watch, h.value) == (finding.watch, finding.value)]
    recent = [h for h in mine if asked.now - h.at < rule.cool_down]
    if not recent:
        return None
    last = max(recent, key=lambda h: h.at)
    changed = rule.again_state and last.state != finding.state
    other = rule.again_fact and all(h.kind != finding.kind for h in recent)
    if changed or other or _enough_voices(rule, recent, asked):
        return None
    return Reason.COOLING_DOWN, f"until {last.at + rule.cool_down:%Y-%m-%d %H:%M} UTC"


def _enough_voices(rule: Rule, mine: Sequence[Sent], asked: Asked) -> bool:
    more = asked.finding.independent_sources - max(h.voices for h in mine)
    return rule.again_voices > 0 and more >= rule.again_voices


# --- when, and with what -------------------------------------------------------------------------------------


def _passed(rule: Rule, channel: str, passing: tuple[str, ...], asked: Asked) -> Verdict:
    now, finding = asked.now, asked.finding
    if rule.mode == "digest":
        alert = _digest_id(rule, now)
        return Verdict(rule.name, channel, True, Reason.RULE_MATCHED, "for the digest", alert, now, digest=True)
    open_alert = _open_alert(rule, channel, passing, asked)
    if open_alert is not None:
        return Verdict(
            rule.name, channel, True, Reason.GROUPED, "joins an alert in waiting", open_alert.alert, open_alert.send_at
        )
    repeats = any(h.finding == finding.id for h in asked.history)
    alert = alert_id(
        rule.name, rule.recipient, (finding.id,), f"voices {finding.independent_sources}" if repeats else ""
    )
    due = now + rule.group
    held = quiet_until(rule.quiet, due)
    if held is not None:
        return Verdict(rule.name, channel, True, Reason.QUIET_HOURS, f"held until {held:%H:%M} UTC", alert, held)
    detail = f"waits {int(rule.group.total_seconds())} s for more" if rule.group else ""
    return Verdict(rule.name, channel, True, Reason.RULE_MATCHED, detail, alert, due)


def _digest_id(rule: Rule, now: datetime) -> str:
    return alert_id(rule.name, rule.recipient, (), f"digest {now:%Y-%m-%d}")


def _open_alert(rule: Rule, channel: str, passing: tuple[str, ...], asked: Asked) -> Sent | None:
    """An alert of the same rule and watch that waits, on this channel, and that no channel would get wrongly."""
    waiting: dict[str, list[Sent]] = {}
    for one in asked.history:
        if one.rule == rule.name and one.watch == asked.finding.watch and one.send_at > asked.now and not one.digest:
            waiting.setdefault(one.alert, []).append(one)
    for bound in waiting.values():
        findings = {one.finding for one in bound}
        fits = {one.channel for one in bound} <= set(passing) and asked.finding.id not in findings
        if fits and len(findings) < LARGEST and any(one.channel == channel for one in bound):
            return next(one for one in bound if one.channel == channel)
    return None


def quiet_until(quiet: QuietHours | None, moment: datetime) -> datetime | None:
    """When the quiet hours end that hold `moment` (aware, in UTC), or None outside them."""
    if quiet is None or quiet.start == quiet.end:
        return None
    local = moment.astimezone(ZoneInfo(quiet.zone))
    clock = local.time().replace(tzinfo=None)
    over_midnight = quiet.start > quiet.end
    inside = clock >= quiet.start or clock < quiet.end if over_midnight else quiet.start <= clock < quiet.end
    if not inside:
        return None
    day = local.date() + timedelta(days=int(over_midnight and clock >= quiet.start))
    end = datetime.combine(day, quiet.end, local.tzinfo).astimezone(UTC)
    return end if end > moment else moment + timedelta(minutes=1)  # the hour that a change of clocks repeats


def _days(span: timedelta) -> str:
    return f"{span.days} days" if span >= timedelta(days=2) else f"{int(span.total_seconds() // 3600)} h"
