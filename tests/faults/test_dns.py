"""No name can be resolved: it is our network, nobody is blamed, and all is made up for when it is back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.core.health import Health, SourceState
from monitor.engine import Engine
from monitor.model import Fetched, FetchFailed, FetchResult, Reason
from monitor.polling import poll_due
from monitor.seams import Ask, Post
from tests.office import CONFIG, Office
from tests.test_pipeline import one_item, told

NAMES = ("wire", "one", "two", "three", "four")


def sources(address: str) -> str:
    return "".join(
        f'  {name}: {{{{title: {name}, read: matching, every: 10m, '
        f'routes: [{{{{type: rss, url: "{address if name == "wire" else address + "/" + name}/feed"}}}}]}}}}\n'
        for name in NAMES
    )


def config(address: str) -> str:
    head, _, tail = CONFIG.partition("sources:\n")
    return f"{head}sources:\n{sources(address)}channels:\n{tail.partition('channels:' + chr(10))[2]}"


def test_a_dead_resolver_is_told_once_blames_no_source_and_loses_nothing(office: Office) -> None:
    one_item(office)
    for name in NAMES[1:]:
        office.news.feed(f"/{name}/feed")
    office.write(text=config("http://nowhere.invalid"))
    for _ in range(6):
        office.work(timedelta(minutes=10))
    events = [finding for finding in office.storage.outbox.findings() if finding.kind == "source"]
    assert [(finding.value, finding.state) for finding in events] == [("our network", "down")]
    office.write(text=config(office.news.address))
    office.work(timedelta(minutes=10))
    states = [SourceState.from_json(text) for text in office.storage.sources.states().values()]
    assert [state.failures for state in states] == [0.0] * len(NAMES)
    events = [finding for finding in office.storage.outbox.findings() if finding.kind == "source"]
    assert [finding.state for finding in events if finding.value == "our network"] == ["down", "up"]
    assert {finding.value for finding in events} == {"our network"}
    assert sorted(one["findings"][0]["kind"] for one in told(office)) == ["new-brand", "source", "source"]


class Unplugged:
    """An edge without a network, but for what the machine itself serves."""

    async def get(self, ask: Ask) -> FetchResult:
        return FetchFailed(ask.url, Reason.DNS, "no network", weight=0.5)

    async def post(self, post: Post) -> Fetched | FetchFailed:
        return FetchFailed(post.url, Reason.DNS, "no network", weight=0.5)


async def minutes(office: Office, engine: Engine, count: int) -> int:
    """Poll what is due every ten seconds; returns how many polls were the only one of theirs."""
    alone = 0
    for _ in range(6 * count):
        office.clock.move_to(office.clock.now() + timedelta(seconds=10))
        alone += (await poll_due(engine)).polled == 1
    return alone


def test_an_outage_is_told_once_though_jitter_has_drawn_the_polls_apart(office: Office) -> None:
    one_item(office)
    for name in NAMES[1:]:
        office.news.feed(f"/{name}/feed")
    office.write(text=config(office.news.address))

    async def day(engine: Engine) -> None:
        await minutes(office, engine, 30)
        assert await minutes(office, replace(engine, edge=Unplugged()), 60) > 5
        await minutes(office, engine, 15)

    office.run(day)
    events = [(f.value, f.state) for f in office.storage.outbox.findings() if f.kind == "source"]
    assert events == [("our network", "down"), ("our network", "up")]
    states = [SourceState.from_json(text) for text in office.storage.sources.states().values()]
    assert {state.state for state in states} <= {Health.OK, Health.FLAKY}
    assert [state.failures for state in states] == [0.0] * len(NAMES)
