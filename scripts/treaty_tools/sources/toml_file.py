"""Read a TOML file with the line of every key, so that errors can be reported at their line."""

import re
import stat
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """The content of a file, and the line of each key and array element by the keys that lead to it."""

    path: str
    data: dict[str, Any]
    lines: dict[Keys, int]

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
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise _unreadable(shown, 1, "is not a regular file; links and devices are not read")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise BadData([unreadable(shown, error, "toml")]) from None
    if len(content) > LARGEST:
        raise _unreadable(shown, 1, f"is larger than {LARGEST // 1024 // 1024} MiB, the limit for a source file")
    return TomlFile(shown, _parsed(content, shown), lines(content))


def _parsed(content: bytes, shown: str) -> dict[str, Any]:
    if content.startswith(b"\xef\xbb\xbf"):
        raise _unreadable(shown, 1, "begins with a byte order mark; save it as UTF-8 without one")
    if long := _LONG_KEY.search(content):
        raise _unreadable(shown, content.count(b"\n", 0, long.start()) + 1, TOO_DEEP)
    try:
        return tomllib.loads(content.decode("utf-8"))
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
            found.setdefault(prefix, node.start_point.row + 1)
            for end in range(1, min(len(prefix), DEEPEST)):
                found.setdefault(prefix[:end], node.start_point.row + 1)
        for keys, line in _positions(pairs, prefix):
            found.setdefault(keys, line)
    return found


def _positions(nodes: list[tree_sitter.Node], prefix: Keys) -> Iterator[tuple[Keys, int]]:
    """Yield each key and element below some nodes; not recursively, since input may be nested to any depth."""
    stack = [(node, prefix) for node in nodes]
    while stack:
        node, keys = stack.pop()
        if node.type == "pair":
            key, _, value = node.children[:3]
            keys = (*keys, *_key_parts(key))
            yield keys, node.start_point.row + 1
            stack.append((value, keys))
        elif node.type == "array":
            elements = [child for child in node.children if child.is_named and child.type != "comment"]
            for index, element in enumerate(elements):
                yield (*keys, index), element.start_point.row + 1
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
    return next(iter(tomllib.loads(f"{key} = 0"))) if key[:1] in ("'", '"') else key
