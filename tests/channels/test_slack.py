from __future__ import annotations

import json
from email.utils import format_datetime
from typing import Any

import pytest
from pydantic import SecretStr

from monitor.channels.slack import Slack
from monitor.model import Delivered, NotDelivered
from tests.channels.conftest import AT, Peer, finding, outgoing, send

SECRET_PATH = "/services/T000/B000/abcdefghijklmnopqrstuvwx"


def webhook(peer: Peer) -> Slack:
    return Slack(webhook_url=SecretStr(peer.url + SECRET_PATH), timeout=5)


def bot(peer: Peer) -> Slack:
    return Slack(token=SecretStr("xoxb-secret-token"), channel="C1", api_url=peer.url + "/api", timeout=5)


def body(peer: Peer, place: int = -1) -> dict[str, Any]:
    told = json.loads(peer.asked[place][2])
    assert isinstance(told, dict)
    return told


def test_an_incoming_webhook_gets_blocks_and_a_fallback(peer: Peer) -> None:
    assert send(webhook(peer), outgoing()) == Delivered("HTTP 200")
    told = body(peer)
    assert told["text"] == (
        "New brand at Автозавод: Kaiyi (planned)\nЗавод начнёт выпускать Kaiyi &lt;весной&gt; &amp; летом."
    )
    texts = [e for b in told["blocks"] if b["type"] == "rich_text" for part in b["elements"] for e in part["elements"]]
    assert {"type": "text", "text": "Kaiyi", "style": {"bold": True}} in texts
    assert {"type": "link", "url": "https://news.example/1?a=1&b=2", "text": "Завод <готовит> Kaiyi"} in texts


@pytest.mark.parametrize(
    ("status", "answer", "headers", "permanent", "wait"),
    [
        (400, "no_text", {}, True, None),
        (403, "action_prohibited", {}, True, None),
        (404, "channel_not_found", {}, True, None),
        (410, "channel_is_archived", {}, True, None),
        (408, "", {}, False, None),
        (429, "rate_limited", {"Retry-After": "30"}, False, 30.0),
        (
            503,
            "",
            {"Retry-After": format_datetime(AT, usegmt=True), "Date": format_datetime(AT, usegmt=True)},
            False,
            0.0,
        ),
        (500, "rollup_error", {"Retry-After": "soon"}, False, None),
    ],
)
def test_slacks_documented_answers_are_told_apart(
    peer: Peer, status: int, answer: str, headers: dict[str, str], permanent: bool, wait: float | None
) -> None:
    peer.answers = [(status, answer, headers)]
    assert send(webhook(peer), outgoing()) == NotDelivered(f"HTTP {status} {answer}".strip(), permanent, wait)


def test_when_slack_refuses_the_blocks_the_words_go_as_text(peer: Peer) -> None:
    peer.answers = [(400, "invalid_blocks", {}), (200, "ok", {})]
    assert send(webhook(peer), outgoing()) == Delivered("as plain text: Slack refused the blocks")
    assert set(body(peer)) == {"text"}


def test_an_invalid_payload_is_given_up_when_plain_text_fails_too(peer: Peer) -> None:
    peer.answers = [(400, "invalid_payload", {})]
    assert send(webhook(peer), outgoing()) == NotDelivered("HTTP 400 invalid_payload", permanent=True)
    assert len(peer.asked) == 2


def test_the_webhooks_address_is_in_no_error_and_no_repr(peer: Peer) -> None:
    channel = Slack(webhook_url=SecretStr("http://127.0.0.1:1" + SECRET_PATH), timeout=1)
    delivery = send(channel, outgoing())
    assert isinstance(delivery, NotDelivered)
    assert not delivery.permanent
    assert "abcdefghijkl" not in repr(delivery) + repr(channel) + str(channel)


def test_a_bot_posts_and_answers_with_the_messages_handle(peer: Peer) -> None:
    peer.answers = [(200, '{"ok": true, "channel": "C1", "ts": "171.5"}', {})]
    assert send(bot(peer), outgoing()) == Delivered("posted", "C1:171.5")
    path, headers, _ = peer.asked[0]
    assert path == "/api/chat.postMessage"
    assert headers["authorization"] == "Bearer xoxb-secret-token"
    assert body(peer)["channel"] == "C1"
    assert "thread_ts" not in body(peer)


def test_later_alerts_of_the_story_are_replies_and_a_grown_one_updates_the_message(peer: Peer) -> None:
    peer.answers = [(200, '{"ok": true, "channel": "C1", "ts": "172.0"}', {})]
    assert send(bot(peer), outgoing(handle="C1:171.5")) == Delivered("posted", "C1:171.5")
    assert body(peer)["thread_ts"] == "171.5"
    send(bot(peer), outgoing(handle="C1:171.5", replaces=True))
    assert (peer.asked[-1][0], body(peer)["ts"]) == ("/api/chat.update", "171.5")


@pytest.mark.parametrize(
    ("status", "answer", "permanent", "wait"),
    [
        (200, '{"ok": false, "error": "channel_not_found"}', True, None),
        (200, '{"ok": false, "error": "invalid_auth"}', True, None),
        (200, '{"ok": false, "error": "internal_error"}', False, None),
        (429, '{"ok": false, "error": "ratelimited"}', False, 7.0),
        (200, "<html>", False, None),
        (200, "[]", True, None),
    ],
)
def test_the_web_apis_errors_are_told_apart(
    peer: Peer, status: int, answer: str, permanent: bool, wait: float | None
) -> None:
    peer.answers = [(status, answer, {"Retry-After": "7"} if status == 429 else {})]
    delivery = send(bot(peer), outgoing())
    assert isinstance(delivery, NotDelivered)
    assert (delivery.permanent, delivery.retry_after) == (permanent, wait)
    assert "xoxb" not in repr(delivery)


def test_a_large_alert_stays_within_slacks_limits(peer: Peer) -> None:
    many = [finding(id=str(n), sentence="слово " * 2000, article_title="x" * 5000) for n in range(30)]
    send(webhook(peer), outgoing(*many))
    told = body(peer)
    assert len(told["blocks"]) <= 50
    assert len(told["text"]) <= 3000
    assert max(len(b["text"]["text"]) for b in told["blocks"] if b["type"] == "header") <= 150


def test_neither_webhook_nor_bot_is_refused() -> None:
    with pytest.raises(ValueError, match="webhook_url, or token and channel"):
        Slack(token=SecretStr("xoxb"))
