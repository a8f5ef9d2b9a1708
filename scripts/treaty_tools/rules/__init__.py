"""The rules of levels 1 to 4, and how they run; those of level 5 are in ``releases.rules``."""

from . import (  # noqa: F401 -- importing registers the rules
    cells,
    citations,
    constraints,
    derived,
    files,
    language,
    meaning,
    references,
    row,
    text,
)
from .checked_package import Package
from .rule import CELLS, MEANING, RULES, Rule
from .run import faults

__all__ = ["CELLS", "MEANING", "RULES", "Package", "Rule", "faults"]
