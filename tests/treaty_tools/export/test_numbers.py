"""Decimal and negative figures leave every export as they came in, and words that begin like formulas are inert."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner
from frictionless import Package

from tests.helpers.packages import add, derive, edit, keys, problems, renew, text
from treaty_record import figures, load
from treaty_tools.cli import main

CLAIM = "choson-sinbo-23-articles"
FIGURES = {
    "~-2.5": ("-2.75", "-2.25"),
    "-3..-1": ("-3", "-1"),
    ">1000": ("1000", None),
    "<0.001": (None, "0.001"),
    "12.5": ("12.5", "12.5"),
    "99999999999999": ("99999999999999", "99999999999999"),
}
TITLES = {"mbn-20241112-kim-signs": "+1: 김정은"}


CLAIMS = {f"{CLAIM}-{number}": figure for number, figure in enumerate(FIGURES)}
"""Copies of a claim, with a figure each."""


@pytest.fixture(scope="module")
def package(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of five articles, with claims of further figures and titles that begin like formulas."""
    folder = shutil.copytree(pristine, tmp_path_factory.mktemp("numbers") / "package")
    for claim, figure in CLAIMS.items():
        add(folder, "claims", like=CLAIM, claim_id=claim, figure=figure, statement=f"It gives the figure {figure}.")
        for key in keys(text(folder, "citations").filter(row_table="claims", row_id=CLAIM), "citations"):
            said = {"says": figure} if key.endswith(" figure") else {}
            add(folder, "citations", like=key, row_id=claim, **said)
    for article, title in TITLES.items():
        edit(folder, "articles", article, title=title)
    derive(folder)
    renew(folder)
    return folder


def test_figures_are_written_plainly_and_load_back(package: Path) -> None:
    assert problems(package) == []
    rows = text(package, "claims").filter(pl.col("claim_id").is_in(list(CLAIMS)))
    assert dict(bounds_by_figure(rows)) == FIGURES
    expected = {figure: as_numbers(bounds) for figure, bounds in FIGURES.items()}
    for frame in (load("claims", package=package), figures(package=package)):
        assert dict(bounds_by_figure(frame.filter(pl.col("claim_id").is_in(list(CLAIMS))))) == expected
        assert set(frame.select("figure_low", "figure_high").dtypes) == {pl.Float64()}
    assert Package(str(package / "datapackage.json")).validate().valid


def bounds_by_figure(frame: pl.DataFrame) -> Iterator[tuple[str, tuple[object, object]]]:
    yield from ((figure, (low, high)) for figure, low, high in frame["figure", "figure_low", "figure_high"].rows())


def as_numbers(bounds: tuple[str | None, str | None]) -> tuple[float | None, float | None]:
    low, high = bounds
    return None if low is None else float(low), None if high is None else float(high)


@pytest.fixture(scope="module")
def out(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package in every format that has numbers."""
    out = tmp_path_factory.mktemp("exported") / "out"
    formats = ["csv", "jsonl", "parquet", "sqlite", "duckdb", "xlsx", "prov"]
    done = CliRunner().invoke(
        main, ["export", *(f"--to={name}" for name in formats), "--package", str(package), str(out)]
    )
    assert done.exit_code == 0, done.output
    return out


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_export_has_the_same_figures(out: Path, claim: str) -> None:
    figure = CLAIMS[claim]
    low, high = FIGURES[figure]
    expected = as_numbers((low, high))
    query = f"SELECT figure_low, figure_high FROM claims WHERE claim_id = '{claim}'"
    for table in ("claims", "figures"):
        (line,) = [line for line in lines(out, table, "jsonl") if f'"claim_id":"{claim}"' in line]
        assert f'"figure_low":{low or "null"},"figure_high":{high or "null"},' in line
        assert json.loads(line)["figure"] == figure
        frame = pl.read_parquet(next(out.rglob(f"{table}.parquet"))).filter(claim_id=claim)
        assert frame.select("figure_low", "figure_high").row(0) == expected
    with closing(sqlite3.connect(out / "treaty-record.sqlite")) as database:
        (cells,) = database.execute(query)
        assert cells == expected
        assert [str(cell) for cell in cells] == [str(bound) for bound in FIGURES[figure]]
    with duckdb.connect(out / "treaty-record.duckdb", read_only=True) as database:
        assert database.execute(query).fetchall() == [expected]


def test_no_whole_number_gets_decimals_in_linked_data(out: Path) -> None:
    assert not re.findall(r'"figure_(?:low|high)": ?"?-?[0-9]+\.0\b', next(out.rglob("*.jsonld")).read_text("utf-8"))


def lines(out: Path, table: str, suffix: str) -> list[str]:
    return next(out.rglob(f"{table}.{suffix}")).read_text("utf-8").splitlines()


def test_words_that_begin_like_formulas_stay_as_they_are_and_run_nowhere(out: Path) -> None:
    book = openpyxl.load_workbook(out / "treaty-record.xlsx")
    head, *rows = book["articles"].iter_rows()
    at = [cell.value for cell in head].index("title")
    cells = {row[0].value: row[at] for row in rows}
    for article, title in TITLES.items():
        assert (cells[article].value, cells[article].data_type) == (title, "s")
        assert cells[article].quotePrefix
    book.close()
