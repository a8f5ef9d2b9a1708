"""Look up pins in a text: from the first ``begins`` to the first ``ends`` after it, as whole words, ignoring case."""

from dataclasses import replace

from treaty_record.values import pins

from ..reporting.terminal import named
from . import texts
from .body import Body
from .diagnosis import diagnosis
from .finding import Finding
from .texts import Span

LARGEST_PINNED_PART = 0.5
"""Part of a passage that its pins together may have."""


def in_body(body: Body, begins: str, ends: str | None) -> Finding:
    """Return the result for the pins of a passage."""
    if fault := pins.fault(begins) or (ends and pins.fault(ends)):
        return Finding("badly pinned", note=f"'begins' or 'ends' {fault}")
    first, last = pins.fold(begins), pins.fold(ends or "")
    start = pins.find(body.folded, first)
    if start < 0:
        return _cut(body, "begins", first, 0) or Finding("missing", note=why_missing(body, "begins", begins))
    end = start + len(first)
    if last:
        at = pins.find(body.folded, last, end)
        if at < 0:
            return _without_end(body, start, end, ends or "", last)
        end = at + len(last)
    return _found(body, first, last, (start, end))


def _found(body: Body, first: str, last: str, span: Span) -> Finding:
    """Return the result for folded pins that mark a range."""
    start, end = span
    again = pins.find(body.folded, first, end)
    if again >= 0:
        place = texts.place_of(body.paragraphs, again, again + len(first))
        return Finding("ambiguous", note=f"'begins' recurs at {again} in {place}, after the passage: take more words")
    pinned = len(first) + len(last)
    if last and pinned > LARGEST_PINNED_PART * (end - start):
        words = f"the pins have {pinned} of the passage's {end - start} code points; half is allowed"
        return Finding("badly pinned", start, end, f"{words}: take fewer words, or leave out 'ends'")
    return Finding("match", start, end)


def _without_end(body: Body, start: int, after: int, ends: str, last: str) -> Finding:
    """Return the result for pins of which only ``begins`` occurs as it should, in a range; ``last`` is folded."""
    overlapping = pins.find(body.folded, last, start + 1)
    if start < overlapping < after:
        note = f"'begins' and 'ends' overlap at {overlapping}: take fewer words"
        return Finding("badly pinned", note=note)
    return _cut(body, "ends", last, after) or Finding("missing", note=why_missing(body, "ends", ends, after))


def _cut(body: Body, pin: str, words: str, since: int) -> Finding | None:
    """Return the result for a pin that occurs only inside words, None if it does not occur at all."""
    at = body.folded.find(words, since) if words else -1
    if at < 0:
        return None
    note = f"'{pin}' {cut_side(body.text, at, at + len(words))}: take the whole word"
    if pins.is_unspaced(words):
        note = f"{note}, or words up to punctuation, a blank or the end of the line"
    return Finding("badly pinned", at, at + len(words), note)


def cut_side(text: str, start: int, end: int) -> str:
    """Return where a range cuts a word."""
    if pins.is_cut(text, start):
        return f"begins inside a word: {named(text[start - 1])} comes before it"
    return f"ends inside a word: {named(text[end])} follows it"


def why_missing(body: Body, pin: str, words: str, since: int = 0) -> str:
    """Return why a pin is missing, with what is nearly there."""
    if not words:
        return f"'{pin}' is empty"
    absent = "does not occur" if pin == "begins" else "does not occur after 'begins'"
    found = diagnosis(body, words, since)
    if not found.similar and since and pins.find(body.folded, pins.fold(words)) >= 0:
        absent = f"{absent}, only before it"
    return replace(found, fault=found.fault and f"{absent}: the words {found.fault}").sentence(f"'{pin}'", absent)


def is_nearly_there(body: Body, words: str) -> bool:
    """Tell whether words occur, or nearly so."""
    return body.near.has(words)
