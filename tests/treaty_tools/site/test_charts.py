"""The charts of the site: their marks equal the flat tables, lead to rows, and are at no number that nobody gave."""

import re
from datetime import date
from math import log10
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_record import figures, load
from treaty_record.flat import FIGURES
from treaty_record.values.figure import numbers
from treaty_tools.site import build, charts
from treaty_tools.site.charts import drawing, labels, marks, months, scale
from treaty_tools.site.charts.sides import Sides, with_claimants
from treaty_tools.site.notation import urls, words

Tables = dict[str, pl.DataFrame]
MEASURES = ("troops-sent", "killed-and-wounded", "troops-in-kursk")
SAFE = {"svg", "defs", "path", "use", "g", "a", "line", "text"}
Y = re.compile(r'<use href="#[\w-]+" x="[\d.]+%" y="([\d.]+)"')


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load()


@pytest.fixture(scope="module")
def flat(tables: Tables) -> pl.DataFrame:
    return FIGURES(tables)


@pytest.fixture(scope="module")
def sides(tables: Tables) -> Sides:
    return charts.sides_of(tables)


@pytest.fixture(scope="module")
def made(tables: Tables, flat: pl.DataFrame, sides: Sides) -> dict[str, charts.Chart]:
    """Every kind of chart of the real data."""
    found = {name: charts.figures(flat, tables, name, name, sides) for name in MEASURES}
    found |= {
        "timeline": charts.timeline(tables["events"]),
        "reported": charts.reported(tables),
        "who-says-so": charts.who_says_so(tables),
    }
    return {name: chart for name, chart in found.items() if chart}


def elements(chart: charts.Chart) -> ET.Element:
    return ET.fromstring(f"<svg>{charts.drawn(chart, '../').inside}</svg>")


def links(chart: charts.Chart) -> list[ET.Element]:
    return [link for link in elements(chart).iter("a") if "aria-label" in link.attrib]


def test_every_kind_of_chart_is_drawn(made: dict[str, charts.Chart]) -> None:
    assert list(made) == [*MEASURES, "timeline", "reported", "who-says-so"]


def test_charts_contain_neither_script_nor_style_nor_foreign_address(made: dict[str, charts.Chart]) -> None:
    for chart in made.values():
        assert "://" not in charts.drawn(chart, "../").inside
        for element in elements(chart).iter():
            assert element.tag in SAFE
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]


def test_every_mark_is_a_link_to_its_row_with_a_spoken_label(tables: Tables, made: dict[str, charts.Chart]) -> None:
    keys = {f"../{urls.row(name, key)}" for name in ("events", "claims") for key in tables[name][f"{name[:-1]}_id"]}
    for chart in made.values():
        found = links(chart)
        assert len(found) == len(chart.every_mark) > 2
        assert all(link.attrib["href"] in keys and len(link.attrib["aria-label"]) > 20 for link in found)


@pytest.mark.parametrize("measure", MEASURES)
def test_marks_have_the_ids_and_figures_of_the_flat_table(made: dict[str, charts.Chart], measure: str) -> None:
    rows = {row["claim_id"]: row for row in figures(measure).iter_rows(named=True)}
    marked = {link.attrib["data-claim"]: link.attrib.get("data-figure") for link in links(made[measure])}
    claimed = {key: said for key, said in marked.items() if key in rows}
    assert claimed == {key: rows[key]["figure"] for key in claimed}
    (left_out,) = re.findall(r"Only in the table: (\d+) figure", made[measure].reading) or ["0"]
    assert len(rows) - len(claimed) == int(left_out)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_mark_is_at_the_numbers_that_were_said_and_at_no_other(made: dict[str, charts.Chart], measure: str) -> None:
    chart = made[measure]
    axis = chart.scale
    assert axis is not None
    for mark in chart.marks:
        assert mark.numbers == tuple(map(float, numbers(mark.figure)))
    drawn = {link.attrib["data-claim"]: ET.tostring(link, encoding="unicode") for link in links(chart)}
    for mark in chart.marks:
        shapes = [float(y) for y in Y.findall(drawn[mark.row[1]].replace(" />", "/>"))][: len(mark.numbers)]
        expected = [drawing.TOP + (1 - axis.share(number)) * drawing.PLOT for number in mark.numbers]
        assert shapes == pytest.approx(expected, abs=0.051)


