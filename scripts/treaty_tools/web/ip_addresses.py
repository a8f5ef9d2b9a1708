"""Resolve host names to network addresses, and decide which of them are public."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterator

from .outcome import Failure

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Networks in which the last 32 bits are an IPv4 address (RFC 6052)."""


async def resolved(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """Return the public addresses that a host name resolves to.

    Names that are numbers (``2130706433``, ``0x7f.1``) resolve as the system does it. Raises Failure if the name
    does not resolve, or only to private and reserved addresses.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Failure("no name", f"{host} does not resolve") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    public = addresses if allow_private else [address for address in addresses if is_public(address)]
    if not public:
        raise Failure("not public", f"{host} resolves to {', '.join(addresses)}, which is not public")
    return public


def is_public(address: str) -> bool:
    """Return whether an address, and every IPv4 address embedded in it, is on the public internet."""
    return all(_is_open(ip) for ip in _carried(ipaddress.ip_address(address.partition("%")[0])))


def _is_open(ip: Ip) -> bool:
    return ip.is_global and not (
        ip.is_multicast
        or ip.is_reserved
        or ip.is_loopback
        or ip.is_link_local
        or (ip.version == 6 and ip.is_site_local)
    )


def _carried(ip: Ip) -> Iterator[Ip]:
    """Yield the addresses that traffic to an address may reach: itself, or those embedded in it."""
    if isinstance(ip, ipaddress.IPv4Address):
        yield ip
    elif ip.ipv4_mapped:
        yield ip.ipv4_mapped
    elif ip in NAT64:
        yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    else:
        yield ip
        yield from (inner for inner in (ip.sixtofour, *(ip.teredo or ())) if inner)
