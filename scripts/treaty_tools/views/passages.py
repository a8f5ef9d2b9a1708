"""Passages with their article, what the package's policy allows, and how they are cited."""

import polars as pl

from treaty_record.facts.sources import owners

from ..derive.bounds import quotes
from .checked_package import CheckedPackage
from .citations import links
from .parents import parent
from .policy import policy
from .view import view


@view("passages", lasting=True)
def recomputed(package: CheckedPackage) -> pl.DataFrame:
    """Return the end and the hash of each quote as they follow from its start and its words."""
    return quotes(package.tables["passages"]).select(_end="end", _quote_sha256="quote_sha256")


@view("passages", lasting=True)
def citing(package: CheckedPackage) -> pl.DataFrame:
    """Return whether each passage is cited, by garbled words, and whether a citation may be meant for it.

    A citation that leads to no passage may be meant for any of them.
    """
    passage = links(package)["passage"]
    garbled = passage.filter(package.tables["citations"]["basis"] == "garbled")
    number = pl.int_range(len(package.tables["passages"]), dtype=pl.get_index_type())
    return pl.select(
        _cited=number.is_in(pl.lit(passage).implode()),
        _garbled=number.is_in(pl.lit(garbled).implode()),
        _may_be_cited=pl.lit(passage.null_count() > 0),
    )


@view("passages")
def passages(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound passages with what rules compare them with.

    Of their article: ``_title``, ``_text_length``, ``_extent`` and ``_article_bad``, null if there is none. Of the
    package's policy: ``_longest``, ``_held`` and ``_quotable``. Further the columns of ``recomputed`` and ``citing``.
    """
    articles, passages = package.tables["articles"], package.tables["passages"]
    number = parent(package, "passages", "article_id")
    of_article = {"_title": "title", "_text_length": "text_length", "_extent": "extent", "_article_bad": "_bad"}
    rows = passages.with_columns(
        *recomputed(package),
        *citing(package),
        *_allowed(package),
        **{name: articles[column][number] for name, column in of_article.items()},
    )
    return rows.filter(~pl.col("_bad")) if rows["_bad"].any() else rows


def _allowed(package: CheckedPackage) -> list[pl.Expr]:
    """Return what the package's policy allows of each passage."""
    stated = policy(package)
    anywhere = stated.articles is None or pl.col("article_id").is_in(list(stated.articles))
    return [
        pl.lit(stated.longest).alias("_longest"),
        pl.lit(stated.texts_held).alias("_held"),
        (pl.lit(True) if anywhere is True else anywhere).alias("_quotable"),
    ]


@view("passages", kept=False)
def own_origins(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound passages with an origin of their own, with the publisher of their article and ``_is_above``.

    That is whether the origin is the publisher or an owner of it.
    """
    publishers = package.sound("articles").select("article_id", "publisher_id")
    return with_owners(package, package.sound("passages").join(publishers, on="article_id"))


def with_owners(package: CheckedPackage, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with ``_is_above``: whether origin_id is publisher_id or an owner of it."""
    above = ownership(package)
    return rows.join(above, on=["publisher_id", "origin_id"], how="left", maintain_order="left")


@view("actors", lasting=True)
def ownership(package: CheckedPackage) -> pl.DataFrame:
    """Return publisher_id and origin_id of each actor with itself and its owners, and ``_is_above``, true."""
    above = owners(package.tables["actors"])
    return above.select(publisher_id="actor_id", origin_id="owner", _is_above=pl.lit(True))