def test_figures_in_words_alone_and_denials_are_below_the_plot(tables: Tables, made: dict[str, charts.Chart]) -> None:
    chart = made["troops-sent"]
    kinds = dict(tables["claims"].select("claim_id", "kind").iter_rows())
    assert not [mark for mark in chart.marks if mark.figure.endswith("s")]
    assert not [mark for mark in chart.marks if kinds[mark.row[1]] in ("denial", "no comment")]
    assert [lane.label for lane in chart.lanes] == [
        "No number, only “tens of thousands”",
        "No number, only “thousands”",
        "Denials",
        "Refusals to comment",
    ]
    assert {kinds[mark.row[1]] for mark in chart.lanes[2].marks} == {"denial"}
    assert all(mark.figure == "10000s" for mark in chart.lanes[0].marks)


def test_hollow_marks_have_no_independent_source(tables: Tables, made: dict[str, charts.Chart]) -> None:
    origins = {
        key: n
        for name in ("events", "claims")
        for key, n in tables[name].select(name[:-1] + "_id", "n_origins").iter_rows()
    }
    for mark in (mark for chart in made.values() for mark in chart.every_mark):
        assert bool({"hollow", "announced"} & set(mark.flags)) == (origins[mark.row[1]] == 0)


def test_a_reversed_denial_is_marked_and_leads_to_the_day_of_its_reversal(made: dict[str, charts.Chart]) -> None:
    found = {mark.row[1]: mark for mark in made["who-says-so"].every_mark}
    denied, confirmed = found["kremlin-fake-news"], found["kremlin-confirms-troops"]
    assert "reversed" in denied.flags
    assert denied.until == confirmed.at > denied.at
    assert "Kremlin, by 28 Oct 2024: denies, later reversed. " in denied.label


# A small measure, for exact words.


def claim(claim_id: str, figure: str | None, said_on: date | None, **cells: object) -> dict[str, object]:
    said = {"said_on": said_on.isoformat() if said_on else None, "said_on_earliest": said_on, "said_on_latest": said_on}
    shown = {
        "claim_id": claim_id,
        "measure": "boats",
        "kind": "report",
        "statement": f"{figure} boats.",
        "figure": figure,
    }
    return shown | said | {"n_origins": 1, "n_announcing": 0, "claimant": "Ann", "claimant_country": "SWE"} | cells


@pytest.fixture
def boats(tables: Tables) -> Tables:
    """A package without rows, to which a test adds some."""
    return {name: frame.clear() for name, frame in tables.items()}


def boat_chart(boats: Tables, *claims: dict[str, object]) -> charts.Chart | None:
    flat = pl.DataFrame(claims, schema_overrides={"reversed_by": pl.String}).with_columns(
        as_of=pl.lit(None, pl.String), reversed_by=pl.lit(None, pl.String)
    )
    sides = Sides([marks.Look(n, "circle", str(n)) for n in range(3)], {"SWE": 0})
    return charts.figures(flat, boats, "boats", "Boats seen", sides)


DAY = date(2024, 5, 7)


def test_below_three_figures_with_a_number_and_a_day_there_is_no_chart(boats: Tables) -> None:
    two = [claim("a", "3", DAY), claim("b", "4", DAY)]
    assert boat_chart(boats, *two, claim("c", "100s", DAY), claim("d", "5", None)) is None
    assert boat_chart(boats, *two, claim("c", "5", DAY)) is not None


