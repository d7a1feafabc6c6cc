"""A whole config: what is right becomes settings, what is wrong is told all at once with its place."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from monitor.config import Settings, load, parse
from monitor.errors import ConfigError

from .stranger import Bell, Board

HERE = Board.__module__
WATCH = "watches: {acme: {title: Acme, pack: cars, names: [Acme]}}\n"
BOARD = f"{{type: '{HERE}:Board', url: 'https://board.example/'}}"
BELL = f"{HERE}:{Bell.__name__}"


def good(text: str = "", **environ: str) -> Settings:
    return parse(WATCH + text, "c.yaml", environ)


def wrong(text: str, **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse(text, "c.yaml", environ)
    return [str(problem) for problem in caught.value.problems]


def test_the_smallest_config_is_one_watch() -> None:
    settings = good()
    assert settings.database == "data/monitor.sqlite"
    assert settings.watch_values()["acme"].names == ("Acme",)
    assert settings.source_specs() == ()


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        good().database = "x"


def test_a_source_becomes_what_the_poll_needs() -> None:
    settings = good(f"sources: {{b: {{title: B, read: all, every: 1h30m, fastest: 10m, routes: [{BOARD}]}}}}")
    (spec,) = settings.source_specs()
    assert (spec.id, spec.title, spec.read, spec.every, spec.fastest) == ("b", "B", "all", 5400.0, 600.0)
    assert spec.routes == (Board("https://board.example/"),)


def test_a_source_that_is_switched_off_is_not_polled() -> None:
    assert good(f"sources: {{b: {{title: B, enabled: false, routes: [{BOARD}]}}}}").source_specs() == ()


def test_a_rule_becomes_what_the_policy_needs() -> None:
    settings = good(
        "timezone: Europe/Moscow\nchannels: {c: {type: console}}\n"
        "rules: [{name: r, when: 'kind:new-brand', send: [c], cool_down: 2d, quiet_hours: 22:00-07:30, group: 2m,"
        " mute_until: 2030-01-31}]"
    )
    (rule,) = settings.rule_values()
    assert rule.quiet is not None
    assert (rule.quiet.start, rule.quiet.end, rule.quiet.zone) == (time(22), time(7, 30), "Europe/Moscow")
    assert (rule.cool_down, rule.group) == (timedelta(days=2), timedelta(minutes=2))
    assert rule.mute_until == date(2030, 1, 31)
    assert rule.when.text == "kind:new-brand"


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    text = """databse: x
watches:
  acme: {title: Acme, pack: cars, names: [Acme], nmaes: [B]}
sources:
  wire:
    title: Wire
    read: al
    every: often
    routes: [{type: rs, url: x}]
channels:
  c: {type: consol}
rules:
  - {name: r, send: [d]}
log: {format: jsn}
desk: {port: abc}
"""
    assert wrong(text) == [
        "c.yaml:1: databse: unknown key; did you mean 'database'?",
        "c.yaml:3: watches.acme.nmaes: unknown key; did you mean 'names'?",
        "c.yaml:7: sources.wire.read: expected 'all' or 'matching'; found 'al'; did you mean 'all'?",
        "c.yaml:8: sources.wire.every: expected a length of time such as 30s, 15m, 1h30m, 2d; found 'often'",
        "c.yaml:9: sources.wire.routes.0.type: no route type 'rs'; did you mean 'rss'? "
        "(there are rss, sitemap, page, telegram, google_news, or package.module:Class)",
        wrong(WATCH + "channels: {c: {type: consol}}")[0].replace("c.yaml:2", "c.yaml:11"),
        "c.yaml:13: rules.0.send.0: no channel 'd' here",
        "c.yaml:14: log.format: expected 'auto', 'text' or 'json'; found 'jsn'; did you mean 'json'?",
        "c.yaml:15: desk.port: expected a whole number; found 'abc'",
    ]


def test_options_of_a_plugin_are_checked_by_its_fields() -> None:
    said = wrong(WATCH + "sources: {b: {title: B, routes: [{type: rss, ulr: 'https://x.example/', robots: perhaps}]}}")
    assert said == [
        "c.yaml:2: sources.b.routes.0.url: missing; it must be written",
        "c.yaml:2: sources.b.routes.0.robots: expected true or false",
        "c.yaml:2: sources.b.routes.0.ulr: unknown key; did you mean 'url'?",
    ]


def test_what_a_plugin_itself_refuses_is_a_problem_of_the_config() -> None:
    text = f"sources: {{b: {{title: B, routes: [{{type: '{HERE}:Board', url: x, pages: 10}}]}}}}"
    assert wrong(WATCH + text) == ["c.yaml:2: sources.b.routes.0: at most 9 pages"]


@pytest.mark.parametrize("spot", ["no.such.module:Class", f"{HERE}:Nobody", f"{HERE}:NoDataclass"])
def test_a_strangers_plugin_that_cannot_be_loaded_is_a_problem(spot: str) -> None:
    (said,) = wrong(WATCH + f"sources: {{b: {{title: B, routes: [{{type: '{spot}', url: x}}]}}}}")
    assert said.startswith("c.yaml:2: sources.b.routes.0.type: ")
    assert spot in said


def test_a_query_with_a_mistake_names_it() -> None:
    (said,) = wrong(WATCH + "channels: {c: {type: console}}\nrules: [{name: r, send: [c], when: 'kid:new-brand'}]")
    assert said.startswith("c.yaml:3: rules.0.when: ")
    assert "kind" in said


def test_two_rules_of_one_name_are_a_problem() -> None:
    text = "channels: {c: {type: console}}\nrules: [{name: r, send: [c]}, {name: r, send: [c]}]"
    assert wrong(WATCH + text) == ["c.yaml:3: rules.1.name: a rule 'r' is there already"]


def test_a_file_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read it"):
        load(tmp_path / "nothing.yaml", {})


@pytest.mark.parametrize(
    "text", ["sources: 3", "sources: [a]", "rules: {a: 1}", "channels: {c: console}", "watches: ~"]
)
def test_values_of_a_wrong_shape_are_problems_and_never_a_crash(text: str) -> None:
    assert wrong(text)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("url: paper.example/rss", "sources.b.routes.0: 'paper.example/rss' is no address of the web"),
        ("url: 'file:///etc/passwd'", "sources.b.routes.0: 'file:///etc/passwd' is no address of the web"),
        (
            "url: 'https://p.example/', headers: {X: \"a\\nb\"}",
            "sources.b.routes.0.headers.X: expected plain ASCII text",
        ),
        ("url: 'https://p.example/', headers: {'X Y': a}", "sources.b.routes.0.headers.X Y: a header's name"),
    ],
)
def test_a_route_that_could_never_be_asked_is_a_problem(options: str, said: str) -> None:
    (found,) = wrong(WATCH + f"sources: {{b: {{title: B, routes: [{{type: rss, {options}}}]}}}}")
    assert said in found
