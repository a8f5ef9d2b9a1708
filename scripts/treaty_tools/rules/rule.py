"""What a rule is, and the register of all rules."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, overload

import polars as pl

from ..reporting.found import Found
from ..views.checked_package import CheckedPackage
from ..views.view import View
from .predicate import Predicate, Rows

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
    check: Check | None = None
    """How to check a rule that is no predicate; see ``CHECKED``."""
    of_sources: bool = False
    """Whether the rule is about source files, which a package need not include."""
    predicates: tuple[Predicate, ...] = ()
    """When rows break it; a rule without predicates or a check is not about a package's tables alone."""


RULES: dict[str, Rule] = {}
"""Every rule by id, registered when its module is imported."""


@overload
def rule(id: str, level: int, sentence: str, *, fix: str, stage: int = MEANING) -> Callable[[Check], Check]: ...


@overload
def rule(
    id: str, level: int, sentence: str, *, why: str, predicates: Iterable[Predicate], fix: str, stage: int = MEANING
) -> None: ...


@overload
def rule(
    id: str,
    level: int,
    sentence: str,
    *,
    why: str,
    view: View,
    fails: pl.Expr | Rows,
    column: str,
    message: pl.Expr | str,
    fix: str,
    other: pl.Expr | None = None,
    advice: str = "",
    among: pl.Expr | None = None,
    stage: int = MEANING,
) -> None: ...


def rule(
    id: str,
    level: int,
    sentence: str,
    *,
    fix: str,
    why: str = "",
    stage: int = MEANING,
    predicates: Iterable[Predicate] = (),
    **predicate: Any,
) -> Callable[[Check], Check] | None:
    """Register a rule: a predicate on a view, several, or as a decorator a check, whose docstring is the reason."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, level, sentence, fix, reason(check), stage, check)
        return check

    tests = (Predicate(**predicate),) if predicate else tuple(predicates)
    if not tests:
        return register
    RULES[id] = Rule(id, level, sentence, fix, why, stage, predicates=tests)
    return None


def read_rule(id: str, level: int, sentence: str, *, why: str, fix: str, of_sources: bool = False) -> None:
    """Register a rule that is checked while files are read."""
    RULES[id] = Rule(id, level, sentence, fix, why, READING, of_sources=of_sources)


def reason(check: Callable[..., object]) -> str:
    """Return why a rule exists: the docstring of its check, as one paragraph."""
    return " ".join((check.__doc__ or "").split())
