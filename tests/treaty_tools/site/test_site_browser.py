"""The site in a real browser: it opens from disk without a fault, by keyboard alone, for everybody, and inertly."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urlsplit

import polars as pl
import pytest

from tests.helpers import browser as chromium
from tests.helpers.packages import renew, text, write
from treaty_record import home, load
from treaty_tools.site import build, folder, record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATH = chromium.executable()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PATH is None, reason="no Chromium here: .ci/programs installs one"),
]

OF_THE_RECORD = (
    "index.html",
    "timeline.html",
    "contradictions.html",
    "changed-positions.html",
    "claims/nis-1500-sent.html",
)
"""Pages of the record that have what those of five articles have not; they are sure to stay."""
KINDS = (
    "index.html",
    "timeline.html",
    "reported.html",
    "claims.html",
    "actors.html",
    "figures.html",
    "contradictions.html",
    "who-met-whom.html",
    "places.html",
    "who-says-so.html",
    "sources.html",
    "origins.html",
    "search.html#q=kim",
    "about.html",
    "retired.html",
    "figures/troops-in-russia.html",
    "events/kim-ratifies-treaty.html",
    "claims/zelensky-north-korean-casualties.html",
    "actors/kim-jong-un.html",
    "articles/vtcnews-bn-20241112-phe-chuan.html",
)
"""A page of each kind."""
FEW = """(few) => {
  const cut = (parents, children) => {
    for (const parent of document.querySelectorAll(parents))
      for (const child of [...parent.querySelectorAll(`:scope > ${children}`)].slice(few)) child.remove();
  };
  cut("tbody", "tr"), cut("select", "option"), cut("main ul, main ol", "li"), cut("main dl", "*");
  cut("section", "article"), cut("svg.drawing, svg.lane", "a");
}"""
"""Leaves a page few rows of each table, list and chart: what holds of these holds of more of the same."""
EVERY_RULE: dict[str, Any] = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},
}
COLOURS: dict[str, Any] = {"resultTypes": ["violations"], "preload": False, "runOnly": ["color-contrast"]}
HOSTILE = (
    "<script>window.hacked = 1; console.log('hacked'); alert(1)</script><img src=x onerror=\"console.log('hacked')\">",
    "\"'><svg onload=console.log('hacked')><a href=\"javascript:console.log('hacked')\">x</a></title></textarea>--><b>",
    "{{ 7 * 7 }}${7 * 7}<%= 7 %>&lt;script&gt;</script><style>* { display: none }</style><base href=//evil.invalid>",
    "\u200f abc \u200e left to right \u200f",
    "x" * 10_000,
    "ক" * 10_000,
)
COMPLETE = "#results[aria-busy=false]"
HREF = re.compile(r'\s(?:href|src)="([^"]*)"')
ANCHOR = re.compile(r'\sid="([^"]*)"')


def make(package: Path, out: Path) -> Path:
    folder.write(out, build.files(record.read(package), package))
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real data."""
    return make(home.folder(), tmp_path_factory.mktemp("real") / "site")


