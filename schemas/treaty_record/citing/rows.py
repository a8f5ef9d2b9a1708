"""How one row is cited: what it is called, its key, and the article that it rests on first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from .. import rows
from ..facts.sources import is_source
from .reference import Reference, Source

Row = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]


def of_row(whole: Reference, tables: Tables, row: str) -> Reference:
    """Return the citation of a row such as ``events/bridge-closes``; its key is enough if one table alone has it.

    Raises KeyError if the package has no such row.
    """
    table, key = rows.found(tables, row)
    found = _row(tables, table, key) or {}
    row = f"{table}/{key}"
    claimant = _row(tables, "actors", found.get("claimant_id"))
    article = _row(tables, "articles", found.get("article_id")) or {}
    publisher = _row(tables, "actors", article.get("publisher_id"))
    counted = bool(article) and is_source(tables, article)
    return reference(whole, row, found, claimant, source(article, publisher, counted=counted))


def reference(whole: Reference, row: str, cells: Row, claimant: Row | None, article: Source) -> Reference:
    """Return the citation of a row whose cells, claimant and first article are at hand."""
    title = called(row.partition("/")[0], cells, claimant).removesuffix(".")
    return replace(whole, title=title, row=row, source=str(article))


def called(table: str, row: Row, claimant: Row | None = None) -> str:
    """Return what a row is called: a claim by its claimant and statement, an article by its headline, or its key."""
    if table == "claims" and claimant:
        return f"{claimant['name']}: {row['statement']}"
    names = (row.get(column) for column in ("title", "statement", "name", "gloss", "note"))
    return str(next(filter(None, names), next(iter(row.values()))))


def source(article: Row, publisher: Row | None, *, counted: bool) -> Source:
    """Return an article as a source; one that is not counted, a scraped copy, is named without its address."""
    if not article:
        return Source()
    texts = {name: article.get(name) or "" for name in ("title", "published", "url")}
    address = texts["url"] if counted else ""
    name = publisher["name"] if publisher else ""
    return Source(name, texts["title"], article.get("title_gloss") or "", texts["published"], address)


def _row(tables: Tables, table: str, key: str | None) -> Row | None:
    """Return the row of a table with a one-column key, None if there is none."""
    if table not in tables or key is None:
        return None
    frame = tables[table]
    found = frame.filter(frame.to_series().cast(pl.String) == key)
    return found.row(0, named=True) if len(found) else None
