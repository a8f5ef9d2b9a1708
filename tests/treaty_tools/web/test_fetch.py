"""treaty fetch writes an article's text into the folder of texts, where verify and locate find it."""

import base64
import contextlib
import gzip
import os
import signal
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import hypothesis.strategies as st
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given

from tests.helpers.examples import examples
from tests.helpers.misbehaving import Server, answer, bomb, serving
from tests.helpers.packages import edit, renew
from treaty_tools.cli import main
from treaty_tools.quotes import texts
from treaty_tools.quotes.finding import Finding, Words
from treaty_tools.quotes.verify import Article, article_findings
from treaty_tools.web.charset import codec, decoded
from treaty_tools.web.outcome import AS_TEXT, Failure, Page
from treaty_tools.web.page_text import page_text

ARTICLE = "mbn-20241112-kim-signs"

PARAGRAPHS = {
    "windows-1251": ("Глава государства подписал документ о взаимной помощи.", "Об этом сообщило ведомство в среду."),
    "koi8-u": ("Міністр сказав, що зіткнення було невелике.", "Про це він розповів у розмові з журналістами."),
    "euc-kr": ("지도자가 조약 문서에 서명했다고 통신이 전했다.", "똠방각하도 그 자리에 있었다고 한다."),
    "shift_jis": ("通信社は、首脳が文書に署名したと伝えた。", "①その後、髙橋氏が会見で説明した。"),
    "euc-jp": ("通信社は、首脳が文書に署名したと伝えた。", "その後、担当者が会見で説明した。"),
    "gb2312": ("通讯社说，领导人签署了文件。", "镕基二字不在旧字集里，網頁上却有。"),
    "big5": ("通訊社說，領導人簽署了文件。", "部長在記者會上說明了內容。"),
    "windows-1256": ("قالت الوكالة إن الزعيم وقّع الوثيقة.", "وأوضح الوزير ذلك في مؤتمر صحفي."),
    "iso-8859-9": ("Ajans, liderin belgeyi imzaladığını bildirdi.", "Bakan bunu bir toplantıda açıkladı."),
    "iso-8859-1": ("L’agence dit que le chef a signé – enfin.", "Le ministre l’a expliqué à la presse…"),
    "utf-8": ("সংস্থা জানিয়েছে, নেতা দলিলে স্বাক্ষর করেছেন।", "র\u200d্যাব ও মন্ত্রী তা ব্যাখ্যা করেন।"),
    "utf-16": ("通訊社說，領導人簽署了文件。", "部長在記者會上說明了內容。"),
}
WRITTEN = {"euc-kr": "cp949", "shift_jis": "cp932", "gb2312": "gb18030", "iso-8859-1": "cp1252"}
"""What pages that name these encodings are really written in."""


def html(paragraphs: tuple[str, ...], head: str = "") -> str:
    body = "".join(f"<p>{paragraph * 4}</p>\n" for paragraph in paragraphs)
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
    return (
        f"<!doctype html><html><head>{head}<title>T</title></head><body>{menu}<article>{body}</article></body></html>"
    )


def text_of(paragraphs: tuple[str, ...]) -> str:
    return unicodedata.normalize("NFC", "".join(f"{paragraph * 4}\n" for paragraph in paragraphs))


FOUND = text_of(PARAGRAPHS["utf-8"])
SHA256 = sha256(FOUND.encode()).hexdigest()


@pytest.mark.parametrize("label", PARAGRAPHS)
@pytest.mark.parametrize("said", ["by the server", "by the page"])
def test_pages_are_read_in_the_encoding_they_name(label: str, said: str) -> None:
    head = f'<meta charset="{label}">' if said == "by the page" else ""
    data = html(PARAGRAPHS[label], head).encode(WRITTEN.get(label, label))
    found = page_text(Page(data, "text/html", label if said == "by the server" else None))
    assert (found.body, found.lost) == (text_of(PARAGRAPHS[label]), 0)


