"""Locate the data package that belongs to this code: next to it in a wheel, above it in a checkout."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from .contract import Contract
from .contract_json import contract_from

DESCRIPTOR = "datapackage.json"
"""The name of a package's descriptor."""
_HERE = Path(__file__).parent
_CANDIDATES = (_HERE, _HERE.parents[1])
CODE = "schemas/treaty_record"
"""The path of this code within its own project."""
CONTRACT = f"{CODE}/contract.json"
"""The path of the compiled contract there: next to the code, so that reading it needs no models and no pandera."""


def descriptor_of(package: Path) -> Path:
    """Return the path of a package's descriptor, given the path itself or the package's folder."""
    return package / DESCRIPTOR if package.is_dir() else package


@lru_cache
def folder() -> Path:
    """Return the folder that contains datapackage.json and data/.

    Raises FileNotFoundError if there is none: the checkout's was deleted, or the installation is broken.
    """
    for candidate in _CANDIDATES:
        if (candidate / DESCRIPTOR).is_file():
            return candidate
    raise FileNotFoundError(f"no {DESCRIPTOR} in {_HERE} or {_CANDIDATES[1]}: run 'treaty build' there")


@lru_cache
def descriptor() -> dict[str, Any]:
    """Return the Frictionless descriptor of the data; do not modify it, since it is shared by all callers."""
    found: dict[str, Any] = json.loads((folder() / DESCRIPTOR).read_bytes())
    return found


@lru_cache
def contract() -> Contract:
    """Return the contract that ``treaty build`` compiled from the models."""
    return contract_from(json.loads((_HERE / "contract.json").read_bytes()))


def is_of(root: Path) -> bool:
    """Return whether a project contains this code, as opposed to using an installed copy."""
    return (root / CODE).resolve() == _HERE.resolve()
