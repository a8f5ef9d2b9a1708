"""Ask for a page: pinned to an address that was looked at, within limits of time, size and redirects."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version

import httpx2

from . import robots
from .addresses import resolved
from .outcome import ALIVE, Answer, Failure
from .redirects import as_asked, is_redirect, led_to, port, where_led
from .reply import Reply, failure, read, status
from .turns import Turns


@dataclass(frozen=True)
class Limits:
    """How long (in seconds), how far, and how much (in bytes)."""

    connect: float = 10
    read: float = 10
    total: float = 30
    """For one request in all; a page takes a request for each redirect, and one for each site's robots.txt."""
    redirects: int = 5
    body: int = 8 * 2**20
    pause: float = 1
    """Between two requests to one host."""


class Web:
    """The web as one run sees it: each robots.txt is asked for once, each host by one request at a time."""

    def __init__(self, client: httpx2.AsyncClient, limits: Limits, turns: Turns, *, allow_private: bool) -> None:
        """Ask with a client that follows nothing and keeps nothing; see ``opened``."""
        self._client, self._limits, self._turns, self._private = client, limits, turns, allow_private
        self._robots: dict[httpx2.URL, asyncio.Task[robots.Rules]] = {}

    async def ask(self, address: str) -> Answer:
        """Return what becomes of an address; one that wants to be asked later within the time is asked once more."""
        try:
            start = as_asked(httpx2.URL(address))
        except httpx2.InvalidURL:
            return Answer("not asked", note="what is known is no address of the web")
        try:
            reply = await self._followed(start)
            if status(reply) == "busy" and reply.after is not None and reply.after <= self._limits.total:
                self._turns.wait(reply.url.netloc, reply.after)
                reply = await self._followed(start)
        except Failure as found:
            return Answer(found.status, found.code, note=found.note)
        became = where_led(start, reply.url) if status(reply) == "answers" else status(reply)
        return Answer(became, reply.code, str(reply.url), page=reply.page if became in ALIVE else None)

    async def _followed(self, url: httpx2.URL) -> Reply:
        """Return the first answer that leads nowhere else, each site's robots.txt kept."""
        seen: list[httpx2.URL] = []
        while len(seen) <= self._limits.redirects:
            seen.append(url)
            await self._allowed(url)
            reply = await self._asked(url, self._limits.body)
            if not is_redirect(reply.code):
                return reply
            url = led_to(url, reply, seen)
        raise Failure("bad redirect", f"leads on more than {self._limits.redirects} times", reply.code)

    async def _allowed(self, url: httpx2.URL) -> None:
        """Let only those addresses pass that their site's robots.txt allows."""
        place = url.copy_with(raw_path=b"/robots.txt")
        if place not in self._robots:
            self._robots[place] = asyncio.create_task(self._rules(place))
        rules = await self._robots[place]
        if not rules.allows(str(url)):
            raise Failure("robots", f"{place} forbids it")

    async def _rules(self, url: httpx2.URL) -> robots.Rules:
        """Return a site's rules; a robots.txt that leads nowhere is none."""
        seen: list[httpx2.URL] = []
        try:
            while len(seen) <= self._limits.redirects:
                seen.append(url)
                reply = await self._asked(url, robots.LONGEST, cut=True)
                if not is_redirect(reply.code):
                    rules = robots.rules(reply.code, reply.page)
                    self._turns.slow(seen[0].netloc, rules.delay)
                    return rules
                url = led_to(url, reply, seen)
        except Failure as found:
            if found.status != "bad redirect":
                raise
        return robots.Rules()

    async def _asked(self, url: httpx2.URL, most: int, *, cut: bool = False) -> Reply:
        """Return the answer to one request, when it is its turn; a page that is too large is cut, or a Failure."""
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
        """Yield the beginning of an answer, from the first of the host's addresses that takes a connection.

        The name is looked up once, and the connection made to what was found, so that a second answer of its name
        server leads nowhere else; certificates are held against the name.
        """
        host = url.raw_host.decode("ascii")
        *others, last = await resolved(host, port(url), allow_private=self._private)
        for address in (*others, last):
            request = self._client.build_request(
                "GET",
                url.copy_with(host=address),
                headers={"Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": host},
            )
            try:
                response = await self._client.send(request, stream=True)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                if address == last:
                    raise
                continue
            try:
                yield response
            finally:
                await response.aclose()
            return


@asynccontextmanager
async def opened(
    limits: Limits,
    parallel: int,
    *,
    allow_private: bool = False,
    contact: str | None = None,
    trusted: ssl.SSLContext | None = None,
) -> AsyncIterator[Web]:
    """Open the web: no cookies, no proxies, no connection used twice, since it might be to another name's site."""
    named = f"treaty-record/{version('treaty-record')} (reads cited articles{f'; {contact}' if contact else ''})"
    async with httpx2.AsyncClient(
        headers={
            "User-Agent": named,
            "Accept": "text/html,*/*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        },
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
        limits=httpx2.Limits(max_keepalive_connections=0),
        timeout=httpx2.Timeout(limits.read, connect=limits.connect, pool=None),
        trust_env=False,
        verify=trusted or True,
    ) as client:
        yield Web(client, limits, Turns(parallel, limits.pause), allow_private=allow_private)
