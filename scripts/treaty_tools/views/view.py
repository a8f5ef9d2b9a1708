"""What a view is: a frame that rules look at, made once and only when a rule needs it."""

from collections.abc import Callable
from functools import cache

import polars as pl

from .checked_package import CheckedPackage

Make = Callable[[CheckedPackage], pl.DataFrame]


class View:
    """A frame of a package: the rows of a table, joined with what they refer to."""

    def __init__(self, table: str, make: Make, lasting: bool = False) -> None:
        """Name the table in which errors of the frame's rows are; see ``view`` for ``lasting``."""
        self.table, self.make, self.lasting = table, make, lasting
        self.__doc__ = make.__doc__

    def __call__(self, package: CheckedPackage) -> pl.DataFrame:
        """Return the frame, after waiting for another thread that is making it."""
        made = package.lasting if self.lasting else package.made
        with package.making:
            if self not in made:
                made[self] = self.make(package)
            return made[self]


def view(table: str, *, lasting: bool = False) -> Callable[[Make], View]:
    """Return the view that a function makes; ``lasting`` if it does not depend on which rows are unsound."""
    return lambda make: View(table, make, lasting)


@cache
def rows(table: str) -> View:
    """Return the view of the sound rows of a table, which joins nothing."""
    return View(table, lambda package: package.sound(table))
