"""treaty fetch brings an article's text home, so that verify and locate work on it."""

import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import hypothesis.strategies as st
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings

from treaty_tools import texts
from treaty_tools.cli import main
from treaty_tools.verify import MATCH, Article, article_findings
from treaty_tools.web.charset import codec, decoded
from treaty_tools.web.outcome import Failure, Page
from treaty_tools.web.page_text import page_text

from .misbehaving import Server, answer, bomb, serving
from .packages import edit, renew

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


@settings(max_examples=30, deadline=None)
@given(
    st.binary(max_size=20),
    st.text(max_size=12) | st.sampled_from(["idna", "hex", "utf-7", "undefined", "punycode", "mbcs"]),
)
@example(b"\x84\xff", "gb18030")
def test_any_bytes_are_read_somehow(data: bytes, label: str) -> None:
    text, name, lost = decoded(Page(data, charset=label))
    assert lost == (text.count("\ufffd") if lost else 0)
    assert text == data.decode(name, "replace" if lost else "strict")


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


@settings(max_examples=40, deadline=None)
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
        (Page(b"%PDF-1.7", "application/pdf"), "garbled: is application/pdf, no page of text"),
        (Page(b"\x89PNG", "image/png"), "garbled: is image/png, no page of text"),
        (
            Page(b"<html><body><script>run()</script></body></html>", "text/html"),
            "empty: has no text of an article in it",
        ),
        (Page(b"<div>" * 50_000, "text/html"), "empty: has no text of an article in it"),
        (Page(b" ", "text/plain"), "empty: has no text of an article in it"),
    ],
)
def test_pages_without_a_text_are_told(page: Page, says: str) -> None:
    with pytest.raises(Failure) as caught:
        page_text(page)
    assert str(caught.value) == says


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
    assert filled.output == f"scripts/sources/articles/{ARTICLE}.toml: 3 lines typed\n"
    assert f'text_sha256 = "{SHA256}"\n' in source(typed).read_text("utf-8")
    held = Article(ARTICLE, None, SHA256)
    assert article_findings(held, [("p1", 0, first)], typed / "texts") == ([MATCH], False)
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
    assert refused.output.endswith(f"Error: texts/{ARTICLE}.txt is there: --replace replaces it\n")
    assert (there.read_bytes(), server.requests) == (b"mine", [])
    assert fetch(ARTICLE, "--replace").exit_code == 0
    assert there.read_bytes() == FOUND.encode()


@pytest.mark.parametrize(
    ("say", "told"),
    [
        (answer(404), "gone: the site answers 404"),
        (answer(403), "refused: the site answers 403"),
        (answer(body=b""), "empty: the site answers 200"),
        (answer(body=b"%PDF", content_type="application/pdf"), "garbled: is application/pdf, no page of text"),
        (answer(body=bomb(16), content_encoding="gzip"), "too large: has more than 8,388,608 bytes"),
        (answer(content_length="9999"), "garbled: what came is no HTTP, or not the whole page"),
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
    assert f"{other}: gone: the site answers 404\n" in found.output
    assert [path.name for path in (typed / "texts").iterdir()] == [f"{ARTICLE}.txt"]
    assert server.asked("/page") == 1


def test_an_article_is_not_fetched_where_another_text_is(typed: Path, server: Server) -> None:
    source(typed).write_text(f'[article]\nsource_url = "{server.address()}"\n', encoding="utf-8")
    assert fetch(ARTICLE).output == f"{ARTICLE}: not asked: it has no address\n"
    source(typed).write_text(f'[article]\narchive_url = "{server.address()}"\n', encoding="utf-8")
    assert fetch(ARTICLE).output == f"{ARTICLE}: not asked: only its archived copy is known: --archived\n"
    assert server.requests == []
    assert fetch(ARTICLE, "--archived").exit_code == 0


def test_a_page_that_a_browser_saved_is_read(typed: Path, server: Server) -> None:
    (typed / "saved.html").write_bytes(html(PARAGRAPHS["euc-kr"], '<meta charset="euc-kr">').encode("cp949"))
    found = fetch(ARTICLE, "--page", "saved.html")
    assert found.output.splitlines()[0] == f"{ARTICLE}: 2 paragraphs, cp949, from saved.html"
    assert (typed / f"texts/{ARTICLE}.txt").read_text("utf-8") == text_of(PARAGRAPHS["euc-kr"])
    assert server.requests == []
    assert fetch(ARTICLE, "another", "--page", "saved.html", "--replace").exit_code == 2


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
        ("../a", "'../a' is no article id, like kcna-en-20241112-decree"),
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
    assert (found.exit_code, found.output) == (1, f"{ARTICLE}: not public: 127.0.0.1 leads to 127.0.0.1\n")
    assert server.requests == []
