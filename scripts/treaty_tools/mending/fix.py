"""Mend source files, all of them or some."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..quotes import texts
from ..reporting.problem import BadData, Problem
from ..reporting.terminal import safe
from ..sources import toml_file
from ..sources.toml_file import Keys
from ..writing import Draft
from .cells import mended, text_edit
from .edit import Edit, apart, applied
from .lists import repeated, without_repeated
from .starts import starts

RULE = "fix"
"""Shown in place of a rule where something has to be mended by hand."""
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Mended:
    """A source file after mending: its content, what was done, and what has to be corrected by hand."""

    path: str
    content: bytes
    done: Sequence[str] = ()
    left: Sequence[Problem] = ()


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
        content, done = with_line_feeds(path, toml_file.content(root / path, path))
        data = toml_file.parsed(content, path)
    except BadData as error:
        return Mended(path, b"", (), error.problems)
    kind = kind_of(path)
    expected = corrected(kind, (), data)
    found, left = _starts(path, kind, expected, folder, toml_file.lines(content))
    edits = apart([*_edits(kind, content), *_start_edits(content, found)])
    after = applied(content, edits)
    for keys, at in found.items():
        _table(expected, keys)[keys[-1]] = at
    if not _is(after, expected):
        message = "cannot be mended without changing anything else; mend it by hand"
        return Mended(path, b"", (), [*left, Problem(path, 1, "", message, RULE)])
    done += [f"{path}:{edit.line}: {edit.key}: {edit.message}" for edit in edits]
    return Mended(path, after, [safe(line) for line in done], left)


def kind_of(path: str) -> str:
    """Return the kind of a source file: ``articles``, a register, ``package`` or ``vocabulary``."""
    return PurePosixPath(path).parts[2].removesuffix(".toml")


def with_line_feeds(path: str, content: bytes) -> tuple[bytes, list[str]]:
    """Return a document without byte order mark and carriage returns, and what was done."""
    done = []
    if content.startswith(BOM):
        content = content.removeprefix(BOM)
        done.append(f"{path}:1: removed the byte order mark")
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        done.append(f"{path}:{line}: converted line endings to LF")
    return content, done


def corrected(kind: str, keys: Keys, value: Any) -> Any:
    """Return a value of a source file as it should be."""
    if isinstance(value, str):
        return mended(kind, keys, value)
    if isinstance(value, dict):
        return {key: corrected(kind, (*keys, key), inner) for key, inner in value.items()}
    if isinstance(value, list):
        return without_repeated([corrected(kind, (*keys, at), inner) for at, inner in enumerate(value)])
    return value


def _edits(kind: str, content: bytes) -> Iterator[Edit]:
    """Yield the changes of texts and lists."""
    for keys, node in toml_file.values(content):
        if node.type == "string" and (edit := text_edit(kind, keys, node)):
            yield edit
        elif node.type == "array":
            elements = tomllib.loads(f"x = {(node.text or b'').decode()}")["x"]
            values = [corrected(kind, (*keys, at), element) for at, element in enumerate(elements)]
            yield from repeated(keys, node, values, content)


def _starts(
    path: str, kind: str, data: Mapping[str, Any], folder: Path | None, lines: Mapping[Keys, int]
) -> tuple[dict[Keys, int], list[Problem]]:
    """Return the right start of each quote that has a wrong one, and an error for each that has to be found by hand."""
    if kind != "articles":
        return {}, []
    try:
        found = list(starts(PurePosixPath(path).stem, data, folder))
    except texts.TextError as error:
        return {}, [Problem(path, 1, "", str(error), RULE)]
    right = {one.keys: one.at for one in found if one.at is not None}
    wrong = [one for one in found if one.at is None]
    return right, [Problem(path, lines.get(one.keys, 1), str(one.keys[-1]), one.why, RULE) for one in wrong]


def _start_edits(content: bytes, found: Mapping[Keys, int]) -> Iterator[Edit]:
    """Yield the changes of starts."""
    for keys, node in toml_file.values(content) if found else ():
        if keys in found:
            message = f"corrected {(node.text or b'').decode()} to {found[keys]}, the only place of the quote"
            line = node.start_point.row + 1
            yield Edit(node.start_byte, node.end_byte, str(found[keys]).encode(), line, "start", message)


def _table(data: Any, keys: Keys) -> Any:
    """Return the table that has the last of some keys."""
    for key in keys[:-1]:
        data = data[key]
    return data


def _is(content: bytes, data: Mapping[str, Any]) -> bool:
    """Tell whether a document has exactly some data."""
    try:
        return tomllib.loads(content.decode()) == data
    except ValueError:
        return False
