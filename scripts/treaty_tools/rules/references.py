"""Level 2: keys name one row each, and references lead somewhere."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from treaty_record import home

from ..package.extension import Reference
from ..package.references import links
from ..reporting.found import EACH, Found, faults, shown, where
from . import invisible
from .characters import FORMAT
from .checked_package import Package
from .rule import NAMES, rule


def chains() -> Iterator[tuple[str, str]]:
    """Yield the columns of the contract that refer to their own table and must not lead back to where they started."""
    yield from ((link.table, link.column) for link in links(home.contract()) if link.target == link.table)


@rule("key", 2, "A key names one row.", stage=NAMES)
def keys_are_unique(package: Package) -> Iterator[Found]:
    """A reference to a key that two rows have means nothing."""
    for table, frame in package.tables.items():
        key = package.key(table)
        if not key or package.ascends(table):  # a package's own table may have no key
            continue
        named = frame.filter(_named_by_own_columns(table))
        again = named.filter(~pl.struct(key).is_first_distinct() & ~pl.col("_bad"))
        if len(again):
            name = shown(pl.concat_str(key, separator=" "))
            yield Found(table, faults(again, key[-1], pl.format("{} is the key of an earlier row too", name)))
            earlier = named.join(again, on=key, how="semi").join(again, on="_row", how="anti")
            yield Found(table, faults(earlier, key[-1], "is the key of a later row too"), follows=True)


@rule("foreign-key", 2, "A reference leads to a row.", stage=NAMES)
def references_resolve(package: Package) -> Iterator[Found]:
    """A row without its actor, event or article is worth nothing."""
    for table in package.tables:
        for key, dangling in _dangling(package, table):
            value = shown(pl.concat_str(key.columns, separator=" ", ignore_nulls=True))
            to_key = list(key.parent_columns) == package.key(key.parent)
            parent = key.parent if to_key else f"{key.parent}.{', '.join(key.parent_columns)}"
            absent = pl.format("{} is not in {}", value, pl.lit(parent))
            column = pl.col(key.columns[-1]).cast(pl.String)
            hidden = invisible.has(column, FORMAT)
            message = pl.when(hidden).then(invisible.message(column)).otherwise(absent)
            yield Found(table, faults(dangling, key.columns[-1], message), follows=_has_faulty_keys(package, key))


def _dangling(package: Package, table: str) -> Iterator[tuple[Reference, pl.DataFrame]]:
    """Yield each foreign key of a table with the rows that it leads nowhere from; one without any value may."""
    for key in package.references(table):
        rows, parent = package.sound(table), package.tables[key.parent]
        dangling = rows.join(
            parent, left_on=key.columns, right_on=key.parent_columns, how="anti", nulls_equal=len(key.columns) > 1
        )
        if len(dangling):
            dangling = dangling.filter(pl.any_horizontal(pl.col(key.columns).is_not_null()))
        if len(dangling):
            yield key, dangling


def _has_faulty_keys(package: Package, reference: Reference) -> bool:
    """Tell whether a row may be in a table under another name: its key is empty, malformed, taken, or another row's."""
    table, columns = reference.parent, list(reference.parent_columns)
    fields, frame = package.fields(table), package.tables[table]
    wrong = [_faulty(fields[column]) for column in columns]
    if columns == package.key(table):
        wrong += [~_named_by_own_columns(table), pl.struct(columns).is_duplicated()]
    return bool(frame.select(pl.any_horizontal(wrong).any()).item())


def _faulty(field: Mapping[str, Any]) -> pl.Expr:
    """Return whether a cell that others refer to has a fault that another rule reports."""
    cell, constraints = pl.col(field["name"]), field["constraints"]
    faulty: pl.Expr = cell.is_null() & (pl.col("_bad") | constraints["required"])
    if "pattern" in constraints:
        faulty |= ~cell.str.contains(f"^(?:{constraints['pattern']})$")
    return faulty.fill_null(False)


@rule("key-parts", 2, "A key of several parts is made of the row's own columns.", stage=NAMES)
def keys_say_what_they_name(package: Package) -> Iterator[Found]:
    """People read keys, and trust what they read there."""
    for table, (_, form) in MADE.items():
        key = package.key(table)[0]
        wrong = package.sound(table).filter(~_named_by_own_columns(table))
        for _, dangling in _dangling(package, table) if len(wrong) else ():
            wrong = wrong.join(dangling, on="_row", how="anti")
        yield from where(table, wrong, key, pl.format("{} is not made as {}", shown(key), pl.lit(form)))


def _joined(key: str, *columns: str) -> pl.Expr:
    return pl.col(key) == pl.concat_str(columns, separator=".")


MADE = {
    "passages": (pl.col("passage_id").str.starts_with(pl.col("article_id") + "."), "article_id, a dot, a name"),
    "names": (pl.col("name_id").str.starts_with(pl.col("actor_id") + "."), "actor_id, a dot, a name"),
    "participants": (_joined("participant_id", "event_id", "role", "actor_id"), "event_id.role.actor_id"),
    "relations": (_joined("relation_id", "claim_id", "other_claim_id"), "claim_id.other_claim_id"),
}
"""How keys of several parts are made of other columns, as an expression and in words."""


def _named_by_own_columns(table: str) -> pl.Expr:
    """Return whether a row's key is made of its own columns; true where one of them is empty, and of other tables."""
    holds, _ = MADE.get(table, (EACH, ""))
    return holds.fill_null(True)


@rule("cited-row", 2, "A citation's row exists.", stage=NAMES)
def cited_rows_exist(package: Package) -> Iterator[Found]:
    """Table Schema cannot say that row_table and row_id together refer to a row of one of several tables."""
    for (table,), rows in package.lost.group_by("row_table"):
        message = pl.format("{} is not in {}", shown("row_id"), "row_table")
        yield Found(
            "citations",
            faults(rows, "row_id", message),
            follows=_has_faulty_keys(package, _row_of(package, str(table))),
        )


