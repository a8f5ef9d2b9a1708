"""Level 5: nothing disappears between two releases, no id is reused, and the version shows how much changed."""

from collections.abc import Callable, Iterator

import polars as pl

from treaty_record.home import DESCRIPTOR
from treaty_record.values.version import EXPECTED, Version, fits, parts

from ..reporting.found import Found, faults, shown
from ..rules.rule import RELEASE, RULES, Rule, reason
from .difference import Difference, Release
from .difference.release import ROW
from .difference.version import least

_NO_ROWS = pl.DataFrame(schema={"row_table": pl.String, "row_id": pl.String, "_row": pl.Int64})

Check = Callable[[Difference], Iterator[Found]]
CHECKS: dict[str, Check] = {}
"""The check of each rule of this level; they compare two packages, so they run only if the last release is given."""


def release_rule(id: str, sentence: str, *, fix: str) -> Callable[[Check], Check]:
    """Register a check of a release against the last one; its docstring is the reason for the rule."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, 5, sentence, fix, reason(check), RELEASE, None)
        CHECKS[id] = check
        return check

    return register


def release_faults(between: Difference) -> Iterator[tuple[str, Found]]:
    """Yield the errors of a step from one release to the next, with the rule's id."""
    for id, check in CHECKS.items():
        yield from ((id, found) for found in check(between) if len(found.faults))


@release_rule(
    "retired",
    "Every row of the last release is still there or retired, and every retirement is still there.",
    fix="Add the row to scripts/sources/retirements.toml with the reason, or restore what is missing.",
)
def rows_do_not_disappear(between: Difference) -> Iterator[Found]:
    """Anyone who cited a row must be able to find out what happened to it."""
    if not _keys_are_sound(between, "retirements"):
        return
    for table, key in _retirable(between):
        gone = _removed(between, table)
        if len(gone) and _keys_are_sound(between, table):
            named = gone.select(pl.lit(table).alias("row_table"), pl.col(key).alias("row_id"))
            yield _missing(named, f"was in {between.old.version} but is missing: retire it here, or restore it")
    there = pl.concat([_rows(between, release).select(ROW) for release in (between.old, between.new)])
    retired = _removed(between, "retirements").join(there, on=ROW, how="anti")
    yield _missing(retired, "was retired in the last release, but its retirement is missing: restore it")


def _retirable(between: Difference) -> Iterator[tuple[str, str]]:
    """Yield each table whose rows can be retired, with its key, if both releases have that column."""
    for table in map(str, between.new.contract.tables["retirements"].columns["row_table"].enum):
        key = between.new.key(table)
        if len(key) == 1 and all(key[0] in release.types(table) for release in (between.old, between.new)):
            yield table, key[0]


def _rows(between: Difference, release: Release) -> pl.DataFrame:
    """Return row_table, row_id and ``_row`` of the rows of a release that can be retired."""
    named = [
        release.tables[table].select(pl.lit(table).alias("row_table"), pl.col(key).alias("row_id"), "_row")
        for table, key in _retirable(between)
    ]
    return pl.concat([_NO_ROWS, *named])


def _removed(between: Difference, table: str) -> pl.DataFrame:
    """Return the rows of a table that are missing without a retirement."""
    found = between.of(table)
    return between.old.tables.get(table, _NO_ROWS).clear() if found is None else found.rows.dropped


def _missing(rows: pl.DataFrame, what: str) -> Found:
    """Return an error for each missing row, reported without a line, because there is none."""
    nowhere = rows.with_columns(_row=pl.lit(-1, pl.Int64))
    message = pl.format("{} of {} {}", shown("row_id"), "row_table", pl.lit(what))
    return Found("retirements", faults(nowhere, "row_id", message))


def _keys_are_sound(between: Difference, table: str) -> bool:
    """Return whether every key of a table is well-formed; a malformed one (level 1) may be the one that is missing."""
    schema, sound = between.new.contract.tables[table], pl.lit(True)
    for name in schema.key:
        column = schema.columns[name]
        if column.pattern:
            sound &= pl.col(name).str.contains(f"^(?:{column.pattern})$")
        if column.closed:
            sound &= pl.col(name).is_in(list(column.enum))
    return bool(between.new.tables[table].select(sound.fill_null(False).all()).item())


