"""Request a page within limits of time, size and redirects, from the very network address that was checked."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version

import httpx2

from . import robots
from .ip_addresses import resolved
from .outcome import ALIVE, Answer, Failure, unexpected
from .redirects import is_redirect, led_to, where_led
from .reply import Reply, failure, read, status
from .request_urls import InvalidAddress, as_asked, parsed, port
from .throttle import Throttle


@dataclass(frozen=True)
class Limits:
    """Limits of time (in seconds), size (in bytes) and redirects."""

    connect: float = 10
    read: float = 10
    total: float = 30
    """For one whole request; a page takes a request for each redirect, and one for each site's robots.txt."""
    redirects: int = 5
    body: int = 8 * 2**20
    pause: float = 1
    """Between two requests to one host."""
    allow_private: bool = False
    """Whether requests to private networks are allowed."""


class Web:
    """The web as one run sees it: each robots.txt is requested once, each host gets one request at a time."""

    def __init__(
        self, transport: httpx2.AsyncBaseTransport, headers: Mapping[str, str], limits: Limits, parallel: int
    ) -> None:
        """Send requests through a transport that follows no redirects and keeps no cookies; see ``opened``."""
        self._transport, self._headers, self._limits = transport, headers, limits
        self._turns = Throttle(parallel, limits.pause)
        self._robots: dict[httpx2.URL, asyncio.Task[robots.Rules]] = {}

    async def ask(self, address: str) -> Answer:
        """Return the outcome of an address: whatever happens to it, the others of a run go on."""
        try:
            return await self._outcome(as_asked(parsed(address)))
        except InvalidAddress as invalid:
            return Answer("not asked", note=f"the address {invalid}")
        except Failure as found:
            return _failed(found)
        except Exception as error:
            return _failed(unexpected(error))

    async def _outcome(self, start: httpx2.URL) -> Answer:
        """Return the outcome of an address; a busy site is retried once if it says when, within the time limit."""
        reply = await self._followed(start)
        if status(reply) == "busy" and reply.after is not None and reply.after <= self._limits.total:
            self._turns.wait(reply.url.netloc, reply.after)
            reply = await self._followed(start)
        became = where_led(start, reply.url) if status(reply) == "answers" else status(reply)
        return Answer(became, reply.code, str(reply.url), page=reply.page if became in ALIVE else None)

    async def _followed(self, url: httpx2.URL, *, rules: bool = False) -> Reply:
        """Return the first reply that does not redirect, obeying robots.txt unless that is what is requested."""
        seen = [url]
        while True:
            if not rules:
                await self._allowed(url)
            reply = await self._asked(url, robots.LONGEST if rules else self._limits.body, cut=rules)
            if not is_redirect(reply.code):
                return reply
            if len(seen) > self._limits.redirects:
                raise Failure("bad redirect", f"more than {self._limits.redirects} redirects", reply.code)
            url = led_to(url, reply, seen)
            seen.append(url)

    async def _allowed(self, url: httpx2.URL) -> None:
        """Raise Failure if the site's robots.txt forbids an address."""
        place = url.copy_with(raw_path=b"/robots.txt")
        if place not in self._robots:
            self._robots[place] = asyncio.create_task(self._rules(place))
        rules = await self._robots[place]
        if not rules.allows(str(url)):
            raise Failure("robots", f"{place} forbids it")

    async def _rules(self, url: httpx2.URL) -> robots.Rules:
        """Return a site's rules, empty if its robots.txt redirects nowhere."""
        try:
            reply = await self._followed(url, rules=True)
        except Failure as found:
            if found.status != "bad redirect":
                raise
            return robots.Rules()
        rules = robots.rules(reply.code, reply.page)
        self._turns.slow(url.netloc, rules.delay)
        return rules

    async def _asked(self, url: httpx2.URL, most: int, *, cut: bool) -> Reply:
        """Return the reply to one request when its turn comes; a page that is too large is cut, or raises Failure."""
        async with self._turns.of(url.netloc):
            try:
                async with asyncio.timeout(self._limits.total), self._answer(url) as response:
                    return await read(url, response, most, cut=cut)
            except TimeoutError:
                raise Failure("timed out", f"took more than {self._limits.total:g} s") from None
            except httpx2.HTTPError as error:
                raise failure(error) from None

    @asynccontextmanager
    async def _answer(self, url: httpx2.URL) -> AsyncIterator[httpx2.Response]:
        """Yield the beginning of a reply, from the first of the host's addresses that accepts a connection.

        The name is resolved once and the connection made to the result, so that a second answer from its name server
        cannot redirect it; certificates are checked against the name.
        """
        *others, last = await resolved(
            url.raw_host.decode("ascii"), port(url), allow_private=self._limits.allow_private
        )
        for address in (*others, last):
            request = self._request(url, address)
            try:
                response = await self._transport.handle_async_request(request)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                if address == last:
                    raise
                continue
            response.request = request
            try:
                yield response
            finally:
                await response.aclose()
            return

    def _request(self, url: httpx2.URL, address: str) -> httpx2.Request:
        """Return the request for an address, to be sent to a network address."""
        limits = self._limits
        times = httpx2.Timeout(limits.read, connect=limits.connect, pool=None).as_dict()
        host = {"Host": url.netloc.decode("ascii")}
        extensions = {"sni_hostname": url.raw_host.decode("ascii"), "timeout": times}
        return httpx2.Request(
            "GET", url.copy_with(host=address), headers={**host, **self._headers}, extensions=extensions
        )


def _failed(found: Failure) -> Answer:
    return Answer(found.status, found.code, note=found.note)


@asynccontextmanager
async def opened(
    limits: Limits,
    parallel: int,
    *,
    contact: str | None = None,
    trusted: ssl.SSLContext | None = None,
) -> AsyncIterator[Web]:
    """Open the web: no cookies, no proxies, no connection reuse, since it might lead to another name's site."""
    purpose = f"reads cited articles; {contact}" if contact else "reads cited articles"
    headers = {
        "User-Agent": f"treaty-record/{version('treaty-record')} ({purpose})",
        "Accept": "text/html,*/*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    alone = httpx2.Limits(max_keepalive_connections=0)
    async with httpx2.AsyncHTTPTransport(verify=trusted or True, trust_env=False, limits=alone) as transport:
        yield Web(transport, headers, limits, parallel)
