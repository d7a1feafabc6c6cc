"""Who may read and who may change things, where others can reach the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import config
from monitor.errors import ConfigError
from monitor.web.accounts import Accounts, User
from tests.web.conftest import Served, Window, World, opened, served

NOW = datetime(2026, 3, 2, tzinfo=UTC)
USERS = """desk:
  port: 0
  users:
    anna: {password: long-enough-1, role: editor}
    boris: {password: long-enough-2}
"""


@pytest.fixture
def guarded(played: World, tmp_path: Path) -> Iterator[Served]:
    world = played.copy(tmp_path)
    text = world.config.read_text(encoding="utf-8").replace("desk:\n  port: 0\n", USERS)
    world.config.write_text(text, encoding="utf-8")
    yield from served(world)


def sign_in(window: Window, name: str, password: str) -> None:
    window.page.fill("input[name=name]", name)
    window.page.fill("input[name=password]", password)
    window.press("main button")


def test_nobody_reads_without_an_account(guarded: Served) -> None:
    for path in ("/desk", "/desk/findings", "/desk/search?q=JAC"):
        assert 'type="password"' in guarded.get(path)[2]
    assert guarded.get("/desk/findings.json")[0] == 403
    assert guarded.get("/monitor.json?sql=select+1")[0] == 403
    assert guarded.get("/-/databases.json")[0] == 403


def test_a_reader_reads_an_editor_changes_and_the_log_tells_who(chromium: Any, guarded: Served) -> None:
    for window in opened(chromium, guarded):
        page = window.page
        window.open("/desk/sources?lang=en")
        sign_in(window, "boris", "wrong")
        assert page.locator("[role=alert]").count() == 1
        sign_in(window, "boris", "long-enough-2")
        assert page.locator("h1").inner_text() == "Sources"
        assert page.locator("button:has-text('Poll now')").count() == 0
        window.press("text=Sign out")
        sign_in(window, "anna", "long-enough-1")
        window.open("/desk/sources")
        window.press(page.locator("button:has-text('Poll now')").first)
        window.open("/desk/log")
        assert page.locator("tbody tr").first.inner_text().split("\t")[1] == "anna"


def test_a_desk_that_others_can_reach_needs_users(played: World, tmp_path: Path) -> None:
    world = played.copy(tmp_path)
    text = world.config.read_text(encoding="utf-8").replace("  port: 0\n", "  host: 0.0.0.0\n")
    world.config.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"desk.users"):
        config.load(world.config, {})


def test_wrong_passwords_are_answered_ten_times_and_then_not_for_a_while() -> None:
    accounts = Accounts({"anna": User("long-enough-1", "editor")})
    assert accounts.signs_in("anna", "long-enough-1", NOW)
    assert not any(accounts.signs_in("anna", f"guess {n}", NOW) for n in range(10))
    assert accounts.signs_in("anna", "long-enough-1", NOW) is None
    assert accounts.signs_in("anna", "long-enough-1", NOW + timedelta(minutes=6))


def test_nobody_signs_in_with_an_empty_password_or_name() -> None:
    accounts = Accounts({"anna": User("long-enough-1", "editor")})
    assert accounts.signs_in("nobody", "", NOW) is False
    assert accounts.signs_in("", "", NOW) is False


def test_a_role_is_the_configs_word_and_not_the_cookies() -> None:
    accounts = Accounts({"boris": User("long-enough-2", "reader")})
    assert accounts.may_read({"id": "boris"})
    assert not accounts.may_edit({"id": "boris", "role": "editor"})
    assert not accounts.may_read({"id": "anna"})
    assert not accounts.may_read(None)