@pytest.fixture(scope="module")
def hostile(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a package every text of which was written by somebody who means harm."""
    package = shutil.copytree(pristine, tmp_path_factory.mktemp("hostile") / "package")
    texts = {
        "articles": ("title", "title_gloss", "note"),
        "passages": ("gloss", "note"),
        "actors": ("name", "note"),
        "names": ("name",),
        "events": ("title", "place", "note"),
        "claims": ("statement", "note"),
        "relations": ("note",),
    }
    for table, columns in texts.items():
        frame = text(package, table)
        written = [
            pl.Series(name, [HOSTILE[(row + at) % len(HOSTILE)] for row in range(len(frame))], dtype=pl.String)
            for at, name in enumerate(columns)
        ]
        write(package, table, frame.with_columns(written))
    renew(package)
    return make(package, package.parent / "site")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert PATH is not None
    with chromium.started(PATH) as started:
        yield started


@pytest.fixture
def heard() -> chromium.Heard:
    return chromium.Heard()


@pytest.fixture
def page(browser: Browser, heard: chromium.Heard) -> Iterator[Page]:
    """A page on a desktop, nothing of which may go wrong while a test goes on."""
    context = browser.new_context(viewport=chromium.DESKTOP, accept_downloads=True)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    opened = context.new_page()
    heard.listen(opened)
    yield opened
    context.close()
    assert heard.told == []


@pytest.fixture
def frames(page: Page, tmp_path: Path) -> Page:
    """An empty page on disk, to open others in frames of."""
    empty = tmp_path / "empty.html"
    empty.write_text("<!doctype html><title>Frames</title>", encoding="utf-8")
    page.goto(empty.as_uri())
    return page


def test_a_fault_in_a_frame_is_heard(frames: Page, heard: chromium.Heard, tmp_path: Path) -> None:
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'\">"
    bad = tmp_path / "bad.html"
    bad.write_text(f"<!doctype html>{policy}<script>window.hacked = 1</script><img src=missing.png>", encoding="utf-8")
    chromium.open_all(frames, [bad.as_uri()])
    assert any("Content Security Policy" in told for told in heard.told)
    assert f"failed: {(tmp_path / 'missing.png').as_uri()}" in heard.told
    heard.told.clear()


def test_every_page_opens_without_a_fault(site: Path, frames: Page) -> None:
    """All lists, charts and texts, and every fiftieth of the thousands of rows' pages, which few templates make."""
    lists = [path for path in chromium.pages(site) if path.parent in (site, site / "figures")]
    rows = [path for path in chromium.pages(site) if path.parent not in (site, site / "figures")]
    chromium.open_all(frames, [path.as_uri() for path in (*lists, *rows[::50])])


def test_every_link_leads_somewhere(site: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in chromium.pages(site)}
    anchors = {path: set(ANCHOR.findall(content)) for path, content in texts.items()}
    dead = set()
    for path, content in texts.items():
        for address in set(HREF.findall(content)):
            if urlsplit(address).scheme in ("http", "https", "data"):
                continue
            file, anchor = urldefrag(address.replace("&amp;", "&"))
            target = (path.parent / unquote(urlsplit(file).path)).resolve() if file else path
            known = anchors.get(target, set())
            if not target.is_file() or (anchor and "=" not in anchor and unquote(anchor) not in known):
                dead.add((path.name, address))
    assert dead == set()


def test_search_finds_an_actor_by_any_of_its_names(site: Path, page: Page) -> None:
    page.goto((site / "search.html").as_uri())
    page.locator(COMPLETE).wait_for()
    names = load("names").unique("language", keep="first", maintain_order=True)
    missed = []
    for actor, name in names.select("actor_id", "name").iter_rows():
        page.get_by_label("Words, in any language", exact=False).fill(name)
        if not page.locator(f'#results a[href="actors/{actor}.html"]').count():
            missed.append(name)
    assert missed == []
    page.get_by_label("Words, in any language", exact=False).fill("কিম")
    assert page.locator('#results a[href="actors/kim-jong-un.html"]').count() == 1
    assert unquote(page.url).endswith("#q=কিম")


def test_search_is_kept_in_the_address(small_site: Path, page: Page) -> None:
    page.goto((small_site / "index.html").as_uri())
    page.get_by_role("searchbox").first.fill("troops")
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/search.html?q=troops*")
    page.get_by_label("In", exact=True).select_option("claims")
    page.locator(COMPLETE).wait_for()
    page.get_by_text("More filters").click()
    page.get_by_label("Challenged").select_option("disputed")
    kept, told = page.url, page.locator("#found").inner_text()
    assert {"q=troops", "table=claims", "status=0"} <= set(urlsplit(kept).fragment.split("&"))
    page.reload()
    page.locator(COMPLETE).wait_for()
    assert page.locator("#found").inner_text() == told
    page.locator("#results tbody a").first.click()
    page.wait_for_url("**/claims/*.html")
    page.go_back()
    page.wait_for_url(kept)
    page.locator(COMPLETE).wait_for()
    assert page.locator("#found").inner_text() == told
    page.go_back()
    assert "status" not in page.url


def rows_shown(page: Page) -> list[str]:
    """Return the words of each row of the table of claims that is shown."""
    rows: list[str] = page.locator("#main table[data-filtered] tbody tr:visible").all_inner_texts()
    return rows


@pytest.mark.xfail(reason="written for the former layout of charts and filters", strict=False)
def test_a_table_is_filtered_and_goes_back(small_site: Path, page: Page) -> None:
    page.goto((small_site / "claims.html").as_uri())
    every = rows_shown(page)
    page.get_by_label("Kind").select_option("denial")
    denied = rows_shown(page)
    assert 0 < len(denied) < len(every)
    assert all("denial" in row for row in denied)
    page.go_back()
    assert rows_shown(page) == every


def test_a_table_is_sorted(small_site: Path, page: Page) -> None:
    page.goto((small_site / "claims.html").as_uri())
    what = page.locator("#main table[data-filtered] th button.sort").filter(has_text="Figure")
    what.click()
    head = page.locator("th[aria-sort]")
    column = head.evaluate("head => head.cellIndex")
    cells = f"[...document.querySelectorAll('#main tbody tr')].map((row) => row.cells[{column}])"
    keys = f"{cells}.map((cell) => cell.dataset.key).filter(Boolean)"
    rising = [float(key) for key in page.evaluate(keys)]
    assert head.get_attribute("aria-sort") == "ascending"
    assert rising == sorted(rising)
    assert len(set(rising)) > 1
    what.click()
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(key) for key in page.evaluate(keys)] == sorted(rising, reverse=True)


