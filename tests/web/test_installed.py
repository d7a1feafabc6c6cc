"""The desk as a plugin of an installed distribution: Datasette loads it while Datasette itself is being loaded."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from tests.web.conftest import World


def test_the_desk_can_be_imported_where_its_entry_point_is_known(tmp_path: Path) -> None:
    script = (
        "from importlib.metadata import entry_points\n"
        "assert [e for e in entry_points(group='datasette') if e.value == 'monitor.web.plugin']\n"
        "import monitor.web.serve\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_somebodys_own_datasette_serves_the_desk_and_its_editors_change_things(played: World, tmp_path: Path) -> None:
    world = played.copy(tmp_path)
    settings = {"config": str(world.config), "editors": ["root"]}
    theirs = Datasette([str(tmp_path / "monitor.sqlite")], metadata={"plugins": {"firstmention": settings}})
    pages = asyncio.run(_look(theirs))
    assert [page.status_code for page in pages] == [200, 200, 403, 200, 303]
    home, anybody, _, root, _ = (page.text for page in pages)
    assert 'href="/desk"' in home
    assert ("do/poll" in anybody, "do/poll" in root) == (False, True)


async def _look(theirs: Datasette) -> list[Any]:
    """Their home; the sources as anybody and as root; each asks for a poll."""
    await theirs.invoke_startup()
    signed = {"ds_actor": theirs.sign({"a": {"id": "root"}}, "actor")}
    pages = [await theirs.client.get("/")]
    for cookies in ({}, signed):
        page = await theirs.client.get("/desk/sources", cookies=cookies)
        token = page.cookies.get("ds_csrftoken", "none")
        form = {"csrftoken": token, "source": "sever"}
        done = await theirs.client.post("/desk/do/poll", data=form, cookies={**cookies, "ds_csrftoken": token})
        pages += [page, done]
    return pages
