"""Read a TOML file with the line of every key, so that errors can be reported at their line."""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli
import tree_sitter
import tree_sitter_toml

from ..reporting.problem import BadData, Problem, unreadable

LARGEST = 4 * 1024 * 1024
"""Bytes that a source file may have; a register of ten thousand events is smaller."""

LONGEST_KEY = 64
"""Parts that a dotted key may have; Python's parser visits each of them again for every line of its table."""

DEEPEST = 6
"""Levels of nested tables whose line is kept although only a longer key names them; source files have four."""

TOO_DEEP = "is nested too deeply; no source file needs more than four levels"

Keys = tuple[str | int, ...]

BOM = b"\xef\xbb\xbf"
"""A byte order mark, which no source file begins with."""

_LANGUAGE = tree_sitter.Language(tree_sitter_toml.language())
_POSITION = re.compile(r" \(at line (\d+), column \d+\)$")
_LONG_KEY = re.compile(
    rf"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{LONGEST_KEY}}}""".encode()
)
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_HEADERS = {"table", "table_array_element"}
_KEYS = {"bare_key", "quoted_key", "dotted_key"}


@dataclass(frozen=True)
class TomlFile:
    """A file that was read."""

    path: str
    data: dict[str, Any]
    content: bytes

    @cached_property
    def lines(self) -> dict[Keys, int]:
        """Return the line of each key and array element by the keys that lead to it; only errors ask for them."""
        return lines(self.content)

    def line(self, *keys: str | int) -> int:
        """Return the line of a value, or of the nearest enclosing table that has one."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def rename(self, keys: Keys, name: str) -> None:
        """Give the values below a misspelt key their lines under its right name too."""
        end = len(keys)
        for other, line in list(self.lines.items()):
            if other[:end] == keys:
                self.lines.setdefault((*keys[:-1], name, *other[end:]), line)


def read(path: Path, shown: str) -> TomlFile:
    """Return a source file, named ``shown`` in messages.

    Raises BadData with the one error that keeps it from being read.
    """
    found = content(path, shown)
    return TomlFile(shown, parsed(found, shown), found)


def content(path: Path, shown: str) -> bytes:
    """Return the bytes of a source file. Raises BadData if it cannot be read, is too large or is not a file."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise _unreadable(shown, 1, "is not a regular file; links and devices are not read")
        with path.open("rb") as file:
            found = file.read(LARGEST + 1)
    except OSError as error:
        raise BadData([unreadable(shown, error, "toml")]) from None
    if len(found) > LARGEST:
        raise _unreadable(shown, 1, f"is larger than {LARGEST // 1024 // 1024} MiB, the limit for a source file")
    return found


def parsed(content: bytes, shown: str) -> dict[str, Any]:
    """Return the data of a TOML document. Raises BadData with the error that keeps it from being read."""
    if content.startswith(BOM):
        raise _unreadable(shown, 1, "begins with a byte order mark; save it as UTF-8 without one")
    if long := _LONG_KEY.search(content):
        raise _unreadable(shown, content.count(b"\n", 0, long.start()) + 1, TOO_DEEP)
    try:
        return tomli.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(shown, line, f"is not UTF-8 (byte 0x{content[error.start]:02x}); save it as UTF-8") from None
    except RecursionError:
        raise _unreadable(shown, 1, TOO_DEEP) from None
    except ValueError as error:
        if lone := _LONE_RETURN.search(content):
            line = content.count(b"\n", 0, lone.start()) + 1
            raise _unreadable(
                shown, line, "contains a carriage return without a line feed; save it with LF or CRLF line endings"
            ) from None
        message, _, _ = str(error).partition("; use sys.")  # Python's advice on numbers of thousands of digits
        at = _POSITION.search(message)
        line = int(at[1]) if at else content.count(b"\n") + 1
        raise _unreadable(shown, line, f"is not valid TOML: {_POSITION.sub('', message)}") from None


def _unreadable(shown: str, line: int, message: str) -> BadData:
    return BadData([Problem(shown, line, "", message, "toml")])


def lines(content: bytes) -> dict[Keys, int]:
    """Return the line of every key and array element of a valid TOML document, by the keys that lead to it."""
    found: dict[Keys, int] = {}
    for keys, node in _entries(content):
        line = node.start_point.row + 1
        found.setdefault(keys, line)
        if node.type in _HEADERS:
            for end in range(1, min(len(keys), DEEPEST)):
                found.setdefault(keys[:end], line)
    return found


def values(content: bytes) -> Iterator[tuple[Keys, tree_sitter.Node]]:
    """Yield the node of every value of a valid TOML document, elements of lists included, with the keys to it."""
    for keys, node in _entries(content):
        if node.type not in _HEADERS:
            yield keys, node.children[2] if node.type == "pair" else node


def _entries(content: bytes) -> Iterator[tuple[Keys, tree_sitter.Node]]:
    """Yield every table, pair and element of a document with the keys that lead to it, those of inner ones included."""
    arrays: dict[Keys, int] = {}
    for node in tree_sitter.Parser(_LANGUAGE).parse(content).root_node.children:
        prefix: Keys = ()
        pairs = [node]
        if node.type in _HEADERS:
            header, *pairs = [child for child in node.children if child.is_named]
            prefix = tuple(_key_parts(header))
            if node.type == "table_array_element":
                arrays[prefix] = arrays.get(prefix, -1) + 1
                prefix = (*prefix, arrays[prefix])
            yield prefix, node
        yield from _inner(pairs, prefix)


def _inner(nodes: list[tree_sitter.Node], prefix: Keys) -> Iterator[tuple[Keys, tree_sitter.Node]]:
    """Yield each pair and element below some nodes; not recursively, since input may be nested to any depth."""
    stack = [(node, prefix) for node in nodes]
    while stack:
        node, keys = stack.pop()
        if node.type == "pair":
            key, _, value = node.children[:3]
            keys = (*keys, *_key_parts(key))
            yield keys, node
            stack.append((value, keys))
        elif node.type == "array":
            elements = [child for child in node.children if child.is_named and child.type != "comment"]
            for index, element in enumerate(elements):
                yield (*keys, index), element
                stack.append((element, (*keys, index)))
        elif node.type == "inline_table":
            stack += [(child, keys) for child in node.children if child.type == "pair"]


def _key_parts(key: tree_sitter.Node) -> list[str]:
    """Return the parts of a dotted key, without quotes."""
    parts: list[str] = []
    stack = [key]
    while stack:
        node = stack.pop()
        if node.type == "dotted_key":
            stack += [child for child in node.children if child.type in _KEYS][::-1]
        else:
            parts.append(_unquoted((node.text or b"").decode("utf-8")))
    return parts


def _unquoted(key: str) -> str:
    return next(iter(tomli.loads(f"{key} = 0"))) if key[:1] in ("'", '"') else key
