"""Channels that are dead for days, an analyser that breaks: the others work on, and what failed is told once."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

from monitor.analyser import AnalysisFailed, Inline
from monitor.deliver import deliver_due
from monitor.engine import Engine
from monitor.explain import why
from monitor.knowledge import Knowledge
from monitor.model import Analysis, Page, Reason
from monitor.pipeline import cycle
from monitor.storage import OutboxRow
from tests.newsroom import Answer
from tests.office import CONFIG, START, Office
from tests.test_pipeline import MORE, SENTENCE, one_item

BRANDS = ("Kaiyi", "Jetour", "Exeed", "Changan", "Hongqi", "Voyah")
TWO_DEAD = CONFIG.replace(
    '  hook: {{type: webhook, url: "{address}/hook"}}\n',
    '  hook: {{type: webhook, url: "{address}/hook"}}\n'
    '  other: {{type: webhook, url: "{address}/other"}}\n'
    '  dead: {{type: webhook, url: "{address}/dead"}}\n'
    '  ill: {{type: webhook, url: "{address}/ill"}}\n',
).replace("send: [hook]", "send: [hook, other, dead, ill]")


def say(office: Office, number: int) -> None:
    brand = BRANDS[number]
    title = f"«Кедравто» начал выпуск {brand}"
    office.news.feed("/feed", (f"/{number}", title, "", office.clock.now()))
    text = f"На заводе «Кедравто» в Кедрогорске началось серийное производство автомобилей {brand}. Новость {number}."
    office.news.page(f"/{number}", title, text, *MORE)


def days(office: Office, count: int) -> None:
    """Simulated days, a cycle and a round of deliveries each half hour; a piece of news twelve hours apart."""

    async def live(engine: Engine) -> None:
        for half_hour in range(count * 48):
            if half_hour % 24 == 0 and half_hour // 24 < len(BRANDS):
                say(office, half_hour // 24)
            await cycle(engine)
            await deliver_due(engine)
            office.clock.move_to(office.clock.now() + timedelta(minutes=30))

    office.run(live)


def rows(office: Office, channel: str, kind: str = "new-brand") -> list[OutboxRow]:
    storage = office.storage
    every = [row for row in storage.outbox.rows() if row.channel == channel]
    return [row for row in every if storage.outbox.findings_of(row.alert)[0].kind == kind]


def report(office: Office, row: OutboxRow) -> bool:
    """Whether it tells of an alert that was not delivered; of those that fail no report is made."""
    return office.storage.outbox.findings_of(row.alert)[0].kind == "undelivered"


def ids(office: Office, channel: str, since: int = 0) -> list[str]:
    """Of the messages that the channel was given, by its requests."""
    given = [headers for path, headers, _ in office.news.posted[since:] if path == f"/{channel}"]
    return [value for headers in given for name, value in headers.items() if name.lower() == "webhook-id"]


def test_half_of_the_channels_dead_for_days_hold_up_none_of_the_others(office: Office) -> None:
    office.write(text=TWO_DEAD)
    office.news.answers["/dead"] = Answer(b"no", 500)
    office.news.answers["/ill"] = Answer(b"later", 503, headers={"Retry-After": "7200"})
    days(office, 5)
    for channel in ("hook", "other"):
        told = rows(office, channel)
        assert [row.status for row in told] == ["sent"] * len(BRANDS)
        assert max(row.sent_at - row.queued_at for row in told if row.sent_at) < timedelta(seconds=10)
    for channel in ("dead", "ill"):
        lost = rows(office, channel)
        assert [row.status for row in lost] == ["gave-up"] * len(BRANDS)
        reports = [f for f in office.storage.outbox.findings_of_kind("undelivered") if f.value == channel]
        failed = [row for row in office.storage.outbox.rows(status="gave-up") if row.channel == channel]
        assert len(reports) == len([row for row in failed if not report(office, row)])
    for channel in ("hook", "other"):
        assert set(Counter(ids(office, channel)).values()) == {1}
        assert len(ids(office, channel)) == len([r for r in office.storage.outbox.rows() if r.channel == channel])


def test_a_channel_that_comes_back_after_a_day_gets_everything_once(office: Office) -> None:
    office.write(text=TWO_DEAD)
    office.news.answers["/dead"] = Answer(b"no", 500)
    days(office, 1)
    office.news.answers["/dead"] = Answer(b"ok")
    failed = len(office.news.posted)
    days(office, 2)
    assert {row.status for row in rows(office, "dead")} == {"sent"}
    assert set(Counter(ids(office, "dead", failed)).values()) == {1}


class Brittle:
    """An analyser that breaks on every page that came from the web; what the feed said it can read."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._well = Inline(knowledge)

    async def __call__(self, page: Page) -> Analysis:
        if page.body is not None:
            raise AnalysisFailed("no answer within 20 s")
        return await self._well(page)

    def close(self) -> None:
        """It holds nothing."""


def test_a_page_that_breaks_the_analyser_is_named_its_summary_serves_and_it_is_never_tried_again(
    office: Office,
) -> None:
    url = one_item(office, summary=SENTENCE)

    async def brittle(engine: Engine) -> None:
        broken = Brittle(engine.setup.knowledge)
        frail = Engine(**{name: getattr(engine, name) for name in engine.__slots__} | {"analyse": broken})
        for _ in range(4):
            await cycle(frail)
            await deliver_due(frail)
            office.clock.move_to(office.clock.now() + timedelta(minutes=30))

    office.run(brittle)
    reasons = [decision.reason for decision in why(office.storage, url).trail]
    assert reasons.count(Reason.ANALYSIS_FAILED) == 1
    assert office.news.asked.count("/a") == 1
    assert [json.loads(body)["findings"][0]["value"] for path, _, body in office.news.posted if path == "/hook"] == [
        "Kaiyi"
    ]
    assert office.storage.entries.counts(START) == {"done": 1}
