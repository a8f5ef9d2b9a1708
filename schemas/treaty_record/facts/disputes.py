"""Disputes and reversals: which relations dispute a claim, what makes an event disputed, and who reversed a claim."""

from collections.abc import Mapping

import polars as pl

from .core_terms import core_kind, core_relation

DISPUTING = ("contradicts", "corrects")
"""Relations that dispute a claim by themselves; a denial that answers a claim disputes it too."""
REVERSING = ("updates", "contradicts", "corrects", "answers")
"""Relations by which a claim can reverse an earlier one of the same claimant."""
SAYING_SO = ("report", "allegation", "confirmation", "estimate")
"""Kinds of claims that say that something is so."""


def disputing_relations(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the relations that make claims disputed: relation_id, claim_id, other_claim_id, note and kind.

    ``kind`` is contradicts, corrects or denies.
    """
    denials = tables["claims"].filter(core_kind(tables) == "denial")["claim_id"].implode()
    relations = tables["relations"].with_columns(_core=core_relation(tables))
    denied = (pl.col("_core") == "answers") & pl.col("claim_id").is_in(denials)
    found = relations.filter(pl.col("_core").is_in(DISPUTING) | denied)
    kind = pl.when(pl.col("_core") == "answers").then(pl.lit("denies")).otherwise("_core")
    return found.select("relation_id", "claim_id", "other_claim_id", "note", kind=kind)


def disputed_claims(tables: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Return the ids of the claims on either side of a disputing relation."""
    relations = disputing_relations(tables)
    return pl.concat([relations["claim_id"], relations["other_claim_id"]]).unique()


def disputed_events(tables: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Return the ids of the events that a denial is about that its claimant has not reversed."""
    stands = (core_kind(tables) == "denial") & pl.col("reversed_by").is_null()
    return tables["claims"].filter(stands)["event_id"].drop_nulls().unique()


def differs() -> pl.Expr:
    """Return whether a citation disputes its row: it gives another value, or refutes it; announcements never do."""
    other = (pl.col("stance") == "supports") & ~pl.col("agrees")
    return ((pl.col("stance") == "refutes") | other).fill_null(False)


def reversals(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return claim_id and reversed_by of each claim that its claimant later reversed.

    A denial or a refusal to comment is reversed by a confirmation, what was said to be so by a denial. Of several
    reversals it is the first, and one by the claimant itself before one by a body that it speaks for.
    """
    claims = (
        tables["claims"]
        .unique("claim_id", keep="first")
        .select(
            "claim_id", "claimant_id", kind=core_kind(tables), day=pl.coalesce("said_on_earliest", "said_on_latest")
        )
    )
    later = claims.rename({name: f"later_{name}" for name in claims.columns})
    related = tables["relations"].with_columns(relation=core_relation(tables))
    related = related.filter(pl.col("relation").is_in(REVERSING))
    pairs = related.select("relation", later_claim_id="claim_id", claim_id="other_claim_id")
    pairs = pairs.join(claims, on="claim_id").join(later, on="later_claim_id")
    confirms = pl.col("kind").is_in(("denial", "no comment")) & (pl.col("later_kind") == "confirmation")
    denies = pl.col("kind").is_in(SAYING_SO) & (pl.col("later_kind") == "denial")
    one = (pl.col("claimant_id") == pl.col("later_claimant_id")) | (pl.col("relation") == "updates")
    in_order = (pl.col("later_day") >= pl.col("day")).fill_null(True)
    found = pairs.filter((confirms | denies) & one & in_order)
    other = pl.col("claimant_id").ne_missing(pl.col("later_claimant_id"))
    first = found.sort(other, "later_day", "later_claim_id", nulls_last=True).unique("claim_id", keep="first")
    return first.select("claim_id", reversed_by="later_claim_id")


def claimants_of_events(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return event_id and claimant_id: who says in a claim that counts, and as a fact, that an event happened."""
    said = core_kind(tables).is_in(SAYING_SO) & (pl.col("modality").fill_null("asserted") == "asserted")
    counted = tables["claims"].filter(said & (pl.col("n_articles") > 0))
    return counted.select("event_id", "claimant_id").drop_nulls().unique()
