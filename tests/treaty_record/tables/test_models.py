"""The contract says the same in each of its forms: pandera, Table Schema, our rules, and the notations' functions."""

import calendar
import datetime
import re
from decimal import Decimal
from typing import Any

import hypothesis.strategies as st
import pandera.polars as pa
import polars as pl
import pytest
from edtf import parse_edtf
from frictionless import Resource, Schema
from hypothesis import example, given

from tests.helpers.examples import examples
from treaty_record import home
from treaty_record.contract_json import schema_json
from treaty_record.publishing.table_schema import table_schema
from treaty_record.reading import typed
from treaty_record.tables.models import TABLES
from treaty_record.tables.table import Table
from treaty_record.values import edtf, figure
from treaty_record.values.bounds import ranges
from treaty_record.values.cell_types import written_otherwise
from treaty_record.values.characters import UNSAFE
from treaty_record.values.number import spelt, texts
from treaty_record.values.patterns import LANGUAGE
from treaty_tools import rules
from treaty_tools.package.package import Package

FURTHER = {"nfc", "language"}
"""Rules of level 1 that go further than Table Schema."""
FURTHER_CHECKS = {"field_uniqueness", "nfc"}
"""The checks of the models that Table Schema does not have, or that are left out of the comparison."""
FILLED = {name: pl.read_csv(home.folder() / f"data/{name}.csv", infer_schema=False) for name in TABLES}
DAYS_AT_THE_EDGE = ["2023-02-29", "2024-02-29", "2100-02-29", "2000-02-29", "2024-04-31", "2024-13", "2024-00"]
OTHER_DATES = ["2024?", "../2024", "2024/..", "[2024..2025]", "0999", "3000"]
FIGURES = ["0", "00", "-1", "-0", "+1", "1e2", "10s", "1s", "~0", ">=5", "1..2", "01..2", "1000000000000000"]
NUMBERS_WRITTEN = ["2.5", "-0.5", "2.50", "1.0", "NaN", "INF"]
WORDS = ["true", "True", "p1", "p0", "p3-4", "Q0", "Q1", "*", "bn", "zh-Hant", "pt-br", "http://a", "https://"]
TEXTS = ["a.b", "a..b", "a-b", "-a", "A", "=1", "@x", "😀", "a\u200d", "\u00a0a", "a\u2028b", "a\u0085b"]
VALUES = st.one_of(
    st.none(),
    st.sampled_from([*DAYS_AT_THE_EDGE, *OTHER_DATES, *FIGURES, *NUMBERS_WRITTEN, *WORDS, *TEXTS]),
    st.sampled_from(sorted({cell for frame in FILLED.values() for column in frame for cell in column.drop_nulls()})),
    # Python's $, by which frictionless ends a pattern, lets a last line feed pass; pandera and our rules do not.
    # Noncharacters and tags beyond U+FFFF are not in the pattern of text, which other tools have to understand.
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6).filter(
        lambda cell: cell[-1] != "\n" and not re.search(f"[{UNSAFE}]", re.sub("[\0-\uffff]", "", cell))
    ),
)


def filled(name: str) -> pl.DataFrame:
    """Return rows to mutate; a table without any has one made up."""
    made_up = {"row_table": "events", "row_id": "a-b", "retired_in": "0.2.0", "reason": "R", "replaced_by": None}
    return FILLED[name] if len(FILLED[name]) else pl.DataFrame([made_up], schema=FILLED[name].schema)


@st.composite
def mutated(draw: st.DrawFn, name: str) -> pl.DataFrame:
    """Rows of a table, each with one cell changed."""
    rows = []
    for _ in range(draw(st.integers(1, 100))):
        row = dict(filled(name).row(draw(st.integers(0, len(filled(name)) - 1)), named=True))
        row[draw(st.sampled_from(sorted(row)))] = draw(VALUES)
        rows.append(row)
    return pl.DataFrame(rows, schema=filled(name).schema)


Cells = set[tuple[int, str]]


def as_typed(name: str, text: pl.DataFrame) -> tuple[pl.DataFrame, Cells]:
    """Return rows as their types, with the cells that are not written as these."""
    table = home.contract().tables[name]
    frame = pl.DataFrame([typed(text[c], type_) for c, type_ in table.types.items()], schema=table.polars_schema)
    wrong = {(int(i), c) for c in frame.columns for i in written_otherwise(text[c], frame[c]).arg_true()}
    return frame, wrong


