"""Where the package of data lies that belongs to this code: beside it in a wheel, above it in a checkout."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from .fingerprint import models_sha256

DESCRIPTOR = "datapackage.json"
"""The file that describes a package."""
_HERE = Path(__file__).parent
_CANDIDATES = (_HERE, _HERE.parents[1])


def descriptor_of(package: Path) -> Path:
    """Return the path of a package's descriptor, given that path or the package's folder."""
    return package / DESCRIPTOR if package.is_dir() else package


@lru_cache
def folder() -> Path:
    """Return the folder that holds datapackage.json and data/.

    Raises FileNotFoundError where neither place has one: the checkout's was deleted, or the installation is broken.
    """
    for candidate in _CANDIDATES:
        if (candidate / DESCRIPTOR).is_file():
            return candidate
    raise FileNotFoundError(f"no {DESCRIPTOR} in {_HERE} or {_CANDIDATES[1]}: run 'treaty build' there")


@lru_cache
def descriptor() -> dict[str, Any]:
    """Return the Frictionless descriptor of the data; not to be changed, every caller shares it."""
    found: dict[str, Any] = json.loads((folder() / DESCRIPTOR).read_bytes())
    return found


@lru_cache
def compiled() -> dict[str, Any]:
    """Return the contract as ``treaty_record.publishing.table_schema.compiled`` makes it; shared like the descriptor.

    It is read from where the last build wrote it, because loading the models takes a second; where they have changed
    since, or nothing was written yet, it is compiled anew.
    """
    for candidate in _CANDIDATES:
        path = candidate / "data/schemas/contract.json"
        found: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
        if found.get("models_sha256") == models_sha256():
            return found
    from .publishing.table_schema import compiled

    return compiled()


def contract() -> dict[str, dict[str, Any]]:
    """Return title, description and Table Schema of every table, by its name."""
    tables: dict[str, dict[str, Any]] = compiled()["tables"]
    return tables
