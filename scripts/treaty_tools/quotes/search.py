"""Find words in a text: exactly, on grapheme boundaries, or nearly."""

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from ..reporting.terminal import named
from . import graphemes
from .texts import Span, is_nfc, place_of

LISTED = 5
"""How many places are listed of words that occur more often."""

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def occurrences(text: str, words: str) -> Iterator[int]:
    """Yield every offset where words occur on grapheme boundaries, overlapping occurrences included."""
    for at in raw_occurrences(text, words):
        if graphemes.whole(text, at, at + len(words)):
            yield at


def raw_occurrences(text: str, words: str) -> Iterator[int]:
    """Yield every offset where words occur, even if that splits a grapheme."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def listed(spans: Sequence[Span], found: Sequence[int], length: int) -> str:
    """Return offsets of words with their paragraphs, the first few of many."""
    *first, last = [where(spans, at, at + length) for at in found]
    if not first:
        return last
    return f"{', '.join(first[:LISTED])} and {'elsewhere' if len(found) > LISTED else last}"


def where(spans: Sequence[Span], start: int, end: int) -> str:
    """Return the offset of a range with its paragraph."""
    place = place_of(spans, start, end)
    return f"{start} in {place}" if place else str(start)


def why_missing(text: str, words: str) -> str:
    """Return why words are not found."""
    if not words:
        return "the quote is empty"
    if not is_nfc(words):
        return "the words are not in NFC, to which texts are normalised"
    if broken := cut(text, words):
        return f"the words {broken}"
    return "the words do not occur"


def cut(text: str, words: str) -> str | None:
    """Return how words that occur only within graphemes split one, None if they do not occur at all."""
    at = next(raw_occurrences(text, words), None)
    if at is None:
        return None
    if graphemes.inside(text, at):
        return f"begin inside a character: {named(text[at - 1])} comes before them"
    return f"end inside a character: {named(text[at + len(words)])} follows them"


def near(text: str, words: str, most: int = 3) -> list[Span]:
    """Return where words occur if marks, joiners, case, the kind of blanks and the script of digits are ignored."""
    folded, offsets = _folded(text)
    sought, _ = _folded(words)
    sought = sought.strip()
    found = islice(raw_occurrences(folded, sought), most)
    return [_unfolded(text, offsets, at, at + len(sought)) for at in found]


def differences(there: str, typed: str) -> list[str]:
    """Return how the words of a text differ from those that were typed, by code point names."""
    steps = SequenceMatcher(None, typed, there, autojunk=False).get_opcodes()
    return [_difference(typed[a:b], there[c:d]) for step, a, b, c, d in steps if step != "equal"]


def _difference(typed: str, there: str) -> str:
    """Return one difference in words."""
    if not there:
        return f"lacks {_all_named(typed)}"
    if not typed:
        return f"also has {_all_named(there)}"
    return f"has {_all_named(there)}, not {_all_named(typed)}"


def _all_named(characters: str) -> str:
    """Return the names of characters, joined by plus signs."""
    return " + ".join(map(named, characters))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without its small differences, and where each of its code points came from."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for letter in _fold(character):
            if letter != " " or not letters or letters[-1] != " ":
                letters.append(letter)
                offsets.append(offset)
    return "".join(letters), [*offsets, len(text)]


def _fold(character: str) -> str:
    """Return what is left of a character once its marks, case and digits' script are gone."""
    if character.isspace():
        return " "
    plain = [c for c in unicodedata.normalize("NFD", character) if not _is_mark(c)]
    return "".join(str(unicodedata.decimal(c, c)) for c in plain).casefold()


def _is_mark(character: str) -> bool:
    """Tell whether a character only changes another, or cannot be seen."""
    return unicodedata.category(character)[0] == "M" or character in _INVISIBLE


def _unfolded(text: str, offsets: list[int], start: int, end: int) -> Span:
    """Return the range of the text that a range of its folded form came from."""
    first = graphemes.boundary_before(text, offsets[start])
    last = offsets[end - 1] + 1
    while last < len(text) and _is_mark(text[last]):
        last += 1
    return first, graphemes.boundary_after(text, last)
