"""Every rule has a bad package or a bad source file that it alone rejects."""

import re
from pathlib import Path

import hypothesis.strategies as st
import polars as pl
import pytest
from hypothesis import given

import treaty_tools
from tests.helpers.examples import examples
from tests.helpers.packages import edit, keys, problems, renew, rules_of, text, write
from tests.treaty_tools.package import test_extension, test_package
from tests.treaty_tools.releases import test_release_rules as test_release
from tests.treaty_tools.rules import test_cells as test_shape
from tests.treaty_tools.rules import test_citations, test_evidence, test_meaning, test_references
from tests.treaty_tools.sources import test_sources
from treaty_tools.reporting.found import faults, shown
from treaty_tools.rules import RULES, Rule, listing

MODULES = (
    test_shape,
    test_extension,
    test_references,
    test_citations,
    test_meaning,
    test_evidence,
    test_package,
    test_release,
    test_sources,
)


def test_every_rule_has_a_bad_package_made_for_it() -> None:
    cases = [case for module in MODULES for case in module.CASES]
    named = rules_of([*cases, *test_package.DESCRIBED]) | {"descriptor", "rebuilt"}
    assert named == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_a_level_and_says_what_must_hold_why_and_what_to_do(rule: Rule) -> None:
    assert rule.level in listing.LEVELS
    for sentence in (rule.sentence, rule.why, rule.fix):
        assert re.fullmatch(r"\S[^|\n]*\S\.", sentence), sentence


def test_the_table_of_remedies_names_each_rule_once() -> None:
    cells = [line.split(" | ")[0] for line in list(listing.remedies())[2:]]
    assert sorted(re.findall("`([a-z-]+)`", " ".join(cells))) == sorted(RULES)


def test_a_rule_is_defined_with_its_id_in_plain_sight() -> None:
    """Whoever searches the code for an id finds the definition: a decorator or a call with the id as a literal."""
    defined = [
        found
        for folder in ("rules", "releases")
        for path in sorted((Path(treaty_tools.__file__).parent / folder).glob("*.py"))
        for found in re.findall(r'^@?(?:release_|read_|cell_)?rule\(\s*"([a-z-]+)"', path.read_text(), re.MULTILINE)
    ]
    assert sorted(defined) == sorted(RULES)


def test_the_package_itself_breaks_no_rule(pristine: Path) -> None:
    assert problems(pristine) == []


CELLS = st.one_of(
    st.none(), st.text(max_size=4), st.sampled_from(["treaty", "2024", "1", "true", "a.b", "*", "events"])
)


@examples(2, 12)
@given(data=st.data())
def test_no_cell_makes_a_rule_fail(project: Path, data: st.DataObject) -> None:
    tables = [path.stem for path in sorted(project.glob("data/*.csv")) if len(text(project, path.stem))]
    table = data.draw(st.sampled_from(tables))
    before = text(project, table)
    key = data.draw(st.sampled_from(keys(before, table)))
    column = data.draw(st.sampled_from(before.columns))
    edit(project, table, key, **{column: data.draw(CELLS)})
    renew(project)
    for problem in problems(project):
        assert problem.startswith("data/")
    write(project, table, before)


def test_an_error_is_reported_in_rows_that_begin_with_an_empty_chunk() -> None:
    cells = pl.concat([pl.Series("cell", [], dtype=pl.String), pl.Series("cell", ["x"])], rechunk=False)
    rows = pl.DataFrame({"_row": [3], "cell": cells})
    found = faults(rows, "name", pl.format("{} is wrong", shown("cell")))
    assert found.select("_row", "column", "message").rows() == [(3, "name", "'x' is wrong")]
