"""The row that each citation cites, its passage and its article, by row number rather than by id.

Ids are compared once, here; everything that counts or checks citations later uses numbers, several times as fast.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

Tables = dict[str, pl.DataFrame]


def links(tables: Tables, contract: Mapping[str, Any]) -> pl.DataFrame:
    """Return, for each citation in table order, the numbers of the rows that it depends on.

    Columns: at (the row that it cites, in row_table), passage and article, null if there is none. A number is that of
    a row in its frame, from 0; for a duplicate key, that of the first.
    """
    citations, passages = tables["citations"], tables["passages"]
    article = numbers(passages["article_id"], tables["articles"]["article_id"])
    passage = numbers(citations["passage_id"], passages["passage_id"])
    at = pl.repeat(None, len(citations), dtype=pl.get_index_type(), eager=True)
    cited = citations.select(pl.row_index("here"), "row_table", "row_id").partition_by("row_table", as_dict=True)
    for (table,), rows in cited.items():
        key = contract[table]["schema"]["primaryKey"] if table in tables else []
        if len(key) == 1:
            at = at.scatter(rows["here"], numbers(rows["row_id"], tables[table][key[0]]))
    return pl.DataFrame({"at": at, "passage": passage, "article": article.gather(passage)})


def numbers(values: pl.Series, keys: pl.Series) -> pl.Series:
    """Return the number of the row that has each value as its key, null if none has."""
    known = keys.to_frame("key").with_row_index("number").unique("key", keep="first")
    return values.to_frame("key").join(known, on="key", how="left", maintain_order="left")["number"]
