"""What follows from the citations of a row: the article to read first, the counts and the disputes.

These count by row numbers, because names are too slow for millions of citations; a test compares the counts with
``treaty_record.facts.witnesses``, which defines them.
"""

import polars as pl

from treaty_record.facts.order import articles_to_read
from treaty_record.facts.origins import counted_origins

from .links import Tables, numbers

FACTS = ("actors", "names", "events", "participants", "claims", "relations")
"""Tables of what articles say; each of their rows has an article to read first."""


def ranked_articles(articles: pl.DataFrame) -> pl.DataFrame:
    """Return number (of the row), article_id and origin (null for a scraped copy) in the order to read articles in."""
    known = articles.with_row_index("number").unique("article_id", keep="first", maintain_order=True)
    origins = counted_origins(known).select("origin")
    return articles_to_read(known.with_columns(origins)).select("number", "article_id", "origin")


def voices(tables: Tables, links: pl.DataFrame, ranked: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return, for each table of facts, the articles and origins that cite its rows, one line for each citation.

    Columns: at (the number of the row in its frame), agrees, article (its rank in reading order), and origin (a number
    for each origin, null for a scraped copy).
    """
    every = pl.DataFrame({"number": pl.int_range(len(tables["articles"]), dtype=pl.get_index_type(), eager=True)})
    by_row = every.join(ranked.with_row_index("rank"), on="number", how="left", maintain_order="left")
    citations = tables["citations"]
    article = by_row["rank"].gather(links["article"])
    origin = _passage_origins(tables["passages"], tables["articles"], by_row).gather(links["passage"])
    spoken = citations.select("row_table", "agrees", at=links["at"], article=article, origin=origin)
    spoken = spoken.drop_nulls(["at", "article"])
    parts = spoken.partition_by("row_table", as_dict=True, include_key=False)
    return {table: parts.get((table,), spoken.clear().drop("row_table")) for table in FACTS}


def _passage_origins(passages: pl.DataFrame, articles: pl.DataFrame, by_row: pl.DataFrame) -> pl.Series:
    """Return a number for the origin of each passage, its own or its article's; null in a scraped copy."""
    article = numbers(passages["article_id"], articles["article_id"])
    of_article = by_row["origin"].gather(article)
    origin = pl.when(of_article.is_not_null()).then(pl.coalesce("origin_id", of_article))
    return passages.select(origin.cast(pl.Categorical).to_physical()).to_series()


def by_article(spoken: pl.DataFrame) -> pl.DataFrame:
    """Return one line for each row and article: whether it agrees somewhere, whether it disagrees somewhere."""
    agrees = pl.col("agrees")
    return spoken.group_by("at", "article").agg(agrees=agrees.any(), disagrees=(~agrees).any())


def with_first_article(frame: pl.DataFrame, support: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """Return a table with the article to read first for each row: the first that agrees and contradicts none of it.

    If all of them contradict some cell, it is the first of these.
    """
    against = pl.col("disagrees").cast(pl.Int64) * len(ranked)
    first = support.filter("agrees").group_by("at").agg((pl.col("article").cast(pl.Int64) + against).min())
    ids = ranked["article_id"].gather(first["article"] % max(len(ranked), 1))
    return _with(frame, first.select("at", article_id=ids))


def with_counts(frame: pl.DataFrame, support: pl.DataFrame, spoken: pl.DataFrame) -> pl.DataFrame:
    """Return a table with the number of articles that agree, and of independent origins among them."""
    agreeing = support.filter(pl.col("agrees") & ~pl.col("disagrees"))
    articles = agreeing.group_by("at").agg(n_articles=pl.len().cast(pl.Int64))
    heard = spoken.filter(pl.col("agrees") & pl.col("origin").is_not_null())
    heard = heard.join(agreeing, on=["at", "article"], how="semi").unique(["at", "origin"])
    origins = heard.group_by("at").agg(n_origins=pl.len().cast(pl.Int64))
    return _with(_with(frame, articles), origins).with_columns(pl.col("n_articles", "n_origins").fill_null(0))


def _with(frame: pl.DataFrame, derived: pl.DataFrame) -> pl.DataFrame:
    """Return a table with a derived column, given by row number; null for rows that have none."""
    numbers, values = derived.get_columns()
    column = pl.repeat(None, len(frame), dtype=values.dtype, eager=True).scatter(numbers, values)
    return frame.with_columns(column.alias(values.name))


def relation_articles(relations: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Return the relations with the article to read first, which is their claim's."""
    first = claims.select("claim_id", "article_id").unique("claim_id")
    return relations.drop("article_id").join(first, on="claim_id", how="left", maintain_order="left")


def with_disputes(frame: pl.DataFrame, support: pl.DataFrame, otherwise: pl.Series) -> pl.DataFrame:
    """Return a table with whether each row is disputed: a citation disagrees, or its id is in ``otherwise``."""
    contested = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(support.filter("disagrees")["at"].implode())
    return frame.with_columns(disputed=contested | pl.col(frame.columns[0]).is_in(otherwise.implode()))
