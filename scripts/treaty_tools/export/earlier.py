"""Which files in a folder an export made, by its manifest, or else by what describes them."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import click

from ..package.descriptor import DESCRIPTOR
from ..writing import manifest
from .exported_package import ExportedPackage
from .files import named

MANIFEST = ".treaty-export"
CRATE = "ro-crate-metadata.json"
CROISSANT = "croissant.json"


def top(path: str) -> str:
    """Return the file or folder in OUT that a path belongs to."""
    return PurePosixPath(path).parts[0]


def check(out: Path, made: set[str], named: manifest.Made) -> None:
    """Refuse a folder that an export would write into, and that is neither empty nor an export.

    ``made`` has the files and folders in OUT that would be written, ``named`` the files that earlier exports made.
    Raises click.UsageError then.
    """
    known = {top(path) for path in named}
    for name in sorted(made - known):
        if (out / name).is_dir() and not manifest.is_empty(out / name):
            message = "holds other files and no export: move it elsewhere, or use --take-over"
            raise click.UsageError(f"{out / name} {message}")


def known(out: Path, package: ExportedPackage, tops: set[str]) -> dict[str, str | None]:
    """Return the files that earlier exports made in some files and folders of OUT, with their SHA-256."""
    listed = manifest.read(out / MANIFEST) or {}
    found: dict[str, str | None] = {path: sha256 for path, sha256 in listed.items() if top(path) in tops}
    for name in tops - {top(path) for path in found}:
        described = dict(_described(out / name, package))
        found |= {f"{name}/{path}": sha256 for path, sha256 in described.items()}
    return found


def _described(folder: Path, package: ExportedPackage) -> Iterator[tuple[str, str | None]]:
    """Yield the files of an export that has no manifest, as its own metadata describe them."""
    for name, files in ((DESCRIPTOR, _resources), (CROISSANT, _distribution), (CRATE, _entities)):
        try:
            found = list(files(json.loads((folder / name).read_bytes()), package))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            continue
        if found:
            yield name, None
            yield from found


def _resources(descriptor: Any, package: ExportedPackage) -> Iterator[tuple[str, str | None]]:
    if descriptor["name"] == package.name:
        yield from ((path, None) for path in named(package))
        for resource in descriptor["resources"]:
            yield resource["path"], resource["hash"].removeprefix("sha256:")


def _distribution(metadata: Any, package: ExportedPackage) -> Iterator[tuple[str, str | None]]:
    if metadata["alternateName"] == package.name:
        yield from ((file["contentUrl"], file["sha256"]) for file in metadata["distribution"])


def _entities(metadata: Any, package: ExportedPackage) -> Iterator[tuple[str, str | None]]:
    """Yield the files of a crate; beside its own metadata it has the descriptor, which names the package."""
    yield from ((entity["@id"], entity["sha256"]) for entity in metadata["@graph"] if "sha256" in entity)
