"""Writes the generated parts of the documentation: python docs/generate.py

docs/config.schema.json, docs/reference/config.md and docs/reference/commands.md. A test keeps them equal to what the
program says of itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from monitor.cli import cli
from monitor.config import json_schema

DOCS = Path(__file__).parent


def files() -> dict[Path, str]:
    """Every generated file with its text."""
    schema = json_schema()
    return {
        DOCS / "config.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n",
        DOCS / "reference" / "config.md": config_page(schema),
        DOCS / "reference" / "commands.md": commands_page(),
    }


def config_page(schema: dict[str, Any]) -> str:
    lines = [
        "# config.yaml",
        "",
        "Generated from the program by `python docs/generate.py`. Unknown keys are errors. Every setting of the top",
        "level and of its sections has a variable: `MONITOR_DATABASE`, `MONITOR_LOG_FORMAT`; `__` reaches any",
        "path, such as `MONITOR_SOURCES__TASS_RU__EVERY`. Lengths of time: `30s`, `15m`, `1h30m`, `2d`; a bare number",
        "counts seconds. Where the environment lacks a variable that a channel needs, the channel is off.",
        "",
        "## Top level",
        "",
        *table(schema),
    ]
    for name, part in schema["$defs"].items():
        if name in ("route", "channel"):
            lines += plugins(name, part)
        elif name.endswith("Settings"):
            lines += ["", f"## {heading(name)}", "", part.get("description", ""), "", *table(part)]
    return "\n".join(lines) + "\n"


def heading(name: str) -> str:
    plural = {"WatchSettings": "watches", "SourceSettings": "sources", "RuleSettings": "rules"}
    return plural.get(name, name.removesuffix("Settings").lower())


def plugins(seam: str, part: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"## {seam}s by type", "")
    for one in part["oneOf"]:
        kind = one["properties"]["type"].get("const", "package.module:Class")
        yield from (f"### {kind}", "", one["description"], "")
        options = {key: value for key, value in one["properties"].items() if key != "type"}
        if options:
            yield from (*table({**one, "properties": options}), "")


def table(part: dict[str, Any]) -> Iterator[str]:
    yield "| key | type | default | meaning |"
    yield "|---|---|---|---|"
    required = part.get("required", [])
    for key, value in part["properties"].items():
        default = "**required**" if key in required else shown_default(value)
        meaning = value.get("description", "").replace("|", "\\|")
        yield f"| `{key}` | {shown_type(value)} | {default} | {meaning} |"


def shown_default(value: dict[str, Any]) -> str:
    default = value.get("default")
    if default in ("", None, [], {}) or isinstance(default, dict):
        return ""
    if value.get("format") == "length of time":
        return f"`{length(default)}`"
    return f"`{default if isinstance(default, str) else json.dumps(default, ensure_ascii=False)}`"


def length(seconds: float) -> str:
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{int(seconds // size)}{unit}"
    return f"{seconds:g}s"


def shown_type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return heading(value["$ref"].rpartition("/")[2])
    if "enum" in value:
        return ", ".join(f"`{one}`" for one in value["enum"])
    if value.get("format") == "length of time":
        return "length of time"
    if "anyOf" in value:
        kinds = [shown_type(one) for one in value["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if value.get("type") == "array":
        return f"list of {shown_type(value.get('items', {}))}"
    if value.get("type") == "object":
        inner = value.get("additionalProperties") or next(iter(value.get("patternProperties", {}).values()), {})
        return f"name → {shown_type(inner)}"
    plain = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    return plain.get(value.get("type", ""), "any")


def commands_page() -> str:
    lines = ["# Commands", "", "Generated from the program by `python docs/generate.py`.", ""]
    context = click.Context(cli, info_name="monitor", terminal_width=100, **cli.context_settings)
    lines += ["```", cli.get_help(context), "```", ""]
    lines += ["Exit codes: 0 ok, 1 expected failure, 2 bad config or usage, 3 a bug.", ""]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            inner = click.Context(command, info_name=name, parent=context, terminal_width=100)
            lines += [f"## monitor {name}", "", "```", command.get_help(inner), "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(DOCS.parent))
