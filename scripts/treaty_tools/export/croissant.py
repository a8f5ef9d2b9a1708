"""Croissant: the tables as Parquet files, and metadata by which machine learning tools load them as records.

The vocabulary is that of Croissant 1.1 (MLCommons), https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html.
Parquet, not CSV, because mlcroissant guesses the types of CSV files: there 2024 becomes 2024.0 and NA nothing.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from treaty_record.contract import TableSchema

from ..package.licences import Licence
from ..writing.file_names import file_stem
from .about import About, about, bibtex
from .croissant_context import CONTEXT
from .exported_package import ExportedPackage
from .parquet import write_table

METADATA = "croissant.json"
VERSION = "http://mlcommons.org/croissant/1.1"
PARQUET = "application/x-parquet"  # the name that Croissant has for it, not the registered one
TYPES = {
    "string": "sc:Text",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
}
"""The data type of each Table Schema type that the tables use."""


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the tables and their metadata; what ``mlcroissant`` loads equals the tables."""
    folder = out / f"{package.file_stem}-croissant"
    folder.mkdir()
    whole = package.with_flat
    files = []
    for name, frame in whole.tables.items():
        path = folder / file_name(name)
        write_table(whole, name, frame, path)
        files.append(file_object(whole, name, path))
    records = [record_set(whole, name) for name in whole.tables]
    found = {"@context": CONTEXT, **metadata(about(package)), "distribution": files, "recordSet": records}
    (folder / METADATA).write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return folder


def file_name(table: str) -> str:
    """Return the name of a table's file."""
    return f"{file_stem(table)}.parquet"


def metadata(about: About) -> dict[str, Any]:
    """Return what is said of the dataset as a whole."""
    creators = [{"@type": "sc:Organization", "name": name} for name in about.contributors]
    told = {
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": about.title,
        "alternateName": about.name,
        "description": about.description,
        "version": about.version,
        "datePublished": about.day,
        "url": about.address,
        "keywords": about.keywords,
        "license": [licence(entry) for entry in about.licences],
        "creator": creators,
        "publisher": creators,
        "citeAs": bibtex(about),
        "isLiveDataset": False,
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def licence(licence: Licence) -> dict[str, str]:
    """Return a licence as a schema.org CreativeWork, which can say what it covers."""
    told = {"@type": "sc:CreativeWork", "name": licence.name, "description": licence.title}
    return told | ({"url": licence.url} if licence.url else {})


def file_object(package: ExportedPackage, table: str, path: Path) -> dict[str, Any]:
    """Return what is said of a table's file."""
    content = path.read_bytes()
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "description": package.schemas[table].description,
        "contentUrl": path.name,
        "contentSize": f"{len(content)} B",
        "encodingFormat": PARQUET,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def record_set(package: ExportedPackage, table: str) -> dict[str, Any]:
    """Return what is said of a table's rows."""
    schema = package.schemas[table]
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": schema.description,
        "key": [{"@id": f"{table}/{column}"} for column in schema.key],
        "field": list(fields(schema)),
    }


def fields(schema: TableSchema) -> Iterator[dict[str, Any]]:
    """Yield what is said of each column of a table; where it holds keys, of which."""
    parents = {reference.columns[0]: reference for reference in schema.foreign_keys}
    for name, column in schema.columns.items():
        field = {
            "@type": "cr:Field",
            "@id": f"{schema.name}/{name}",
            "name": name,
            "description": column.description or name,
            "dataType": TYPES[column.type],
            "source": column_of(schema.name, name),
        }
        if name in parents:
            field["references"] = column_of(parents[name].parent, parents[name].parent_columns[0])
        yield field


def column_of(table: str, column: str) -> dict[str, Any]:
    """Return where a column is read from.

    References lead here too, not to the other field: articles refer to actors and actors to articles, and mlcroissant
    reads no records whose fields refer to each other in a circle.
    """
    return {"fileObject": {"@id": file_name(table)}, "extract": {"column": column}}
