"""What the program is made of may be used by anybody, and is pinned."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.utils import canonicalize_name

from scripts.supply import FREE, components, declared, licence, sbom

ROOT = Path(__file__).parents[2]
# Licences that are none of the usual free ones, each with the reason why it is used all the same.
EXCEPTIONS: dict[str, str] = {}


def test_every_dependency_is_under_a_free_licence() -> None:
    found = {name: licence(one) for name, one in components().items() if not FREE.search(licence(one))}
    assert found.keys() <= EXCEPTIONS.keys(), found


def test_every_declared_dependency_is_listed_in_the_bill_of_materials() -> None:
    listed = {one["name"] for one in sbom()["components"]}
    needed = {canonicalize_name(re.split(r"[\[<>=~!; ]", need)[0]) for need in declared()}
    optional = {"pypdf", "apprise", "tzdata"}  # extras, and what the system may have itself
    assert needed - optional <= listed


def test_every_component_is_pinned_to_one_version_and_no_host_is_named() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {canonicalize_name(line.partition("==")[0]) for line in text.splitlines() if "==" in line}
    assert components().keys() - pinned <= {"pip", "setuptools"}
    assert "://" not in text


def locked() -> dict[str, tuple[str, int]]:
    """Name -> (version, how many hashes) of each requirement in the lock."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.findall(r"^([\w.-]+)==(\S+)(.*)$", text, re.M)
    return {canonicalize_name(name): (version, rest.count("--hash=sha256:")) for name, version, rest in found}


def test_what_the_image_installs_is_what_is_pinned_and_each_file_has_its_hash() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)}
    lock = locked()
    assert components().keys() <= lock.keys()
    assert all(count for _, count in lock.values())
    assert {name: version for name, (version, _) in lock.items() if pinned.get(name, version) != version} == {}
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.lock" in dockerfile
    assert "--no-deps --no-build-isolation" in dockerfile


def test_the_container_and_the_unit_give_away_nothing_needless() -> None:
    unit = (ROOT / "deploy/monitor.service").read_text(encoding="utf-8")
    for switch in ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=\n"):
        assert switch in unit
    compose = (ROOT / "deploy/compose.yaml").read_text(encoding="utf-8")
    for switch in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "10001"):
        assert switch in compose
    assert "\nUSER monitor\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
