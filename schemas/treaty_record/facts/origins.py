"""Independent origins: who first reported what an article or a passage reports, so that copies count once.

An origin is an actor, never an article, and one house is one origin: the publications of an owner that is itself a
medium share it. An origin that is not known is null, and never counts as independent.
"""

from collections.abc import Mapping

import polars as pl

from .core_terms import core_term
from .sources import LONGEST_CHAIN, along_copies, counts_as_source

KNOWN_BASES = ("own", "stated", "inferred")
"""Bases of an origin that name an actor; ``inherited`` follows the copied text, ``unknown`` names nobody."""


def houses(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return actor_id and house of every actor: the topmost owner reached through owners that are media, or itself."""
    known = tables["actors"].unique("actor_id", keep="first", maintain_order=True)
    media = known.filter(core_term(tables, "actors.kind") == "medium").select(house="actor_id", _owner="owner_id")
    owned = media.filter(pl.col("_owner").is_in(media["house"].implode()))
    found = known.select("actor_id", house="actor_id")
    for _ in range(LONGEST_CHAIN):
        joined = found.join(owned, on="house", how="left", maintain_order="left")
        if not joined["_owner"].is_not_null().any():
            break
        found = joined.select("actor_id", house=pl.coalesce("_owner", "house"))
    return found


def article_origins(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return article_id and origin of every article, null in a scraped copy and where it is not known."""
    articles = tables["articles"].with_columns(_named=_named_origin())
    named = along_copies(articles.with_columns(copy_of=_copied()), "_named")
    kinds = articles.unique("article_id", keep="first").select("article_id", "kind")
    joined = _with_houses(named, tables).join(kinds, on="article_id", how="left", maintain_order="left")
    return joined.select("article_id", origin=pl.when(counts_as_source(tables)).then("origin"))


def passage_origins(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return passage_id, article_id, own, counted and origin of every passage, in the order of their table.

    The origin is the passage's if it has a basis of its own (``own``), else its article's; null in a scraped copy, and
    if it is not known. ``counted`` is whether the article counts as a source.
    """
    own = pl.col("origin_basis").is_in((*KNOWN_BASES, "unknown")).fill_null(False)
    passages = tables["passages"].select("passage_id", "article_id", own=own, _named=_named_origin())
    kinds = tables["articles"].unique("article_id", keep="first").select("article_id", "kind")
    articles = article_origins(tables).rename({"origin": "_article_origin"})
    joined = _with_houses(passages, tables).join(kinds, on="article_id", how="left", maintain_order="left")
    joined = joined.join(articles, on="article_id", how="left", maintain_order="left")
    origin = pl.when("own").then("origin").otherwise("_article_origin")
    counted = counts_as_source(tables).fill_null(False)
    return joined.select("passage_id", "article_id", "own", counted=counted, origin=pl.when(counted).then(origin))


def origin_names(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return origin and name of every actor, since any may be an origin."""
    actors = tables["actors"].unique("actor_id", keep="first")
    return actors.select(origin="actor_id", name=pl.coalesce("name", "actor_id"))


def _named_origin() -> pl.Expr:
    """Return the actor that a row names as its origin, null if its basis names none."""
    return pl.when(pl.col("origin_basis").is_in(KNOWN_BASES)).then("origin_id")


def _copied() -> pl.Expr:
    """Return the text whose origin an article inherits."""
    return pl.when(pl.col("origin_basis") == "inherited").then("copy_of")


def _with_houses(named: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return a frame with origin: the house of the actor in ``_named``, or that actor if it is not among the actors."""
    known = houses(tables).rename({"actor_id": "_named"})
    joined = named.join(known, on="_named", how="left", maintain_order="left")
    return joined.with_columns(origin=pl.coalesce("house", "_named")).drop("house")
