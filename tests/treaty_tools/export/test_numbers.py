"""Decimal and negative figures leave every export as they came in, and words that begin like formulas are inert."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner
from frictionless import Package

from tests.helpers.packages import derive, edit, problems, renew, text
from treaty_record import figures, load
from treaty_tools.cli import main

CLAIM = "choson-sinbo-23-articles"
CITED = f"chosonsinbo-20241112-hijun.number-of-articles claims {CLAIM} figure"
FIGURES = {
    "~-2.5": ("-2.75", "-2.25"),
    "-3..-1": ("-3", "-1"),
    ">1000": ("1000", None),
    "<0.001": (None, "0.001"),
    "12.5": ("12.5", "12.5"),
    "99999999999999": ("99999999999999", "99999999999999"),
}
TITLES = {"mbn-20241112-kim-signs": "+1: 김정은"}


@pytest.fixture(params=FIGURES)
def figure(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def package(figure: str, pristine: Path, tmp_path: Path) -> Path:
    """The package of five articles, with another figure and titles that begin like formulas."""
    folder = shutil.copytree(pristine, tmp_path / "package")
    edit(folder, "claims", CLAIM, figure=figure)
    edit(folder, "citations", CITED, says=figure)
    for article, title in TITLES.items():
        edit(folder, "articles", article, title=title)
    derive(folder)
    renew(folder)
    return folder


def test_a_figure_is_written_plainly_and_loads_back(package: Path, figure: str) -> None:
    assert problems(package) == []
    row = text(package, "claims").filter(claim_id=CLAIM).select("figure_low", "figure_high").row(0)
    assert row == FIGURES[figure]
    expected = [None if bound is None else float(bound) for bound in FIGURES[figure]]
    for frame in (load("claims", package=package), figures(package=package)):
        found = frame.filter(claim_id=CLAIM).select("figure_low", "figure_high")
        assert list(found.row(0)) == expected
        assert set(found.dtypes) == {pl.Float64()}
    assert Package(str(package / "datapackage.json")).validate().valid


def test_every_export_has_the_same_figures(package: Path, figure: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    formats = ["csv", "jsonl", "parquet", "sqlite", "duckdb", "xlsx", "prov"]
    done = CliRunner().invoke(
        main, ["export", *(f"--to={name}" for name in formats), "--package", str(package), str(out)]
    )
    assert done.exit_code == 0, done.output
    low, high = FIGURES[figure]
    expected = (low and float(low), high and float(high))
    query = f"SELECT figure_low, figure_high FROM claims WHERE claim_id = '{CLAIM}'"
    for table in ("claims", "figures"):
        (line,) = [line for line in lines(out, table, "jsonl") if f'"claim_id":"{CLAIM}"' in line]
        assert f'"figure_low":{low or "null"},"figure_high":{high or "null"},' in line
        assert json.loads(line)["figure"] == figure
        frame = pl.read_parquet(next(out.rglob(f"{table}.parquet"))).filter(claim_id=CLAIM)
        assert frame.select("figure_low", "figure_high").row(0) == expected
    with closing(sqlite3.connect(out / "treaty-record.sqlite")) as database:
        (cells,) = database.execute(query)
        assert cells == expected
        assert [str(cell) for cell in cells] == [str(bound) for bound in FIGURES[figure]]
    with duckdb.connect(out / "treaty-record.duckdb", read_only=True) as database:
        assert database.execute(query).fetchall() == [expected]
    assert not re.findall(r'"figure_(?:low|high)": ?"?-?[0-9]+\.0\b', next(out.rglob("*.jsonld")).read_text("utf-8"))


def lines(out: Path, table: str, suffix: str) -> list[str]:
    return next(out.rglob(f"{table}.{suffix}")).read_text("utf-8").splitlines()


@pytest.mark.parametrize("figure", ["12.5"])
def test_words_that_begin_like_formulas_stay_as_they_are_and_run_nowhere(package: Path, tmp_path: Path) -> None:
    assert problems(package) == []
    done = CliRunner().invoke(main, ["export", "--to=xlsx", "--package", str(package), str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(tmp_path / "out/treaty-record.xlsx")
    head, *rows = book["articles"].iter_rows()
    at = [cell.value for cell in head].index("title")
    cells = {row[0].value: row[at] for row in rows}
    for article, title in TITLES.items():
        assert (cells[article].value, cells[article].data_type) == (title, "s")
        assert cells[article].quotePrefix
    book.close()
