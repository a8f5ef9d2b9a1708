"""Find words in a text that are nearly those sought, and name what differs."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import accumulate, groupby

from ..reporting.terminal import named
from . import graphemes
from .search import raw_occurrences
from .texts import Span

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_QUOTATION_MARKS = frozenset("\"'`\u00b4\u02bc\u2032\u2033\u300c\u300d\u300e\u300f\uff02\uff07")
_DASHES = "\u2212\u30fc"


MOST_REPLACED = 4
"""Code points that differ one by one in words of the same length; if more do, the words are aligned."""


class _Folds(dict[int, str]):
    """What each code point is folded to, for ``str.translate``."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold(chr(point))
        return folded


_FOLDS = _Folds()


_PARTS = re.compile("[^ ]{1,16} ?| ")
"""Words, or parts of long ones: short enough to recur, so that their folded forms are remembered."""


@lru_cache(maxsize=100_000)
def _folded(part: str) -> str:
    """Return a part of a text folded."""
    return part.translate(_FOLDS)


class NearText:
    """A text in which words are found though blanks, marks, case or the form of quotation marks differ.

    Folded when it is first needed: few texts have missing words.
    """

    def __init__(self, body: str) -> None:
        """Keep the text."""
        self.body = body

    @cached_property
    def _parts(self) -> list[str]:
        return _PARTS.findall(self.body)

    @cached_property
    def _folded(self) -> str:
        return "".join(map(_folded, self._parts))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each part begins in the text, and the last one ends."""
        return list(accumulate(map(len, self._parts), initial=0))

    @cached_property
    def _folded_starts(self) -> list[int]:
        """Where the form of each part begins in the folded text, and the last one ends."""
        return list(accumulate(map(len, map(_folded, self._parts)), initial=0))

    def places(self, words: str) -> Iterator[Span]:
        """Yield where words nearly occur."""
        sought = words.translate(_FOLDS)
        for at in raw_occurrences(self._folded, sought):
            yield self._unfolded(at, at + len(sought))

    def has(self, words: str) -> bool:
        """Tell whether words nearly occur."""
        sought = words.translate(_FOLDS)
        return bool(sought) and sought in self._folded

    def _unfolded(self, start: int, end: int) -> Span:
        """Return the range of the text that a range of its folded form came from."""
        first = graphemes.boundary_before(self.body, self._origin(start))
        last = self._origin(end - 1) + 1
        while last < len(self.body) and _is_mark(self.body[last]):
            last += 1
        return first, graphemes.boundary_after(self.body, last)

    def _origin(self, at: int) -> int:
        """Return the offset of the code point that has a character of the folded text in its form."""
        part = bisect_right(self._folded_starts, at) - 1
        left, offset = at - self._folded_starts[part], self._starts[part]
        for character in self._parts[part]:
            left -= len(_FOLDS[ord(character)])
            if left < 0:
                break
            offset += 1
        return offset


def differences(there: str, typed: str) -> list[str]:
    """Return how the words of a text differ from those that were typed, by code point names."""
    if len(there) == len(typed):
        replaced = [at for at, (a, b) in enumerate(zip(typed, there, strict=True)) if a != b]
        if len(replaced) <= MOST_REPLACED or all(_FOLDS[ord(typed[at])] == _FOLDS[ord(there[at])] for at in replaced):
            return [_difference(typed[a:b], there[a:b]) for a, b in _runs(replaced)]
    steps = SequenceMatcher(None, typed, there, autojunk=False).get_opcodes()
    return [_difference(typed[a:b], there[c:d]) for step, a, b, c, d in steps if step != "equal"]


def _runs(offsets: Sequence[int]) -> Iterator[Span]:
    """Yield the ranges of sorted offsets that follow one another."""
    for _, run in groupby(enumerate(offsets), key=lambda pair: pair[1] - pair[0]):
        following = [at for _, at in run]
        yield following[0], following[-1] + 1


def _difference(typed: str, there: str) -> str:
    """Return one difference in words."""
    if not there:
        return f"lacks {_all_named(typed)}"
    if not typed:
        return f"also has {_all_named(there)}"
    return f"has {_all_named(there)}, not {_all_named(typed)}"


@lru_cache(maxsize=10_000)
def _all_named(characters: str) -> str:
    """Return the names of characters, joined by plus signs."""
    return " + ".join(map(named, characters))


def _fold(character: str) -> str:
    """Return what is left of a character without marks, case, and forms that mean the same; of a blank, nothing."""
    if character.isspace():
        return ""
    plain = (c for c in unicodedata.normalize("NFKD", character) if not _is_mark(c) and not c.isspace())
    return "".join(map(_plain, plain)).casefold()


def _plain(character: str) -> str:
    """Return a straight quotation mark, a hyphen or an ASCII digit for any of its kind."""
    category = unicodedata.category(character)
    if category in ("Pi", "Pf") or character in _QUOTATION_MARKS:
        return "'"
    if category == "Pd" or character in _DASHES:
        return "-"
    return str(unicodedata.decimal(character, character))


def _is_mark(character: str) -> bool:
    """Tell whether a character only changes another, or cannot be seen."""
    return unicodedata.category(character)[0] == "M" or character in _INVISIBLE
