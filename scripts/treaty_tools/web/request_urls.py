"""Parse and normalise the addresses to request."""

import ipaddress
import re

import httpx2

PORTS = {"http": 80, "https": 443}
"""The schemes of the web, with their default ports."""

LONGEST = 8_000
"""Maximum number of characters: about what servers accept, and matching robots.txt takes time for each."""

TOO_LONG = f"is longer than {LONGEST:,} characters"

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_HOST = 253


class InvalidAddress(Exception):  # noqa: N818 -- the message completes "the address ..."
    """Raised if an address cannot be requested; the message completes "the address ..."."""


def parsed(text: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """Return an address, which may be relative to another. Raises InvalidAddress."""
    if len(text) > LONGEST:
        raise InvalidAddress(TOO_LONG)
    if "\\" in text:  # programs disagree on the host of such an address
        raise InvalidAddress("contains a backslash")
    try:
        url = base.join(text) if base else httpx2.URL(text)
        _ = url.host  # decodes the host name, which may fail
    except (httpx2.InvalidURL, ValueError):
        raise InvalidAddress("is not a valid URL") from None
    return url


def as_asked(url: httpx2.URL) -> httpx2.URL:
    """Return an address as it is requested: without its fragment, user name and password.

    Raises InvalidAddress.
    """
    if url.scheme not in PORTS:
        raise InvalidAddress(f"starts with {url.scheme}:, not http: or https:" if url.scheme else "is not a valid URL")
    try:
        host = url.raw_host.decode("ascii", "replace")
    except UnicodeEncodeError:  # the zone of an IPv6 address
        host = ""
    if not is_host(host):
        raise InvalidAddress("has no valid host name")
    if not 0 < port(url) < 2**16:
        raise InvalidAddress("has no valid port")
    bare = url.copy_with(fragment=None, userinfo=b"")
    if len(str(bare)) > LONGEST:  # joining or escaping may have made it longer than the text
        raise InvalidAddress(TOO_LONG)
    return bare


def is_host(host: str) -> bool:
    """Return whether a host is an IP address, or a name that DNS can resolve."""
    if ":" in host:
        return _is_ipv6(host)
    name = host.removesuffix(".").lower()
    return len(name) <= _LONGEST_HOST and all(map(_LABEL.fullmatch, name.split(".")))


def _is_ipv6(host: str) -> bool:
    try:
        return not ipaddress.IPv6Address(host).scope_id
    except ValueError:
        return False


def port(url: httpx2.URL) -> int:
    """Return the port of an address, that of its scheme by default."""
    return PORTS[url.scheme] if url.port is None else url.port
