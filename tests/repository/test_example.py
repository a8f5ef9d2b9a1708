"""A package about something else: built from its sources, validated, exported nine times and made into a site."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import polars as pl
import pycountry
import pytest
from click.testing import CliRunner

from tests.helpers.packages import problems
from treaty_record.load import load
from treaty_tools.cli import main
from treaty_tools.export import FORMATS

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/river-air"
SUBJECT = re.compile(
    r"treat(?:y|ies)|\b(?:kim|putin|north korean?|south korean?|russian?|kursk|kcna|pyongyang|soldiers?|troops)\b",
    re.I,
)
"""Words of the subject of this repository's own package."""
PROGRAM = re.compile(
    r"treaty[_-](?:record|tools|site|export)|window\.treaty|treatyIndex|treaty (?:build|describe|locate|validate)"
)
"""The program's own name."""


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built."""
    root = tmp_path_factory.mktemp("example") / "river-air"
    shutil.copytree(EXAMPLE / "scripts", root / "scripts")
    run("build", "-C", root)
    return root


def subject_words(folder: Path) -> Iterator[str]:
    """Yield the words of another subject in any file, leaving out the names that ISO 3166-1 has."""
    countries = re.compile("|".join(re.escape(country.name) for country in pycountry.countries))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".parquet", ".xlsx") and not path.name.startswith(".treaty-"):
            text = PROGRAM.sub("", countries.sub("", path.read_bytes().decode("utf-8", "ignore")))
            yield from (f"{path.relative_to(folder)}: {found[0]}" for found in SUBJECT.finditer(text))


def test_it_is_valid_and_says_nothing_of_another_subject(example: Path) -> None:
    assert problems(example) == []
    assert list(subject_words(example)) == []


def test_its_figures_are_decimal_and_negative_and_one_is_refuted(example: Path) -> None:
    claims = load("claims", package=example)
    figures = dict(claims.select("claim_id", "figure_high").iter_rows())
    assert figures == {
        "clean-streets-no2-unchanged": 0.8,
        "council-no2-down": -12.5,
        "council-no2-mean": 23.4,
        "council-winter-low": -11.5,
    }
    shown = run("show", "council-no2-down", "--package", example)
    assert "refuting\n  the row as a whole: 1 article, 1 independent origin" in shown
    assert "  votes           41\n  confidence      0.9\n" in shown


def test_its_own_columns_and_table_are_typed_and_cited(example: Path) -> None:
    assert load("claims", package=example).schema["votes"] == pl.Int64
    assert load("articles", package=example).schema["reviewed"] == pl.Date
    stations = load("stations", package=example)
    assert list(stations.iter_rows()) == [
        ("mill-road", "Mill Road 4", "riverton-council", 3.5, True),
        ("quay-school", "Quay Road 17, on the school's roof", "clean-streets", 11.0, False),
    ]
    shown = run("show", "actors/riverton-council", "--package", example)
    assert "\nstations with this operator_id\n  mill-road: Mill Road 4, 3.5, true\n" in shown
    shown = run("show", "stations/mill-road", "--package", example)
    assert "rivertimes-20240412-air.closure" in shown


@pytest.mark.slow
@pytest.mark.parametrize("to", FORMATS)
def test_every_export_has_its_table_and_no_word_of_another_subject(to: str, example: Path, tmp_path: Path) -> None:
    run("export", "--to", to, "--package", example, tmp_path / "out")
    assert list(subject_words(tmp_path / "out")) == []
    told = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert b"stations" in told or to in ("xlsx", "prov")


def test_its_table_is_in_the_database(example: Path, tmp_path: Path) -> None:
    run("export", "--to", "sqlite", "--package", example, tmp_path)
    with closing(sqlite3.connect(tmp_path / "river-air.sqlite")) as database:
        assert database.execute("SELECT station_id, height FROM stations").fetchall() == [
            ("mill-road", 3.5),
            ("quay-school", 11.0),
        ]
        assert database.execute("SELECT votes FROM claims WHERE claim_id = 'council-no2-down'").fetchall() == [(41,)]


def test_its_site_has_its_method_its_table_and_no_word_of_another_subject(example: Path, tmp_path: Path) -> None:
    run("site", "--package", example, tmp_path / "site")
    assert list(subject_words(tmp_path / "site")) == []
    about = (tmp_path / "site/about.html").read_text(encoding="utf-8")
    assert "Their texts are not held, so that a quote has a paragraph and no offset." in about
    start = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "disagree on whether the air got better" in start.replace("\n", " ")
    assert "Mill Road 4" in (tmp_path / "site/table-stations.html").read_text(encoding="utf-8")


def test_without_measures_nothing_is_said_of_figures(example: Path, tmp_path: Path) -> None:
    root = tmp_path / "no-figures"
    shutil.copytree(example / "scripts", root / "scripts")
    sources = root / "scripts/sources"
    words = sources / "vocabulary.toml"
    words.write_text(
        re.sub(r'\["claims.measure"\]\n(?:.+\n)+', "", words.read_text(encoding="utf-8")), encoding="utf-8"
    )
    for path in sources.glob("articles/*.toml"):
        text = re.sub(r'^verbatim\."claims/.*\n', "", path.read_text(encoding="utf-8"), flags=re.M)
        text = re.sub(r'(?:figure = "[^"]*", )|(?:, measure = "[^"]*")', "", text)
        path.write_text(text, encoding="utf-8")
    run("build", "-C", root)
    run("site", "--package", root, root / "site")
    assert not (root / "site/figures.html").exists()
    pages = [path.read_text(encoding="utf-8") for path in (root / "site").glob("*.html")]
    assert not any('href="figures.html"' in page or "How many" in page.replace("How many</th>", "") for page in pages)
