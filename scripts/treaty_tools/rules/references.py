"""Level 2: each key identifies one row, and each reference leads to a row."""

from collections.abc import Iterator, Mapping

import polars as pl
import polars.selectors as cs

from treaty_record import home
from treaty_record.contract import Column, Contract, Reference
from treaty_record.values import invisible
from treaty_record.values.characters import FORMAT
from treaty_record.values.nearest import proposed

from ..package.references import links
from ..reporting.found import EACH, Found, cell, faults, shown, where
from ..views.checked_package import CheckedPackage
from ..views.references import absence, references
from .predicate import Predicate
from .rule import NAMES, rule


def chains(contract: Contract) -> Iterator[tuple[str, str]]:
    """Yield the columns of the contract that refer to their own table, in which no cycle is allowed."""
    yield from ((link.table, link.column) for link in links(contract) if link.target == link.table)


@rule(
    "key",
    2,
    "A key identifies one row.",
    fix="Keep one of the two rows with this key, or one of the two citations of a cell by one passage.",
    stage=NAMES,
)
def keys_are_unique(package: CheckedPackage) -> Iterator[Found]:
    """A reference to a key that two rows share is ambiguous."""
    for table, frame in package.tables.items():
        key = package.key(table)
        if not key or package.ascends(table):  # a package's own table may have no key
            continue
        named = frame.filter(_named_by_own_columns(table))
        again = named.filter(~pl.struct(key).is_first_distinct() & ~pl.col("_bad"))
        if len(again):
            first = named.unique(key, keep="first").select(*key, _first="_row")
            twice = again.join(first, on=key, nulls_equal=True, maintain_order="left")
            yield Found(table, faults(twice, key[-1], _twice(table, key), cell(table, "_first", key[-1]), KEEP_ONE))
            earlier = named.join(again, on=key, how="semi").join(again, on="_row", how="anti")
            yield Found(table, faults(earlier, key[-1], "is the key of a later row too"), depends_on_unsound=True)


@rule(
    "foreign-key",
    2,
    "A reference leads to an existing row.",
    fix="Correct the spelling of the id, or add the row that it names.",
    stage=NAMES,
)
def references_resolve(package: CheckedPackage) -> Iterator[Found]:
    """A row is of no use without the actor, event or article that it refers to."""
    for table in package.tables:
        rows = references(table)(package)
        for key in package.references(table):
            if not rows[absence(key)].any():
                continue
            to_key = list(key.parent_columns) == package.key(key.parent)
            parent = key.parent if to_key else f"{key.parent}.{', '.join(key.parent_columns)}"
            known = package.tables[key.parent][key.parent_columns[-1]] if to_key else pl.Series([], dtype=pl.String)
            text = pl.concat_str(key.columns, separator=" ", ignore_nulls=True)
            absent = absent_from(parent, text, known)
            column = pl.col(key.columns[-1]).cast(pl.String)
            hidden = invisible.has(column, FORMAT)
            message = pl.when(hidden).then(invisible.message(column)).otherwise(absent)
            errors = faults(rows.filter(absence(key)), key.columns[-1], message)
            yield Found(table, errors, has_wrong_keys(package, key), key.parent)


KEEP_ONE = "; keep one of them"


def _twice(table: str, key: list[str]) -> pl.Expr:
    """Return the message on a row with the key of an earlier one; for a citation, in the words of its passage."""
    if table != "citations":
        return pl.format("{} is already the key of an earlier row", shown(pl.concat_str(key, separator=" ")))
    column = pl.when(pl.col("field") == "*").then(pl.lit("")).otherwise(pl.format(" for {}", "field"))
    return pl.format("{}/{} is already cited{} by this passage", "row_table", "row_id", column)


def absent_from(parent: str, value: pl.Expr, known: pl.Series) -> pl.Expr:
    """Return the message on an id that is not among the keys of a table, with the nearest of these."""
    return pl.format("{} is not in {}{}", shown(value), pl.lit(parent), proposed(value, known.drop_nulls().to_list()))


