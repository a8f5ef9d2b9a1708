"""Propose the known word that is nearest to a misspelt one, for a bounded number of words."""

import bisect
import difflib
from collections.abc import Callable, Sequence

import polars as pl

MOST_WORDS = 50
"""Different words that one message proposes something for: comparing thousands with each other takes minutes."""
FEW_KNOWN = 2_000
"""Known words up to which all are compared; of more, only those that begin or end most alike."""
CUTOFF = 0.7
"""How near a word must be to be proposed, from 0 to 1."""


class Known:
    """Known words, of which those that a misspelt word may mean are found fast."""

    def __init__(self, words: Sequence[str]) -> None:
        """Sort the words by their beginnings and by their ends if they are many."""
        self.words = words
        self.many = len(words) > FEW_KNOWN
        self._forward = sorted(words) if self.many else []
        self._backward = sorted(word[::-1] for word in words) if self.many else []

    def like(self, word: str) -> Sequence[str]:
        """Return the words to compare with another, at most ``FEW_KNOWN`` or as many as there are."""
        if not self.many:
            return self.words
        backward = [each[::-1] for each in _around(self._backward, word[::-1])]
        return [*_around(self._forward, word), *backward]


def _around(words: Sequence[str], word: str) -> Sequence[str]:
    """Return the sorted words that are next to another."""
    at = bisect.bisect_left(words, word)
    return words[max(0, at - FEW_KNOWN // 4) : at + FEW_KNOWN // 4]


def nearest(word: str, known: Known) -> str | None:
    """Return the known word nearest to another, None if none is near; one that only adds words is near.

    Nothing is proposed for numbers and dates: they are near others that mean something else.
    """
    if not any(map(str.isalpha, word)):
        return None
    alike = known.like(word)
    near = difflib.get_close_matches(word.strip().lower(), alike, n=1, cutoff=CUTOFF)
    longer = {each for each in alike if each.startswith(f"{word}-") or each.endswith(f"-{word}")}
    return near[0] if near else longer.pop() if len(longer) == 1 else None


def nearest_country(word: str, known: Known) -> str | None:
    """Return the alpha-3 code for the alpha-2 code or English name of a country, or else the nearest code."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    upper = word.strip().upper()
    two = (aliases.get(upper) or [upper])[0] if len(upper) == 2 else upper
    of_two = {codes[0]: each for each in known.words if len(codes := aliases.get(each, ())) == 1}
    if two in of_two:
        return of_two[two]
    return upper if upper in known.words else None


def proposed(word: pl.Expr, known: Sequence[str], find: Callable[[str, Known], str | None] = nearest) -> pl.Expr:
    """Return an expression for ``; did you mean x?``, empty for words to which none is near."""

    def each(words: pl.Series) -> pl.Series:
        different = words.drop_nulls().unique(maintain_order=True).head(MOST_WORDS).to_list()
        all_known = Known(known)
        hints = {one: f"; did you mean {near}?" for one in different if (near := find(one, all_known))}
        return words.replace_strict(hints, default="", return_dtype=pl.String)

    return word.cast(pl.String).map_batches(each, return_dtype=pl.String)
