"""Where the package of data lies that belongs to this code: beside it in a wheel, above it in a checkout."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from .contract import Contract
from .contract_json import contract_from

DESCRIPTOR = "datapackage.json"
"""The file that describes a package."""
_HERE = Path(__file__).parent
_CANDIDATES = (_HERE, _HERE.parents[1])
CODE = "schemas/treaty_record"
"""Where this code lies in its own project."""
CONTRACT = f"{CODE}/contract.json"
"""Where the compiled contract lies there: beside the code, so that reading it needs neither the models nor pandera."""


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
def contract() -> Contract:
    """Return the contract that ``treaty build`` compiled from the models."""
    return contract_from(json.loads((_HERE / "contract.json").read_bytes()))


def is_of(root: Path) -> bool:
    """Return whether a project contains this code, rather than using an installed copy of it."""
    return (root / CODE).resolve() == _HERE.resolve()
