"""Views are made once and only when needed, and predicates look at their rows one by one."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest

from treaty_record import home
from treaty_record.contract import Column
from treaty_tools.package.reading import read_package
from treaty_tools.reporting.found import Found
from treaty_tools.rules import CHECKED, RULES, CheckedPackage, run
from treaty_tools.rules.meaning import RANGES
from treaty_tools.rules.predicate import Predicate, errors
from treaty_tools.rules.rule import RELEASE
from treaty_tools.views.bounds import BOUND_COLUMNS
from treaty_tools.views.derived import SUPPORTED
from treaty_tools.views.view import Once, View

PACKAGES = Path(__file__).parents[3] / "scripts/benchmarks/packages.py"
COLUMNS = ["_row", "column", "message", "other", "advice"]


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> CheckedPackage:
    """A package of 3,000 rows in which most rules find an error."""
    folder = tmp_path_factory.mktemp("dirty")
    command = [sys.executable, str(PACKAGES), str(folder), "--rows", "3000", "--dirty"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return CheckedPackage(read_package(folder, home.contract()))


def by_view() -> Iterator[tuple[View, list[Predicate]]]:
    predicates = [predicate for rule in RULES.values() for predicate in rule.predicates]
    for view in dict.fromkeys(predicate.view for predicate in predicates):
        yield view, [predicate for predicate in predicates if predicate.view is view]


def rows_of(found: Mapping[Predicate, Sequence[Found]], predicate: Predicate) -> list[tuple[object, ...]]:
    return [row for errors in found.get(predicate, ()) for row in errors.faults.select(COLUMNS).rows()]


def test_predicates_find_the_same_in_batches_as_in_all_rows_together(dirty: CheckedPackage) -> None:
    """A cluster gives them batches of a view, in whatever size."""
    failing = 0
    for view, predicates in by_view():
        frame = view(dirty)
        whole = errors(frame, predicates)
        batches = [errors(batch, predicates) for batch in frame.iter_slices(max(len(frame) // 3, 1))]
        for predicate in predicates:
            expected = rows_of(whole, predicate)
            assert [row for batch in batches for row in rows_of(batch, predicate)] == expected
            failing += bool(expected)
    assert failing > 20


def test_a_view_is_made_once_and_only_if_a_rule_looks_at_it(pristine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[View] = []
    compute = Once.__call__

    def counted(once: Once[object], package: CheckedPackage) -> object:
        if isinstance(once, View) and not (once.kept and once in (package.lasting if once.lasting else package.made)):
            made.append(once)
        return compute(once, package)

    monkeypatch.setattr(Once, "__call__", counted)
    package = read_package(pristine, home.contract())
    assert list(run.faults(CheckedPackage(package), level=1)) == []
    assert made == []
    assert list(run.faults(CheckedPackage(package))) == []
    kept = [view for view in made if view.kept]
    assert len(kept) == len(set(kept)) > 15


def test_rules_that_are_no_predicates_are_named_with_the_reason() -> None:
    on_cells = {rule.id for rule in RULES.values() if rule.level == 1} - {"row-order"}
    checks = {rule.id for rule in RULES.values() if rule.check and rule.stage < RELEASE}
    assert set(CHECKED) == checks - on_cells


def columns(table: str, *, derived: bool) -> dict[str, Column]:
    return {name: column for name, column in home.contract().tables[table].columns.items() if column.derived is derived}


def test_every_derived_cell_of_a_fact_is_recomputed() -> None:
    for table, names in SUPPORTED.items():
        assert {*names, *BOUND_COLUMNS.get(table, ())} == set(columns(table, derived=True))


def test_every_column_that_can_hold_a_range_is_checked() -> None:
    tables = home.contract().tables
    notations = {(table, name): column.notation for table in tables for name, column in tables[table].columns.items()}
    assert {place: known for place, known in notations.items() if known in ("edtf", "figure")} == RANGES


def test_null_does_not_fail() -> None:
    predicate = Predicate(View("claims", lambda package: package.sound("claims")), pl.col("a") > 1, "a", "is large")
    found = errors(pl.DataFrame({"_row": [0, 1], "a": [None, 2]}), [predicate])
    assert [row[0] for row in rows_of(found, predicate)] == [1]
