"""Addresses of the desk's pages."""

from __future__ import annotations

from urllib.parse import urlencode

ROOT = "/desk"


def to(page: str, **args: object) -> str:
    """The address of a page (`""` is the front); arguments that are empty are left out."""
    asked = urlencode({name: str(value) for name, value in args.items() if value not in ("", None)})
    return "/".join(part for part in (ROOT, page) if part) + (f"?{asked}" if asked else "")


def value(watch: str, kind: str, name: str) -> str:
    return to("value", watch=watch, kind=kind, value=name)


def article(url: str) -> str:
    return to("article", url=url)


def local(address: str) -> str:
    """Where a form may lead back to: a page of the desk; else the front, for a form can be made by anybody."""
    plain = address.startswith((f"{ROOT}/", f"{ROOT}?")) or address == ROOT
    return address if plain and address.isprintable() and "\\" not in address else ROOT
