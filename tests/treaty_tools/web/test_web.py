"""A request ends in one of the statuses, in time and in little memory, whatever a server does."""

import asyncio
import contextlib
import gzip
import ssl
import time
import tomllib
import tracemalloc
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import version
from pathlib import Path

import httpx2
import hypothesis.strategies as st
import pytest
import trustme
from hypothesis import example, given

from tests.helpers.examples import examples
from tests.helpers.misbehaving import (
    PAGE,
    Say,
    answer,
    bomb,
    dripping,
    endless,
    in_turn,
    raw,
    redirect,
    reset,
    serving,
    silent,
)
from treaty_tools.web.client import Limits, opened
from treaty_tools.web.ip_addresses import is_public
from treaty_tools.web.outcome import Answer, Failure, Page
from treaty_tools.web.redirects import led_to
from treaty_tools.web.reply import content_type, read, status
from treaty_tools.web.request_urls import as_asked, parsed
from treaty_tools.web.robots import rules

AUTHORITY = trustme.CA()
TRUSTED = ssl.create_default_context()
AUTHORITY.configure_trust(TRUSTED)

QUICK = Limits(connect=1, read=1, total=2, body=64 * 1024, pause=0)
GARBLED = "the reply is not valid HTTP or is incomplete"
NO_URL = "redirects to an address that is not a valid URL"
NO_HOST = "redirects to an address that has no valid host name"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def asked(
    *addresses: str,
    limits: Limits = QUICK,
    parallel: int = 8,
    private: bool = True,
    trusted: ssl.SSLContext | None = TRUSTED,
    contact: str | None = None,
) -> list[Answer]:
    async def ask() -> list[Answer]:
        bounds = replace(limits, allow_private=private)
        async with opened(bounds, parallel, trusted=trusted, contact=contact) as web:
            return await asyncio.gather(*map(web.ask, addresses))

    return asyncio.run(ask())


