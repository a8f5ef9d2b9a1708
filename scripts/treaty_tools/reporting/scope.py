"""What a check covered."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Scope:
    """The package that was checked, its size, the highest level of the rules, and how many rules were applied."""

    package: Path
    rows: int
    tables: int
    level: int
    rules: int
