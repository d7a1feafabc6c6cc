"""Aggregators' wrapped links, by request where they do not decode offline.

Google News asks its own server for the address: the article's page carries a signature and a time, and a call with
both (the `garturlreq` of its batch interface, which is not documented and may change) gives the address.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

from monitor.core.urls import fetchable, google_news_id, unwrapped
from monitor.model import Fetched
from monitor.seams import Ask, Http, Post, Poster

_SERVER = "https://news.google.com"
_CALL = "Fbv4je"
_SIGNATURE = re.compile(r'data-n-a-sg="([\w+/=-]{8,400})"')
_TIME = re.compile(r'data-n-a-ts="(\d{5,15})"')
_ADDRESS = re.compile(r'garturlres\W{1,12}(https?:[^"]{4,3000}?)\\*"')


async def unwrap(url: str, http: Http, poster: Poster, server: str = _SERVER) -> str:
    """The publisher's own address behind a wrapped link; the link itself where it cannot be found out."""
    offline = unwrapped(url)
    name = google_news_id(url)
    if offline != url or not name:
        return offline
    page = await http.get(Ask(f"{server}/rss/articles/{name}", max_bytes=2_000_000))
    request = question(name, page.body.decode("utf-8", "replace"), server) if isinstance(page, Fetched) else None
    if request is None:
        return url
    answer = await poster.post(request)
    return (answered(answer.body.decode("utf-8", "replace")) if isinstance(answer, Fetched) else "") or url


def question(name: str, page: str, server: str = _SERVER) -> Post | None:
    """The call that asks for an article's address; None where its page carries no signature."""
    signature, time = _SIGNATURE.search(page), _TIME.search(page)
    if signature is None or time is None:
        return None
    place = ["X", "X", ["X", "X"], None, None, 1, 1, "US:en", None, 1, None, None, None, None, None, 0, 1]
    inner = ["garturlreq", [place, "X", "X", 1, [1, 1, 1], 1, 1, None, 0, 0, None, 0], name, int(time[1]), signature[1]]
    body = urlencode({"f.req": json.dumps([[[_CALL, json.dumps(inner), None, "generic"]]])}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded;charset=UTF-8"}
    return Post(f"{server}/_/DotsSplashUi/data/batchexecute", body, headers)


def answered(body: str) -> str:
    """The address in the call's answer; "" where there is none."""
    found = _ADDRESS.search(body)
    if found is None:
        return ""
    return fetchable(re.sub(r"\\+u003d", "=", re.sub(r"\\+u0026", "&", found[1])).replace("\\", ""))
