"""What a config says, validated and frozen. Lengths of time are seconds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    PrivateAttr,
    SecretStr,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from monitor.core.novelty import Novelty
from monitor.core.policy import QuietHours, Rule
from monitor.core.query import And, Query, parse
from monitor.core.schedule import SourceSpec
from monitor.errors import Problem
from monitor.knowledge import BUILT_IN
from monitor.knowledge.loader import PUBLISHERS
from monitor.model import Link, Watch

from .document import Document
from .document import Path as Place
from .plugins import ChannelSlot, channel, route
from .values import DayMoment, DaySpan, Duration, Zone

DAY = 86400.0  # seconds
EVERYTHING = Query("", And(()))
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def _id(found: str) -> str:
    if not _ID.fullmatch(found):
        raise ValueError("expected a short name of lower-case letters, digits, - and _")
    return found


def query(found: object) -> Query:
    """Raises ValueError, with the position."""
    if isinstance(found, Query):
        return found
    if not isinstance(found, str):
        raise ValueError("expected a query such as kind:new-brand certainty:fact")
    return parse(found)


def _header_text(found: str) -> str:
    if not (found.isascii() and (found.isprintable() or not found)):
        raise ValueError("expected plain ASCII text, since it is sent in an HTTP header")
    return found


def _address(found: object) -> object:
    if isinstance(found, str) and found and not found.startswith(("http://", "https://")):
        raise ValueError("expected an address that begins with https:// or http://")
    return found or None


HeaderText = Annotated[str, AfterValidator(_header_text), Field(max_length=200)]
Id = Annotated[str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"})]
Text = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
Names = tuple[Text, ...]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
RouteField = Annotated[Any, PlainValidator(route), WithJsonSchema({"plugin": "route"})]
WhenField = Annotated[Query, PlainValidator(query), WithJsonSchema({"type": "string"})]
ChannelField = Annotated[ChannelSlot, PlainValidator(channel), WithJsonSchema({"plugin": "channel"})]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True)


class WatchSettings(Section):
    """A company to watch. Write base forms; inflected forms and look-alike letters are found from them."""

    title: Text = Field(description="how alerts call the company")
    pack: Id = Field(description="the knowledge pack of its trade: cars, wind, or one of `packs`")
    names: Annotated[Names, Field(min_length=1)] = Field(description="every spelling, in any script")
    subsidiaries: Names = Field(default=(), description="companies whose news are its news")
    lookalikes: Names = Field(default=(), alias="not", description="words and phrases that are not it")
    places: Names = Field(default=(), description="where its plant is, so that 'the Leeds plant' can be understood")
    people: Names = Field(default=(), description="people who speak for it")
    gate_words: Names = Field(default=(), description="further words that make an item worth reading")
    history: dict[str, Names] = Field(default={}, description="kind -> values that are no news: brand: [Kia, BMW]")
    language: Literal["en", "ru"] = Field(default="en", description="language of its alerts")

    def value(self, id_: str) -> Watch:
        return Watch(
            id=id_,
            title=self.title,
            pack=self.pack,
            names=self.names,
            subsidiaries=self.subsidiaries,
            lookalikes=self.lookalikes,
            places=self.places,
            people=self.people,
            gate_words=self.gate_words,
            history=dict(self.history),
        )


class SourceSettings(Section):
    """A publisher and the ways to it, tried in order."""

    title: Text
    language: Language = Field(default="", description="of its texts, where all are in one")
    read: Literal["all", "matching"] = Field(
        default="matching",
        description="all: read every page (trade and regional press); matching: only items that name a watch",
    )
    every: Duration = Field(default=1800.0, description="usual pause between two polls")
    fastest: Duration = Field(default=0.0, description="never more often (0: a quarter of `every`)")
    slowest: Duration = Field(default=0.0, description="never more seldom (0: `every` itself)")
    publisher: str = Field(default="", description="id in the publishers file, where the address does not tell it")
    enabled: bool = Field(default=True, description="false: not polled")
    routes: Annotated[tuple[RouteField, ...], Field(min_length=1)] = Field(description="ways to it, the best first")

    def spec(self, id_: str) -> SourceSpec:
        return SourceSpec(
            id=id_,
            routes=self.routes,
            title=self.title,
            language=self.language,
            read=self.read,
            every=self.every,
            fastest=self.fastest,
            slowest=self.slowest,
            publisher=self.publisher,
        )


class RuleSettings(Section):
    """Which findings go where, and how often."""

    name: Id
    when: WhenField = Field(default=EVERYTHING, description="a query such as kind:new-brand certainty:fact")
    send: tuple[Id, ...] = Field(description="channels, by their names")
    mode: Literal["instant", "digest"] = "instant"
    cool_down: Duration = Field(default=0.0, description="say the same of the same value only after this long")
    again_voices: int = Field(default=0, ge=0, description="unless so many more independent voices say it (0: never)")
    again_state: bool = Field(default=True, description="unless its state changed")
    group: Duration = Field(default=0.0, description="wait this long for more, and tell it in one alert")
    quiet_hours: DaySpan | None = Field(default=None, description="hold alerts in these hours and send them after")
    mute_until: date | None = Field(default=None, description="say nothing before this day, such as 2026-12-31")
    max_age: Duration = Field(default=14 * DAY, description="older articles are recorded only; 0 means any age")
    recipient: str = Field(default="", description="whom it is for, where channels tell people apart")

    def value(self, zone: str) -> Rule:
        return Rule(
            name=self.name,
            when=self.when,
            send=self.send,
            mode=self.mode,
            cool_down=timedelta(seconds=self.cool_down),
            again_voices=self.again_voices,
            again_state=self.again_state,
            group=timedelta(seconds=self.group),
            quiet=QuietHours(self.quiet_hours.start, self.quiet_hours.end, zone) if self.quiet_hours else None,
            mute_until=self.mute_until,
            max_age=timedelta(seconds=self.max_age),
            recipient=self.recipient,
        )


class NoveltySettings(Section):
    """What counts as new."""

    learning_threshold: int = Field(default=0, ge=0, description="first articles of a watch that only teach")
    forget_after: Duration = Field(default=1095 * DAY, description="a value unheard of for so long is dormant")
    return_after: Duration = Field(default=30 * DAY, description="an end must be so old before a return is news")
    links: tuple[Link, ...] = Field(
        default=(Link.STRONG, Link.MEDIUM), description="how surely a value must belong to the watch to be a fact"
    )
    candidate_score: float = Field(
        default=0.0, ge=0, le=1, description="weaker proposals of unknown names are kept back"
    )


class PolitenessSettings(Section):
    """How hosts are treated. The names are those of `fetch.http.EdgeSettings`."""

    pause: Duration = Field(default=1.0, description="between two requests to one host")
    per_host: int = Field(default=2, ge=1, le=8, description="requests at once to one host")
    at_once: int = Field(default=50, ge=1, le=500, description="requests at once altogether")
    robots: bool = Field(default=True, description="obey robots.txt")
    allow_private: tuple[str, ...] = Field(
        default=(), description="hosts of your own network that may be asked: host, host:port, or 10.0.0.0/8"
    )
    connect: Duration = Field(default=10.0, gt=0, description="limit for connecting")
    read: Duration = Field(default=15.0, gt=0, description="limit for each piece of an answer")
    total: Duration = Field(default=60.0, gt=0, description="limit for one request, from start to end")
    redirects: int = Field(default=5, ge=0, le=10)


class RetentionSettings(Section):
    """How long things are kept. Findings, their articles and the ledger are kept for ever."""

    decisions: Duration = Field(default=90 * DAY, description="the trail of items that led to nothing")
    entries: Duration = Field(default=365 * DAY, description="items that named no watch")
    pages: Duration = Field(default=30 * DAY, description="raw pages")


class UserSettings(Section):
    """Somebody who may use the desk."""

    password: Annotated[SecretStr, Field(min_length=8)] = Field(description="best from a variable: ${ANNA_PASSWORD}")
    role: Literal["reader", "editor"] = Field(default="reader", description="editors may change things")


class DeskSettings(Section):
    """The analyst's desk in the browser."""

    enabled: bool = Field(default=True, description="serve it from `monitor run`")
    host: str = Field(default="127.0.0.1", description="where it listens; anywhere but on this machine it needs users")
    port: int = Field(default=8765, ge=0, le=65535, description="0 takes a free one")
    users: dict[Id, UserSettings] = Field(default={}, description="name -> password and role")

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    @model_validator(mode="after")
    def _guarded(self) -> Self:
        if self.enabled and not self.local and not self.users:
            raise ValueError(f"{self.host} can be reached from elsewhere; add desk.users, or listen on 127.0.0.1")
        return self


