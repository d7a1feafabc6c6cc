"""Which addresses may be connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.addresses import Allowed, forbidden

PRIVATE = """127.0.0.1 127.8.9.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 100.100.100.200
198.18.0.1 192.0.2.1 192.0.0.8 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16 ::1 :: ::ffff:127.0.0.1 ::127.0.0.1
::ffff:0:10.0.0.1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1::1 2001:0:1:2::3 fe80::1 fe80::1%eth0 fc00::1
fd12::1 fec0::1 ff02::1 2001:db8::1 3fff::1 100::1 2a00:1450::5efe:c0a8:101"""
PUBLIC = "8.8.8.8 1.1.1.1 93.184.216.34 2606:4700::1111 2a00:1450:4001::200e ::ffff:8.8.8.8 64:ff9b::808:808"


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private_addresses_are_forbidden_in_every_form(address: str) -> None:
    assert forbidden(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses_are_not(address: str) -> None:
    assert forbidden(address) == ""


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "::g"])
def test_what_is_no_address_is_forbidden(text: str) -> None:
    assert forbidden(text)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:{}", "64:ff9b::{}", "::{}"]))
def test_what_carries_a_forbidden_address_is_forbidden_too(address: IPv4Address, form: str) -> None:
    if forbidden(str(address)):
        assert forbidden(str(IPv6Address(form.format(address))))


def test_the_config_may_name_a_host_a_port_or_a_network() -> None:
    allowed = Allowed.of(["wiki.lan", "localhost:8000", "10.0.0.0/8"])
    assert allowed.permits("wiki.lan", 80, "192.168.0.5")
    assert allowed.permits("localhost", 8000, "127.0.0.1")
    assert not allowed.permits("localhost", 8001, "127.0.0.1")
    assert allowed.permits("any.host", 80, "10.9.9.9")
    assert not allowed.permits("any.host", 80, "127.0.0.1")
    with pytest.raises(ValueError, match="does not appear"):
        Allowed.of(["ten/8"])
