"""Clocks that are set, and days that have 23 or 25 hours."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.digests import last_moment
from tests.newsroom import Answer, Newsroom
from tests.office import START, Office
from tests.test_daemon import environment
from tests.test_pipeline import MORE, one_item, told

HOURS = timedelta(hours=3)


class Wound:
    """A clock that may be set in both directions."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def at(office: Office, moment: datetime) -> None:
    """One cycle and one round of deliveries at that time."""
    office.clock = Wound(moment)  # type: ignore[assignment]  a clock is what says now()
    office.clock.move_to = lambda _: None  # type: ignore[method-assign]  `work` moves it nowhere
    office.work()


def second_item(office: Office) -> None:
    title = "«Кедравто» начал выпуск Jetour"
    office.news.feed("/feed", ("/b", title, "", START))
    office.news.page("/b", title, "На заводе «Кедравто» в Кедрогорске начался выпуск автомобилей Jetour.", *MORE)


def test_a_clock_set_back_by_hours_holds_up_no_source(office: Office) -> None:
    one_item(office)
    at(office, START)
    second_item(office)
    at(office, START - HOURS)
    at(office, START - HOURS + timedelta(minutes=11))
    assert len(told(office)) == 2


def test_a_clock_set_back_by_hours_holds_up_no_page_that_is_tried_again(office: Office) -> None:
    one_item(office)
    good, office.news.answers["/a"] = office.news.answers["/a"], Answer(b"later", 503)
    at(office, START)
    office.news.answers["/a"] = good
    at(office, START - HOURS)
    at(office, START - HOURS + timedelta(minutes=2))
    assert len(told(office)) == 1


def test_a_clock_set_back_by_hours_holds_up_no_alert(office: Office) -> None:
    one_item(office)
    office.news.answers["/hook"] = Answer(b"busy", 500)
    at(office, START)
    office.news.answers["/hook"] = Answer(b"ok")
    at(office, START - HOURS)
    at(office, START - HOURS + timedelta(minutes=1))
    assert [row.status for row in office.storage.outbox.rows()] == ["sent"]


def test_a_clock_set_forward_and_back_tells_nothing_twice(office: Office) -> None:
    one_item(office)
    for moment in (START, START + timedelta(hours=30), START, START + timedelta(minutes=20)):
        at(office, moment)
    assert len(told(office)) == 1


@pytest.mark.parametrize("seconds", [-3 * 3600, 3 * 3600], ids=["back", "forward"])
def test_a_daemon_whose_machine_is_set_by_three_hours_polls_on(office: Office, news: Newsroom, seconds: int) -> None:
    one_item(office)
    office.config.write_text(office.config.read_text().replace("every: 10m", "every: 1s"))
    offset = office.folder / "offset"
    offset.write_text("0")
    daemon = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.paced", str(office.config), "0.05", str(offset)],
        env=environment(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert news.until("/a", 40)
        second_item(office)
        (office.folder / "next").write_text(str(seconds))
        (office.folder / "next").replace(offset)
        assert news.until("/b", 30)
    finally:
        daemon.terminate()
        daemon.communicate(timeout=20)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Kaliningrad"])
@pytest.mark.parametrize("hour", [0, 2, 3, 9])
def test_a_daily_digest_is_due_once_on_each_local_day_of_a_year(zone: str, hour: int) -> None:
    there = ZoneInfo(zone)
    now, due = datetime(2026, 1, 1, 12, tzinfo=UTC), []
    for _ in range(366 * 48):
        moment = last_moment(now, hour, 30, None, there)
        if not due or moment != due[-1]:
            due.append(moment)
        now += timedelta(minutes=30)
    assert due == sorted(set(due))
    days = [(moment - timedelta(minutes=1)).astimezone(there).date() for moment in due]
    assert len(days) == len(set(days))
    assert len(days) in (366, 367)
