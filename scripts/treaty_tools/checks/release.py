"""Level 5: nothing disappears between two releases, no id is used twice, and the version says how much changed."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from .rule import MEANING, RULES, Found, Rule, faults, shown

DESCRIPTOR = "datapackage.json"
ROW = ["row_table", "row_id"]
"""The columns of a retirement that name a row."""
MAJOR, MINOR, PATCH = range(3)
"""The parts of a version; each change asks for a step of one of them (Semantic Versioning 2.0.0, and CHANGELOG.md)."""

_NO_ROWS = pl.DataFrame(schema={"row_table": pl.String, "row_id": pl.String, "_row": pl.Int64})


@dataclass(frozen=True)
class Release:
    """A package at one version: its tables, with ``_row``, and the types of their columns."""

    version: str
    tables: Mapping[str, pl.DataFrame]
    types: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Step:
    """From the last release to this one; ``contract`` is what this one keeps."""

    old: Release
    new: Release
    contract: Mapping[str, Any]

    def key(self, table: str) -> list[str]:
        """Return the columns of a table's key, none where one of the releases does not have them all."""
        key = self.contract[table]["schema"]["primaryKey"]
        held = all({*key} <= release.types.get(table, {}).keys() for release in (self.old, self.new))
        return list(key) if held else []

    def retirable(self) -> Iterator[tuple[str, str]]:
        """Yield each table whose rows can be retired, with its key."""
        fields = {field["name"]: field for field in self.contract["retirements"]["schema"]["fields"]}
        for table in fields["row_table"]["constraints"]["enum"]:
            if len(key := self.key(table)) == 1:
                yield table, key[0]

    def rows(self, release: Release) -> pl.DataFrame:
        """Return row_table, row_id and ``_row`` of the rows of a release that can be retired."""
        named = [
            release.tables[table].select(pl.lit(table).alias("row_table"), pl.col(key).alias("row_id"), "_row")
            for table, key in self.retirable()
        ]
        return pl.concat([_NO_ROWS, *named])


Check = Callable[[Step], Iterator[Found]]
CHECKS: dict[str, Check] = {}
"""The check of each rule of this level; they compare two packages, so they run where the last release is given."""


