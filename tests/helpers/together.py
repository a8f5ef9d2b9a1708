"""Check many cases on few copies of a package, since validating one takes as long for one wrong row as for twenty.

Cases that change different lines share a copy. If what is checked does not hold for all of them together, the cases
that others disturb get another copy, in the end one for each: every case is checked, and it is one case that fails.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Generic, TypeVar, cast

from _pytest.mark import ParameterSet

from tests.helpers.packages import Change, problems_by_key, renew

Case = TypeVar("Case")
Expected = TypeVar("Expected")
Contents = dict[Path, bytes]

MOST = 24
"""Cases that share a copy."""


class DisturbedError(AssertionError):
    """Some cases do not give what they are expected to give, perhaps because of other cases on the same copy."""

    def __init__(self, expected: Collection[object], found: object) -> None:
        self.expected = expected
        super().__init__(f"expected {expected}, found {found}")


class Copies(Generic[Case, Expected]):
    """Copies of a package, what applies a case to one of them, and what checks it, given what its cases expect."""

    def __init__(
        self,
        pristine: Path,
        room: Path,
        apply: Callable[[Path, Case], Expected],
        check: Callable[[Path, Sequence[Expected]], None],
    ) -> None:
        self.pristine, self.room, self.apply, self.check = pristine, room, apply, check
        self.numbers = count()

    def check_all(self, cases: Iterable[Case]) -> None:
        """Check every case, on as few copies as hold."""
        waiting = list(cases)
        while waiting:
            package = shutil.copytree(self.pristine, self.room / f"copy-{next(self.numbers)}")
            taken, expected, waiting = self.applied(package, waiting)
            try:
                self.check(package, expected)
            except AssertionError as error:
                if len(taken) == 1:
                    raise
                for part in parts(taken, expected, error):
                    self.check_all(part)

    def applied(self, package: Path, cases: list[Case]) -> tuple[list[Case], list[Expected], list[Case]]:
        """Apply cases that change different lines; return them, what each expects, and the cases that are left."""
        pristine = before = contents(package)
        taken: list[Case] = []
        expected: list[Expected] = []
        left: list[Case] = []
        for case in cases:
            result = self.result(package, case, alone=not taken) if len(taken) < MOST else None
            after = contents(package)
            if result is None or disturbs(pristine, before, after):
                restore(package, before, after)
                left.append(case)
            else:
                taken, expected, before = [*taken, case], [*expected, result], after
        return taken, expected, left

    def result(self, package: Path, case: Case, alone: bool) -> Expected | None:
        """Apply a case and return what it expects, None if it cannot be applied to what other cases left."""
        try:
            return self.apply(package, case)
        except Exception:
            if alone:
                raise
            return None


def parts(cases: list[Case], expected: list[Expected], error: Exception) -> tuple[list[Case], list[Case]]:
    """Divide cases into those that others disturbed and the rest, into halves if that is not known."""
    disturbed = error.expected if isinstance(error, DisturbedError) else ()
    several = [case for case, result in zip(cases, expected, strict=True) if result in disturbed]
    if len(several) in (0, len(cases)):
        return cases[: len(cases) // 2], cases[len(cases) // 2 :]
    return several, [case for case, result in zip(cases, expected, strict=True) if result not in disturbed]


def contents(package: Path) -> Contents:
    return {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}


def disturbs(pristine: Contents, before: Contents, after: Contents) -> bool:
    """Return whether a case changed lines that an earlier case had changed or added."""
    for path in before.keys() | after.keys():
        old, new = before.get(path, b""), after.get(path, b"")
        if old != new:
            gone = Counter(old.splitlines()) - Counter(new.splitlines())
            if gone - Counter(pristine.get(path, b"").splitlines()):
                return True
    return False


def restore(package: Path, before: Contents, after: Contents) -> None:
    """Give a package the files that it had before."""
    for path in after.keys() - before.keys():
        path.unlink()
    for path, content in before.items():
        if after.get(path) != content:
            path.write_bytes(content)


def check_rejected(pristine: Path, room: Path, cases: Iterable[ParameterSet]) -> None:
    """Check that what each case does to a package is rejected by the rule made for it alone, with its message."""
    Copies(pristine, room, broken_by, reports_only).check_all(cases)


def broken_by(package: Path, case: ParameterSet) -> str:
    """Break a package as a case does, and return the error that is expected."""
    changes, problem = cast(tuple[Iterable[Change], str], case.values)
    for change in changes:
        change(package)
    return problem


def reports_only(package: Path, expected: Sequence[str]) -> None:
    """Check that the errors of a package are those expected and no others."""
    renew(package)
    found = problems_by_key(package)
    missing = set(expected) - set(found)
    if missing:
        raise DisturbedError(missing, found)
    assert sorted(found) == sorted(expected)
