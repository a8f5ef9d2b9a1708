"""Where one written character ends and the next begins (Unicode Standard Annex 29, as the regex library has it)."""

import regex

REACH = 64
"""How many characters before a boundary are considered; longer runs of joined characters are not writing."""
PLAIN = "\u0300"
"""Characters below this neither join the one before them nor depend on earlier ones."""

_GRAPHEME = regex.compile(r"\X")
_APART = regex.compile(r"\p{GCB=Other}\p{GCB=Other}|[\p{GCB=Extend}\p{GCB=SpacingMark}][ -\u02ff]")
"""Two characters that are seen at once to be apart: a mark joins those before it, never a blank after it."""


def inside(text: str, at: int) -> bool:
    """Tell whether an offset lies within a grapheme, so that cutting there would break it."""
    if not 0 < at < len(text) or _APART.match(text, at - 1):
        return False
    start, lowest = at - 1, max(0, at - REACH)
    while start > lowest and text[start] >= PLAIN:
        start -= 1
    return all(grapheme.start() != at for grapheme in _GRAPHEME.finditer(text, start, at + 1))


def whole(text: str, start: int, end: int) -> bool:
    """Tell whether a range begins and ends on grapheme boundaries."""
    return not inside(text, start) and not inside(text, end)


def boundary_before(text: str, at: int) -> int:
    """Return the last boundary at or before an offset."""
    while inside(text, at):
        at -= 1
    return at


def boundary_after(text: str, at: int) -> int:
    """Return the first boundary at or after an offset."""
    while inside(text, at):
        at += 1
    return at
