"""Rows of facts with the derived cells as they follow from their citations."""

from functools import partial

import polars as pl

from ..derive import supported
from ..derive.links import Tables
from ..derive.support import COUNTS, FACTS
from .checked_package import CheckedPackage
from .citations import depending_on_unsound, links, unresolved_for
from .view import Once, View

SUPPORTED = {
    **dict.fromkeys(FACTS, ("article_id",)),
    "events": ("article_id", *COUNTS, "n_claimants", "disputed"),
    "claims": ("article_id", *COUNTS, "reversed_by", "disputed"),
}
"""The derived columns of each table of facts that depend on citations."""
COUNTED_FROM = {"relations": ("claims",), "events": ("claims",)}
"""Tables whose citations the derived columns of other tables depend on."""


@partial(Once, lasting=True)
def recomputed(package: CheckedPackage) -> Tables:
    """Return the derived cells that follow from the citations, by table of facts."""
    found = supported(package.tables, links(package), package.contract)
    return {table: found[table][list(names)] for table, names in SUPPORTED.items()}


def _with_derived(package: CheckedPackage, table: str) -> pl.DataFrame:
    """Return the rows of a table whose derived cells can be judged, each with the derived value: ``_`` and its name.

    They are sound, depend on nothing unsound and have an article; the rule "cited" reports the others. Unresolved
    citations could be meant for any of them: ``_most`` is how many of these could be for one row.
    """
    frame, computed = package.tables[table], recomputed(package)[table]
    derived = [computed[name].alias(f"_{name}") for name in SUPPORTED[table]]
    unsure = pl.col(package.key(table)[0]).is_in(dependent(package)[table])
    most = pl.lit(_most_missed(package, table)).alias("_most")
    judged = frame.lazy().select("_row", *SUPPORTED[table], *derived, most, _is_sound=~pl.col("_bad") & ~unsure)
    return judged.filter(pl.col("_is_sound") & pl.col("_article_id").is_not_null()).collect()


def _most_missed(package: CheckedPackage, table: str) -> int:
    """Return how many of the unresolved citations could be meant for one row of a table."""
    meant = unresolved_for(package, table, *COUNTED_FROM.get(table, ()))
    return max(meant.group_by("row_table", "row_id").len()["len"]) if len(meant) else 0


WITH_DERIVED = {table: View(table, partial(_with_derived, table=table), kept=False) for table in FACTS}
"""The view of each table of facts."""


@Once
def dependent(package: CheckedPackage) -> dict[str, pl.Series]:
    """Return, by table of facts, the keys of the rows whose derived cells depend on an unsound row."""
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
