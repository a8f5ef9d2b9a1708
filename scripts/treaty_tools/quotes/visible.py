"""Check that the values cited as verbatim are visible in the pinned words, which only the article's text shows."""

import polars as pl

from treaty_record.contract import Contract
from treaty_record.facts.sources import along_copies

from ..derive.links import Tables, links
from ..grounding import SEEN_AS, unseen


def verbatim_in_pins(tables: Tables, contract: Contract) -> pl.DataFrame:
    """Return the verbatim citations of pinned passages: passage_id, cited (table, row and column), kind and value."""
    pinned = tables["passages"].filter(pl.col("begins").is_not_null() & pl.col("quote").is_null())
    at = links(tables, contract)["at"]
    cited = tables["citations"].with_columns(at=at).filter(basis="verbatim")
    cited = cited.join(pinned.select("passage_id"), on="passage_id", how="semi")
    column = pl.concat_str("row_table", pl.lit("."), "field")
    kind = column.replace_strict(_kinds(contract), default=None, return_dtype=pl.String)
    cells = cited.filter(pl.col("field") != "*").with_columns(kind=kind, value="says")
    names = cited.filter((pl.col("row_table") == "names") & (pl.col("field") == "*") & pl.col("at").is_not_null())
    names = names.with_columns(kind=pl.lit("text"), value=tables["names"]["name"].gather(names["at"]))
    both = pl.concat([cells, names]).filter(pl.col("kind").is_not_null())
    place = pl.concat_str("row_table", pl.lit("/"), "row_id", pl.lit(" "), "field")
    return both.select("passage_id", "kind", "value", cited=place)


def _kinds(contract: Contract) -> dict[str, str]:
    """Return the kind of the values of each column whose values can be seen in words."""
    columns = {f"{name}.{c.name}": c for name, table in contract.tables.items() for c in table.columns.values()}
    return {name: SEEN_AS[c.notation] for name, c in columns.items() if c.notation and c.notation in SEEN_AS}


def with_visibility(found: pl.DataFrame, verbatim: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return results in which a passage whose words do not show a verbatim value is ``not visible``.

    ``found`` has the words of the passages that ``verbatim`` cites.
    """
    known = along_copies(articles, "published").select("article_id", reference="published")
    known = known.join(articles.select("article_id", "language"), on="article_id")
    held = found.filter(pl.col("words").is_not_null()).select("passage_id", "article_id", quote="words")
    seen = verbatim.join(held, on="passage_id", maintain_order="left").join(known, on="article_id", how="left")
    message = unseen(seen.select("kind", "value", "quote", "language", "reference"), of="passage")
    hidden = seen.with_columns(_message=message).filter(pl.col("_message").is_not_null())
    said = pl.concat_str("cited", pl.lit(": "), "_message").str.join("; ")
    notes = hidden.group_by("passage_id").agg(_hidden=said)
    joined = found.join(notes, on="passage_id", how="left", maintain_order="left")
    is_hidden = pl.col("_hidden").is_not_null()
    return joined.with_columns(
        status=pl.when(is_hidden).then(pl.lit("not visible")).otherwise("status"),
        note=pl.when(is_hidden).then("_hidden").otherwise("note"),
    ).drop("_hidden")
