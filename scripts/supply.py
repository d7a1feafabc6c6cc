"""What the program is made of: licences (docs/licences.md) and an SBOM (CycloneDX 1.5 JSON), from installed metadata.

python scripts/supply.py licences          prints the table
python scripts/supply.py sbom              prints the SBOM
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
ROOT = "firstmention"
EXTRAS = ("pdf", "apprise")
FREE = re.compile(
    r"\b(MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software Foundation|ISC|HPND|Unlicense|0BSD|CNRI|Public Domain)\b", re.I
)

_BSD = "Redistribution and use in source and binary forms"  # its first words, where only the text is given


def components() -> dict[str, Distribution]:
    """Name -> distribution of everything that a user of the program gets, the program itself left out."""
    found: dict[str, Distribution] = {}
    waiting = _needed(declared(), "")
    while waiting:
        name, extra = waiting.pop()
        try:
            one = distribution(name)
        except PackageNotFoundError:
            continue  # an extra that is not installed here
        if name not in found or extra:
            found[name] = one
            fresh = _needed(one.requires or (), extra)
            waiting += [(wanted, more) for wanted, more in fresh if wanted not in found]
    return dict(sorted(found.items()))


def declared() -> list[str]:
    """What pyproject.toml asks for, with the extras that users install."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *(need for extra in EXTRAS for need in project["optional-dependencies"][extra])]


def _needed(requires: Iterable[str], extra: str) -> list[tuple[str, str]]:
    """(name, extra) of each requirement that holds on this machine."""
    needs = [need for need in map(Requirement, requires) if not need.marker or need.marker.evaluate({"extra": extra})]
    return [(canonicalize_name(need.name), more) for need in needs for more in ("", *need.extras)]


def licence(one: Distribution) -> str:
    """As the package states it: an SPDX expression, else its classifiers, else its one-line field."""
    meta = one.metadata
    classifiers = [c.rpartition(" :: ")[2] for c in meta.get_all("Classifier") or () if c.startswith("License :: ")]
    named = [c for c in classifiers if c != "OSI Approved"]
    if _BSD in " ".join((meta.get("License") or "").split()):
        return "BSD (by its text)"
    stated = (meta.get("License") or "").strip().partition("\n")[0][:60]
    return meta.get("License-Expression") or ", ".join(named) or stated or "not stated"


def table() -> Iterator[str]:
    yield "# Licences of what is installed with the program\n"
    yield "Written by `make release-check`. The program itself is under the MIT licence.\n"
    yield "| Package | Version | Licence |\n|---|---|---|"
    for name, one in components().items():
        yield f"| {name} | {one.version} | {licence(one)} |"


def sbom() -> dict[str, object]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": ROOT, "version": distribution(ROOT).version}},
        "components": [
            {
                "type": "library", "name": name, "version": one.version, "purl": f"pkg:pypi/{name}@{one.version}",
                "bom-ref": f"pkg:pypi/{name}@{one.version}", "licenses": [{"license": {"name": licence(one)}}],
            }
            for name, one in components().items()
        ],
    }  # fmt: skip


if __name__ == "__main__":
    print("\n".join(table()) if sys.argv[1:] == ["licences"] else json.dumps(sbom(), indent=1))
