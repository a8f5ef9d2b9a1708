"""Read the source files into rows, each with the file and line that it comes from."""

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from treaty_record.contract import Contract

from ..reporting.problem import BadData, Problem
from . import toml_file
from .articles import article_file
from .complete import complete
from .files import listing
from .registers import actors, claims, events, retirements
from .typed import Typed
from .typed_rows import Place, Sources

__all__ = ["Place", "Sources", "read"]


REGISTERS = {"actors": actors, "events": events, "claims": claims, "retirements": retirements}
"""The registers, each with the function that reads it; a register is a file or a folder of files."""
SETTINGS = ("package.toml", "vocabulary.toml")
"""Source files without rows; they have their own readers."""
KNOWN = (*SETTINGS, *(f"{name}.toml" for name in REGISTERS), "articles/*.toml")


def read(folder: Path, contract: Contract, shown: str = "scripts/sources") -> Sources:
    """Return the content of a folder's source files; ``shown`` names the folder in messages.

    Invalid parts are left out and collected in ``problems``, so that all errors are reported at once.
    """
    sources = Sources({name: [] for name in contract.tables}, {name: [] for name in contract.tables}, [])
    found = listing(folder, shown)
    sources.problems += found.problems
    for name in found.names:
        if name not in SETTINGS:
            sources.problems += _read_file(folder / name, f"{shown}/{name}", _reader(name), contract, sources)
    complete(sources, contract)
    return sources


def _read_file(
    path: Path, shown: str, reader: Callable[[Typed], None] | None, contract: Contract, sources: Sources
) -> list[Problem]:
    """Add the rows of a source file to ``sources`` and return its errors."""
    if reader is None:
        sources.unread |= {*REGISTERS, "articles", "citations"}  # it may be any of them, with its name misspelt
        return [Problem(shown, 1, "", f"is not a known source file; expected one of {', '.join(KNOWN)}", "source-file")]
    try:
        typed = Typed(toml_file.read(path, shown), contract, sources)
    except BadData as error:
        sources.unread |= _tables_of(shown)
        return error.problems
    reader(typed)
    typed.finish(_tables_of(shown))
    return typed.found


BELOW = {"actors": ("names",), "claims": ("relations",)}
"""Tables whose rows are typed below those of a register."""


def _tables_of(shown: str) -> set[str]:
    """Return the tables whose rows a source file gives, apart from what follows from citations."""
    name = PurePosixPath(shown)
    register = name.parent.name if name.parent.name in REGISTERS else name.stem
    return {register, *BELOW.get(register, ())} if register in REGISTERS else {"articles", "citations"}


def _reader(name: str) -> Callable[[Typed], None] | None:
    """Return the function that reads a source file, None for an unknown kind of file."""
    found = re.fullmatch(r"([a-z]+)(/[^/]+)?\.toml", name)
    if found and found[1] == "articles":
        return article_file if found[2] else None
    return REGISTERS.get(found[1]) if found else None
