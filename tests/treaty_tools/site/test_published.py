"""A published site has what search engines, social networks and feed readers read; any other has none of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from tests.helpers.packages import drop, edit, renew
from treaty_tools.cli import main
from treaty_tools.releases import read_release
from treaty_tools.site import build, record
from treaty_tools.site.changes import Change, Changes, changes
from treaty_tools.site.feeds import ALL
from treaty_tools.site.published import Published

BASE = "https://example.org/record/"
EVENT, ACTOR = "kim-ratifies-treaty", "kim-jong-un"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def found(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Changes:
    """The changes since a release in which an event had another title and one claim was missing."""
    earlier = shutil.copytree(pristine, tmp_path_factory.mktemp("earlier") / "package")
    edit(earlier, "events", EVENT, title="Kim signs")
    claim = record.read(pristine).rows["claims"]
    drop(earlier, "claims", next(iter(claim)))
    renew(earlier)
    return changes(record.read(pristine), read_release(str(earlier), "OLD", earlier))


@pytest.fixture(scope="module")
def whole(pristine: Path, found: Changes) -> dict[str, bytes]:
    read = record.read(pristine)
    return dict(build.files(read, pristine, Published(read, BASE, full=True, changes=found)))


def heads(page: bytes) -> Mapping[str, str]:
    text = page.decode()
    found = re.findall('<meta (?:name|property)="([^"]*)" content="([^"]*)">', text)
    return dict(found) | dict(re.findall('<link rel="(canonical|alternate)"[^>]* href="([^"]*)">', text))


def data(page: bytes) -> Any:
    found = re.search('<script type="application/ld\\+json">(.*?)</script>', page.decode(), re.S)
    return json.loads(found[1]) if found else None


def test_a_row_has_a_canonical_address_and_a_card(whole: dict[str, bytes]) -> None:
    told = heads(whole[f"events/{EVENT}.html"])
    assert told["canonical"] == told["og:url"] == f"{BASE}events/{EVENT}.html"
    assert told["og:title"] == "Kim Jong Un signs the decree that ratifies the treaty"
    assert re.match(r"Kim Jong Un signs .*\. Supported by 4 articles: 1 independent origin", told["description"])
    assert told["og:type"] == "article"
    assert heads(whole["index.html"])["canonical"] == BASE


def test_the_start_describes_the_data_set_with_its_files(whole: dict[str, bytes], pristine: Path) -> None:
    told = data(whole["index.html"])
    package = json.loads((pristine / "datapackage.json").read_text("utf-8"))
    assert (told["@type"], told["name"], told["version"]) == ("Dataset", package["title"], package["version"])
    urls = [file["contentUrl"].removeprefix(BASE) for file in told["distribution"]]
    name = package["name"]
    archive = f"downloads/{name}-{package['version']}.zip"
    assert {archive, f"downloads/{name}.sqlite", f"downloads/{name}.xlsx"} <= set(urls)
    assert set(urls) <= set(whole)


def test_a_claim_is_a_claim_of_somebody_that_appears_in_articles(whole: dict[str, bytes], pristine: Path) -> None:
    read = record.read(pristine)
    for key, row in read.rows["claims"].items():
        told = data(whole[f"claims/{key}.html"])
        assert (told["@type"], told["text"]) == ("Claim", row["statement"])
        claimant = read.rows["actors"].get(row["claimant_id"] or "", {})
        assert told.get("author", {}).get("name") == claimant.get("name")
        assert "reviewRating" not in told
        assert all(article["url"].startswith("http") for article in told.get("appearance", ()))


def test_the_sitemap_has_every_page_once(whole: dict[str, bytes]) -> None:
    tree = ElementTree.fromstring(whole["sitemap.xml"])
    listed = [url.text for url in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = {path for path in whole if path.endswith(".html")} - {"404.html", "index.html"}
    assert sorted(filter(None, listed)) == sorted([BASE, *(BASE + path for path in pages)])
    assert f"Sitemap: {BASE}sitemap.xml" in whole["robots.txt"].decode()


def test_the_changes_are_those_of_the_comparison(found: Changes, pristine: Path) -> None:
    claim = next(iter(record.read(pristine).rows["claims"]))
    title = "title: Kim signs → Kim Jong Un signs the decree that ratifies the treaty"
    assert [change for change in found.rows if change.table in ("events", "claims")] == [
        Change("events", EVENT, "changed", (title,)),
        Change("claims", claim, "added"),
    ]


def test_feeds_follow_all_changes_and_those_of_an_actor(whole: dict[str, bytes], found: Changes) -> None:
    every = ElementTree.fromstring(whole[ALL])
    assert len(every.findall("a:entry", ATOM)) == len(found.rows)
    feed = ElementTree.fromstring(whole[f"feeds/actors/{ACTOR}.xml"])
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    assert entry.findtext("a:title", None, ATOM) == "Changed: Kim Jong Un signs the decree that ratifies the treaty"
    assert f'href="{BASE}feeds/actors/{ACTOR}.xml"' in whole[f"actors/{ACTOR}.html"].decode()
    assert f'href="{BASE}{ALL}"' in whole["index.html"].decode()


def test_the_page_for_no_page_has_whole_addresses(whole: dict[str, bytes]) -> None:
    links = re.findall(' (?:href|src)="([^"]*)"', whole["404.html"].decode())
    assert [link for link in links if not link.startswith((BASE, "#", "data:"))] == []


def test_sqlite_opens_in_a_browser_when_hosted(whole: dict[str, bytes], pristine: Path) -> None:
    name = json.loads((pristine / "datapackage.json").read_text("utf-8"))["name"]
    lite = f"https://lite.datasette.io/?url=https%3A%2F%2Fexample.org%2Frecord%2Fdownloads%2F{name}.sqlite"
    assert f'href="{lite}"' in whole["index.html"].decode()
    assert whole[f"downloads/{name}.sqlite"].startswith(b"SQLite format 3")


def test_a_site_without_address_names_none(small_site: Path) -> None:
    assert not {"sitemap.xml", "robots.txt", "404.html"} & {path.name for path in small_site.iterdir()}
    page = (small_site / f"events/{EVENT}.html").read_bytes()
    assert {*heads(page)} == {"viewport", "referrer"}
    assert data((small_site / "index.html").read_bytes()) is None


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    refused = CliRunner().invoke(main, ["site", str(tmp_path / "out"), "--base-url", "example.org"])
    assert refused.exit_code == 2
    assert "'example.org' is not the address of a site: give one such as https://example.org/record/" in refused.output
