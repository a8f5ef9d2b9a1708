"""What a rule is, and the register of all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..reporting.found import Found
from .checked_package import Package

CELLS, NAMES, BOUNDS, AGREEMENT, COUNTS, MEANING = range(1, 7)
"""Stages in which rules run: what a later one looks at depends on what an earlier one has found sound."""

Check = Callable[[Package], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """One thing that must hold: its id, its level, a sentence for a curator, why it exists, and the check."""

    id: str
    level: int
    sentence: str
    why: str
    stage: int
    check: Check | None
    """None for a rule that is checked while a file is read."""
    of_sources: bool = False
    """Whether it is about source files, which a package need not come with."""


RULES: dict[str, Rule] = {}
"""Every rule by id, registered when its module is imported."""


def rule(id: str, level: int, sentence: str, *, stage: int = MEANING) -> Callable[[Check], Check]:
    """Register a check; rules of a later stage do not look at rows in which an earlier one found a fault."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, level, sentence, (check.__doc__ or "").strip(), stage, check)
        return check

    return register


def read_rule(id: str, level: int, sentence: str, why: str, *, of_sources: bool = False) -> None:
    """Register a rule that is checked while files are read."""
    RULES[id] = Rule(id, level, sentence, why, 0, None, of_sources)
