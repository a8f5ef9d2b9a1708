"""Mend source files, all of them or some."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..quotes import texts
from ..reporting.problem import BadData, Problem
from ..sources import toml_file
from ..sources.toml_file import Keys
from ..writing import Draft
from .cells import mended, text_edit
from .edit import Edit, apart, applied
from .lists import repeated
from .starts import starts

RULE = "fix"
"""Shown in place of a rule where something has to be mended by hand."""
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Mended:
    """A source file after mending: its content, what was done, and what has to be corrected by hand."""

    path: str
    content: bytes
    done: Sequence[str]
    left: Sequence[Problem]


def fix(draft: Draft, paths: Sequence[str], folder: Path | None) -> list[Mended]:
    """Prepare the mended files of a project, and return them."""
    found = [mended_file(draft.root, path, folder) for path in paths]
    for file in found:
        if file.done:
            draft.add(file.path, file.content)
    return found


def mended_file(root: Path, path: str, folder: Path | None) -> Mended:
    """Return a source file after mending; one that cannot be read, or not safely be changed, is left as it is."""
    try:
        toml_file.regular(root / path, path)
        before = (root / path).read_bytes()
        content, done = _with_line_feeds(path, before)
        toml_file.parsed(content, path)
    except BadData as error:
        return Mended(path, b"", (), error.problems)
    kind = PurePosixPath(path).parts[2].removesuffix(".toml")
    edits, left = _edits(path, kind, content, folder)
    after = applied(content, edits)
    if tomllib.loads(after.decode()) != _expected(content, kind, edits):
        problem = Problem(path, 1, "", "cannot be mended without changing anything else; mend it by hand", RULE)
        return Mended(path, before, (), [problem])
    said = (f"{path}:{edit.line}: {edit.key}: {edit.message}" for edit in sorted(edits))
    return Mended(path, after, [*done, *said], left)
