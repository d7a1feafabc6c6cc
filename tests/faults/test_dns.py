"""No name can be resolved: it is our network, nobody is blamed, and all is made up for when it is back."""

from __future__ import annotations

from datetime import timedelta

from monitor.core.health import SourceState
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