def _row_of(package: Package, table: str) -> Reference:
    """Return the foreign key that names a row of a table."""
    return Reference(("row_id",), table, tuple(package.key(table)))


@rule(
    "cited-field",
    2,
    "A citation's field is a column that a passage can speak of, and it says what.",
    stage=NAMES,
)
def cited_fields_exist(package: Package) -> Iterator[Found]:
    """Keys and derived columns are not said by anybody."""
    citations, whole = package.sound("citations"), pl.col("field") == "*"
    if len(lost := package.lost):
        citations = citations.join(lost, on="_row", how="anti")
    idle = citations.filter(whole & pl.col("says").is_not_null())
    yield from where("citations", idle, "says", pl.lit("a row cited as a whole is given no value"))
    cells = citations.filter(~whole).join(_citable(package), on=["row_table", "field"], how="left")
    citable = pl.col("_citable").fill_null(False)
    message = pl.format("{} is no column of {} that a passage speaks of", shown("field"), "row_table")
    yield from where("citations", cells.filter(~citable), "field", message)
    silent = cells.filter(citable & pl.col("says").is_null())
    yield from where("citations", silent, "says", pl.lit("is empty: what does the passage say of this cell?"))


def _citable(package: Package) -> pl.DataFrame:
    """Return row_table and field of every column that a passage can speak of, with ``_citable``."""
    columns = [
        (table, name)
        for table in package.tables
        for name, field in package.fields(table).items()
        if not field.get("derived") and name not in package.key(table)
    ]
    return pl.DataFrame(columns, schema=["row_table", "field"], orient="row").with_columns(_citable=True)


@rule("says", 2, "What a citation says of a cell is a value that its column can hold.", stage=NAMES)
def said_values_fit(package: Package) -> Iterator[Found]:
    """A value that the cell could never have agrees with nothing, for the wrong reason."""
    citations = package.sound("citations").select("_row", "row_table", "field", "says").drop_nulls("says")
    for (table, name), said in citations.group_by("row_table", "field"):
        field = package.fields(str(table)).get(str(name)) if table in package.contract else None
        if field is None:
            continue
        wrong = said.filter(~_can_hold(package, str(table), field))
        message = pl.format("{} is no value that {}.{} can hold", shown("says"), "row_table", "field")
        yield from where("citations", wrong, "says", message)


def _can_hold(package: Package, table: str, field: Mapping[str, Any]) -> pl.Expr:
    """Return whether ``says`` is a value of a column: its pattern, its terms, the rows it refers to."""
    holds = EACH
    if pattern := field["constraints"].get("pattern"):
        holds &= pl.col("says").str.contains(f"^(?:{pattern})$")
    if terms := field["constraints"].get("enum"):
        holds &= pl.col("says").is_in(terms)
    for reference in package.references(table):
        if reference.columns == (field["name"],) and field["type"] == "string":
            rows = package.tables[reference.parent]
            holds &= pl.col("says").is_in(rows[reference.parent_columns[0]].implode())
    return holds


@rule("vocabulary", 2, "The vocabulary has every term of every closed column as the contract defines it.", stage=NAMES)
def vocabulary_is_the_contracts(package: Package) -> Iterator[Found]:
    """Whoever has only the tables must be able to read the terms; a definition changed here would mislead them."""
    defined = dict(_defined_terms(package))
    frame = package.sound("vocabulary").filter(pl.struct("column", "term").is_unique())
    known = [defined.get(key, {}) for key in frame.select("column", "term").iter_rows()]
    unknown = frame.filter(pl.Series([not meaning for meaning in known], dtype=pl.Boolean))
    message = pl.format("{} is no term of {}", shown("term"), "column")
    yield from where("vocabulary", unknown, "term", message)
    for name in ("definition", "unit", "plover"):
        meant = pl.Series([meaning.get(name) for meaning in known], dtype=pl.String)
        open_ = pl.Series([name not in meaning for meaning in known], dtype=pl.Boolean)
        other = frame.filter(frame[name].ne_missing(meant) & ~open_ & ~pl.col("_row").is_in(unknown["_row"].implode()))
        yield from where("vocabulary", other, name, f"is not the contract's {name}")
    if len(unknown) or len(frame) < len(package.tables["vocabulary"]):
        return  # what is missing may be what is misspelt there
    if missing := sorted(set(defined) - set(frame.select("column", "term").iter_rows())):
        first = pl.DataFrame({"_row": [-1]}, schema={"_row": pl.Int64})
        yield Found("vocabulary", faults(first, "term", f"{missing[0][1]!r} of {missing[0][0]} is missing"))


def _defined_terms(package: Package) -> Iterator[tuple[tuple[str, str], Mapping[str, str | None]]]:
    """Yield what each term means; a package's own terms have what units and codes it gives them."""
    ours = home.compiled()["vocabularies"]
    for table in package.tables:
        for name, field in package.fields(table).items():
            column = f"{table}.{name}"
            for category in () if "closed_by" in field else field.get("categories", ()):
                term, definition = category["value"], category["label"]
                meaning = ours.get(column, {}).get(term, {})
                own = {"definition": definition}
                yield (column, term), meaning if meaning.get("definition") == definition else own


@rule("cycle", 2, "Following part_of or translation_of never leads back.", stage=NAMES)
def chains_end(package: Package) -> Iterator[Found]:
    """Nothing is part of its own part, and no text is its own translation."""
    for table, column in chains():
        frame = package.sound(table)
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