class DigestSettings(Section):
    """A summary that also says that the monitor is alive; sent even when nothing happened."""

    daily: DayMoment | None = None
    weekly: DayMoment | None = None
    send: tuple[Id, ...] = Field(default=(), description="channels, by their names")


class HeartbeatSettings(Section):
    """An address that is asked after each good cycle, so that somebody else notices when it stops."""

    url: Annotated[SecretStr | None, BeforeValidator(_address)] = Field(default=None, description="http or https")
    every: Duration = Field(default=300.0, description="at most so often")


class LogSettings(Section):
    """The log, on stderr."""

    format: Literal["auto", "text", "json"] = Field(
        default="auto", description="auto: text on a terminal, JSON otherwise"
    )
    level: Literal["debug", "info", "warning", "error"] = "info"


class KnowledgeSettings(Section):
    """Your own knowledge beside the built-in one."""

    packs: dict[Id, str] = Field(default={}, description="name -> the packs file that defines it, beside this config")
    publishers: str = Field(default="", description="a publishers file in place of the built-in one")


class Settings(Section):
    """A whole config."""

    database: Text = Field(default="data/monitor.sqlite", description="the SQLite file")
    contact: HeaderText = Field(default="", description="an address or link for the hosts; sent with each request")
    user_agent: HeaderText = Field(default="", description="in place of the default one")
    timezone: Zone = Field(default="UTC", description="for quiet hours, digests and times in alerts")
    watches: Annotated[dict[Id, WatchSettings], Field(min_length=1)] = Field(description="short name -> company")
    knowledge: KnowledgeSettings = KnowledgeSettings()
    sources: dict[Id, SourceSettings] = Field(default={}, description="short name -> publisher")
    channels: dict[Id, ChannelField] = Field(default={}, description="short name -> way to tell")
    rules: tuple[RuleSettings, ...] = Field(default=(), description="which findings go where")
    novelty: NoveltySettings = NoveltySettings()
    politeness: PolitenessSettings = PolitenessSettings()
    retention: RetentionSettings = RetentionSettings()
    desk: DeskSettings = DeskSettings()
    digest: DigestSettings = DigestSettings()
    heartbeat: HeartbeatSettings = HeartbeatSettings()
    log: LogSettings = LogSettings()
    _document: Document = PrivateAttr(default_factory=lambda: Document("config"))
    _warnings: tuple[str, ...] = PrivateAttr(default=())

    def read_from(self, document: Document, warnings: Iterable[str]) -> Self:
        """The same settings, knowing the file that they came from."""
        self._document = document
        self._warnings = tuple(warnings)
        return self

    @property
    def warnings(self) -> tuple[str, ...]:
        """What looks like a mistake and is none for certain."""
        return self._warnings

    @property
    def folder(self) -> str:
        """Where the config lies; files that it names are relative to it."""
        return str(Path(self._document.name).parent)

    def problem(self, path: Place, said: str) -> Problem:
        """A problem found later, with the line of its setting."""
        return self._document.problem(path, said)

    def watch_values(self) -> dict[str, Watch]:
        """The watches as the taggers know them."""
        return {id_: watch.value(id_) for id_, watch in self.watches.items()}

    def source_specs(self) -> tuple[SourceSpec, ...]:
        """The sources that are switched on, as the poll knows them, in the order of the file."""
        return tuple(source.spec(id_) for id_, source in self.sources.items() if source.enabled)

    def rule_values(self) -> tuple[Rule, ...]:
        """The rules as the policy knows them, in the order of the file."""
        return tuple(rule.value(self.timezone) for rule in self.rules)

    def novelty_values(self) -> dict[str, Novelty]:
        """For each watch what counts as new; what its pack knows (`no_news`, `event_states`) is not in it."""
        own = self.novelty
        return {
            id_: Novelty(
                history=dict(watch.history),
                learning_threshold=own.learning_threshold,
                forget_after=timedelta(seconds=own.forget_after),
                return_after=timedelta(seconds=own.return_after),
                links=frozenset(own.links),
                candidate_score=own.candidate_score,
            )
            for id_, watch in self.watches.items()
        }

    def pack_files(self) -> dict[str, Path]:
        """Each pack's name -> the packs file that defines it, the built-in ones included."""
        return {**BUILT_IN, **{name: Path(self.folder) / file for name, file in self.knowledge.packs.items()}}

    def publishers_file(self) -> Path:
        own = self.knowledge.publishers
        return Path(self.folder) / own if own else PUBLISHERS