@pytest.mark.parametrize("label", ["windows-1251", "euc-kr", "shift_jis", "gb2312", "utf-8", "utf-16"])
def test_pages_that_name_no_encoding_are_guessed(label: str) -> None:
    data = html(PARAGRAPHS[label]).encode(WRITTEN.get(label, label))
    assert page_text(Page(data)).body == text_of(PARAGRAPHS[label])


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('<meta charset="windows-1251">', "utf-8"),
        ('<meta charset="no-such">', None),
        ('<meta charset="rot13">', "base64"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8">', "iso-8859-1"),
        ('<meta charset="utf-16">', None),
    ],
)
def test_what_is_utf8_throughout_is_utf8_whatever_is_said(head: str, charset: str | None) -> None:
    assert page_text(Page(html(PARAGRAPHS["utf-8"], head).encode(), "text/html", charset)).body == FOUND


def test_the_server_is_believed_before_the_page() -> None:
    data = html(PARAGRAPHS["windows-1251"], '<meta charset="koi8-r">').encode("windows-1251")
    assert page_text(Page(data, None, "windows-1251")).body == text_of(PARAGRAPHS["windows-1251"])


def test_characters_that_cannot_be_read_are_counted() -> None:
    data = (
        html(PARAGRAPHS["shift_jis"], '<meta charset="shift_jis">')
        .encode("cp932")
        .replace("①".encode("cp932"), b"\x81\x20")
    )
    found = page_text(Page(data))
    assert found.lost == 4
    assert found.body == text_of(PARAGRAPHS["shift_jis"]).replace("①", "\ufffd ")


@examples(10, 100)
@given(
    st.binary(max_size=20),
    st.text(max_size=12) | st.sampled_from(["idna", "hex", "utf-7", "undefined", "punycode", "mbcs", "iso-2022-kr"]),
)
@example(b"\x84\xff", "gb18030")
def test_any_bytes_are_read_or_refused(data: bytes, label: str) -> None:
    with contextlib.suppress(Failure):
        found = decoded(Page(data, charset=label))
        assert found.text == data.decode(found.charset, "replace")


@pytest.mark.parametrize("label", ["windows-1251", "koi8-u", "euc-kr", "shift_jis", "gb2312", "big5", "windows-1256"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1"])
def test_pages_that_are_not_what_they_declare_are_guessed(label: str, declared: str) -> None:
    data = html(PARAGRAPHS[label]).encode(WRITTEN.get(label, label))
    found = page_text(Page(data, "text/html", declared))
    assert (found.body, found.lost) == (text_of(PARAGRAPHS[label]), 0)
    assert found.charset.endswith(f" (guessed; the page says {codec(declared)})")


def test_a_few_marks_in_another_encoding_are_guessed_as_latin() -> None:
    words = ("The agency said that the leader’s “document” had been signed.", "A minister explained it – briefly.")
    assert page_text(Page(html(words).encode("cp1252"), None, "utf-8")).body == text_of(words)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (
            Page("<p>その後、担当者が会見で説明した。".encode("euc-jp"), None, "utf-8"),
            "the page is not in utf-8, as it says, and no other can be determined",
        ),
        (Page(bytes(range(128, 256)) * 9), "the page does not name its encoding, and no other can be determined"),
        (Page(html(("������ ������ a",) * 3).encode()), "48 of 60 characters are U+FFFD, lost before or in the page"),
        (Page("��� ��".encode(), "text/plain"), "5 of 6 characters are U+FFFD, lost before or in the page"),
    ],
)
def test_no_text_of_replacement_characters_is_written(page: Page, says: str) -> None:
    with pytest.raises(Failure) as caught:
        page_text(page)
    assert str(caught.value) == f"unreadable: {says}; {AS_TEXT}"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("KS_C_5601-1987", "cp949"),
        ("x-sjis", "cp932"),
        (" GBK ", "gb18030"),
        ("latin1", "cp1252"),
        ("utf-7", None),
        ("hex", None),
        ("x", None),
    ],
)
def test_encodings_are_known_by_the_names_that_the_web_uses(label: str, name: str | None) -> None:
    assert codec(label) == name


