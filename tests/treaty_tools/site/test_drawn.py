"""The charts on pages: their legends, sources and files, and the months that lead to events."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from treaty_record.flat import TIMELINE
from treaty_tools.site import drawn, month_anchors, record

SWITCH = re.compile(r'<input type="checkbox" class="c([\w-]+)" checked>.*?</svg>([^<]+) \(([\d,]+)\)</label>')


@pytest.fixture(scope="module")
def package(pristine: Path) -> record.Record:
    found = record.read(pristine)
    found.about = replace(found.about, title="Boats: who saw them", version="1.2")
    return found


@pytest.fixture
def charts(package: record.Record) -> drawn.Charts:
    return drawn.Charts(package, "https://example.org/")


def test_a_chart_on_a_page_has_its_takeaway_switches_files_and_source(charts: drawn.Charts) -> None:
    (shown,) = charts.figures("troops-in-russia")
    assert (
        "<figcaption>Highest figure: more than 10,000 (South Korea, by 12 November 2024; no independent source)."
        in shown
    )
    assert SWITCH.findall(shown) == [
        ("0", "North Korea", "1"),
        ("1", "Ukraine", "1"),
        ("2", "Russia", "1"),
        ("3", "United States", "1"),
        ("4", "South Korea", "1"),
        ("6", "Nobody named", "1"),
        ("-hollow", "no independent source", "6"),
    ]
    assert re.findall(r'<a href="([^"]+)" download>(\w+)</a>', shown) == [
        ("../figures/troops-in-russia.svg", "SVG"),
        ("../figures/troops-in-russia.csv", "CSV"),
    ]
    assert (
        '<p class="from">Source: Boats 1.2, CC-BY-4.0, https://example.org/figures/troops-in-russia.html</p>' in shown
    )
    assert "&lt;img src=&#34;https://example.org/figures/troops-in-russia.svg&#34;" in shown


def test_without_an_address_of_the_site_there_is_nothing_to_embed(package: record.Record) -> None:
    (shown,) = drawn.Charts(package).figures("troops-in-russia")
    assert "Embed" not in shown
    assert "Source: Boats 1.2, CC-BY-4.0, figures/troops-in-russia.html" in shown


def test_a_measure_with_few_figures_has_neither_chart_nor_files(charts: drawn.Charts) -> None:
    assert charts.figures("troops-sent") == ()
    assert list(charts.files()) == []


def test_files_are_made_of_the_charts_that_pages_show(package: record.Record) -> None:
    charts = drawn.Charts(package, bitmaps=True)
    charts.figures("troops-in-russia")
    charts.timeline()
    files = dict(charts.files())
    of_pages = ["figures/troops-in-russia.svg", "figures/troops-in-russia.png"]
    assert list(files) == [*of_pages, "timeline.svg", "timeline.csv", "timeline.png"]
    rows = list(csv.DictReader(files["timeline.csv"].decode().splitlines()))
    assert [row["event_id"] for row in rows] == TIMELINE(package.tables)["event_id"].to_list()
    assert files["timeline.png"].startswith(b"\x89PNG")


def test_months_lead_to_the_page_on_which_they_begin() -> None:
    events = [{"date_earliest": None, "date_latest": None}]
    (line,) = month_anchors.anchored(events, [Markup("<tr><td></td></tr>")])
    assert line == "<tr><td></td></tr>"
    pages = {
        "timeline.html": '<a href="#month-2024-05">May</a><a href="#month-2024-06">June</a><tr id="month-2024-05">',
        "timeline--2.html": '<tr><td></td></tr><tr id="month-2024-06">',
    }
    made = month_anchors.addressed(pages)
    assert re.findall('href="([^"]+)"', made["timeline.html"]) == ["#month-2024-05", "timeline--2.html#month-2024-06"]
    assert made["timeline--2.html"] == pages["timeline--2.html"]


def test_the_first_event_of_each_month_has_an_anchor(package: record.Record) -> None:
    events = list(package.rows["events"].values())
    lines = list(month_anchors.anchored(events, [Markup("<tr></tr>")] * len(events)))
    anchored = [line.split('"')[1] for line in lines if "id=" in line]
    assert anchored == ["month-2024-06", "month-2024-10", "month-2024-11"]