def has_wrong_keys(package: CheckedPackage, reference: Reference) -> bool:
    """Return whether a table has a wrong key, which may hide the row that is referred to.

    A key is wrong if it is empty, malformed, a duplicate, or not made of the row's own columns.
    """
    table, columns = reference.parent, list(reference.parent_columns)
    frame = package.tables[table]
    wrong = [_is_wrong(package.columns(table)[name]) for name in columns]
    if columns == package.key(table):
        wrong += [~_named_by_own_columns(table), pl.struct(columns).is_duplicated()]
    return bool(frame.select(pl.any_horizontal(wrong).any()).item())


def _is_wrong(column: Column) -> pl.Expr:
    """Return whether a cell that others refer to has an error that another rule reports."""
    cell = pl.col(column.name)
    wrong: pl.Expr = cell.is_null() & (pl.col("_bad") | column.required)
    if column.pattern is not None:
        wrong |= ~cell.str.contains(f"^(?:{column.pattern})$")
    return wrong.fill_null(False)


def _joined(key: str, *columns: str) -> pl.Expr:
    return pl.col(key) == pl.concat_str(columns, separator=".")


COMPOSED = {
    "passages": (pl.col("passage_id").str.starts_with(pl.col("article_id") + "."), "article_id.name"),
    "names": (pl.col("name_id").str.starts_with(pl.col("actor_id") + "."), "actor_id.name"),
    "participants": (_joined("participant_id", "event_id", "role", "actor_id"), "event_id.role.actor_id"),
    "relations": (_joined("relation_id", "claim_id", "other_claim_id"), "claim_id.other_claim_id"),
}
"""How keys of several parts are composed of other columns, as an expression and in words."""


def _named_by_own_columns(table: str) -> pl.Expr:
    """Return whether a row's key is composed of its own columns; true if one of them is empty, and for other tables."""
    holds, _ = COMPOSED.get(table, (EACH, ""))
    return holds.fill_null(True)


def misnamed(table: str) -> Predicate:
    """Return when a key is not composed of the row's own columns, which all lead to a row."""
    (_, form), view, key = COMPOSED[table], references(table), KEYS[table]
    message = pl.format("{} does not have the form {}", shown(key), pl.lit(form))
    dangles = pl.any_horizontal(cs.starts_with("_no "))
    return Predicate(view, ~_named_by_own_columns(table) & ~dangles, key, message)


KEYS = {"passages": "passage_id", "names": "name_id", "participants": "participant_id", "relations": "relation_id"}

rule(
    "key-parts",
    2,
    "A key of several parts is composed of the row's own columns.",
    why="People read keys, and trust what they read in them.",
    predicates=map(misnamed, COMPOSED),
    fix="Compose the key as the message says.",
    stage=NAMES,
)


@rule(
    "cycle",
    2,
    "A chain of part_of, owner_id or copy_of does not lead back to its start.",
    fix="Break the chain of part_of, owner_id or copy_of at the row where it is wrong.",
    stage=NAMES,
)
def chains_end(package: CheckedPackage) -> Iterator[Found]:
    """Nothing can be part of itself, and no text can be its own copy."""
    for table, column in chains(home.contract()):
        frame = package.sound(table)
        if frame[column].null_count() == len(frame):
            continue
        key = package.key(table)[0]
        parents = dict(frame.filter(pl.col(column).is_not_null()).select(key, column).iter_rows())
        looping = frame.filter(pl.col(key).is_in(sorted(in_cycles(parents))) & pl.col(column).is_not_null())
        yield from where(table, looping, column, pl.format("{} leads back to this row", shown(column)))


def in_cycles(parents: Mapping[str, str]) -> set[str]:
    """Return the children that can be reached from themselves."""
    cyclic: set[str] = set()
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        on_path: set[str] = set()
        at: str | None = start
        while at is not None and at not in done and at not in on_path:
            path.append(at)
            on_path.add(at)
            at = parents.get(at)
        if at in on_path:
            cyclic |= set(path[path.index(str(at)) :])
        done |= on_path
    return cyclic
