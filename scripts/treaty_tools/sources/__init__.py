"""Read the source files that people type into rows, each with the place it was typed at."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..checks.rule import read_rule
from ..problem import BadData, Problem
from . import toml_file
from .articles import article_file
from .files import listing
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


REGISTERS = {"actors.toml": actors, "events.toml": events, "claims.toml": claims, "retirements.toml": retirements}
"""Source files of rows that articles are about, and what reads them."""
SETTINGS = ("package.toml", "vocabulary.toml")
"""Source files that hold no rows, and have readers of their own."""
KNOWN = (*SETTINGS, *REGISTERS, "articles/*.toml")


def read(folder: Path, contract: Mapping[str, Any], shown: str = "scripts/sources") -> Sources:
    """Return everything that the source files of a folder say; ``shown`` names the folder in messages.

    What is wrong is left out and kept in ``problems``, so that all of it is reported at once.
    """
    sources = Sources({name: [] for name in contract}, {name: [] for name in contract}, [])
    found = listing(folder, shown)
    sources.problems += found.problems
    for name in found.names:
        if name not in SETTINGS:
            sources.problems += _read_file(folder / name, f"{shown}/{name}", _reader(name), contract, sources)
    return sources


def _read_file(
    path: Path, shown: str, reader: Callable[[Typed], None] | None, contract: Mapping[str, Any], sources: Sources
) -> list[Problem]:
    """Add the rows of a source file to ``sources``, and return what is wrong with it."""
    if reader is None:
        return [Problem(shown, 1, "", f"is not a source file: they are {', '.join(KNOWN)}", "source-file")]
    try:
        typed = Typed(toml_file.read(path, shown), contract, sources)
    except BadData as error:
        return error.problems
    reader(typed)
    return typed.found


def _reader(name: str) -> Callable[[Typed], None] | None:
    """Return the function that reads a kind of source file, None for a file of no known kind."""
    return article_file if re.fullmatch(r"articles/[^/]+\.toml", name) else REGISTERS.get(name)
