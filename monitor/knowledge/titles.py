"""How people call the values that packs know by slugs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml


@cache
def titles(language: str) -> Mapping[str, str]:
    """slug -> title in the language; English where there is none in it."""
    said = yaml.safe_load(Path(__file__).with_name("titles.yaml").read_text(encoding="utf-8"))
    return {slug: names.get(language) or names["en"] for slug, names in said.items()}
