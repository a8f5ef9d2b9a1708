"""Set the version in a project's files; a project may lack any of them."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from treaty_record.values.patterns import VERSION
from treaty_record.values.version import parts, pep_440

from ...reporting.problem import BadData, Problem
from ...sources.toml_editing import NotEditableError, with_value

PACKAGE = "scripts/sources/package.toml"
CHANGELOG = "CHANGELOG.md"


class Stamp(NamedTuple):
    """The version of a release, and its day such as 2026-11-25."""

    version: str
    day: str


def stamped(root: Path, stamp: Stamp) -> dict[str, bytes]:
    """Return the files of a project that contain its version, by path, with the new version.

    Raises BadData with each file whose version cannot be set.
    """
    made, problems = {}, []
    for path, setting in SETTINGS.items():
        if (root / path).is_file():
            try:
                made[path] = setting((root / path).read_text(encoding="utf-8"), stamp, root).encode()
            except LookupError as error:
                problems.append(Problem(path, 1, "version", str(error.args[0]), "version"))
            except ValueError as error:  # neither UTF-8 nor TOML
                problems.append(Problem(path, 1, "", f"cannot be read: {error}", "version"))
    if problems:
        raise BadData(problems)
    return made


def _package(text: str, stamp: Stamp, _: Path) -> str:
    """Return package.toml with the new version, which it is required to have."""
    if "version" not in tomllib.loads(text).get("package", {}):
        raise LookupError("is missing")
    return _toml(text, ("package", "version"), stamp.version)


def _pyproject(text: str, stamp: Stamp, _: Path) -> str:
    """Return pyproject.toml with the new version, unchanged if it has no project or a dynamic version."""
    if "version" not in tomllib.loads(text).get("project", {}):
        return text
    if (version := _of_python(stamp)) is None:
        known = "a Python package can have the pre-releases alpha.N, beta.N and rc.N, and no build metadata"
        raise LookupError(f"cannot be {stamp.version}: {known}")
    return _toml(text, ("project", "version"), version)


def _of_python(stamp: Stamp) -> str | None:
    """Return the version of a release in Python's form, None if it has none."""
    version = parts(stamp.version)
    return pep_440(version) if version else None


def _toml(text: str, keys: Sequence[str | int], version: str) -> str:
    """Return a TOML document with the new version under a path of keys."""
    try:
        return with_value(text, keys, version)
    except NotEditableError:
        raise LookupError("cannot be set without changing the file's layout: set it by hand") from None


def _lock(text: str, stamp: Stamp, root: Path) -> str:
    """Return uv.lock with the new version of the project itself."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
    name = re.sub(r"[-_.]+", "-", str(project.get("name"))).lower()
    if (version := _of_python(stamp)) is None:  # reported for pyproject.toml
        return text
    blocks = re.split(r"(?m)^(?=\[\[package\]\]\r?$)", text)  # editing hundreds of packages at once takes seconds
    for index, block in enumerate(blocks):
        for package in tomllib.loads(block).get("package", []):
            if package.get("name") == name and "version" in package:
                blocks[index] = _toml(block, ("package", 0, "version"), version)
    return "".join(blocks)


def _citation(text: str, stamp: Stamp, _: Path) -> str:
    """Return CITATION.cff with the new version and its release date."""
    without = re.sub(r"(?m)^date-released:.*\n", "", text)
    line = f"version: {stamp.version}\ndate-released: {stamp.day}"
    made, times = re.subn(r"(?m)^version:.*$", line, without)
    if times != 1:
        raise LookupError("must have its version on one line, such as version: 1.2.3")
    return made


def _pins(text: str, stamp: Stamp, _: Path) -> str:
    """Return a text in which examples pin the new version: ``@v1.2.3`` and ``rev: v1.2.3``."""
    version = VERSION[1:-1]
    return re.sub(rf"(?<=@v){version}(?!\w)|(?<=rev: v){version}(?!\w)", stamp.version, text)


SETTINGS: Mapping[str, Callable[[str, Stamp, Path], str]] = {
    PACKAGE: _package,
    "pyproject.toml": _pyproject,
    "uv.lock": _lock,
    "CITATION.cff": _citation,
    "README.md": _pins,
    "docs/validating.md": _pins,
}
"""How the version is set in each file."""
