"""Read the source files into rows, each with the file and line that it comes from."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

from treaty_record.contract import Contract
from treaty_record.publishing.source_layout import own_tables

from ..package.project import SOURCES
from ..reporting.problem import BadData, Problem
from . import toml_file
from .articles import article_file
from .complete import complete
from .files import listing
from .registers import actors, claims, events, own_rows, retirements
from .typed import Typed
from .typed_rows import Place, Sources

__all__ = ["Place", "Sources", "read"]


REGISTERS = {"actors": actors, "events": events, "claims": claims, "retirements": retirements}
"""The registers, each with the function that reads it; a register is a file or a folder of files."""
SETTINGS = ("package.toml", "vocabulary.toml")
"""Source files without rows; they have their own readers."""
KNOWN = (*SETTINGS, *(f"{name}.toml" for name in REGISTERS), "articles/*.toml")


def read(
    folder: Path,
    contract: Contract,
    shown: str = SOURCES,
    unknown: frozenset[str] | None = frozenset(),
) -> Sources:
    """Return the content of a folder's source files; ``shown`` names the folder in messages.

    ``unknown`` names tables and columns of the project's own whose declarations have errors, so that what is typed for
    them is not read; None if none of the declarations could be read. Invalid parts are left out and collected in
    ``problems``, so that all errors are reported at once.
    """
    sources = Sources({name: [] for name in contract.tables}, {name: [] for name in contract.tables}, [])
    sources.unknown = unknown
    found = listing(folder, shown)
    sources.problems += found.problems
    for name in found.names:
        if name not in SETTINGS:
            reader = _reader(name, contract, unknown)
            sources.problems += _read_file(folder / name, f"{shown}/{name}", reader, contract, sources)
    complete(sources, contract)
    return sources


def _read_file(
    path: Path, shown: str, reader: Callable[[Typed], None] | None, contract: Contract, sources: Sources
) -> list[Problem]:
    """Add the rows of a source file to ``sources`` and return its errors."""
    if reader is None:
        sources.unread |= {*REGISTERS, "articles", "citations"}  # it may be any of them, with its name misspelt
        known = ", ".join([*KNOWN, *(f"{name}.toml" for name in own_tables(contract))])
        return [Problem(shown, 1, "", f"is not a known source file; expected one of {known}", "source-file")]
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
    if name.parent.name == "articles":
        return {"articles", "citations"}
    register = name.parent.name if name.parent.name in REGISTERS else name.stem
    return {register, *BELOW.get(register, ())}


def _reader(name: str, contract: Contract, unknown: frozenset[str] | None) -> Callable[[Typed], None] | None:
    """Return the function that reads a source file, None for an unknown kind of file."""
    found = re.fullmatch(r"([a-z][a-z0-9_]*)(/[^/]+)?\.toml", name)
    if not found:
        return None
    register = found[1]
    if register == "articles":
        return article_file if found[2] else None
    if register in own_tables(contract):
        return partial(own_rows, table=register)
    if register not in REGISTERS and (unknown is None or register in unknown):
        return lambda typed: None
    return REGISTERS.get(register)
