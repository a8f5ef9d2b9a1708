"""The charts of the site: what they say of dates and figures, where they lead, and that they carry nothing else."""

import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from treaty_record import load
from treaty_tools.site import build, charts
from treaty_tools.site.charts import folding, forms, labels, scale, styles
from treaty_tools.site.charts.row_marks import Line, Point, Tip

Tables = dict[str, pl.DataFrame]
figures, reported, who_says_so = (
    import_module(f"treaty_tools.site.charts.{name}") for name in ("figures", "reported", "who_says_so")
)
SVG = "{http://www.w3.org/2000/svg}"
DRAWN: dict[str, Callable[[Tables, styles.Size], str]] = {
    "timeline": lambda tables, size: charts.timeline(tables, size),
    "reported": lambda tables, size: charts.reported(tables, size),
    "figures": lambda tables, size: charts.figures(tables, "troops-in-russia", size, "../"),
    "who_says_so": lambda tables, size: charts.who_says_so(tables, size),
}
SAFE = {"svg", "title", "desc", "g", "a", "path", "line", "text"}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load()


@pytest.fixture(scope="module")
def drawn(tables: Tables) -> dict[str, list[str]]:
    """Every chart of the real data, in both sizes."""
    return {name: [draw(tables, size) for size in styles.SIZES] for name, draw in DRAWN.items()}


def test_charts_carry_neither_script_nor_style(drawn: dict[str, list[str]]) -> None:
    for svg in (svg for both in drawn.values() for svg in both):
        for element in ET.fromstring(svg).iter():
            assert element.tag.removeprefix(SVG) in SAFE
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert "://" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_every_link_of_a_chart_leads_to_a_row_and_says_so(tables: Tables, drawn: dict[str, list[str]]) -> None:
    keys = {name: set(tables[f"{name}s"][f"{name}_id"]) for name in ("event", "claim", "actor")}
    for svg in (svg for both in drawn.values() for svg in both):
        links = list(ET.fromstring(svg).iter(f"{SVG}a"))
        assert links
        for link in links:
            table, row_id = re.fullmatch(r"(?:\.\./)?(\w+)s/([a-z0-9-]+)\.html", link.attrib["href"]).groups()  # type: ignore[union-attr]
            assert row_id in keys[table]
            assert link.attrib["aria-label"] == link.findtext(f"{SVG}title")


def test_a_chart_has_a_name_and_says_how_it_is_read(drawn: dict[str, list[str]]) -> None:
    names = set()
    for svg in (svg for both in drawn.values() for svg in both):
        root = ET.fromstring(svg)
        ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
        assert ids == [root.attrib["aria-labelledby"], root.attrib["aria-describedby"]]
        assert root.findtext(f"{SVG}desc")
        names.update(ids)
    assert len(names) == 2 * len(DRAWN) * len(styles.SIZES)


def test_the_same_tables_give_the_same_bytes(tables: Tables, drawn: dict[str, list[str]]) -> None:
    assert drawn["figures"] == [DRAWN["figures"](tables, size) for size in styles.SIZES]


def test_an_event_shown_or_left_out_is_told(tables: Tables) -> None:
    event = tables["events"].row(0, named=True)
    many = pl.DataFrame([event | {"event_id": f"event-{n}"} for n in range(1000)], schema=tables["events"].schema)
    svg = charts.timeline({**tables, "events": many})
    assert svg.count("<a ") == 80
    assert "Of 1,000 events it shows 80: those that most origins report." in svg
    assert len(svg) < 90_000


