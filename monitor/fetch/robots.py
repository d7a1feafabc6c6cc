"""robots.txt (RFC 9309): protego's matching, with its departures from Google's reference parser undone.

What is undone: a line of no known directive does not close a group's list of agents; an agent's name ends at the first
character that no product token has, and is compared whole; percent-escapes are compared as written, but for their case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

MAX_ROBOTS = 512_000  # RFC 9309, 2.5: at least 500 KiB are to be read
MAX_CRAWL_DELAY = 60.0

_LINE = re.compile(r"\s*([A-Za-z][A-Za-z -]{2,14}?)\s*[:\s]\s*(.*)")
_AGENT = frozenset({"user-agent", "useragent", "user agent"})
_PATHS = frozenset({"allow", "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})
_OTHERS = frozenset({"crawl-delay", "sitemap"})
_TOKEN = re.compile(r"[A-Za-z_-]+")
_NEEDLESS = re.compile(r"%(?=4[1-9A-Fa-f]|5[0-9Aa]|6[1-9A-Fa-f]|7[0-9Aa]|3[0-9]|2[DdEe]|5[Ff]|7[Ee])")  # of unreserved
_RAW = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class Robots:
    """The rules of one origin."""

    rules: Protego
    agents: frozenset[str]

    @staticmethod
    def parse(text: str) -> Robots:
        lines, agents = [], set()
        for raw in text.removeprefix("\ufeff").splitlines():
            field, value = _directive(raw.partition("#")[0])
            if field in _AGENT:
                value = value if value.startswith("*") else (_TOKEN.match(value) or [""])[0]
                agents.add(value.lower())
            if field in _PATHS:
                value = _NEEDLESS.sub("%25", value)
            if field:
                lines.append(f"{field}: {value}")
        return Robots(Protego.parse("\n".join(lines)), frozenset(agents))

    def allows(self, url: str, agent: str) -> bool:
        """Whether the agent, given as a product token, may fetch the address."""
        return bool(self.rules.can_fetch(_RAW.sub("%25", _NEEDLESS.sub("%25", url)), self._known(agent)))

    def crawl_delay(self, agent: str) -> float:
        """Seconds between two requests, 0 where nothing is asked for; at most a minute."""
        return min(MAX_CRAWL_DELAY, self.rules.crawl_delay(self._known(agent)) or 0.0)

    def _known(self, agent: str) -> str:
        """The agent where a group names it whole; else a name that only `*` answers to."""
        return agent if agent.lower() in self.agents else ""


def _directive(line: str) -> tuple[str, str]:
    """Field and value of a line; ("", "") for one that says nothing known."""
    found = _LINE.match(line)
    if found and (field := found[1].lower()) in _AGENT | _PATHS | _OTHERS:
        return field, found[2].strip()
    field, _, value = line.partition(":")
    field = field.strip().lower()
    return (field, value.strip()) if field in _AGENT | _PATHS | _OTHERS else ("", "")


EVERYTHING = Robots.parse("")
"""For an origin without rules."""
