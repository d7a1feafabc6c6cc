"""The command line: names, JSON shapes and exit codes that scripts rely on."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import app
from monitor.cli import COMMANDS, run
from monitor.snapshots import snapshot
from tests.newsroom import Answer
from tests.office import START, Office
from tests.test_daemon import MONITOR, environment
from tests.test_pipeline import MORE, SENTENCE, one_item


class Shell:
    """Runs commands of an office's config in this process."""

    def __init__(self, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
        self.office, self.capsys = office, capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        self.capsys.readouterr()
        found = run(["-c", str(self.office.config), *words])
        out, self.said = self.capsys.readouterr()
        assert found == code, (out, self.said)
        return out

    def lines(self, *words: str) -> list[dict]:
        return [json.loads(line) for line in self(*words, "--json").splitlines()]


@pytest.fixture
def shell(office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.delenv("MONITOR_DATABASE", raising=False)
    return Shell(office, capsys)


@pytest.fixture
def told(shell: Shell) -> Shell:
    """An office that has read one article with a new brand and told it."""
    one_item(shell.office)
    shell.office.work()
    return shell




def doc(ident: str, title: str, text: str, day: int) -> dict[str, str]:
    url = f"https://{ident}.example/{day}"
    published = f"2025-05-0{day}T10:00:00Z"
    return {"id": ident, "url": url, "title": title, "text": text, "published": published, "source": f"{ident}.example"}


DOCS = [
    doc("b", "«Кедравто» готовит выпуск BAIC", "Завод «Кедравто» в Кедрогорске готовится к выпуску BAIC.", 2),
    doc("a", "«Кедравто» начал выпуск Kaiyi", SENTENCE, 1),
    doc("c", "Погода", "Завтра дождь.", 3),
]


def docs(folder: Path, *more: str) -> str:
    path = folder / "docs.jsonl"
    path.write_text("\n".join([*(json.dumps(d, ensure_ascii=False) for d in DOCS), *more]), encoding="utf-8")
    return str(path)


def test_every_command_of_the_help_is_there(shell: Shell) -> None:
    for name in COMMANDS:
        assert "Usage:" in shell(name, "--help")


def test_findings_have_the_promised_shape(told: Shell) -> None:
    found = [row for row in told.lines("findings", "--watch", "kedr") if row["kind"] == "new-brand"]
    assert len(found) == 1
    assert found[0]["value"] == "Kaiyi"
    assert set(found[0]["article"]) == {"url", "title", "published", "source"}
    promised = {"at", "watch", "kind", "value", "state", "article", "sentence", "independent_sources", "baseline"}
    assert promised <= set(found[0])


def test_stories_articles_ledger_alerts_and_sources_are_one_object_a_line(told: Shell) -> None:
    story = told.lines("stories")[0]
    assert set(story) >= {"story", "title", "first", "last", "articles"}
    assert {"url", "source", "published", "role"} <= set(story["articles"][0])
    assert story["articles"][0]["role"] == "first"
    assert told.lines("articles")[0]["brands"] == ["Kaiyi"]
    assert ("Kaiyi", "produced") in {(row["value"], row["state"]) for row in told.lines("ledger", "--kind", "brand")}
    assert [c["status"] for row in told.lines("alerts") for c in row["channels"]] == ["sent"]
    assert told.lines("sources")[0]["state"] == "ok"


def test_what_is_shown_to_people_holds_the_same(told: Shell) -> None:
    for words in (["findings"], ["stories"], ["articles"], ["ledger"], ["alerts"], ["outbox", "list"]):
        assert "Kaiyi" in told(*words) or words[0] == "outbox"
    assert "wire" in told("sources")


def test_why_tells_the_whole_life_of_an_address_and_of_an_alert(told: Shell) -> None:
    url = f"{told.office.news.address}/a"
    life = told.lines("why", url)[0]
    assert life["verdict"].startswith("read ")
    assert {"gate", "fetch", "extract", "ledger", "policy"} <= {row["stage"] for row in life["trail"]}
    alert = told.lines("alerts")[0]["id"]
    assert "deliver" in {row["stage"] for row in told.lines("why", alert)[0]["trail"]}


def test_why_of_something_never_seen_says_so_and_which_source_was_in_trouble(told: Shell) -> None:
    told.office.news.answers["/feed"] = Answer(b"no", 403)
    told.office.work(timedelta(hours=1))
    life = told.lines("why", "https://elsewhere.example/x")[0]
    assert life["verdict"].startswith("never appeared in a polled source")
    assert "wire" in life["verdict"]
    assert life["needed"][0].startswith("a source that shows it")


def test_why_of_something_never_seen_names_an_outage_that_is_over(told: Shell) -> None:
    fine = told.office.news.answers["/feed"]
    told.office.news.answers["/feed"] = Answer(b"gone", 410)
    for _ in range(20):
        told.office.work(timedelta(hours=12))
    told.office.news.answers["/feed"] = fine
    told.office.work(timedelta(days=8))
    verdict = told.lines("why", "https://elsewhere.example/x")[0]["verdict"]
    assert "wire did not answer from before 2026-03-" in verdict


def test_why_says_what_would_have_had_to_be_different(told: Shell) -> None:
    office = told.office
    office.news.feed("/feed", ("/quiet", "Погода в области", "Дождь.", START))
    office.work(timedelta(hours=1))
    needed = told.lines("why", f"{office.news.address}/quiet")[0]["needed"]
    assert needed == [
        "its headline or summary would have had to name a watch or one of its gate words, or its source be set to "
        "`read: all`"
    ]


def test_inspect_answers_each_line_in_the_same_order(shell: Shell, tmp_path: Path) -> None:
    rows = shell.lines("inspect", docs(tmp_path))
    assert [row["id"] for row in rows] == ["b", "a", "c"]
    assert set(rows[0]) >= {
        "id", "url", "canonical_url", "language", "title", "published", "text", "watches", "mentions", "amounts",
        "fingerprints",
    }  # fmt: skip
    brand = next(m for m in rows[1]["mentions"] if m["kind"] == "brand")
    assert set(brand) >= {
        "kind", "value", "surface", "field", "start", "end", "sentence", "watch", "link", "certainty", "known"
    }  # fmt: skip
    field = rows[1][brand["field"]]
    assert field[brand["start"] : brand["end"]] == brand["surface"]


def test_inspect_shows_a_page_in_colour_with_its_reasons(shell: Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    url = shell.office.news.page("/p", "«Кедравто» начал выпуск Kaiyi", SENTENCE, *MORE)
    page.write_bytes(shell.office.news.answers["/p"].body)
    for target in (str(page), url):
        shown = shell("inspect", target, "--reasons")
        assert "Kaiyi" in shown
        assert "kedr: primary" in shown


def test_import_brings_every_document_at_its_own_date_and_names_the_line_that_is_none(
    shell: Shell, tmp_path: Path
) -> None:
    said = shell.lines("import", docs(tmp_path, "{not json", "[1]", '{"url": "ftp://x"}'), "--alerts", "record")
    assert (said[0]["documents"], said[0]["new"], said[0]["bad_lines"]) == (3, 3, 3)
    assert "docs.jsonl:4" in shell.said
    assert [row["url"] for row in shell.lines("articles")] == [DOCS[1]["url"], DOCS[0]["url"], DOCS[2]["url"]]
    firsts = {row["value"]: row["article"]["url"] for row in shell.lines("findings") if row["kind"] == "new-brand"}
    assert firsts == {"Kaiyi": "https://a.example/1", "BAIC": "https://b.example/2"}
    assert shell.office.news.posted == []
    assert shell.lines("import", docs(tmp_path))[0]["new"] == 0


def test_import_of_matched_documents_leaves_the_others_out(shell: Shell, tmp_path: Path) -> None:
    assert shell.lines("import", docs(tmp_path), "--keep", "matched")[0]["kept"] == 2


def test_search_finds_any_word_form(told: Shell) -> None:
    assert len(told.lines("search", "дилер")) == 1
    assert len(told.lines("search", '"серийное производство" brand:Kaiyi')) == 1
    assert told.lines("search", "brand:BAIC") == []
    told("search", "brand:", code=2)


def test_replay_of_the_same_config_changes_nothing_and_of_another_says_what(told: Shell, tmp_path: Path) -> None:
    assert told.lines("replay") == []
    other = tmp_path / "other.yaml"
    text = told.office.config.read_text(encoding="utf-8")
    other.write_text(text.replace("brand: [Kia]", "brand: [Kia, Kaiyi]"), encoding="utf-8")
    changes = told.lines("replay", "--config", str(other))
    assert ("lost", "new-brand", "Kaiyi") in {(c["change"], c["kind"], c["value"]) for c in changes}


def test_audit_says_of_each_link_what_became_of_it(told: Shell, tmp_path: Path) -> None:
    links = tmp_path / "links.txt"
    links.write_text(f"{told.office.news.address}/a\nhttps://elsewhere.example/x\nnonsense\n", encoding="utf-8")
    assert [row["verdict"] for row in told.lines("audit", str(links))] == ["caught", "missed", "missed"]


def test_evidence_is_verified_and_a_changed_file_is_found(told: Shell, tmp_path: Path) -> None:
    alert = told.lines("alerts")[0]["id"]
    folder = tmp_path / "evidence"
    told("export", "--evidence", alert, "--to", str(folder))
    assert {"alert.json", "1-article.txt", "1-page.html.gz", "1-entry.json", "manifest.json"} == {
        path.name for path in folder.iterdir()
    }
    told("verify", str(folder))
    (folder / "1-article.txt").write_text("changed", encoding="utf-8")
    told("verify", str(folder), code=1)
    assert "1-article.txt: changed" in told.said


@pytest.mark.parametrize("form", ["csv", "jsonl", "atom"])
def test_findings_are_exported_in_each_form(told: Shell, form: str) -> None:
    assert "Kaiyi" in told("export", "--format", form)


def test_a_candidate_that_is_accepted_becomes_a_brand_and_one_that_is_rejected_is_gone(
    shell: Shell, tmp_path: Path
) -> None:
    text = "Завод «Кедравто» в Кедрогорске начал выпуск автомобилей под брендом Zorvex. Кроссовер Zorvex уже в продаже."
    path = tmp_path / "c.jsonl"
    row = {"url": "https://a.example/9", "title": "На «Кедравто» новый бренд Zorvex", "text": text,
           "published": START.isoformat(), "language": "ru"}  # fmt: skip
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    shell("import", str(path))
    assert [r["value"] for r in shell.lines("ledger", "--candidates")] == ["Zorvex"]
    shell("accept", "Zorvex")
    assert "Zorvex" in [r["value"] for r in shell.lines("ledger", "--kind", "brand")]
    assert shell.lines("ledger", "--candidates") == []
    shell("accept", "Zorvex", "--as", "Nonesuch", code=2)
    shell("reject", "Zorvex")


def test_the_outbox_is_listed_retried_and_dropped(shell: Shell) -> None:
    shell.office.news.answers["/hook"] = Answer(b"gone for good", 410)
    one_item(shell.office)
    shell.office.work()
    row = next(r for r in shell.lines("outbox", "list") if r["status"] == "gave-up")
    shell("outbox", "retry", row["key"])
    assert [r["status"] for r in shell.lines("outbox", "list") if r["key"] == row["key"]] == ["waiting"]
    shell("outbox", "drop", row["key"])
    assert [r["status"] for r in shell.lines("outbox", "list") if r["key"] == row["key"]] == ["dropped"]
    shell("outbox", "drop", "nonesuch", code=1)


def test_check_plugins_and_schema_answer_without_a_database(shell: Shell) -> None:
    assert shell.lines("check")[0]["watches"] == ["kedr"]
    seams = {row["seam"] for row in shell.lines("plugins")}
    assert seams == {"route", "extractor", "tagger", "channel"}
    assert json.loads(shell("schema"))["type"] == "object"


def test_check_live_says_of_each_route_what_it_answers(shell: Shell) -> None:
    shell.office.news.feed("/feed", ("/a", "t", "s", START))
    _, row, _ = shell.lines("check", "--live")
    assert (row["reachable"], row["entries"]) == (True, 1)
    assert shell.lines("check", "--live")[2] == {"channel": "hook", "delivered": True, "reason": "ok"}
    shell.office.news.answers["/feed"] = Answer(b"no", 403)
    assert "blocked" in shell("check", "--live", "--json", code=1).splitlines()[1]
    shell("try", "source", "wire", code=1)


def test_sources_and_routes_stand_in_columns_on_a_terminal_of_80(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shell.office.news.answers["/feed"] = Answer(b"no", 403)
    shell.office.work()
    for words, code in ((["sources"], 0), (["check", "--live"], 1)):
        lines = [line.rstrip() for line in shell(*words, code=code).splitlines()]
        at = next(n for n, line in enumerate(lines) if line.startswith("source "))
        head, row = lines[at : at + 2]
        assert max(map(len, lines[at:])) <= 80
        assert row[head.index("route") - 1] == " " and row[head.index("route")] != " "
        assert "blocked: HTTP 403" in " ".join(lines)


def test_a_channel_can_be_tried(shell: Shell) -> None:
    assert "delivered" in shell("try", "channel", "hook")
    shell.office.news.answers["/hook"] = Answer(b"no", 500)
    shell("try", "channel", "hook", code=1)
    shell("try", "channel", "nonesuch", code=2)
    shell("try", "source", "nonesuch", code=2)


def test_a_wrong_config_is_all_its_problems_at_once_and_exit_code_2(shell: Shell) -> None:
    good = shell.office.config.read_text(encoding="utf-8")
    text = good.replace("every: 10m", "evry: 10m").replace("pack: cars", "pack: car")
    shell.office.config.write_text(text, encoding="utf-8")
    shell("check", code=2)
    assert "did you mean" in shell.said
    assert "evry" in shell.said
    assert "did you mean 'cars'?" in shell.said
    shell.office.config.write_text("watches: [", encoding="utf-8")
    shell("check", code=2)
    assert shell.said.count("\n") == 1


WRONG = {
    "fidnings": (2, "No such command 'fidnings'; did you mean 'findings'? see `monitor --help`"),
    "outbox nope": (2, "see `monitor outbox --help`"),
    "findings --jsn": (2, "--jsn"),
    "findings --limit many": (2, "--limit"),
    "findings --watch kedrr": (2, "no watch 'kedrr'; there are kedr"),
    "check -c nowhere.yaml": (2, "nowhere.yaml: cannot read it: No such file or directory; name the config"),
    "check -c .": (2, "Is a directory"),
    "search x --limit -1": (2, "-1 is not in the range"),
    "search since:never": (2, "'never' is no time"),
    "accept -": (2, "no letter or digit"),
    "accept Zorvex --kind nope": (2, "there are brand, segment"),
    "accept Zorvex --model": (2, "--model needs --as"),
    "reject ,": (2, "no letter or digit"),
    "replay --since soon": (2, "'soon' is no day"),
    "demo --seconds -1": (2, "--seconds"),
    "try source wir": (2, "no source 'wir'"),
    "why nonsense": (1, "neither an address nor the id of an alert"),
    "import nowhere.jsonl": (1, "no such file"),
    "import .": (1, ".: is a folder"),
    "inspect /proc/self/mem": (1, "/proc/self/mem: cannot be read"),
    "inspect http://127.0.0.1:1/": (1, "http://127.0.0.1:1/: connect"),
    "verify .": (1, "no folder of evidence"),
    "sources --from-opml .": (1, "cannot be read (Is a directory)"),
    "backup /nowhere/copy.sqlite": (1, "check that the folder exists"),
    "export --evidence nonesuch": (1, "no such alert"),
    "outbox drop nonesuch": (1, "no unsent row"),
    "healthcheck": (1, "unhealthy: no cycle yet"),
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_said_in_one_line(words: str, shell: Shell, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, fragment = WRONG[words]
    shell(*words.split(), code=code)
    assert fragment in shell.said
    assert shell.said.startswith("monitor: ")
    assert shell.said.count("\n") == 1


@pytest.mark.parametrize(("path", "said"), [("/nowhere/m.sqlite", "/nowhere does not exist"), (".", "is a folder")])
def test_a_database_that_cannot_be_is_named_with_its_folder(
    path: str, said: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_DATABASE", path)
    for words in (["once"], ["import", "x.jsonl"]):
        shell(*words, code=1)
        assert said in shell.said


def test_a_page_with_nothing_in_it_is_exit_code_1(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    shell("inspect", str(tmp_path / "empty.html"), code=1)
    assert "no article, nothing readable" in shell.said


def test_an_answer_in_json_is_not_mixed_with_alerts_on_the_console(shell: Shell) -> None:
    text = shell.office.config.read_text(encoding="utf-8")
    shell.office.config.write_text(
        text.replace("channels:", "channels:\n  console: {type: console}", 1), encoding="utf-8"
    )
    shell.office.news.feed("/feed", ("/a", "t", "s", START))
    assert {"channel": "console", "delivered": True, "reason": "ok"} in shell.lines("check", "--live")
    assert "this is a test" in shell.said.lower()


LONELY = {"PYTHONIOENCODING": "ascii", "COLUMNS": "1"}


@pytest.mark.parametrize("words", [["findings"], ["findings", "--json"], ["stories"], ["export", "--format", "csv"]])
def test_a_narrow_terminal_without_our_letters_is_served(words: list[str], told: Shell) -> None:
    done = subprocess.run(
        [*MONITOR, "-c", str(told.office.config), *words],
        env=environment(**LONELY), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    if "--json" in words:
        assert "Кедравто" in json.loads(done.stdout.splitlines()[0])["sentence"]


def test_an_answer_that_cannot_be_written_is_said_to_be_so(told: Shell) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*MONITOR, "-c", str(told.office.config), "findings"],
            env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "monitor: the answer cannot be written: No space left on device\n")


def test_a_command_that_only_reads_makes_no_database(shell: Shell, tmp_path: Path) -> None:
    text = shell.office.config.read_text(encoding="utf-8").replace("monitor.sqlite", "other.sqlite")
    shell.office.config.write_text(text, encoding="utf-8")
    shell("findings", code=1)
    assert "no database yet" in shell.said
    assert not (tmp_path / "other.sqlite").exists()


def test_an_unknown_watch_or_command_is_a_usage_error(told: Shell) -> None:
    told("findings", "--watch", "nonesuch", code=2)
    told("fidnings", code=2)


def test_a_backup_opens_as_a_database(told: Shell, tmp_path: Path) -> None:
    told("backup", str(tmp_path / "copy.sqlite"))
    told("backup", str(tmp_path / "copy.sqlite"), code=1)


def test_sources_go_out_and_come_in_as_opml(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(shell("sources", "--opml"), encoding="utf-8")
    lines = shell("sources", "--from-opml", str(tmp_path / "feeds.opml"))
    assert f"{shell.office.news.address}/feed" in lines
    assert lines.startswith("the-wire:")
    shell("sources", "--from-opml", str(tmp_path / "nowhere.opml"), code=1)


def test_why_replays_an_article_under_the_config_of_its_hour(told: Shell) -> None:
    url = f"{told.office.news.address}/a"
    with told.office.storage.unit():
        chosen = app.settings(str(told.office.config))
        told.office.storage.configs.keep(snapshot(str(told.office.config), chosen), START - timedelta(days=1))
    text = told.office.config.read_text(encoding="utf-8")
    told.office.config.write_text(text.replace("Кедравто, Kedravto", "Другавто"), encoding="utf-8")
    again = told.lines("why", url, "--replay")[0]["replay"]
    assert again["watches"] == {"kedr": "primary"}
    assert "Kaiyi" in [v["value"] for v in again["values"]]
    assert "rule-matched" in [v["reason"] for v in again["verdicts"]]
    assert "Kaiyi" in told("why", url, "--replay")


def test_a_kept_config_holds_no_secret(shell: Shell) -> None:
    text = shell.office.config.read_text(encoding="utf-8")
    shell.office.config.write_text(text.replace("/hook", "/hook-SECRET"), encoding="utf-8")
    kept = snapshot(str(shell.office.config), app.settings(str(shell.office.config)))
    assert "SECRET" not in kept
    assert "Кедравто" in kept
