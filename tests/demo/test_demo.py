"""The made-up world: what stands where, when; and the server that shows it."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import feedparser
import pytest
from lxml import etree

from monitor import config
from monitor.demo import CONFIG, DemoServer, FastClock, World, load, play, serve


@pytest.fixture(scope="module")
def world() -> World:
    return load()


def server_at(world: World, at: datetime) -> DemoServer:
    return DemoServer(world, FastClock(at), "http://127.0.0.1:1")


def test_the_world_has_two_years_and_two_languages(world: World) -> None:
    assert len(world.articles) >= 30
    assert world.end - world.start > timedelta(days=700)
    assert {outlet.language for outlet in world.outlets.values()} == {"ru", "en"}
    assert len({article.id for article in world.articles}) == len(world.articles)


def test_each_article_stands_in_an_outlet_after_it_was_written(world: World) -> None:
    assert all(article.outlet in world.outlets and article.published <= article.appears for article in world.articles)


def test_one_article_appears_out_of_order_and_one_is_edited(world: World) -> None:
    assert [article.id for article in world.articles if article.appears != article.published] == ["znak-lumira"]
    assert [article.id for article in world.articles if article.edit] == ["swm"]


def test_everyday_items_lie_between_the_articles_and_name_nobody(world: World) -> None:
    fillers = [item for item in world.everything if item not in world.articles]
    assert len(fillers) > 500
    assert not [item.title for item in fillers if "кедравто" in item.title.lower() or "kedravto" in item.title.lower()]


def test_moments_run_forward_past_every_article_and_edit(world: World) -> None:
    moments = tuple(world.moments())
    assert list(moments) == sorted(set(moments))
    assert max(b - a for a, b in itertools.pairwise(moments)) <= timedelta(days=7, minutes=5)
    assert all(any(timedelta(0) < at - a.appears < timedelta(hours=1) for at in moments) for a in world.articles)


@pytest.mark.parametrize("outlet", ["sever", "kedr-gazeta", "avtoprom-digest", "motor-weekly"])
def test_each_xml_feed_reads_as_it_was_written(world: World, outlet: str) -> None:
    body = server_at(world, world.end).answer(f"/{outlet}/feed").body
    etree.fromstring(body)
    assert [entry.title for entry in feedparser.parse(io.BytesIO(body)).entries] == [
        article.title for article in world.shown(outlet, world.end)
    ]


def test_the_json_feed_is_json(world: World) -> None:
    found = json.loads(server_at(world, world.end).answer("/north-wire/feed").body)
    assert [item["title"] for item in found["items"]] == [a.title for a in world.shown("north-wire", world.end)]


def test_nothing_is_shown_before_its_time(world: World) -> None:
    server = server_at(world, world.start)
    assert "Кедравто" not in server.answer("/sever/feed").body.decode()
    assert server.answer("/sever/start-jetour.html").status == 404


def test_an_unchanged_feed_is_answered_with_304(world: World) -> None:
    server = server_at(world, world.end)
    etag = server.answer("/sever/feed").headers["ETag"]
    assert server.answer("/sever/feed", etag).status == 304
    assert server.answer("/sever/feed", '"other"').status == 200


def test_an_edited_page_changes_at_its_hour(world: World) -> None:
    at = datetime(2024, 8, 20, 9, tzinfo=UTC)
    page = "/kedr-gazeta/swm.html"
    assert "SWM" in server_at(world, at - timedelta(minutes=1)).answer(page).body.decode()
    assert "SWM" not in server_at(world, at).answer(page).body.decode()


def test_the_agency_refuses_in_june_and_its_mirror_serves(world: World) -> None:
    server = server_at(world, datetime(2024, 6, 5, tzinfo=UTC))
    assert (server.answer("/sever/feed").status, server.answer("/sever/mirror").status) == (403, 200)


@pytest.mark.parametrize("path", ["/", "/nobody/feed", "/sever/../feed", "/sever/a/b", "", "/sever/%00.html"])
def test_unknown_pages_are_not_found(world: World, path: str) -> None:
    assert server_at(world, world.end).answer(path).status == 404


def asked(url: str, method: str = "GET") -> int:
    try:
        with urlopen(Request(url, method=method), timeout=5) as answer:  # noqa: S310  our own server
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_the_server_answers_over_http_and_counts(world: World) -> None:
    async def run() -> dict[int, int]:
        async with serve(world, FastClock(world.end)) as server:
            for path, method in [("/sever/feed", "GET"), ("/nobody", "GET"), ("/sever/feed", "POST")]:
                await asyncio.to_thread(asked, server.address + path, method)
            return server.answered

    assert asyncio.run(run()) == {200: 1, 404: 1, 405: 1}


def test_the_clock_never_runs_back() -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    clock = FastClock(start)
    assert clock.now() == start
    clock.move_to(start + timedelta(days=3))
    clock.move_to(start)
    assert clock.now() == start + timedelta(days=3)


def test_a_fast_clock_runs_by_itself() -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    assert FastClock(start, speed=1e9).now() > start + timedelta(seconds=1)


def test_play_calls_the_cycle_at_every_moment(world: World) -> None:
    seen: list[datetime] = []

    async def cycle(now: datetime) -> None:
        seen.append(now)

    assert asyncio.run(play(world, FastClock(world.start), cycle, seconds=0.0)) == len(seen)
    assert tuple(seen) == tuple(world.moments())


def test_the_demos_config_is_right() -> None:
    settings = config.load(CONFIG, {"DEMO_SERVER": "http://127.0.0.1:1"})
    assert {spec.id for spec in settings.source_specs()} == set(load().outlets)
    assert settings.publishers_file().is_file()
