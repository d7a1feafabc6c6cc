"""The first cycle of a new database learns: what it finds beyond the configured history is told in one message."""

from __future__ import annotations

from datetime import timedelta

from tests.office import CONFIG, START, Office
from tests.test_pipeline import told

FACTS = (("kaiyi", "Kaiyi", 3), ("swm", "SWM", 2), ("jetour", "Jetour", 1))


def shown(office: Office, *brands: tuple[str, str, int]) -> None:
    items = []
    for path, brand, days in brands:
        sentence = f"Завод «Кедравто» начал серийное производство автомобилей {brand}, сообщили на предприятии."
        office.news.page(f"/{path}", f"«Кедравто» запустил {brand}", sentence)
        items.append((f"/{path}", f"«Кедравто» запустил {brand}", sentence, START - timedelta(days=days)))
    office.news.feed("/feed", *items[::-1])


def test_what_the_first_poll_finds_is_one_message_that_says_what_was_learned(office: Office) -> None:
    shown(office, *FACTS)
    office.work()
    (first,) = told(office)
    assert {f["value"] for f in first["findings"]} == {"Kaiyi", "SWM", "Jetour"}  # pages are read side by side
    assert "3 articles, 27 Feb 2026 to 1 Mar 2026; 3 findings" in first["title"]


def test_after_the_first_look_news_are_told_at_once_and_join_nothing_that_was_sent(office: Office) -> None:
    shown(office, *FACTS)
    office.work()
    shown(office, *FACTS, ("baic", "BAIC", 0))
    office.work(timedelta(minutes=11))
    assert [[f["value"] for f in one["findings"]] for one in told(office)[1:]] == [["BAIC"]]
    assert told(office)[1]["title"] == "New brand at Кедравто: BAIC (in production)"


def test_quiet_hours_hold_the_first_look_too(office: Office) -> None:
    office.write(text=CONFIG.replace('send: [hook]}}', 'send: [hook], quiet_hours: "08:00-12:00"}}'))
    shown(office, *FACTS)
    office.work()
    assert told(office) == []
    office.work(timedelta(hours=3))
    (first,) = told(office)
    assert len(first["findings"]) == 3
