"""One reply of a server: its contents, and the meaning of its code or its failure."""

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from .outcome import Failure, Page

_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([^\s;,"']{1,40})""", re.I)


@dataclass(frozen=True)
class Reply:
    """One reply: the address requested, the code, the page, the redirect target, and the seconds until a retry."""

    url: httpx2.URL
    code: int
    page: Page
    location: str | None = None
    after: float | None = None


async def read(url: httpx2.URL, response: httpx2.Response, most: int, *, cut: bool) -> Reply:
    """Return a reply with its page, if it has one, read up to ``most`` bytes.

    Raises Failure if there are more, unless the page is to be ``cut``.
    """
    body = await _body(response, most, cut=cut) if response.is_success else b""
    headers = response.headers
    page = Page(body, *content_type(headers.get("content-type", "")))
    return Reply(url, response.status_code, page, headers.get("location"), _seconds(headers.get("retry-after")))


def content_type(header: str) -> tuple[str | None, str | None]:
    """Return the media type and the charset that a Content-Type header declares, either of them None if missing.

    The email parser (RFC 2231) fails on some parameters that servers send, and browsers do not follow it.
    """
    kind = header.partition(";")[0].strip().lower()
    charset = _CHARSET.search(header)
    return kind or None, charset[1] if charset else None


async def _body(response: httpx2.Response, most: int, *, cut: bool) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > most and not cut:
            raise Failure("too large", f"the page is larger than {most:,} bytes", response.status_code)
        if len(body) >= most and cut:
            break
    return bytes(body[:most])


def status(reply: Reply) -> str:
    """Return the status of a reply that does not redirect."""
    code = reply.code
    if 200 <= code < 300:
        return "answers" if reply.page.body.strip() else "empty"
    if code in (404, 410):
        return "gone"
    if code == 429 or (code == 503 and reply.after is not None):
        return "busy"
    if 400 <= code < 500:
        return "refused"
    return "server error" if 500 <= code < 600 else "garbled"


def failure(error: httpx2.HTTPError) -> Failure:
    """Return the outcome of a request that failed."""
    if isinstance(error, httpx2.TimeoutException):
        return Failure(
            "timed out", f"no {'connection' if isinstance(error, httpx2.ConnectTimeout) else 'answer'} in time"
        )
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failure("wrong certificate", cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return Failure("unreachable", "no TLS connection could be made")
    if isinstance(error, httpx2.ProtocolError | httpx2.DecodingError):
        return Failure("garbled", "the reply is not valid HTTP or is incomplete")
    return Failure("unreachable", "the connection failed or broke")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and its causes."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _seconds(after: str | None) -> float | None:
    """Return the seconds that ``Retry-After`` gives, a number or a date; None if it is neither."""
    if after is None:
        return None
    if after.isdecimal():
        return float(after[:9])
    try:
        at = parsedate_to_datetime(after)
        left = (at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime.now(UTC)
    except (ValueError, TypeError, OverflowError):  # the last: a number or a date beyond what Python counts
        return None
    return max(0.0, left.total_seconds())
