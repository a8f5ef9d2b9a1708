"""Readable labels for ids: names of actors and independent origins, titles and addresses of articles."""

import polars as pl

from ..contract import Column
from ..facts.sources import address
from ..facts.witnesses import row_origins
from .table import Tables, listed, text

ARTICLE = ("id", "title", "title_gloss", "publisher", "published", "language", "url")
"""The columns that describe an article; ``article_fields`` documents them."""


def articles(tables: Tables, prefix: str = "article_") -> pl.DataFrame:
    """Return every article once, with the columns of ``article_fields``; the first is its key."""
    known = tables["articles"].unique("article_id", keep="first", maintain_order=True)
    described = known.with_columns(url=address(), id="article_id").select(ARTICLE)
    return described.rename({name: prefix + name for name in ARTICLE})


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
    return listed(row_origins(tables, table).rename({"name": "origins"}), "row_id", "origins")
