"""Draft the passages of an article: a table for the title and for each paragraph, with what can be seen in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from treaty_record.values.pins import LARGEST_PINNED_SHARE, is_unspaced

from ..grounding.seen import seen
from ..quotes.body import Body
from ..quotes.near import NearText, differences
from ..quotes.propose import NoPin, Pins, is_word_start, propose
from ..quotes.texts import Span
from ..quotes.uncovered import has_heading
from ..sources.toml_lines import comment, string
from .recognised import Recognised


@dataclass(frozen=True)
class Passage:
    """The title or a paragraph: its place, its words, and its pins or why it has none."""

    place: str
    words: str
    pins: Pins | None = None
    remark: str | None = None


def passages(title: str | None, body: Body) -> list[Passage]:
    """Return the passages of a text: its title, if it is known, and the paragraphs of its body."""
    spans = body.paragraphs[has_heading(body.text, body.paragraphs, title) :]
    found = [_paragraph(body, f"p{number}", span, title) for number, span in enumerate(spans, 1)]
    head = [Passage("title", title)] if title else []
    return [*head, *_within_share(found, len(body.text))]


def _paragraph(body: Body, place: str, span: Span, title: str | None) -> Passage:
    """Return a paragraph, pinned from its first words that a pin can hold."""
    words, why = body.text[slice(*span)], ""
    for start in _starts(body.text, *span):
        try:
            return Passage(place, words, propose(body, start, span[1]), _like_title(words, title))
        except NoPin as reason:
            why = why or f"no pin: {reason}"
    return Passage(place, words, None, why)


def _starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the start of a paragraph, and of each of its clauses if its script has no spaces between words."""
    yield start
    if is_unspaced(text[start:end]):
        yield from (at for at in range(start + 1, end) if is_word_start(text, at))


def _like_title(words: str, title: str | None) -> str | None:
    """Return how a paragraph differs from the title if both are the same but for small things."""
    if title and NearText(words).has(title) and len(words) <= len(title) + 2:
        return "; ".join(["like the title", *(f"the text {one}" for one in differences(words, title))])
    return None


def _within_share(found: list[Passage], length: int) -> list[Passage]:
    """Return passages of which those with the longest ends are pinned by their beginnings alone, if pins are too much.

    Of an article's text, all pins together have at most two fifths.
    """
    kept = list(found)
    pinned = sum(len(one.pins.begins) + len(one.pins.ends or "") for one in found if one.pins)
    with_ends = [(len(one.pins.ends), at) for at, one in enumerate(found) if one.pins and one.pins.ends]
    for size, at in sorted(with_ends, reverse=True):
        if pinned <= LARGEST_PINNED_SHARE * length:
            break
        one, pinned = kept[at], pinned - size
        if one.pins:
            kept[at] = Passage(one.place, one.words, Pins(one.pins.begins, None, one.pins.span), one.remark)
    return kept


def lines(passage: Passage, names: Sequence[Recognised], language: str) -> Iterator[str]:
    """Yield the table of a passage, with an empty gloss."""
    yield f"[passage.{passage.place}]"
    yield f"place = {string(passage.place)}"
    if passage.pins:
        yield f"begins = {string(passage.pins.begins)}"
        if passage.pins.ends:
            yield f"ends = {string(passage.pins.ends)}"
    if passage.remark:
        yield comment(passage.remark)
    yield 'gloss = ""'
    mentions = seen(passage.words, language)
    if mentions:
        yield comment(f"seen: {'; '.join(mentions)}")
    yield from named(names)


def named(names: Sequence[Recognised]) -> Iterator[str]:
    """Yield what the passage calls actors; names that may mean something else are comments."""
    certain: dict[str, list[str]] = {}
    for name in names:
        if name.is_certain:
            value = string(name.name)
            kind = f"{{ name = {value}, kind = {string(name.kind)} }}" if name.kind else value
            certain.setdefault(name.actors[0], []).append(kind)
    for actor, values in certain.items():
        yield f'named."actors/{actor}" = {_one_or_list(values)}'
    possible: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        if not name.is_certain:
            possible.setdefault(tuple(name.actors), []).append(string(name.name))
    for actors, values in possible.items():
        either = " or ".join(f'named."actors/{actor}"' for actor in actors)
        yield comment(f"{either} = {_one_or_list([*certain.get(actors[0], []), *values])}")


def _one_or_list(values: Sequence[str]) -> str:
    """Return values as TOML: one by itself, more as a list."""
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"
