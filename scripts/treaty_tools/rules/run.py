"""Run the rules over a package."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import polars as pl

from ..reporting.found import Found
from .checked_package import Package
from .rule import CELLS, MEANING, RULES, Rule

FEW_ROWS = 5_000
"""Rows up to which threads would take longer to wait for each other than the rules take."""


def faults(package: Package, last_stage: int = MEANING, level: int = 5) -> Iterator[tuple[Rule, Found]]:
    """Yield every fault that the rules find, stage by stage, leaving out what only follows from an earlier one.

    Rules above ``level`` are not told, and run only where a rule up to it looks away from what they find.
    """
    looking = max((rule.stage for rule in RULES.values() if rule.level <= level and rule.stage < MEANING), default=0)
    few = sum(map(len, package.tables.values())) <= FEW_ROWS
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # rules of one stage do not look at each other
        for stage in range(CELLS, last_stage + 1):
            rules = [
                rule for rule in RULES.values() if rule.stage == stage and (rule.level <= level or stage < looking)
            ]
            slowest_first = sorted(rules, key=lambda rule: -rule.level)
            run = partial(_all_found, package)
            results = dict(
                zip(slowest_first, map(run, slowest_first) if few else threads.map(run, slowest_first), strict=True)
            )
            marks: dict[str, list[pl.Series]] = {}
            for rule in rules:
                for found in results[rule]:
                    marks.setdefault(found.table, []).append(found.faults["_row"])
                    if not found.follows and rule.level <= level:
                        yield rule, found
            package = package.with_marks(marks) if marks else package


def _all_found(package: Package, rule: Rule) -> list[Found]:
    return list(rule.check(package)) if rule.check else []
