"""Determine where a reply redirects to, and whether to follow."""

from collections.abc import Sequence

import httpx2

from .outcome import Failure
from .reply import Reply
from .request_urls import InvalidAddress, as_asked, parsed


def is_redirect(code: int) -> bool:
    """Return whether a reply redirects to another address."""
    return code in (301, 302, 303, 307, 308)


def led_to(url: httpx2.URL, reply: Reply, seen: Sequence[httpx2.URL]) -> httpx2.URL:
    """Return the target of a redirect.

    Raises Failure if it is missing, invalid, already visited, or http after https, which anyone could answer.
    """
    if not reply.location:
        raise Failure("bad redirect", "the redirect names no address", reply.code)
    try:
        target = as_asked(parsed(reply.location, url))
    except InvalidAddress as invalid:
        raise Failure("bad redirect", f"redirects to an address that {invalid}", reply.code) from None
    if (url.scheme, target.scheme) == ("https", "http"):
        raise Failure("bad redirect", f"redirects from https to {target}", reply.code)
    if target in seen:
        raise Failure("bad redirect", f"redirects in a loop, back to {target}", reply.code)
    return target


def where_led(asked: httpx2.URL, came: httpx2.URL) -> str:
    """Return the status of a page that came from ``came`` when ``asked`` was requested."""
    if asked == came:
        return "answers"
    return "front page" if _is_front(came) and not _is_front(asked) else "moved"


def _is_front(url: httpx2.URL) -> bool:
    return url.raw_path in (b"/", b"")
