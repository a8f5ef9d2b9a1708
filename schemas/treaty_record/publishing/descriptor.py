"""Derive the Frictionless descriptor (Data Package v2) from the contract and the tables."""

import hashlib
from collections.abc import Mapping
from typing import Any

import polars as pl

from ..facts.sources import address
from . import profile

PROFILES = "https://datapackage.org/profiles/2.0"


def package(
    about: Mapping[str, Any],
    contract: Mapping[str, Mapping[str, Any]],
    tables: Mapping[str, pl.DataFrame],
    files: Mapping[str, bytes],
) -> dict[str, Any]:
    """Return the whole descriptor: ``about`` says what the package is, ``files`` holds each table's CSV by its path."""
    return {
        "$schema": profile.PATH,
        **about,
        "sources": sources(tables["articles"]),
        "resources": [resource(name, contract[name], tables[name], files[f"data/{name}.csv"]) for name in contract],
    }


def sources(articles: pl.DataFrame) -> list[dict[str, str]]:
    """Return one source for each article: its title, or its id, and its address; none for a scraped copy."""
    listed = []
    for title, path in articles.select(pl.coalesce("title", "article_id"), address()).iter_rows():
        listed.append({"title": title} | ({"path": path} if path else {}))
    return listed


def resource(name: str, table: Mapping[str, Any], frame: pl.DataFrame, content: bytes) -> dict[str, Any]:
    """Return one table's resource: ``frame`` has its columns, ``content`` its file."""
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": name,
        "type": "table",
        "title": table["title"],
        "description": table["description"],
        "path": f"data/{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "bytes": len(content),
        "rows": len(frame),
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            **table["schema"],
            "fields": [with_example(field, frame[field["name"]]) for field in table["schema"]["fields"]],
        },
    }


def with_example(field: Mapping[str, Any], column: pl.Series) -> dict[str, Any]:
    """Return a field with the first value that its column holds, as it stands in the file."""
    known = column.drop_nulls().head(1).cast(pl.String)
    return dict(field) | ({"example": known.item()} if len(known) else {})
