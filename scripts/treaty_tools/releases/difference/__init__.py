"""What became of a package from one release to another: tables, columns, rows, cells, and the version they ask for."""

from .difference import Difference, TableDifference, compare
from .release import Release

__all__ = ["Difference", "Release", "TableDifference", "compare"]
