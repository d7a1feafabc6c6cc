"""Addresses to fetch and identity keys."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.urls import fetchable, host_of, identity, unwrapped

DATA = Path(__file__).parents[3] / "shared/data"


def rows(name: str) -> list[dict[str, str]]:
    path = DATA / name
    if not path.exists():
        pytest.skip("the shared data are not here")
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def test_agrees_with_the_whatwg_vectors() -> None:
    """Addresses that the standard gives to http URLs, less credentials and fragment; failures are no addresses."""
    wrong = []
    for row in rows("url_whatwg_2018.jsonl"):
        base = row["base"] if row["base"].startswith("http") else ""
        if not row.get("href"):
            continue
        expected = ""
        if row["protocol"] in {"http:", "https:"}:
            expected = f"{row['protocol']}//{row['host']}{row['pathname']}{row['search']}"
        got = fetchable(row["input"], base)
        if base and got != expected:
            wrong.append((row["input"], base, expected, got))
    print(f"whatwg: {len(wrong)} disagree")
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("name", ["url_canon_vectors.jsonl", "url_whatwg_2018.jsonl"])
def test_identity_and_address_are_idempotent_on_the_vectors(name: str) -> None:
    for row in rows(name):
        for text in (row["input"], row.get("href", ""), row.get("expected", "")):
            if isinstance(text, str):
                assert identity(identity(text)) == identity(text), text
                assert fetchable(fetchable(text)) == fetchable(text), text


parts = st.text(alphabet="abcdeXYZ019-._~%/ё;=", max_size=12)
names = st.sampled_from(["id", "p", "utm_source", "from", "amp", "ref", "b", "B", "share", "_ga", "pk_id", "story"])
values = st.text(alphabet="abc019%+-_.ж", max_size=8)
queries = st.lists(st.tuples(names, values), max_size=4).map(lambda q: "&".join(f"{k}={v}" for k, v in q))
hosts = st.sampled_from(
    ["news.example", "www.news.example", "m.news.example:8080", "WWW.News.Example", "127.0.0.1",
     "xn--e1afmkfd.xn--p1ai", "пример.рф", "amp.m.news.example", "news.example.", "m.ru", "a.b.c.example",
     "news.google.com", "1.2.3"]
)  # fmt: skip
made = st.builds(
    lambda s, h, p, q, f: f"{s}://{h}/{p}{'?' if q else ''}{q}{f}",
    st.sampled_from(["http", "https", "HTTP"]), hosts, parts, queries, st.sampled_from(["", "#a", "#!/x", "#/y"]),
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(made)
def test_identity_and_address_are_idempotent(url: str) -> None:
    assert identity(identity(url)) == identity(url)
    assert fetchable(fetchable(url)) == fetchable(url)


@settings(max_examples=400, deadline=None)
@given(made)
def test_the_short_way_reads_what_the_parser_reads(url: str) -> None:
    """Credentials force the parser and change nothing else."""
    forced = url.replace("://", "://u:p@", 1)
    assert identity(forced) == identity(url)
    assert fetchable(forced) == fetchable(url)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.com/{text}"):
        assert identity(identity(url)) == identity(url)
        assert fetchable(url, "https://example.com/a/") is not None


article = st.builds(
    lambda section, number, page: f"https://news.example/{section}/{number}{page}",
    st.sampled_from(["news", "story", "2026/11/22", "n"]), st.integers(1, 10**7),
    st.sampled_from(["", "?page=2", "?id=7", "?id=8", "-slug.html", "?p=1&lang=en", "#!/1", "/photo/3",
                     "?from=2026-01-01"]),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(article, article)
def test_different_articles_never_meet(one: str, other: str) -> None:
    assert (identity(one) == identity(other)) == (one == other)


@settings(max_examples=300, deadline=None)
@given(
    article, st.sampled_from(["utm_source=x", "fbclid=1", "yclid=9", "mc_eid=5", "from=rss", "_openstat=a", "gclid=1"])
)
def test_tracking_changes_nothing(url: str, tracking: str) -> None:
    head, mark, fragment = url.partition("#")
    tracked = f"{head}{'&' if '?' in head else '?'}{tracking}{mark}{fragment}"
    assert identity(tracked) == identity(url)
    assert tracking in fetchable(tracked)


ARTICLE = "https://news.example/auto/123-new-plant"


@pytest.mark.parametrize(
    "twin",
    [
        "http://news.example/auto/123-new-plant", "https://www.news.example/auto/123-new-plant/",
        "https://m.news.example/auto/123-new-plant", "https://amp.news.example/auto/123-new-plant",
        "https://news.example/auto/123-new-plant/amp", "https://news.example/amp/auto/123-new-plant",
        "https://news.example/auto/123-new-plant?amp=1", "https://news.example:443/auto/123-new-plant?",
        "https://news.example/auto/123-new-plant?utm_source=rss&amp;utm_medium=rss",
        "https://news.example/auto/123-new-plant?utm_source=rss&#038;utm_medium=rss",
        "https://news.example/auto/123-new-plant;jsessionid=A1B2", "https://news.example/auto/123-new-plant#comments",
        "https://news.example/auto/123-new-plant?from=main_newsfeed", "https://NEWS.example./auto/123-new-plant",
        "https://news.example/auto/%31%32%33-new-plant", "https://news.example/x/../auto/123-new-plant",
        "https://news-example.cdn.ampproject.org/c/s/news.example/auto/123-new-plant",
        "https://www.google.com/amp/s/news.example/auto/123-new-plant",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fnews.example%2Fauto%2F123-new-plant&usg=x",
        "https://yandex.ru/turbo/news.example/s/auto/123-new-plant",
        "https://vk.com/away.php?to=https://news.example/auto/123-new-plant",
    ],
)  # fmt: skip
def test_twins_of_one_article_meet(twin: str) -> None:
    assert identity(twin) == identity(ARTICLE) == ARTICLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/?id=1", "https://a.example/?id=2"),
        ("https://a.example/index.php?story=1", "https://a.example/index.php?story=2"),
        ("https://a.example/News/1", "https://a.example/news/1"),
        ("https://a.example/#!/1", "https://a.example/#!/2"),
        ("https://a.example/blog/amp", "https://a.example/blog"),
        ("https://m.ru/1", "https://www.ru/1"),
        ("https://a.example/s?from=2023", "https://a.example/s?from=2024"),
        ("https://a.example/s?source=reuters", "https://a.example/s?source=tass"),
        ("https://a.example/p?pk_id=1", "https://a.example/p?pk_id=2"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
        ("https://a.example:8080/1", "https://a.example/1"),
        ("https://a.example/?v=", "https://a.example/"),
    ],
)
def test_meaningful_differences_are_kept(one: str, other: str) -> None:
    assert identity(one) != identity(other)


def test_an_old_google_news_link_decodes_offline() -> None:
    target = b"https://news.example/auto/123-new-plant"
    name = (
        base64.urlsafe_b64encode(b"\x08\x13\x22" + bytes([len(target)]) + target + b"\xd2\x01\x00").decode().rstrip("=")
    )
    wrapped = f"https://news.google.com/rss/articles/{name}?oc=5"
    assert unwrapped(wrapped) == ARTICLE == identity(wrapped)
    newer = "https://news.google.com/rss/articles/" + base64.urlsafe_b64encode(
        b'\x08\x13"\x0aAU_yqLxxxxabc'
    ).decode().rstrip("=")
    assert unwrapped(newer) == newer


def test_only_http_addresses_are_fetched_and_credentials_stay_behind() -> None:
    for text in ("javascript:alert(1)", "file:///etc/passwd", "//x", "", "data:,x", "http://", "https://" + "a" * 5000):
        assert fetchable(text) == ""
    assert fetchable("http://user:pass@a.example/x#y") == "http://a.example/x"
    assert fetchable("../b?x=1", "https://a.example/c/d/") == "https://a.example/c/b?x=1"
    assert fetchable("http://0x7f.1/") == "http://127.0.0.1/"
    assert host_of("https://www.A.example:8080/x") == "a.example"