def test_a_measure_of_which_thousands_are_claimed_stays_small(tables: Tables) -> None:
    model = tables["claims"].filter(claim_id="nis-1500-sent").row(0, named=True)
    claimed = [model | {"claim_id": f"claim-{n}", "statement": "y" * 500, "said_on": None} for n in range(3000)]
    denied = [each | {"claim_id": f"x-{each['claim_id']}", "kind": "denial", "measure": None} for each in claimed]
    pairs = [(f"x-claim-{n % 3000}", f"claim-{n % 100}") for n in range(9000)]
    relation = tables["relations"].row(0, named=True) | {"relation": "answers"}
    related = [relation | {"claim_id": claim, "other_claim_id": other} for claim, other in pairs]
    many = {
        "claims": pl.DataFrame([*claimed, *denied], schema=tables["claims"].schema),
        "relations": pl.DataFrame(related, schema=tables["relations"].schema),
    }
    svg = charts.figures({**tables, **many}, "troops-sent")
    assert svg.count("<a ") == figures.SHOWN + figures.ANSWERS
    assert "Of 3,000 claims it shows 60: those that most origins report." in svg
    assert len(svg) < 100_000


def test_markup_in_a_title_stays_text(tables: Tables) -> None:
    title = "<script>alert(1)</script>\"'&\u202e" + "x" * 10_000
    events = tables["events"].with_columns(title=pl.lit(title))
    root = ET.fromstring(charts.timeline({**tables, "events": events}))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= SAFE
    told = [link.attrib["aria-label"] for link in root.iter(f"{SVG}a")]
    assert all("<script>alert(1)</script>\"'&\\u202e" in label and len(label) < 200 for label in told)


DAYS = scale.of_days([date(2024, 1, 1), date(2024, 12, 31)], styles.WIDE)


def day(text: str) -> float:
    return scale.milliseconds(date.fromisoformat(text))


def test_a_day_is_a_point() -> None:
    marks = forms.of_date(date(2024, 11, 11), date(2024, 11, 11), "occurred", DAYS, lasting=False)
    assert marks == [Point(day("2024-11-11"), "occurred")]


@pytest.mark.parametrize("lasting", [True, False])
def test_a_span_is_a_line_dashed_unless_it_lasted(lasting: bool) -> None:
    first, last = day("2024-11-01"), day("2024-11-30")
    marks = forms.of_date(date(2024, 11, 1), date(2024, 11, 30), "alleged", DAYS, lasting=lasting)
    assert marks == [Line(first, last, "alleged", dashed=not lasting), Point(first, "alleged"), Point(last, "alleged")]


def test_an_open_date_is_an_arrow_to_the_open_side() -> None:
    line, tip, point = forms.of_date(None, date(2024, 6, 21), "occurred", DAYS, lasting=False)
    assert point == Point(day("2024-06-21"), "occurred")
    assert isinstance(line, Line)
    assert isinstance(tip, Tip)
    assert tip.leftward
    assert line.start == tip.at < day("2024-06-21") == line.end


def test_a_day_far_from_all_others_does_not_squeeze_them() -> None:
    days = [date(2000, 1, 1), date(2000, 12, 31), *(date(2024, month, 1) for month in range(1, 13))]
    across = scale.of_days(days, styles.WIDE)
    assert across.low > day("2023-01-01")
    (tip,) = forms.of_date(date(2000, 1, 1), date(2000, 12, 31), "occurred", across, lasting=False)
    assert tip == Tip(across.low, "occurred", leftward=True)


FIGURES = scale.of_figures([1000, 20_000], styles.WIDE)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("10000", [Point(10_000, "claim")]),
        ("~10000", [Line(9_000, 11_000, "claim", dashed=True), Point(10_000, "claim")]),
        ("12000..15000", [Line(12_000, 15_000, "claim"), Point(12_000, "claim"), Point(15_000, "claim")]),
        ("1000s", [Line(2_000, 9_999, "claim", dashed=True), Point(2_000, "claim"), Point(9_999, "claim")]),
    ],
)
def test_a_figure_is_drawn_as_it_is_said(said: str, told: list[object]) -> None:
    assert forms.of_figure(said, "claim", FIGURES) == told