def test_the_takeaway_names_the_highest_number_said_and_the_most_reported(boats: Tables) -> None:
    bob = claim("b", ">40", date(2024, 6, 1), claimant=None, n_origins=0)
    chart = boat_chart(
        boats, claim("a", "~30", DAY, n_origins=3), bob, claim("c", "10..20", DAY), claim("d", "100s", DAY)
    )
    assert chart is not None
    assert chart.takeaway == (
        "Highest figure: more than 40 (nobody named, 1 June 2024; no independent source). "
        "Most sources: about 30 (Ann, 7 May 2024; 3 independent sources)."
    )
    assert chart.reading == (
        "Each mark is a claim, at the number said and the day it was said, or the last possible day. "
        "“About” is not drawn: the mark is at the number itself. A bar is a range. "
        "An arrow means more or less than the number; its length means nothing. Hollow: no independent source."
    )
    assert chart.note == ""


def test_an_announced_figure_looks_different_from_a_reported_one(boats: Tables) -> None:
    announced = claim("b", "40", DAY, n_origins=0, n_announcing=2)
    chart = boat_chart(boats, claim("a", "30", DAY), announced, claim("c", "20", DAY))
    assert chart is not None
    assert [mark.flags for mark in chart.marks] == [(), ("announced",), ()]
    assert "Dashed outline: only announced." in chart.reading


@pytest.mark.parametrize(("said", "opens"), [(">9", "up"), (">=9", "up"), ("<9", "down"), ("<=9", "down"), ("~9", "")])
def test_an_open_figure_has_an_arrow_to_the_open_side(boats: Tables, said: str, opens: str) -> None:
    chart = boat_chart(boats, *(claim(key, said, DAY) for key in "abc"))
    assert chart is not None
    assert {(mark.opens, mark.numbers) for mark in chart.marks} == {(opens, (9.0,))}


def test_marks_of_one_place_are_side_by_side(boats: Tables) -> None:
    chart = boat_chart(boats, *(claim(key, "9", DAY) for key in "abc"))
    assert chart is not None
    moved = re.findall(r"translate\((-?[\d.]+) ([\d.]+)\)", charts.drawn(chart, "").inside)
    assert moved == [("-10", "0"), ("10", "0")]


def test_a_measure_of_which_thousands_are_claimed_stays_small(boats: Tables) -> None:
    many = [claim(f"claim-{n}", str(n + 1), DAY, statement="y" * 500) for n in range(3000)]
    chart = boat_chart(boats, *many)
    assert chart is not None
    assert "Of 3,000 figures it shows 200: those with most sources." in chart.reading
    drawn = charts.drawn(chart, "../").inside
    assert drawn.count("<a ") == 200
    assert len(drawn) < 90_000


def test_markup_in_a_statement_stays_text(boats: Tables) -> None:
    hostile = "<script>alert(1)</script>\"'&\u202e" + "x" * 10_000
    chart = boat_chart(boats, *(claim(key, "9", DAY, statement=hostile) for key in "abc"))
    assert chart is not None
    for link in links(chart):
        assert "<script>alert(1)</script>\"'&\\u202e" in link.attrib["aria-label"]
        assert len(link.attrib["aria-label"]) < 200


# The timeline.


def event(event_id: str, first: date | None, last: date | None, **cells: object) -> dict[str, object]:
    shown = {"event_id": event_id, "date_earliest": first, "date_latest": last, "date": None, "title": event_id}
    counts = {"n_origins": 1, "n_announcing": 0, "n_articles": 1, "disputed": False, "status": "occurred"}
    return shown | counts | {"date_precision": "day"} | cells


EVENTS = [
    event("a-day", date(2024, 5, 7), date(2024, 5, 7)),
    event("by-then", None, date(2024, 5, 1)),
    event("from-then", date(2024, 5, 31), None),
    event("in-june", date(2024, 6, 1), date(2024, 6, 30), date_precision="month"),
    event("into-july", date(2024, 6, 29), date(2024, 7, 2), date_precision="interval", n_origins=0),
    event("in-2024", date(2024, 1, 1), date(2024, 12, 31)),
    event("some-day", None, None),
]


