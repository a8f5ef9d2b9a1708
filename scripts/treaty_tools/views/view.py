"""What a view is: a frame that rules look at, made once and only when a rule needs it."""

from collections.abc import Callable
from functools import cache
from typing import Generic, TypeVar, cast

import polars as pl

from .checked_package import CheckedPackage

T = TypeVar("T")
Make = Callable[[CheckedPackage], pl.DataFrame]


class Once(Generic[T]):
    """What is computed once for a package, even if rules in several threads ask for it at the same time."""

    kept = True

    def __init__(self, make: Callable[[CheckedPackage], T], lasting: bool = False) -> None:
        """Wrap the function that computes it; ``lasting`` if it does not depend on which rows are unsound."""
        self.make, self.lasting = make, lasting
        self.__doc__ = make.__doc__

    def __call__(self, package: CheckedPackage) -> T:
        """Return it, after waiting for another thread that is computing it."""
        if not self.kept:
            return self.make(package)
        made = package.lasting if self.lasting else package.made
        with package.making:
            if self not in made:
                made[self] = self.make(package)
            return cast(T, made[self])


class View(Once[pl.DataFrame]):
    """A frame of a package: rows of a table, joined with what they refer to."""

    def __init__(self, table: str, make: Make, *, lasting: bool = False, kept: bool = True) -> None:
        """Name the table whose rows these are, in the column ``_row``, and in which errors are reported.

        A view that only the predicates of one stage look at is not ``kept``: its memory is needed for others.
        """
        super().__init__(make, lasting)
        self.table, self.kept = table, kept


def view(table: str, *, lasting: bool = False, kept: bool = True) -> Callable[[Make], View]:
    """Return the view that a function makes; ``lasting`` if it does not depend on which rows are unsound."""
    return lambda make: View(table, make, lasting=lasting, kept=kept)


@cache
def rows(table: str) -> View:
    """Return the view of the sound rows of a table, which joins nothing."""
    return View(table, lambda package: package.sound(table), kept=False)
