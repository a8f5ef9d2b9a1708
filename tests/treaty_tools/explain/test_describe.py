"""treaty describe tells what a package holds, and how much of it rests on one origin."""

from pathlib import Path

from click.testing import CliRunner

from treaty_record import home
from treaty_tools.cli import main
from treaty_tools.explain.describe import in_numbers
from treaty_tools.package.reading import read_tables

ROOT = Path(__file__).parents[3]


def test_five_articles_are_told_in_numbers(pristine: Path) -> None:
    assert list(in_numbers(read_tables(pristine)))[2:] == [
        "| articles | 5 |",
        "| independent origins of these | 1 |",
        "| articles of unknown origin | 2 |",
        "| languages | 5 |",
        "| languages with 3 articles or fewer | 5: bn, en, ja, ko, vi |",
        "| countries of publishers | 3 |",
        "| articles with words, quoted or pinned, that a program finds | 1 |",
        "| events and claims | 35 |",
        "| events and claims that rest on one independent origin | 7 |",
        "| events and claims with no known origin | 24 |",
        "| events and claims that are only announced | 2 |",
        "| events and claims that no article supports or announces | 2 |",
        "| claims that something will, may or might happen | 1 |",
        "| claims of unknown modality | 5 |",
        "| claims that their claimants reversed | 0 |",
        "| events and claims that are disputed | 3 |",
    ]


def test_the_page_on_the_data_is_made_from_it() -> None:
    made = CliRunner().invoke(main, ["describe"]).output
    assert (ROOT / "docs/what-the-data-says.md").read_text(encoding="utf-8") == made


def test_the_readme_has_its_numbers() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    header, rule, *numbers = in_numbers(read_tables(home.folder()))
    assert "\n".join([header, rule, *numbers[:5]]) in readme
    assert "(docs/what-the-data-says.md)" in readme
