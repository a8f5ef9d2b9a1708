"""The value of a cited cell and a description of its row, for any table."""

from collections.abc import Mapping

import polars as pl

from ..values.number import as_text
from .table import Tables

ABOUT: Mapping[str, str] = {
    "articles": "title",
    "actors": "name",
    "names": "name",
    "events": "title",
    "participants": "participant_id",
    "claims": "statement",
    "relations": "relation_id",
}
"""The column that describes a row in words, by table."""


def with_cell_values(tables: Tables, cited: pl.DataFrame) -> pl.DataFrame:
    """Return the citations of existing cells and of whole rows, with what the cell and its row contain.

    Columns added: value (of the cell, as text; of a whole row, the row in words), about (the row in words), note and
    article_id (the first to read).
    """
    parts = [
        _cell_values(tables[str(table)], group, str(table), str(field))
        for (table, field), group in cited.group_by("row_table", "field")
        if table in tables and field in ("*", *tables[str(table)].columns)
    ]
    added = {"value": pl.String, "about": pl.String, "note": pl.String, "article_id": pl.String}
    return pl.concat([pl.DataFrame(schema={**cited.schema, **added}), *parts])


def _cell_values(frame: pl.DataFrame, cited: pl.DataFrame, table: str, field: str) -> pl.DataFrame:
    about = pl.coalesce(ABOUT.get(table, frame.columns[0]), frame.columns[0])
    rows = frame.select(
        row_id=frame.columns[0],
        value=about if field == "*" else as_text(pl.col(field)),
        about=about,
        note="note" if "note" in frame.columns else pl.lit(None, pl.String),
        article_id="article_id" if "article_id" in frame.columns else pl.lit(None, pl.String),
    ).unique("row_id", keep="first")
    return cited.join(rows, on="row_id")
