"""What a rule is, and the register of all rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..reporting.found import Found
from .checked_package import CheckedPackage

CELLS, NAMES, BOUNDS, AGREEMENT, COUNTS, MEANING = range(1, 7)
"""Stages in which rules run: each relies on what the stages before it have found to be sound."""

READING, RELEASE = 0, MEANING + 1
"""Stages that run elsewhere: while files are read, and when two releases are compared."""

Check = Callable[[CheckedPackage], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """One thing that must hold in a package, why, and what to do when it does not."""

    id: str
    level: int
    sentence: str
    """What must hold."""
    fix: str
    """What to do when it does not."""
    why: str
    stage: int
    check: Check | None
    """None for a rule that is not checked on a package's tables alone: see ``READING`` and ``RELEASE``."""
    of_sources: bool = False
    """Whether the rule is about source files, which a package need not include."""


RULES: dict[str, Rule] = {}
"""Every rule by id, registered when its module is imported."""


def rule(id: str, level: int, sentence: str, *, fix: str, stage: int = MEANING) -> Callable[[Check], Check]:
    """Register a check as a rule; its docstring is the reason for the rule."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, level, sentence, fix, reason(check), stage, check)
        return check

    return register


def read_rule(id: str, level: int, sentence: str, *, why: str, fix: str, of_sources: bool = False) -> None:
    """Register a rule that is checked while files are read."""
    RULES[id] = Rule(id, level, sentence, fix, why, READING, None, of_sources)


def reason(check: Callable[..., object]) -> str:
    """Return why a rule exists: the docstring of its check, as one paragraph."""
    return " ".join((check.__doc__ or "").split())
