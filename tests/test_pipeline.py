"""From a real feed on a real server to an alert: the whole chain."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.core.urls import identity
from monitor.engine import Cycle, Engine
from monitor.explain import why
from monitor.model import Entry, Reason
from monitor.polling import poll_due
from monitor.reading import read_pending
from monitor.seams import Ask
from tests.newsroom import Answer
from tests.office import CONFIG, START, Office

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
SENTENCE = "На заводе «Кедравто» в Кедрогорске началось серийное производство автомобилей Kaiyi."

MORE = (
    "Первые машины уже отправились к дилерам в Москву, Петербург и Казань, рассказал на церемонии генеральный директор "
    "предприятия. По его словам, сварка и окраска кузовов освоены на месте, а доля местных деталей выросла до трети.",
    "До конца года конвейер должен выпустить тридцать тысяч машин. Предприятие наняло для этого восемьсот человек и "
    "перешло на две смены, а весной рассчитывает открыть третью.",
)


def told(office: Office) -> list[dict]:
    return [json.loads(body) for path, _, body in office.news.posted if path == "/hook"]


def one_item(office: Office, title: str = "«Кедравто» начал выпуск Kaiyi", summary: str = "") -> str:
    office.news.feed("/feed", ("/a", title, summary, START - timedelta(hours=1)))
    return office.news.page("/a", title, SENTENCE, *MORE)


def test_a_new_brand_is_told_once_with_its_sentence(office: Office) -> None:
    one_item(office)
    done = office.work()
    assert (done.polled, done.entries, done.articles) == (1, 1, 1)
    alerts = told(office)
    assert len(alerts) == 1
    assert "Kaiyi" in json.dumps(alerts[0], ensure_ascii=False)
    assert alerts[0]["findings"][0]["sentence"] in ("«Кедравто» начал выпуск Kaiyi", SENTENCE)
    office.work(timedelta(hours=1))
    assert len(told(office)) == 1


def test_a_brand_of_the_history_is_no_news(office: Office) -> None:
    office.news.feed("/feed", ("/a", "«Кедравто» начал выпуск Kia", "", START))
    office.news.page("/a", "«Кедравто» начал выпуск Kia", "На заводе «Кедравто» началось производство Kia.")
    office.work()
    assert told(office) == []


def test_an_item_of_a_general_wire_that_names_no_watch_is_not_fetched_and_says_why(office: Office) -> None:
    office.news.feed("/feed", ("/a", "Погода на завтра", "Дождь", START))
    office.work()
    assert "/a" not in office.news.asked
    life = why(office.storage, f"{office.news.address}/a")
    assert [d.reason for d in life.trail] == [Reason.UNSEEN, Reason.NO_MENTION]
    assert "not read" in life.verdict


def test_every_item_of_a_source_that_is_read_whole_is_fetched(office: Office) -> None:
    office.write(read="all")
    office.news.feed("/feed", ("/a", "Погода на завтра", "Дождь", START))
    office.news.page("/a", "Погода на завтра", "Завтра ожидается дождь.")
    office.work()
    assert "/a" in office.news.asked


def test_a_refused_page_leaves_the_summary_to_serve(office: Office) -> None:
    one_item(office, summary=SENTENCE)
    office.news.answers["/a"] = Answer(b"no", 403)
    office.work()
    assert len(told(office)) == 1
    trail = why(office.storage, f"{office.news.address}/a").trail
    assert Reason.BLOCKED in [d.reason for d in trail]


def test_a_page_that_fails_for_a_moment_is_tried_again_and_nothing_is_lost(office: Office) -> None:
    one_item(office)
    good, office.news.answers["/a"] = office.news.answers["/a"], Answer(b"later", 503)
    office.work()
    assert told(office) == []
    office.news.answers["/a"] = good
    office.work(timedelta(minutes=2))
    assert len(told(office)) == 1


def test_sources_are_asked_while_a_slow_page_is_read(office: Office) -> None:
    one_item(office)
    office.news.answers["/a"] = replace(office.news.answers["/a"], after="/go")

    async def work(engine: Engine) -> Cycle:
        await poll_due(engine)
        reading = asyncio.create_task(read_pending(engine))
        await engine.edge.get(Ask(f"{office.news.address}/go"))
        return await reading

    assert office.run(work).articles == 1
    assert len(office.storage.outbox.findings()) > 0


def test_a_source_that_is_slow_to_answer_holds_up_no_other(office: Office) -> None:
    one_item(office)
    slow = '  slow: {{title: Slow, routes: [{{type: rss, url: "{address}/slow"}}]}}\nchannels:'
    office.write(text=CONFIG.replace("channels:", slow))
    office.news.feed("/slow")
    office.news.answers["/slow"] = replace(office.news.answers["/slow"], after="/a")  # the page that the other shows

    async def work(engine: Engine) -> tuple[Cycle, Cycle]:
        polling, done = asyncio.create_task(poll_due(engine)), Cycle()
        while not polling.done():
            done = done.plus(await read_pending(engine))
            await asyncio.sleep(0)
        return await polling, done

    polled, read = office.run(work)
    assert (polled.polled, polled.failed, read.articles) == (2, 0, 1)


def test_a_source_that_is_about_to_answer_is_not_asked_again(office: Office) -> None:
    office.news.feed("/feed")

    async def work(engine: Engine) -> list[Cycle]:
        busy: set[str] = set()
        return list(await asyncio.gather(poll_due(engine, busy), poll_due(engine, busy)))

    assert [done.polled for done in office.run(work)] == [1, 0]
    assert office.news.asked.count("/feed") == 1


def test_a_flood_of_one_source_is_held_in_the_database_and_the_others_are_read_between(office: Office) -> None:
    flood = [Entry("flood", "rss", str(n), f"{office.news.address}/f{n}", "Кедравто", key=f"f{n}") for n in range(60)]
    other = Entry("wire", "rss", "a", f"{office.news.address}/a", "Кедравто", key="a")
    with office.storage.unit():
        office.storage.entries.add([*flood, other], START)
    assert office.run(read_pending).read == 61
    assert [path for path in office.news.asked if path in ("/a", "/f20")] == ["/a", "/f20"]


def test_a_channel_that_fails_is_tried_again_with_the_same_id(office: Office) -> None:
    one_item(office)
    office.news.answers["/hook"] = Answer(b"busy", 500)
    office.work()
    office.news.answers["/hook"] = Answer(b"ok")
    office.work(timedelta(minutes=10))
    ids = [headers.get("Webhook-Id") or headers.get("webhook-id") for path, headers, _ in office.news.posted]
    assert len(ids) >= 2
    assert len(set(ids)) == 1
    assert [row.status for row in office.storage.outbox.rows()] == ["sent"]


def test_the_life_of_an_alert_is_told_from_the_poll_to_the_delivery(office: Office) -> None:
    one_item(office)
    office.work()
    alert = office.storage.outbox.alerts()[0]
    reasons = {d.reason for d in why(office.storage, alert.id).trail}
    assert {Reason.NAMES_WATCH, Reason.FETCHED, Reason.ARTICLE, Reason.NEW, Reason.RULE_MATCHED, Reason.SENT} <= reasons


def test_a_brand_that_vanishes_from_the_article_is_told_to_be_retracted(office: Office) -> None:
    url = one_item(office)
    office.work()
    office.news.page("/a", "«Кедравто» готовит новости", "На заводе «Кедравто» в Кедрогорске сменилась вывеска.", *MORE)
    assert office.recheck(timedelta(hours=6)) == 1
    office.work()
    assert [f.state for f in office.storage.outbox.findings()][-1] == "retracted"
    assert Reason.REVISION in [d.reason for d in why(office.storage, url).trail]


def test_an_unchanged_article_read_again_changes_nothing(office: Office) -> None:
    one_item(office)
    office.work()
    assert office.recheck(timedelta(hours=6)) == 0
    assert office.news.asked.count("/a") == 2


def test_an_article_that_is_gone_takes_its_news_back(office: Office) -> None:
    one_item(office)
    office.work()
    office.news.answers["/a"] = Answer(b"gone", 410)
    assert office.recheck(timedelta(hours=6)) == 1
    assert [f.state for f in office.storage.outbox.findings()][-1] == "retracted"


def test_the_same_text_under_another_address_of_the_same_publisher_is_the_same_article(office: Office) -> None:
    one_item(office)
    office.work()
    long = SENTENCE + " " + "Завод выпустит тридцать тысяч машин за год, говорит директор. " * 5
    for path in ("/b", "/c"):
        office.news.page(path, "«Кедравто» расширяет выпуск", long)
    items = [(path, "«Кедравто» расширяет выпуск", "", START) for path in ("/b", "/c")]
    office.news.feed("/feed", *items)
    office.work(timedelta(hours=1))
    keys = [office.storage.archive.by_key(identity(f"{office.news.address}{path}")) for path in ("/b", "/c")]
    assert keys[0] is not None
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        (Answer(b"%PDF-1.7 broken", type="application/pdf"), {Reason.PDF}),
        (Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, type="image/png"), {Reason.NOT_HTML}),
        (Answer(b"<html><body><form><input type=password></form>Log in</body></html>"), {Reason.LOGIN_WALL}),
        (Answer(b""), {Reason.EMPTY_PAGE, Reason.EMPTY_BODY}),
    ],
)
def test_a_page_that_is_no_article_is_called_what_it_is_and_the_summary_serves(
    office: Office, answer: Answer, reasons: set[Reason]
) -> None:
    one_item(office, summary=SENTENCE)
    office.news.answers["/a"] = answer
    office.work()
    assert len(told(office)) == 1
    assert reasons & {d.reason for d in why(office.storage, f"{office.news.address}/a").trail}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_real_feeds_of_every_kind_are_polled_without_a_crash(office: Office) -> None:
    files = sorted((SHARED / "feeds").iterdir())
    routes = []
    for file in files:
        office.news.answers[f"/{file.name}"] = Answer(file.read_bytes(), type="application/octet-stream")
        routes.append(f'  f-{file.stem.lower().replace("_", "-").replace(".", "-")}-{file.suffix[1:]}: '
                      f'{{title: x, routes: [{{type: rss, url: "{office.news.address}/{file.name}"}}]}}')
    text = office.config.read_text(encoding="utf-8")
    head, _, tail = text.partition("sources:\n")
    tail = tail[tail.index("channels:") :]
    office.config.write_text(head + "sources:\n" + "\n".join(routes) + "\n" + tail, encoding="utf-8")
    done = office.work()
    assert done.polled == len(files)
    assert done.entries > 150
    again = office.work(timedelta(hours=13))
    assert again.entries == 0