WORDS = "می‌خواهم کتاب‌ها را بخوانم و نمی‌دانم که این‌ها کجا هستند."


@pytest.mark.parametrize("joiner", ["\u200c", "&zwnj;", "&#8204;", "&#x200C;", "&#x200c;"])
def test_joiners_are_kept_however_they_are_written(joiner: str) -> None:
    page = html((WORDS, f"{WORDS} ")).replace("\u200c", joiner)
    assert page_text(Page(page.encode())).body == f"{WORDS * 4}\n{(WORDS + ' ') * 4}".rstrip() + "\n"


def test_what_stands_in_for_joiners_is_nothing_that_the_page_has() -> None:
    words = f"\U00012000 {WORDS} \U00012001"
    assert page_text(Page(html((words, WORDS)).encode())).body == text_of((words, WORDS))


LETTERS = st.sampled_from("\ue000\U0001f9dd\u200d♀️\u00ad" + "অআকখজঞ া ি ু ে্ ় " + "\u200c\u200d" + "aéßก้ำ한汉ا َ")


@examples(10, 100)
@given(st.lists(st.text(LETTERS, min_size=8, max_size=40), min_size=1, max_size=4))
def test_no_mark_is_lost_on_the_way(words: list[str]) -> None:
    sentence = " ".join(f"a{word}a" for word in words)
    body = page_text(Page(html((f"{sentence}. ", "The end. ")).encode())).body
    assert "".join(body.split()).endswith("".join(text_of((f"{sentence}. ", "The end. ")).split()))


def test_plain_text_is_taken_as_it_is() -> None:
    assert page_text(Page("\ufeffe\u0301<p>\r\n\r\n\u200b\r\nb  \r".encode(), "text/plain")).body == "é<p>\nb\n"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (Page(b"%PDF-1.7", "application/pdf"), f"not a web page: a PDF; {AS_TEXT}"),
        (Page(b"{}", "application/json"), f"not a web page: application/json; {AS_TEXT}"),
        (
            Page(b"<html><body><script>run()</script></body></html>", "text/html"),
            "empty: the page has no article text",
        ),
        (Page(b"<div>" * 50_000, "text/html"), "empty: the page has no article text"),
        (Page(b" ", "text/plain"), "empty: the page has no article text"),
    ],
)
def test_pages_without_a_text_are_told(page: Page, says: str) -> None:
    with pytest.raises(Failure) as caught:
        page_text(page)
    assert str(caught.value) == says


