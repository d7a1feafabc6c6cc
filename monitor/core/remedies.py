"""What would have had to be different for a no to be a yes, in a sentence for whoever asks `why`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from monitor.model import Decision, Reason, Stage

_BY_STAGE: Mapping[tuple[Stage, Reason], str] = {
    (Stage.GATE, Reason.NO_MENTION): "its headline or summary would have had to name a watch or one of its gate words, "
    "or its source be set to `read: all`",
    (Stage.SIFT, Reason.TOO_OLD): "it would have had to be published later, or shown while it was new",
    (Stage.ANALYSE, Reason.NO_MENTION): "it would have had to name the watch by one of its `names`, `subsidiaries` or "
    "`people`",
    (Stage.POLICY, Reason.TOO_OLD): "it would have had to arrive sooner, or the rule have a longer `max_age`",
    (Stage.POLICY, Reason.KNOWN_BEFORE): "more independent voices, where the rule has `again_voices`",
}
_BY_REASON: Mapping[Reason, str] = {
    Reason.ROBOTS: "its site's robots.txt would have had to allow it",
    Reason.BLOCKED: "its site would have had to answer; another route may serve",
    Reason.CHALLENGE: "its site would have had to show the page instead of a challenge; another route may serve",
    Reason.SAME_ARTICLE: "nothing: it is told under the address it was first seen at",
    Reason.BASELINE: "its value would have had to stand outside the watch's `history`",
    Reason.KNOWN_BEFORE: "it would have had to come first, or to say more than was known (a further state)",
    Reason.LEARNING: "the watch would have had to be past its `learning_threshold`",
    Reason.CORRECTED: "it would have had to arrive before the later article that was told",
    Reason.NO_RULE: "a rule would have had to match it",
    Reason.COOLING_DOWN: "the cool-down would have had to be over, or the state, the kind or the number of voices "
    "differ",
    Reason.MUTED: "the mute would have had to be over",
    Reason.RECORDED_ONLY: "it would have had to be imported with `--alerts send`",
    Reason.CHANNEL_OFF: "the channel would have had to be on: its variable is not set",
    Reason.GAVE_UP: "the channel would have had to take it; `monitor outbox retry` tries again",
}
NEVER_SHOWN = "a source that shows it: `monitor check --live` tries those of the config, docs/how-to.md adds one"


def remedies(trail: Iterable[Decision]) -> tuple[str, ...]:
    """One line for each kind of no, in the order in which they were said."""
    noes = [one for one in trail if not one.passed]
    found = {(one.stage, one.reason): _BY_STAGE.get((one.stage, one.reason), _BY_REASON.get(one.reason, "")) for one in
             noes}  # fmt: skip
    return tuple(dict.fromkeys(said for said in found.values() if said))
