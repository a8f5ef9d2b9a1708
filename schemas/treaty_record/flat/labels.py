"""Readable labels for ids: names of actors and origins, titles and addresses of articles."""

import polars as pl

from ..contract import Column
from ..facts.origins import ITSELF
from ..facts.sources import address
from ..facts.witnesses import row_origins
from .table import Tables, listed, text

ARTICLE = ("id", "title", "title_gloss", "publisher", "published", "language", "url")
"""The columns that describe an article; ``article_fields`` documents them."""


def articles(tables: Tables, prefix: str = "article_") -> pl.DataFrame:
    """Return every article once, with the columns of ``article_fields``; the first is its key."""
    known = tables["articles"].unique("article_id", keep="first", maintain_order=True)
    told = known.with_columns(url=address(), id="article_id").select(ARTICLE)
    return told.rename({name: prefix + name for name in ARTICLE})


def article_fields(which: str, prefix: str = "article_") -> tuple[Column, ...]:
    """Return the columns that describe an article; ``which`` names it in the descriptions."""
    meanings = (
        f"{which}: its key in the table articles.",
        "Headline as published, in its own script.",
        "English translation of the headline.",
        "Name of the publisher.",
        "Date of publication, EDTF.",
        "Language of the text, as a BCP 47 tag.",
        "URL of the article, or of the text that it translates or copies; empty for a scraped copy.",
    )
    return tuple(text(prefix + name, meaning) for name, meaning in zip(ARTICLE, meanings, strict=True))


def names(tables: Tables, key: str, name: str) -> pl.DataFrame:
    """Return the key and the name of every actor once, in columns with the given names."""
    return (
        tables["actors"]
        .unique("actor_id", keep="first")
        .select(pl.col("actor_id").alias(key), pl.col("name").alias(name))
    )


def origins(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id and origins: the names of each row's independent origins, joined into one text."""
    heard = row_origins(tables, table)
    named = heard.select("origin").unique().join(origin_names(tables), on="origin", how="left")
    spelt = heard.join(named, on="origin").with_columns(pl.coalesce("name", "origin").alias("origins"))
    return listed(spelt.sort("row_id", "origins", "origin"), "row_id", "origins")


def origin_names(tables: Tables) -> pl.DataFrame:
    """Return origin and name: the actor's name, or for an article that is its own origin, its publisher and id."""
    itself = pl.lit(ITSELF) + pl.col("article_id")
    own = (
        pl.when(pl.col("publisher").is_null())
        .then("article_id")
        .otherwise(pl.format("{} ({})", "publisher", "article_id"))
    )
    texts = tables["articles"].unique("article_id", keep="first").select(origin=itself, name=own)
    return pl.concat([names(tables, "origin", "name"), texts])
