"""Find the lines on which the values of a JSON text begin; used only when there is something to report."""

import json
import re
from collections.abc import Iterator, Set

from .fault import At

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++')


def lines_of(text: str, wanted: Set[At]) -> dict[At, int]:
    """Return the line of each wanted value, or that of its nearest existing parent if it is missing."""
    near = {at[:length] for at in wanted for length in range(len(at) + 1)}
    found = {at: line for at, line in values(text) if at in near}
    return {at: next(found[at[:n]] for n in range(len(at), -1, -1) if at[:n] in found) for at in wanted}


def line_of_second(text: str) -> int:
    """Return the line of the first value whose key is a duplicate within its object."""
    seen: set[At] = set()
    for at, line in values(text):
        if at in seen:
            return line
        seen.add(at)
    return 1


def values(text: str) -> Iterator[tuple[At, int]]:
    """Yield the path and the line of every value in a valid JSON text."""
    at: list[str | int] = []
    line, before, key_next = 1, 0, False
    for token in _TOKEN.finditer(text):
        line += text.count("\n", before, token.start())
        before, word = token.start(), token[0]
        if word in "}]":
            at.pop()
            key_next = False
        elif word == ",":
            key_next = isinstance(at[-1], str)
            at[-1] = at[-1] + 1 if isinstance(at[-1], int) else at[-1]
        elif key_next:
            at[-1] = json.loads(word)
            key_next = False
        elif word != ":":
            yield tuple(at), line
            key_next = word == "{"
            if word in "{[":
                at.append("" if key_next else 0)
