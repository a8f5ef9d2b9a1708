"""Which articles count as sources, which text an article copies, and which address to show for it."""

from collections.abc import Mapping

import polars as pl

from .core_terms import Tables, broader_terms, core_term

LONGEST_CHAIN = 64
"""Copies of copies that are followed; a longer chain is a cycle, which the rule ``cycle`` reports."""
SCRAPED_COPY = "scraped copy"
"""The kind of the articles that do not count as sources and whose addresses are not shown."""


def counts_as_source(tables: Tables) -> pl.Expr:
    """Return whether an article counts as a source: all do, except scraped copies."""
    return core_term(tables, "articles.kind") != SCRAPED_COPY


def is_source(tables: Tables, article: Mapping[str, object]) -> bool:
    """Return whether a single article, given as a row, counts as a source."""
    kind = article["kind"]
    return broader_terms(tables, "articles.kind").get(str(kind), kind) != SCRAPED_COPY


def address(tables: Tables) -> pl.Expr:
    """Return the URL at which an article, or the text it translates or copies, can be read; null for a scraped copy."""
    return pl.when(counts_as_source(tables)).then(pl.coalesce("url", "source_url"))


def addresses(tables: Tables) -> pl.DataFrame:
    """Return article_id and url of every article: the address to show for it, null if there is none."""
    articles = tables["articles"].unique("article_id", keep="first", maintain_order=True)
    return articles.select("article_id", url=address(tables))


def owners(actors: pl.DataFrame) -> pl.DataFrame:
    """Return actor_id and owner: each actor with itself, and with all owners above it."""
    links = (
        actors.lazy().unique("actor_id", keep="first").select("actor_id", owner="actor_id", _above="owner_id").collect()
    )
    found = [links[["actor_id", "owner"]]]
    owned = links.drop_nulls("_above")
    reached = owned.select("actor_id", owner="_above")
    owned = owned[["owner", "_above"]]
    while len(reached) and len(found) <= LONGEST_CHAIN:
        found.append(reached)
        reached = reached.lazy().join(owned.lazy(), on="owner").select("actor_id", owner="_above").collect()
    return pl.concat(found).unique() if len(found) > 1 else found[0]


def publications(actors: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return actor_id and article_id: every article with its publisher, and with all owners of the publisher."""
    published = articles.select("article_id", actor_id="publisher_id").drop_nulls()
    return published.join(owners(actors), on="actor_id").select("article_id", actor_id="owner").unique()


def along_copies(articles: pl.DataFrame, value: str, any_of: str | None = None) -> pl.DataFrame:
    """Return article_id, the column ``value``, filled from the copied texts where it is empty, and ``at``.

    ``at`` is the article that the value comes from, or the end of the chain of copies if none has one.
    The Boolean column ``any_of`` is returned too: whether it is true of any article that was looked at on the way.
    """
    flag = any_of or "_flag"
    first = articles.lazy().unique("article_id", keep="first", maintain_order=True)
    flagged = pl.col(any_of) if any_of else pl.lit(False)
    known = first.select("article_id", value, flagged.alias(flag), parent="copy_of", at="article_id").collect()
    links = known.select("article_id", value, copy_of="parent", **{flag: flag})
    names = {"article_id": "parent", value: "_value", "copy_of": "_next", flag: "_flagged"}
    moves = pl.col(value).is_null() & pl.col("parent").is_not_null()
    for _ in range(LONGEST_CHAIN):
        if known[value].null_count() == 0 or not known.select(moves.any()).item():
            break
        joined = known.join(links.rename(names), on="parent", how="left", maintain_order="left")
        known = joined.select(
            "article_id",
            pl.when(moves).then("_value").otherwise(value).alias(value),
            pl.when(moves).then("_next").otherwise("parent").alias("parent"),
            (pl.col(flag) | (moves & pl.col("_flagged").fill_null(False))).alias(flag),
            pl.when(moves).then("parent").otherwise("at").alias("at"),
        )
    return known.drop("parent", *(() if any_of else (flag,)))
