"""The site as it lies on disk: every link leads somewhere, data stays text, one package gives the same bytes."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from zipfile import ZipFile

import polars as pl
import pytest
from click.testing import CliRunner
from markupsafe import Markup

from tests.helpers.packages import edit, renew, text, write
from tests.helpers.pages import Files, Pages, made, parsed
from treaty_tools.cli import main
from treaty_tools.site import folder, marking, paging, record
from treaty_tools.site.notation import urls, words

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
HARM = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"'></title><a href=\"javascript:alert(1)\" onclick=alert(1) style='color: red'>x</a>",
    "x" * 10_000,
)
ADDRESS = 'https://example.org/"onclick="alert(1)"><script>alert(1)</script>'
HANDLERS = re.compile("on[a-z]+")
RIGHT_TO_LEFT = {"ar", "fa", "fa-AF", "he", "ur"}


@pytest.fixture(scope="module")
def hostile(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The site of a package in which every text and address is meant to do harm."""
    copy = shutil.copytree(pristine, tmp_path_factory.mktemp("hostile") / "package")
    texts = {
        "articles": ("title", "title_gloss", "note", "url", "archive_url"),
        "passages": ("quote", "begins", "ends", "gloss", "note"),
        "actors": ("name", "note"),
        "names": ("name",),
        "events": ("title", "place", "note"),
        "claims": ("statement", "note"),
        "relations": ("note",),
        "citations": ("says",),
    }
    for table, columns in texts.items():
        frame = text(copy, table)
        said = {c: [HARM[(row + at) % len(HARM)] for row in range(len(frame))] for at, c in enumerate(columns)}
        said |= {c: [ADDRESS] * len(frame) for c in columns if c.endswith("url")}
        write(copy, table, frame.with_columns(**{c: pl.Series(v) for c, v in said.items()}))
    renew(copy)
    return made(copy)


def test_every_link_leads_to_a_file_and_to_an_anchor_of_it(files: Files, pages: Pages) -> None:
    for path, page in pages.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(path, link))
            if target.startswith(("https://", "http://", "data:")):
                continue
            assert not link.startswith("/")
            target = unquote(target.partition("?")[0])
            assert target in files, f"{path}: {link}"
            if anchor and "=" not in anchor:
                assert unquote(anchor) in pages[target].anchors, f"{path}: {link}"


def test_every_row_has_a_page_and_every_page_a_policy_against_scripts_of_others(package: Path, pages: Pages) -> None:
    for table in record.PAGED:
        keys = text(package, table)[f"{table.removesuffix('s')}_id"]
        assert {f"{table}/{key}.html" for key in keys} <= set(pages)
    for page in pages.values():
        metas = [a for tag, a in page.elements if tag == "meta"]
        assert [a["content"] for a in metas if a.get("http-equiv") == "Content-Security-Policy"] == [POLICY]
        assert all("src" in a for tag, a in page.elements if tag == "script")
        assert not any(tag == "style" or "style" in a for tag, a in page.elements)


def test_pages_have_one_heading_then_others_in_order_and_no_anchor_twice(files: Files, pages: Pages) -> None:
    for path, page in pages.items():
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1, path
        assert all(level - before <= 1 for before, level in pairwise(levels)), path
        assert len(re.findall(r'\sid="', files[path].decode())) == len(page.anchors), path
        tables = [tag for tag, _ in page.elements if tag in ("table", "caption")]
        assert tables.count("table") == tables.count("caption"), path


def test_words_of_other_languages_have_their_language_and_their_direction(pages: Pages, files: Files) -> None:
    marked = [a for page in pages.values() for tag, a in page.elements if tag in ("bdi", "blockquote") and "lang" in a]
    assert {"bn", "ja", "vi"} <= {a["lang"] for a in marked}
    assert all(a["dir"] == ("rtl" if a["lang"] in RIGHT_TO_LEFT else "ltr") for a in marked)
    assert '<blockquote lang="bn" dir="ltr">' in files["claims/south-korea-more-than-10000.html"].decode()


def test_a_quote_has_the_value_marked_that_a_machine_sees_in_it(files: Files) -> None:
    assert "<mark>১০,০০০</mark>" in files["claims/south-korea-more-than-10000.html"].decode()
    event = files["events/kim-ratifies-treaty.html"].decode()
    against = event[event.index('id="differing"') : event.index('id="supporting"')]
    assert "<mark>১২ নভেম্বর</mark>" in against
    assert "<h3>date: 12 November 2024 " in against


def test_a_page_says_how_many_articles_and_independent_origins_agree(pages: Pages) -> None:
    page = pages["events/kim-ratifies-treaty.html"].words
    assert (
        "1 independent source reports this (4 articles); 1 dates it to 11 November 2024; "
        "2 articles, all tracing to Korean Central News Agency, differ on the date. "
    ) in page


