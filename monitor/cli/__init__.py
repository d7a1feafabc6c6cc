"""The command line: parse, call, print. Its names and JSON shapes are a promise that scripts rely on.

A command's module is imported only when it is called: `monitor --help` stays quick.
"""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

import click

from monitor import __version__
from monitor.errors import MonitorError

BUG = 3

# name -> (where it lives, what it is for)
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("monitor.cli.work:run", "The daemon: poll, read, record and tell until stopped."),
    "once": ("monitor.cli.work:once", "One cycle, then exit."),
    "demo": ("monitor.cli.demo:demo", "A made-up news world at speed: alerts within a minute, no network."),
    "check": ("monitor.cli.check:check", "Validate the config; --live tries every route and channel."),
    "inspect": ("monitor.cli.inspect:inspect", "What the analysis makes of a page, a URL or each .jsonl line."),
    "import": ("monitor.cli.bring:import_", "History through the same pipeline, each article at its own date."),
    "replay": ("monitor.cli.again:replay", "The archive under another config: findings gained, lost, moved."),
    "ledger": ("monitor.cli.known:ledger", "What is known of each watch: values, states, first articles."),
    "accept": ("monitor.cli.review:accept", "Take a candidate name into the knowledge."),
    "reject": ("monitor.cli.review:reject", "Refuse a candidate name for good."),
    "findings": ("monitor.cli.known:findings", "What was new, in the order in which it was found."),
    "stories": ("monitor.cli.known:stories", "Articles that tell one event: who was first, who copied, who reported."),
    "articles": ("monitor.cli.known:articles", "The articles in the archive."),
    "alerts": ("monitor.cli.known:alerts", "The alerts, and what became of them."),
    "search": ("monitor.cli.search:search", "Full-text search, in either language, any word form."),
    "why": ("monitor.cli.why:why_", "The whole life of an item or an alert, each yes and no with its reason."),
    "audit": ("monitor.cli.again:audit", "For each link: caught, merged, muted, missed, and what was missing."),
    "sources": ("monitor.cli.sources:sources", "Health of every source and route; OPML in and out."),
    "outbox": ("monitor.cli.outbox:outbox", "What waits to be delivered: list, retry, drop."),
    "try": ("monitor.cli.check:attempt", "Try one source or one channel for real."),
    "plugins": ("monitor.cli.check:plugins", "Every kind of route, extractor, tagger and channel, with its options."),
    "schema": ("monitor.cli.check:schema", "The JSON Schema of config.yaml."),
    "export": ("monitor.cli.export:export", "Findings as CSV, JSON lines or Atom; the evidence of an alert."),
    "verify": ("monitor.cli.export:verify", "Check a folder of evidence."),
    "web": ("monitor.cli.web:web", "The analyst's desk in the browser, without the daemon."),
    "backup": ("monitor.cli.keep:backup", "A consistent copy of the database while it is in use."),
    "bench": ("monitor.cli.bench:bench", "What each stage costs on this machine, beside its budget."),
    "healthcheck": ("monitor.cli.keep:healthcheck", "Exit 0 when the daemon's last cycle is recent enough."),
}


class Commands(click.Group):
    """Commands by name from COMMANDS, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in COMMANDS:
            from monitor.config.nearest import did_you_mean  # noqa: PLC0415  only the misspelt pay for it

            ctx.fail(f"No such command {cmd_name!r}{did_you_mean(cmd_name, COMMANDS)}")
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-c", "--config", "config_path", metavar="FILE", help="The config [default: config.yaml].")
@click.option("-v", "--verbose", is_flag=True, help="Show more.")
@click.version_option(__version__, prog_name="monitor")
@click.pass_context
def cli(ctx: click.Context, config_path: str | None, verbose: bool) -> None:
    """Know the first time: watch the news about a company and tell when something new is said."""
    ctx.obj = {"config": config_path, "verbose": verbose}


def main() -> None:
    """Run the command line. Exit codes: 0 ok, 1 expected failure, 2 bad config or usage, 3 a bug."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # in a locale that is not UTF-8 the news has letters it cannot show
    sys.exit(run(None))


def run(words: Sequence[str] | None) -> int:
    """The exit code of one command; `words` are those of the process where None is given."""
    try:
        code = cli(words, prog_name="monitor", standalone_mode=False)
        sys.stdout.flush()  # here, where it can still be said that nobody takes it
    except click.Abort:
        return 1
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        click.echo(f"monitor: {_said(error)}", err=True)
        return error.exit_code
    except MonitorError as error:
        click.echo(f"monitor: {error}", err=True)
        return error.exit_code
    except OSError as error:
        return _unwritten(error)
    except Exception:  # the last boundary: whatever else arrives here is a bug, and the exit code says so
        return _bug()
    return code if isinstance(code, int) else 0  # what a command gave to `ctx.exit`


def _bug() -> int:
    traceback.print_exc()
    click.echo("monitor: this is a bug in monitor; please report the lines above", err=True)
    return BUG


def _unwritten(error: OSError) -> int:
    """A pipe that was closed, as by `head`, needs no word; a full disk does; anything else is not expected here."""
    if error.errno not in (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EIO):
        return _bug()
    with suppress(OSError, ValueError):  # what is still held would fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno != errno.EPIPE:
        click.echo(f"monitor: the answer cannot be written: {error.strerror}", err=True)
    return 1


def _said(error: click.ClickException) -> str:
    """In one line; what was called wrongly names its help."""
    said = error.format_message()
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{said.rstrip('.')}{'' if said.endswith('?') else ';'} see `{error.ctx.command_path} --help`"
    return said
