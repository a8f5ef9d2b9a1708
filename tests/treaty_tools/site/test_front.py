"""The front door, the navigation, and the pages of changed positions, meetings, places and contradictions."""

import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.helpers.packages import edit, renew
from tests.helpers.pages import Files, Pages, Parsed
from treaty_tools.site import changed_positions, paging, record, related_measures, reporting_errors, settling
from treaty_tools.site.notation import urls
from treaty_tools.site.record import Record
from treaty_tools.site.rendering import Renderer

LARGEST = 250_000
"""Bytes that a page may have."""
REPOSITORY = {"repository": "https://github.com/owner/name", "version": "1.2"}


THEN = "zelensky-north-korean-casualties"


@pytest.fixture(scope="module")
def reversed_(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The five articles, in which somebody takes two statements back."""
    copy = shutil.copytree(pristine, tmp_path_factory.mktemp("reversed") / "package")
    changed = {
        "south-korea-more-than-10000": ("denial", "../2024-10-21", None, "2024-10-21"),
        "united-states-more-than-10000": ("no comment", "2024-10-24", "2024-10-24", "2024-10-24"),
        THEN: ("confirmation", "2025-04-26", "2025-04-26", "2025-04-26"),
    }
    for claim, (kind, said_on, earliest, latest) in changed.items():
        days = {"said_on": said_on, "said_on_earliest": earliest, "said_on_latest": latest}
        edit(
            copy, "claims", claim, kind=kind, claimant_id="russia", reversed_by=None if claim == THEN else THEN, **days
        )
    renew(copy)
    return record.read(copy)


def test_every_page_leads_to_the_same_eight_pages(files: Files) -> None:
    names = ["Timeline", "Numbers", "Contradictions", "Statements", "People and bodies", "Sources", "About"]
    for path in ("index.html", "claims/south-korea-more-than-10000.html"):
        (menu,) = re.findall(r'<nav aria-label="Main">(.*?)</nav>', files[path].decode())
        assert re.findall(r">([^<]+)</a>", menu) == names  # none of these five articles changed a position


def test_the_front_door_has_the_findings_a_figure_and_how_to_read_and_get_it(pages: Pages, files: Files) -> None:
    ids = re.findall(r'<h2 id="([^"]+)"', files["index.html"].decode())
    assert ids == ["figure", "reading", "questions", "numbers", "data", "cite"]
    start = pages["index.html"]
    assert "Count independent sources, not articles." in start.words
    assert {"figures/troops-in-russia.html", "downloads/treaty-record-0.1.0.zip", "who-met-whom.html"} <= set(
        start.links
    )


def test_no_page_is_larger_than_a_phone_should_load(files: Files) -> None:
    assert [path for path, content in files.items() if path.endswith(".html") and len(content) > LARGEST] == []


def test_a_changed_position_says_who_denied_it_until_when_and_what_then(reversed_: Record) -> None:
    made = changed_positions.pages(Renderer(reversed_, "", {}))
    page = Parsed(made["changed-positions.html"])
    assert (
        "Russia denied it once, did not comment once, from 21 October 2024 or earlier until 26 April 2025, "
        "then confirmed it: Russia:" in page.words
    )
    assert re.findall(r'<td class="number">(\d+)</td>', made["changed-positions.html"]) == ["187", "184"]


def test_who_met_whom_has_each_pair_with_the_days(pages: Pages) -> None:
    page = pages["who-met-whom.html"]
    assert "Kim Jong UnVladimir Putin2June 202419 June 2024" in page.words  # a pair, meetings, the first and the last


def test_places_count_events_and_lead_to_the_lists(pages: Pages, package: Path) -> None:
    page = pages["places.html"]
    assert f"sources.html#{urls.filtered(country='Vietnam')}" in page.links
    assert "#in-prk" in page.links
    assert "in-prk" in page.anchors


def test_contradictions_are_listed_with_their_state_and_lead_to_both_sides(files: Files) -> None:
    page = files["contradictions.html"].decode()
    rows = re.findall(r'<tr>.*?<a href="#(case-[^"]+)">.*?<b class="state (\w+)">', page)
    cases = re.findall(r'<article class="case" id="([^"]+)">\n<h3>.*?<b class="state (\w+)">', page)
    assert rows == cases
    assert {"settled"} <= {state for _, state in cases} <= {"settled", "open"}


def test_a_contradiction_is_settled_by_a_value_a_correction_or_a_reversal(reversed_: Record) -> None:
    def state(kind: str, row: str, field: str | None = None, other: str | None = None) -> str:
        return settling.state(reversed_, {"kind": kind, "row": row, "field": field, "other_row": other})

    claim, other = f"claims/{THEN}", "claims/south-korea-more-than-10000"
    assert state("cell", "events/kim-ratifies-treaty", "date") == "settled"
    assert state("cell", "events/kim-ratifies-treaty", "part_of") == "open"
    assert state("refutes", "events/kim-ratifies-treaty") == "settled"
    assert state("refutes", claim) == "open"
    assert state("corrects", claim, other="claims/ukraine-more-than-10000") == "settled"
    assert state("denies", claim, other=other) == "settled"
    assert state("contradicts", claim, other="claims/ukraine-more-than-10000") == "open"


def test_links_to_anchors_lead_to_the_page_that_has_them() -> None:
    pages = {"a.html": '<a href="#case-x">x</a><a href="#case-y">y</a><p id="case-x">', "a--2.html": '<p id="case-y">'}
    first = paging.addressed(pages, "case-")["a.html"]
    assert first == '<a href="#case-x">x</a><a href="a--2.html#case-y">y</a><p id="case-x">'


def test_measures_of_the_same_events_lead_to_each_other(reversed_: Record) -> None:
    at = Renderer(reversed_, "../", {}).at
    by_measure = reversed_.under["claims", "measure"]
    for measure in by_measure:
        for other in related_measures.related(at, measure):
            shared = {claim["event_id"] for claim in by_measure[measure]} & {c["event_id"] for c in by_measure[other]}
            assert shared - {None}


@pytest.mark.parametrize(
    ("descriptor", "address"),
    [
        (REPOSITORY, "https://github.com/owner/name/issues/new?title=Error%20in%20claims/a%20%281.2%29"),
        (
            {"repository": "https://gitlab.com/o/n.git"},
            "https://gitlab.com/o/n/-/issues/new?issue[title]=Error%20in%20claims/a",
        ),
        ({"repository": "https://git.example.org/o"}, "https://git.example.org/o"),
        (
            {"contributors": [{"title": "A"}, {"email": "a@example.org"}]},
            "mailto:a@example.org?subject=Error%20in%20claims/a",
        ),
        ({"repository": "javascript:alert(1)"}, ""),
        ({}, ""),
    ],
)
def test_an_error_is_reported_where_the_package_says(descriptor: dict[str, object], address: str) -> None:
    assert reporting_errors.report(descriptor, "claims/a") == address


def test_short_addresses_are_the_same_for_browsers() -> None:
    long = "https://ja.example.org/%E3%81%82%E3%81%84?q=%E4%B8%80%20%26#:~:text=%E0%A6%95%E0%A6%BF,%D0%B4%2D%FF"
    assert urls.short(long) == "https://ja.example.org/あい?q=一%20%26#:~:text=কি,д%2D%FF"
    assert quote(urls.short(long), safe="/:?#=&,~%") == long
