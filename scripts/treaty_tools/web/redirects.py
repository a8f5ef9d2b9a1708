"""Where an answer leads on to, and whether one may follow."""

from collections.abc import Sequence

import httpx2

from .outcome import Failure
from .reply import Reply

PORTS = {"http": 80, "https": 443}
"""The schemes of the web, with the port of each where none is given."""


def as_asked(url: httpx2.URL) -> httpx2.URL:
    """Return an address as it is asked for: without the part of a page, without names and passwords.

    Raises httpx2.InvalidURL where it is none of the web.
    """
    if url.scheme not in PORTS or not url.host or not 0 < port(url) < 2**16:
        raise httpx2.InvalidURL("no address of the web")
    return url.copy_with(fragment=None, userinfo=b"")


def port(url: httpx2.URL) -> int:
    """Return the port that an address names, or that of its scheme."""
    return PORTS[url.scheme] if url.port is None else url.port


def is_redirect(code: int) -> bool:
    """Tell whether an answer leads to another address."""
    return code in (301, 302, 303, 307, 308)


def led_to(url: httpx2.URL, reply: Reply, seen: Sequence[httpx2.URL]) -> httpx2.URL:
    """Return the address that a redirect leads to.

    Raises Failure where it leads nowhere, back, out of the web, or from https to http, where anyone may answer.
    """
    if not reply.location:
        raise Failure("bad redirect", "does not say where it leads", reply.code)
    try:
        target = url.join(reply.location)
        if target.scheme not in PORTS:
            raise Failure("bad redirect", f"leads out of the web, to {target.scheme}:", reply.code)
        target = as_asked(target)
    except httpx2.InvalidURL:
        raise Failure("bad redirect", "leads to what is no address", reply.code) from None
    if (url.scheme, target.scheme) == ("https", "http"):
        raise Failure("bad redirect", f"leads from https to {target}", reply.code)
    if target in seen:
        raise Failure("bad redirect", f"leads in circles, back to {target}", reply.code)
    return target


def where_led(asked: httpx2.URL, came: httpx2.URL) -> str:
    """Return whether a page came from the address asked, from another, or from a front page instead."""
    if asked == came:
        return "answers"
    return "front page" if _is_front(came) and not _is_front(asked) else "moved"


def _is_front(url: httpx2.URL) -> bool:
    return url.raw_path in (b"/", b"")
