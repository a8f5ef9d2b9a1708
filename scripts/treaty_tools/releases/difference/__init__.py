"""Compare two releases of a package: changed tables, columns, rows and cells, and the version they require."""

from .difference import Difference, TableDifference, compare
from .release import Release

__all__ = ["Difference", "Release", "TableDifference", "compare"]
