"""Run the rules over a package."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from ..reporting.found import Found
from .checked_package import Package
from .rule import CELLS, MEANING, RULES, Check, Rule


def faults(package: Package, last_stage: int = MEANING, level: int = 5) -> Iterator[tuple[Rule, Found]]:
    """Yield every fault that the rules find, stage by stage, leaving out what only follows from an earlier one.

    Rules above ``level`` are not told, and run only where a rule up to it looks away from what they find.
    """
    looking = max((rule.stage for rule in RULES.values() if rule.level <= level and rule.stage < MEANING), default=0)
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # rules of one stage do not look at each other
        for stage in range(CELLS, last_stage + 1):
            rules = [
                rule for rule in RULES.values() if rule.stage == stage and (rule.level <= level or stage < looking)
            ]
            results = {
                rule.id: threads.submit(_all_found, rule.check, package)
                for rule in sorted(rules, key=lambda rule: -rule.level)  # those of high levels take longest
                if rule.check
            }
            marks: dict[str, list[pl.Series]] = {}
            for rule in rules:
                for found in results[rule.id].result():
                    marks.setdefault(found.table, []).append(found.faults["_row"])
                    if not found.follows and rule.level <= level:
                        yield rule, found
            package = package.with_marks(marks) if marks else package


def _all_found(check: Check, package: Package) -> list[Found]:
    return list(check(package))
