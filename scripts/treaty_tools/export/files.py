"""A folder of one file for each table, with a descriptor that says what they hold."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ..package.descriptor import DESCRIPTOR, path_fault
from ..writing.file_names import file_stem
from .exported_package import ExportedPackage


@dataclass(frozen=True)
class Form:
    """How a table is written as a file."""

    name: str
    """The format as descriptors name it, and the ending of its files."""
    mediatype: str
    write: Callable[[ExportedPackage, str, pl.DataFrame, Path], None]
    """Write a table, given by its name and its rows, to a path."""
    told: tuple[tuple[str, str], ...] = ()
    """What else descriptors say of such files."""

    def path(self, table: str) -> str:
        """Return the path of a table's file in its folder."""
        return f"data/{file_stem(table)}.{self.name}"


def write_folder(package: ExportedPackage, out: Path, form: Form) -> Path:
    """Write every table, the flat ones too, with the descriptor and the files that it names."""
    folder = out / f"{package.file_stem}-{form.name}"
    (folder / "data").mkdir(parents=True)
    whole = package.with_flat
    for path in named(package):  # first, so that none of them takes the place of a table
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes((package.folder / path).read_bytes())
    for table, frame in whole.tables.items():
        form.write(whole, table, frame, folder / form.path(table))
    descriptor = {**whole.descriptor, "resources": [resource(whole, table, folder, form) for table in whole.tables]}
    (folder / DESCRIPTOR).write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return folder


def resource(package: ExportedPackage, table: str, folder: Path, form: Form) -> dict[str, Any]:
    """Return what the descriptor says of a table's file."""
    path = form.path(table)
    content = (folder / path).read_bytes()
    return {
        **{name: told for name, told in package.resource(table).items() if name not in ("encoding", "dialect")},
        "type": "table",
        "path": path,
        "format": form.name,
        "mediatype": form.mediatype,
        **dict(form.told),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "bytes": len(content),
        "rows": len(package.tables[table]),
    }


def named(package: ExportedPackage) -> Iterator[str]:
    """Yield the files beside its tables that a package's descriptor names: its profile and its licences."""
    given = (licence.path for licence in package.licences())
    for path in (package.descriptor.get("$schema"), *given):
        if isinstance(path, str) and not path_fault(path, package.folder):
            yield path
