"""Level 5: nothing disappears between two releases, no id is used twice, and the version says how much changed."""

from collections.abc import Callable, Iterator

import polars as pl

from treaty_record.home import DESCRIPTOR
from treaty_record.values.version import EXPECTED, Version, fits, parts

from ..reporting.found import Found, faults, shown
from ..rules.rule import MEANING, RULES, Rule
from .difference import Difference, Release
from .difference.release import ROW
from .difference.version import least

_NO_ROWS = pl.DataFrame(schema={"row_table": pl.String, "row_id": pl.String, "_row": pl.Int64})

Check = Callable[[Difference], Iterator[Found]]
CHECKS: dict[str, Check] = {}
"""The check of each rule of this level; they compare two packages, so they run where the last release is given."""


def release_rule(id: str, sentence: str) -> Callable[[Check], Check]:
    """Register a check of a release against the last one."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, 5, sentence, (check.__doc__ or "").strip(), MEANING + 1, None)
        CHECKS[id] = check
        return check

    return register


def release_faults(between: Difference) -> Iterator[tuple[str, Found]]:
    """Yield what is wrong with a step from one release to the next, with the rule."""
    for id, check in CHECKS.items():
        yield from ((id, found) for found in check(between) if len(found.faults))


@release_rule("retired", "No row of the last release is gone without a retirement, and no retirement is gone.")
def rows_do_not_disappear(between: Difference) -> Iterator[Found]:
    """Whoever cited a row must be able to find out what became of it."""
    if not _keys_are_sound(between, "retirements"):
        return
    for table, key in _retirable(between):
        gone = _removed(between, table)
        if len(gone) and _keys_are_sound(between, table):
            named = gone.select(pl.lit(table).alias("row_table"), pl.col(key).alias("row_id"))
            yield _lost(named, f"was in {between.old.version} and is gone: retire it here, or bring it back")
    there = pl.concat([_rows(between, release).select(ROW) for release in (between.old, between.new)])
    retired = _removed(between, "retirements").join(there, on=ROW, how="anti")
    yield _lost(retired, "was retired in the last release, and its retirement is gone: put it back")


def _retirable(between: Difference) -> Iterator[tuple[str, str]]:
    """Yield each table whose rows can be retired, with its key; none of which one release does not have the key."""
    fields = {field["name"]: field for field in between.new.contract["retirements"]["schema"]["fields"]}
    for table in fields["row_table"]["constraints"]["enum"]:
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
    """Return the rows of a table that are gone without a retirement."""
    found = between.of(table)
    return between.old.tables.get(table, _NO_ROWS).clear() if found is None else found.rows.dropped


def _lost(rows: pl.DataFrame, what: str) -> Found:
    """Return a fault for each row that is nowhere, so that there is no line to say it at."""
    nowhere = rows.with_columns(_row=pl.lit(-1, pl.Int64))
    message = pl.format("{} of {} {}", shown("row_id"), "row_table", pl.lit(what))
    return Found("retirements", faults(nowhere, "row_id", message))


def _keys_are_sound(between: Difference, table: str) -> bool:
    """Tell whether every key of a table is one; what is misspelt may be what is missed, and level 1 tells it."""
    fields = {field["name"]: field for field in between.new.contract[table]["schema"]["fields"]}
    sound = pl.lit(True)
    for name in between.new.contract[table]["schema"]["primaryKey"]:
        constraints = fields[name]["constraints"]
        if pattern := constraints.get("pattern"):
            sound &= pl.col(name).str.contains(f"^(?:{pattern})$")
        if terms := constraints.get("enum"):
            sound &= pl.col(name).is_in(terms)
    return bool(between.new.tables[table].select(sound.fill_null(False).all()).item())


@release_rule("reused", "No row has the id of one that is retired.")
def ids_are_used_once(between: Difference) -> Iterator[Found]:
    """An id that somebody wrote down must not come to mean another thing."""
    ended = pl.concat([release.retirements().select(*ROW, "retired_in") for release in (between.new, between.old)])
    again = _rows(between, between.new).join(ended.unique(ROW, keep="first", maintain_order=True), on=ROW)
    message = "{} was retired in {}, and no id is used again: give the row another"
    for table, key in _retirable(between):
        there = again.filter(row_table=table)
        yield Found(table, faults(there, key, pl.format(message, shown("row_id"), "retired_in")))


@release_rule(
    "retirement", "A retirement names the version that did without the row first, and what stands for it now."
)
def retirements_lead_on(between: Difference) -> Iterator[Found]:
    """Whoever follows a retirement must arrive at a row, and know from which version on."""
    retirements = between.new.retirements()
    live = _rows(between, between.new).select(row_table="row_table", replaced_by="row_id")
    lost = retirements.filter(pl.col("replaced_by").is_not_null()).join(live, on=live.columns, how="anti")
    message = pl.format("{} is not in {}", shown("replaced_by"), "row_table")
    yield Found("retirements", faults(lost, "replaced_by", message))
    now, then = parts(between.new.version), parts(between.old.version)
    given = {version: parts(version) for version in retirements["retired_in"].drop_nulls().unique()}
    late = [version for version, number in given.items() if number and now and _is_after(number, now)]
    yield _misdated(retirements, late, f"is after this version, {between.new.version}")
    early = [version for version, number in given.items() if number and then and number <= then]
    there = retirements.join(_rows(between, between.old), on=ROW, how="semi").join(
        between.old.retirements().select(ROW), on=ROW, how="anti"
    )
    yield _misdated(there, early, f"is not after {between.old.version}, which has the row")


def _is_after(retired_in: Version, now: Version) -> bool:
    """Tell whether a version is still to come; a pre-release may name the release that it leads to."""
    return retired_in > now and (bool(retired_in.pre) or retired_in.release != now.release)


def _misdated(retirements: pl.DataFrame, versions: list[str], what: str) -> Found:
    """Return a fault for each retirement in one of some versions."""
    wrong = retirements.filter(pl.col("retired_in").is_in(versions))
    return Found("retirements", faults(wrong, "retired_in", pl.format("{} {}", shown("retired_in"), pl.lit(what))))


@release_rule("version", "The version rises by as much as was changed: major, minor or patch.")
def versions_fit_changes(between: Difference) -> Iterator[Found]:
    """Readers pin versions: a patch corrects cells, a minor step brings or retires rows, whatever else is major."""
    now, then = parts(between.new.version), parts(between.old.version)
    if not between.new.version:
        yield _misversioned(f"is missing: add {EXPECTED}")
    elif now is None or then is None:  # the rule "descriptor" reports it
        return
    elif now < then:
        yield _misversioned(f"'{between.new.version}' is before the last release, {between.old.version}")
    elif (asked := least(between)) and (needed := parts(asked[0])) and not fits(now, needed):
        version, what = asked
        yield _misversioned(
            f"{between.new.version!r} is too low: {what} since {between.old.version}; at least {version}"
        )


def _misversioned(message: str) -> Found:
    """Return the fault of a version; the descriptor is no table, and has no rows."""
    first = pl.DataFrame({"_row": [-1]}, schema={"_row": pl.Int64})
    return Found(DESCRIPTOR, faults(first, "version", message))
