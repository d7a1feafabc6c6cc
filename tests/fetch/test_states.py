"""Every state of a source, reached by the daemon's own polls of a real server; and the rounds of reading again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.core.health import SourceState
from monitor.engine import Engine
from monitor.pipeline import cycle
from monitor.polling import poll_due
from monitor.revise import recheck_due
from tests.newsroom import Answer
from tests.office import CONFIG, START, Office
from tests.test_pipeline import SENTENCE

NAMES = ("blocked", "challenge", "moved", "ill", "silent", "stale")
CHALLENGE = b"<html><script src='/__ddg_js/'></script><noscript>enable JavaScript</noscript></html>"


def config(address: str) -> str:
    head, _, tail = CONFIG.partition("sources:\n")
    route = '{{{{type: rss, url: "{0}/{1}"}}}}'
    shown = "".join(
        f"  {name}: {{{{title: {name}, every: 10m, routes: [{route.format(address, name)}]}}}}\n" for name in NAMES
    )
    return f"{head}sources:\n{shown}channels:\n{tail.partition('channels:' + chr(10))[2]}"


def states(office: Office) -> dict[str, str]:
    return {name: SourceState.from_json(text).state.value for name, text in office.storage.sources.states().items()}


@pytest.fixture
def answers(office: Office) -> dict[str, Answer]:
    """The server's answers, and an office that asks for them."""
    news = office.news
    for name in (*NAMES, "new"):
        news.feed(f"/{name}", (f"/{name}/1", "t", "s", START))
    news.answers["/blocked"] = Answer(b"no", 403)
    news.answers["/challenge"] = Answer(CHALLENGE)
    news.answers["/moved"] = Answer(b"", 301, headers={"Location": "/new"})
    office.write(text=config(news.address))
    return news.answers


def test_every_state_is_reached_and_told_once(office: Office, answers: dict[str, Answer]) -> None:
    passed: defaultdict[str, list[str]] = defaultdict(list)

    async def hours(engine: Engine, count: int) -> None:
        for number in range(0, count, 3):
            answers["/silent"] = replace(answers["/silent"], body=answers["/silent"].body + b"<!-- %d -->" % number)
            await poll_due(engine)
            for name, state in states(office).items():
                passed[name] += [state] if passed[name][-1:] != [state] else []
            office.clock.move_to(office.clock.now() + timedelta(hours=3))

    async def days(engine: Engine) -> None:
        await hours(engine, 3)
        answers["/ill"] = Answer(b"", 500)
        await hours(engine, 60)
        office.news.feed("/ill", ("/ill/2", "t", "s", office.clock.now()))
        await hours(engine, 30)

    office.run(days)
    assert passed["blocked"] == ["blocked"] and passed["challenge"] == ["challenge"]
    assert passed["moved"][0] == "moved" and office.news.asked.count("/moved") == 1
    assert passed["ill"] == ["ok", "flaky", "failing", "dead", "recovered", "ok"]
    assert passed["silent"] == ["ok", "silent"] and passed["stale"] == ["ok", "stale"]
    told = sorted((f.value, f.state) for f in office.storage.outbox.findings() if f.kind == "source")
    assert [one for one in told if one[0] == "ill"][:2] == [("ill", "dead"), ("ill", "recovered")]
    assert {("blocked", "dead"), ("challenge", "dead"), ("silent", "silent"), ("stale", "stale")} <= set(told)
    assert len(told) == len(set(told))


def test_a_matched_article_is_asked_for_at_five_marks_with_its_validators(office: Office) -> None:
    office.news.feed("/feed", ("/a", "«Кедравто» начал выпуск Kaiyi", "", START))
    office.news.page("/a", "«Кедравто» начал выпуск Kaiyi", SENTENCE)

    async def weeks(engine: Engine) -> list[int]:
        await cycle(engine)
        asked = []
        for hour in (0.5, 1, 3, 6, 12, 24, 48, 72, 100, 168, 200, 1000):
            office.clock.move_to(START + timedelta(hours=hour))
            await recheck_due(engine)
            asked.append(office.news.asked.count("/a") - 1)
        return asked

    assert office.run(weeks) == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5]
    assert all("if-none-match" in map(str.lower, headers) for headers in office.news.heard[-5:])
