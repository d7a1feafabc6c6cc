"""One poll of one source: routes, changes, gaps, lies, moves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from monitor.core.health import Health, Kind, PollOutcome, SourceState
from monitor.core.schedule import SourceSpec
from monitor.fetch.http import EdgeSettings, HttpEdge
from monitor.fetch.poll import poll
from monitor.model import Fetched, FetchFailed, FetchResult, NotModified, Reason, Stage
from monitor.seams import Ask
from monitor.sources import GoogleNews, Rss, Sitemap
from tests.faults.server import serving
from tests.sources.feed_files import rss

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED, SECOND, MAP = "https://a.example/feed", "https://a.example/second", "https://a.example/map.xml"


def numbered(*numbers: int, head: str = "") -> bytes:
    """A feed of items 1, 2, 3 …, one published each hour of 20 November."""
    start = datetime(2026, 11, 20, tzinfo=UTC)
    dated = [(n, format_datetime(start + timedelta(hours=n))) for n in sorted(numbers, reverse=True)]
    items = (
        f"<item><link>https://a.example/{n}</link><guid>https://a.example/{n}</guid><pubDate>{at}</pubDate></item>"
        for n, at in dated
    )
    return rss("".join(items), head).encode()


@dataclass
class Web:
    """Satisfies `seams.Http`: what each address answers now; bytes, a status, or a function of the question."""

    pages: dict[str, bytes | int | Callable[[Ask], FetchResult]] = field(default_factory=dict)
    asked: list[Ask] = field(default_factory=list)

    async def get(self, ask: Ask) -> FetchResult:
        self.asked.append(ask)
        page = self.pages.get(ask.url, 404)
        if callable(page):
            return page(ask)
        if isinstance(page, int):
            return FetchFailed(ask.url, Reason.BLOCKED if page == 403 else Reason.HTTP_STATUS, f"HTTP {page}", page)
        return Fetched(ask.url, ask.url, 200, {}, page)


class Watcher:
    """Polls a source again and again, storing what it finds."""

    def __init__(self, web: Web, *routes: Rss | Sitemap | GoogleNews) -> None:
        self.web, self.spec = web, SourceSpec("a", routes, every=1800)
        self.state, self.now = SourceState("a"), NOW
        self.keys: set[str] = set()

    def known(self, keys: Sequence[str]) -> frozenset[str]:
        return frozenset(self.keys.intersection(keys))

    def poll(self, after: float = 0.5) -> PollOutcome:
        """One poll, so many hours after the last."""
        self.now += timedelta(hours=after)
        outcome = asyncio.run(poll(self.spec, self.state, self.web, self.known, self.now))
        self.state = SourceState.from_json(outcome.state.to_json())
        self.keys |= {entry.key for entry in outcome.entries}
        return outcome


def links(outcome: PollOutcome) -> list[str]:
    return sorted(entry.url.rpartition("/")[2] for entry in outcome.entries)


def test_only_new_entries_are_given_and_each_with_its_decision() -> None:
    watcher = Watcher(web := Web({FEED: numbered(1, 2)}), Rss(url=FEED))
    assert links(watcher.poll()) == ["1", "2"]
    assert watcher.poll().decisions[0].reason is Reason.SAME_BODY
    web.pages[FEED] = numbered(1, 2, 3)
    outcome = watcher.poll()
    assert links(outcome) == ["3"]
    assert [(d.stage, d.reason) for d in outcome.decisions] == [
        (Stage.POLL, Reason.NEW_ENTRIES),
        (Stage.SIFT, Reason.UNSEEN),
    ]
    assert outcome.gap is None and outcome.state.state is Health.OK


def test_the_next_route_serves_when_the_first_refuses_and_the_first_is_tried_again_later() -> None:
    watcher = Watcher(web := Web({FEED: 403, SECOND: numbered(1)}), Rss(url=FEED), Rss(url=SECOND))
    outcome = watcher.poll()
    assert links(outcome) == ["1"] and outcome.state.route == f"rss {SECOND}"
    assert [d.reason for d in outcome.decisions if not d.passed] == [Reason.BLOCKED]
    web.asked.clear()
    watcher.poll(after=0.2)
    assert [ask.url for ask in web.asked] == [SECOND]
    web.pages[FEED] = numbered(1, 2)
    outcome = watcher.poll(after=1.0)
    assert links(outcome) == ["2"] and outcome.state.route == f"rss {FEED}"
    assert [event.kind for event in outcome.events] == [Kind.ROUTE]
    assert outcome.gap is None


def test_what_scrolled_past_between_two_polls_is_told_as_a_gap() -> None:
    watcher = Watcher(web := Web({FEED: numbered(1, 2, 3)}), Rss(url=FEED))
    watcher.poll()
    web.pages[FEED] = numbered(7, 8, 9)
    outcome = watcher.poll()
    assert outcome.gap is not None
    assert (outcome.gap.since.hour, outcome.gap.until.hour) == (3, 7)
    assert outcome.state.interval < 1800
    web.pages[FEED] = numbered(8, 9, 10)
    assert watcher.poll().gap is None


def test_older_pages_fill_a_gap() -> None:
    names = "https://a.example/feed?page="
    link = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="{}"/>'
    web = Web({FEED: numbered(1, 2, 3)})
    watcher = Watcher(web, Rss(url=FEED))
    watcher.poll()
    web.pages[FEED] = numbered(8, 9, head=link.format(f"{names}2"))
    web.pages[f"{names}2"] = numbered(6, 7, head=link.format(f"{names}3"))
    web.pages[f"{names}3"] = numbered(3, 4, 5)
    outcome = watcher.poll()
    assert links(outcome) == ["4", "5", "6", "7", "8", "9"]
    assert outcome.gap is None and "2 older pages" in outcome.decisions[0].detail


def test_another_route_fills_a_gap() -> None:
    urls = "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(2, 10))
    web = Web({FEED: numbered(1, 2, 3), MAP: f"<urlset>{urls}</urlset>".encode()})
    watcher = Watcher(web, Rss(url=FEED), Sitemap(url=MAP))
    watcher.poll()
    web.pages[FEED] = numbered(7, 8, 9)
    outcome = watcher.poll()
    assert links(outcome) == ["4", "5", "6", "7", "8", "9"]
    assert outcome.gap is None


def test_a_search_closes_no_gap() -> None:
    search = GoogleNews(query="site:a.example word")
    web = Web({FEED: numbered(1, 2, 3), search.ask().url: numbered(2, 5)})
    watcher = Watcher(web, Rss(url=FEED), search)
    watcher.poll()
    web.pages[FEED] = numbered(7, 8, 9)
    outcome = watcher.poll()
    assert links(outcome) == ["5", "7", "8", "9"]
    assert outcome.gap is not None


def test_what_a_search_did_not_show_while_it_served_is_a_gap() -> None:
    search = GoogleNews(query="site:a.example word")
    web = Web({FEED: numbered(1, 2, 3), search.ask().url: numbered(2)})
    watcher = Watcher(web, Rss(url=FEED), search)
    watcher.poll()
    web.pages[FEED] = 403
    web.pages[search.ask().url] = numbered(2, 8)
    assert links(watcher.poll()) == ["8"]
    web.pages[FEED] = numbered(7, 8, 9)
    outcome = watcher.poll(after=5)
    assert outcome.state.route == f"rss {FEED}" and links(outcome) == ["7", "9"]
    assert outcome.gap is not None and (outcome.gap.since.hour, outcome.gap.until.hour) == (3, 7)


def test_a_route_that_backs_off_is_not_asked_to_fill_a_gap() -> None:
    web = Web({FEED: numbered(1, 2, 3), SECOND: 403})
    watcher = Watcher(web, Rss(url=SECOND), Rss(url=FEED))
    watcher.poll()
    web.pages[FEED] = numbered(7, 8, 9)
    assert watcher.poll(after=0.25).gap is not None
    assert [ask.url for ask in web.asked].count(SECOND) == 1


def test_a_search_that_shows_other_results_is_no_gap() -> None:
    route = GoogleNews(query="x")
    watcher = Watcher(web := Web({route.ask().url: numbered(1, 2)}), route)
    watcher.poll()
    web.pages[route.ask().url] = numbered(8, 9)
    assert watcher.poll().gap is None


def test_a_new_address_scheme_is_no_gap_where_the_dates_overlap() -> None:
    watcher = Watcher(web := Web({FEED: numbered(1, 2, 3)}), Rss(url=FEED))
    watcher.poll()
    web.pages[FEED] = numbered(1, 2, 3, 4).replace(b"a.example/", b"a.example/news-")
    assert watcher.poll().gap is None


def lying(body: bytes) -> Callable[[Ask], FetchResult]:
    """Answers 304 to every question with a validator."""

    def answer(ask: Ask) -> FetchResult:
        if ask.etag:
            return NotModified(ask.url, {})
        return Fetched(ask.url, ask.url, 200, {"etag": '"for-ever"'}, body)

    return answer


def test_a_full_answer_is_asked_for_every_twelve_hours_and_a_liar_is_found_out() -> None:
    watcher = Watcher(web := Web({FEED: lying(numbered(1))}), Rss(url=FEED))
    watcher.poll()
    web.pages[FEED] = lying(numbered(1, 2))
    assert watcher.poll(after=1).decisions[0].reason is Reason.NOT_MODIFIED
    assert watcher.poll(after=10).decisions[0].reason is Reason.NOT_MODIFIED
    assert links(watcher.poll(after=2)) == ["2"]
    web.pages[FEED] = lying(numbered(1, 2, 3))
    assert links(watcher.poll()) == ["3"]


def test_a_permanent_move_is_remembered_and_forgotten_when_it_leads_nowhere() -> None:
    def moved(ask: Ask) -> FetchResult:
        return Fetched(ask.url, SECOND, 200, {}, numbered(1), moved_to=SECOND)

    watcher = Watcher(web := Web({FEED: moved, SECOND: numbered(1, 2)}), Rss(url=FEED))
    outcome = watcher.poll()
    assert outcome.state.state is Health.MOVED and outcome.state.moved_to == SECOND
    assert [event.kind for event in outcome.events] == [Kind.MOVED]
    assert links(watcher.poll()) == ["2"] and web.asked[-1].url == SECOND
    web.pages[SECOND] = 404
    watcher.poll()
    watcher.poll()
    assert web.asked[-1].url == FEED


def test_the_servers_wishes_lengthen_the_wait() -> None:
    watcher = Watcher(Web({FEED: numbered(1, head="<ttl>300</ttl>")}), Rss(url=FEED))
    state = watcher.poll().state
    assert state.next_poll_at is not None and state.next_poll_at - watcher.now == timedelta(minutes=300)

    def limited(ask: Ask) -> FetchResult:
        return FetchFailed(ask.url, Reason.RATE_LIMITED, "HTTP 429", 429, retry_after=7200.0, weight=0.5)

    watcher = Watcher(Web({FEED: limited}), Rss(url=FEED))
    state = watcher.poll().state
    assert state.next_poll_at is not None and state.next_poll_at - watcher.now >= timedelta(hours=2)


def test_an_index_of_sitemaps_is_followed_even_when_it_stays_the_same() -> None:
    index = b"<sitemapindex><sitemap><loc>https://a.example/news.xml</loc></sitemap></sitemapindex>"
    web = Web({MAP: index, "https://a.example/news.xml": b"<urlset><url><loc>https://a.example/1</loc></url></urlset>"})
    watcher = Watcher(web, Sitemap(url=MAP))
    assert links(watcher.poll()) == ["1"]
    web.pages["https://a.example/news.xml"] = (
        b"<urlset><url><loc>https://a.example/2</loc></url><url><loc>https://a.example/1</loc></url></urlset>"
    )
    assert links(watcher.poll()) == ["2"]
    assert watcher.state.moved_to == ""


def test_items_without_a_link_are_dropped_by_name() -> None:
    watcher = Watcher(
        Web({FEED: rss("<item><guid isPermaLink='false'>x</guid><title>T</title></item>").encode()}), Rss(url=FEED)
    )
    outcome = watcher.poll()
    assert outcome.entries == ()
    assert outcome.decisions[-1].reason is Reason.NO_LINK


def test_real_answers_of_a_real_server_have_their_names() -> None:
    async def work(path: str) -> PollOutcome:
        total = 0.6 if path == "/drip" else 60.0
        settings = EdgeSettings(allow_private=("localhost",), pause=0.0, total=total)
        async with serving() as server, HttpEdge(settings) as edge:
            spec = SourceSpec("a", (Rss(url=server.url(path)),))
            return await poll(spec, SourceState("a"), edge, lambda keys: frozenset(), NOW)

    for path, found in [("/good", 5), ("/names-feed", 5), ("/moved", 5), ("/lying-charset", 5), ("/cookie-wall", 5)]:
        outcome = asyncio.run(work(path))
        assert len(outcome.entries) == found and outcome.entries[0].title == "Новость 5", path
    for path, reason in [
        ("/challenge", Reason.CHALLENGE),
        ("/page", Reason.CHALLENGE),
        ("/empty", Reason.EMPTY_BODY),
        ("/410", Reason.GONE),
        ("/drip", Reason.TIMEOUT),
        ("/truncated", Reason.PROTOCOL),
    ]:
        outcome = asyncio.run(work(path))
        assert outcome.failure is not None and outcome.failure.reason is reason, path