CASES: dict[str, tuple[Say, str, int | None, str | None]] = {
    "answers": (answer(), "answers", 200, None),
    "answers without a length": (raw(HEAD + b"\r\n" + PAGE), "answers", 200, None),
    "answers in pieces": (
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        "answers",
        200,
        None,
    ),
    "answers packed": (answer(body=gzip.compress(PAGE), content_encoding="gzip"), "answers", 200, None),
    "junk cookies": (answer(set_cookie="=;;; \x01\x02 expires=never; =\xff; Domain=.."), "answers", 200, None),
    "gone 404": (answer(404), "gone", 404, None),
    "gone 410": (answer(410), "gone", 410, None),
    "refused 401": (answer(401), "refused", 401, None),
    "refused 403": (answer(403), "refused", 403, None),
    "refused 451": (answer(451), "refused", 451, None),
    "busy 429": (answer(429, retry_after="3600"), "busy", 429, None),
    "busy 429 says nothing": (answer(429), "busy", 429, None),
    "busy 429 says nonsense": (answer(429, retry_after="soon"), "busy", 429, None),
    "busy 503": (answer(503, retry_after="3600"), "busy", 503, None),
    "server error 500": (answer(500), "server error", 500, None),
    "server error 503": (answer(503), "server error", 503, None),
    "no known code": (answer(799), "garbled", 799, None),
    "empty": (answer(body=b""), "empty", 200, None),
    "blank": (answer(body=b" \r\n\t\n"), "empty", 200, None),
    "no content": (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), "empty", 204, None),
    "silent": (silent(), "timed out", None, "no answer in time"),
    "slow headers": (dripping(b"HTTP/1.1 200 OK\r\nX: "), "timed out", None, "took more than 2 s"),
    "slow body": (dripping(HEAD + b"\r\n"), "timed out", None, "took more than 2 s"),
    "stalled body": (dripping(HEAD + b"Content-Length: 9\r\n\r\n", pause=1.5), "timed out", None, "no answer in time"),
    "endless body": (endless(HEAD + b"\r\n"), "too large", 200, "the page is larger than 65,536 bytes"),
    "endless headers": (endless(HEAD, b"X: " + b"z" * 4096 + b"\r\n"), "garbled", None, GARBLED),
    "one long header": (endless(HEAD + b"X: "), "garbled", None, GARBLED),
    "endless first line": (endless(b"HTTP/1.1 200 "), "garbled", None, GARBLED),
    "gzip bomb": (
        bomb(8),
        "too large",
        200,
        "the page is larger than 65,536 bytes",
    ),
    "gzip bomb twice": (
        bomb(8, 2),
        "too large",
        200,
        "the page is larger than 65,536 bytes",
    ),
    "no gzip": (answer(content_encoding="gzip"), "garbled", None, GARBLED),
    "body too short": (answer(content_length="5000"), "garbled", None, GARBLED),
    "length no number": (answer(content_length="many"), "garbled", None, GARBLED),
    "two lengths": (raw(HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), "garbled", None, GARBLED),
    "garbage": (raw(b"\x00\xff\x13 220 smtp.example ready\r\n\r\n"), "garbled", None, GARBLED),
    "another protocol": (raw(b"SSH-2.0-OpenSSH_9.9\r\n"), "garbled", None, GARBLED),
    "closed": (lambda talk: None, "garbled", None, GARBLED),
    "reset": (reset, "unreachable", None, "the connection failed or broke"),
    "cut in the headers": (raw(b"HTTP/1.1 200 OK\r\nContent-"), "garbled", None, GARBLED),
    "bad pieces": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello"), "garbled", None, GARBLED),
    "to a file": (
        redirect("file:///etc/passwd"),
        "bad redirect",
        302,
        "redirects to an address that starts with file:, not http: or https:",
    ),
    "to a script": (
        redirect("javascript:alert(1)"),
        "bad redirect",
        302,
        "redirects to an address that starts with javascript:, not http: or https:",
    ),
    "to nowhere": (answer(302), "bad redirect", 302, "the redirect names no address"),
    "to no address": (redirect("http://[::1"), "bad redirect", 302, NO_URL),
    "to no port": (
        redirect("http://a:99999999/"),
        "bad redirect",
        302,
        "redirects to an address that has no valid port",
    ),
    "to no name": (redirect("http://no-such-site.invalid/"), "no name", None, "no-such-site.invalid does not resolve"),
    "to a name too long": (redirect(f"http://{'a' * 300}/"), "bad redirect", 302, NO_HOST),
}


HEADERS = st.binary(max_size=40) | st.sampled_from(
    [
        *(b"Mon, 01 Jan 99999999999999999999 00:00:00 GMT", b"Wed", b"\xb2", b"1 Jan 1 0:0:0 +2359", b"1e9"),
        *(
            b"http://*xn--a/",
            b"http://[v1.x]/",
            b"http://xn--\xe9/",
            b"//",
            b"?",
            b"http:\\\\h",
            b"http://h/" + b"a" * 70_000,
        ),
        *(b"text/html; charset*0*=x; charset*=y", b"; charset=", b'text/html; charset="\\', b"a;charset=rot13"),
    ]
)


@examples(50, 500)
@given(HEADERS, HEADERS, HEADERS)
@example(b"31 Dec 9999 23:59:59 -2359", b"http://a" + b"\xe0\xa6\x95" * 90, b"*=x")
def test_no_header_is_an_error_of_ours(after: bytes, location: bytes, kind: bytes) -> None:
    headers = [(b"Retry-After", after), (b"Location", location), (b"Content-Type", kind)]
    url = httpx2.URL("https://news.example/page")

    async def replied(code: int) -> None:
        reply = await read(url, httpx2.Response(code, headers=headers, stream=httpx2.ByteStream(b"x")), 9, cut=False)
        assert status(reply) in ("answers", "busy", "garbled")
        with contextlib.suppress(Failure):
            assert led_to(url, reply, [url]).raw_host

    for code in (200, 302, 429):
        asyncio.run(replied(code))


