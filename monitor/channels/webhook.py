from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import SecretStr

from monitor.channels.common import NO_SECRET, attempted_at, judged, view_of
from monitor.core.escape import secrets_of
from monitor.core.render import payload
from monitor.model import Delivery
from monitor.seams import Outgoing, Post, Poster

_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts alerts as JSON, signed as Standard Webhooks (standardwebhooks.com).

    `secret` is `whsec_` and base64 of 24 to 64 bytes; two of them, with a space between, sign twice while one replaces
    the other; without one nothing is signed. `headers` are added (an Authorization, say). The receiver knows a repeat
    by its `webhook-id`.
    """

    type: ClassVar[str] = "webhook"
    url: SecretStr
    secret: SecretStr = NO_SECRET
    headers: Mapping[str, SecretStr] = field(default_factory=dict)
    language: str = ""
    timeout: float = 20.0

    def __post_init__(self) -> None:
        for secret in self.secret.get_secret_value().split():
            _key(secret)

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        view = view_of(outgoing, self.language)
        body = json.dumps(payload(outgoing.alert, view), ensure_ascii=False).encode("utf-8", "replace")
        stamp = str(int(attempted_at(outgoing).timestamp()))
        headers = {name: value.get_secret_value() for name, value in self.headers.items()}
        headers |= {"content-type": "application/json; charset=utf-8", **self._signed(outgoing.key, stamp, body)}
        answer = await poster.post(Post(self.url.get_secret_value(), body, headers, self.timeout))
        return judged(answer, self._secrets())

    def _signed(self, ident: str, stamp: str, body: bytes) -> dict[str, str]:
        """Standard Webhooks, "Signature scheme": HMAC-SHA256 over `id.timestamp.body`, each as `v1,<base64>`."""
        told = f"{ident}.{stamp}.".encode() + body
        keys = [_key(secret) for secret in self.secret.get_secret_value().split()]
        marks = [base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode() for key in keys]
        signature = {"webhook-signature": " ".join(f"v1,{mark}" for mark in marks)} if marks else {}
        return {"webhook-id": ident, "webhook-timestamp": stamp, **signature}

    def _secrets(self) -> tuple[str, ...]:
        values = (value.get_secret_value() for value in self.headers.values())
        return (*secrets_of(self.url.get_secret_value()), *self.secret.get_secret_value().split(), *values)


def _key(secret: str) -> bytes:
    """Raises ValueError without showing the secret."""
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("secret: expected whsec_ and base64") from None
    if not 24 <= len(key) <= 64:
        raise ValueError("secret: expected base64 of 24 to 64 bytes")
    return key
