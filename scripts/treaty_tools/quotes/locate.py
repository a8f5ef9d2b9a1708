"""Find words in an article's text, and write the passage that quotes them."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from treaty_record.values.limits import LONGEST_QUOTE

from ..reporting.failures import Reason
from ..reporting.problem import BadData
from ..reporting.report import count, report
from ..reporting.terminal import echo, is_shown_as_is, isolated, safe
from . import graphemes, search, texts
from .fill import SOURCES, fill

AROUND = 30
"""Code points shown on either side of words that stand more than once."""

SHOWN = 10
"""How many places are shown of words that stand more often."""

_TOML_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


class NotLocated(Reason):
    """Raised when there is no passage to write; its lines say why."""


def fill_source(root: Path, article_id: str, folder: Path) -> None:
    """Fill in the article's source file, and print what was added and what has to be corrected by hand."""
    shown = f"{SOURCES}/articles/{article_id}.toml"
    if not (root / shown).exists():
        raise NotLocated(safe(f"no {shown} in {root}"))
    try:
        additions, problems = fill(root, article_id, folder)
    except BadData as error:
        raise NotLocated(str(error)) from None
    echo(f"{shown}: added {count(len(additions), 'key')}" if additions else f"{shown}: nothing to add")
    if problems:
        raise report(problems, "every other missing key was added")


def print_passages(article_id: str, words: str, folder: Path) -> None:
    """Print a passage for each place where the words stand; what is to be said of them goes to standard error."""
    text = texts.read(folder, article_id)
    if text is None:
        raise NotLocated(safe(f"no {article_id}.txt in {folder}"))
    sought, remarks = as_sought(words)
    for remark in remarks:
        echo(remark, err=True)
    found = located(text.body, sought)
    if len(found) > 1:
        times = f"more than {SHOWN}" if len(found) > SHOWN else len(found)
        echo(f"the words stand {times} times: take the passage that is meant, or quote more of them", err=True)
    echo("\n\n".join(blocks(text.body, found, sought)))


def as_sought(words: str) -> tuple[str, list[str]]:
    """Return words as a text would have them, and a remark for each thing that had to be changed."""
    remarks = []
    composed = texts.nfc(texts.with_line_feeds(words))
    if composed != words:
        remarks.append("the words were not in NFC with LF, as texts are: made so")
    stripped = composed.strip()
    if stripped != composed:
        remarks.append("blanks around the words were left out")
    return stripped, remarks


def located(body: str, words: str) -> list[int]:
    """Return where words stand whole, a few too many where they stand often.

    Raises NotLocated, with the reason, where they stand nowhere or can be no quote.
    """
    if not words:
        raise NotLocated("there are no words to find")
    if len(words) > LONGEST_QUOTE:
        raise NotLocated(f"the words have {len(words)} code points; a quote has at most {LONGEST_QUOTE}")
    found = list(islice(search.occurrences(body, words), SHOWN + 1))
    if found:
        return found
    if broken := search.cut(body, words):
        raise NotLocated(f"the words {broken}")
    raise NotLocated("\n".join(["the words are not in the text", *near_misses(body, words)]))


def near_misses(body: str, words: str) -> Iterator[str]:
    """Yield where something like the words stands, and how it differs."""
    spans = texts.paragraphs(body)
    for start, end in search.near(body, words):
        stands = body[start:end]
        yield f"near, at {start} in {texts.place_of(spans, start, end)}: {isolated(stands)}"
        yield from (f"  the text {difference}" for difference in search.differences(stands, words))


def blocks(body: str, found: list[int], words: str) -> Iterator[str]:
    """Yield a passage for each place, under a comment with what is around it where there are several."""
    spans = texts.paragraphs(body)
    for start in found[:SHOWN]:
        place = texts.place_of(spans, start, start + len(words)) or "excerpt"
        passage = block(place, start, words)
        yield passage if len(found) == 1 else f"# {surroundings(body, start, start + len(words))}\n{passage}"


def block(place: str, start: int, words: str) -> str:
    """Return a passage as it is typed in a source file."""
    return f'[passage.{place}-{start}]\nplace = "{place}"\nstart = {start}\nquote = {toml_string(words)}\ngloss = ""'


def surroundings(body: str, start: int, end: int) -> str:
    """Return words with what stands around them, safe to show, no grapheme broken."""
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