def test_an_article_is_linked_to_unless_it_is_a_scraped_copy(pages: Pages) -> None:
    original = pages["articles/vtcnews-20241112-phe-chuan.html"]
    assert [link for link in original.links if link.startswith("https://vtcnews.vn/")]
    copy = pages["articles/tbs-mirror-20241112-reuters-ratifies.html"]
    assert "is not linked and does not count as a source" in copy.words
    assert not [link for link in copy.links if link.startswith("https://mirror")]
    assert "mirror.example.org" not in copy.words


def test_an_article_shows_its_passages_in_reading_order_and_where_it_disagrees(files: Files, pages: Pages) -> None:
    page = files["articles/vtcnews-bn-20241112-phe-chuan.html"].decode()
    places = re.findall(r'<article class="passage"[^>]* aria-label="paragraph (\d+)"', page)
    assert len(places) > 10
    assert list(map(int, places)) == sorted(map(int, places))
    assert {"passages", "against"} <= pages["articles/vtcnews-bn-20241112-phe-chuan.html"].anchors
    assert "copies" in pages["articles/vtcnews-20241112-phe-chuan.html"].anchors


def test_a_retired_row_has_a_page_that_leads_to_its_successor(pages: Pages) -> None:
    page = pages["events/kim-signs-decree.html"]
    assert "It was told of twice." in page.words
    assert "../events/kim-ratifies-treaty.html" in page.links
    assert "names/kim-jong-un.xx" in pages["retired.html"].words


def test_nothing_that_matters_needs_scripts(package: Path, pages: Pages) -> None:
    for path, table, column in (
        ("claims.html", "claims", "statement"),
        ("timeline.html", "events", "title"),
        ("actors.html", "actors", "name"),
    ):
        for said in text(package, table)[column]:
            assert " ".join(said.split()) in pages[path].words
    assert "Search needs scripts." in pages["search.html"].words


def test_contradictions_have_both_sides_next_to_each_other(files: Files) -> None:
    cases = re.findall(r'<article class="case".*?</article>', files["contradictions.html"].decode(), flags=re.S)
    assert cases
    for case in cases:
        sides = case.split('<div class="side">')[1:]
        assert len(sides) >= 2
        assert all('<li class="passage"' in side for side in sides)


def test_hostile_text_is_text(hostile: Files) -> None:
    plain = parsed(hostile)
    joined = " ".join(page.words for page in plain.values())
    assert all(" ".join(harm.split()) in joined for harm in HARM[:2])
    for path, page in plain.items():
        for tag, attributes in page.elements:
            assert tag not in ("img", "iframe", "object", "base", "style"), path
            assert "style" not in attributes, path
            assert not [name for name in attributes if HANDLERS.fullmatch(name)], path
            assert not attributes.get("href", "").lower().startswith("javascript:"), path
        scripts = [a.get("src", "").removeprefix("../") for tag, a in page.elements if tag == "script"]
        known = {"tables.js", "charts.js", "share.js", "spelling.js", "matching.js", "search.js", "search/index.js"}
        assert set(scripts) <= known


