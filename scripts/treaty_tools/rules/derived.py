"""Level 2: derived cells are what they are derived from."""

from collections.abc import Iterator

import polars as pl

from ..derive import bounded, supported
from ..derive.agreement import agreement
from ..derive.support import FACTS
from ..reporting.found import EACH, Found, shown, where
from .checked_package import Package
from .rule import AGREEMENT, BOUNDS, COUNTS, rule

FOLLOWS = {"relations": ("claims",), "events": ("claims",)}
"""Tables from which derived columns of others follow."""
SUPPORT = {"article_id", "n_articles", "n_origins", "disputed"}
"""Derived columns that follow from the citations of a row."""


@rule("bounds", 2, "The bounds and the precision of a date or a figure are those that it means.", stage=BOUNDS)
def bounds_are_true(package: Package) -> Iterator[Found]:
    """Readers sort and filter by the bounds; they must not lead them elsewhere than the date as written."""
    again = bounded(package.tables)
    for table in ("events", "claims"):
        frame, made = package.tables[table], again[table]
        columns = [name for name in _derived(package, table) if name not in SUPPORT]
        differs = frame.select(pl.col(name).ne_missing(made[name]) & ~pl.col("_bad") for name in columns)
        told = frame["_bad"]
        for name in columns:
            if differs[name].any():
                wrong = frame.with_columns(_made=made[name]).filter(differs[name] & ~told)
                yield from where(table, wrong, name, _otherwise(name))
                told = told | differs[name]


@rule("agreement", 2, "A citation agrees where what it says of a cell meets what the cell holds.", stage=AGREEMENT)
def agreement_is_true(package: Package) -> Iterator[Found]:
    """Everything that is counted rests on it: spans of dates and ranges of figures overlap, all else is equal."""
    judged = package.cited.with_columns(_made=agreement(package.cited, package.cells))
    wrong = judged.filter(~pl.col("_unsound") & pl.col("agrees").ne_missing(pl.col("_made")))
    wrong = wrong.join(package.cells.filter("_unsound"), on="_row", how="anti")
    yield from where("citations", wrong, "agrees", _otherwise("agrees"))


@rule(
    "derived",
    2,
    "The article to read first, the counts and the disputes follow from the citations.",
    stage=COUNTS,
)
def derived_cells_are_true(package: Package) -> Iterator[Found]:
    """Anyone can write that a row has thirteen origins; here the number has to follow from the citations."""
    again = supported(package.tables, package.links, package.contract)
    leaning = leaning_on_faults(package)
    for table in FACTS:
        frame, made = package.tables[table], again[table]
        # Of a row that nothing is derived for, the rule "cited" speaks.
        key = pl.col(package.key(table)[0])
        judged = ~pl.col("_bad") & made["article_id"].is_not_null() & ~key.is_in(leaning[table])
        names = sorted(set(_derived(package, table)) & SUPPORT)
        differs = frame.select(pl.col(name).ne_missing(made[name]) & judged for name in names)
        for name in names:
            if differs[name].any():
                differing = frame.with_columns(_made=made[name]).filter(differs[name])
                wrong = differing.filter(~_may_follow(package, table, name))
                yield from where(table, wrong, name, _otherwise(name))


def _may_follow(package: Package, table: str, name: str) -> pl.Expr:
    """Return whether a cell could be right, were a row that no citation should lack the one that some astray mean."""
    astray = package.meant_for(table, *FOLLOWS.get(table, ()))
    if name not in ("n_articles", "n_origins"):
        return EACH if len(astray) else ~EACH
    most = astray.group_by("row_table", "row_id").len()["len"].max() or 0
    return ((pl.col(name) - pl.col("_made")).abs() <= most).fill_null(False)


def _derived(package: Package, table: str) -> list[str]:
    return [name for name, field in package.fields(table).items() if field.get("derived")]


def _otherwise(name: str) -> pl.Expr:
    return pl.format("is {}, derived is {}", _cell(name), _cell("_made"))


def _cell(name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_null()).then(pl.lit("empty")).otherwise(shown(name))


def leaning_on_faults(package: Package) -> dict[str, pl.Series]:
    """Return, by table, the keys of the rows whose derived cells depend on a row that has a fault already."""
    if package.unsure.is_empty() and not any(package.tables[table]["_bad"].any() for table in FACTS):
        return dict.fromkeys(FACTS, pl.Series([[]], dtype=pl.List(pl.String)))
    leaning = {}
    for table in FACTS:
        keys, bad = package.tables[table][package.key(table)[0]], package.tables[table]["_bad"]
        leaning[table] = pl.concat([keys.gather(package.unsure.filter(row_table=table)["at"]), keys.filter(bad)])
    claims, relations = package.tables["claims"], package.tables["relations"]
    doubtful = relations.filter(pl.col("relation_id").is_in(leaning["relations"].implode()) | pl.col("_bad"))
    named = doubtful["relation_id"].str.split(".").explode()
    touched = pl.concat([leaning["claims"], doubtful["claim_id"], doubtful["other_claim_id"], named]).implode()
    touching = relations.filter(pl.any_horizontal(pl.col("claim_id", "other_claim_id").is_in(touched)))
    joined = pl.concat([touched.explode(), touching["claim_id"], touching["other_claim_id"]])
    events = claims.filter(pl.col("claim_id").is_in(joined.implode()))["event_id"]
    further = {"claims": joined, "relations": touching["relation_id"], "events": events}
    return {
        table: pl.concat([keys, further.get(table, keys.clear())]).drop_nulls().unique().implode()
        for table, keys in leaning.items()
    }
