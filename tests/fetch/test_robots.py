import json
from pathlib import Path

import pytest

from monitor.fetch.robots import EVERYTHING, Robots

VECTORS = Path(__file__).parents[2] / "../shared/data/robots_google.jsonl"


def test_agrees_with_the_reference_parser_on_its_own_checks() -> None:
    if not VECTORS.exists():
        pytest.skip("the shared data are not here")
    rows = [json.loads(line) for line in VECTORS.read_text("utf-8").splitlines()]
    wrong = [r for r in rows if Robots.parse(r["robots"]).allows(r["url"], r["agent"]) != r["allowed"]]
    print(f"robots: {len(rows) - len(wrong)} of {len(rows)} as the reference says")
    assert len(rows) - len(wrong) >= 141, wrong


RULES = """\ufeffUser-agent: otherbot
Disallow: /

Sitemap: https://example.com/sitemap.xml
User-Agent: FirstMention/2.0 (news)
Host: example.com
User-agent: kindbot
Crawl-delay: 7
Disallow: /private  # not this
Allow: /private/open$

User-agent: *
Crawl-delay: 4000
Disallow: /*?print=
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("firstmention", "/news", True),
        ("firstmention", "/private/a", False),
        ("firstmention", "/private/open", True),
        ("firstmention", "/a?print=1", True),
        ("kindbot", "/private/a", False),
        ("otherbot", "/news", False),
        ("otherbot-image", "/news", True),
        ("stranger", "/a?print=1", False),
        ("stranger", "/private/a", True),
    ],
)
def test_the_group_that_names_the_agent_decides(agent: str, path: str, allowed: bool) -> None:
    assert Robots.parse(RULES).allows(f"https://example.com{path}", agent) is allowed


def test_crawl_delay_is_of_the_agents_group_and_bounded() -> None:
    robots = Robots.parse(RULES)
    assert robots.crawl_delay("kindbot") == 7
    assert robots.crawl_delay("stranger") == 60
    assert robots.crawl_delay("otherbot") == 0


def test_without_rules_all_is_allowed() -> None:
    assert EVERYTHING.allows("https://example.com/a", "firstmention")


def test_a_hostile_file_is_read_in_bounded_time() -> None:
    text = "User-agent: *\n" + "Disallow: /" + "*a" * 2000 + "$\n" + "x" * 100_000
    assert Robots.parse(text).allows("https://example.com/" + "a" * 3000 + "b", "firstmention")