@pytest.mark.parametrize(
    ("begins", "says"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", f"a PDF; {AS_TEXT}"),
        (b"bplist00\xd1\x01\x02", "a Safari web archive; save the page again as 'Page Source'"),
        (gzip.compress(b"<p>a", mtime=0), "a file compressed with gzip; unpack it and pass the HTML file in it"),
        (
            b"PK\x03\x04\x14\0",
            f"a ZIP archive or an office document; unpack it and pass the HTML file in it, or {AS_TEXT}",
        ),
        (b"\x89PNG\r\n\x1a\n", f"a PNG image; {AS_TEXT}"),
        (b"\xff\xd8\xff\xe0", f"a JPEG image; {AS_TEXT}"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", f"a WebP image; {AS_TEXT}"),
        (b"\0\0\0\x1cftypavif", f"an AVIF or HEIC image; {AS_TEXT}"),
        (b"\0\0\0\x1cftypmp42", f"a video or sound recording; {AS_TEXT}"),
        (b"{\\rtf1\\ansi", f"an RTF document; {AS_TEXT}"),
        (bytes(99), "a binary file; save the page again as 'HTML only'"),
    ],
)
@pytest.mark.parametrize("kind", ["text/html", "text/plain", None])
def test_files_that_are_no_pages_are_named(begins: bytes, says: str, kind: str | None) -> None:
    with pytest.raises(Failure) as caught:
        page_text(Page(begins, kind))
    assert str(caught.value) == f"not a web page: {says}"


def mhtml(page: bytes, kind: str = "text/html", encoding: str = "base64") -> bytes:
    head = b"From: <Saved by Blink>\r\nSubject: =?utf-8?B?0JA=?=\r\nContent-Type: multipart/related;\r\n"
    part = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: https://a.example/"
    image = b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    body = base64.encodebytes(page) if encoding == "base64" else page
    return head + b'\tboundary="b"\r\n\r\n' + image + b"--b\r\n" + part.encode() + b"\r\n\r\n" + body + b"\r\n--b--\r\n"


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=euc-kr", "text/html; charset*0*=x; charset*=y"])
def test_the_page_in_an_mhtml_file_is_read(kind: str) -> None:
    page = html(PARAGRAPHS["euc-kr"], '<meta charset="euc-kr">').encode("cp949")
    assert page_text(Page(mhtml(page, kind))).body == text_of(PARAGRAPHS["euc-kr"])


@pytest.mark.parametrize(
    "data",
    [
        mhtml(b"<p>a", "text/css"),
        mhtml(b"<p>a")[:200],
        mhtml(b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 2_000, encoding="7bit"),
        mhtml(b"\n--b\n" * 9_000, encoding="7bit"),
        mhtml(b"\n" * 1_000_000, encoding="7bit"),
    ],
    ids=["no page", "cut off", "nested", "many parts", "many lines"],
)
def test_an_mhtml_file_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(Failure) as caught:
        page_text(Page(data))
    assert str(caught.value) == (
        "not a web page: an MHTML file without a readable page; save the page again as 'HTML only'"
    )


CHECKS = {
    "cloudflare": "<title>Just a moment...</title><h1>Checking your browser before accessing</h1>"
    "<p>Enable JavaScript and cookies to continue</p>",
    "cloudflare, in its script alone": "<title>news</title><script>window._cf_chl_opt={cType:'managed'}</script>",
    "ddos-guard": "<title>DDoS-Guard</title><script src=/.well-known/ddos-guard/js-challenge/index.js></script>"
    "<h1>Проверка браузера перед переходом на сайт</h1><p>" + "Идёт проверка, подождите. " * 20,
    "imperva": "<iframe src='/_Incapsula_Resource?SWUDNSAI=31&incident_id=1-2'>Request unsuccessful. "
    "Incapsula incident ID</iframe>",
    "an application": "<body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
    "asks for proof": "<p>Please verify that you are a human</p><p>Ray ID: 8a1</p>",
    "access denied": "<h1>Access Denied</h1><p>You don't have permission to access this on this server.</p>",
}


@pytest.mark.parametrize("check", CHECKS)
def test_bot_checks_are_refused(check: str) -> None:
    with pytest.raises(Failure) as caught:
        page_text(Page(f"<html>{CHECKS[check]}</html>".encode()))
    assert str(caught.value) == (
        "bot check: the page checks for bots or needs JavaScript; open the address in a browser, wait for the article, "
        "save the page as 'HTML only' and pass it with --page"
    )


@pytest.mark.parametrize(
    "extra",
    [
        "<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>",
        "<script src=/_Incapsula_Resource?SWJIYLWA=719d></script>",
        "<noscript>Please enable JavaScript to view the comments.</noscript>",
        "<p>“Just a moment,” the minister said, “access denied is not what we want to read.”</p>",
    ],
)
def test_articles_that_have_traces_of_bot_checks_are_read(extra: str) -> None:
    page = html(PARAGRAPHS["iso-8859-1"]).replace("</article>", f"{extra}</article>")
    assert page_text(Page(page.encode())).body.startswith(text_of(PARAGRAPHS["iso-8859-1"]).rstrip())


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<p>" * 100_001, "too large: the page has more than 100,000 tags"),
        ("<p>a" + "\u0301\u0323" * 80_000, "too large: the page has more than 50,000 combining marks"),
        ("<p>a" + "&#769;&#803;" * 80_000, "too large: the page has more than 50,000 combining marks"),
        ("a" * (8 * 2**20 + 1), "too large: the page is larger than 8 MiB; save the page again as 'HTML only', or"),
    ],
)
def test_pages_that_would_take_minutes_are_refused(page: str, says: str) -> None:
    with pytest.raises(Failure) as caught:
        page_text(Page(page.encode()))
    assert str(caught.value) == f"{says}{'' if says.endswith(' or') else ';'} {AS_TEXT}"


