"""Metadata of the database for Datasette: titles, descriptions, licence, and how to show each table."""

from collections.abc import Mapping, Sequence
from typing import Any

from .exported_package import ExportedPackage
from .search import SEARCHED, row_number, search_table
from .sql import listed, quoted
from .views import helpers, views

FACETS: Mapping[str, Sequence[str]] = {
    "articles": ("language", "kind", "publisher_id", "origin_basis", "extent"),
    "passages": ("place",),
    "actors": ("kind", "country", "ownership"),
    "names": ("language", "kind"),
    "events": ("type", "status", "country", "disputed"),
    "participants": ("role",),
    "claims": ("kind", "modality", "measure", "disputed"),
    "relations": ("relation",),
    "citations": ("row_table", "field", "basis", "stance", "agrees", "counts"),
    "vocabulary": ("column",),
    "timeline": ("type", "status", "country", "disputed"),
    "figures": ("measure", "kind", "modality", "claimant_country", "disputed"),
    "contradictions": ("kind", "field"),
    "evidence": ("row_table", "basis", "stance", "agrees", "counts", "origin", "language"),
    "statements": ("kind", "modality", "claimant_country", "measure", "disputed"),
}
"""Columns to filter each table by."""
SORTED: Mapping[str, str] = {
    "articles": "published",
    "events": "date_earliest",
    "claims": "said_on_earliest",
    "timeline": "date_earliest",
    "figures": "measure",
    "statements": "said_on_earliest",
}
LABELS: Mapping[str, str] = {
    "articles": "title",
    "passages": "gloss",
    "actors": "name",
    "events": "title",
    "claims": "statement",
}
"""The column to show in place of a key of each table."""

EVIDENCE_OF_A_ROW = {
    "title": "Evidence of a row",
    "description": "Every citation of one row, such as events and bridge-closes.",
    "sql": "SELECT * FROM evidence WHERE row_table = :row_table AND row_id = :row_id "
    "ORDER BY counts DESC, stance DESC, agrees DESC, published",
}


def metadata(package: ExportedPackage) -> dict[str, Any]:
    """Return the metadata file of a package's database."""
    about = {"title": package.text("title") or package.name, "description": package.text("description")}
    return {**about, **licence(package), "databases": {package.file_stem: database(package)}}


def licence(package: ExportedPackage) -> dict[str, str]:
    """Return the first licence of a package with its URL; the package may have others for some columns."""
    for first in package.licences()[:1]:
        return {"license": first.title, **({"license_url": first.path} if first.path else {})}
    return {}


def database(package: ExportedPackage) -> dict[str, Any]:
    """Return the metadata of the database: its tables, its views, and queries with parameters."""
    tables = {table: about_table(package, table) for table in package.with_flat.tables}
    for name, helper in helpers(package).items():
        columns = {column: description for column, (_, description) in helper.columns.items()}
        tables[name] = about(name, helper.title, helper.description, columns) | {"hidden": True}
    for view in views(package):
        tables[view.name] = about(view.name, view.title, view.description, view.descriptions(package))
    queries = {"search": search(package)}
    if "evidence" not in package.tables:
        queries["evidence_of_a_row"] = EVIDENCE_OF_A_ROW
    return {"tables": tables, "queries": queries}


def about_table(package: ExportedPackage, table: str) -> dict[str, Any]:
    """Return the metadata of a table."""
    schema = package.with_flat.schemas[table]
    columns = {name: column.description for name, column in schema.columns.items()}
    metadata = about(table, schema.title, schema.description, columns)
    if table in LABELS:
        metadata["label_column"] = LABELS[table]
    if table in SEARCHED:
        metadata |= {"fts_table": search_table(package, table), "fts_pk": row_number(columns)}
    return metadata


def about(name: str, title: str, description: str, columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the metadata of a table or view."""
    metadata: dict[str, Any] = {"title": title, "description": description, "columns": dict(columns)}
    facets = [column for column in FACETS.get(name, ()) if column in columns]
    order = {"sort": SORTED[name]} if SORTED.get(name) in columns else {}
    return metadata | ({"facets": facets} if facets else {}) | order


def search(package: ExportedPackage) -> dict[str, str]:
    """Return the query that finds words in every searched table."""
    hits = (hits_in(package, table) for table in SEARCHED)
    described = "Rows with these words, in any script; end the beginning of a word with an asterisk."
    return {"title": "Search", "description": described, "sql": " UNION ALL ".join(hits)}


def hits_in(package: ExportedPackage, table: str) -> str:
    """Return the query that looks for words in one table."""
    name, key = quoted(search_table(package, table)), package.schemas[table].key[0]
    words = f"coalesce({listed(SEARCHED[table])}, '')"
    return f"SELECT '{table}' AS row_table, {key} AS row_id, {words} AS words FROM {name} WHERE {name} MATCH :words"
