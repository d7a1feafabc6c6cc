"""Aggregators' wrapped links, by request where they do not decode offline."""

from __future__ import annotations

from monitor.seams import Http, Poster


async def unwrap(url: str, http: Http, poster: Poster) -> str:
    """The publisher's own address behind a wrapped link; the link itself where it cannot be found out."""
    raise NotImplementedError(url, http, poster)
