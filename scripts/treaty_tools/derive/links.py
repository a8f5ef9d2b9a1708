"""Which row each citation is for, and which passage and article it is from, by row number rather than by id.

Ids are compared once, here; later counts and checks of citations use the numbers, which is several times as fast.
"""

import polars as pl

from treaty_record.contract import Contract

Tables = dict[str, pl.DataFrame]

FEW = 2000
"""Rows up to which Python looks up keys faster than a join."""


def links(tables: Tables, contract: Contract) -> pl.DataFrame:
    """Return, for each citation in the order of their table, the numbers of the rows that it refers to.

    Columns: at (the row that it cites, in row_table), passage and article, null if there is none. A number is that of a
    row in its frame, from 0; for a duplicate key, that of the first row.
    """
    citations, passages = tables["citations"], tables["passages"]
    article = numbers(passages["article_id"], tables["articles"]["article_id"])
    passage = numbers(citations["passage_id"], passages["passage_id"])
    return pl.DataFrame({"at": cited_rows(tables, contract), "passage": passage, "article": article[passage]})


def cited_rows(tables: Tables, contract: Contract) -> pl.Series:
    """Return, for each citation in the order of their table, the number of the row that it cites, in row_table."""
    citations = tables["citations"]
    at = pl.repeat(None, len(citations), dtype=pl.get_index_type(), eager=True).alias("at")
    cited = citations.select(pl.row_index("here"), "row_table", "row_id")
    for (table,), rows in cited.group_by("row_table"):
        key = contract.tables[str(table)].key if table in tables else ()
        if len(key) == 1:
            at = at.scatter(rows["here"], numbers(rows["row_id"], tables[str(table)][key[0]]))
    return at


def numbers(values: pl.Series, keys: pl.Series) -> pl.Series:
    """Return the number of the row of which each value is the key, null if there is none."""
    if values.null_count() == len(values):
        return pl.Series([None], dtype=pl.get_index_type()).new_from_index(0, len(values))
    if len(values) + len(keys) <= FEW:
        rows = {key: len(keys) - 1 - number for number, key in enumerate(reversed(keys.to_list())) if key is not None}
        return pl.Series("number", map(rows.get, values.to_list()), pl.get_index_type())
    known = keys.to_frame("key").with_row_index("number")
    if not keys.is_sorted() or (keys == keys.shift()).any():
        known = known.unique("key", keep="first")
    return values.to_frame("key").join(known, on="key", how="left", maintain_order="left")["number"]
