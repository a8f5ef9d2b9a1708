"""Propose the shortest pins by which a passage is found again, cut as browsers need it."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from treaty_record.values import pins

from .body import Body
from .pinned import LARGEST_PINNED_PART, in_body
from .texts import Span

FEWEST_WORDS = 5
"""A passage of so many words, or fewer, is pinned by ``begins`` alone."""

_WITHIN_WORDS = frozenset("'\u2019\u02bc\u00b7:_\u2027")
"""Characters that do not end a word if a letter follows them (Unicode Standard Annex 29)."""

_WITHIN_NUMBERS = frozenset(",.;\u066b\u066c")
"""Signs that do not end a number if a digit follows them."""


class NoPin(Exception):  # noqa: N818 -- named for what is missing
    """Raised if a passage has no pin that is unique; its text says why."""


@dataclass(frozen=True)
class Pins:
    """The pins of a passage, and the range that they mark."""

    begins: str
    ends: str | None
    span: Span


def propose(body: Body, start: int, end: int) -> Pins:
    """Return the shortest pins of the passage in a range, which is widened where it cuts words.

    Raises NoPin if there are none.
    """
    start, end = _first_word(body.text, start, end), _last_word(body.text, start, end)
    if start >= end:
        raise NoPin("the passage has no words")
    starts, stops = _starts(body.text, start), _stops(body.text, end)
    if not starts or not stops:
        raise NoPin("the passage starts or ends inside a word: give whole words")
    if _is_short(body.text[starts[0] : stops[0]]) and (found := _alone(body, starts[0], stops[0])):
        return found
    first = _first_pin(body, starts, stops[0])
    return _with_ends(body, *first, stops) or _begins_alone(body, *first)


def _is_short(passage: str) -> bool:
    """Tell whether a passage is a phrase that ``begins`` holds as a whole."""
    return len(passage.split()) <= FEWEST_WORDS and pins.fault(passage) is None


def _alone(body: Body, start: int, end: int) -> Pins | None:
    """Return a pin that is the whole passage, if it is unique."""
    return _verified(body, Pins(body.text[start:end], None, (start, end)))


def _begins_alone(body: Body, start: int, words: str) -> Pins:
    return Pins(words, None, (start, start + len(words)))


def _first_pin(body: Body, starts: list[int], stop: int) -> tuple[int, str]:
    """Return where a unique ``begins`` starts, at the passage or before it in its line, and its words."""
    why = "do not end at a blank or punctuation soon enough for a pin: start it after another mark"
    for start in starts:
        for words in _candidates(body.text, start, stop):
            why = "recur in the text: start it with other words"
            if _occurs_only_at(body, words, start):
                return start, words
    raise NoPin(f"the first words of the passage {why}")


def _occurs_only_at(body: Body, words: str, start: int) -> bool:
    folded = pins.fold(words)
    if pins.find(body.folded, folded) != start:
        return False
    return pins.find(body.folded, folded, start + len(words)) < 0


def _with_ends(body: Body, start: int, begins: str, stops: list[int]) -> Pins | None:
    """Return pins with the shortest ``ends`` that first occurs at the passage's end, None if there is none."""
    since = start + len(begins)
    for stop in stops:
        for ends in _endings(body.text, since, stop):
            is_first = pins.find(body.folded, pins.fold(ends), since) == stop - len(ends)
            if is_first and len(begins) + len(ends) <= LARGEST_PINNED_PART * (stop - start):
                return _verified(body, Pins(begins, ends, (start, stop)))
    return None


def _verified(body: Body, proposed: Pins) -> Pins | None:
    found = in_body(body, proposed.begins, proposed.ends)
    return proposed if (found.status, found.found, found.end) == ("match", *proposed.span) else None


def _candidates(text: str, start: int, stop: int) -> Iterator[str]:
    """Yield the beginnings of a passage that a pin may be, the shortest first."""
    longest = min(stop, start + pins.LONGEST_PIN, _line(text, start)[1])
    for end in range(start + 1, longest + 1):
        if is_word_end(text, end) and pins.fault(text[start:end]) is None:
            yield text[start:end]


def _endings(text: str, since: int, stop: int) -> Iterator[str]:
    """Yield the ends of a passage that a pin may be, the shortest first."""
    first = max(since, stop - pins.LONGEST_PIN, _line(text, stop - 1)[0])
    for start in range(stop - 1, first - 1, -1):
        if is_word_start(text, start) and pins.fault(text[start:stop]) is None:
            yield text[start:stop]


def _starts(text: str, start: int) -> list[int]:
    """Return where a passage may start: its own start if it cuts no word, then earlier ones in its line."""
    first, _ = _line(text, start)
    return _nearest(text[start], range(start, first - 1, -1), lambda at: is_word_start(text, at))


def _stops(text: str, end: int) -> list[int]:
    """Return where a passage may end: its own end if it cuts no word, then later ones in its line."""
    _, last = _line(text, end - 1)
    return _nearest(text[end - 1], range(end, last + 1), lambda at: is_word_end(text, at))


def _nearest(letter: str, offsets: range, fits: Callable[[int], bool]) -> list[int]:
    """Return the nearest offset that fits; in a script without spaces also the next two, as clauses may be too long."""
    found = (at for at in offsets if fits(at))
    return list(islice(found, 3 if pins.is_unspaced(letter) else 1))


def _line(text: str, at: int) -> Span:
    """Return the range of the line that has an offset."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _first_word(text: str, start: int, end: int) -> int:
    return next((at for at in range(start, end) if is_letter(text[at])), end)


def _last_word(text: str, start: int, end: int) -> int:
    return next((at for at in range(end, start, -1) if is_letter(text[at - 1])), start)


def is_letter(character: str) -> bool:
    """Tell whether a character is a letter, a digit or a mark."""
    return unicodedata.category(character)[0] in "LNM"


def is_word_start(text: str, at: int) -> bool:
    """Tell whether a word starts at an offset."""
    return is_letter(text[at]) and not pins.is_cut(text, at) and not (at > 1 and _is_within_word(text, at - 1))


def is_word_end(text: str, at: int) -> bool:
    """Tell whether a word ends before an offset."""
    is_end = at > 0 and is_letter(text[at - 1]) and not pins.is_cut(text, at)
    return is_end and not (at + 1 < len(text) and _is_within_word(text, at))


def _is_within_word(text: str, at: int) -> bool:
    """Tell whether a mark between two letters does not end a word; full stops do not in abbreviations alone."""
    before, mark, after = text[at - 1], text[at], text[at + 1]
    if not is_letter(before) or not is_letter(after):
        return False
    if before.isdecimal() and after.isdecimal() and mark in _WITHIN_NUMBERS:
        return True
    return mark in _WITHIN_WORDS or (mark == "." and before.isascii() and after.isascii())
