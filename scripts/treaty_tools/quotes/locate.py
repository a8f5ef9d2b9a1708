"""Find words in an article's text, and write the passage that pins or quotes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from treaty_record.values.limits import LONGEST_QUOTE

from ..reporting.failures import Reason
from ..reporting.problem import BadData, Problem
from ..reporting.terminal import is_shown_as_is, isolated, safe
from ..reporting.text import count
from . import graphemes, search, texts
from .body import Body
from .diagnosis import diagnosis
from .fill import SOURCES, fill
from .propose import NoPin, Pins, propose

AROUND = 30
"""Code points shown on either side of words that occur more than once."""

SHOWN = 10
"""How many places are shown of words that occur more often."""

_TOML_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


class NotLocated(Reason):
    """Raised if there is no passage to write; its lines say why."""


@dataclass(frozen=True)
class Located:
    """The passages that pin or quote some words, as TOML, and remarks."""

    passages: str
    remarks: tuple[str, ...] = ()


def fill_source(root: Path, article_id: str, folder: Path) -> tuple[str, Sequence[Problem]]:
    """Fill in the article's source file; return how many keys were added, and what has to be corrected by hand.

    Raises NotLocated if the file is missing or is not TOML, TextError if the text cannot be read.
    """
    path = f"{SOURCES}/articles/{article_id}.toml"
    if not (root / path).exists():
        raise NotLocated(safe(f"no {path} in {root}"))
    try:
        additions, problems = fill(root, article_id, folder)
    except BadData as error:
        raise NotLocated(str(error)) from None
    return f"{path}: added {count(len(additions), 'key')}" if additions else f"{path}: nothing to add", problems


def locate_quote(article_id: str, words: str, folder: Path) -> Located:
    """Return a passage that quotes the words for each place where they occur.

    Raises NotLocated if there is none, TextError if the text cannot be read.
    """
    if len(words) > LONGEST_QUOTE:
        raise NotLocated(f"the words have {len(words)} code points; the limit for a quote is {LONGEST_QUOTE}")
    body = text_of(article_id, folder)
    found = occurrences(body, words)
    passages = "\n\n".join(blocks(body.text, found, words))
    if len(found) == 1:
        return Located(passages)
    times = f"more than {SHOWN}" if len(found) > SHOWN else len(found)
    remark = f"the words occur {times} times: choose the passage that is meant, or quote more words"
    return Located(passages, (remark,))


def locate(article_id: str, first: str, last: str | None, folder: Path) -> Located:
    """Return a passage with the shortest pins that are unique: from some words, or from the first to the last words.

    Raises NotLocated if there is none, TextError if the text cannot be read.
    """
    body = text_of(article_id, folder)
    start, end = passage_range(body, first, last)
    try:
        pinned = propose(body, start, end)
    except NoPin as reason:
        raise NotLocated(str(reason)) from None
    return Located(pinned_block(body, pinned), tuple(pin_remarks(pinned, start, end)))


def text_of(article_id: str, folder: Path) -> Body:
    """Return an article's text. Raises NotLocated if the folder does not have it, TextError if it cannot be read."""
    text = texts.read(folder, article_id)
    if text is None:
        raise NotLocated(safe(f"no {article_id}.txt in {folder}"))
    return Body(text.body)


def passage_range(body: Body, first: str, last: str | None) -> texts.Span:
    """Return the range of a passage of which all words are given, or the first and the last ones."""
    found = occurrences(body, first)
    if len(found) > 1:
        shown = (f"  {surroundings(body.text, at, at + len(first))}" for at in found[:SHOWN])
        raise NotLocated("\n".join(["the words occur more than once: give more words", *shown]))
    end = found[0] + len(first)
    if last is None:
        return found[0], end
    after = [at for at in occurrences(body, last) if at >= end]
    if not after:
        raise NotLocated("the last words do not occur after the first words")
    return found[0], after[0] + len(last)


def pinned_block(body: Body, pinned: Pins) -> str:
    """Return a pinned passage as it is typed in a source file."""
    place = texts.place_of(body.paragraphs, *pinned.span) or "excerpt"
    ends = [f"ends = {toml_string(pinned.ends)}"] if pinned.ends else []
    head = [f"[passage.{place}-{pinned.span[0]}]", f'place = "{place}"', f"begins = {toml_string(pinned.begins)}"]
    return "\n".join([*head, *ends, 'gloss = ""'])


def pin_remarks(pinned: Pins, start: int, end: int) -> Iterator[str]:
    """Yield how the pinned passage differs from the words that were given."""
    if pinned.span[0] < start or pinned.span[1] > end:
        yield "the passage was extended to where browsers can find its words: a blank, punctuation or a line's edge"
    if pinned.ends is None and pinned.span[1] < end - AROUND:
        yield "the passage is pinned by its first words alone: no 'ends' is unique, or both pins are over half of it"


def as_sought(words: str) -> tuple[str, list[str]]:
    """Return words normalised like texts, and a remark for each change."""
    remarks = []
    composed = texts.nfc(texts.with_line_feeds(words))
    if composed != words:
        remarks.append("the words were normalised to NFC with LF line endings, like the texts")
    stripped = composed.strip()
    if stripped != composed:
        remarks.append("blanks around the words were removed")
    return stripped, remarks


def occurrences(body: Body, words: str) -> list[int]:
    """Return where words occur: at most ``SHOWN`` places and one more.

    Raises NotLocated, with the reason, if they do not occur or cannot be quoted.
    """
    if not words:
        raise NotLocated("there are no words to find")
    found = list(islice(search.occurrences(body.text, words), SHOWN + 1))
    if not found:
        raise NotLocated("\n".join(diagnosis(body, words).lines()))
    return found


def blocks(body: str, found: list[int], words: str) -> Iterator[str]:
    """Yield a passage for each place; if there are several, each follows a comment that shows its surroundings."""
    spans = texts.paragraphs(body)
    for start in found[:SHOWN]:
        place = texts.place_of(spans, start, start + len(words)) or "excerpt"
        passage = block(place, start, words)
        yield passage if len(found) == 1 else f"# {surroundings(body, start, start + len(words))}\n{passage}"


def block(place: str, start: int, words: str) -> str:
    """Return a passage as it is typed in a source file."""
    return f'[passage.{place}-{start}]\nplace = "{place}"\nstart = {start}\nquote = {toml_string(words)}\ngloss = ""'


def surroundings(body: str, start: int, end: int) -> str:
    """Return words with their surroundings, safe to print, cut on grapheme boundaries."""
    first = graphemes.boundary_before(body, max(0, start - AROUND))
    last = graphemes.boundary_after(body, min(len(body), end + AROUND))
    before, after = "…" if first else "", "…" if last < len(body) else ""
    return f"{before}{isolated(body[first:start] + '[' + body[start:end] + ']' + body[end:last])}{after}"


def toml_string(text: str) -> str:
    """Return a text as a TOML string that can be pasted: in single quotes if nothing in it has to be escaped."""
    if "'" not in text and is_shown_as_is(text):
        return f"'{text}'"
    return '"' + "".join(map(_toml_character, text)).replace("##[", r"\u0023#[") + '"'


def _toml_character(character: str) -> str:
    """Return one character as it is written between double quotes."""
    if character in _TOML_ESCAPES:
        return _TOML_ESCAPES[character]
    if is_shown_as_is(character):
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