def test_a_text_with_marks_that_pile_up_is_refused() -> None:
    with pytest.raises(Failure) as caught:
        page_text(Page(("a" + "\u0301\u0323" * 80_000).encode(), "text/plain"))
    assert (
        str(caught.value) == "unreadable: the text has more than 30 combining marks in a row; no language needs so many"
    )


# the command


@pytest.fixture
def server() -> Iterator[Server]:
    page = html(PARAGRAPHS["utf-8"]).encode()
    with serving({"/page": answer(body=page, content_type="text/html; charset=utf-8")}) as found:
        yield found


@pytest.fixture
def typed(project: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, entered, with an article of which only its source file says where it is; and a folder for texts."""
    (project / "texts").mkdir()
    monkeypatch.chdir(project)
    source(project).write_text(f'[article]\nurl = "{server.address()}"\n', encoding="utf-8")
    return project


def source(project: Path, article: str = ARTICLE) -> Path:
    return project / f"scripts/sources/articles/{article}.toml"


def fetch(*arguments: str, private: bool = True) -> Result:
    asked = ["--texts", "texts", "--timeout", "5", *(["--allow-private"] if private else [])]
    return CliRunner().invoke(main, ["fetch", *asked, *arguments])


def test_a_text_is_written_in_the_coordinate_space(typed: Path, server: Server) -> None:
    found = fetch(ARTICLE)
    assert found.output.splitlines() == [
        f"{ARTICLE}: 2 paragraphs, utf-8, from {server.address()}",
        f'text_sha256 = "{SHA256}"',
        f"text_length = {len(FOUND)}",
        "the record has no text yet: paste these lines into [article]",
    ]
    assert found.exit_code == 0
    assert (typed / f"texts/{ARTICLE}.txt").read_bytes() == FOUND.encode()
    assert texts.read(typed / "texts", ARTICLE) == texts.Text(FOUND, SHA256)
    assert [path.name for path in (typed / "texts").iterdir()] == [f"{ARTICLE}.txt"]


def test_fill_and_verify_work_on_it(typed: Path) -> None:
    first, _ = FOUND.splitlines()
    with source(typed).open("a", encoding="utf-8") as more:
        more.write(f'[passage.p]\nplace = "p1"\nquote = "{first}"\ngloss = "It was signed."\n')
    fetch(ARTICLE)
    filled = CliRunner().invoke(main, ["locate", "--fill", ARTICLE, "--texts", "texts"])
    assert filled.output == f"scripts/sources/articles/{ARTICLE}.toml: added 3 keys\n"
    assert f'text_sha256 = "{SHA256}"\n' in source(typed).read_text("utf-8")
    held = Article(ARTICLE, None, SHA256)
    checked = article_findings(held, [Words("p1", 0, first, None, None)], typed / "texts")
    assert (checked.findings, checked.changed) == ([Finding("match", 0, len(first))], False)
    assert fetch(ARTICLE, "--replace").output.splitlines()[-1] == "the record has the same text"


@pytest.mark.parametrize(
    ("held", "last"),
    [
        (f'text_sha256 = "{SHA256}"', "the record has the same text"),
        (f'text_sha256 = "{"0" * 64}"\ntext_length = 9', f"the record has another text, of length 9: {'0' * 64}"),
    ],
)
def test_the_text_is_held_against_the_record(typed: Path, held: str, last: str) -> None:
    with source(typed).open("a", encoding="utf-8") as more:
        more.write(held)
    assert fetch(ARTICLE).output.splitlines()[-1] == last


def test_a_text_that_is_there_is_replaced_only_where_one_says_so(typed: Path, server: Server) -> None:
    there = typed / f"texts/{ARTICLE}.txt"
    there.write_bytes(b"mine")
    refused = fetch(ARTICLE)
    assert refused.exit_code == 2
    assert refused.output.endswith(f"Error: texts/{ARTICLE}.txt exists; pass --replace to replace it\n")
    assert (there.read_bytes(), server.requests) == (b"mine", [])
    assert fetch(ARTICLE, "--replace").exit_code == 0
    assert there.read_bytes() == FOUND.encode()


@pytest.mark.parametrize(
    ("say", "told"),
    [
        (answer(404), "gone: the site returned 404"),
        (answer(403), "refused: the site returned 403"),
        (answer(body=b""), "empty: the site returned 200"),
        (answer(body=b"%PDF", content_type="application/pdf"), f"not a web page: application/pdf; {AS_TEXT}"),
        (bomb(16), "too large: the page is larger than 8,388,608 bytes"),
        (answer(content_length="9999"), "garbled: the reply is not valid HTTP or is incomplete"),
    ],
)
def test_what_cannot_be_had_leaves_nothing_behind(typed: Path, server: Server, say: object, told: str) -> None:
    server.paths["/page"] = say  # type: ignore[assignment]
    found = fetch(ARTICLE)
    assert (found.exit_code, found.output) == (1, f"{ARTICLE}: {told}\n")
    assert list((typed / "texts").iterdir()) == []
    (typed / f"texts/{ARTICLE}.txt").write_bytes(b"mine")
    assert fetch(ARTICLE, "--replace").exit_code == 1
    assert (typed / f"texts/{ARTICLE}.txt").read_bytes() == b"mine"


def test_one_that_fails_keeps_no_other_from_coming(typed: Path, server: Server) -> None:
    other = "chosonsinbo-20241112-hijun"
    source(typed, other).write_text(f'[article]\nurl = "{server.address("/away")}"\n', encoding="utf-8")
    found = fetch(other, ARTICLE, ARTICLE)
    assert found.exit_code == 1
    assert f"{other}: gone: the site returned 404\n" in found.output
    assert [path.name for path in (typed / "texts").iterdir()] == [f"{ARTICLE}.txt"]
    assert server.asked("/page") == 1


def test_an_article_is_not_fetched_where_another_text_is(typed: Path, server: Server) -> None:
    source(typed).write_text(f'[article]\nsource_url = "{server.address()}"\n', encoding="utf-8")
    assert fetch(ARTICLE).output == f"{ARTICLE}: not asked: it has no address\n"
    source(typed).write_text(f'[article]\narchive_url = "{server.address()}"\n', encoding="utf-8")
    assert fetch(ARTICLE).output == f"{ARTICLE}: not asked: it has only an archived copy: pass --archived\n"
    assert server.requests == []
    assert fetch(ARTICLE, "--archived").exit_code == 0


def test_a_page_that_a_browser_saved_is_read(typed: Path, server: Server) -> None:
    (typed / "saved.html").write_bytes(html(PARAGRAPHS["euc-kr"], '<meta charset="euc-kr">').encode("cp949"))
    found = fetch(ARTICLE, "--page", "saved.html")
    assert found.output.splitlines()[0] == f"{ARTICLE}: 2 paragraphs, cp949, from saved.html"
    assert (typed / f"texts/{ARTICLE}.txt").read_text("utf-8") == text_of(PARAGRAPHS["euc-kr"])
    assert server.requests == []
    assert fetch(ARTICLE, "another", "--page", "saved.html", "--replace").exit_code == 2


@pytest.mark.skipif(os.name == "nt", reason="there is no such device")
def test_a_saved_page_without_an_end_is_refused(typed: Path) -> None:
    found = fetch(ARTICLE, "--page", "/dev/zero")
    assert (found.exit_code, found.output) == (1, "Error: /dev/zero is larger than 64 MiB, the limit for a page\n")


def test_an_error_of_ours_costs_one_text(typed: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    other = "chosonsinbo-20241112-hijun"
    source(typed, other).write_text(f'[article]\nurl = "{server.address("/bad")}"\n', encoding="utf-8")
    server.paths["/bad"] = answer(body=b"<p>bad")

    def extract(page: str) -> str:
        if "bad" in page:
            raise ZeroDivisionError("a line\nanother")
        return FOUND

    monkeypatch.setattr("treaty_tools.web.page_text.extract", extract)
    found = fetch(other, ARTICLE)
    assert found.exit_code == 3
    assert found.stderr == f"{other}: failed: unexpected ZeroDivisionError (a line\\nanother); please report this\n"
    assert [path.name for path in (typed / "texts").iterdir()] == [f"{ARTICLE}.txt"]


def test_an_interrupted_run_keeps_the_texts_it_has(typed: Path, server: Server) -> None:
    other = "chosonsinbo-20241112-hijun"
    source(typed, other).write_text(f'[article]\nurl = "{server.address("/stop")}"\n', encoding="utf-8")
    server.paths["/stop"] = lambda talk: os.kill(os.getpid(), signal.SIGINT)  # requested second, on the same host
    found = fetch(other, ARTICLE)
    assert (found.exit_code, found.stderr) == (130, "Interrupted: 1 of 2 texts written\n")
    assert [path.name for path in (typed / "texts").iterdir()] == [f"{ARTICLE}.txt"]


def test_a_text_that_cannot_be_written_costs_no_other(typed: Path, server: Server) -> None:
    other = "chosonsinbo-20241112-hijun"
    source(typed, other).write_text(f'[article]\nurl = "{server.address()}"\n', encoding="utf-8")
    (typed / f"texts/{other}.txt").symlink_to("nowhere")
    found = fetch(other, ARTICLE)
    refused = f"texts/{other}.txt is a link to nowhere; files are not written through links: remove it"
    assert (found.exit_code, found.stderr) == (1, f"{other}: {refused}\n")
    assert (typed / f"texts/{ARTICLE}.txt").read_bytes() == FOUND.encode()


def test_another_package_is_asked_for_its_articles(project: Path, server: Server, tmp_path: Path) -> None:
    edit(project, "articles", ARTICLE, url=server.address())
    renew(project)
    (tmp_path / "held").mkdir()
    asked = ["--package", str(project), "--texts", str(tmp_path / "held"), "--allow-private"]
    assert CliRunner().invoke(main, ["fetch", ARTICLE, *asked]).exit_code == 0
    assert (tmp_path / f"held/{ARTICLE}.txt").read_bytes() == FOUND.encode()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("no-such-article", "no such article: no-such-article"),
        ("../a", "'../a' is not an article id, such as rfa-20241113-us-confirms"),
    ],
)
def test_what_is_no_article_is_refused(typed: Path, name: str, says: str) -> None:
    found = fetch(name)
    assert found.exit_code == 2
    assert found.output.endswith(f"{says}\n")


def test_a_source_file_that_cannot_be_read_is_told(typed: Path) -> None:
    source(typed).write_text("[article\n")
    found = fetch(ARTICLE)
    assert found.exit_code == 1
    assert found.output.startswith(f"scripts/sources/articles/{ARTICLE}.toml:1: ")


def test_private_networks_are_left_alone(typed: Path, server: Server) -> None:
    found = fetch(ARTICLE, private=False)
    assert (found.exit_code, found.output) == (
        1,
        f"{ARTICLE}: not public: 127.0.0.1 resolves to 127.0.0.1, which is not public\n",
    )
    assert server.requests == []
