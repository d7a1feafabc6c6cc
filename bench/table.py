"""The rows of bench/README.md's table, from one run of every bench, ready to be pasted: about ten minutes.

    python bench/table.py [--only NAME ...]

What the benches print besides goes to stderr. A bench that fails says so in its row, and the others run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAGES = {
    "poll, 304": "poll, 304 (HTTP client not counted), ms",
    "poll, 3 new of 60": "poll, 3 new of 60, ms",
    "extract": "extract, ms a page",
    "place in story": "place in story, ms",
    "whole article": "whole article, ms",
}


def rows_of(lines: Iterable[str]) -> Iterator[str]:
    """What the bench says as rows itself."""
    return (line for line in lines if line.startswith("|"))


def stages(lines: Iterable[str]) -> Iterator[str]:
    """`monitor bench --json`: the stages that have a budget, and the sums of those that share one."""
    found = {row["stage"]: row for row in map(json.loads, lines) if "stage" in row}
    for name, said in STAGES.items():
        yield row_of(said, found[name]["ms"], found[name]["budget_ms"])
    yield row_of("tokens, lemmas and taggers, ms", found["tokens and lemmas"]["ms"] + found["taggers"]["ms"], 5.0)
    rest = found["record, with its place"]["ms"] - found["place in story"]["ms"]
    yield row_of("record without its place, ms", rest, 1.0)


def row_of(what: str, found: float, budget: float) -> str:
    return f"| {what} | {found:.2f} | | | {budget:g}{'' if found <= budget else ': **missed**'} | `monitor bench` |"


def last(what: str) -> Callable[[Iterable[str]], Iterator[str]]:
    """A bench with a table of its own: its last line, as one row."""

    def said(lines: Iterable[str]) -> Iterator[str]:
        *_, line = [line for line in lines if line.strip()] or ["nothing"]
        yield f"| {what} | {line.strip().replace('|', '/')} | | | | |"

    return said


Bench = tuple[list[str], Callable[[Iterable[str]], Iterator[str]]]
BENCHES: dict[str, Bench] = {
    "stages": (["-m", "monitor", "bench", "--json"], stages),
    "chain": (["bench/chain.py"], rows_of),
    "cores": (["bench/cores.py"], rows_of),
    "poll": (["bench/poll.py", "--sources", "500"], last("polling, `bench/poll.py --sources 500`")),
    "same": (["bench/same.py", "--datasketch"], last("near-duplicates, `bench/same.py --datasketch`")),
    "start": (["bench/start.py"], rows_of),
    "pace": (["bench/pace.py", "--minutes", "1"], rows_of),
    "flood": (["bench/pace.py", "--flood", "--minutes", "0.5"], rows_of),
    "growth": (["bench/growth.py"], rows_of),
}


def run(name: str) -> Iterator[str]:
    command, rows = BENCHES[name]
    print(f"--- {' '.join(command)}", file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, *command], cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, file=sys.stderr, flush=True)
    if done.returncode:
        yield f"| {name} | failed with exit code {done.returncode} | | | | |"
        return
    yield from rows(done.stdout.splitlines())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", nargs="*", choices=list(BENCHES), default=list(BENCHES))
    print("| what | ours | peer, in the same run | ratio | budget | command |\n|---|---|---|---|---|---|", flush=True)
    for name in options.parse_args().only:
        for row in run(name):
            print(row, flush=True)


if __name__ == "__main__":
    main()
