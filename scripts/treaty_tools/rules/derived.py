"""Level 2: derived cells match what they are derived from."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts import witnesses
from treaty_record.values.number import as_text

from ..derive import supported
from ..derive.agreement import agreement
from ..derive.bounds import claim_bounds, event_dates
from ..derive.support import FACTS
from ..reporting.found import EACH, Found, shown, where
from ..views.checked_package import CheckedPackage
from ..views.citations import cells, citations, depending_on_unsound, links, unresolved_for
from .rule import AGREEMENT, BOUNDS, COUNTS, rule

COUNTED_FROM = {"relations": ("claims",), "events": ("claims",)}
"""Tables whose citations the derived columns of other tables depend on."""
NUMBERS = ("n_articles", "n_origins", "n_unknown_origin", "n_announcing", "n_claimants")
SUPPORT = {"article_id", "disputed", "reversed_by", *NUMBERS}
"""Derived columns that depend on the citations of a row."""


@rule(
    "bounds",
    2,
    "The bounds and the precision of a date or a figure match how it is written.",
    fix="Correct the date or the figure if it is wrong, then run 'treaty build', which computes this cell.",
    stage=BOUNDS,
)
def bounds_are_true(package: CheckedPackage) -> Iterator[Found]:
    """Readers sort and filter by the bounds, which must not differ from the date or the figure as written."""
    bounds = {"events": event_dates, "claims": claim_bounds}
    for table, computed_from in bounds.items():
        frame = package.tables[table]
        computed = computed_from(frame)
        columns = [name for name in _derived(package, table) if name not in SUPPORT]
        differs = frame.select(pl.col(name).ne_missing(computed[name]) & ~pl.col("_bad") for name in columns)
        reported = frame["_bad"]
        for name in columns:
            if differs[name].any():
                wrong = frame.with_columns(_computed=computed[name]).filter(differs[name] & ~reported)
                yield from where(table, wrong, name, _differs(name))
                reported = reported | differs[name]


@rule(
    "agreement",
    2,
    "A citation of a cell is marked as agreeing if, and only if, its value is compatible with the cell.",
    fix="Correct the citation or the cell if one of them is wrong, then run 'treaty build', which computes this cell.",
    stage=AGREEMENT,
)
def agreement_is_true(package: CheckedPackage) -> Iterator[Found]:
    """All counts depend on it; spans of dates and ranges of figures agree if they overlap, other values if equal."""
    judged = citations(package).with_columns(_computed=agreement(citations(package), cells(package)))
    wrong = judged.filter(~pl.col("_depends_on_unsound") & pl.col("agrees").ne_missing(pl.col("_computed")))
    wrong = wrong.join(cells(package).filter("_depends_on_unsound"), on="_row", how="anti")
    yield from where("citations", wrong, "agrees", _differs("agrees"))


@rule(
    "support",
    2,
    "The origin that a citation gives its row, and whether it counts, match its article and passage.",
    fix="Correct the origin of the passage or the article if it is wrong, then run 'treaty build', which computes it.",
    stage=AGREEMENT,
)
def support_is_true(package: CheckedPackage) -> Iterator[Found]:
    """Readers count independent sources by these two columns."""
    if package.tables["actors"].filter("_bad").height:  # a house may be that of an unsound actor
        return
    again = witnesses.support({**package.tables, "citations": citations(package)})
    cited = citations(package).with_columns(_agrees=agreement(citations(package), cells(package)))
    unsure = pl.col("_depends_on_unsound") | pl.col("agrees").ne_missing(pl.col("_agrees"))
    for name in ("origin", "counts"):
        judged = cited.with_columns(_computed=again[name])
        # One passage may give the others of its article their origin.
        wrong = judged.filter(~unsure.any().over("row_table", "row_id"))
        yield from where("citations", wrong.filter(pl.col(name).ne_missing(pl.col("_computed"))), name, _differs(name))


@rule(
    "derived",
    2,
    "The article to read first, the counts and the disputes match the citations.",
    fix="Correct the citations if they are wrong, then run 'treaty build', which computes this cell.",
    stage=COUNTS,
)
def derived_cells_are_true(package: CheckedPackage) -> Iterator[Found]:
    """Anyone can claim that a row has thirteen origins; here the citations must show it."""
    again = supported(package.tables, links(package), package.contract)
    hidden = depends_on_unsound(package)
    for table in FACTS:
        frame, computed = package.tables[table], again[table]
        # A row for which nothing can be derived is reported by the rule "cited".
        key = pl.col(package.key(table)[0])
        judged = ~pl.col("_bad") & computed["article_id"].is_not_null() & ~key.is_in(hidden[table])
        names = sorted(set(_derived(package, table)) & SUPPORT)
        differs = frame.select(pl.col(name).ne_missing(computed[name]) & judged for name in names)
        for name in names:
            if differs[name].any():
                differing = frame.with_columns(_computed=computed[name]).filter(differs[name])
                wrong = differing.filter(~_may_be_right(package, table, name))
                yield from where(table, wrong, name, _differs(name))


def _may_be_right(package: CheckedPackage, table: str, name: str) -> pl.Expr:
    """Return whether a cell could be right if the unresolved citations were meant for its row."""
    meant = unresolved_for(package, table, *COUNTED_FROM.get(table, ()))
    if name not in NUMBERS:
        return EACH if len(meant) else ~EACH
    most = meant.group_by("row_table", "row_id").len()["len"].max() or 0
    return ((pl.col(name) - pl.col("_computed")).abs() <= most).fill_null(False)


def _derived(package: CheckedPackage, table: str) -> list[str]:
    return [name for name, column in package.columns(table).items() if column.derived]


def _differs(name: str) -> pl.Expr:
    return pl.format("is {}, but the derived value is {}", _cell(name), _cell("_computed"))


def _cell(name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_null()).then(pl.lit("empty")).otherwise(shown(as_text(pl.col(name))))


def depends_on_unsound(package: CheckedPackage) -> dict[str, pl.Series]:
    """Return, by table, the keys of the rows whose derived cells depend on an unsound row."""
    if depending_on_unsound(package).is_empty() and not any(package.tables[table]["_bad"].any() for table in FACTS):
        return dict.fromkeys(FACTS, pl.Series([[]], dtype=pl.List(pl.String)))
    by_citations = {table: _through_citations(package, table) for table in FACTS}
    by_relations = _through_relations(package, by_citations["claims"], by_citations["relations"])
    further = by_relations | {"events": _through_claims(package, by_relations["claims"])}
    return {
        table: pl.concat([keys, further.get(table, keys.clear())]).drop_nulls().unique().implode()
        for table, keys in by_citations.items()
    }


def _through_citations(package: CheckedPackage, table: str) -> pl.Series:
    """Return the keys of the rows that are unsound, or have a citation that depends on an unsound row."""
    keys, unsound = package.tables[table][package.key(table)[0]], package.tables[table]["_bad"]
    return pl.concat([keys.gather(depending_on_unsound(package).filter(row_table=table)["at"]), keys.filter(unsound)])


def _through_relations(package: CheckedPackage, claims: pl.Series, keys: pl.Series) -> dict[str, pl.Series]:
    """Return the keys of the claims that some claims or relations touch, and of the relations of these claims.

    Claims are also taken from the ids of the relations, because the other columns may be what is wrong.
    """
    relations = package.tables["relations"]
    unsound = relations.filter(pl.col("relation_id").is_in(keys.implode()) | pl.col("_bad"))
    named = unsound["relation_id"].str.split(".").explode()
    ends = pl.concat([claims, unsound["claim_id"], unsound["other_claim_id"], named])
    related = relations.filter(pl.any_horizontal(pl.col("claim_id", "other_claim_id").is_in(ends.implode())))
    return {
        "claims": pl.concat([ends, related["claim_id"], related["other_claim_id"]]),
        "relations": related["relation_id"],
    }


def _through_claims(package: CheckedPackage, claims: pl.Series) -> pl.Series:
    """Return the keys of the events that some claims are about."""
    return package.tables["claims"].filter(pl.col("claim_id").is_in(claims.implode()))["event_id"]
