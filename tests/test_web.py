"""Asking the web ends in one of the statuses, in time and in little memory, whatever a server does."""

import asyncio
import gzip
import ssl
import time
import tracemalloc
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import version

import pytest
import trustme

from treaty_tools.web.addresses import is_public
from treaty_tools.web.client import Limits, opened
from treaty_tools.web.outcome import Answer

from .misbehaving import (
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

AUTHORITY = trustme.CA()
TRUSTED = ssl.create_default_context()
AUTHORITY.configure_trust(TRUSTED)

QUICK = Limits(connect=1, read=1, total=2, body=64 * 1024, pause=0)
GARBLED = "what came is no HTTP, or not the whole page"
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
        async with opened(limits, parallel, allow_private=private, trusted=trusted, contact=contact) as web:
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
    "endless body": (endless(HEAD + b"\r\n"), "too large", 200, "has more than 65,536 bytes"),
    "endless headers": (endless(HEAD, b"X: " + b"z" * 4096 + b"\r\n"), "garbled", None, GARBLED),
    "one long header": (endless(HEAD + b"X: "), "garbled", None, GARBLED),
    "endless first line": (endless(b"HTTP/1.1 200 "), "garbled", None, GARBLED),
    "gzip bomb": (answer(body=bomb(64), content_encoding="gzip"), "too large", 200, "has more than 65,536 bytes"),
    "gzip bomb twice": (
        answer(body=bomb(64, 2), content_encoding="gzip, gzip"),
        "too large",
        200,
        "has more than 65,536 bytes",
    ),
    "no gzip": (answer(content_encoding="gzip"), "garbled", None, GARBLED),
    "body too short": (answer(content_length="5000"), "garbled", None, GARBLED),
    "length no number": (answer(content_length="many"), "garbled", None, GARBLED),
    "two lengths": (raw(HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), "garbled", None, GARBLED),
    "garbage": (raw(b"\x00\xff\x13 220 smtp.example ready\r\n\r\n"), "garbled", None, GARBLED),
    "another protocol": (raw(b"SSH-2.0-OpenSSH_9.9\r\n"), "garbled", None, GARBLED),
    "closed": (lambda talk: None, "garbled", None, GARBLED),
    "reset": (reset, "unreachable", None, "no connection came about, or it broke"),
    "cut in the headers": (raw(b"HTTP/1.1 200 OK\r\nContent-"), "garbled", None, GARBLED),
    "bad pieces": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello"), "garbled", None, GARBLED),
    "to a file": (redirect("file:///etc/passwd"), "bad redirect", 302, "leads out of the web, to file:"),
    "to a script": (redirect("javascript:alert(1)"), "bad redirect", 302, "leads out of the web, to javascript:"),
    "to nowhere": (answer(302), "bad redirect", 302, "does not say where it leads"),
    "to no address": (redirect("http://[::1"), "bad redirect", 302, "leads to what is no address"),
    "to no port": (redirect("http://a:99999999/"), "bad redirect", 302, "leads to what is no address"),
    "to no name": (redirect("http://no-such-site.invalid/"), "no name", None, "no-such-site.invalid leads nowhere"),
    "to a name too long": (redirect(f"http://{'a' * 300}/"), "no name", None, f"{'a' * 300} leads nowhere"),
}


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
    with serving({"/page": answer(body=bomb(32), content_encoding="gzip")}) as server:
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
        assert (circle.status, circle.note) == ("bad redirect", f"leads in circles, back to {server.address()}")
        assert (long.status, long.note) == ("bad redirect", "leads on more than 5 times")
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
    monkeypatch.setattr("treaty_tools.web.addresses.is_public", lambda address: public.pop(address, False))
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
    assert (found.status, found.note) == ("unreachable", "no connection came about, or it broke")


@pytest.mark.parametrize(
    "address",
    ["http://0177.0.0.1/", "ftp://a.example/", "file:///etc/passwd", "http://", "http://[::1", "a", "http://a:0/"],
)
def test_what_is_no_address_of_the_web_is_not_asked(address: str) -> None:
    assert asked(address) == [Answer("not asked", note="what is known is no address of the web")]


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
    assert (found.status, found.note) == ("unreachable", "no secure connection came about")


def test_no_redirect_leads_from_https_to_http() -> None:
    with serving({"/page": answer()}) as plain, serving({}, context("127.0.0.1")) as secure:
        secure.paths["/page"] = redirect(plain.address())
        (found,) = asked(secure.address())
        assert (found.status, found.note) == ("bad redirect", f"leads from https to {plain.address()}")
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
