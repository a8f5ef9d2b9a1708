"""Run the rules over a package, stage by stage."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from types import MappingProxyType
from typing import Any

import polars as pl

from ..reporting.found import Found
from ..views.checked_package import CheckedPackage
from ..views.view import View
from . import predicate
from .predicate import Predicate
from .rule import CELLS, MEANING, RULES, Rule

FEW_ROWS = 5_000
"""Rows up to which threads would spend longer waiting for each other than the rules take."""

Results = Sequence[tuple[Rule, Sequence[Found]]]
"""What each rule of a stage found, in the order in which the rules are registered."""
Outcome = Mapping[Any, Sequence[Found]]
"""What was found by some rules that are checks, or by some predicates."""


def faults(
    package: CheckedPackage,
    last_stage: int = MEANING,
    level: int = 5,
    unsound: Mapping[str, Sequence[pl.Series]] = MappingProxyType({}),
) -> Iterator[tuple[Rule, Found]]:
    """Yield every error that rules up to a level find, except those that depend on an unsound row.

    ``unsound`` holds the numbers of rows, by table, that are unsound from the start: of these, only cells are checked.
    """
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for stage in range(CELLS, last_stage + 1):
            results = _run(_scheduled(stage, level), package, threads)
            yield from _reported(results, level)
            package = _marked(package, results)
            if stage == CELLS and unsound:
                package = package.with_unsound(unsound)


def found_by(rules: Sequence[Rule], package: CheckedPackage) -> Results:
    """Return what some rules of one stage find in a package."""
    return _results(rules, [job() for job in _jobs(rules, package)])


def _scheduled(stage: int, level: int) -> list[Rule]:
    """Return the rules of a stage that run.

    A rule above the level runs only if a rule up to the level skips the rows that it finds unsound.
    """
    last = max((rule.stage for rule in RULES.values() if rule.level <= level and rule.stage < MEANING), default=0)
    return [rule for rule in RULES.values() if rule.stage == stage and (rule.level <= level or stage < last)]


def _run(rules: Sequence[Rule], package: CheckedPackage, threads: Executor) -> Results:
    """Return what some rules of one stage find; they do not depend on each other, so they may run side by side."""
    if sum(map(len, package.tables.values())) <= FEW_ROWS:
        return found_by(rules, package)
    return _results(rules, threads.map(lambda job: job(), _jobs(rules, package)))


def _jobs(rules: Sequence[Rule], package: CheckedPackage) -> Iterator[Callable[[], Outcome]]:
    """Yield what has to be run for some rules, slowest first: each check, and for each view all its predicates."""
    by_view: dict[View, list[Predicate]] = {}
    for rule in sorted(rules, key=lambda rule: -rule.level):
        if rule.check:
            yield partial(_checked, package, rule)
        for each in rule.predicates:
            by_view.setdefault(each.view, []).append(each)
    yield from (partial(_failing, package, view, predicates) for view, predicates in by_view.items())


def _results(rules: Sequence[Rule], outcomes: Iterable[Outcome]) -> Results:
    """Return what each rule found, given what each job found."""
    found = {source: errors for outcome in outcomes for source, errors in outcome.items()}
    return [(rule, [each for source in (rule, *rule.predicates) for each in found.get(source, ())]) for rule in rules]


def _checked(package: CheckedPackage, rule: Rule) -> Outcome:
    return {rule: list(rule.check(package)) if rule.check else []}


def _failing(package: CheckedPackage, view: View, predicates: Sequence[Predicate]) -> Outcome:
    return predicate.errors(view(package), predicates)


def _reported(results: Results, level: int) -> Iterator[tuple[Rule, Found]]:
    """Yield the errors to report."""
    for rule, found in results:
        if rule.level <= level:
            yield from ((rule, errors) for errors in found if not errors.depends_on_unsound)


def _marked(package: CheckedPackage, results: Results) -> CheckedPackage:
    """Return the package with every row marked as unsound in which a rule found an error."""
    rows: dict[str, list[pl.Series]] = {}
    for _, found in results:
        for errors in found:
            rows.setdefault(errors.table, []).append(errors.faults["_row"])
    return package.with_unsound(rows) if rows else package
