"""Assemble the rows of the sources into tables."""

from collections.abc import Mapping

import polars as pl

from treaty_record.contract import Contract
from treaty_record.facts.said import days_said
from treaty_record.tables.term import Terms

from ..derive.links import Tables
from . import Place, Sources


def assembled(sources: Sources, contract: Contract) -> Tables:
    """Return every table with its rows sorted by key; ``_row`` is the index of a row's place in the sources."""
    tables = {}
    for name, table in contract.tables.items():
        columns = table.polars_schema
        frame = pl.DataFrame(sources.rows[name], schema=columns).with_row_index("_row")
        frame = frame.with_columns(pl.col("_row").cast(pl.Int64), _bad=False)
        tables[name] = frame.select(*columns, "_row", "_bad").sort(table.key, maintain_order=True)
    return tables


def with_days_said(tables: Tables) -> Tables:
    """Return the tables with the day of each claim that no article dates, as it follows from other rows."""
    claims = tables["claims"]
    told = tables["citations"].filter(row_table="claims", field="said_on")["row_id"].unique()
    days = days_said(tables).filter(~pl.col("claim_id").is_in(told.implode())).rename({"said_on": "_said_on"})
    joined = claims.join(days, on="claim_id", how="left", maintain_order="left")
    filled = joined.with_columns(said_on=pl.coalesce("said_on", "_said_on")).drop("_said_on")
    return {**tables, "claims": filled}


def add_vocabulary(sources: Sources, vocabularies: Mapping[str, Terms], path: str) -> None:
    """Add the terms to the rows, as if the file ``path`` contained them."""
    for column, terms in vocabularies.items():
        for term, meaning in terms.items():
            row = {"column": column, "term": term, **meaning._asdict()}
            sources.add("vocabulary", row, Place(path))
