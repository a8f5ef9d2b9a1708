"""Changes of a document: ranges of its bytes with what replaces them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Edit:
    """A range of bytes, what replaces it, and what to say of the change: its line, key and message."""

    start: int
    end: int
    new: bytes
    line: int
    key: str
    message: str


def applied(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a document after some changes, which do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [content[at : edit.start], edit.new]
        at = edit.end
    return b"".join([*parts, content[at:]])


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """Return changes without those that lie within others."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
