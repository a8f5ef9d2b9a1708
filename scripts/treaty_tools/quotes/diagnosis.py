"""Say why words are not found in a text: what cuts them, and how similar words of the text differ from them.

`verify`, `locate`, `locate --fill` and `fix` all say it in these words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ..reporting.terminal import isolated, safe
from . import search, texts
from .body import Body
from .near import differences

MOST_SIMILAR = 3
"""Places of similar words that are shown."""

MOST_TRIED = 10
"""Places of similar words that are tried; those before the offset from which words are sought do not count."""

MOST_NAMED = 3
"""Differences that one sentence names."""


@dataclass(frozen=True)
class Similar:
    """Words of a text that are nearly those sought, and how they differ from them."""

    start: int
    place: str | None
    words: str
    differences: Sequence[str]

    @property
    def where(self) -> str:
        """The offset of the words and their paragraph."""
        return f"{self.start} in {self.place}" if self.place else str(self.start)


@dataclass(frozen=True)
class Diagnosis:
    """Why words are not found: what is wrong with themselves, and the similar words of the text."""

    fault: str | None
    similar: Sequence[Similar]

    def lines(self) -> Iterator[str]:
        """Yield the reason and each of the similar words in lines of their own."""
        yield f"the words {self.fault or 'are not in the text'}"
        for one in self.similar:
            yield f"similar words at {one.where}: {isolated(one.words)}"
            yield from (f"  the text {difference}" for difference in one.differences)

    def sentence(self, subject: str = "the words", absent: str = "do not occur") -> str:
        """Return the reason and the first of the similar words, as one line."""
        parts = [f"{subject} {self.fault or absent}"]
        for one in self.similar[:1]:
            parts.append(f"similar words at {one.where}: {safe(one.words)}")
            parts += [f"the text {difference}" for difference in one.differences[:MOST_NAMED]]
        return "; ".join(parts)


def diagnosis(body: Body, words: str, since: int = 0) -> Diagnosis:
    """Return why words are not found in a text, or not from an offset on."""
    if not words:
        return Diagnosis("are empty", ())
    if not texts.is_nfc(words):
        return Diagnosis(not_normal(words), tuple(_similar(body, texts.nfc(words), since)))
    if broken := search.cut(body.text, words):
        return Diagnosis(broken, ())
    return Diagnosis(None, tuple(_similar(body, words, since)))


def not_normal(words: str) -> str:
    """Return how words that are not in NFC differ from their normal form."""
    named = "; ".join(normal_differences(words)[:MOST_NAMED])
    return f"are not in NFC, to which texts are normalised ('treaty fix' mends it): NFC {named}"


def normal_differences(words: str) -> list[str]:
    """Return how the normal form of words differs from them, by code point names."""
    return differences(texts.nfc(words), words)


def _similar(body: Body, words: str, since: int) -> Iterator[Similar]:
    """Yield the first few similar words of a text from an offset on."""
    tried = islice(body.near.places(words), MOST_TRIED)
    for start, end in islice((span for span in tried if span[0] >= since), MOST_SIMILAR):
        there = body.text[start:end]
        place = texts.place_of(body.paragraphs, start, end)
        yield Similar(start, place, there, differences(there, words))