def refused_by_pandera(model: type[Table], frame: pl.DataFrame) -> Cells:
    try:
        model.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases.filter(~pl.col("check").is_in(FURTHER_CHECKS))
        unregistered = pl.col("failure_case").str.contains(LANGUAGE) & (pl.col("check") == "language_tag")
        return set(cases.filter(~unregistered).select("index", "column").iter_rows())
    return set()


def refused_by_table_schema(name: str, text: pl.DataFrame) -> Cells:
    found = schema_json(table_schema(name, TABLES[name]))
    for key in ("primaryKey", "foreignKeys"):
        found.pop(key, None)
    for field in found["fields"]:
        field["constraints"].pop("unique", None)
    rows = [text.columns, *(["" if cell is None else cell for cell in row] for row in text.iter_rows())]
    report = Resource(data=rows, schema=Schema.from_descriptor(found)).validate(limit_errors=100_000)
    return {(row - 2, column) for row, column in report.flatten(["rowNumber", "fieldName"])}


def refused_by_rules(name: str, frame: pl.DataFrame) -> Cells:
    tables = {name: frame.with_row_index("_row").with_columns(pl.col("_row").cast(pl.Int64), _bad=False)}
    checked = rules.CheckedPackage(Package(home.contract(), tables))
    return {
        (row, column)
        for rule, found in rules.faults(checked, last_stage=1)
        for row, column in found.faults.select("_row", "column").iter_rows()
        if rule.id not in FURTHER or (rule.id == "language" and not re.fullmatch(LANGUAGE, frame[column][row]))
    }


@pytest.mark.parametrize("name", TABLES)
def test_pandera_table_schema_and_rules_agree(name: str) -> None:
    @examples(1, 20)
    @given(mutated(name))
    def agree(text: pl.DataFrame) -> None:
        frame, unwritten = as_typed(name, text)
        table_schema_refuses = refused_by_table_schema(name, text) - unwritten
        assert refused_by_pandera(TABLES[name], frame) - unwritten == table_schema_refuses
        # An empty derived cell is left to the rules that derive it, and only a package has terms of its own.
        columns = home.contract().tables[name].columns
        derived = {(i, c) for i, c in table_schema_refuses if columns[c].derived and text[c][i] is None}
        refused = {(i, c) for i, c in refused_by_rules(name, frame) if not columns[c].own_terms or frame[c][i] is None}
        assert refused - unwritten == table_schema_refuses - derived

    agree()


class Short(Table):
    """A model with a check that Table Schema has, but that deriving does not know."""

    name: str = pa.Field(str_length={"max_value": 3})


class Loose(Table):
    """A model whose pattern need not match the whole value."""

    name: str = pa.Field(str_matches="^a")


class Ordered(Table):
    """A model with a check over several columns."""

    name: str = pa.Field()

    @pa.dataframe_check
    @classmethod
    def names_differ(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("name").is_unique())


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (Short, "no Table Schema constraint for the check str_length"),
        (Loose, "the pattern ^a does not match whole values: write ^...$"),
        (Ordered, "no Table Schema constraint for checks across columns of Ordered"),
    ],
)
def test_deriving_stops_at_a_check_it_cannot_express(model: type[Table], message: str) -> None:
    with pytest.raises(NotImplementedError, match=f"^{re.escape(message)}$"):
        table_schema("names", model)


DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
PLAIN = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))


def ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if edtf.span(a).earliest <= edtf.span(b).earliest else (b, a)  # type: ignore[operator]


PAIRS = st.builds(ordered, PLAIN, PLAIN)
DATES = st.one_of(
    st.builds(str.__add__, PLAIN, st.sampled_from(["", "?", "~", "%"])),
    PAIRS.map("/".join),
    PAIRS.map(lambda pair: f"[{'..'.join(pair)}]"),
)


