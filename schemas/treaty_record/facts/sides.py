"""The sides of a row's citations: what each passage does to the row, as every door lists it."""

import polars as pl

SIDES = ("supporting", "announcing", "refuting", "differing", "garbled")
"""Every side, in the order in which they are listed; only the first can count as support."""


def side() -> pl.Expr:
    """Return the side of a citation, from its columns stance, basis and agrees."""
    return (
        pl.when(pl.col("stance") == "refutes")
        .then(pl.lit("refuting"))
        .when((pl.col("basis") == "garbled").fill_null(False))
        .then(pl.lit("garbled"))
        .when(pl.col("stance") == "announces")
        .then(pl.lit("announcing"))
        .when(pl.col("agrees"))
        .then(pl.lit("supporting"))
        .when(~pl.col("agrees"))
        .then(pl.lit("differing"))
        .otherwise(pl.lit("garbled"))
    )
