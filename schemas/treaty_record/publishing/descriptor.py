"""Derive the Frictionless descriptor (Data Package v2) from the contract and the tables."""

import hashlib
from collections.abc import Mapping
from typing import Any

import polars as pl

from ..contract import Contract, TableSchema
from ..contract_json import column_json, schema_json
from ..facts.sources import address
from . import profile

PROFILES = "https://datapackage.org/profiles/2.0"


def package(
    about: Mapping[str, Any],
    contract: Contract,
    tables: Mapping[str, pl.DataFrame],
    files: Mapping[str, bytes],
) -> dict[str, Any]:
    """Return the descriptor: ``about`` has the package's own properties, ``files`` each table's CSV by path."""
    return {
        "$schema": profile.PATH,
        **about,
        "sources": sources(tables),
        "resources": [
            resource(table, tables[name], files[f"data/{name}.csv"]) for name, table in contract.tables.items()
        ],
    }


def sources(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, str]]:
    """Return one source for each article that is not a scraped copy: its title, or else its id, and its address."""
    listed = []
    named = tables["articles"].select(pl.coalesce("title", "article_id"), address(tables))
    for title, path in named.iter_rows():
        listed.append({"title": title} | ({"path": path} if path else {}))
    return listed


def resource(table: TableSchema, frame: pl.DataFrame, content: bytes) -> dict[str, Any]:
    """Return one table's resource: ``frame`` has its cells, ``content`` its file."""
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": f"data/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "bytes": len(content),
        "rows": len(frame),
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            **schema_json(table),
            "fields": [column_json(column) | example(frame[name]) for name, column in table.columns.items()],
        },
    }


def example(cells: pl.Series) -> dict[str, str]:
    """Return the first value in a column as written in the file, as ``example``; empty if there is none."""
    known = cells.drop_nulls().head(1).cast(pl.String)
    return {"example": known.item()} if len(known) else {}
