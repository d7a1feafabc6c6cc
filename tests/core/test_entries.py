"""Keys, dates and plain text of entries."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.entries import entry_date, keys_of, not_after, one_line, overlap, plain
from monitor.core.inflate import TooLarge, gunzipped

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_two_routes_to_one_item_give_one_key() -> None:
    rss = keys_of("s", [("tag:1", "https://www.a.example/news/1?utm_source=rss")])
    sitemap = keys_of("s", [("", "https://a.example/news/1/")])
    assert rss == sitemap == ("https://a.example/news/1",)


def test_guids_tell_apart_what_links_do_not() -> None:
    front = [("1", "https://a.example/"), ("2", "https://a.example/")]
    assert len(set(keys_of("s", front))) == 2
    assert keys_of("s", [("x", "")]) == ("s x",) != keys_of("t", [("x", "")])
    assert keys_of("s", [("", "")]) == ("",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sun, 22 Nov 2026 10:00:00 MSK", "2026-11-22T07:00:00+00:00"),
        ("Sun, 22 Nov 2026 10:00:00 +0300", "2026-11-22T07:00:00+00:00"),
        ("Sun, 22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00+00:00"),
        ("Sun, 22 Nov 2026 10:00:00 YEKT", "2026-11-22T05:00:00+00:00"),
        ("2026-11-22T10:00:00+03:00", "2026-11-22T07:00:00+00:00"),
        ("22.11.2026 10:00", "2026-11-22T10:00:00+00:00"),
        ("22 ноября 2026, 10:00", "2026-11-22T10:00:00+00:00"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_of_feeds_are_read_in_utc(text: str, expected: str | None) -> None:
    got = entry_date(text)
    assert (got.isoformat() if got else None) == expected


def test_a_date_ahead_is_a_zone_told_wrongly_or_none() -> None:
    assert not_after(NOW - timedelta(hours=1), NOW) == NOW - timedelta(hours=1)
    assert not_after(NOW + timedelta(hours=3), NOW) == NOW
    assert not_after(NOW + timedelta(days=30), NOW) is None


def test_markup_becomes_text_with_breaks_between_blocks() -> None:
    assert (
        plain("<p>Завод &laquo;А&raquo;</p><script>x<y</script><p>a &lt; b<br>c</p><!-- d -->") == "Завод «А»\na < b\nc"
    )
    assert one_line("<b>Два\n слова</b>") == "Два слова"


@settings(max_examples=200, deadline=1000)
@given(st.text(alphabet="<>!-/sctyle\"' a&;", max_size=3000))
def test_no_markup_holds_the_reader_up(text: str) -> None:
    assert len(plain(text * 5, 500)) <= 500


def test_overlap_is_the_share_of_known_items() -> None:
    assert overlap(["a", "b", "c", "d"], ["c", "d", "e"]) == 0.5
    assert overlap([], ["a"]) == 1.0


def test_a_bomb_of_gzip_stops_at_its_limit() -> None:
    assert gunzipped(b"plain", 10) == b"plain"
    with pytest.raises(TooLarge):
        gunzipped(gzip.compress(bytes(10_000_000)), 1_000_000)
