"""Read from an earlier build's files which contract it followed."""

import json
import re
from pathlib import Path
from typing import Any

from treaty_record.publishing import profile

from ..package.descriptor import DESCRIPTOR, path_fault
from ..writing.files import digest

PROFILE = re.compile(r"data/schemas/profile-[0-9.]+\.json")
"""The profile that a build writes; it lists the contract's columns and none of the package's own."""
FORMER_CONTRACT = "data/schemas/contract.json"
"""The file that held the contract before it was kept with the code."""


def column_names(root: Path) -> dict[str, set[str]]:
    """Return the columns of each table of the contract that the last build followed, none if that is not known."""
    named = _json(root, DESCRIPTOR).get("$schema")
    path = named if isinstance(named, str) and PROFILE.fullmatch(named) else profile.PATH
    try:
        return profile.column_names(_json(root, path))
    except (LookupError, TypeError):
        return {}


def former_contract(root: Path) -> dict[str, str]:
    """Return the file that held the contract, with its SHA-256, if an earlier build wrote one."""
    compiled = _json(root, FORMER_CONTRACT).keys() == {"models_sha256", "tables", "vocabularies"}
    sha256 = digest(root / FORMER_CONTRACT) if compiled else None
    return {FORMER_CONTRACT: sha256} if sha256 else {}


def _json(root: Path, path: str) -> dict[str, Any]:
    """Return the object in a JSON file of a project, empty if there is none that can be read."""
    try:
        found = json.loads((root / path).read_bytes()) if path_fault(path, root) is None else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
