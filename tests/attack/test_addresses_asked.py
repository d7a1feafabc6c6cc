"""Addresses that lead inside, in every notation that we know, asked through the real client and its guard."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.fetch.http import EdgeSettings, HttpEdge
from monitor.model import Fetched, FetchFailed, FetchResult, Reason
from monitor.seams import Ask
from tests.newsroom import Answer, Newsroom

HOSTS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.000.000.001",
    "0177.0.0.1",
    "0177.0.1",
    "0x7f.0.0.1",
    "0x7f.1",
    "0x7f000001",
    "0X7F000001",
    "2130706433",
    "017700000001",
    "00000000177.0.0.1",
    "127.0.0.1.",
    "127.1.",
    "127.255.255.254",
    "0",
    "0.0.0.0",
    "0x0",
    "00",
    "0.0",
    "0.0.0.0.",
    "%31%32%37.0.0.1",
    "127%2e0%2e0%2e1",
    "１２７.０.０.１",
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "①②⑦.⓪.⓪.①",
    "①27.0.0.1",
    "10.0.0.1",
    "10.1",
    "0xa.1",
    "167772161",
    "012.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.257",
    "0xc0a80001",
    "3232235521",
    "169.254.169.254",
    "169.254.43518",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "0xa9.254.0251.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::0001]",
    "[0::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::1]",
    "[2002:c0a8:1::1]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fe80::1%25lo]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fdff::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[ff01::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[100::1]",
    "[5f00::1]",
    "[2a00:1450::5efe:7f00:1]",
    "[2a00:1450::200:5efe:a00:1]",
]

WHOLE = [
    "http://user@127.0.0.1/",
    "http://user:secret@127.0.0.1/",
    "http://a.example@127.0.0.1/",
    "http://a.example:80@127.0.0.1/",
    "http://127.0.0.1:80\\@a.invalid/",
    "http:\\\\127.0.0.1\\",
    "http:127.0.0.1",
    "http:/127.0.0.1/",
    "http:///127.0.0.1/",
    "http:////127.0.0.1/",
    "HTTP://127.0.0.1/",
    "http://127.0.0.1:00080/",
    "http://127.0.0.1#@a.invalid/",
    "http://127.0.0.1?@a.invalid/",
    "http://127.0.0.1%2f@a.invalid/",
    "http://a.invalid%23@127.0.0.1/",
    "https://127.0.0.1/",
    "http://[::1]:22/",
    "http://[::1]:6379/",
    "//127.0.0.1/",
    "///127.0.0.1",
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/stat",
    "ldap://127.0.0.1/",
    "jar:http://127.0.0.1!/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "unix:/var/run/docker.sock",
    "ws://127.0.0.1/",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "view-source:http://127.0.0.1/",
    "netdoc:///etc/passwd",
]

SETTINGS = EdgeSettings(pause=0, robots=False, connect=2, read=2, total=4)
REFUSED = {Reason.FORBIDDEN_ADDRESS, Reason.FORBIDDEN_SCHEME}
BROKEN = {*REFUSED, Reason.DNS, Reason.PROTOCOL}


class Names(AbstractResolver):
    """Answers for any name with the next of its answers; the last one stays."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked += 1
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [_result(host, port, address) for address in found]

    async def close(self) -> None:
        """It holds nothing."""


def _result(host: str, port: int, address: str) -> ResolveResult:
    kind = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)


def get(url: str, settings: EdgeSettings = SETTINGS, **more: Any) -> FetchResult:
    async def main() -> FetchResult:
        async with HttpEdge(settings, **more) as edge:
            return await edge.get(Ask(url))

    return asyncio.run(main())


def test_the_list_is_long_enough() -> None:
    assert len(set(HOSTS) | set(WHOLE)) >= 120


def all_of(urls: list[str]) -> dict[str, FetchResult]:
    async def main() -> list[FetchResult]:
        async with HttpEdge(SETTINGS) as edge:
            return [await edge.get(Ask(url)) for url in urls]

    return dict(zip(urls, asyncio.run(main()), strict=True))


