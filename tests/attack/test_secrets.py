"""Secrets of the config stand nowhere but in the config: not in the database, a log, an answer of a command, a repr."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import app
from monitor.cli import run
from tests.newsroom import Answer
from tests.office import CONFIG, Office
from tests.test_pipeline import one_item

SECRETS = ("tok-hook-4711", "tok-slack-4712", "pass-mail-4713", "tok-beat-4714", "tok-bot-4715", "key-feed-4716")
SIGNING = base64.b64encode(b"a signing secret of 32 bytes!!!!").decode()

CHANNELS = """
  hook: {{type: webhook, url: "{address}/hook/tok-hook-4711", secret: whsec_SIGNING}}
  slack: {{type: slack, webhook_url: "{address}/slack/tok-slack-4712"}}
  bot: {{type: slack, token: tok-bot-4715, channel: news}}
  mail: {{type: email, url: "smtps://user:pass-mail-4713@127.0.0.1:1", to: [a@b.example], sender: m@b.example}}
"""


def config() -> str:
    head, _, tail = CONFIG.partition("channels:\n")
    rest = tail[tail.index("rules:") :].replace("send: [hook]", "send: [hook, slack, bot, mail]")
    feed = 'routes: [{{type: rss, url: "{address}/feed", headers: {{X-Key: key-feed-4716}}}}]'
    head = head.replace('routes: [{{type: rss, url: "{address}/feed"}}]', feed)
    channels = CHANNELS.replace("SIGNING", SIGNING)
    return f'{head}channels:{channels}{rest}\nheartbeat: {{{{url: "{{address}}/alive/tok-beat-4714"}}}}\n'


@pytest.fixture
def troubled(office: Office) -> Office:
    """Every channel was tried and failed, and each peer said back what it was asked."""
    office.write(text=config())
    one_item(office)
    for path, more in (("/hook/tok-hook-4711", f"whsec_{SIGNING}"), ("/slack/tok-slack-4712", "")):
        office.news.answers[path] = Answer(f"no such path {path} {more}".encode(), 404, "text/plain")
    office.work()
    office.work(timedelta(hours=1))
    return office


def test_no_secret_is_in_the_database_or_in_what_any_command_prints(
    troubled: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MONITOR_DATABASE", raising=False)
    rows = troubled.storage.outbox.rows()
    assert {row.channel for row in rows} == {"hook", "slack", "bot", "mail"}
    assert all(row.last_error for row in rows)
    said = ""
    alert = troubled.storage.outbox.alerts()[0].id
    for words in (
        ["check"], ["plugins"], ["schema"], ["sources", "--json"], ["outbox", "list", "--json"], ["alerts", "--json"],
        ["why", alert, "--json", "--replay"], ["export", "--format", "atom"], ["try", "channel", "mail"],
        ["try", "channel", "hook"], ["export", "--evidence", alert, "--to", str(tmp_path / "proof")], ["once"],
    ):  # fmt: skip
        run(["-c", str(troubled.config), *words])
        said += "".join(capsys.readouterr())
    answers = said
    said += repr(app.settings(str(troubled.config))) + str(app.settings(str(troubled.config)))
    said += "".join(p.read_bytes().decode("utf-8", "replace") for p in (tmp_path / "proof").iterdir())
    for file in tmp_path.glob("monitor.sqlite*"):
        said += file.read_bytes().decode("utf-8", "replace")
    assert "Kaiyi" in said
    assert [secret for secret in (*SECRETS, SIGNING) if secret in answers] == []
    assert [secret for secret in (*SECRETS, SIGNING) if secret in said] == []
    encoded = base64.b64encode(b"user:pass-mail-4713").decode()
    assert encoded not in said


def test_a_wrong_config_says_what_is_wrong_without_the_secret(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.write(text=config().replace("pass-mail-4713@127.0.0.1:1", "pass-mail-4713@127.0.0.1:port"))
    assert run(["-c", str(office.config), "check"]) == 2
    said = "".join(capsys.readouterr())
    assert "channels.mail" in said
    assert "4713" not in said