def on_day(share: float) -> int:
    return round(share * 31 + 0.5)


def test_each_event_is_at_its_day_in_the_lane_of_its_month() -> None:
    chart = charts.timeline(pl.DataFrame(EVENTS))
    assert chart is not None
    may, june = chart.lanes
    assert [(lane.label, lane.target) for lane in chart.lanes] == [
        ("May 2024 (3)", "month-2024-05"),
        ("Jun 2024 (2)", "month-2024-06"),
    ]
    every = [*may.marks, *june.marks]
    days = {mark.row[1]: (on_day(mark.at), mark.until and on_day(mark.until), mark.opens, mark.flags) for mark in every}
    assert days == {
        "a-day": (7, None, "", ()),
        "by-then": (1, None, "left", ()),
        "from-then": (31, None, "right", ()),
        "in-june": (1, 30, "", ("within",)),
        "into-july": (29, 30, "right", ("hollow",)),
    }
    assert chart.takeaway == "5 events with a date; the month with most is May 2024, with 3."
    assert chart.reading.endswith("Only in the table: 2 events whose date is unknown or spans more than a month.")


def test_of_very_many_events_those_with_most_sources_are_shown() -> None:
    many = [event(f"event-{n}", DAY, DAY) for n in range(1000)]
    chart = charts.timeline(pl.DataFrame(many))
    assert chart is not None
    assert [lane.label for lane in chart.lanes] == ["May 2024 (1,000)"]
    assert "Of 1,000 events it shows 400: those that most independent sources report." in chart.reading
    assert len(charts.drawn(chart, "").inside) < 120_000


def test_no_event_with_a_month_gives_no_timeline() -> None:
    assert charts.timeline(pl.DataFrame(EVENTS[5:])) is None
    assert [months.month_of(row) for row in EVENTS[4:]] == ["2024-06", None, None]


LOOK = marks.Look(0, "circle", "")
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=30)


@given(SPANS)
def test_marks_of_a_lane_never_meet(spans: list[tuple[int, int]]) -> None:
    placed = [marks.Mark(("events", ""), "", LOOK, at / 31, (at + long) / 31 if long else None) for at, long in spans]
    levels = drawing.stacked(placed, 1 / 31)
    days = [(level, day) for level, (at, long) in zip(levels, spans, strict=True) for day in range(at, at + long + 1)]
    assert len(days) == len(set(days))


# Scales.


def test_a_day_far_from_all_others_does_not_squeeze_them() -> None:
    across = scale.of_days([date(1961, 1, 1), *(date(2024, month, 1) for month in range(1, 13))])
    assert (across.first, across.last) == (date(2024, 1, 1), date(2025, 1, 1))
    assert not across.covers(date(1961, 1, 1))
    assert across.share(date(1961, 1, 1)) == 0
    assert [tick.label for tick in across.ticks()][:2] == ["Jan 2024", "Feb 2024"]


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1, max_size=20))
def test_days_lie_on_their_scale_and_few_labels_fit_a_phone(days: list[date]) -> None:
    across = scale.of_days(days)
    shares = [across.share(day) for day in sorted(days)]
    assert shares == sorted(shares)
    ticks = across.ticks()
    assert 1 <= len(ticks) <= scale.WIDE + 1
    assert 1 <= len([tick for tick in ticks if not tick.minor]) <= scale.NARROW + 1
    assert all(0 <= tick.at <= 1 for tick in ticks)


