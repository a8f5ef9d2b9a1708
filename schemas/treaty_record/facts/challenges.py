"""Challenges: whether an event or a claim is disputed, was reversed later, or differs in one source only."""

from collections.abc import Mapping

import polars as pl

from .core_terms import core_kind
from .disputes import differs, disputed_claims, disputed_events
from .witnesses import with_sources

Tables = Mapping[str, pl.DataFrame]

DISPUTED = "disputed"
ONE_SOURCE = "one source differs"
REVERSED = "later reversed"
DENIAL_REVERSED = "denial later reversed"
NONE = "no challenge recorded"
CHALLENGES = (DISPUTED, ONE_SOURCE, REVERSED, DENIAL_REVERSED, NONE)
"""What can be said of a row, in the order in which it is said; the last only if nothing else is."""


def challenges(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id and challenges of every event or claim: a list of terms of ``CHALLENGES``, never empty.

    A row is disputed if its column ``disputed`` is true, unless nothing but one source differs from it: one independent
    origin, or one article whose origin is not known.
    """
    key = tables[table].columns[0]
    rows = tables[table].select("disputed", row_id=key, reversed=_reversed(tables, table))
    one = pl.col("row_id").is_in(_one_source_differs(tables, table).implode())
    reversal = REVERSED if table == "claims" else DENIAL_REVERSED
    found = rows.select(
        "row_id",
        challenges=pl.concat_list(
            pl.when("disputed").then(pl.when(one).then(pl.lit(ONE_SOURCE)).otherwise(pl.lit(DISPUTED))),
            pl.when("reversed").then(pl.lit(reversal)),
            pl.when(~pl.col("disputed") & ~pl.col("reversed")).then(pl.lit(NONE)),
        ).list.drop_nulls(),
    )
    return found.unique("row_id", keep="first", maintain_order=True)


def _reversed(tables: Tables, table: str) -> pl.Expr:
    """Return whether a claim was reversed, or an event denied by somebody who then confirmed it."""
    if table == "claims":
        return pl.col("reversed_by").is_not_null()
    denials = tables["claims"].filter(core_kind(tables) == "denial", pl.col("reversed_by").is_not_null())
    return pl.col("event_id").is_in(denials["event_id"].drop_nulls().implode())


def _one_source_differs(tables: Tables, table: str) -> pl.Series:
    """Return the ids of the rows that citations of one source differ from, and that nothing else disputes."""
    cited = with_sources(tables, tables["citations"].filter(differs(), row_table=table))
    sources = cited.group_by("row_id").agg(
        sources=pl.coalesce("heard_from", "article_id").n_unique(), refuted=(pl.col("stance") == "refutes").any()
    )
    others = disputed_claims(tables) if table == "claims" else disputed_events(tables)
    alone = (pl.col("sources") == 1) & ~pl.col("refuted") & ~pl.col("row_id").is_in(others.implode())
    return sources.filter(alone)["row_id"]
