"""RO-Crate 1.2: the package as CSV files in a folder with metadata that archives of research data read."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.model.file import File
from rocrate.rocrate import ROCrate

from treaty_record.contract import Column

from ..package.descriptor import DESCRIPTOR, path_fault
from ..package.licences import Licence, text
from . import csv_files
from .about import NO_DAY, About, about
from .exported_package import ExportedPackage
from .linked import iri, quoted

Type = str | list[str]

VERSION = "1.2"
CSVW = "http://www.w3.org/ns/csvw#"
BESIDE = {
    DESCRIPTOR: ("Descriptor", "The package's Frictionless descriptor: files, columns, types, keys and vocabularies."),
    "data/README.md": ("Data dictionary", "What every column holds."),
    "CITATION.cff": ("Citation", "How the data is cited, in the Citation File Format."),
}
"""Files beside the tables that go into the crate where they are there, with their names and descriptions."""
MEDIA_TYPES = {".cff": "application/yaml", ".csv": "text/csv", ".json": "application/json", ".md": "text/markdown"}
DATA_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the crate: the package as CSV files, and ro-crate-metadata.json."""
    whole, told = package.with_flat, about(package)
    crate = ROCrate(version=VERSION)
    crate.metadata.extra_terms["csvw"] = CSVW
    folder = out / f"{package.file_stem}-ro-crate"
    with TemporaryDirectory(dir=out) as scratch:
        files = csv_files.write(package, Path(scratch))
        add_beside(package, files)
        add_files(crate, files, told, whole)
        for table in whole.tables:
            add_table(crate, files, whole, table)
        describe(crate, told)
        crate.write(folder)
    return folder


def add_beside(package: ExportedPackage, files: Path) -> None:
    """Copy the files that people look for beside the tables, where the package has them as regular files."""
    for path in BESIDE:
        if path != DESCRIPTOR and path_fault(path, package.folder) is None:
            (files / path).write_bytes((package.folder / path).read_bytes())


def describe(crate: ROCrate, about: About) -> None:
    """Say what the crate is as a whole."""
    makers = [
        add(crate, f"#contributor-{number}", "Organization", name=name)
        for number, name in enumerate(about.contributors, 1)
    ]
    told = {
        "name": about.title,
        "alternateName": about.name,
        "description": about.description,
        "datePublished": about.day or NO_DAY,  # which crates require, and which else is taken from the clock
        "version": about.version,
        "keywords": about.keywords,
        "url": about.address,
        "license": [licence(crate, entry) for entry in about.licences],
        "author": makers,
        "publisher": makers,
    }
    fill(crate.root_dataset, told)


def licence(crate: ROCrate, licence: Licence) -> Any:
    """Return the crate's entity for a licence: its address, its file in the crate, or a name alone."""
    there = crate.dereference(licence.path) if licence.path else None
    if isinstance(there, File):
        return there
    name = iri(licence.url) if licence.url else f"#licence-{quoted(licence.name)}"
    return add(crate, name, "CreativeWork", name=licence.name, description=licence.title)


def add_files(crate: ROCrate, files: Path, about: About, package: ExportedPackage) -> None:
    """Add the files beside the tables: descriptor, dictionary, how to cite, profile, licences."""
    licences = {entry.path: (entry.name, entry.title) for entry in about.licences if entry.path and not entry.url}
    profile = text(package.descriptor.get("$schema"))
    profiles = {profile: ("Profile", "The JSON Schema of the descriptor.")} if profile else {}
    for path, (name, description) in {**BESIDE, **profiles, **licences}.items():
        if path_fault(path, files) is None:
            type_: Type = ["File", "CreativeWork"] if path in licences else "File"
            file = add_file(crate, files, path, type_, name=name, description=description)
            if path == DESCRIPTOR:
                file["conformsTo"] = add(crate, DATA_PACKAGE, "CreativeWork", name="Data Package, version 2.0")


def add_file(crate: ROCrate, files: Path, path: str, type_: Type = "File", **told: Any) -> Any:
    """Add a file with its size and its SHA-256."""
    content = (files / path).read_bytes()
    sums = {"contentSize": str(len(content)), "sha256": hashlib.sha256(content).hexdigest()}
    file = crate.add_file(files / path, path, properties={"@type": type_})
    return fill(file, {"encodingFormat": media_type(path), **told, **sums})


def media_type(path: str) -> str:
    """Return the media type of a file by its name."""
    return MEDIA_TYPES.get(Path(path).suffix, "text/plain")


def add_table(crate: ROCrate, files: Path, package: ExportedPackage, table: str) -> None:
    """Add a table's file, and its columns as its schema."""
    found = package.schemas[table]
    columns = [add_column(crate, table, column, found.parents.get(name)) for name, column in found.columns.items()]
    told = {"csvw:column": columns, "csvw:primaryKey": list(found.key)}
    schema = add(crate, f"#{table}", ["CreativeWork", "csvw:Schema"], name=f"Columns of {table}", **told)
    said = {"name": found.title, "description": found.description, "conformsTo": schema}
    add_file(crate, files, csv_files.CSV.path(table), **said)


def add_column(crate: ROCrate, table: str, column: Column, parent: str | None) -> Any:
    """Add a column: its name, its type, whether it is always filled, what it holds."""
    told = {
        "name": column.name,
        "description": (column.description or column.name) + (f" A key of {parent}." if parent else ""),
        "csvw:datatype": column.type,
        "csvw:required": column.required,
    }
    return add(crate, f"#{table}/{column.name}", ["PropertyValue", "csvw:Column"], **told)


def add(crate: ROCrate, identifier: str, type_: Type, **told: Any) -> Any:
    """Add what is no file."""
    return fill(crate.add(ContextEntity(crate, identifier, properties={"@type": type_})), told)


def fill(entity: Any, told: Mapping[str, Any]) -> Any:
    """Say of an entity what is known; other entities become references, lists of one what is in them."""
    for key, value in told.items():
        if value not in (None, []):
            entity[key] = value[0] if isinstance(value, list) and len(value) == 1 else value
    return entity
