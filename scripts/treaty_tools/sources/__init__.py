"""Read the source files that people type into rows, each with the place it was typed at."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..checks.rule import read_rule
from ..problem import BadData, Problem
from . import toml_file
from .articles import article_file
from .registers import actors, claims, events, retirements
from .rows import Place, Sources
from .typed import Typed

__all__ = ["Place", "Sources", "read"]

read_rule(
    "toml",
    1,
    "A source file is a regular file of TOML in UTF-8, of sane size and depth.",
    "A stranger's pull request is read, never run.",
    of_sources=True,
)
read_rule(
    "source-file",
    1,
    "The sources are package, vocabulary, actors, events, claims, retirements, each .toml, and articles/*.toml.",
    "A file with a misspelt name would be left out without a word.",
    of_sources=True,
)
read_rule(
    "source-key",
    1,
    "A key of a source file is an id, or a column or list that its table has.",
    "A misspelt key would be left out without a word.",
    of_sources=True,
)
read_rule(
    "source-type",
    1,
    "A value of a source file has the type that its column asks for.",
    "A date or a number without quotes would be written otherwise than it was typed.",
    of_sources=True,
)


SETTINGS = ("package.toml", "vocabulary.toml")
"""Source files that hold no rows, and have readers of their own."""


def read(folder: Path, contract: Mapping[str, Any], shown: str = "scripts/sources") -> Sources:
    """Return everything that the source files of a folder say; ``shown`` names the folder in faults.

    Faults are kept in ``problems``, and what they touch is left out, so that all can be told at once.
    """
    sources = Sources({name: [] for name in contract}, {name: [] for name in contract}, [])
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        ours = path.suffix == ".toml" or not (path.name.startswith(".") or path.is_dir())
        if name in SETTINGS or not ours:
            continue
        reader = _reader(name)
        if reader is None:
            message = (
                "is no source file: they are actors.toml, events.toml, claims.toml, retirements.toml, articles/*.toml"
            )
            sources.problems.append(Problem(f"{shown}/{name}", 1, "", message, "source-file"))
            continue
        try:
            reader(Typed(toml_file.read(path, f"{shown}/{name}"), contract, sources))
        except BadData as error:
            sources.problems += error.problems
    return sources


def _reader(name: str) -> Callable[[Typed], None] | None:
    """Return the function that reads a kind of source file, None for a file of no known kind."""
    if re.fullmatch(r"articles/[^/]+\.toml", name):
        return article_file
    return {
        "actors.toml": actors,
        "events.toml": events,
        "claims.toml": claims,
        "retirements.toml": retirements,
    }.get(name)
