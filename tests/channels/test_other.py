from __future__ import annotations

import asyncio
import base64
import json
import os
import select
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, TypeAdapter
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from monitor.channels import CHANNELS
from monitor.channels.apprise import AppriseUrls
from monitor.channels.command import Command
from monitor.channels.console import Console
from monitor.channels.hook import Hook
from monitor.channels.webhook import Webhook
from monitor.model import Delivered, NotDelivered
from tests.channels.conftest import HttpxPoster, Peer, finding, outgoing, send

KEY = "whsec_" + base64.b64encode(b"k" * 32).decode()
OTHER = "whsec_" + base64.b64encode(b"o" * 32).decode()


# --- every channel -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHANNELS)
def test_every_channel_names_its_type_and_explains_itself(name: str) -> None:
    class_ = CHANNELS[name]
    assert class_.type == name
    assert class_.__doc__
    assert TypeAdapter(class_).json_schema()["properties"]


def test_no_repr_shows_a_secret() -> None:
    shown = repr(
        [
            Webhook(SecretStr("https://h.example/hunter2"), SecretStr(KEY), {"x": SecretStr("hunter2")}),
            Command(("true",), {"TOKEN": SecretStr("hunter2")}),
            AppriseUrls((SecretStr("json://hunter2/"),)),
        ]
    )
    assert "hunter2" not in shown
    assert KEY not in shown


# --- console -------------------------------------------------------------------------------------------------


def test_the_console_shows_what_is_new_without_obeying_the_articles_control_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert (
        send(Console(color="never"), outgoing(finding(sentence="Kaiyi \x1b[2J\x9b31m\u202eевсе\r gone"))) == Delivered()
    )
    assert capsys.readouterr().out == (
        "● New brand at Автозавод: Kaiyi (planned)\n"
        "  Kaiyi [2J31mевсе gone\n"
        "  ТАСС, 2 Mar 2026, 06:30 UTC · stated as a plan · 2 independent sources · segment: suv-crossover\n"
        "  https://news.example/1?a=1&b=2\n\n"
    )


# --- webhook -------------------------------------------------------------------------------------------------


def test_a_verifier_of_the_standard_accepts_the_signature(peer: Peer) -> None:
    peer.answers = [(204, "", {})]
    channel = Webhook(SecretStr(peer.url), SecretStr(f"{KEY} {OTHER}"), {"X-Team": SecretStr("desk")})
    assert send(channel, outgoing(now=datetime.now(UTC))) == Delivered("HTTP 204")
    _, headers, body = peer.asked[0]
    for key in (KEY, OTHER):
        told = Verifier(key).verify(body, headers)
        assert told["findings"][0]["article"]["source"] == "ТАСС"
    with pytest.raises(WebhookVerificationError):
        Verifier(KEY).verify(body + b" ", headers)
    assert headers["webhook-id"] == "key-1"
    assert headers["x-team"] == "desk"


def test_a_repeat_has_the_same_id(peer: Peer) -> None:
    channel = Webhook(SecretStr(peer.url))
    for attempt in (1, 2):
        send(channel, outgoing(attempt=attempt))
    assert {headers["webhook-id"] for _, headers, _ in peer.asked} == {"key-1"}


@pytest.mark.parametrize("secret", ["whsec_???", "whsec_" + base64.b64encode(b"short").decode()])
def test_a_secret_that_cannot_sign_is_refused_and_not_shown(secret: str) -> None:
    with pytest.raises(ValueError, match="expected") as caught:
        Webhook(SecretStr("https://h.example"), SecretStr(secret))
    assert secret not in str(caught.value)


# --- command -------------------------------------------------------------------------------------------------


def python(code: str, **more: Any) -> Command:
    return Command((sys.executable, "-c", code), **more)


def test_a_command_reads_the_alert_and_its_key(tmp_path: Path) -> None:
    out = tmp_path / "told.json"
    code = "import os,sys; open(os.environ['OUT'],'w').write(os.environ['MONITOR_KEY']+sys.stdin.read())"
    assert send(python(code, env={"OUT": SecretStr(str(out))}), outgoing()) == Delivered()
    told = out.read_text(encoding="utf-8")
    assert told.startswith("key-1{")
    assert json.loads(told[5:])["title"] == "New brand at Автозавод: Kaiyi (planned)"


