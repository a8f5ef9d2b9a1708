"""A web of one process: every name leads to one server, which answers as the dice say."""

import asyncio
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from random import Random
from types import TracebackType
from typing import Any, Self
from unittest import mock

import httpx2

from treaty_tools import web

Header = tuple[bytes, bytes]

AFTER = (
    *(b"5", b"9" * 20, b"-1", b"1.5", b"", b"\xb2", b"Wed", b"Mon, 01 Jan 2024 00:00:00 GMT"),
    *(b"Mon, 01 Jan 99999 00:00:00 GMT", b"Mon, 01 Jan 2024 00:00:00 +" + b"9" * 20, b"1 Jan 1 0:0:0 +2359"),
    *(b"Mon, " + b"9" * 20 + b" Jan 2024 00:00:00 GMT", b"Fri, 31 Dec 9999 23:59:59 -2359"),
)
LOCATIONS = (
    *(b"/a", b"//h/x", b"?", b"#", b"//", b"////x", b"https:", b"http:x", b"http:///x", b"/%", b"/%zz", b"/\x7f"),
    *(b"http://xn--a/", b"http://xn--\xe9/", b"http://xn--" + b"a" * 300 + b".invalid/", b"http://" + b"xn--0." * 50),
    *(b"http://[::1", b"http://[v1.x]/", b"http://[fe80::1%25eth0]/", b"http://a:b@c:0/", b"http://c:99999/"),
    *(b"http://c:-1/", b"http://a..b/", b"http://" + b"a" * 64 + b".x/", b"http://0x7f.1/", b"http://\xc3\xa9.x/"),
    *(b"http://\xe2\x80\xae/", b"\\\\h\\x", b"file:///etc/passwd", b"data:,x", b"http://h/" + b"a" * 70000),
)
TYPES = (
    *(b"text/html", b"text/html; charset=utf-8", b"text/plain", b"application/pdf", b"; charset=", b"a" * 5000),
    *(b"text/html; charset*=utf-8''%FF", b"text/html; charset*0*=x; charset*=y", b"text/html; charset*1=x"),
    *(b"text/html; charset*0=a; charset*1=b; charset=c", b"text/html; charset*=''", b"text/html; charset*=zlib''x"),
    *(b'text/html; charset="', b'text/html; charset="\\', b"text/html; charset=\x80", b"text/html; *=x"),
    *(b"text/html;charset=unicode_escape", b"text/html;charset=rot13", b"text/html;charset=undefined"),
)
BITS = (b"*", b"'", b"9" * 20, b"0*", b"%FF", b"xn--", b":", b"@", b"[", b"]", b";", b"=", b"\xc3\xa9", b"\xff", b" ")
PAGES = (
    *(b"", b"<p>\xff\xfe x", b"<html><body><article><p>Words.</p></article>", b"%PDF-1.7", b"\x1f\x8b\x08", b"<" * 999),
    *(
        b"<meta charset='\xff'>",
        b"<meta charset=zlib><p>x",
        b"\xef\xbb\xbf<p>x",
        b"\xff\xfe<\x00p\x00>\x00",
        b"\x00" * 9,
    ),
)
RULES = (
    *(
        b"",
        b"User-agent: *\nDisallow: /x\n",
        b"User-agent: *\nCrawl-delay: 1e999\n",
        b"Crawl-delay: -1\n",
        b"\xff" * 99,
    ),
    *(b"User-agent: *\nDisallow: /" + b"*a" * 40 + b"$\n", b"User-agent: *\nDisallow: /%zz\nAllow: \xed\xa0\x80\n"),
)
CODES = (*[200] * 20, 204, 301, 302, 304, 307, 308, 401, 404, 410, 429, 451, 500, 503, 599)


class Server(httpx2.AsyncBaseTransport):
    """Answers every request as the dice say, whatever it is opened with."""

    dice = Random(0)

    def __init__(self, *_: Any, **__: Any) -> None:
        """Take what a real transport takes."""

    async def __aenter__(self) -> Self:
        """Open nothing."""
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        """Close nothing."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return an answer."""
        dice = self.dice
        if request.url.path == "/robots.txt":
            return httpx2.Response(dice.choice([*[404] * 9, 200, 200, 302, 500]), content=dice.choice(RULES))
        headers = [
            (b"Retry-After", changed(dice, dice.choice(AFTER))),
            (b"Location", changed(dice, dice.choice(LOCATIONS))),
            (b"Content-Type", changed(dice, dice.choice(TYPES))),
            (b"Content-Encoding", dice.choice([b"identity"] * 8 + [b"gzip", b"br", b"x", b"gzip," * 3, b""])),
        ]
        body = httpx2.ByteStream(changed(dice, dice.choice(PAGES)))
        return httpx2.Response(dice.choice(CODES), headers=dice.sample(headers, dice.randint(0, 4)), stream=body)


def changed(dice: Random, value: bytes) -> bytes:
    """Return a header's value, or a body, with other bytes in it; never a line's end or NUL, which end headers."""
    made = bytearray(value)
    for _ in range(dice.randint(0, 3)):
        at = dice.randrange(len(made) + 1)
        match dice.randrange(4):
            case 0:
                made[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                made[at:at] = dice.choice(BITS)
            case 2:
                del made[at : at + dice.randint(1, 5)]
            case _:
                made[at:at] = made[: dice.randint(0, 10)]
    return bytes(byte for byte in made if byte not in b"\r\n\0")


def found(host: str | bytes | None, port: int | str | None, *_: Any, **__: Any) -> list[Any]:
    """Return one public address for every name that can be looked up."""
    if isinstance(host, str):
        host.encode("idna")  # raises UnicodeError, as the real one does
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", int(port or 80)))]


@contextmanager
def served() -> Iterator[None]:
    """Simulate names and connections, so that nothing leaves this process, and skip pauses."""
    sleep = asyncio.sleep

    def pause(seconds: float) -> Coroutine[Any, Any, None]:
        return sleep(seconds if seconds == web.INTERVAL else 0)

    with (
        mock.patch.object(socket, "getaddrinfo", found),
        mock.patch.object(httpx2, "AsyncHTTPTransport", Server),
        mock.patch.object(asyncio, "sleep", pause),
    ):
        yield
