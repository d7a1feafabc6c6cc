"""The thin pass finds what plain feedparser finds, minus what is known."""

from __future__ import annotations

import io
import random
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.entries import keys_of, link_of
from monitor.model import FetchFailed
from monitor.seams import Parsed
from monitor.sources import Rss, feeds
from monitor.sources.charset import decoded
from monitor.sources.rss import origin_of

from .feed_files import BASE, FILES, fetched, item, rss

ROUTE = Rss(url=BASE)
ORIGIN = origin_of("s", "rss", fetched(""), "UTC")


def plain(text: str) -> list[tuple[str, str]]:
    """(key, title) of every entry that feedparser finds by itself, each key once."""
    header = {"content-type": "application/xml; charset=utf-8", "content-location": BASE if "xml:base" in text else ""}
    entries = feedparser.parse(
        io.BytesIO(text.encode()), response_headers={k: v for k, v in header.items() if v}
    ).entries
    if len(entries) > 1 and not feeds._CLOSED.search(text[-500:]):
        entries = entries[:-1]
    links = [e.get("feedburner_origlink") or e.get("link", "") for e in entries]
    keys = keys_of("s", [(e.get("id", ""), link_of(link, BASE)) for e, link in zip(entries, links, strict=True)])
    found = dict(reversed([(key, e.get("title", "")) for key, e in zip(keys, entries, strict=True) if key]))
    return list(reversed(found.items()))


def ours(text: str, known: frozenset[str]) -> Parsed:
    parsed = ROUTE.parse("s", fetched(text), known.intersection)
    assert isinstance(parsed, Parsed)
    return parsed


def agrees(text: str, seed: int) -> None:
    everything, whole = plain(text), feeds._all(text, ORIGIN, lambda keys: frozenset())
    rnd = random.Random(seed)
    for share in (0.0, 0.5, 0.97, 1.0):
        known = frozenset(key for key, _ in everything if rnd.random() < share)
        parsed = ours(text, known)
        assert sorted(e.key for e in parsed.entries) == sorted(key for key, _ in everything if key not in known)
        assert sorted(parsed.keys) == sorted(key for key, _ in everything)
        assert {e.key: e for e in parsed.entries}.items() <= {e.key: e for e in whole.entries}.items()


