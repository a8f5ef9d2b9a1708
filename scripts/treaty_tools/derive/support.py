"""What follows from the citations of a row: the article to read first, the counts and the disputes.

These count by row numbers, because names are too slow for millions of citations; a test compares the counts with
``treaty_record.facts.witnesses``, which defines them.
"""

from collections.abc import Mapping

import polars as pl

from treaty_record.facts.disputes import claimants_of_events, differs
from treaty_record.facts.order import articles_to_read
from treaty_record.facts.sources import counts_as_source, publications

from .links import Tables

FACTS = ("actors", "names", "events", "participants", "claims", "relations")
"""Tables of what articles say; each of their rows has an article to read first."""


def ranked_articles(tables: Tables) -> pl.DataFrame:
    """Return article_id and source in the order in which articles are to be read; ``number`` is that of the row.

    Scraped copies, which are no source, come last, then those whose day is not known, then by day, then by id.
    """
    articles = tables["articles"].with_row_index("number")
    known = articles.unique("article_id", keep="first", maintain_order=True)
    known = known.with_columns(source=counts_as_source(tables))
    return articles_to_read(tables, known).select("number", "article_id", "source")


def voices(tables: Tables, links: pl.DataFrame, ranked: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return, for each table of facts, one line for each citation of its rows.

    Columns: at (the number of the row in its frame), article (the rank), stance, agrees, counts and origin.
    """
    every = pl.DataFrame({"number": pl.int_range(len(tables["articles"]), dtype=pl.get_index_type(), eager=True)})
    by_row = every.join(ranked.with_row_index("rank"), on="number", how="left", maintain_order="left")
    cited = tables["citations"].select("row_table", "stance", "agrees", "counts", "origin", at=links["at"])
    cited = cited.with_columns(article=by_row["rank"].gather(links["article"])).drop_nulls(["at", "article"])
    return {table: cited.filter(row_table=table).drop("row_table") for table in FACTS}


def with_first_article(frame: pl.DataFrame, spoken: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """Return a table with the article to read first for each row: the first witness, else the first announcement.

    A row that has neither is led to the first scraped copy that supports it, or else to the first that differs.
    """
    supports = pl.col("stance") == "supports"
    kind = (
        pl.when("counts")
        .then(0)
        .when(pl.col("stance") == "announces")
        .then(1)
        .when(supports & pl.col("agrees"))
        .then(2)
        .when(supports & ~pl.col("agrees"))
        .then(3)
    )
    order = kind.cast(pl.Int64) * len(ranked) + pl.col("article").cast(pl.Int64)
    first = spoken.select("at", order=order).drop_nulls().group_by("at").agg(pl.col("order").min())
    ids = ranked["article_id"].gather(first["order"] % max(len(ranked), 1))
    return _with(frame, first.select("at", article_id=ids))


def with_publications(actors: pl.DataFrame, articles: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """Return the actors with an article to read first also for publishers and their owners: the first published."""
    published = ranked.join(publications(actors, articles), on="article_id", maintain_order="left")
    first = published.unique("actor_id", keep="first").select("actor_id", _published="article_id")
    joined = actors.join(first, on="actor_id", how="left", maintain_order="left")
    return joined.with_columns(article_id=pl.coalesce("article_id", "_published")).drop("_published")


def with_counts(frame: pl.DataFrame, spoken: pl.DataFrame) -> pl.DataFrame:
    """Return a table with the numbers of articles that support each row, of their origins, and of announcements.

    They follow from the citations alone, so that readers can recount them.
    """
    by_article = spoken.filter("counts").group_by("at", "article").agg(pl.col("origin").first())
    counted = by_article.group_by("at").agg(
        n_articles=pl.len().cast(pl.Int64),
        n_origins=pl.col("origin").drop_nulls().n_unique().cast(pl.Int64),
        n_unknown_origin=pl.col("origin").null_count().cast(pl.Int64),
    )
    announced = spoken.filter(pl.col("stance") == "announces")
    announcing = announced.group_by("at").agg(n_announcing=pl.col("article").n_unique().cast(pl.Int64))
    names = ("n_articles", "n_origins", "n_unknown_origin", "n_announcing")
    return _with(_with(frame, counted), announcing).with_columns(pl.col(names).fill_null(0))


def with_claimants(events: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the events with the number of claimants who say that each happened."""
    counted = claimants_of_events(tables).group_by("event_id").agg(n_claimants=pl.len().cast(pl.Int64))
    kept = events.drop("n_claimants", strict=False)
    joined = kept.join(counted, on="event_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("n_claimants").fill_null(0))


def with_reversals(claims: pl.DataFrame, reversed_by: pl.DataFrame) -> pl.DataFrame:
    """Return the claims with the claim that reversed each."""
    kept = claims.drop("reversed_by", strict=False)
    return kept.join(reversed_by, on="claim_id", how="left", maintain_order="left")


def _with(frame: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """Return a table with derived columns, given by row number; null for rows that have none."""
    kept = frame.drop(made.columns[1:], strict=False).with_row_index("at")
    return kept.join(made, on="at", how="left", maintain_order="left").drop("at")


def relation_articles(relations: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Return the relations with the article to read first, which is their claim's."""
    first = claims.select("claim_id", "article_id").unique("claim_id")
    return relations.drop("article_id").join(first, on="claim_id", how="left", maintain_order="left")


def with_disputes(frame: pl.DataFrame, spoken: pl.DataFrame, also: pl.Series) -> pl.DataFrame:
    """Return a table with whether each row is disputed: by a citation, or because it is among ``also``."""
    contested = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(spoken.filter(differs())["at"].implode())
    return frame.with_columns(disputed=contested | pl.col(frame.columns[0]).is_in(also.implode()))
