"""What the desk answers, asked over HTTP."""

from __future__ import annotations

import csv
import io
import json
import re
import select
import socket
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from lxml import etree, html

from monitor.web import routes, sheets
from monitor.web.words import LANGUAGES
from tests.web.conftest import HOSTILE, Served

TEMPLATES = Path(routes.__file__).parent / "templates" / "desk"
HOSTILE_URL = quote("https://hostile.example/a", safe="")
PAGES = [
    "/desk", "/desk?by=segment", "/desk?by=pair", "/desk?by=amount", "/desk/findings", "/desk/stories", "/desk/alerts",
    "/desk/review", "/desk/sources", "/desk/search", "/desk/search?q=Jetour",
    "/desk/search?q=brand:Jetour%20since:900d",
    "/desk/rules", "/desk/rules?rule=everything-new", "/desk/log", "/desk/why", "/desk/marks",
    "/desk/value?watch=kedravto&kind=brand&value=Jetour", "/desk/value?watch=kedravto&kind=brand&value=Kia",
    "/desk/value?watch=kedravto&kind=brand&value=Haval",
    f"/desk/article?url={HOSTILE_URL}", f"/desk/why?subject={HOSTILE_URL}",
    "/desk/rules?days=2000&text=" + quote("name: x\nwhen: kind:new-brand\nsend: [console]\ncool_down: 30d"),
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_each_page_is_whole_in_both_languages(desk: Served, path: str, language: str) -> None:
    status, headers, body = desk.get(path + ("&" if "?" in path else "?") + f"lang={language}")
    assert status == 200, body[:500]
    page = html.fromstring(body)
    assert page.get("lang") == language
    assert len(page.xpath("//h1")) == 1
    assert "built-in method" not in body
    assert "Undefined" not in body
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("state", ["down", "up"])
def test_the_first_page_says_whether_our_own_network_is_down(own_desk: Served, state: str) -> None:
    storage = own_desk.world.storage()
    with storage.unit():
        storage.pulse.beat("network", own_desk.world.now, state)
    storage.close()
    assert ("our network" in own_desk.get("/desk?lang=en")[2]) == (state == "down")


def test_the_first_page_is_small(desk: Served) -> None:
    _, _, body = desk.get("/desk")
    assert len(body.encode()) < 150_000


def test_pages_bring_nothing_inline_and_nothing_from_elsewhere(desk: Served) -> None:
    for path in PAGES:
        page = html.fromstring(desk.get(path)[2])
        assert not page.xpath("//style | //script[not(@src)] | //*[@style] | //@*[starts-with(name(), 'on')]"), path
        assets = page.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src")
        assert all(one.startswith("/desk/static/") for one in assets)


def test_a_hostile_title_looks_harmless_on_every_page(desk: Served) -> None:
    seen = 0
    for path in PAGES:
        body = desk.get(path)[2]
        assert "<script>document" not in body
        assert "<img src=x" not in body
        assert not re.search("[\u202e\u2066\u200b]", body), path
        assert "Z" * 3_000 not in body, path
        seen += "document.title" in body
    assert seen >= 4
    assert "javascript:" not in "".join(re.findall(r'(?:href|action)="[^"]*', "".join(desk.get(p)[2] for p in PAGES)))


@pytest.mark.parametrize("name", sorted(sheets.SHEETS))
def test_every_list_is_json_lines_csv_and_atom_too(desk: Served, name: str) -> None:
    rows = json.loads(desk.get(f"/desk/{name}.json")[2])
    assert rows == [json.loads(line) for line in desk.get(f"/desk/{name}.jsonl")[2].splitlines()]
    table = list(csv.DictReader(io.StringIO(desk.get(f"/desk/{name}.csv")[2])))
    assert len(table) == len(rows)
    assert not [cell for row in table for cell in row.values() if cell and cell[0] in "=+@"]
    feed = etree.fromstring(desk.get(f"/desk/{name}.atom")[2].encode())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(rows)


def test_a_search_is_a_feed_of_its_own(desk: Served) -> None:
    found = json.loads(desk.get("/desk/search.json?q=Jetour")[2])
    assert found
    assert len(found) < len(json.loads(desk.get("/desk/search.json")[2]))
    assert "/desk/search.atom?q=Jetour" in desk.get("/desk/search?q=Jetour")[2]


def test_a_word_is_found_in_any_form_and_marked(desk: Served) -> None:
    page = html.fromstring(desk.get("/desk/search?q=" + quote("кроссовер"))[2])
    assert {mark.text.lower() for mark in page.xpath("//li//mark")} & {"кроссоверов", "кроссоверы", "кроссовера"}


def test_words_are_marked_in_titles_and_facets_speak_to_people(desk: Served) -> None:
    page = html.fromstring(desk.get("/desk/search?q=Jetour&lang=en")[2])
    assert {one.text for one in page.xpath("//li//h2//mark")} == {"Jetour"}
    facets = set(page.xpath("//ul[@class='facet']//a/text()"))
    assert {"Russian", "English", "North Wire"} <= facets
    assert not {"ru", "en", "north-wire"} & facets


def test_many_readings_asked_for_at_once_are_those_asked_for_one_by_one(desk: Served) -> None:
    storage = desk.world.storage()
    stored = storage.archive.listed(limit=30)
    assert storage.archive.analyses(stored) == [storage.archive.analysis(one.id) for one in stored]
    storage.close()


def test_every_page_tells_whether_the_monitor_is_awake(desk: Served) -> None:
    for path in PAGES:
        assert html.fromstring(desk.get(path + ("&" if "?" in path else "?") + "lang=en")[2]).xpath(
            "//header/a[contains(@class, 'alive')]/b[text()='Awake']"
        ), path


def test_what_waits_is_told_with_its_headline(desk: Served) -> None:
    page = html.fromstring(desk.get("/desk/alerts?lang=en")[2])
    assert any("Haval" in one for one in page.xpath("//section[@aria-labelledby='waiting']//a/text()"))


def test_a_wrong_query_is_told_with_its_place(desk: Served) -> None:
    status, _, body = desk.get("/desk/search?q=" + quote("(brand:"))
    assert (status, 'role="alert"' in body) == (200, True)


@pytest.mark.parametrize(
    "path", ["/desk/nowhere", "/desk/story?name=none", "/desk/article?url=none", "/desk/alert?id=none", "/desk/do/poll",
             "/desk/value?value=none", "/desk/static/none.css", "/desk/none.json", "/desk/sign-in"]
)  # fmt: skip
def test_what_is_not_there_is_404(desk: Served, path: str) -> None:
    assert desk.get(path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:80"])
def test_a_desk_without_accounts_answers_to_its_own_names_only(desk: Served, host: str) -> None:
    assert desk.get("/desk", Host=host)[0] in (400, 421)


def test_the_root_leads_to_the_desk_and_the_tables_are_there(desk: Served) -> None:
    assert "<h1" in desk.get("/")[2]
    assert desk.get("/-/databases")[0] == 200
    assert desk.get("/monitor/findings.json?_size=1")[0] == 200


def test_a_form_without_its_token_changes_nothing(desk: Served) -> None:
    _, headers, _ = desk.get("/desk/sources")
    cookie = headers["set-cookie"].partition(";")[0]
    elsewhere = {"Origin": "https://evil.example"}
    made_up = {"Cookie": "ds_csrftoken=made-up"}
    for sent in ({}, made_up, {"Cookie": cookie}, {"Cookie": cookie, **elsewhere}, elsewhere):
        assert desk.get("/desk/do/poll", b"source=sever", **sent)[0] == 403
    assert json.loads(desk.get("/desk/log.json")[2]) == []


def test_a_form_that_is_refused_is_read_out_first(desk: Served) -> None:
    """An answer to a client that is still sending is lost with the connection."""
    place = urlsplit(desk.address)
    head = b"POST /desk/do/poll HTTP/1.1\r\nHost: x.example\r\nContent-Length: 12\r\nConnection: close\r\n\r\n"
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=30) as client:
        client.sendall(head)
        assert select.select([client], [], [], 0.3)[0] == []
        client.sendall(b"source=sever")
        assert client.makefile("rb").read().startswith(b"HTTP/1.1 421 ")


def test_an_article_shows_its_words_its_edits_and_its_trail(desk: Served) -> None:
    page = html.fromstring(desk.get(f"/desk/article?url={HOSTILE_URL}&lang=en")[2])
    marked = {one.text for one in page.xpath("//div[@class='text']//a[contains(@class, 'k-brand')]")}
    assert "Haval" in marked
    assert {one.text for one in page.xpath("//p[@class='diff']/del")} == {"позже."}
    assert {one.text for one in page.xpath("//p[@class='diff']/ins")} == {"<b>завтра</b>."}
    assert page.xpath("//ol[@class='trail']/li")
    targets = {one.get("href") for one in page.xpath("//div[@class='text']//a[contains(@class, 'm ')]")}
    assert targets <= {f"#{one.get('id')}" for one in page.xpath("//ol[@class='mentions']/li")}


def test_the_time_line_leads_to_the_evidence(desk: Served) -> None:
    front = html.fromstring(desk.get("/desk")[2])
    hrefs = front.xpath("//*[local-name()='svg']//a/@href")
    link = next(one for one in hrefs if "Jetour" in one and "#produced" in one)
    address, _, anchor = link.partition("#")
    assert html.fromstring(desk.get(address)[2]).get_element_by_id(anchor) is not None


def test_a_gap_is_flagged_beside_its_source(desk: Served) -> None:
    body = desk.get("/desk/sources")[2]
    assert 'class="flag"' in body
    assert "&lt;i&gt;everything&lt;/i&gt; changed" in body


def test_the_dossier_stands_on_its_own(desk: Served) -> None:
    status, headers, body = desk.get("/desk/dossier?watch=kedravto")
    assert (status, "attachment" in headers["content-disposition"]) == (200, True)
    page = html.fromstring(body)
    assert not page.xpath("//script | //link | //img | //*[@href[starts-with(., '/')]]")
    assert "начал серийный выпуск" in body
    assert "<script>document" not in body
    ids = {one.get("id") for one in page.xpath("//*[@id]")}
    assert {href[1:] for href in page.xpath("//@href") if href.startswith("#")} <= ids


def test_every_word_of_the_templates_exists() -> None:
    texts = [file.read_text("utf-8") for file in TEMPLATES.glob("*.html")]
    used = {name for text in texts for name in re.findall(r"\bw\.([a-z_]+)", text)}
    assert used <= set(LANGUAGES["en"])
    assert set(LANGUAGES["en"]) == set(LANGUAGES["ru"])
    assert not used & set(dir(dict))


def test_the_hostile_title_is_as_long_as_it_says() -> None:
    assert len(HOSTILE) > 10_000
