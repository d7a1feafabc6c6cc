"""Which addresses may be connected to: public ones, and those of hosts that the config names.

The list is Python's (`ipaddress`, after the IANA special-purpose registries), applied to the IPv4 address inside every
form of IPv6 that carries one, so that no notation leads where the plain one may not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE = ip_network("::/96")  # RFC 4291, 2.5.5.1
_TRANSLATED = ip_network("::ffff:0:0:0/96")  # RFC 2765
_ISATAP = 0x5EFE  # RFC 5214, 6.1: in the upper half of the interface identifier, whatever its local bit
_NEVER = tuple(
    ip_network(text)
    for text in (
        "192.88.99.0/24",  # 6to4 relays, deprecated (RFC 7526)
        "168.63.129.16/32",  # a cloud's own services, on an address that looks public
        "100.100.100.200/32",  # likewise
        "192.0.0.0/24",  # protocol assignments (RFC 6890); Python 3.11 calls parts of it global
        "64:ff9b:1::/48",  # local-use translation (RFC 8215); likewise
        "fec0::/10",  # site-local, deprecated (RFC 3879)
        "5f00::/16",  # segment routing (RFC 9602)
        "3fff::/20",  # documentation (RFC 9637)
    )
)


def forbidden(address: str) -> str:
    """Why this IP address (with a zone, possibly) may not be connected to; "" when it is public."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address!r} is no address"
    for one in (parsed, *_carried(parsed)):
        if not _public(one):
            return f"{parsed} is not a public address" if one is parsed else f"{parsed} stands for {one}"
    return ""


def _public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return _public(address.ipv4_mapped)
    return address.is_global and not address.is_multicast and not any(address in network for network in _NEVER)


def _carried(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address carries within itself."""
    if isinstance(address, IPv4Address):
        return ()
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _COMPATIBLE or address in _TRANSLATED:
        found.append(last)
    if (int(address) >> 32) & 0xFDFFFFFF == _ISATAP:
        found.append(last)
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True)
class Allowed:
    """The config's exceptions: hosts by name (`host` or `host:port`) and networks (`10.0.0.0/8`)."""

    names: frozenset[str]
    networks: tuple[Network, ...]

    @staticmethod
    def of(entries: Iterable[str]) -> Allowed:
        """Raises ValueError for an entry that looks like a network and is none."""
        listed = [entry.strip().lower() for entry in entries]
        networks = tuple(ip_network(entry) for entry in listed if "/" in entry)
        return Allowed(frozenset(entry for entry in listed if "/" not in entry), networks)

    def permits(self, host: str, port: int, address: str) -> bool:
        """Whether the config lets this host (as its URL wrote it) resolve to this address."""
        if self.names & {host, f"{host}:{port}", f"[{host}]:{port}"}:
            return True
        if not self.networks:
            return False
        parsed = ip_address(address.partition("%")[0])
        return any(parsed in network for network in self.networks)
