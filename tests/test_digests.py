"""The digest comes at its hour, also when nothing happened, and tells each thing once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor import config
from monitor.digests import heartbeat, last_moment
from monitor.engine import Engine
from tests.newsroom import Answer
from tests.office import CONFIG, START, Office
from tests.test_pipeline import one_item, told

MORE = """
digest: {{daily: "18:00", send: [hook]}}
heartbeat: {{url: "{address}/alive"}}
"""


@pytest.fixture
def daily(office: Office) -> Office:
    office.write(text=CONFIG + MORE)
    office.digest()  # the first start, from which the first digest counts
    return office


def test_a_day_without_news_is_told_in_one_line(daily: Office) -> None:
    daily.news.feed("/feed")
    daily.work()
    assert daily.digest(timedelta(hours=8)) == 0
    assert daily.digest(timedelta(hours=1, minutes=1)) == 1
    daily.work()
    assert told(daily)[-1]["findings"] == []
    assert any("1 source" in line for line in told(daily)[-1]["lines"])
    assert daily.digest(timedelta(minutes=5)) == 0


def test_what_was_told_in_the_day_is_in_its_digest_and_not_in_the_next(daily: Office) -> None:
    one_item(daily)
    daily.work()
    daily.digest(timedelta(hours=10))
    daily.work()
    assert "Kaiyi" in [f["value"] for f in told(daily)[-1]["findings"]]
    daily.digest(timedelta(days=1))
    daily.work()
    assert told(daily)[-1]["findings"] == []
    assert [row.status for row in daily.storage.outbox.rows()] == ["sent"] * len(daily.storage.outbox.rows())


def test_the_hour_is_that_of_the_zone_also_when_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for day, hour in ((28, 8), (29, 7), (30, 7)):  # summer time begins on 29 March 2026
        noon = datetime(2026, 3, day, 12, tzinfo=UTC)
        assert last_moment(noon, 9, 0, None, berlin) == datetime(2026, 3, day, hour, tzinfo=UTC)
    assert last_moment(START, 9, 0, 0, ZoneInfo("UTC")) == START  # 2 March 2026 is a Monday


def test_the_dead_mans_switch_is_told_after_a_good_cycle_only(daily: Office) -> None:
    async def beat(engine: Engine) -> bool:
        return await heartbeat(engine, config.load(daily.config, {}))

    daily.news.answers["/alive"] = Answer(b"ok")
    assert daily.run(beat) is False
    daily.news.feed("/feed")
    daily.work()
    assert daily.run(beat) is True
    daily.clock.move_to(daily.clock.now() + timedelta(hours=1))
    assert daily.run(beat) is False
