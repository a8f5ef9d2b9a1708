"""The packages that inputs are tried on, in a folder of their own."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from json_changes import Ways, ways

from treaty_record import home
from treaty_record.contract import Contract, TableSchema
from treaty_tools.sources.build import rebuild

FIVE_ARTICLES = Path(__file__).parents[2] / "tests/cases/five_articles"
SMALL = (("actors", "names"), ("articles", "passages"), ("events", "participants"), ("vocabulary", "retirements"))
"""Tables that make small descriptors, which are read in a tenth of the time of the whole one."""
PROSE = ("title", "description", "categories", "form", "example")
"""Properties without which a descriptor is half as long, and as valid."""


@dataclass(frozen=True)
class Described:
    """A valid descriptor as JSON, the contract that it follows, and the way to each of its values."""

    text: str
    contract: Contract
    ways: Ways


class Room:
    """A folder with a valid package, ``package``, its original, and a copy whose tables have no rows, ``empty``."""

    def __init__(self, folder: Path) -> None:
        """Build the packages."""
        self.folder, self.sound, self.package, self.empty = (
            folder / name for name in ("", "sound", "package", "empty")
        )
        shutil.copytree(FIVE_ARTICLES, self.sound / "scripts/sources")
        built, _ = rebuild(self.sound)
        (self.sound / "datapackage.json").write_text(
            json.dumps(without_sums(json.loads(built.files["datapackage.json"])))
        )
        (self.sound / "texts").mkdir()
        (self.sound / "texts/vtcnews-bn-20241112-phe-chuan.txt").write_text(
            "Words of a decree.\n\nMore words.\n", "utf-8"
        )
        shutil.copytree(self.sound, self.package)
        shutil.copytree(self.sound, self.empty)
        for path in (self.empty / "data").glob("*.csv"):
            path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\n")
        self._signs = set(signs(self.sound))

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """Return the descriptor without hashes and sizes, so that changed tables are read at all."""
        found: dict[str, Any] = json.loads((self.sound / "datapackage.json").read_bytes())
        return found

    @cached_property
    def described(self) -> Described:
        """Return the whole descriptor."""
        return Described(json.dumps(self.descriptor), home.contract(), ways(self.descriptor))

    @cached_property
    def small(self) -> list[Described]:
        """Return descriptors of two tables each, without prose."""
        return [of_tables(without_prose(self.descriptor), names) for names in SMALL]

    @cached_property
    def tables(self) -> dict[str, bytes]:
        """Return the content of each table by its name."""
        return {path.stem: path.read_bytes() for path in sorted((self.sound / "data").glob("*.csv"))}

    @cached_property
    def sources(self) -> dict[str, bytes]:
        """Return the content of each source file by its path."""
        found = sorted((self.sound / "scripts/sources").rglob("*.toml"))
        return {path.relative_to(self.sound).as_posix(): path.read_bytes() for path in found}

    @cached_property
    def columns(self) -> dict[str, dict[str, str]]:
        """Return the columns of each table, with their types."""
        return {name: table.types for name, table in home.contract().tables.items()}

    def put(self, package: Path, files: Mapping[str, bytes]) -> None:
        """Write an input's files into a package."""
        for path, content in files.items():
            (package / path).write_bytes(content)

    def restore(self, files: Iterable[str]) -> None:
        """Undo what a command did to ``package``, in which an input had put files, and to the folder around it."""
        for found in self.folder.iterdir():
            if found not in (self.sound, self.empty, self.package):
                remove(found)
        with suppress(OSError):  # the command replaced a folder; then the package is copied again
            for path in files:
                self._put_back(path)
        if not self.package.is_dir() or set(signs(self.package)) != self._signs:
            remove(self.package)
            shutil.copytree(self.sound, self.package)

    def _put_back(self, path: str) -> None:
        """Copy one file of the package again, or remove it if the original has none."""
        remove(self.package / path)
        if (self.sound / path).exists():
            shutil.copy2(self.sound / path, self.package / path)


def remove(path: Path) -> None:
    """Remove whatever is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def signs(folder: Path, under: str = "") -> Iterator[tuple[str, int, int, int]]:
    """Yield what shows that a file or folder is still the one that was copied: path, mode, size, time of change."""
    for entry in os.scandir(folder):
        name, found = f"{under}{entry.name}", entry.stat(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            yield name, found.st_mode, 0, 0
            yield from signs(folder / entry.name, f"{name}/")
        else:
            yield name, found.st_mode, found.st_size, found.st_mtime_ns


def without_sums(descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return a descriptor that says nothing of its files' bytes."""
    kept = [{k: v for k, v in r.items() if k not in ("hash", "bytes", "rows")} for r in descriptor["resources"]]
    return {**descriptor, "resources": kept}


def without_prose(value: Any) -> Any:
    """Return a descriptor without what is written for people."""
    if isinstance(value, dict):
        return {key: without_prose(inner) for key, inner in value.items() if key not in PROSE}
    return [without_prose(inner) for inner in value] if isinstance(value, list) else value


def of_tables(descriptor: Mapping[str, Any], names: Iterable[str]) -> Described:
    """Return a descriptor of some tables, with the contract for them, without references to others."""
    kept = {name: internal(schema, names) for name, schema in home.contract().tables.items() if name in names}
    resources = [
        {**r, "schema": internal_json(r["schema"], names)} for r in descriptor["resources"] if r["name"] in names
    ]
    described = {**descriptor, "resources": resources}
    return Described(json.dumps(described), replace(home.contract(), tables=kept), ways(described))


def internal(schema: TableSchema, names: Iterable[str]) -> TableSchema:
    """Return a table without the foreign keys that lead to other tables than those named."""
    return replace(schema, foreign_keys=tuple(key for key in schema.foreign_keys if key.parent in names))


def internal_json(schema: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return a table's schema in JSON without the foreign keys that lead to other tables than those named."""
    keys = [key for key in schema.get("foreignKeys", []) if key["reference"].get("resource", "") in ("", *names)]
    others = {name: value for name, value in schema.items() if name != "foreignKeys"}
    return others | ({"foreignKeys": keys} if keys else {})
