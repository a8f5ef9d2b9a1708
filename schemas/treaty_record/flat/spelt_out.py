"""Ids spelt out: actors by their names, articles by title and address, origins by who they are."""

import polars as pl

from ..origins import ITSELF, row_origins
from .table import Tables, listed, text

ARTICLE = ("id", "title", "title_gloss", "publisher", "published", "language", "url")
"""What is told of an article; ``article_fields`` describes it."""


def address() -> pl.Expr:
    """Return where an article can be read, or what it translates or copies; nowhere for a scraped copy."""
    return pl.when(pl.col("kind") != "scraped copy").then(pl.coalesce("url", "source_url"))


def articles(tables: Tables, prefix: str = "article_") -> pl.DataFrame:
    """Return every article once, as ``article_fields`` says; the first column is the key."""
    known = tables["articles"].unique("article_id", keep="first", maintain_order=True)
    told = known.with_columns(url=address(), id="article_id").select(ARTICLE)
    return told.rename({name: prefix + name for name in ARTICLE})


def article_fields(which: str, prefix: str = "article_") -> tuple[dict[str, str], ...]:
    """Return the columns that tell of an article; ``which`` says which article it is."""
    meanings = (
        f"{which}: its key in the table articles.",
        "Its headline as published, in its own script.",
        "What the headline says, in English.",
        "Who published it.",
        "When it was published, EDTF.",
        "Its language, a BCP 47 tag.",
        "Where it, or the text that it translates, can be read; empty for a scraped copy.",
    )
    return tuple(text(prefix + name, meaning) for name, meaning in zip(ARTICLE, meanings, strict=True))


def names(tables: Tables, key: str, name: str) -> pl.DataFrame:
    """Return every actor once, its key and its name under the columns' names given."""
    return (
        tables["actors"]
        .unique("actor_id", keep="first")
        .select(pl.col("actor_id").alias(key), pl.col("name").alias(name))
    )


def origins(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id and origins of a table's rows: every independent origin by name, as one text."""
    heard = row_origins(tables, table)
    named = heard.select("origin").unique().join(origin_names(tables), on="origin", how="left")
    spelt = heard.join(named, on="origin").with_columns(pl.coalesce("name", "origin").alias("origins"))
    return listed(spelt.sort("row_id", "origins", "origin"), "row_id", "origins")


def origin_names(tables: Tables) -> pl.DataFrame:
    """Return origin and name: an actor's name, or for an article that is its own origin its publisher and id."""
    itself = pl.lit(ITSELF) + pl.col("article_id")
    own = (
        pl.when(pl.col("publisher").is_null())
        .then("article_id")
        .otherwise(pl.format("{} ({})", "publisher", "article_id"))
    )
    texts = tables["articles"].unique("article_id", keep="first").select(origin=itself, name=own)
    return pl.concat([names(tables, "origin", "name"), texts])