@pytest.mark.skipif(not FILES, reason="the shared feeds are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_feeds_give_the_entries_of_plain_feedparser_minus_the_known(path: Path) -> None:
    text = decoded(path.read_bytes())
    if path.suffix == ".json" or "<note>" in text:
        pytest.skip("not for feedparser")
    agrees(text[feeds_root(text) :], seed=1)


def feeds_root(text: str) -> int:
    return min(at for at in (text.find(name) for name in ("<rss", "<feed", "<rdf:RDF", "<RDF")) if at >= 0)


@pytest.mark.skipif(not FILES, reason="the shared feeds are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_real_feed_makes_a_route_raise(path: Path) -> None:
    body = path.read_bytes()
    for cut in (len(body), len(body) // 2, 10):
        assert isinstance(ROUTE.parse("s", fetched(body[:cut]), lambda keys: frozenset()), Parsed | FetchFailed)


words = st.text(alphabet="abcёжз019 &<>\"'-_#?=/.%", min_size=1, max_size=12)
addresses = st.one_of(
    st.integers(0, 9).map(lambda n: f"https://feed.example/news/{n}"),
    st.integers(0, 9).map(lambda n: f"https://feed.example/?id={n}&utm_source=rss"),
    st.integers(0, 4).map(lambda n: f"/news/{n}"),
    st.sampled_from(
        ["https://feed.example/", "item.html#a", "", "urn:x:1", " https://feed.example/news/77 ", "//h.example/x"]
    ),
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@st.composite
def rss_items(draw: st.DrawFn) -> str:
    parts = [f"<title>{escaped(draw(words))}</title>"]
    if draw(st.booleans()):
        parts.append(f"<link>{escaped(draw(addresses))}</link>")
    if draw(st.booleans()):
        permanent = draw(st.sampled_from(["", " isPermaLink='false'", " isPermaLink='true'"]))
        guid = draw(st.one_of(addresses, words.map(str.strip).filter(bool)))
        parts.append(f"<guid{permanent}>{escaped(guid)}</guid>")
    extras = ["<description><![CDATA[<p>a & b</p>]]></description>", "<atom:link rel='self' href='https://a.example/'/>",
              "<atom:link href='https://a.example/b'/>", "<source url='x'>y</source>", "<link>https://two.example/</link>",
              "<media:group><media:title>m</media:title></media:group>", "<author>a@b.example (A)</author>",
              "<feedburner:origLink>https://orig.example/1</feedburner:origLink>", "<dc:date>2026-11-22</dc:date>",
              "<image><link>https://feed.example/i</link></image>", "<id>x</id>", "<category>c</category>",
              "<comments>https://feed.example/c</comments>", "<media:thumbnail url='https://a.example/t.png'/>",
              "<enclosure url='https://feed.example/e.mp3' type='audio/mpeg' length='1'/>",
              "<media:description>d</media:description>"]  # fmt: skip
    parts += draw(st.lists(st.sampled_from(extras), max_size=3))
    return f"<item>{''.join(draw(st.permutations(parts)))}</item>"


HEADS = ["<language>ru</language>", "<dc:language>en</dc:language>", "<managingEditor>a@b.example</managingEditor>",
         "<image><title>i</title><link>https://feed.example/</link></image>", "<!-- made by hand -->", "text",
         "<atom:link rel='self' href='https://feed.example/'/>", "<dc:creator>A</dc:creator>",
         "<copyright>c</copyright>", "<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>"]  # fmt: skip
NAMESPACES = (
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)


@settings(max_examples=60, deadline=None)
@given(st.lists(rss_items(), max_size=6), st.lists(st.sampled_from(HEADS), max_size=4), st.integers(0, 3))
def test_made_rss_gives_the_entries_of_plain_feedparser_minus_the_known(
    items: list[str], head: list[str], seed: int
) -> None:
    agrees(rss("".join(items), "".join(head), NAMESPACES)[38:], seed)


@st.composite
def atom_entries(draw: st.DrawFn) -> str:
    parts = [f"<title>{escaped(draw(words))}</title>"]
    if draw(st.booleans()):
        parts.append(f"<id>{escaped(draw(addresses))}</id>")
    for _ in range(draw(st.integers(0, 2))):
        rel = draw(st.sampled_from(["", " rel='alternate'", " rel='self'", " rel='enclosure'", " rel='via'"]))
        kind = draw(st.sampled_from(["", " type='text/html'", " type='application/json'"]))
        parts.append(f'<link{rel}{kind} href="{escaped(draw(addresses))}"/>')
    extras = ["<source><id>s</id><link href='https://s.example/'/></source>", "<author><name>A</name></author>",
              "<content type='xhtml'><b xmlns='http://www.w3.org/1999/xhtml'>b</b></content>"]  # fmt: skip
    parts += draw(st.lists(st.sampled_from(extras), max_size=1))
    return f"<entry>{''.join(draw(st.permutations(parts)))}</entry>"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(atom_entries(), max_size=6), st.sampled_from(["", ' xml:base="https://base.example/"']), st.integers(0, 3)
)
def test_made_atom_gives_the_entries_of_plain_feedparser_minus_the_known(
    items: list[str], base: str, seed: int
) -> None:
    agrees(f'<feed xmlns="http://www.w3.org/2005/Atom"{base}>{"".join(items)}</feed>', seed)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"<rss><channel><item>", b"<feed>", b"{", b"<html>", b"\xff\xfe"])
)
def test_no_bytes_make_a_route_raise(body: bytes, start: bytes) -> None:
    assert isinstance(ROUTE.parse("s", fetched(start + body), lambda keys: frozenset()), Parsed | FetchFailed)


def test_only_the_unseen_items_reach_feedparser_and_texts_stay_whole() -> None:
    text = rss("".join(item(n) for n in range(9, 0, -1)))
    known = frozenset(f"https://feed.example/news/{n}" for n in range(1, 8))
    parsed = ours(text, known)
    assert [(e.title, e.summary, e.guid) for e in parsed.entries] == [
        ("Новость 9", "Текст 9", "id-9"),
        ("Новость 8", "Текст 8", "id-8"),
    ]
    assert len(parsed.keys) == 9