@pytest.mark.parametrize(
    ("header", "kind", "charset"),
    [
        ('Text/HTML; Charset="windows-1251"', "text/html", "windows-1251"),
        ("text/html;charset=utf-8;charset=koi8-r", "text/html", "utf-8"),
        ("text/html; charset=", "text/html", None),
        ("", None, None),
    ],
)
def test_the_type_of_a_page_is_read(header: str, kind: str | None, charset: str | None) -> None:
    assert content_type(header) == (kind, charset)


def test_an_error_of_ours_is_the_outcome_of_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def where_led(asked: object, came: object) -> str:
        if str(came).endswith("/page"):
            raise ZeroDivisionError("a line\nanother " + "0" * 999)
        return "answers"

    monkeypatch.setattr("treaty_tools.web.client.where_led", where_led)
    with serving({"/page": answer(), "/other": answer()}) as server:
        bad, good = asked(server.address(), server.address("/other"))
    assert (bad.status, good.status) == ("failed", "answers")
    assert bad.note is not None
    assert bad.note.startswith(r"unexpected ZeroDivisionError (a line\nanother 000")
    assert bad.note.endswith("000); please report this")
    assert len(bad.note) < 150


def test_notes_with_a_servers_words_are_short() -> None:
    with serving({"/page": redirect(f"/{'a' * 5_000}")}) as server:
        server.paths[f"/{'a' * 5_000}"] = redirect(f"/{'a' * 5_000}")
        (found,) = asked(server.address())
    assert found.note is not None
    assert found.note.startswith("redirects in a loop, back to http://127.0.0.1:")
    assert len(found.note) == 250