def test_marks_that_turn_directions_are_refused_and_never_made_outside_an_element(
    files: Files, pristine: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(pristine, tmp_path / "package")
    edit(copy, "actors", "kcna", name="\u202eturned \u2066round")
    renew(copy)
    refused = CliRunner().invoke(main, ["site", str(tmp_path / "out"), "--package", str(copy)])
    assert refused.exit_code == 1
    assert "contains U+202E RIGHT-TO-LEFT OVERRIDE" in refused.output
    assert not any(
        re.search("[\u202a-\u202e\u2066-\u2069]", content.decode("utf-8", "replace")) for content in files.values()
    )


def test_the_same_package_gives_the_same_bytes(package: Path, files: Files) -> None:
    assert made(package) == files


def test_the_site_holds_the_package_it_was_made_from(package: Path, files: Files) -> None:
    (archive,) = [path for path in files if path.endswith(".zip")]
    with ZipFile(BytesIO(files[archive])) as held:
        for path in ("data/events.csv", "datapackage.json"):
            assert held.read(path) == (package / path).read_bytes()


def test_a_site_is_written_whole_and_replaces_none_but_a_site(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert folder.write(out, [("index.html", b"one"), ("events/a.html", b"a")]) == 2
    folder.check(out)
    with pytest.raises(RuntimeError):
        folder.write(out, _broken())
    assert (out / "index.html").read_bytes() == b"one"
    folder.write(out, [("index.html", b"two")])
    assert sorted(p.name for p in out.iterdir()) == [".treaty-site", "index.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def _broken() -> Iterator[tuple[str, bytes]]:
    yield "index.html", b"half"
    raise RuntimeError("the disk is full")


def test_the_command_refuses_a_folder_with_other_things(package: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    refused = CliRunner().invoke(main, ["site", str(tmp_path), "--package", str(package)])
    assert refused.exit_code == 2
    assert refused.output.splitlines()[-1] == (
        f"Error: {tmp_path} holds other files and no site: name another folder, or use --take-over"
    )
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_the_command_refuses_a_key_that_no_file_can_be_named_after(pristine: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(pristine, tmp_path / "package")
    edit(copy, "events", "kim-ratifies-treaty", event_id="../../kim")
    renew(copy)
    refused = CliRunner().invoke(main, ["site", str(tmp_path / "out"), "--package", str(copy)])
    assert refused.exit_code == 1
    assert "event_id: '../../kim' is not lower-case words and digits joined by hyphens [pattern]" in refused.output
    assert not (tmp_path / "out").exists()


def test_the_command_refuses_what_is_no_date_and_no_address(pristine: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(pristine, tmp_path / "package")
    edit(copy, "events", "kim-ratifies-treaty", date="soon")
    edit(copy, "articles", "vtcnews-20241112-phe-chuan", url="javascript:alert(1)")
    renew(copy)
    refused = CliRunner().invoke(main, ["site", str(tmp_path / "out"), "--package", str(copy)])
    assert refused.exit_code == 1
    assert "data/articles.csv:5: url: 'javascript:alert(1)' is not" in refused.output
    assert "date: 'soon' is not a date in EDTF; write 2024-11-12, 2024-11 or 2024 [edtf]" in refused.output
    assert not (tmp_path / "out").exists()


def test_long_sections_are_split_into_pages_of_bounded_size() -> None:
    rows = [Markup("x" * 99 + "\n")] * 50
    section = paging.Section("rows", "Rows", rows, (("A", ""),))
    pages = paging.packed([paging.Section("first", "First", rows[:5]), section], before=300, budget=1000)
    sizes = [sum(len(item) for part in page for item in part.items) for page in pages]
    assert sizes[0] <= 700
    assert max(sizes) <= 1000
    assert sum(sizes) == 5500
    assert [part.continued for page in pages for part in page if part.section is section] == [False] + [True] * 5


def test_only_addresses_of_the_web_become_links() -> None:
    assert urls.elsewhere("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for wrong in ("javascript:alert(1)", "data:text/html,x", "//example.org", "https:", "http://[", "", None):
        assert urls.elsewhere(wrong) is None


@pytest.mark.parametrize(
    ("said", "in_words"),
    [
        ("2024-11-12", "12 November 2024"),
        ("2024-11", "November 2024"),
        ("../2024-11-12", "by 12 November 2024"),
        ("2024-06/..", "from June 2024 on"),
        ("[2024-11-04..2024-11-10]", "some time from 4 November 2024 to 10 November 2024"),
        ("2024-10-08/2024-10-13", "8 October 2024 to 13 October 2024"),
        ("2024~", "about 2024"),
        ("soon", "soon"),
    ],
)
def test_dates_are_said_as_exactly_as_they_are_known(said: str, in_words: str) -> None:
    assert words.date(said) == in_words


def test_figures_languages_and_directions_in_words() -> None:
    assert [words.number(f) for f in (">10000", "~11000", "2500..3000", "1000s")] == [
        "more than 10,000",
        "about 11,000",
        "2,500 to 3,000",
        "thousands",
    ]
    assert [words.language(tag) for tag in ("bn", "zh-Hant", "qqq")] == ["Bangla", "Traditional Chinese", "qqq"]
    assert words.direction("NATO توقع", "ar") == "rtl"
    assert words.direction("NATO", "ar") == "ltr"
    assert words.direction("조선", "ko") == "ltr"
    assert words.country("PRK") == "North Korea"


def test_marks_cover_the_value_and_no_more() -> None:
    quote = "রাশিয়ায় ১০,০০০ এরও বেশি উত্তর কোরিয়ার সেনা"
    cited = {"kind": "figure", "value": ">10000", "quote": quote, "language": "bn", "reference": None}
    name = {"kind": "text", "value": "북", "quote": "국정원 “북 특수부대 1500명", "language": "ko", "reference": None}
    absent = {**cited, "value": "77"}
    (figure, letters, none) = marking.spans([cited, name, absent])
    assert figure is not None
    assert letters is not None
    assert quote[slice(*figure)] == "১০,০০০"
    assert name["quote"][slice(*letters)] == "북"  # type: ignore[index]
    assert none is None
    assert marking.pieces("abcdef", [(1, 3), (2, 4)]) == [("a", False), ("bcd", True), ("ef", False)]
