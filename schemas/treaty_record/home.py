"""Where the package of data lies that belongs to this code: beside it in a wheel, above it in a checkout."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@lru_cache
def folder() -> Path:
    """Return the folder that holds datapackage.json and data/.

    Raises FileNotFoundError where neither place has one: the checkout's was deleted, or the installation is broken.
    """
    for candidate in (_HERE, _HERE.parents[1]):
        if (candidate / "datapackage.json").is_file():
            return candidate
    raise FileNotFoundError(f"no datapackage.json in {_HERE} or {_HERE.parents[1]}: run 'treaty build' there")


@lru_cache
def descriptor() -> dict[str, Any]:
    """Return the Frictionless descriptor of the data; not to be changed, every caller shares it."""
    found: dict[str, Any] = json.loads((folder() / "datapackage.json").read_bytes())
    return found


@lru_cache
def contract() -> dict[str, dict[str, Any]]:
    """Return the compiled contract (``treaty_record.contract``) as the last build wrote it; shared like the descriptor.

    Raises FileNotFoundError where no build has written it yet.
    """
    found: dict[str, dict[str, Any]] = json.loads((folder() / "data/schemas/contract.json").read_bytes())
    return found
