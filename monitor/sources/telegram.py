"""Public preview pages of Telegram channels (`t.me/s/NAME`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar

from lxml import etree, html

from monitor.core.bounds import crowded, overgrown
from monitor.core.entries import MAX_TITLE, entry_date, keys_of, link_of, plain
from monitor.core.urls import host_of
from monitor.model import Entry, Fetched, FetchFailed, Reason
from monitor.seams import Ask, Parsed, Seen

from . import answers
from .charset import decoded
from .feeds import Origin, collected, unseen
from .rss import origin_of

MAX_PAGE = 3_000_000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")  # Telegram's rule for public names
_POST = re.compile(r"([A-Za-z0-9_]{1,64})/(\d{1,12})")
_TITLE = 200  # a post has no title: its first line, cut at a sentence or a word, stands for one


@dataclass(frozen=True, kw_only=True)
class Telegram:
    """The public preview of a channel: `channel` is its name, as in `t.me/NAME`.

    `site` is the host (`tass.ru`) whose links in posts are the articles; without it, or without such a link, the post
    itself is the article. `server` is for mirrors.
    """

    type: ClassVar[str] = "telegram"

    channel: str
    site: str = ""
    server: str = "https://t.me"
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    robots: bool = True

    def __post_init__(self) -> None:
        """Raises ValueError for what cannot be a channel's name."""
        if not _NAME.fullmatch(self.channel.removeprefix("@")):
            raise ValueError(f"{self.channel!r} is no channel name: expected letters, digits and _, as in t.me/NAME")

    def ask(self) -> Ask:
        url = f"{self.server}/s/{self.channel.removeprefix('@')}"
        return Ask(url, {"accept": "text/html", **self.headers}, max_bytes=MAX_PAGE, trusted=True, robots=self.robots)

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        if not fetched.body.strip():
            return answers.empty(fetched)
        text = decoded(fetched.body, fetched.headers.get("content-type", ""))
        if too_much := overgrown(text):
            return answers.failed(fetched, Reason.TOO_LARGE, too_much)
        posts = _posts(text)
        if not posts:
            challenge = answers.challenge(text)
            said = (Reason.CHALLENGE, challenge) if challenge else (Reason.NOT_A_FEED, "no posts: no public preview?")
            return answers.failed(fetched, *said)
        origin = origin_of(source, self.type, fetched, "UTC")
        links = [self._link(post, origin) for post in posts]
        keys = keys_of(source, [(_own(post), link) for post, link in zip(posts, links, strict=True)])
        made = [_entry(posts[i], links[i], keys[i], origin) for i in unseen(keys, seen)]
        return collected(made, keys, None, self._older(posts))

    def _link(self, post: html.HtmlElement, origin: Origin) -> str:
        if self.site:
            for anchor in post.iterfind(".//a[@href]"):
                link = link_of(anchor.get("href", ""), origin.base)
                if host_of(link) == host_of(f"https://{self.site}"):
                    return link
        return _own(post)

    def _older(self, posts: list[html.HtmlElement]) -> str:
        """The page of the posts before these."""
        first = min(int(found[2]) for post in posts if (found := _POST.fullmatch(post.get("data-post", ""))))
        return f"{self.ask().url}?before={first}" if first > 1 else ""


def _posts(text: str) -> list[html.HtmlElement]:
    markup = text.encode("utf-8", "replace")
    if crowded(markup):
        return []
    try:
        page = html.document_fromstring(markup, parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, etree.ParserError):
        return []
    return [one for one in page.iterfind(".//*[@data-post]") if _POST.fullmatch(one.get("data-post", ""))]


def _own(post: html.HtmlElement) -> str:
    return f"https://t.me/{post.get('data-post')}"


def _entry(post: html.HtmlElement, link: str, key: str, origin: Origin) -> Entry:
    words = post.xpath(".//*[contains(concat(' ', @class, ' '), ' tgme_widget_message_text ')]")
    markup = html.tostring(words[-1], encoding="unicode", with_tail=False) if words else ""
    text = plain(markup)
    dates = post.xpath(".//time/@datetime")
    return Entry(
        source=origin.source,
        route=origin.route,
        guid=_own(post),
        url=link.partition("#")[0],
        title=_title(text),
        summary=text,
        published=entry_date(str(dates[-1])) if dates else None,
        key=key,
    )


def _title(text: str) -> str:
    line = text.partition("\n")[0].strip()[:MAX_TITLE]
    if len(line) <= _TITLE:
        return line
    sentence = re.match(r".{40,200}?[.!?…](?=\s)", line)
    return sentence[0] if sentence else line[:_TITLE].rpartition(" ")[0] + "…"
