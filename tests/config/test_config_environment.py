"""Variables: filled in, laid over, missing; and what must never be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load, parse
from monitor.config.environment import plain_names
from monitor.config.settings import Settings
from monitor.errors import ConfigError

from .test_config_loading import BELL, BOARD, WATCH, good, wrong

SECRET = "hooks.example/s3cr3t-T0KEN"


def test_a_variable_is_filled_in() -> None:
    assert good("contact: 'mail to ${WHO}'", WHO="me@acme.example").contact == "mail to me@acme.example"


def test_a_default_serves_where_the_variable_is_not_set_or_empty() -> None:
    assert good("contact: ${WHO:-nobody}").contact == "nobody"
    assert good("contact: ${WHO:-nobody}", WHO="").contact == "nobody"
    assert good("contact: ${WHO:-}").contact == ""


def test_a_variable_without_value_is_a_problem_outside_of_channels() -> None:
    assert wrong(WATCH + "contact: ${WHO}") == [
        "c.yaml:2: contact: the variable WHO is not set; set it, or write ${WHO:-default}"
    ]


def test_a_number_may_come_from_a_variable() -> None:
    assert good("desk: {port: '${PORT}'}", PORT="9000").desk.port == 9000


def test_a_channel_without_its_variables_is_off_and_says_why() -> None:
    settings = good(f"channels: {{bell: {{type: '{BELL}', token: '${{BELL_TOKEN}}'}}, c: {{type: console}}}}")
    assert settings.channels["bell"].plugin is None
    assert settings.channels["bell"].off == "BELL_TOKEN is not set"
    assert settings.channels["c"].off == ""
    assert settings.channels["c"].plugin is not None


def test_a_channel_that_is_off_is_still_checked_for_unknown_keys() -> None:
    text = f"channels: {{bell: {{type: '{BELL}', token: '${{BELL_TOKEN}}', tims: 2}}}}"
    assert wrong(WATCH + text) == ["c.yaml:2: channels.bell.tims: unknown key; did you mean 'times'?"]


def test_a_channel_with_its_variables_is_on() -> None:
    text = f"channels: {{bell: {{type: '{BELL}', token: '${{BELL_TOKEN}}'}}}}"
    assert good(text, BELL_TOKEN=SECRET).channels["bell"].off == ""


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("MONITOR_DATABASE", "other.sqlite", lambda s: s.database == "other.sqlite"),
        ("MONITOR_LOG_FORMAT", "json", lambda s: s.log.format == "json"),
        ("MONITOR_DESK_PORT", "9001", lambda s: s.desk.port == 9001),
        ("MONITOR_DESK_ENABLED", "false", lambda s: not s.desk.enabled),
        ("MONITOR_DIGEST_DAILY", "08:15", lambda s: s.digest.daily.minute == 15),
        ("MONITOR_POLITENESS__ALLOW_PRIVATE", "[a.example, b.example]", lambda s: len(s.politeness.allow_private) == 2),
        ("MONITOR_SOURCES__B_1__EVERY", "5m", lambda s: s.sources["b-1"].every == 300),
        ("MONITOR_WATCHES__ACME__TITLE", "Acme Ltd", lambda s: s.watches["acme"].title == "Acme Ltd"),
    ],
)
def test_a_monitor_variable_overrides_the_file(name: str, value: str, found: object) -> None:
    settings = good(f"log: {{format: text}}\nsources: {{b-1: {{title: B, routes: [{BOARD}]}}}}", **{name: value})
    assert callable(found)
    assert found(settings)
    assert settings.warnings == ()


def test_every_plain_setting_has_a_variable_of_its_own() -> None:
    names = [name for name, _ in plain_names(Settings)]
    assert len(names) == len(set(names))
    assert {"MONITOR_DATABASE", "MONITOR_RETENTION_DECISIONS", "MONITOR_HEARTBEAT_URL"} <= set(names)


def test_a_monitor_variable_that_names_nothing_is_a_warning() -> None:
    (said,) = good(MONITOR_DATABSE="x", MONITOR_CONFIG="c.yaml").warnings
    assert said == "MONITOR_DATABSE names no setting; did you mean 'MONITOR_DATABASE'?"


def test_a_bad_value_in_a_variable_is_a_problem_that_names_the_variable() -> None:
    (said,) = wrong(WATCH, MONITOR_DESK_PORT="many")
    assert said == "MONITOR_DESK_PORT: desk.port: expected a whole number"


def test_secrets_are_in_no_message_and_no_repr() -> None:
    text = (
        f"heartbeat: {{url: '${{BEAT}}', every: '${{BEAT}}'}}\ncontact: [1]\ndesk: {{port: '${{BEAT}}'}}\n"
        f"channels: {{bell: {{type: '{BELL}', token: '${{BEAT}}', times: '${{BEAT}}', '{SECRET}x': 1}}, "
        f"plain: {{type: '{BELL}', token: {SECRET}, times: {SECRET}}}}}\n"
        "sources: {b: {title: B, routes: [{type: rss, url: '${BEAT}'}]}}"
    )
    said = wrong(WATCH + text, BEAT=SECRET)
    assert len(said) >= 5
    assert [line for line in said if SECRET in line.replace(f"{SECRET}x", "")] == []


def test_the_heartbeats_address_is_not_in_the_repr() -> None:
    settings = good("heartbeat: {url: '${BEAT}'}", BEAT=f"https://{SECRET}")
    assert SECRET not in repr(settings)
    assert SECRET not in settings.model_dump_json()
    assert settings.heartbeat.url is not None
    assert settings.heartbeat.url.get_secret_value() == f"https://{SECRET}"


def test_load_and_parse_agree(tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text(WATCH, encoding="utf-8")
    assert load(file, {}).watches == parse(WATCH, "c.yaml", {}).watches


def test_broken_yaml_in_a_variable_is_one_problem_of_the_variable() -> None:
    with pytest.raises(ConfigError, match="MONITOR_POLITENESS__ALLOW_PRIVATE"):
        good(MONITOR_POLITENESS__ALLOW_PRIVATE="[a, b")


def test_a_variable_deep_in_an_option_switches_the_channel_off_too() -> None:
    text = "channels: {mail: {type: email, url: '${SMTP_URL}', to: ['${ALERT_EMAIL_TO}']}}"
    assert good(text).channels["mail"].off == "SMTP_URL is not set and ALERT_EMAIL_TO is not set"
    assert good(text, SMTP_URL="smtp://h:25").channels["mail"].off == "ALERT_EMAIL_TO is not set"


def test_a_secret_in_the_wrong_option_is_hidden_in_what_the_channel_says() -> None:
    text = "channels: {mail: {type: email, url: 'smtp://mail.example:25', to: ['${ALERT_EMAIL_TO}']}}"
    (said,) = wrong(WATCH + text, ALERT_EMAIL_TO=f"smtp://me:{SECRET}")
    assert SECRET not in said


def test_an_empty_heartbeat_is_none_and_a_wrong_one_is_not_shown() -> None:
    assert good("heartbeat: {url: '${BEAT:-}'}").heartbeat.url is None
    assert wrong(WATCH + f"heartbeat: {{url: 'ftp://{SECRET}'}}") == [
        "c.yaml:2: heartbeat.url: expected an address that begins with https:// or http://"
    ]


@pytest.mark.parametrize("contact", ["a\\nInjected: yes", "Иван", "\\u007f"])
def test_what_is_sent_in_a_header_is_plain_text(contact: str) -> None:
    assert "HTTP header" in wrong(WATCH + f'contact: "{contact}"')[0]
