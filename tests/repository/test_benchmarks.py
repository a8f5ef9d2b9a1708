"""The packages on which speed is measured are real ones: they keep every rule."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.packages import descriptor, problems
from treaty_record import home
from treaty_tools.package.reading import read_package
from treaty_tools.releases.validation import faults

PACKAGES = Path(__file__).parents[2] / "scripts/benchmarks/packages.py"


@pytest.mark.slow
def test_a_generated_package_keeps_every_rule(tmp_path: Path) -> None:
    subprocess.run([sys.executable, PACKAGES, tmp_path, "--rows", "5000"], check=True, stdout=subprocess.DEVNULL)
    assert problems(tmp_path) == []
    assert 4_500 < sum(resource["rows"] for resource in descriptor(tmp_path)["resources"]) < 5_500


def test_every_planted_fault_is_told_at_its_line_and_column_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, PACKAGES, tmp_path, "--rows", "8000", "--dirty"], check=True, stdout=subprocess.DEVNULL
    )
    with (tmp_path / "planted.csv").open(encoding="utf-8") as planted:
        rows = list(csv.DictReader(planted))
    read = read_package(tmp_path, home.contract())
    told = {(p.path, str(p.line), p.column, p.rule) for p in (*read.problems, *faults(read))}
    assert len({row["rule"] for row in rows}) > 30
    assert told == {(row["path"], row["line"], row["column"], row["rule"]) for row in rows}
