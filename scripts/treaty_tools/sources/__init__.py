"""Read the source files that people type into rows, each with the place it was typed at."""

import re
from collections.abc import Callable
from pathlib import Path

from treaty_record.contract import Contract

from ..reporting.problem import BadData, Problem
from . import toml_file
from .articles import article_file
from .files import listing
from .registers import actors, claims, events, retirements
from .typed import Typed
from .typed_rows import Place, Sources

__all__ = ["Place", "Sources", "read"]


REGISTERS = {"actors.toml": actors, "events.toml": events, "claims.toml": claims, "retirements.toml": retirements}
"""Source files of rows that articles are about, and what reads them."""
SETTINGS = ("package.toml", "vocabulary.toml")
"""Source files that hold no rows, and have readers of their own."""
KNOWN = (*SETTINGS, *REGISTERS, "articles/*.toml")


def read(folder: Path, contract: Contract, shown: str = "scripts/sources") -> Sources:
    """Return everything that the source files of a folder say; ``shown`` names the folder in messages.

    What is wrong is left out and kept in ``problems``, so that all of it is reported at once.
    """
    sources = Sources({name: [] for name in contract.tables}, {name: [] for name in contract.tables}, [])
    found = listing(folder, shown)
    sources.problems += found.problems
    for name in found.names:
        if name not in SETTINGS:
            sources.problems += _read_file(folder / name, f"{shown}/{name}", _reader(name), contract, sources)
    return sources


def _read_file(
    path: Path, shown: str, reader: Callable[[Typed], None] | None, contract: Contract, sources: Sources
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
