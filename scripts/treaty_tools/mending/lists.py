"""Remove from lists the texts that they have already."""

from collections.abc import Iterator

import tree_sitter

from ..sources.toml_file import Keys
from .edit import Edit


def repeated(keys: Keys, array: tree_sitter.Node, values: list[object], content: bytes) -> Iterator[Edit]:
    """Yield the removal of each text that is in its list before; ``values`` are the list's elements, mended."""
    elements = [node for node in array.children if node.is_named and node.type != "comment"]
    key = next((key for key in reversed(keys) if isinstance(key, str)), "")
    seen = set()
    for node, value in zip(elements, values, strict=True):
        if isinstance(value, str) and value in seen:
            start, end = _extent(node, content)
            yield Edit(start, end, b"", node.start_point.row + 1, key, f"removed {value!r}, which the list has already")
        elif isinstance(value, str):
            seen.add(value)


def without_repeated(values: list[object]) -> list[object]:
    """Return a list without the texts that it has before."""
    return [value for at, value in enumerate(values) if not isinstance(value, str) or value not in values[:at]]


def _extent(node: tree_sitter.Node, content: bytes) -> tuple[int, int]:
    """Return the range of an element that is not the first, with a comma and, if nothing else is there, its line."""
    following, comma = node.next_sibling, _comma_before(node, content)
    if following is None or following.type != ",":
        return (comma.start_byte if comma else node.start_byte), node.end_byte
    start, end = node.start_byte, following.end_byte
    if comma and b"\n" not in content[comma.end_byte : start]:
        return comma.end_byte, end
    line = content.rfind(b"\n", 0, start) + 1
    after = len(content) - len(content[end:].lstrip(b" \t"))
    if not content[line:start].strip() and content[after : after + 1] == b"\n":
        return line, after + 1
    return start, after


def _comma_before(node: tree_sitter.Node, content: bytes) -> tree_sitter.Node | None:
    """Return the comma before an element, None if there is a comment between them."""
    before = node.prev_sibling
    if before is None or before.type != "," or content[before.end_byte : node.start_byte].strip():
        return None
    return before
