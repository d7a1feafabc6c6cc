"""The configs that come with the program."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import config, knowledge
from monitor.analyse import analyse
from monitor.config import Settings
from monitor.model import Analysis, Page

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data" / "avtotor"
SHIPPED, WIND = ROOT / "config.yaml", ROOT / "examples" / "wind.yaml"

# Each feed that the shipped config must ask first.
FEEDS = (
    "https://tass.ru/rss/v2.xml",
    "https://tass.com/rss/v2.xml",
    "https://www.interfax.ru/rss.asp",
    "https://www.kommersant.ru/RSS/news.xml",
    "https://www.vedomosti.ru/rss/news",
    "https://rssexport.rbc.ru/rbcnews/news/30/full.rss",
    "https://ria.ru/export/rss2/archive/index.xml",
    "https://lenta.ru/rss/news",
    "https://iz.ru/rss",
    "https://www.autostat.ru/rss/news/",
    "https://www.kolesa.ru/rss",
    "https://www.newkaliningrad.ru/rss/",
    "https://klops.ru/rss",
    "https://kgd.ru/rss",
    "https://carnewschina.com/feed/",
    "https://www.electrive.com/feed/",
)


@pytest.fixture(scope="module")
def shipped() -> Settings:
    return config.load(SHIPPED, {})


@pytest.fixture(scope="module")
def wind() -> Settings:
    return config.load(WIND, {})


@pytest.mark.parametrize("path", [SHIPPED, WIND, ROOT / "monitor" / "demo" / "demo.yaml"])
def test_a_shipped_config_names_only_what_the_knowledge_knows(path: Path) -> None:
    settings = config.load(path, {"DEMO_SERVER": "http://127.0.0.1:1"})
    known = knowledge.load(settings.watch_values(), settings.pack_files(), publishers=settings.publishers_file())
    assert [str(problem) for problem in config.misfits(settings, known)] == []


@pytest.mark.parametrize("path", [SHIPPED, WIND])
def test_a_shipped_config_names_its_schema_for_editors(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match is not None
    assert json.loads((path.parent / match.group(1)).read_text(encoding="utf-8"))["title"]


def test_the_shipped_config_asks_every_promised_feed_first(shipped: Settings) -> None:
    first = [getattr(spec.routes[0], "url", "") for spec in shipped.source_specs()]
    assert [feed for feed in FEEDS if feed not in first] == []


def test_both_languages_are_searched(shipped: Settings) -> None:
    searches = [spec for spec in shipped.source_specs() if spec.routes[0].type == "google_news"]
    assert {spec.language for spec in searches} == {"ru", "en"}


def test_sources_that_are_known_to_refuse_have_a_second_route(shipped: Settings) -> None:
    routes = {spec.id: len(spec.routes) for spec in shipped.source_specs()}
    assert [id_ for id_ in ("tass-ru", "tass-en", "interfax", "ria", "vedomosti", "rbc") if routes[id_] < 2] == []


def test_without_accounts_only_the_console_tells(shipped: Settings) -> None:
    assert [name for name, slot in shipped.channels.items() if slot.plugin is not None] == ["console"]
    assert shipped.channels["slack"].off == "SLACK_WEBHOOK_URL is not set"


def test_accounts_switch_slack_and_email_on() -> None:
    accounts = {
        "SLACK_WEBHOOK_URL": "https://hooks.slack.example/services/T/B/s3cr3t",
        "SMTP_URL": "smtp://me:s3cr3t@mail.example:587",
        "ALERT_EMAIL_TO": "me@acme.example",
    }
    settings = config.load(SHIPPED, accounts)
    assert [name for name, slot in settings.channels.items() if slot.off] == []
    assert "s3cr3t" not in repr(settings)


def test_the_history_is_the_one_of_the_labelled_data(shipped: Settings) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared data are not beside the project")
    brands = json.loads((SHARED / "history.json").read_text(encoding="utf-8"))["brands"]
    assert sorted(shipped.watches["avtotor"].history["brand"]) == sorted(brands)


def test_the_program_does_not_know_whom_it_watches() -> None:
    word = re.compile(r"a[uvw]+totor|автотор|kaliningrad|калининград", re.IGNORECASE)
    files = [
        path
        for path in (ROOT / "monitor").rglob("*")
        if path.suffix in (".py", ".yaml", ".html", ".css")
        and not {"knowledge", "demo"} & set(path.relative_to(ROOT / "monitor").parts)
    ]
    assert [str(path) for path in files if word.search(path.read_text(encoding="utf-8"))] == []


def read(settings: Settings, title: str, text: str) -> Analysis:
    known = knowledge.load(settings.watch_values(), settings.pack_files(), publishers=settings.publishers_file())
    page = Page("https://wind.example/1", datetime(2025, 3, 1, tzinfo=UTC), title=title, text=text, language="en")
    return analyse(page, known)


def test_another_company_in_another_industry_is_read_by_its_own_pack(wind: Settings) -> None:
    analysis = read(
        wind,
        "Orsted picks Nordex turbines for onshore project",
        "Danish developer Orsted has chosen Nordex to supply 30 turbines, the company said. The contract is Orsted's "
        "first with the German turbine maker. Enercon, which had also bid, declined to comment.",
    )
    assert analysis.watches["orsted"].relevance == "primary"
    linked = {mention.value for mention in analysis.mentions if mention.watch == "orsted" and mention.link != "none"}
    assert "Nordex" in linked


def test_the_look_alike_of_the_other_company_is_not_it(wind: Settings) -> None:
    analysis = read(
        wind, "Museum opens", "A museum about the physicist Hans Christian Ørsted opened in Rudkøbing on Saturday."
    )
    assert analysis.watches["orsted"].relevance == "none"