@given(st.lists(st.integers(-(10**14), 10**14) | st.floats(-1000, 1000).map(lambda n: round(n, 4)), max_size=9))
def test_every_number_lies_on_its_scale(said: list[float]) -> None:
    axis = scale.of_numbers(said)
    ticks = axis.ticks()
    assert all(-1e-9 <= axis.share(number) <= 1 + 1e-9 for number in said)
    assert 2 <= len(ticks) <= 8
    assert ticks[0].at == pytest.approx(0)
    assert len({tick.label for tick in ticks}) == len(ticks)


def test_a_logarithmic_scale_has_a_line_for_each_power_of_ten() -> None:
    axis = scale.of_numbers([30, 12_000])
    assert axis.logarithmic
    assert [tick.label for tick in axis.ticks()] == ["10", "100", "1,000", "10,000", "100,000"]
    assert axis.share(1000) == pytest.approx((log10(1000) - 1) / 4)
    assert not scale.of_numbers([400, 12_000 - 1]).logarithmic


# Sides, images, colours, labels.


def test_the_sides_are_the_countries_of_most_claimants(sides: Sides, tables: Tables) -> None:
    claims = with_claimants(tables, tables["claims"])["claimant_country"].drop_nulls()
    most = (
        claims.value_counts()
        .sort(["count", "claimant_country"], descending=[True, False])["claimant_country"][:5]
        .to_list()
    )
    assert [look.label for look in sides.looks] == [*map(words.country, most), "Others", "Nobody named"]
    assert len({look.shape for look in sides.looks}) == len({look.colour for look in sides.looks}) == 7
    assert sides.look(None, None) == sides.looks[-1]
    assert sides.look("NATO", None) == sides.looks[-2]


def test_an_image_has_its_words_and_colours_and_no_links(made: dict[str, charts.Chart]) -> None:
    chart = made["killed-and-wounded"]
    svg = charts.image(chart, "Source: Boats 1.0, CC0, https://example.org/boats.html")
    root = ET.fromstring(svg)
    shown = " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "<a " not in svg
    assert "var(" not in svg
    assert root.attrib["aria-label"] == chart.takeaway
    for expected in (chart.takeaway, chart.title, chart.note, chart.looks[0].label, "Source: Boats 1.0, CC0,"):
        assert expected in shown


def test_a_bitmap_is_a_png_of_twice_the_size(made: dict[str, charts.Chart]) -> None:
    png = charts.bitmap(charts.image(made["killed-and-wounded"], "Source"))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 1920


def test_the_same_tables_give_the_same_bytes(
    tables: Tables, flat: pl.DataFrame, made: dict[str, charts.Chart], sides: Sides
) -> None:
    again = charts.figures(flat, tables, MEASURES[0], MEASURES[0], sides)
    assert again is not None
    assert charts.drawn(again, "../") == charts.drawn(made[MEASURES[0]], "../")


STYLE = (build.HERE / "charts.css").read_text(encoding="utf-8")
THEMES = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in STYLE.split("@media")[:2]]


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_marks_contrast_with_the_page_in_both_themes(theme: dict[str, str]) -> None:
    assert {f"k{n}" for n in range(7)} <= theme.keys()
    for name, colour in theme.items():
        if re.fullmatch(r"k\d", name):
            dark, light = sorted((luminance(theme["chart-page"]), luminance(colour)))
            assert (light + 0.05) / (dark + 0.05) >= 3, name


def test_charts_have_the_colours_of_the_page() -> None:
    page = (build.HERE / "style.css").read_text(encoding="utf-8")
    for name in ("page", "text", "soft", "line"):
        assert [theme[f"chart-{name}"] for theme in THEMES] == re.findall(rf"--{name}: (#[0-9a-f]{{6}})", page)[:2]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_labels_are_cut_between_graphemes() -> None:
    assert labels.cut("কিম জং-উন", 9) == "কিম জং-উন"
    assert labels.cut("কিম জং-উন", 8) == "কিম জং-…"
    assert labels.cut("কিম জং-উন", 6) == "কিম…"
    assert labels.cut("কিম জং-উন", 2) == "…"