def test_no_notation_of_an_inner_address_is_connected_to(news: Newsroom) -> None:
    news.answers["/"] = Answer(b"inside")
    port = news.address.rpartition(":")[2]
    for url, result in all_of([f"http://{host}:{port}/" for host in HOSTS]).items():
        assert isinstance(result, FetchFailed), url
        assert result.reason in REFUSED | {Reason.DNS}, (url, result)
    assert news.asked == []


def test_no_address_as_a_whole_leads_inside() -> None:
    for url, result in all_of(WHOLE).items():
        assert isinstance(result, FetchFailed), url
        assert result.reason in BROKEN, (url, result)
        assert "user:secret" not in f"{result.detail}", url


INNER = ["127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fe80::1%1", "64:ff9b::7f00:1"]


@pytest.mark.parametrize("inner", INNER)
def test_a_name_that_resolves_to_an_inner_address_is_refused(inner: str) -> None:
    names = Names((inner,))
    result = get("http://news.example/", resolver=names)
    assert isinstance(result, FetchFailed)
    assert result.reason is Reason.FORBIDDEN_ADDRESS
    assert names.asked == 1


def test_a_name_with_several_inner_addresses_leads_to_none_of_them(news: Newsroom) -> None:
    result = get("http://news.example/", resolver=Names(("127.0.0.1", "::1", "10.0.0.1")))
    assert isinstance(result, FetchFailed)
    assert result.reason is Reason.FORBIDDEN_ADDRESS
    assert news.asked == []


def test_a_name_that_changes_its_address_between_two_requests_is_judged_at_each(news: Newsroom) -> None:
    """Rebinding: allowed at first (the config lets this network pass), inner at the second look."""
    port = news.address.rpartition(":")[2]
    news.answers["/"] = Answer(b"", 302, headers={"Location": f"http://news.example:{port}/inside"})
    news.answers["/inside"] = Answer(b"inside")
    settings = EdgeSettings(pause=0, robots=False, connect=2, read=2, total=4, allow_private=("127.0.0.1/32",))
    names = Names(("127.0.0.1",), ("127.0.0.2",))
    result = get(f"http://news.example:{port}/", settings, resolver=names)
    assert isinstance(result, FetchFailed)
    assert result.reason is Reason.FORBIDDEN_ADDRESS
    assert (news.asked, names.asked) == (["/"], 2)


TARGETS = ["http://127.0.0.2:{port}/", "http://[::1]:{port}/", "//0x7f.2:{port}/", "file:///etc/passwd"]


@pytest.mark.parametrize("target", TARGETS)
def test_a_redirect_inside_is_refused(target: str, news: Newsroom) -> None:
    port = news.address.rpartition(":")[2]
    news.answers["/go"] = Answer(b"", 301, headers={"Location": target.format(port=port)})
    news.answers["/"] = Answer(b"inside")
    settings = EdgeSettings(pause=0, robots=False, connect=2, read=2, total=4, allow_private=("127.0.0.1",))
    result = get(f"{news.address}/go", settings)
    assert isinstance(result, FetchFailed)
    assert result.reason in REFUSED
    assert news.asked == ["/go"]


def test_the_keys_of_a_host_do_not_follow_a_redirect_to_another(news: Newsroom) -> None:
    port = news.address.rpartition(":")[2]
    news.answers["/go"] = Answer(b"", 302, headers={"Location": f"http://other.example:{port}/"})
    news.answers["/"] = Answer(b"fine")
    settings = EdgeSettings(pause=0, robots=False, allow_private=("127.0.0.0/8",))
    keys = {"x-api-key": "k3y-k3y", "authorization": "Bearer k3y-k3y", "cookie": "a=k3y-k3y"}

    async def main() -> FetchResult:
        async with HttpEdge(settings, resolver=Names(("127.0.0.1",))) as edge:
            return await edge.get(Ask(f"http://news.example:{port}/go", keys, trusted=True))

    result = asyncio.run(main())
    assert isinstance(result, Fetched)
    assert "k3y-k3y" in str(news.heard[0])
    assert "k3y-k3y" not in str(news.heard[1])
