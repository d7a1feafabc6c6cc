"""The documentation is executed: files are written, commands run, keys compared, links followed."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions
from pathlib import Path

import click
import pytest
from packaging.specifiers import SpecifierSet

from monitor import config
from monitor.cli import cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
MONITOR = [sys.executable, "-m", "monitor"]


@dataclass(frozen=True)
class Block:
    kind: str
    options: Mapping[str, str]
    text: str


def blocks(page: Path) -> Iterator[Block]:
    fenced = re.compile(r"^```(\S[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    for info, text in fenced.findall(page.read_text(encoding="utf-8")):
        kind, *words = info.split()
        yield Block(kind, {word.partition("=")[0]: word.partition("=")[2] for word in words}, text)


def run(words: list[str], folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    wide = {"COLUMNS": "200", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        words, cwd=folder, env={**kept, **wide, **environ}, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_generated_pages_are_what_the_program_says(tmp_path: Path) -> None:
    script = f"import sys; sys.path.insert(0, {str(DOCS)!r}); import generate, json; "
    script += "print(json.dumps({str(path): text for path, text in generate.files().items()}))"
    made = run([sys.executable, "-c", script], tmp_path)
    assert made.returncode == 0, made.stderr
    stale = [p for p, text in json.loads(made.stdout).items() if Path(p).read_text(encoding="utf-8") != text]
    assert stale == [], "run: python docs/generate.py"


def test_the_tutorial_works_as_written(tmp_path: Path) -> None:
    said = ""
    for block in blocks(DOCS / "tutorial.md"):
        if "file" in block.options:
            (tmp_path / block.options["file"]).write_text(block.text, encoding="utf-8")
        elif block.kind == "sh" and "run" in block.options:
            words = shlex.split(block.text)
            environ = dict(words.pop(0).split("=", 1) for _ in range(len(words)) if "=" in words[0])
            assert words[0] == "monitor"
            done = run(MONITOR + words[1:], tmp_path, **environ)
            said = done.stdout + done.stderr
            assert done.returncode == int(block.options.get("exit", "0")), said
        elif block.kind == "text":
            assert block.text.strip() in said


def test_every_yaml_of_the_how_to_is_a_valid_part_of_a_config(tmp_path: Path) -> None:
    parts = {"watches": "  one: {title: One, pack: cars, names: [One]}\n", "channels": "  console: {type: console}\n"}
    top = ""
    for block in blocks(DOCS / "how-to.md"):
        indented = "".join(f"  {line}\n" for line in block.text.splitlines())
        if "file" in block.options:
            (tmp_path / block.options["file"]).write_text(block.text, encoding="utf-8")
        elif block.options.get("part") == "top":
            top += block.text
        elif block.kind == "yaml":
            parts[block.options["part"]] = parts.get(block.options["part"], "") + indented
    text = top + "".join(f"{name}:\n{part}" for name, part in parts.items())
    (tmp_path / "config.yaml").write_text(text.replace("pack: cars", "pack: my-cars", 1), encoding="utf-8")
    done = run([*MONITOR, "check"], tmp_path)
    assert done.returncode == 0, done.stderr


def test_every_command_of_the_docs_exists() -> None:
    lines = [line for page in PAGES for block in blocks(page) if block.kind == "sh" for line in block.text.splitlines()]
    assert lines
    for line in lines:
        words = [word for word in shlex.split(line) if not re.match(r"[A-Z_]+=", word)]
        command = cli.get_command(click.Context(cli), words[1])
        assert command is not None, line
        try:
            command.make_context(words[1], words[2:])
        except click.NoSuchOption as error:
            pytest.fail(f"{line}: {error}")
        except (click.ClickException, click.exceptions.Exit):
            pass  # a file that is not here, or --help


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, object]]]:
    folder = tmp_path_factory.mktemp("json")
    for block in blocks(DOCS / "tutorial.md"):
        if "file" in block.options:
            (folder / block.options["file"]).write_text(block.text, encoding="utf-8")
    line = {
        "url": "https://p.example/2",
        "title": "Solanor invests",
        "text": "Solanor will invest 5 billion euros in Maxus.",
    }
    with (folder / "archive.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line) + "\n")
    own = ["-c", "solanor.yaml"]
    run([*MONITOR, "import", "archive.jsonl", *own], folder)
    asked = {"inspect": ["inspect", "archive.jsonl"], "findings": ["findings"], "stories": ["stories"]}
    return {
        name: [json.loads(found) for found in run([*MONITOR, *words, "--json", *own], folder).stdout.splitlines()]
        for name, words in asked.items()
    }


def test_the_json_has_the_documented_keys_first(objects: dict[str, list[dict[str, object]]]) -> None:
    for block in blocks(DOCS / "reference" / "json.md"):
        name, _, inner = next(iter(block.options)).partition(".")
        found = objects[name]
        if inner:
            found = [part for one in found for part in one[inner]]  # type: ignore[attr-defined]  lists by their name
        assert found, name
        missing = [key for key in block.text.split() for one in found if key not in one]
        assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:")):
            path, _, anchor = target.partition("#")
            there = (page.parent / path) if path else page
            assert there.exists(), target
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
            assert not anchor or anchor in [re.sub(r"\W+", "-", one.lower()).strip("-") for one in headings], target


def test_the_readme_shows_exactly_two_commands_first() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    (\S.*?)(?:  |$)", text.split("## ")[0], re.MULTILINE)
    assert shown == ["make run", "make test"]


def test_the_schema_accepts_what_the_loader_accepts() -> None:
    schema = config.json_schema()
    assert {"watches", "sources", "channels", "rules"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_the_pinned_packages_run_on_the_python_that_is_promised() -> None:
    promised = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert promised is not None
    lowest = f"{promised.group(1)}.0"
    pins = [
        line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line
    ]
    refusing = []
    for name in pins:
        try:
            wanted = metadata(name).get("Requires-Python", "") or ""
        except PackageNotFoundError:
            continue  # pinned for an extra that is not installed here
        if not SpecifierSet(wanted).contains(lowest):
            refusing.append(f"{name} wants Python {wanted}")
    assert refusing == []


def test_what_the_package_imports_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [wishes for name, wishes in project["optional-dependencies"].items() if name not in ("dev", "bench")]
    lists = [project["dependencies"], *extras]
    declared = {plain(re.split(r"[<>=\[; ]", wish)[0]) for wishes in lists for wish in wishes}
    brought = {plain(re.split(r"[<>=!~\[; (]", wish)[0]) for name in declared for wish in requires(name)}
    owners = packages_distributions()
    loose = set()
    for path in (ROOT / "monitor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in imported(node) - set(sys.stdlib_module_names) - {"monitor"}:
                if not {plain(owner) for owner in owners.get(name, [])} & (declared | brought):
                    loose.add(f"{path.relative_to(ROOT)} imports {name}")
    assert sorted(loose) == []


def plain(name: str) -> str:
    return name.lower().replace("_", "-")


def requires(name: str) -> list[str]:
    """What a distribution brings along in any case, without its extras."""
    try:
        return [wish for wish in metadata(name).get_all("Requires-Dist") or [] if "extra ==" not in wish]
    except PackageNotFoundError:
        return []


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return {node.module.partition(".")[0]}
    return set()
