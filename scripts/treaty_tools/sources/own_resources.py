"""The resources of a package that are not tables of the contract: what a build needs to keep them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from treaty_record.contract import Contract
from treaty_record.reading import paths

from ..package import csv_file
from ..package.descriptor import DESCRIPTOR, At, joined, listed, paths_faults
from ..package.descriptor.table_schema import fields
from ..reporting.problem import Problem


def name_of(resource: Mapping[str, Any]) -> str:
    """Return the name of a resource, empty if it is not text."""
    name = resource.get("name")
    return name if isinstance(name, str) else ""


def faults(root: Path, own: Sequence[Mapping[str, Any]], contract: Contract) -> Iterator[Problem]:
    """Yield the errors of resources that a build cannot keep."""
    built = {DESCRIPTOR, "data/README.md", *(f"data/{name}.csv" for name in contract.tables)}
    for number, resource in enumerate(own):
        shown = name_of(resource) or f"resources[{number}]"
        for at, why in [*paths_faults(resource.get("path"), root), *_built_paths(resource, built)][:1]:
            message = f"{why}, so the build cannot keep it; correct the path or delete the resource"
            yield Problem(DESCRIPTOR, 1, joined(shown, "path", *at), message, "resource")


def _built_paths(resource: Mapping[str, Any], built: set[str]) -> Iterator[tuple[At, str]]:
    """Yield the paths of a resource that are files which the build writes, with their indices."""
    for at, path in listed(resource.get("path")):
        if isinstance(path, str) and (path in built or path.startswith("data/schemas/")):
            yield at, f"{path!r} is a file that the build writes"


def summed(resource: Mapping[str, Any], contents: Mapping[str, bytes]) -> dict[str, Any]:
    """Return a resource with the hash and size of its file, if it has just one, and the row count of a CSV table."""
    sums: dict[str, Any] = {}
    files = {path: contents[path] for path in paths(resource)}
    if len(files) == 1:
        (content,) = files.values()
        sums = {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
    names = [str(column["name"]) for column in fields(resource)]
    if names and all(path.endswith(".csv") for path in files):
        sums["rows"] = sum(len(csv_file.read(content, path, names)) for path, content in files.items())
    schema = {"schema": resource["schema"]} if "schema" in resource else {}
    return {key: value for key, value in resource.items() if key != "schema"} | sums | schema
