"""The daemon as a process: it starts, works, stops when told, and refuses to run twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.newsroom import Newsroom
from tests.office import Office
from tests.test_pipeline import one_item

MONITOR = [sys.executable, "-m", "monitor"]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MONITOR_")}
    return {**kept, "PYTHONPATH": str(Path(__file__).parent.parent), **more}


WITH_A_BUG = """
import sys
from monitor import config, daemon
from monitor.storage import Storage

class Odd(Storage):
    def __init__(self, path):
        super().__init__(path)
        self.sources = None

daemon.run(config.load(sys.argv[1], {}), sys.argv[1], daemon.Parts(storage=Odd))
"""

TOLD_EARLY = """
import os, signal, sys
from monitor import config, daemon
from monitor.storage import Storage

def opened(path):
    os.kill(os.getpid(), signal.SIGTERM)
    return Storage(path)

daemon.run(config.load(sys.argv[1], {}), sys.argv[1], daemon.Parts(storage=opened))
"""


def start(office: Office, *words: str) -> subprocess.Popen[str]:
    command = [*MONITOR, "-c", str(office.config), *words]
    return subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True)


def call(office: Office, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*MONITOR, "-c", str(office.config), *words]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)


def test_it_polls_tells_and_stops_within_ten_seconds_of_being_told(office: Office, news: Newsroom) -> None:
    one_item(office)
    daemon = start(office, "run")
    try:
        assert news.until("/feed")
        assert news.until("/a")
        daemon.send_signal(signal.SIGTERM)
        _, said = daemon.communicate(timeout=10)
    finally:
        daemon.kill()
    assert daemon.returncode == 0, said
    assert "Traceback" not in said
    kept = call(office, "articles", "--json")
    assert [json.loads(line)["title"] for line in kept.stdout.splitlines()] == ["«Кедравто» начал выпуск Kaiyi"]


def test_a_second_instance_on_one_database_is_refused_by_name(office: Office, news: Newsroom) -> None:
    news.feed("/feed")
    daemon = start(office, "run")
    try:
        assert news.until("/feed")
        second = call(office, "once")
        assert second.returncode == 1
        assert str(daemon.pid) in second.stderr
        assert second.stderr.count("\n") == 1
    finally:
        daemon.terminate()
        daemon.communicate(timeout=15)


def test_the_healthcheck_asks_what_was_done(office: Office, news: Newsroom) -> None:
    news.feed("/feed")
    assert call(office, "healthcheck").returncode == 1
    assert call(office, "once").returncode == 0
    well = call(office, "healthcheck")
    assert (well.returncode, well.stdout[:3]) == (0, "ok:")


def test_the_first_cycle_is_healthy_while_it_lasts(office: Office) -> None:
    office.storage.pulse.beat("outbox", datetime.now(UTC), "0 tried")
    office.storage.close()
    assert "in the first cycle" in call(office, "healthcheck").stdout


def test_a_config_that_changes_is_read_again_and_a_wrong_one_leaves_the_old_in_force(
    office: Office, news: Newsroom
) -> None:
    news.feed("/feed")
    news.feed("/other")
    daemon = start(office, "run")
    try:
        assert news.until("/feed")
        good = office.config.read_text(encoding="utf-8")
        office.config.write_text("watches: nonsense", encoding="utf-8")
        daemon.send_signal(signal.SIGHUP)
        office.config.write_text(good.replace("/feed", "/other").replace("wire:", "cable:"), encoding="utf-8")
        daemon.send_signal(signal.SIGHUP)
        assert news.until("/other")
        assert daemon.poll() is None
    finally:
        daemon.terminate()
        daemon.communicate(timeout=15)


def test_a_bug_in_a_tick_is_named_and_the_daemon_goes_on_until_it_is_told_to_stop(office: Office) -> None:
    command = [sys.executable, "-c", WITH_A_BUG, str(office.config)]
    daemon = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True)
    try:
        assert daemon.stderr is not None
        said = next(line for line in daemon.stderr if "a tick broke" in line)
        daemon.send_signal(signal.SIGTERM)
        _, rest = daemon.communicate(timeout=20)
    finally:
        daemon.kill()
    assert "AttributeError" in said and "poll" in said
    assert "Traceback" not in rest
    assert daemon.returncode == 0


def test_told_to_stop_while_it_starts_it_ends_in_good_order(office: Office, news: Newsroom) -> None:
    news.feed("/feed")
    command = [sys.executable, "-c", TOLD_EARLY, str(office.config)]
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
