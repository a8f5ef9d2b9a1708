"""Rows whose words of an article speak of yesterday, with the language and the day of the article."""

from functools import partial

import polars as pl

from ..grounding import yesterday
from .checked_package import CheckedPackage
from .citations import dated_articles
from .view import View

WORDS = {"articles": ("title",), "passages": ("quote", "begins", "ends")}
"""The columns that hold words of articles."""


def _speaking_of_yesterday(package: CheckedPackage, table: str) -> pl.DataFrame:
    """Return the sound rows of a table with a word for yesterday, with ``language`` and ``reference`` of the article.

    ``reference`` is the day of the article, or of the text it copies.
    """
    rows = package.sound(table).filter(pl.any_horizontal(map(yesterday.is_hinted, WORDS[table])))
    if rows.is_empty():
        return rows
    dated = dated_articles(package)
    days = package.tables["articles"].select("article_id", "language", reference=dated["reference"])
    days = days.filter(~dated["_bad"]).unique("article_id", keep="first")
    return rows.drop("language", strict=False).join(days, on="article_id", maintain_order="left")


YESTERDAY = {table: View(table, partial(_speaking_of_yesterday, table=table), kept=False) for table in WORDS}
"""The view of each table."""