@release_rule(
    "reused",
    "No row has the id of a retired row.",
    fix="Give the new row another id: this one belonged to a row that is retired.",
)
def ids_are_used_once(between: Difference) -> Iterator[Found]:
    """An id that somebody noted down must not come to mean something else."""
    ended = pl.concat([release.retirements().select(*ROW, "retired_in") for release in (between.new, between.old)])
    again = _rows(between, between.new).join(ended.unique(ROW, keep="first", maintain_order=True), on=ROW)
    message = "{} was retired in {}, and ids are never reused: give the row another"
    for table, key in _retirable(between):
        there = again.filter(row_table=table)
        yield Found(table, faults(there, key, pl.format(message, shown("row_id"), "retired_in")))


@release_rule(
    "retirement",
    "A retirement names the first version without the row, and the row that replaces it, if any, exists.",
    fix="Correct replaced_by, the key of a row of the same table, or retired_in, the first version without the row.",
)
def retirements_lead_on(between: Difference) -> Iterator[Found]:
    """Anyone who follows a retirement must arrive at a row, and know since which version."""
    retirements = between.new.retirements()
    live = _rows(between, between.new).select(row_table="row_table", replaced_by="row_id")
    lost = retirements.filter(pl.col("replaced_by").is_not_null()).join(live, on=live.columns, how="anti")
    message = pl.format("{} is not in {}", shown("replaced_by"), "row_table")
    yield Found("retirements", faults(lost, "replaced_by", message))
    now, then = parts(between.new.version), parts(between.old.version)
    given = {version: parts(version) for version in retirements["retired_in"].drop_nulls().unique()}
    late = [version for version, number in given.items() if number and now and _is_after(number, now)]
    yield _misdated(retirements, late, f"is later than this version, {between.new.version}")
    early = [version for version, number in given.items() if number and then and number <= then]
    there = retirements.join(_rows(between, between.old), on=ROW, how="semi").join(
        between.old.retirements().select(ROW), on=ROW, how="anti"
    )
    yield _misdated(there, early, f"is not later than {between.old.version}, which has the row")


def _is_after(retired_in: Version, now: Version) -> bool:
    """Return whether a version is in the future; a pre-release may name the release that it leads to."""
    return retired_in > now and (bool(retired_in.pre) or retired_in.release != now.release)


def _misdated(retirements: pl.DataFrame, versions: list[str], what: str) -> Found:
    """Return an error for each retirement in one of some versions."""
    wrong = retirements.filter(pl.col("retired_in").is_in(versions))
    return Found("retirements", faults(wrong, "retired_in", pl.format("{} {}", shown("retired_in"), pl.lit(what))))


@release_rule(
    "version",
    "The version increases by as much as the changes require: major, minor or patch.",
    fix="Raise version in scripts/sources/package.toml to at least the version that the message names.",
)
def versions_fit_changes(between: Difference) -> Iterator[Found]:
    """Readers pin versions: a patch corrects cells, a minor version adds or retires rows, anything else is major."""
    now, then = parts(between.new.version), parts(between.old.version)
    if not between.new.version:
        yield _misversioned(f"is missing: add {EXPECTED}")
    elif now is None or then is None:  # the rule "descriptor" reports it
        return
    elif now < then:
        yield _misversioned(f"'{between.new.version}' is lower than the last release, {between.old.version}")
    elif (asked := least(between)) and (needed := parts(asked[0])) and not fits(now, needed):
        version, what = asked
        yield _misversioned(
            f"{between.new.version!r} is too low: {what} since {between.old.version}; expected at least {version}"
        )


def _misversioned(message: str) -> Found:
    """Return an error in the version; the descriptor is not a table and has no rows."""
    first = pl.DataFrame({"_row": [-1]}, schema={"_row": pl.Int64})
    return Found(DESCRIPTOR, faults(first, "version", message))