@pytest.mark.parametrize(
    ("said", "leftward"), [(">10000", False), (">=10000", False), ("<10000", True), ("<=10000", True)]
)
def test_an_open_figure_is_an_arrow_from_the_number_said(said: str, leftward: bool) -> None:
    _, tip, point = forms.of_figure(said, "claim", FIGURES)
    assert point == Point(10_000, "claim")
    assert isinstance(tip, Tip)
    assert tip.leftward is leftward
    assert (tip.at < 10_000) is leftward


@pytest.mark.parametrize(
    "figures_said", [[1], [0], [3, 11], [1500, 10_000, 99_999], [1_700_000_000, 5_500_000_000], [2, 10**15]]
)
@pytest.mark.parametrize("size", styles.SIZES)
def test_every_figure_lies_on_its_scale(figures_said: list[int], size: styles.Size) -> None:
    across = scale.of_figures(figures_said, size)
    assert all(across.low <= number <= across.high for number in (*figures_said, *across.ticks))
    assert 2 <= len(across.ticks) <= 12


def claim(claim_id: str, claimant: str | None, figure: str, *origins: str) -> dict[str, object]:
    return {"claim_id": claim_id, "claimant_id": claimant, "figure": figure, "origins": list(origins)}


def relations(*pairs: tuple[str, str]) -> pl.DataFrame:
    rows = [(first, "repeats", other) for first, other in pairs]
    return pl.DataFrame(rows, schema=["claim_id", "relation", "other_claim_id"], orient="row")


def folds(claims: list[dict[str, object]], *pairs: tuple[str, str]) -> dict[str, list[str]]:
    """Return the keys of the copies of each claim that is none."""
    found = folding.folded(claims, relations(*pairs))
    return {each.claim["claim_id"]: [copy["claim_id"] for copy in each.copies] for each in found}


def test_copies_of_one_origin_are_folded_into_one() -> None:
    same = [claim("a", "nis", "300", "kcna"), claim("b", "nis", "300", "kcna")]
    others = [claim("c", "nis", "300", "tass"), claim("d", "nato", "300", "kcna"), claim("e", "nis", "600", "kcna")]
    assert folds([*same, *others]) == {"a": ["b"], "c": [], "d": [], "e": []}


def test_what_repeats_is_folded_into_what_it_repeats() -> None:
    claims = [claim("a", "nis", ">300"), claim("b", "x", "300"), claim("c", None, "300")]
    assert folds(claims, ("c", "b"), ("b", "a")) == {"a": ["b", "c"]}
    assert folds(claims, ("a", "b"), ("b", "a")) == {"a": ["b"], "c": []}


def test_denials_and_updates_are_joined_to_what_they_touch(tables: Tables) -> None:
    claims = tables["claims"].filter(measure="troops-in-russia")
    every = folding.folded(folding.with_sources(tables, claims), tables["relations"])
    firsts = {one["claim_id"]: each.claim["claim_id"] for each in every for one in (each.claim, *each.copies)}
    tied = list(folding.ties(tables, firsts))
    assert folding.Tie("north-korea-silent-on-troops", "united-states-more-than-10000", "no comment") in tied
    assert folding.Tie("united-states-more-than-10000", "united-states-3000-training", "updates") in tied
    assert {tie.kind for tie in tied} <= figures.LOOKS.keys()


COLOURS = {look.colour for kinds in (figures.LOOKS, reported.LOOKS, who_says_so.LOOKS) for look in kinds.values()}


@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_marks_stand_out_in_both_themes(colour: str) -> None:
    style = Path(build.HERE / "style.css").read_text(encoding="utf-8")
    pages = re.findall("--page: (#[0-9a-f]{6});", style)
    assert len(pages) >= 2
    for page in pages:
        dark, light = sorted((luminance(page), luminance(colour)))
        assert (light + 0.05) / (dark + 0.05) >= 3


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_labels_are_cut_between_graphemes() -> None:
    assert labels.cut("কিম জং-উন", 6) == "কিম…"
    assert labels.lines("Vladimir Putin visits North Korea", 16) == ["Vladimir Putin", "visits North", "Korea"]
    assert labels.lines("x" * 300, 10)[-1].endswith("…")
