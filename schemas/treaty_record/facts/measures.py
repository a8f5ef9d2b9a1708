"""The measures: the lowest and highest figures that are claimed of each, and by how many."""

from collections.abc import Mapping

import polars as pl


def lowest() -> pl.Expr:
    """Return the lowest number that any of several figures can mean; one without a lower bound by its upper."""
    return pl.coalesce("figure_low", "figure_high").min()


def highest() -> pl.Expr:
    """Return the highest number that any of several figures can mean; one without an upper bound by its lower."""
    return pl.coalesce("figure_high", "figure_low").max()


def terms(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return measure, definition and unit of every measure in the package's vocabulary."""
    found = tables["vocabulary"].filter(pl.col("column") == "claims.measure").unique("term", keep="first")
    return found.select(measure="term", definition="definition", unit="unit")


def measure_ranges(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one row per measure of which a figure is claimed, by measure.

    Columns: measure, definition, unit, least and greatest (the lowest and highest figures claimed), n_claims,
    n_claimants, n_disputed, first_said and last_said (the first and last day on which one can have been made).
    """
    claims = tables["claims"].filter(pl.col("measure").is_not_null())
    counted = claims.group_by("measure").agg(
        least=lowest(),
        greatest=highest(),
        n_claims=pl.len().cast(pl.Int64),
        n_claimants=pl.col("claimant_id").drop_nulls().n_unique().cast(pl.Int64),
        n_disputed=pl.col("disputed").sum().cast(pl.Int64),
        first_said=pl.col("said_on_earliest").min(),
        last_said=pl.col("said_on_latest").max(),
    )
    joined = counted.join(terms(tables), on="measure", how="left")
    return joined.select("measure", "definition", "unit", *counted.columns[1:]).sort("measure")
