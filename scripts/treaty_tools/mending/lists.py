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


def _extent(node: tree_sitter.Node, content: bytes) -> tuple[int, int]:
    """Return the range of an element that is not the first, with a comma and, if nothing else is there, its line."""
    following, before = node.next_sibling, node.prev_sibling
    if following is None or following.type != ",":
        is_next = before is not None and before.type == "," and not content[before.end_byte : node.start_byte].strip()
        return (before.start_byte if before and is_next else node.start_byte), node.end_byte
    start, end = node.start_byte, following.end_byte
    line = content.rfind(b"\n", 0, start) + 1
    after = len(content) - len(content[end:].lstrip(b" \t"))
    if not content[line:start].strip() and content[after : after + 1] == b"\n":
        return line, after + 1
    return start, after
