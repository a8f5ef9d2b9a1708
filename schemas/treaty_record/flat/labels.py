"""Readable labels for ids: names of actors and independent origins, titles and addresses of articles."""

import polars as pl

from ..contract import Column
from ..facts.links import passage_links
from ..facts.sides import side
from ..facts.sources import address
from ..facts.witnesses import row_origins
from .table import Tables, listed, number, text

ARTICLE = ("id", "title", "title_gloss", "publisher_id", "publisher", "published", "language", "url")
"""The columns that describe an article; ``article_fields`` documents them."""


def articles(tables: Tables, prefix: str = "article_") -> pl.DataFrame:
    """Return every article once, with the columns of ``article_fields``; the first is its key."""
    known = tables["articles"].unique("article_id", keep="first", maintain_order=True)
    known = known.join(names(tables, "publisher_id", "publisher"), on="publisher_id", how="left", maintain_order="left")
    described = known.with_columns(url=address(tables), id="article_id").select(ARTICLE)
    return described.rename({name: prefix + name for name in ARTICLE})


def article_fields(which: str, prefix: str = "article_") -> tuple[Column, ...]:
    """Return the columns that describe an article; ``which`` names it in the descriptions."""
    meanings = (
        f"{which}: its key in the table articles.",
        "Headline as published, in its own script.",
        "English translation of the headline.",
        "Key of the publisher in the table actors; empty if it is not known.",
        "Name of the publisher; empty if it is not known.",
        "Date of publication, EDTF.",
        "Language of the text, as a BCP 47 tag.",
        "URL of the article, or of the text that it translates or copies; empty for a scraped copy.",
    )
    return tuple(text(prefix + name, meaning) for name, meaning in zip(ARTICLE, meanings, strict=True))


def support_fields(what: str, means: str = "") -> tuple[Column, ...]:
    """Return the columns that count and name the support of a row; ``means`` follows what ``n_origins`` counts."""
    return (
        number("n_articles", f"Number of articles that support {what}; announcements do not count."),
        number("n_origins", f"Number of independent origins of these articles{means}."),
        number("n_unknown_origin", "Number of these articles whose origin is not known."),
        number("n_announcing", f"Number of articles that announce {what} as something to come, scraped copies too."),
        text("origins", "Names of the independent origins, separated by semicolons."),
    )


def names(tables: Tables, key: str, name: str) -> pl.DataFrame:
    """Return the key and the name of every actor once, in columns with the given names."""
    return (
        tables["actors"]
        .unique("actor_id", keep="first")
        .select(pl.col("actor_id").alias(key), pl.col("name").alias(name))
    )


LINK = "URL of that article at the words of the passage {}; empty without a URL of its own and for a scraped copy."


def first_links(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id and link: the passage of the first article to read that best supports or announces each row.

    Passages that cite the row as a whole are preferred to those that cite one of its cells.
    """
    key = tables[table].columns[0]
    first = tables[table].select(pl.col(key).alias("row_id"), "article_id").unique("row_id", keep="first")
    places = tables["passages"].unique("passage_id", keep="first").select("passage_id", "article_id")
    cited = tables["citations"].filter(row_table=table).join(places, on="passage_id")
    of_first = cited.join(first, on=["row_id", "article_id"])
    rank = (~pl.col("counts"), side() != "announcing", ~pl.col("agrees").fill_null(False), pl.col("field") != "*")
    best = of_first.sort(*rank, "passage_id").unique("row_id", keep="first").select("row_id", "passage_id")
    wanted = tables["passages"].filter(pl.col("passage_id").is_in(best["passage_id"].implode()))
    links = passage_links({**tables, "passages": wanted}).unique("passage_id", keep="first")
    return best.join(links, on="passage_id", how="left").select("row_id", "link")


def origins(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id and origins: the names of each row's independent origins, joined into one text."""
    return listed(row_origins(tables, table).rename({"name": "origins"}), "row_id", "origins")