def release_rule(id: str, sentence: str) -> Callable[[Check], Check]:
    """Register a check of a release against the last one."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, 5, sentence, (check.__doc__ or "").strip(), MEANING + 1, None)
        CHECKS[id] = check
        return check

    return register


def release_faults(step: Step) -> Iterator[tuple[str, Found]]:
    """Yield what is wrong with a step from one release to the next, with the rule."""
    for id, check in CHECKS.items():
        yield from ((id, found) for found in check(step) if len(found.faults))


@release_rule("retired", "No row of the last release is gone without a retirement, and no retirement is gone.")
def rows_do_not_disappear(step: Step) -> Iterator[Found]:
    """Whoever cited a row must be able to find out what became of it."""
    if not _keys_are_sound(step, "retirements"):
        return
    old = step.rows(step.old)
    known = pl.concat([step.rows(step.new).select(ROW), _retirements(step.new).select(ROW)])
    for (table,), rows in old.join(known, on=ROW, how="anti").group_by("row_table", maintain_order=True):
        if _keys_are_sound(step, str(table)):
            yield _lost(rows, f"was in {step.old.version} and is gone: retire it here, or bring it back")
    retired = _retirements(step.old).join(known, on=ROW, how="anti").join(old, on=ROW, how="anti")
    yield _lost(retired, "was retired in the last release, and its retirement is gone: put it back")


def _lost(rows: pl.DataFrame, what: str) -> Found:
    """Return a fault for each row that is nowhere, so that there is no line to say it at."""
    nowhere = rows.with_columns(_row=pl.lit(-1, pl.Int64))
    message = pl.format("{} of {} {}", shown("row_id"), "row_table", pl.lit(what))
    return Found("retirements", faults(nowhere, "row_id", message))


def _keys_are_sound(step: Step, table: str) -> bool:
    """Tell whether every key of a table is one; what is misspelt may be what is missed, and level 1 tells it."""
    fields = {field["name"]: field for field in step.contract[table]["schema"]["fields"]}
    sound = pl.lit(True)
    for name in step.contract[table]["schema"]["primaryKey"]:
        constraints = fields[name]["constraints"]
        if pattern := constraints.get("pattern"):
            sound &= pl.col(name).str.contains(f"^(?:{pattern})$")
        if terms := constraints.get("enum"):
            sound &= pl.col(name).is_in(terms)
    return bool(step.new.tables[table].select(sound.fill_null(False).all()).item())


@release_rule("reused", "No row has the id of one that is retired.")
def ids_are_used_once(step: Step) -> Iterator[Found]:
    """An id that somebody wrote down must not come to mean another thing."""
    ended = pl.concat([_retirements(release).select(*ROW, "retired_in") for release in (step.new, step.old)])
    again = step.rows(step.new).join(ended.unique(ROW, keep="first", maintain_order=True), on=ROW)
    message = "{} was retired in {}, and no id is used again: give the row another"
    for table, key in step.retirable():
        there = again.filter(row_table=table)
        yield Found(table, faults(there, key, pl.format(message, shown("row_id"), "retired_in")))


@release_rule(
    "retirement", "A retirement names the version that did without the row first, and what stands for it now."
)
def retirements_lead_on(step: Step) -> Iterator[Found]:
    """Whoever follows a retirement must arrive at a row, and know from which version on."""
    retirements = _retirements(step.new)
    live = step.rows(step.new).select(row_table="row_table", replaced_by="row_id")
    lost = retirements.filter(pl.col("replaced_by").is_not_null()).join(live, on=live.columns, how="anti")
    message = pl.format("{} is not in {}", shown("replaced_by"), "row_table")
    yield Found("retirements", faults(lost, "replaced_by", message))
    now, then = parts(step.new.version), parts(step.old.version)
    given = {version: parts(version) for version in retirements["retired_in"].drop_nulls().unique()}
    late = [version for version, number in given.items() if number and now and number > now]
    yield _misdated(retirements, late, f"is after this version, {step.new.version}")
    early = [version for version, number in given.items() if number and then and number <= then]
    there = retirements.join(step.rows(step.old), on=ROW, how="semi").join(
        _retirements(step.old).select(ROW), on=ROW, how="anti"
    )
    yield _misdated(there, early, f"is not after {step.old.version}, which has the row")


def _misdated(retirements: pl.DataFrame, versions: list[str], what: str) -> Found:
    """Return a fault for each retirement in one of some versions."""
    wrong = retirements.filter(pl.col("retired_in").is_in(versions))
    return Found("retirements", faults(wrong, "retired_in", pl.format("{} {}", shown("retired_in"), pl.lit(what))))


def _retirements(release: Release) -> pl.DataFrame:
    """Return the retirements of a release, none where it knew none."""
    columns = [*ROW, "retired_in", "replaced_by"]
    frame = release.tables.get("retirements", _NO_ROWS)
    missing = [pl.lit(None, pl.String).alias(name) for name in columns if name not in frame.columns]
    return frame.with_columns(missing).select(*columns, "_row")


@release_rule("version", "The version rises by as much as was changed: major, minor or patch.")
def versions_fit_changes(step: Step) -> Iterator[Found]:
    """Readers pin versions: a patch corrects cells, a minor step brings or retires rows, whatever else is major."""
    now, then = parts(step.new.version), parts(step.old.version)
    if now is None or then is None:
        yield _misversioned(f"{step.new.version!r} is not written as 1.2.3")
    elif now < then:
        yield _misversioned(f"'{step.new.version}' is before the last release, {step.old.version}")
    elif made := min(changes(step), key=lambda change: change[0], default=None):
        part, what = made
        least = (*then[:part], then[part] + 1, *(0 for _ in then[part + 1 :]))
        if now < least:
            asked = ".".join(map(str, least))
            yield _misversioned(f"{step.new.version!r} is too low: {what} since {step.old.version}; at least {asked}")


def _misversioned(message: str) -> Found:
    """Return the fault of a version; the descriptor is no table, and has no rows."""
    first = pl.DataFrame({"_row": [-1]}, schema={"_row": pl.Int64})
    return Found(DESCRIPTOR, faults(first, "version", message))


def parts(version: str) -> tuple[int, ...] | None:
    """Return the three numbers of a version, None where it is written otherwise."""
    written = re.fullmatch(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})", version)
    return tuple(map(int, written.groups())) if written else None


def changes(step: Step) -> Iterator[tuple[int, str]]:
    """Yield what changed, each with the part of the version that it asks for."""
    old, new = step.old.types, step.new.types
    yield from ((MAJOR, f"the table {table} went") for table in old if table not in new)
    yield from ((MINOR, f"the table {table} came") for table in new if table not in old)
    for table in old:
        if table in new:
            yield from _changed_columns(table, old[table], new[table])
            yield from _changed_rows(step, table)


def _changed_columns(table: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield the columns that came, went or became of another type."""
    yield from ((MAJOR, f"the column {table}.{name} went") for name in old if name not in new)
    yield from ((MINOR, f"the column {table}.{name} came") for name in new if name not in old)
    for name in old:
        if name in new and old[name] != new[name]:
            yield MAJOR, f"the column {table}.{name} became {new[name]}"


def _changed_rows(step: Step, table: str) -> Iterator[tuple[int, str]]:
    """Yield the rows that came, went or were corrected.

    A citation has no id of its own: it comes and goes with its passage, and else corrects what that says. A term of the
    vocabulary that goes takes a meaning with it.
    """
    old, new = step.old.tables[table], step.new.tables[table]
    before, after = step.old.types[table], step.new.types[table]
    same = [name for name in after if before.get(name) == after[name]]
    key = [] if table == "citations" else [name for name in step.key(table) if name in same]
    if key:
        if came := len(_without(new, old, key)):
            yield MINOR, f"{_rows(came)} of {table} came"
        if went := len(_without(old, new, key)):
            yield (MAJOR if table == "vocabulary" else MINOR), f"{_rows(went)} of {table} went"
        old, new = (one.join(other, on=key, how="semi", nulls_equal=True) for one, other in ((old, new), (new, old)))
    if same and not old.select(same).equals(new.select(same)):
        corrected = max(len(_without(old, new, same)), len(_without(new, old, same)))
        yield PATCH, f"{_rows(corrected)} of {table} changed" if corrected else f"the rows of {table} moved"


def _without(one: pl.DataFrame, other: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    return one.join(other, on=on, how="anti", nulls_equal=True)


def _rows(number: int) -> str:
    return f"{number:,} row" + ("" if number == 1 else "s")
