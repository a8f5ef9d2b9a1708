"""Core terms: the terms of the contract whose rules a package's own terms follow."""

from collections.abc import Mapping

import polars as pl

Tables = Mapping[str, pl.DataFrame]


def broader_terms(tables: Tables, place: str) -> dict[str, str]:
    """Return the core term of each of a package's own terms of a column, ``table.column``."""
    vocabulary = tables.get("vocabulary")
    if vocabulary is None or vocabulary["broader"].null_count() == len(vocabulary):
        return {}
    own = vocabulary.filter(pl.col("column") == place).select("term", "broader").drop_nulls()
    return dict(own.iter_rows())


def core_term(tables: Tables, place: str, column: str | None = None) -> pl.Expr:
    """Return the core term of each cell of a column, which is the term itself if that is the contract's.

    ``place`` is ``table.column``; ``column`` is its name in the frame, if that is another.
    """
    cell = pl.col(column or place.partition(".")[2])
    own = broader_terms(tables, place)
    return cell.replace(list(own), list(own.values())) if own else cell


def core_kind(tables: Tables) -> pl.Expr:
    """Return the core term of the kind of each claim."""
    return core_term(tables, "claims.kind")


def core_relation(tables: Tables) -> pl.Expr:
    """Return the core term of each relation between claims."""
    return core_term(tables, "relations.relation")


def in_core_terms(tables: Tables) -> dict[str, pl.DataFrame]:
    """Return the tables with core terms in place of the package's own kinds of claims and relations."""
    claims = tables["claims"].with_columns(kind=core_kind(tables))
    return {**tables, "claims": claims, "relations": tables["relations"].with_columns(relation=core_relation(tables))}
