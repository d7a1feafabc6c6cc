"""Two uses of a URL, kept apart: the address to fetch, and the identity under which an article is known.

Parsing and serialising follow the WHATWG URL Standard (https://url.spec.whatwg.org/, through ada).
"""

from __future__ import annotations


def fetchable(url: str, base: str = "") -> str:
    """The absolute http or https address to fetch, without credentials and fragment; "" for anything else."""
    raise NotImplementedError(url, base)


def identity(url: str) -> str:
    """The key under which twins of one article meet: tracking, AMP and mobile forms gone; "" for no http URL."""
    raise NotImplementedError(url)
