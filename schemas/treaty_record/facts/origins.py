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
    return _article_origins(tables, houses(tables)).select("article_id", "origin")


def passage_origins(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return passage_id, article_id, own, counted and origin of every passage, in the order of their table.

    The origin is the passage's if it has a basis of its own (``own``), else its article's; null in a scraped copy, and
    if it is not known. ``counted`` is whether the article counts as a source.
    """
    known = houses(tables)
    own = pl.col("origin_basis").is_in((*KNOWN_BASES, "unknown")).fill_null(False)
    passages = tables["passages"].select("passage_id", "article_id", own=own, _named=_named_origin())
    articles = _article_origins(tables, known).rename({"origin": "_article_origin"})
    joined = _with_house(passages, known).join(articles, on="article_id", how="left", maintain_order="left")
    origin = pl.when("own").then(_house()).otherwise("_article_origin")
    counted = pl.col("counted").fill_null(False)
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


def _article_origins(tables: Mapping[str, pl.DataFrame], known: pl.DataFrame) -> pl.DataFrame:
    """Return article_id, origin and counted (whether it counts as a source) of every article, given the houses."""
    first = tables["articles"].unique("article_id", keep="first", maintain_order=True)
    articles = first.select("article_id", copy_of=_copied(), _named=_named_origin(), counted=counts_as_source(tables))
    joined = _with_house(along_copies(articles, "_named").with_columns(articles["counted"]), known)
    return joined.select("article_id", "counted", origin=pl.when("counted").then(_house()))


def _with_house(named: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with ``house``: that of the actor in ``_named``, null if it is not among the actors."""
    return named.join(known, left_on="_named", right_on="actor_id", how="left", maintain_order="left")


def _house() -> pl.Expr:
    """Return the house of an actor, or the actor itself if it is not among the actors."""
    return pl.coalesce("house", "_named")