@pytest.fixture(scope="module")
def found() -> dict[str, Answer]:
    """What became of every case's page, all asked at once, since some take as long as they may."""
    with ExitStack() as servers:
        addresses = [servers.enter_context(serving({"/page": say})).address() for say, *_ in CASES.values()]
        return dict(zip(CASES, asked(*addresses), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_every_answer_has_its_status(case: str, found: dict[str, Answer]) -> None:
    _, status, code, note = CASES[case]
    answer = found[case]
    assert (answer.status, answer.code, answer.note) == (status, code, note)
    assert (answer.page is not None) == (status == "answers")


def test_every_answer_comes_in_time() -> None:
    with serving({"/page": silent(9)}) as a, serving({"/page": dripping(HEAD + b"\r\n")}) as b:
        start = time.monotonic()
        asked(a.address(), b.address(), limits=replace(QUICK, read=0.2, total=0.4))
        assert time.monotonic() - start < 2


def test_nothing_that_is_unpacked_takes_much_memory() -> None:
    with serving({"/page": bomb(32)}) as server:
        asked(server.address("/warm"))
        tracemalloc.start()
        (found,) = asked(server.address())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert found.status == "too large"
    assert most < 8 * 2**20


# where addresses lead


def test_a_redirect_is_followed_to_the_last_address() -> None:
    paths = {"/page": redirect("/second", 301), "/second": redirect("third?a=1#part", 308), "/third?a=1": answer()}
    with serving(paths) as server:
        (found,) = asked(server.address())
        assert (found.status, found.code, found.address) == ("moved", 200, server.address("/third?a=1"))
        assert found.page is not None
        assert found.page.body == PAGE


def test_a_part_of_a_page_is_not_asked_for() -> None:
    with serving({"/page": answer()}) as server:
        (found,) = asked(server.address("/page#part"))
    assert (found.status, found.address) == ("answers", server.address())


def test_a_front_page_instead_of_the_article_is_told() -> None:
    with serving({"/page": redirect("/"), "/": answer()}) as server:
        moved, front = asked(server.address(), server.address("/"))
    assert (moved.status, moved.address, moved.page) == ("front page", server.address("/"), None)
    assert front.status == "answers"


def test_circles_and_long_ways_end() -> None:
    paths = {"/page": redirect("/b"), "/b": redirect("/page")}
    paths |= {f"/{n}": redirect(f"/{n + 1}") for n in range(99)}
    with serving(paths) as server:
        circle, long = asked(server.address(), server.address("/0"))
        assert (circle.status, circle.note) == ("bad redirect", f"redirects in a loop, back to {server.address()}")
        assert (long.status, long.note) == ("bad redirect", "more than 5 redirects")
        assert (server.asked("/5"), server.asked("/6")) == (1, 0)


def test_a_page_that_moved_five_times_is_still_found() -> None:
    paths = {f"/{n}": redirect(f"/{n + 1}") for n in range(5)}
    with serving(paths | {"/5": answer()}) as server:
        assert asked(server.address("/0"))[0].status == "moved"


def test_a_password_in_an_address_is_sent_to_nobody() -> None:
    with serving({"/page": redirect("http://user:secret@127.0.0.1/"), "/b": answer()}) as server:
        server.paths["/page"] = redirect(server.address("/b").replace("//", "//user:secret@"))
        (found,) = asked(server.address().replace("//", "//user:secret@"))
        assert (found.status, found.address) == ("moved", server.address("/b"))
        assert all("authorization" not in headers for _, headers in server.requests)


# private networks


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "127.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00::1]",
        "[fec0::1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_private_addresses_are_not_asked_however_they_are_written(host: str) -> None:
    with serving({"/page": answer()}) as server:
        (found,) = asked(f"http://{host}:{server.port}/page", private=False)
        assert found.status == "not public"
        assert server.requests == []


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("private", ["http://127.0.0.1:{}/inside", "http://[::ffff:7f00:1]:{}/inside"])
def test_a_redirect_into_a_private_network_is_not_followed(private: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = {"127.0.0.1": True}
    monkeypatch.setattr("treaty_tools.web.ip_addresses.is_public", lambda address: public.pop(address, False))
    with serving({"/inside": answer()}) as server:
        server.paths["/robots.txt"] = redirect(private.format(server.port))
        (found,) = asked(server.address(), private=False)
        assert found.status == "not public"
        assert [path for path, _ in server.requests] == ["/robots.txt"]


def test_a_name_is_looked_up_once_for_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []

    async def found(host: str, port: int, *, allow_private: bool) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr("treaty_tools.web.client.resolved", found)
    with serving({"/page": answer()}) as server:
        (there,) = asked(server.address(host="news.example"))
        assert (there.status, there.address) == ("answers", server.address(host="news.example"))
        assert {headers["host"] for _, headers in server.requests} == {f"news.example:{server.port}"}
    assert looked_up == ["news.example"] * 2  # for robots.txt, for the page


def test_the_next_address_of_a_name_is_tried_where_one_takes_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    async def found(host: str, port: int, *, allow_private: bool) -> list[str]:
        return ["127.0.0.9", "127.0.0.1"]

    monkeypatch.setattr("treaty_tools.web.client.resolved", found)
    with serving({"/page": answer()}) as server:
        assert asked(server.address(host="news.example"))[0].status == "answers"


def test_nothing_listens() -> None:
    with serving({}) as server:
        pass
    (found,) = asked(server.address())
    assert (found.status, found.note) == ("unreachable", "the connection failed or broke")


NO_ADDRESSES = {
    "http://0177.0.0.1/": "is not a valid URL",
    "http://[::1": "is not a valid URL",
    "http://①②⑦.⓪.⓪.①/": "is not a valid URL",
    "http://*xn--a/": "is not a valid URL",
    "http://a\u202eb.example/": "is not a valid URL",
    "http://a:99999/": "has no valid port",
    "http://a:0/": "has no valid port",
    "a": "is not a valid URL",
    "http://": "has no valid host name",
    "http://x y/": "has no valid host name",
    "http://a..b/": "has no valid host name",
    "http://127%2e0%2e0%2e1/": "has no valid host name",
    "http://[fe80::1%25lo]/": "has no valid host name",
    "http://[fe80::1%ÿ]/": "has no valid host name",
    f"http://{'a' * 64}.example/": "has no valid host name",
    f"http://{'a.' * 200}/": "has no valid host name",
    "http://127.0.0.1\\@news.example/": "contains a backslash",
    "ftp://a.example/": "starts with ftp:, not http: or https:",
    "file:///etc/passwd": "starts with file:, not http: or https:",
    f"http://a.example/{'b' * 8_000}": "is longer than 8,000 characters",
    f"http://a.example/{'ক' * 2_000}": "is longer than 8,000 characters",
}


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_invalid_addresses_are_not_requested(address: str) -> None:
    assert asked(address) == [Answer("not asked", note=f"the address {NO_ADDRESSES[address]}")]


@pytest.mark.parametrize(
    "address", ["http://россия.рф./a", "http://a_b.example:8080", "http://[2606:4700::1111]/", "http://1.1.1.1"]
)
def test_valid_addresses_are_requested(address: str) -> None:
    assert str(as_asked(parsed(address))).startswith("http://")


# certificates


def context(*names: str, by: trustme.CA = AUTHORITY, until: datetime | None = None) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    by.issue_cert(*names, not_after=until).configure_cert(made)
    return made


def test_a_certificate_is_held_against_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async def found(host: str, port: int, *, allow_private: bool) -> list[str]:
        return ["127.0.0.1"]

    monkeypatch.setattr("treaty_tools.web.client.resolved", found)
    with serving({"/page": answer()}, context("news.example")) as server:
        good, bad = asked(server.address(host="news.example"), server.address(host="other.example"))
    assert (good.status, good.address) == ("answers", server.address(host="news.example"))
    assert bad.status == "wrong certificate"
    assert bad.note == "Hostname mismatch, certificate is not valid for 'other.example'."


def test_certificates_that_prove_nothing_are_told() -> None:
    old = datetime.now(UTC) - timedelta(days=1)
    with (
        serving({"/page": answer()}, context("127.0.0.1", by=trustme.CA())) as nobodys,
        serving({"/page": answer()}, context("127.0.0.1", until=old)) as expired,
    ):
        found = asked(nobodys.address(), expired.address())
    assert [answer.status for answer in found] == ["wrong certificate"] * 2
    assert found[1].note == "certificate has expired"


def test_the_systems_authorities_are_trusted_where_none_are_given() -> None:
    with serving({"/page": answer()}, context("127.0.0.1")) as server:
        assert asked(server.address(), trusted=None)[0].status == "wrong certificate"


def test_a_site_that_speaks_no_tls_is_unreachable() -> None:
    with serving({"/page": answer()}) as server:
        (found,) = asked(server.address().replace("http:", "https:"))
    assert (found.status, found.note) == ("unreachable", "no TLS connection could be made")


def test_no_redirect_leads_from_https_to_http() -> None:
    with serving({"/page": answer()}) as plain, serving({}, context("127.0.0.1")) as secure:
        secure.paths["/page"] = redirect(plain.address())
        (found,) = asked(secure.address())
        assert (found.status, found.note) == ("bad redirect", f"redirects from https to {plain.address()}")
        assert plain.requests == []


def test_a_redirect_leads_from_http_to_https() -> None:
    with serving({}) as plain, serving({"/page": answer()}, context("127.0.0.1")) as secure:
        plain.paths["/page"] = redirect(secure.address())
        assert asked(plain.address())[0].status == "moved"


# robots.txt

NOBODY = b"User-agent: *\nDisallow: /"


ROBOTS: dict[str, tuple[Say, str]] = {
    "forbids all": (answer(body=NOBODY), "robots"),
    "lets us in": (answer(body=b"User-agent: *\nDisallow: /\nUser-agent: treaty-record\nAllow: /page"), "answers"),
    "forbids us, with a wildcard": (answer(body=b"User-agent: treaty-record\nDisallow: /pa*e$"), "robots"),
    "forbids another": (answer(body=b"User-agent: other\nDisallow: /"), "answers"),
    "has a mark and CRLF": (answer(body=b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /page"), "robots"),
    "is nonsense": (answer(body=b"\x00\xff<html>nonsense: \n: *" * 99), "answers"),
    "is empty": (answer(body=b""), "answers"),
    "is not there": (answer(404), "answers"),
    "is not for us": (answer(403), "answers"),
    "is busy": (answer(429), "robots"),
    "is broken": (answer(500), "robots"),
    "is elsewhere": (redirect("/rules"), "robots"),
    "goes in circles": (redirect("/robots.txt"), "answers"),
    "leads out of the web": (redirect("file:///etc/passwd"), "answers"),
    "is silent": (silent(), "timed out"),
    "breaks off": (reset, "unreachable"),
    "is no HTTP": (raw(b"nonsense"), "garbled"),
    "forbids all, and never ends": (
        endless(b"HTTP/1.1 200 OK\r\n\r\n" + NOBODY + b"\n", b"#" * 1023 + b"\n"),
        "robots",
    ),
    "never ends": (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"#" * 1023 + b"\n"), "answers"),
}


@pytest.fixture(scope="module")
def robots() -> dict[str, tuple[Answer, int]]:
    """What became of a page under each robots.txt, and how often it was asked for."""
    others = {"/rules": answer(body=NOBODY), "/page": answer()}
    with ExitStack() as stack:
        servers = [stack.enter_context(serving({"/robots.txt": rules, **others})) for rules, _ in ROBOTS.values()]
        found = asked(*(server.address() for server in servers))
        return {name: (came, s.asked("/page")) for name, came, s in zip(ROBOTS, found, servers, strict=True)}


@pytest.mark.parametrize("case", ROBOTS)
def test_what_robots_txt_forbids_is_not_asked(case: str, robots: dict[str, tuple[Answer, int]]) -> None:
    came, times = robots[case]
    assert came.status == ROBOTS[case][1]
    assert times == (came.status == "answers")


def test_robots_txt_is_asked_for_once_and_again_on_another_site() -> None:
    with serving({"/robots.txt": answer(body=NOBODY)}) as other, serving({"/b": answer()}) as server:
        server.paths["/a"] = redirect(other.address())
        first, second, third = asked(server.address("/a"), server.address("/b"), server.address("/c"))
        assert [server.asked("/robots.txt"), other.asked("/robots.txt"), other.asked("/page")] == [1, 1, 0]
    assert (first.status, first.note) == ("robots", f"{other.address('/robots.txt')} forbids it")
    assert (second.status, third.status) == ("answers", "gone")


def test_a_site_gets_the_pause_that_it_asks_for() -> None:
    rules = answer(body=b"User-agent: *\nCrawl-delay: 0.4")
    with serving({"/robots.txt": rules, "/a": answer(), "/b": answer()}) as server:
        start = time.monotonic()
        asked(server.address("/a"), server.address("/b"))
    assert 0.8 <= time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: treaty-record\nUser-agent: other\nDisallow: /page", False),
        ("User-agent: other\nDisallow: /page\nUser-agent: *\nDisallow:", True),
        ("user agent treaty-record\nDisallow: /page", False),
        ("User-agent: Treaty-Record*\nDisallow: /page", False),
        ("User-agent: treaty\nDisallow: /page", True),
        ("User-agent: *\nDisallow: /page\nUser-agentless: x\nAllow: /", False),
        ("User-agent: *\nDisallow: /a" + "\nDisallow: /pa" * 1_000 + "\nAllow: /page\n", True),
        ("".join(f"User-agent: a{n}\n" for n in range(9_000)) + "Disallow: /page\n" * 9_000, True),
        ("".join(f"User-agent: treaty-record{'*' * n}\n" for n in range(200)) + "Disallow: /page\n" * 9_000, False),
        ("User-agent: *\n" + "Disallow: /" + "*a" * 200_000, True),
        ("User-agent: *\nDisallow: /pa" + "\n" * 512_000 + "Allow: /", False),
    ],
)
def test_rules_are_those_for_all_and_for_us(text: str, allowed: bool) -> None:
    assert rules(200, Page(text.encode())).allows("http://a.example/page") is allowed


def test_a_rule_that_is_cut_off_is_none() -> None:
    body = b"User-agent: *\nDisallow: /b\n" + b"#" * 511_960 + b"\nDisallow: /private"
    assert body[: 500 * 1024].endswith(b"\nDisallow: /p")
    assert rules(200, Page(body)).allows("http://a.example/page")


def test_too_many_rules_forbid_the_request() -> None:
    with serving(
        {"/robots.txt": answer(body=b"User-agent: *\n" + b"Allow: /\n" * 20_000), "/page": answer()}
    ) as server:
        (found,) = asked(server.address())
        assert server.asked("/page") == 0
    assert (found.status, found.note) == (
        "robots",
        "robots.txt has more than 20,000 lines of rules, too many to follow",
    )


def test_the_oldest_allowed_parsers_are_safe_ones() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = dict(one.split(">=") for one in project["optional-dependencies"]["tools"] if ">=" in one)
    least = {name: tuple(map(int, version.split("."))) for name, version in oldest.items()}
    assert least["protego"] >= (0, 7)  # before that, eight stars in a robots.txt took half a minute
    assert least["lxml"] >= (6, 1)  # before that, CVE-2026-41066


# manners


def test_who_asks_says_who_it_is_and_carries_nothing_along() -> None:
    with serving({"/page": answer(302, b"", location="/b", set_cookie="a=b; Path=/"), "/b": answer()}) as server:
        asked(server.address(), contact="someone@news.example")
        told = f"treaty-record/{version('treaty-record')} (reads cited articles; someone@news.example)"
        for _, headers in server.requests:
            assert headers["user-agent"] == told
            assert not headers.keys() & {"cookie", "referer", "authorization"}


def test_one_host_is_asked_one_thing_at_a_time_and_all_together_no_more_than_said() -> None:
    slow = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n", pause=0.001)
    paths = {f"/{n}": slow for n in range(3)}
    with serving(paths) as a, serving(paths) as b, serving(paths) as c:
        servers = (a, b, c)
        addresses = [server.address(path) for path in paths for server in servers]
        found = asked(*addresses, parallel=2)
        assert [answer.status for answer in found] == ["answers"] * 9
        assert [server.most_at_once for server in servers] == [1, 1, 1]
        assert [len(server.requests) for server in servers] == [4, 4, 4]


def test_whoever_wants_to_be_asked_later_is_asked_once_more_when_it_said() -> None:
    later = format_datetime(datetime.now(UTC) - timedelta(seconds=5), usegmt=True)
    with (
        serving({"/page": in_turn(answer(429, retry_after="0"), answer())}) as soon,
        serving({"/page": in_turn(answer(503, retry_after=later), answer())}) as by_date,
        serving({"/page": answer(429, retry_after="0")}) as never,
        serving({"/page": in_turn(answer(429, retry_after="60"), answer())}) as far,
    ):
        servers = (soon, by_date, never, far)
        found = asked(*(server.address() for server in servers))
        assert [answer.status for answer in found] == ["answers", "answers", "busy", "busy"]
        assert [server.asked("/page") for server in servers] == [2, 2, 2, 1]


def test_a_page_where_head_is_not_allowed_is_asked_for_all_the_same() -> None:
    with serving({"/page": answer(allow="GET")}) as server:
        assert asked(server.address())[0].status == "answers"
