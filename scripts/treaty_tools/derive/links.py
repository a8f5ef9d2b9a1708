"""Which row each citation speaks of, and which passage and article it stands in, by number rather than by name.

Names are compared once, here; what is counted and checked of citations later goes by numbers, several times as fast.
"""

import polars as pl

from treaty_record.contract import Contract

Tables = dict[str, pl.DataFrame]


def links(tables: Tables, contract: Contract) -> pl.DataFrame:
    """Return, for each citation in the order of their table, the numbers of the rows that it leans on.

    Columns: at (the row that it cites, in row_table), passage and article, null where there is none. A number is that
    of a row in its frame, from 0; of a key that stands twice, the first's.
    """
    citations, passages = tables["citations"], tables["passages"]
    article = numbers(passages["article_id"], tables["articles"]["article_id"])
    passage = numbers(citations["passage_id"], passages["passage_id"])
    at = pl.repeat(None, len(citations), dtype=pl.get_index_type(), eager=True)
    cited = citations.select(pl.row_index("here"), "row_table", "row_id").partition_by("row_table", as_dict=True)
    for (table,), rows in cited.items():
        key = contract.tables[table].key if table in tables else ()
        if len(key) == 1:
            at = at.scatter(rows["here"], numbers(rows["row_id"], tables[table][key[0]]))
    return pl.DataFrame({"at": at, "passage": passage, "article": article.gather(passage)})


def numbers(values: pl.Series, keys: pl.Series) -> pl.Series:
    """Return the number of the row in which each value is the key, null where none is."""
    known = keys.to_frame("key").with_row_index("number").unique("key", keep="first")
    return values.to_frame("key").join(known, on="key", how="left", maintain_order="left")["number"]
