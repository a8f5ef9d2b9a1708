"""Name the characters by which texts differ that may look the same."""

import unicodedata
from itertools import takewhile


def named(characters: str) -> str:
    """Return the code points and names of characters: ``U+00A0 NO-BREAK SPACE``."""
    return " + ".join(f"U+{ord(each):04X} {unicodedata.name(each, '')}".rstrip() for each in characters)


def unnormalised(text: str) -> str:
    """Return what is first not in NFC in a text, and what it should be, for a message; empty if all is."""
    start, composed = _first_difference(text, unicodedata.normalize("NFC", text))
    if not composed:
        return ""
    while start and unicodedata.combining(text[start]):
        start -= 1
    end = start + 1
    while end < len(text) and (_is_normal(text[start:end]) or unicodedata.combining(text[end])):
        end += 1
    wrong = text[start:end]
    return f"has {named(wrong)}, which in NFC is {named(unicodedata.normalize('NFC', wrong))}"


def _is_normal(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def _first_difference(one: str, other: str) -> tuple[int, bool]:
    """Return where two texts first differ, and whether they do."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return same, one != other and same < len(one)


def edge(text: str) -> str:
    """Return the whitespace at the start or the end of a text, for a message."""
    first, last = text[:1], text[-1:]
    return f"starts with {named(first)}" if first.isspace() else f"ends with {named(last)}"


def misquoted(quote: str, title: str, start: int) -> str:
    """Return why a quote is not in a title at a start: it is elsewhere, or which character differs."""
    if (elsewhere := title.find(quote)) >= 0:
        return f"is in the title at {elsewhere}, not at {start}: correct 'start'"
    there = title[start : start + len(quote)]
    at, _ = _first_difference(quote, there)
    if at == len(there) or at == 0 or sum(a != b for a, b in zip(quote, there, strict=False)) > len(quote) // 2:
        return "is not in the title at this start: copy the words from the title, and correct 'start'"
    before = quote[max(0, at - 12) : at]
    return f"has {named(quote[at])} after {before!r}, where the title has {named(there[at])}"