def test_the_thin_pass_refuses_what_it_is_not_sure_of() -> None:
    assert feeds.thin(rss(item(1))[38:]) is not None
    for strange in (
        rss(item(1, "<link>https://two.example/</link>")),
        rss("<item><link>/relative</link></item>"),
        rss(item(1), attributes=' xml:base="https://b.example/"'),
        rss(item(1))[:-20],
        "<rss><channel><wrap>" + item(1) + "</wrap></channel></rss>",
    ):
        assert feeds.thin(strange[strange.find("<rss") :]) is None


def test_an_item_cut_off_by_the_end_of_the_body_waits_for_the_next_poll() -> None:
    whole = rss(item(2) + item(1))
    parsed = ours(whole[: whole.rfind("<title>") + 20], frozenset())
    assert [e.title for e in parsed.entries] == ["Новость 2"]


def test_items_that_share_a_link_are_told_apart_by_their_guids() -> None:
    text = rss(
        "".join(f"<item><link>https://feed.example/</link><guid isPermaLink='false'>{n}</guid></item>" for n in (1, 2))
    )
    assert len(ours(text, frozenset()).entries) == 2


def test_a_changed_guid_is_no_news() -> None:
    first = ours(rss(item(1)), frozenset())
    again = ours(rss(item(1).replace("id-1", "other")), frozenset(first.keys))
    assert again.entries == ()


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "cp866"])
@pytest.mark.parametrize("header", ["", "text/xml", "text/xml; charset=utf-8", "text/xml; charset=iso-8859-1"])
def test_russian_is_read_whatever_the_header_and_the_prolog_say(charset: str, header: str) -> None:
    body = rss(item(1) + item(2)).encode(charset)
    parsed = ROUTE.parse("s", fetched(body, header), lambda keys: frozenset())
    assert isinstance(parsed, Parsed) and parsed.entries[0].title == "Новость 1"


def test_moscow_time_is_three_hours_ahead() -> None:
    text = rss(item(1).replace("+0300", "MSK"))
    published = ours(text, frozenset()).entries[0].published
    assert published is not None and published.isoformat() == "2026-11-22T08:00:00+00:00"


def test_a_zoneless_date_is_read_in_the_zone_of_the_route() -> None:
    text = rss("<item><link>https://feed.example/1</link><pubDate>22.11.2026 10:00</pubDate></item>")
    parsed = Rss(url=BASE, zone="Europe/Kaliningrad").parse("s", fetched(text), lambda keys: frozenset())
    assert isinstance(parsed, Parsed)
    published = parsed.entries[0].published
    assert published is not None and published.isoformat() == "2026-11-22T08:00:00+00:00"


def test_a_body_that_names_a_file_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(rss(item(5)), "utf-8")
    for body in (str(secret), f"file://{secret}", f"<rss>{secret}</rss>"):
        parsed = ROUTE.parse("s", fetched(body), lambda keys: frozenset())
        assert isinstance(parsed, FetchFailed) or parsed.entries == ()


def test_entities_are_never_expanded() -> None:
    bomb = (
        "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    )
    body = (
        bomb + "<rss><channel><item><title>x &b; &f;</title><link>https://feed.example/1</link></item></channel></rss>"
    )
    entry = ours(body, frozenset()).entries[0]
    assert "haha" not in entry.title and "root:" not in entry.title


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>60</ttl>", 3600.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800.0),
        ("<ttl>soon</ttl>", None),
    ],
)
def test_the_feeds_wish_for_a_pause_is_read_by_both_ways(head: str, seconds: float | None) -> None:
    names = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    assert ours(rss(item(1), head, names), frozenset()).hint_seconds == seconds
    assert ours(rss(item(1), head, names + ' xml:base="https://feed.example/"'), frozenset()).hint_seconds == seconds


def test_the_next_page_of_a_paged_feed_is_named() -> None:
    text = '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/page/2"/><entry/></feed>'
    assert ours(text, frozenset()).next_page == "https://feed.example/page/2"
