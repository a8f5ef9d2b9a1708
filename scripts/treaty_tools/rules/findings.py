"""What is wrong with a package: all of it counted, the first faults of each rule at their lines."""

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
    """Return what wanted rules found; of each, the ``most`` first faults become problems.

    What kept a table from being read is told whatever is wanted, since no rule has seen that table.
    """
    made = Findings()
    for rule, problems in _problems_by_rule(read):
        if rule in wanted or not read.is_whole:
            made.counts[rule] = len(problems)
            made.problems += problems[:most]
        else:
            made.untold[rule] = len(problems)
    for rule, group in groupby(found, lambda pair: pair[0]):
        faults = by_table(found for _, found in group)
        if not (number := sum(map(len, faults.values()))):
            continue
        if rule in wanted:
            made.counts[rule] = number
            made.problems += first(read, rule, faults, most)
        else:
            made.untold[rule] = number
    made.problems.sort()
    return made


def _problems_by_rule(read: Package) -> Iterator[tuple[str, list[Problem]]]:
    """Yield what was wrong while files were read, sorted by place, with its rule."""
    by_rule: dict[str, list[Problem]] = {}
    for problem in sorted(set(read.problems)):
        by_rule.setdefault(problem.rule, []).append(problem)
    yield from by_rule.items()


def by_table(found: Iterable[Found]) -> dict[str, pl.DataFrame]:
    """Return the faults that a rule found in each table, each once."""
    frames: dict[str, list[pl.DataFrame]] = {}
    for table, faults, _ in found:
        frames.setdefault(table, []).append(faults)
    return {table: each_once(parts) for table, parts in frames.items()}


def each_once(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Return faults without those that are there twice; finding none by their rows alone saves comparing messages."""
    columns = [part["column"][0] for part in parts if len(part)]
    if len(set(columns)) == len(columns) and all(part["_row"].is_unique().all() for part in parts):
        return pl.concat(parts, rechunk=False)
    return pl.concat(parts).unique()


def first(read: Package, rule: str, faults: dict[str, pl.DataFrame], most: int | None) -> Iterator[Problem]:
    """Yield the first faults of a rule, in the order of their files and rows; no others become objects."""
    room = most
    for table in sorted(faults, key=read.path):
        yield from read.problems_of(rule, Found(table, first_rows(faults[table], room)))
        room = None if room is None else max(0, room - len(faults[table]))


def first_rows(faults: pl.DataFrame, most: int | None) -> pl.DataFrame:
    """Return the first faults of a table; only those that can be among them are sorted."""
    if most == 0:  # polars has no greatest of no rows to compare with
        return faults.head(0)
    if most is not None and most < len(faults):
        faults = faults.filter(pl.col("_row") <= faults["_row"].bottom_k(most).max())
    return faults.sort("_row", "column", "message").head(len(faults) if most is None else most)
