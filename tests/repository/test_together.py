"""Cases that share a copy of a package are all checked, and one that fails is found."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.helpers.together import Copies, DisturbedError

Case = tuple[str, str]
"""A line, and what it becomes."""


@pytest.fixture
def pristine(tmp_path: Path) -> Path:
    folder = tmp_path / "pristine"
    folder.mkdir()
    (folder / "lines").write_text("a\nb\nc\n", encoding="utf-8")
    return folder


def lines(package: Path) -> list[str]:
    return (package / "lines").read_text(encoding="utf-8").splitlines()


def changed(package: Path, case: Case) -> str:
    old, new = case
    there = lines(package)
    there[there.index(old)] = new
    (package / "lines").write_text("".join(f"{line}\n" for line in there), encoding="utf-8")
    return new


def checked(pristine: Path, cases: Sequence[Case], hiding: str = "", wrong: str = "") -> list[list[str]]:
    """Check cases, and return the changed lines of each copy; a line hides all others, and a wrong one is not found."""
    copies = []

    def check(package: Path, expected: Sequence[str]) -> None:
        there = lines(package)
        copies.append([line for line in there if line in expected])
        found = {hiding} if hiding in there else {*there} - {wrong}
        if missing := {*expected} - found:
            raise DisturbedError(missing, found)

    Copies(pristine, pristine.parent, changed, check).check_all(cases)
    return copies


def test_cases_that_change_different_lines_share_a_copy(pristine: Path) -> None:
    assert checked(pristine, [("a", "A"), ("b", "B"), ("c", "C")]) == [["A", "B", "C"]]
    assert lines(pristine) == ["a", "b", "c"]


def test_cases_that_change_one_line_do_not(pristine: Path) -> None:
    assert checked(pristine, [("a", "A"), ("a", "AA"), ("b", "B")]) == [["A", "B"], ["AA"]]


def test_a_case_that_hides_the_others_gets_a_copy_of_its_own(pristine: Path) -> None:
    assert checked(pristine, [("a", "A"), ("b", "B"), ("c", "C")], hiding="B") == [["A", "B", "C"], ["A", "C"], ["B"]]


def test_a_case_that_fails_is_found_among_the_others(pristine: Path) -> None:
    with pytest.raises(DisturbedError) as failure:
        checked(pristine, [("a", "A"), ("b", "B"), ("c", "C")], wrong="B")
    assert failure.value.expected == {"B"}


def test_a_case_that_cannot_be_applied_fails(pristine: Path) -> None:
    with pytest.raises(ValueError, match="'x' is not in list"):
        checked(pristine, [("a", "A"), ("x", "X")])
