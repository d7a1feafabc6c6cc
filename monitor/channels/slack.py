from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from pydantic import SecretStr

from monitor.channels.common import NO_SECRET, judged, retry_after, said, view_of
from monitor.core.escape import secrets_of
from monitor.core.render import slack
from monitor.model import Delivered, Delivery, Fetched, FetchFailed, NotDelivered
from monitor.seams import Outgoing, Post, Poster

# Errors of the Web API that pass by themselves; every other one (invalid_auth, channel_not_found, …) wants a person.
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout", "service_unavailable",
     "team_added_to_org", "message_limit_exceeded"}
)  # fmt: skip
_BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_payload"})
_JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Slack:
    """Tells a Slack channel, through an incoming webhook or a bot.

    `webhook_url` alone is enough. With `token` (a bot's, scope chat:write) and `channel` (its id) later alerts of a
    story come as replies to the first one, and the same message is updated when more sources say the same.
    """

    type: ClassVar[str] = "slack"
    webhook_url: SecretStr = NO_SECRET
    token: SecretStr = NO_SECRET
    channel: str = ""
    api_url: str = "https://slack.com/api"
    language: str = ""
    desk_url: str = ""
    timeout: float = 20.0

    def __post_init__(self) -> None:
        if not self.webhook_url.get_secret_value() and not (self.token.get_secret_value() and self.channel):
            raise ValueError("expected webhook_url, or token and channel")

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        message = slack(outgoing.alert, view_of(outgoing, self.language, self.desk_url))
        send = self._by_bot if self.token.get_secret_value() else self._by_webhook
        delivery = await send(message, outgoing, poster)
        if isinstance(delivery, NotDelivered) and any(error in delivery.detail for error in _BAD_BLOCKS):
            delivery = await send({"text": message["text"]}, outgoing, poster)
            if isinstance(delivery, Delivered):
                return replace(delivery, detail="as plain text: Slack refused the blocks")
        return delivery

    async def _by_webhook(self, message: dict[str, Any], outgoing: Outgoing, poster: Poster) -> Delivery:
        url = self.webhook_url.get_secret_value()
        answer = await poster.post(Post(url, _body(message), {"content-type": _JSON}, self.timeout))
        return judged(answer, secrets_of(url))

    async def _by_bot(self, message: dict[str, Any], outgoing: Outgoing, poster: Poster) -> Delivery:
        channel, _, ts = outgoing.handle.rpartition(":")
        method, place = "chat.postMessage", {"channel": channel or self.channel}
        if ts and outgoing.replaces:
            method, place = "chat.update", {**place, "ts": ts}
        elif ts:
            place["thread_ts"] = ts
        token = self.token.get_secret_value()
        headers = {"content-type": _JSON, "authorization": f"Bearer {token}"}
        post = Post(
            f"{self.api_url}/{method}", _body({**message, **place, "unfurl_links": False}), headers, self.timeout
        )
        return _answered(await poster.post(post), outgoing.handle, token)


def _body(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")


def _answered(answer: Fetched | FetchFailed, handle: str, token: str) -> Delivery:
    """The Web API says 200 for most failures and names them in the body."""
    delivery = judged(answer, (token,))
    if isinstance(delivery, NotDelivered) or not isinstance(answer, Fetched):
        return delivery
    try:
        told = json.loads(answer.body)
    except ValueError:
        return NotDelivered("Slack's answer is not JSON")
    if not isinstance(told, dict) or not told.get("ok"):
        error = str(told.get("error", "unknown")) if isinstance(told, dict) else "unknown"
        return NotDelivered(said(f"Slack: {error}", (token,)), error not in _PASSING, retry_after(answer))
    # A reply's own ts is no handle: the thread stays that of its first message.
    return Delivered("posted", handle or f"{told.get('channel', '')}:{told.get('ts', '')}")
