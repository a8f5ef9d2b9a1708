"""The errors in a package: all of them counted, the first of each rule with their lines."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

import polars as pl

from ..package.package import Package
from ..reporting.findings import Findings
from ..reporting.found import Found
from ..reporting.problem import Problem


def findings(
    read: Package, found: Iterable[tuple[str, Found]], wanted: Collection[str], most: int | None = None
) -> Findings:
    """Return what the wanted rules found; for each rule, the first ``most`` errors become problems.

    An error that prevented a table from being read is always reported, because no rule could check that table.
    """
    result = Findings()
    for rule, problems in _problems_by_rule(read):
        if rule in wanted or not read.is_whole:
            result.counts[rule] = len(problems)
            result.problems += problems[:most]
        else:
            result.untold[rule] = len(problems)
    for rule, group in groupby(found, lambda pair: pair[0]):
        faults = by_table(found for _, found in group)
        if not (number := sum(map(len, faults.values()))):
            continue
        if rule in wanted:
            result.counts[rule] = number
            result.problems += first(read, rule, faults, most)
        else:
            result.untold[rule] = number
    result.problems.sort()
    return result


def _problems_by_rule(read: Package) -> Iterator[tuple[str, list[Problem]]]:
    """Yield the errors found while files were read, by rule, sorted by place."""
    by_rule: dict[str, list[Problem]] = {}
    for problem in sorted(set(read.problems)):
        by_rule.setdefault(problem.rule, []).append(problem)
    yield from by_rule.items()


def by_table(found: Iterable[Found]) -> dict[str, pl.DataFrame]:
    """Return the errors that a rule found in each table, without duplicates."""
    frames: dict[str, list[pl.DataFrame]] = {}
    for each in found:
        frames.setdefault(each.table, []).append(each.faults)
    return {table: each_once(parts) for table, parts in frames.items()}


def each_once(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Return errors without duplicates; comparing rows first usually saves comparing messages."""
    columns = [part["column"][0] for part in parts if len(part)]
    if len(set(columns)) == len(columns) and all(part["_row"].is_unique().all() for part in parts):
        return pl.concat(parts, rechunk=False)
    return pl.concat(parts).unique()


def first(read: Package, rule: str, faults: dict[str, pl.DataFrame], most: int | None) -> Iterator[Problem]:
    """Yield the first errors of a rule, in the order of their files and rows, as the only ones to become objects."""
    room = most
    for table in sorted(faults, key=read.path):
        yield from read.problems_of(rule, Found(table, first_rows(faults[table], room)))
        room = None if room is None else max(0, room - len(faults[table]))


def first_rows(faults: pl.DataFrame, most: int | None) -> pl.DataFrame:
    """Return the first errors of a table, sorting only those that can be among them."""
    if most == 0:  # the maximum of no rows would be null
        return faults.head(0)
    if most is not None and most < len(faults):
        faults = faults.filter(pl.col("_row") <= faults["_row"].bottom_k(most).max())
    return faults.sort("_row", "column", "message").head(len(faults) if most is None else most)
