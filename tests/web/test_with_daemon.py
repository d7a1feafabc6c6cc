"""The desk beside the daemon, in one process."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.newsroom import Newsroom
from tests.office import CONFIG, Office
from tests.test_daemon import MONITOR, environment
from tests.test_pipeline import one_item

LOGGED = CONFIG.replace("level: error", "level: info, format: json")
OPEN = LOGGED.replace("desk: {{enabled: false}}", "desk: {{port: 0}}")


def run(office: Office, *words: str) -> subprocess.Popen[str]:
    command = [*MONITOR, "-c", str(office.config), *words]
    return subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True)


def line_of(daemon: subprocess.Popen[str], event: str) -> dict[str, str]:
    """The first line of the log with that event."""
    said: dict[str, str]
    for line in daemon.stderr or ():
        if line.startswith("{") and (said := json.loads(line))["event"] == event:
            return said
    raise AssertionError(f"the log ended without {event!r}")


def test_run_serves_the_desk_and_stops_it_when_told(office: Office, news: Newsroom) -> None:
    one_item(office)
    office.write(text=OPEN)
    daemon = run(office, "run")
    try:
        address = urlsplit(line_of(daemon, "the desk is open")["address"])
        answer = HTTPConnection("127.0.0.1", address.port or 0, timeout=20)
        answer.request("GET", "/desk")
        response = answer.getresponse()
        body = response.read().decode()
        assert (response.status, "Кедравто" in body) == (200, True)
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(10) == 0
    finally:
        daemon.kill()
        daemon.communicate()


def test_a_port_that_is_taken_costs_the_desk_and_not_the_news(office: Office, news: Newsroom) -> None:
    one_item(office)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        office.write(text=OPEN.replace("port: 0", f"port: {taken.getsockname()[1]}"))
        daemon = run(office, "run")
        try:
            assert "cannot listen" in line_of(daemon, "no desk")["error"]
            assert news.until("/a")
        finally:
            daemon.terminate()
            daemon.communicate(timeout=15)


def test_the_desk_is_not_loaded_before_it_is_wanted() -> None:
    code = "import sys, monitor.daemon, monitor.cli.export; print('datasette' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_daemons_own_process_loads_no_analyser() -> None:
    code = "import sys, monitor.daemon; print({'monitor.analyse', 'monitor.extractors', 'pymorphy3'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
