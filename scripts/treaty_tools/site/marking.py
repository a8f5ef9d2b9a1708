"""Where in quoted words a value stands that a machine sees there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import polars as pl

from ..grounding import unseen

Span = tuple[int, int]
_EDGE = re.compile(
    r"(?<=\s)(?=\S)|(?<=\S)(?=\s)|(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])"
)
_AROUND = " \u00a0\t,.;:!?()[]{}«»“”\"'’‘、，。：；（）「」『』।،؛؟"
_COLUMNS = ("kind", "value", "quote", "language", "reference")


@dataclass
class _Search:
    """A quote whose value is seen between ``start`` and ``end``; ``low`` is below what is still to try."""

    edges: list[int]
    low: int
    high: int


def spans(cited: Sequence[Mapping[str, Any]]) -> list[Span | None]:
    """Return, for each value and its quote, the shortest piece found in which the value is seen, None where it is not.

    Each has the keys of ``grounding.unseen``. The end is drawn in as far as the value stays visible, then the start, at
    edges of words; all quotes at once, since what sees them works on whole columns.
    """
    seen = _seen(cited, [(0, len(c["quote"])) for c in cited])
    found: list[Span | None] = [(0, len(c["quote"])) if s else None for c, s in zip(cited, seen, strict=True)]
    once = {i for i, c in enumerate(cited) if found[i] and _stands_once(c)}
    for i in once:
        found[i] = _narrowed(cited[i], (0, len(cited[i]["quote"])))
    there = [i for i, span in enumerate(found) if span and i not in once]
    ends = _halved(cited, there, from_end=True, found=found)
    for i, span in ends.items():
        found[i] = span
    for i, span in _halved(cited, there, from_end=False, found=found).items():
        found[i] = _narrowed(cited[i], span)
    return found


def _stands_once(cited: Mapping[str, Any]) -> bool:
    """Tell whether a value is a name that stands in its quote in one place only, so that nothing is to be tried."""
    return cited["kind"] == "text" and str(cited["quote"]).count(cited["value"]) == 1


def _halved(
    cited: Sequence[Mapping[str, Any]], there: Sequence[int], *, from_end: bool, found: Sequence[Span | None]
) -> dict[int, Span]:
    """Return the pieces with one side drawn in, by halving what is left to try."""
    now = {i: span for i in there if (span := found[i])}
    left = {i: _Search(_edges(cited[i]["quote"], span, from_end), -1, -1) for i, span in now.items()}
    for search in left.values():
        search.high = len(search.edges) - 1
    while trying := {i: s for i, s in left.items() if s.high - s.low > 1}:
        tried = {i: (s.low + s.high) // 2 for i, s in trying.items()}
        pieces = {i: _piece(now[i], left[i].edges[at], from_end) for i, at in tried.items()}
        answers = _seen([cited[i] for i in pieces], list(pieces.values()))
        for (i, at), yes in zip(tried.items(), answers, strict=True):
            left[i].low, left[i].high = (left[i].low, at) if yes else (at, left[i].high)
    return {i: _piece(now[i], s.edges[s.high], from_end) for i, s in left.items()}


def _piece(span: Span, edge: int, from_end: bool) -> Span:
    return (span[0], edge) if from_end else (edge, span[1])


def _edges(quote: str, span: Span, from_end: bool) -> list[int]:
    """Return where a piece may end, the shortest first: its whole length is the last."""
    inner = [m.start() for m in _EDGE.finditer(quote) if span[0] < m.start() < span[1]]
    return [*inner, span[1]] if from_end else [*reversed(inner), span[0]]


def _seen(cited: Sequence[Mapping[str, Any]], pieces: Sequence[Span]) -> list[bool]:
    cut = [{**c, "quote": c["quote"][a:b]} for c, (a, b) in zip(cited, pieces, strict=True)]
    frame = pl.DataFrame(cut, schema=dict.fromkeys(_COLUMNS, pl.String))
    return unseen(frame).is_null().to_list()


def _narrowed(cited: Mapping[str, Any], span: Span) -> Span:
    """Return a piece without the blanks and signs at its edges; of a name the name alone."""
    piece, value = cited["quote"][slice(*span)], cited["value"]
    if cited["kind"] == "text" and value in piece:
        start = span[0] + piece.index(value)
        return start, start + len(value)
    start = span[0] + len(piece) - len(piece.lstrip(_AROUND))
    end = span[1] - (len(piece) - len(piece.rstrip(_AROUND)))
    return (start, end) if start < end else span


def pieces(quote: str, marked: Sequence[Span]) -> list[tuple[str, bool]]:
    """Return a quote cut into pieces, each with whether it is marked; marks that overlap become one."""
    inside = bytearray(len(quote))
    for start, end in marked:
        inside[start:end] = b"\x01" * (end - start)
    cuts = [0, *(i for i in range(1, len(quote)) if inside[i] != inside[i - 1]), len(quote)]
    return [(quote[a:b], bool(inside[a])) for a, b in pairwise(cuts) if a < b]
