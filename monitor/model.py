"""The nouns. Values only: frozen, comparable, without behaviour beyond their own fields.

Times are aware UTC datetimes. Offsets count Unicode code points in the stored text of the field they name,
`start` inclusive and `end` exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """Where on the way of the data a decision was made."""

    POLL = "poll"
    SIFT = "sift"
    GATE = "gate"
    FETCH = "fetch"
    EXTRACT = "extract"
    ANALYSE = "analyse"
    DEDUPE = "dedupe"
    STORY = "story"
    LEDGER = "ledger"
    POLICY = "policy"
    DELIVER = "deliver"


class Reason(StrEnum):
    """Why something was accepted or dropped. Every `no` in the program is one of these."""

    # poll
    NEW_ENTRIES = "new-entries"
    NOT_MODIFIED = "not-modified"
    SAME_BODY = "same-body"
    TIMEOUT = "timeout"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    HTTP_STATUS = "http-status"
    BLOCKED = "blocked"
    GONE = "gone"
    RATE_LIMITED = "rate-limited"
    TOO_LARGE = "too-large"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    BAD_ENCODING = "bad-encoding"
    PROTOCOL = "protocol"
    FORBIDDEN_ADDRESS = "forbidden-address"
    FORBIDDEN_SCHEME = "forbidden-scheme"
    ROBOTS = "robots"
    NOT_A_FEED = "not-a-feed"
    EMPTY_BODY = "empty-body"
    CHALLENGE = "challenge"
    # sift
    UNSEEN = "unseen"
    SEEN = "seen"
    TOO_OLD = "too-old"
    NO_LINK = "no-link"
    # gate
    READ_ALL = "read-all"
    NAMES_WATCH = "names-watch"
    GATE_WORD = "gate-word"
    NO_MENTION = "no-mention"
    # fetch and extract
    FETCHED = "fetched"
    ARTICLE = "article"
    SUMMARY_SERVES = "summary-serves"
    PAYWALL = "paywall"
    CONSENT_WALL = "consent-wall"
    LOGIN_WALL = "login-wall"
    SOFT_404 = "soft-404"
    LISTING_PAGE = "listing-page"
    VIDEO_PAGE = "video-page"
    EMPTY_PAGE = "empty-page"
    WRONG_LANGUAGE = "wrong-language"
    NOT_HTML = "not-html"
    PDF = "pdf"
    NOTHING_READABLE = "nothing-readable"
    # analyse
    MENTIONS = "mentions"
    PASSING_MENTION = "passing-mention"
    NOT_LINKED = "not-linked"
    ANALYSIS_FAILED = "analysis-failed"
    # dedupe and story
    FIRST_REPORT = "first-report"
    SAME_ARTICLE = "same-article"
    REVISION = "revision"
    REPRINT = "reprint"
    OWN_REPORT = "own-report"
    STORY_OPENED = "story-opened"
    STORY_JOINED = "story-joined"
    STORIES_MERGED = "stories-merged"
    # ledger
    NEW = "new"
    KNOWN_BEFORE = "known-before"
    BASELINE = "baseline"
    LEARNING = "learning"
    NOT_ENOUGH = "not-enough"
    CORRECTED = "corrected"
    # policy
    RULE_MATCHED = "rule-matched"
    NO_RULE = "no-rule"
    COOLING_DOWN = "cooling-down"
    QUIET_HOURS = "quiet-hours"
    MUTED = "muted"
    GROUPED = "grouped"
    RECORDED_ONLY = "recorded-only"
    # deliver
    QUEUED = "queued"
    SENT = "sent"
    WILL_RETRY = "will-retry"
    GAVE_UP = "gave-up"
    DROPPED = "dropped"
    CHANNEL_OFF = "channel-off"


@dataclass(frozen=True, slots=True)
class Decision:
    """A yes or a no at one stage about one subject (an entry's URL, a finding's or an alert's id)."""

    at: datetime
    stage: Stage
    subject: str
    passed: bool
    reason: Reason
    detail: str = ""


# --- from a source -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A feed's item as the source showed it; texts are plain, HTML kept only in `content_html`."""

    source: str
    route: str
    guid: str  # the source's own id for the item, or its link
    url: str  # absolute, as it is to be fetched
    title: str
    summary: str = ""
    content_html: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    publisher: str = ""  # named by an aggregator as the item's origin
    language: str = ""
    key: str = ""  # identity among all entries (see `core.entries.keys_of`): what `seen` is asked about


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body that arrived whole within the bounds, decompressed."""

    url: str  # asked for
    final_url: str  # after redirects
    status: int
    headers: Mapping[str, str]  # lower-case names
    body: bytes
    moved_to: str = ""  # target of a permanent redirect, when every hop was permanent


@dataclass(frozen=True, slots=True)
class NotModified:
    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """An expected failure. `weight` is how much it counts against the source (see `core.health`)."""

    url: str
    reason: Reason
    detail: str
    status: int = 0
    retry_after: float | None = None  # seconds, as the server asked
    weight: float = 1.0


FetchResult = Fetched | NotModified | FetchFailed


# --- an article ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """All that analyse is given about one item: a page where there is one, and what the feed said.

    `body` is the raw page (None when it was refused or never fetched); `text` is ready text (import lines that
    bring their own). `now` is the time of the poll, for "today at 9:15".
    """

    url: str
    now: datetime
    body: bytes | None = None
    content_type: str = ""
    final_url: str = ""
    text: str = ""
    title: str = ""
    summary: str = ""
    content_html: str = ""
    published: datetime | None = None
    language: str = ""
    source: str = ""
    publisher: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """Clean text with its metadata. `served_by` names the extractor; `outcome` says what the page was."""

    url: str
    canonical_url: str
    title: str
    text: str
    language: str
    published: datetime | None
    outcome: Reason = Reason.ARTICLE  # ARTICLE, or why only the summary serves
    detail: str = ""
    served_by: str = ""
    subtitle: str = ""
    modified: datetime | None = None
    author: str = ""
    section: str = ""
    site: str = ""
    credited_to: str = ""  # publisher id or name that the text credits ("сообщает ТАСС")
    captions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()  # stood among the paragraphs and is not the article: related links, calls to subscribe
    amp_url: str = ""  # the page's AMP copy
    date_precision: str = "time"  # time, day, month, year, or unknown


class Link(StrEnum):
    """How surely a mention belongs to the watch."""

    STRONG = "strong"  # same clause or sentence
    MEDIUM = "medium"  # through "the plant" and its like
    WEAK = "weak"  # same page only
    NONE = "none"  # somebody else's


class Certainty(StrEnum):
    FACT = "fact"
    PLAN = "plan"
    RUMOUR = "rumour"
    DENIED = "denied"
    ENDED = "ended"
    HISTORIC = "historic"


class Relevance(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"
    PASSING = "passing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mention:
    """One value at one place in the title or the text, with its evidence sentence.

    `kind` and `value` are data of the pack (company, brand, segment, event, amount, quantity, person, place,
    candidate). `reasons` say in plain words why it is linked, certain or proposed as it is.
    """

    kind: str
    value: str
    surface: str
    field: str  # "title" or "text"
    start: int
    end: int
    sentence: str
    watch: str = ""
    link: Link = Link.NONE
    certainty: Certainty = Certainty.FACT
    known: bool = True
    reasons: tuple[str, ...] = ()
    data: Mapping[str, str] = made(default_factory=dict)  # kind-specific: a candidate's score, an event's brand


@dataclass(frozen=True, slots=True)
class Amount:
    """Money of a business kind. `value` is the lower bound of a range, `high` its upper bound or None."""

    value: float
    currency: str  # ISO 4217
    qualifier: str  # "", "over", "up-to", "about", "under"
    surface: str
    field: str
    start: int
    end: int
    high: float | None = None
    watch: str = ""
    link: Link = Link.NONE
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class WatchScore:
    relevance: Relevance
    score: float  # 0..1
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What later articles are compared by. `scheme` names how the signature was made, so old ones are told apart."""

    text_hash: str
    scheme: str = ""
    signature: tuple[int, ...] = ()  # at most 16 unsigned 64-bit hashes, ascending
    story_keys: tuple[str, ...] = ()  # rare shared keys: name skeletons, numbers with units, places


@dataclass(frozen=True, slots=True)
class Analysis:
    """What analyse makes of one page."""

    article: Article
    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    watches: Mapping[str, WatchScore]
    fingerprints: Fingerprints


# --- what is known -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watch:
    """A company that is watched, in the words of the config."""

    id: str
    title: str
    pack: str
    names: tuple[str, ...]
    subsidiaries: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()  # words and phrases that are not it
    places: tuple[str, ...] = ()  # where "the plant" is, in every spelling
    people: tuple[str, ...] = ()
    gate_words: tuple[str, ...] = ()
    history: Mapping[str, tuple[str, ...]] = made(default_factory=dict)  # kind -> values that are no news


class State(StrEnum):
    """Of a brand (or segment, or pair) with a company, in the order of the ladder; then those beside it."""

    CANDIDATE = "candidate"
    RUMOURED = "rumoured"
    PLANNED = "planned"
    AGREED = "agreed"
    CERTIFIED = "certified"
    PRODUCED = "produced"
    ENDED = "ended"
    DENIED = "denied"
    DORMANT = "dormant"
    RETURNED = "returned"
    RETRACTED = "retracted"  # the article that said it was withdrawn or rewritten


class Role(StrEnum):
    """An article's part in its story."""

    FIRST = "first"
    REPRINT = "reprint"
    OWN_REPORT = "own report"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something new in the ledger. `id` is a hash of what it says, so that work repeated after a crash agrees."""

    id: str
    at: datetime
    watch: str
    kind: str  # new-brand, new-segment, new-pair, state, candidate, amount, spike, silence, gap, source, correction
    value: str
    state: str
    article_url: str
    article_title: str
    article_published: datetime | None
    source: str
    sentence: str
    certainty: Certainty = Certainty.FACT
    independent_sources: int = 1
    baseline: Mapping[str, object] = made(default_factory=dict)  # what it was compared with
    highlights: tuple[str, ...] = ()  # words of the sentence that made it fire
    story: str = ""
    previous_state: str = ""
    segments: tuple[str, ...] = ()
    language: str = ""
    events: tuple[str, ...] = ()
    link: str = ""  # how surely the value belongs to the watch, see Link
    confirmed: bool = False  # two independent publisher families, or a primary source, say it
    value_kind: str = ""  # the ledger entry's kind: brand, segment, pair, candidate, amount


@dataclass(frozen=True, slots=True)
class Alert:
    """A finding (or several, grouped) bound for a channel by a rule."""

    id: str
    at: datetime
    rule: str
    findings: tuple[Finding, ...]
    title: str = ""
    lines: tuple[str, ...] = ()  # plain lines after the findings: what a digest says of itself


@dataclass(frozen=True, slots=True)
class Delivered:
    """`handle` is the channel's own name for the message, given back with the next one of its story."""

    detail: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """`permanent` failures are not tried again; `retry_after` is the channel's own wish in seconds."""

    detail: str
    permanent: bool = False
    retry_after: float | None = None


Delivery = Delivered | NotDelivered