def oracle(text: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a date as the ``edtf`` library has them."""
    parsed: Any = parse_edtf(text)
    return datetime.date(*parsed.lower_strict()[:3]), datetime.date(*parsed.upper_strict()[:3])


@examples(10, 200)
@given(DATES)
def test_a_date_spans_what_the_edtf_library_says(text: str) -> None:
    ends = re.findall(r"[0-9-]+", text) if text.startswith("[") else [text]
    assert edtf.span(text) == (oracle(ends[0])[0], oracle(ends[-1])[1])


@given(PLAIN)
def test_an_open_end_is_open(text: str) -> None:
    span = edtf.span(text)
    assert edtf.span(f"../{text}") == (None, span.latest)
    assert edtf.span(f"{text}/..") == (span.earliest, None)


@given(st.integers(1000, 2999), st.integers(0, 13), st.integers(0, 32))
def test_a_day_is_admitted_where_the_calendar_has_it(year: int, month: int, number: int) -> None:
    text = f"{year:04}-{month:02}-{number:02}"
    there = 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]
    assert bool(re.match(edtf.PATTERN, text)) is there


def test_leap_days_are_those_of_the_calendar() -> None:
    years = [year for year in range(1000, 3000) if re.match(edtf.PATTERN, f"{year}-02-29")]
    assert years == [year for year in range(1000, 3000) if calendar.isleap(year)]


@pytest.mark.parametrize("text", ["", "2024\n", "2024-11-12T10:00", "2024-6", "24", "2024-21", "2024-XX", "../..", "/"])
def test_other_notations_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date in EDTF$"):
        edtf.span(text)


NUMBERS = st.integers(1 - 10**14, 10**14 - 1).map(Decimal) | st.builds(
    lambda digits: Decimal(digits).scaleb(-5), st.integers(1 - 10**14, 10**14 - 1)
)
"""Numbers of at most 14 digits, with up to five decimals."""


def plain(number: Decimal) -> str:
    """Return a number as figures are written, without the code that is tested."""
    digits = f"{number:.5f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


@given(NUMBERS)
@example(Decimal("-0.00001"))
@example(Decimal("99999999999999"))
def test_a_figure_means_a_range_around_what_is_said(number: Decimal) -> None:
    said, tenth = plain(number), abs(number) / 10
    meant = {
        said: (number, number),
        f">{said}": (number, None),
        f">={said}": (number, None),
        f"<{said}": (None, number),
        f"<={said}": (None, number),
        f"~{said}": (number - tenth, number + tenth),
    }
    assert {text: figure.bounds(text) for text in meant} == meant
    low, high = figure.bounds(f"~{said}")
    assert low is not None
    assert high is not None
    assert low < number < high or number == low == high == 0


@given(NUMBERS)
def test_the_bounds_in_the_tables_are_exact_and_written_plainly(number: Decimal) -> None:
    said = plain(number)
    low, high = ranges(pl.Series([f"~{said}", said, f">{said}"]))
    assert {low.dtype, high.dtype} == {pl.Float64()}
    tenth = abs(number) / 10
    about = [f"{end:.6f}".rstrip("0").rstrip(".") for end in (number - tenth, number + tenth)]
    assert [texts(low)[0], texts(high)[0]] == ["0" if end == "-0" else end for end in about]
    assert [*texts(low)[1:], *texts(high)[1:]] == [said, said, said, None]
    assert typed(texts(low), "number").equals(low)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_has_one_spelling(number: float) -> None:
    text = spelt(number)
    assert re.fullmatch(r"0|-?(?:[1-9][0-9]*|(?:0|[1-9][0-9]*)\.[0-9]*[1-9])", text)
    assert float(text) == number
    assert texts(pl.Series([number, None])).to_list() == [text, None]
    assert typed(pl.Series([text]), "number").to_list() == [number]


@pytest.mark.parametrize("text", ["1.0", "1e3", "+1", "01", "-0", ".5", "5.", "1,5", " 1", "NaN", "inf", "INF", "2.50"])
def test_other_spellings_of_numbers_are_refused(text: str) -> None:
    assert typed(pl.Series([text]), "number").to_list() == [None]


@given(NUMBERS, NUMBERS)
def test_a_figure_from_to_means_both_and_what_is_between(first: Decimal, last: Decimal) -> None:
    assert figure.bounds(f"{plain(first)}..{plain(last)}") == (first, last)


@given(st.integers(1, 12))
def test_hundreds_are_more_than_one_and_less_than_ten(zeros: int) -> None:
    assert figure.bounds(f"1{'0' * zeros}s") == (Decimal(2 * 10**zeros), Decimal(10 ** (zeros + 1) - 1))


@pytest.mark.parametrize(
    "text",
    ["", "1\n", "01", "1,000", "1.50", "1.0", "-0", "+1", "1e3", "--1", "1s", "-10s", "20s", "10..", "..10", ">1..2"],
)
def test_other_figures_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a figure$"):
        figure.bounds(text)


@given(st.text("0123456789.-/[]~?%<>=s", max_size=12))
def test_patterns_and_functions_admit_the_same(text: str) -> None:
    for pattern, function in ((edtf.PATTERN, edtf.span), (figure.PATTERN, figure.bounds)):
        try:
            function(text)
            understood = True
        except ValueError:
            understood = False
        assert bool(re.match(pattern, text)) is understood