@pytest.mark.xfail(reason="written for the former layout of charts and filters", strict=False)
def test_a_table_downloads_as_it_is_shown(small_site: Path, page: Page) -> None:
    page.goto((small_site / "claims.html").as_uri())
    page.get_by_label("Kind").select_option("denial")
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Download as CSV").first.click()
    content = Path(downloaded.value.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(content, newline="")))
    assert len(lines) - 1 == len(rows_shown(page))
    assert all(len(line) == len(lines[0]) for line in lines)
    assert all("denial" in line for line in lines[1:])


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until what a selector names has the focus, and can be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {selector} cannot be seen"
            return
    pytest.fail(f"Tab does not come to {selector}")


def test_the_keyboard_is_enough(small_site: Path, page: Page) -> None:
    page.goto((small_site / "index.html").as_uri())
    tab_to(page, "a.skip", 1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto((small_site / "index.html").as_uri())
    tab_to(page, "input[name=q]", 4)
    page.keyboard.type("Kim Jong Un")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    tab_to(page, "#results tbody a", 50)
    page.keyboard.press("Enter")
    page.wait_for_url("**/*/*.html")


@pytest.mark.xfail(reason="written for the former layout of charts and filters", strict=False)
def test_a_chart_and_a_table_are_used_by_keyboard(small_site: Path, page: Page) -> None:
    page.goto((small_site / "timeline.html").as_uri())
    page.locator("#main").focus()
    tab_to(page, "svg a", 3)
    address = page.evaluate("document.activeElement.getAttribute('href')")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")
    page.goto((small_site / "figures/troops-in-russia.html").as_uri())
    tab_to(page, "th button.sort", 120)
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=ascending]").count() == 1


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    found = page.evaluate("(options) => axe.run(options)", options)
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found["violations"]]


@pytest.mark.parametrize("address", KINDS)
def test_everybody_can_read_it(small_site: Path, page: Page, address: str) -> None:
    assert_everybody_can_read(small_site, page, address)


@pytest.mark.parametrize("address", OF_THE_RECORD)
def test_everybody_can_read_the_record(site: Path, page: Page, address: str) -> None:
    assert_everybody_can_read(site, page, address)


def assert_everybody_can_read(site: Path, page: Page, address: str) -> None:
    """On a desktop in the light and on a phone in the dark by every rule; the other way round only colours differ."""
    page.goto(f"{(site / 'index.html').as_uri().removesuffix('index.html')}{address}")
    page.evaluate(FEW, 3)
    page.evaluate(chromium.AXE.read_text(encoding="utf-8"))
    faults = violations(page, EVERY_RULE)
    page.emulate_media(color_scheme="dark")
    faults += violations(page, COLOURS)
    page.set_viewport_size(chromium.PHONE)  # type: ignore[arg-type]
    faults += violations(page, EVERY_RULE)
    page.emulate_media(color_scheme="light")
    faults += violations(page, COLOURS)
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a phone"


def test_hostile_text_is_inert(hostile: Path, frames: Page, page: Page) -> None:
    chromium.open_all(frames, [path.as_uri() for path in chromium.pages(hostile)])
    page.set_viewport_size(chromium.PHONE)  # type: ignore[arg-type]
    for address in ("timeline.html", "claims.html", "search.html#q=script", "events/kim-ratifies-treaty.html"):
        page.goto(f"{(hostile / 'index.html').as_uri().removesuffix('index.html')}{address}")
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("[...document.links].every((link) => /^(file|https?|data):/.test(link.href))")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a phone"
