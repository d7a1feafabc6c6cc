"""Who may read and who may change things.

On a loopback address there are no accounts: who can reach it is at the machine. Elsewhere the config names users, each
with a password and a role; they sign in at the desk and carry Datasette's own signed cookie.
"""

from __future__ import annotations

import hmac
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

READER, EDITOR = "reader", "editor"
LOCAL = "local"  # who changes things where there are no accounts
SESSION = timedelta(days=7)
_TRIES, _WITHIN = 10, timedelta(minutes=5)  # wrong passwords before nobody may try for a while


@dataclass(frozen=True, slots=True)
class User:
    password: str
    role: str


@dataclass(slots=True)
class Accounts:
    """`users` by name; none means that everybody who can reach the desk is at the machine."""

    users: Mapping[str, User]
    local: bool = False
    _failed: deque[datetime] = field(default_factory=lambda: deque(maxlen=_TRIES))

    def may_read(self, actor: dict[str, Any] | None) -> bool | None:
        """None where it is not ours to say: another Datasette's own permissions decide."""
        if self.local:
            return True
        return self._role(actor) != "" if self.users else None

    def may_edit(self, actor: dict[str, Any] | None) -> bool:
        return self.local or self._role(actor) == EDITOR

    def _role(self, actor: dict[str, Any] | None) -> str:
        """The config's word, not the cookie's: a user who was struck out or demoted is so at once."""
        user = self.users.get(str((actor or {}).get("id", "")))
        return user.role if user else ""

    def signs_in(self, name: str, password: str, now: datetime) -> bool | None:
        """Whether the password is right; None while too many wrong ones were tried."""
        if len(self._failed) == _TRIES and now - self._failed[0] < _WITHIN:
            return None
        user = self.users.get(name)
        held = user.password if user else ""
        right = hmac.compare_digest(held.encode(), password.encode()) and user is not None
        if not right:
            self._failed.append(now)
        return right
