"""One answer of a server: what is kept of it, and what its code or its failing tells."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from .outcome import Failure, Page


@dataclass(frozen=True)
class Reply:
    """One answer: the address asked, the code, the page, where it leads, and in how many seconds to come again."""

    url: httpx2.URL
    code: int
    page: Page
    location: str | None = None
    after: float | None = None


async def read(url: httpx2.URL, response: httpx2.Response, most: int, *, cut: bool) -> Reply:
    """Return an answer with its page, which is read only where there is one, and no further than its limit.

    Raises Failure where it has more bytes, unless it is to be ``cut``.
    """
    body = await _body(response, most, cut=cut) if response.is_success else b""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    page = Page(body, kind or None, response.charset_encoding)
    headers = response.headers
    return Reply(url, response.status_code, page, headers.get("location"), _seconds(headers.get("retry-after")))


async def _body(response: httpx2.Response, most: int, *, cut: bool) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > most and not cut:
            raise Failure("too large", f"has more than {most:,} bytes", response.status_code)
        if len(body) >= most and cut:
            break
    return bytes(body[:most])


def status(reply: Reply) -> str:
    """Return what an answer that leads nowhere else tells of the page."""
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
    """Return what became of an address whose server failed us."""
    if isinstance(error, httpx2.TimeoutException):
        return Failure(
            "timed out", f"no {'connection' if isinstance(error, httpx2.ConnectTimeout) else 'answer'} in time"
        )
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failure("wrong certificate", cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return Failure("unreachable", "no secure connection came about")
    if isinstance(error, httpx2.ProtocolError | httpx2.DecodingError):
        return Failure("garbled", "what came is no HTTP, or not the whole page")
    return Failure("unreachable", "no connection came about, or it broke")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, and what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _seconds(after: str | None) -> float | None:
    """Return the seconds that ``Retry-After`` tells, a number or a date; None where it is neither."""
    if after is None:
        return None
    if after.isdecimal():
        return float(after[:9])
    try:
        at = parsedate_to_datetime(after)
    except ValueError:
        return None
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
