"""What the package is: title, version, licences, as scripts/sources/package.toml says."""

from pathlib import Path
from typing import Any

from treaty_record.source_layout import PACKAGE_TEXTS

from ..comparing.version import EXPECTED, parts
from ..problem import BadData, Problem
from . import toml_file

LISTS = ("keywords", "licenses", "contributors")
REQUIRED = ("name", "title", "version", "licenses")


def read(path: Path, shown: str) -> dict[str, Any]:
    """Return the descriptor's properties that people type.

    Raises BadData where the file is missing, has other keys, or lacks what every package needs.
    """
    if not path.exists():
        raise BadData([Problem(shown, 1, "", "is missing: it says what the package is", "toml")])
    file = toml_file.read(path, shown)
    about = file.data.get("package")
    if not isinstance(about, dict):
        raise BadData([Problem(shown, 1, "package", "is missing: write a table [package]", "source-key")])
    problems = [
        Problem(shown, file.line("package", key), key, fault, rule)
        for key in [*about, *(key for key in REQUIRED if key not in about)]
        for fault, rule in _faults(key, about)
    ]
    if problems:
        raise BadData(problems)
    return {key: about[key] for key in (*PACKAGE_TEXTS, *LISTS) if key in about}


def _faults(key: str, about: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what is wrong with one key, with the rule."""
    if key not in about:
        return [("is missing", "source-key")]
    if key not in (*PACKAGE_TEXTS, *LISTS):
        return [("is not a key of this table", "source-key")]
    if key in PACKAGE_TEXTS and not isinstance(about[key], str):
        return [("must be text in quotes", "source-type")]
    if key == "version" and parts(about[key]) is None:
        return [(f"{about[key]!r} is not {EXPECTED}", "source-type")]
    if key in LISTS and not isinstance(about[key], list):
        return [("must be a list", "source-type")]
    return []