def test_a_command_sees_no_other_environment() -> None:
    os.environ["MONITOR_TEST_SECRET"] = "hunter2"
    try:
        assert send(python("import os,sys; sys.exit('MONITOR_TEST_SECRET' in os.environ)"), outgoing()) == Delivered()
    finally:
        del os.environ["MONITOR_TEST_SECRET"]


@pytest.mark.parametrize(("code", "permanent"), [(1, False), (75, False), (64, True), (78, True)])
def test_the_exit_code_says_whether_to_try_again(code: int, permanent: bool) -> None:
    delivery = send(python(f"import sys; print('no \x1b[2J', file=sys.stderr); sys.exit({code})"), outgoing())
    assert delivery == NotDelivered(f"exit code {code}: no [2J", permanent)


def test_a_command_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import subprocess,sys,time;"
        "child=subprocess.Popen([sys.executable,'-c','import time; time.sleep(60)']);"
        f"open({str(note)!r},'w').write(str(child.pid)); time.sleep(60)"
    )
    start = time.monotonic()
    delivery = send(python(code, timeout=1.0), outgoing())
    assert isinstance(delivery, NotDelivered)
    assert "killed" in delivery.detail
    assert time.monotonic() - start < 10
    assert _gone(int(note.read_text()))


def _gone(pid: int) -> bool:
    """Dead within a moment: a killed process ends when the machine comes to it."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return select.select([process], [], [], 10) != ([], [], [])
    finally:
        os.close(process)


def test_a_command_that_says_and_reads_nothing_of_a_lot_does_not_block() -> None:
    noisy = "import sys; sys.stderr.write('x' * 3_000_000); sys.exit(3)"
    delivery = send(python(noisy, timeout=20), outgoing(*[finding(id=str(n)) for n in range(300)]))
    assert isinstance(delivery, NotDelivered)
    assert len(delivery.detail) < 400


def test_a_program_that_is_not_there_is_told_for_good() -> None:
    assert send(Command(("no-such-program-here",)), outgoing()) == NotDelivered(
        "no-such-program-here cannot be run: FileNotFoundError", permanent=True
    )


# --- hook and apprise ----------------------------------------------------------------------------------------

CALLED: list[tuple[str, str]] = []


def plain_hook(alert: dict[str, Any], key: str) -> None:
    CALLED.append((key, alert["title"]))


async def async_hook(alert: dict[str, Any], key: str) -> None:
    await asyncio.sleep(0)
    CALLED.append((key, alert["id"]))


def broken_hook(alert: dict[str, Any], key: str) -> None:
    raise RuntimeError("token hunter2 expired")


async def slow_hook(alert: dict[str, Any], key: str) -> None:
    await asyncio.sleep(60)


def test_a_hook_is_called_plain_or_async() -> None:
    CALLED.clear()
    for name in ("plain_hook", "async_hook"):
        assert send(Hook(f"{__name__}:{name}"), outgoing()) == Delivered()
    assert CALLED == [("key-1", "New brand at Автозавод: Kaiyi (planned)"), ("key-1", "a1")]


def test_a_hooks_bug_is_a_failed_delivery_that_shows_no_secret() -> None:
    delivery = send(Hook(f"{__name__}:broken_hook"), outgoing())
    assert delivery == NotDelivered(f"{__name__}:broken_hook raised RuntimeError")
    assert isinstance(send(Hook(f"{__name__}:slow_hook", timeout=0.05), outgoing()), NotDelivered)


@pytest.mark.parametrize("call", ["no.such.module:f", "json:nothing", "json", "json:__name__"])
def test_a_hook_that_cannot_be_loaded_is_refused_at_once(call: str) -> None:
    with pytest.raises(ValueError, match="call: "):
        Hook(call)


def test_apprise_delivers_to_what_its_address_names(peer: Peer) -> None:
    pytest.importorskip("apprise")
    channel = AppriseUrls((SecretStr(peer.url.replace("http", "json")),))
    assert send(channel, outgoing()) == Delivered()
    assert "New brand at Автозавод" in json.loads(peer.asked[0][2])["title"]
    peer.answers = [(500, "", {})]
    assert send(channel, outgoing()) == NotDelivered("Apprise could not deliver it")


def test_an_address_that_apprise_does_not_know_is_named_by_its_place_only() -> None:
    pytest.importorskip("apprise")
    delivery = asyncio.run(AppriseUrls((SecretStr("nothing-hunter2://"),)).send(outgoing(), HttpxPoster()))
    assert delivery == NotDelivered("Apprise does not understand address number 1", permanent=True)
