"""Where outgoing calls may go. A merchant names the URL, so everything inside our own network must be out of reach.

Addresses are judged when the socket is made, after every name has been resolved: what a name said earlier does not
count.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# IANA special-purpose address registries: every block that is not globally reachable, or leads back to one that is not.
_NOT_PUBLIC_V4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private use
        "100.64.0.0/10",  # shared by a carrier's customers (CGNAT)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, where clouds keep their metadata
        "172.16.0.0/12",  # private use
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relay
        "192.168.0.0/16",  # private use
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Only 2000::/3 is given out as global unicast; loopback, mapped, local and multicast addresses lie outside it.
_GLOBAL_V6 = ip_network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    ip_network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries any IPv4 address
        "3fff::/20",  # documentation
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_OWN_NETWORK = tuple(
    ip_network(block)
    for block in (
        "10.0.0.0/8",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
    )
)
_IPV4_NUMBER = re.compile(r"(\d+|0x[0-9a-f]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reach:
    """What an outgoing call may touch: URL schemes, and IP addresses as text."""

    schemes: frozenset[str]
    admits: Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether `address` is a globally reachable unicast address; false for what is no address.

    An IPv4-mapped address is refused outright (no name server has a reason to give one); a NAT64 address counts as the
    IPv4 address inside it.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        if parsed in _NAT64:
            return is_public(str(IPv4Address(parsed.packed[-4:])))
        return parsed in _GLOBAL_V6 and not any(parsed in block for block in _NOT_PUBLIC_V6)
    return not any(parsed in block for block in _NOT_PUBLIC_V4)


def is_public_or_own_network(address: str) -> bool:
    """As `is_public`, and loopback and private use too. Link-local stays refused: a sandbox needs no cloud metadata."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return is_public(address) or any(parsed in block for block in _OWN_NETWORK)


PUBLIC_HTTPS = Reach(frozenset({"https"}), is_public)
ALLOW_INSECURE = Reach(frozenset({"http", "https"}), is_public_or_own_network)


def refusal(scheme: str, host: str, reach: Reach) -> str | None:
    """Why a URL of `scheme` and `host` can never be called, as a sentence; None when connecting decides.

    Refuses schemes outside `reach`, literal addresses outside it, and IPv4 addresses in any but the dotted notation.
    """
    if scheme not in reach.schemes:
        return f"{scheme} is not allowed, only {' or '.join(sorted(reach.schemes, reverse=True))}"
    literal = host.strip("[]")
    if ":" in literal:
        return None if reach.admits(literal) else "the address is not public"
    if not _IPV4_NUMBER.fullmatch(literal.rstrip(".").rpartition(".")[2]):
        return None
    try:
        IPv4Address(literal)
    except ValueError:
        return "the host is neither a name nor a plainly written address"
    return None if reach.admits(literal) else "the address is not public"
