"""Disputes: which relations dispute a claim, and which claims and events are disputed because of them."""

from collections.abc import Mapping

import polars as pl

DISPUTING = ("contradicts", "corrects")
"""Relations that dispute a claim by themselves; a denial that answers a claim disputes it too."""


def disputing_relations(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the relations that make claims disputed: relation_id, claim_id, other_claim_id, note and kind.

    ``kind`` is contradicts, corrects or denies.
    """
    denials = tables["claims"].filter(kind="denial")["claim_id"].implode()
    denied = (pl.col("relation") == "answers") & pl.col("claim_id").is_in(denials)
    found = tables["relations"].filter(pl.col("relation").is_in(DISPUTING) | denied)
    kind = pl.when(pl.col("relation") == "answers").then(pl.lit("denies")).otherwise("relation")
    return found.select("relation_id", "claim_id", "other_claim_id", "note", kind=kind)


def disputed_claims(tables: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Return the ids of the claims on either side of a disputing relation."""
    relations = disputing_relations(tables)
    return pl.concat([relations["claim_id"], relations["other_claim_id"]]).unique()


def disputed_events(claims: pl.DataFrame) -> pl.Series:
    """Return the ids of the events that a disputed claim is about."""
    return claims.filter("disputed")["event_id"].drop_nulls().unique()
