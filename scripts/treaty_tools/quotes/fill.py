"""Type into an article's source file what its text tells: starts of quotes, hash and length."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ..reporting.problem import Problem
from ..sources import toml_file
from ..sources.toml_file import TomlFile
from ..writing import writing
from . import search, texts
from .texts import Text

SOURCES = "scripts/sources"

RULE = "fill"
"""What stands in a rule's place where a line could not be typed."""

_QUOTE = re.compile(r"""([ \t]*(?:[^={}]*\.[ \t]*)?)(?:quote|"quote"|'quote')[ \t]*=""")
_ARTICLE = re.compile(r"""[ \t]*\[[ \t]*["']?article["']?[ \t]*\]""")


class Insertion(NamedTuple):
    """Words to be typed as a line of their own, above a line of the file, the first being line 1."""

    line: int
    typed: str


@dataclass(frozen=True)
class Page:
    """A source file as read and as typed: what it says, and its lines."""

    source: TomlFile
    lines: Sequence[str]

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a table of the file, empty where there is none."""
        table = self.source.data.get(name)
        return table if isinstance(table, dict) else {}

    def typed(self, line: int) -> str:
        """Return a line as it is typed."""
        return self.lines[line - 1]

    def problem(self, line: int, column: str, message: str) -> Problem:
        """Return a fault at a line of the file."""
        return Problem(self.source.path, line, column, message, RULE)


def fill(root: Path, article_id: str, folder: Path) -> tuple[list[Insertion], list[Problem]]:
    """Type what is missing into an article's source file; return that, and what a person has to mend.

    Only lines are inserted, and the file is replaced whole. Raises BadData where the file is no TOML,
    TextError where the text is no text.
    """
    shown = f"{SOURCES}/articles/{article_id}.toml"
    with writing(root, "treaty locate --fill") as draft:
        source = toml_file.read(root / shown, shown)
        content = (root / shown).read_bytes()
        page = Page(source, content.decode().split("\n"))
        steps = list(plan(page, texts.read(folder, article_id)))
        if insertions := [step for step in steps if isinstance(step, Insertion)]:
            draft.add(shown, inserted(content, insertions))
            draft.commit()
    return insertions, [step for step in steps if isinstance(step, Problem)]


def plan(page: Page, text: Text | None) -> Iterator[Insertion | Problem]:
    """Yield each line to be typed, and what keeps the others from being typed."""
    fault = another_text(page, text) if text else None
    if fault:
        yield fault
    elif text:
        yield from article_lines(page, text)
    for name, passage in page.table("passage").items():
        if not isinstance(passage, dict) or "quote" not in passage or "start" in passage:
            continue
        if passage.get("place") == "title":
            yield title_line(page, name, passage["quote"])
        elif not fault:
            yield from text_lines(page, name, passage, text)


def facts(text: Text) -> dict[str, str | int]:
    """Return what an article's table says of its text."""
    return {"text_sha256": text.sha256, "text_length": len(text.body)}


def another_text(page: Page, text: Text) -> Problem | None:
    """Return a fault where the file was typed from another text, in which its words stood elsewhere."""
    for key, value in facts(text).items():
        if page.table("article").get(key, value) != value:
            message = "is not of the text at hand: to take that, delete text_sha256, text_length and all starts"
            return page.problem(page.source.line("article", key), key, message)
    return None


def article_lines(page: Page, text: Text) -> Iterator[Insertion | Problem]:
    """Yield the hash and the length of the text where the article's table lacks them."""
    header = page.source.line("article")
    missing = {key: value for key, value in facts(text).items() if key not in page.table("article")}
    if missing and not _ARTICLE.match(page.typed(header)):
        yield page.problem(header, "article", f"there is no [article] to type {' and '.join(missing)} below")
        return
    for key, value in missing.items():
        yield Insertion(
            end_of_article(page, header), f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}"
        )


def end_of_article(page: Page, header: int) -> int:
    """Return the line above which the article's table can go on: below its last key, or above one of several lines."""
    keys = (key for key, value in page.table("article").items() if not isinstance(value, dict))
    last = max((page.source.line("article", key) for key in keys), default=header)
    return last + 1 if is_complete(page.typed(last)) else last


def is_complete(line: str) -> bool:
    """Tell whether a line is TOML by itself, so that no value goes on below."""
    try:
        tomllib.loads(line.removesuffix("\r"))
    except tomllib.TOMLDecodeError:
        return False
    return True


def title_line(page: Page, name: str, quote: object) -> Insertion | Problem:
    """Return the start of a quote from the article's title."""
    title = page.table("article").get("title")
    if not isinstance(title, str):
        return page.problem(page.source.line("passage", name, "quote"), "quote", "the article has no title")
    found = start_of(page, name, quote, title, [])
    return found if isinstance(found, Problem) else start_line(page, name, found)


def text_lines(page: Page, name: str, passage: Mapping[str, Any], text: Text | None) -> Iterator[Insertion | Problem]:
    """Yield the start of a quote from the text, and a fault where it stands in another place than is said."""
    if text is None:
        yield page.problem(
            page.source.line("passage", name, "quote"), "quote", "there is no text at hand to find it in"
        )
        return
    spans = texts.paragraphs(text.body)
    found = start_of(page, name, passage["quote"], text.body, spans)
    if isinstance(found, Problem):
        yield found
        return
    yield start_line(page, name, found)
    end = found + len(passage["quote"])
    if not texts.is_placed(spans, str(passage.get("place", "")), found, end):
        message = f"{passage['place']!r}, but the quote stands in {texts.place_of(spans, found, end)}"
        yield page.problem(page.source.line("passage", name, "place"), "place", message)


def start_of(page: Page, name: str, quote: object, body: str, spans: Sequence[texts.Span]) -> int | Problem:
    """Return where a quote stands, or the fault that it does not stand once."""
    line = page.source.line("passage", name, "quote")
    if not isinstance(quote, str):
        return page.problem(line, "quote", "is not text in quotes")
    found = list(islice(search.occurrences(body, quote), search.LISTED + 1))
    if not found:
        return page.problem(line, "quote", search.why_missing(body, quote))
    if len(found) > 1:
        where = search.listed(spans, found, len(quote))
        return page.problem(line, "quote", f"stands at {where}: type the start that is meant")
    return found[0]


def start_line(page: Page, name: str, start: int) -> Insertion | Problem:
    """Return the start to be typed above a quote, as far in and under the same keys."""
    line = page.source.line("passage", name, "quote")
    key = _QUOTE.match(page.typed(line))
    if key is None:
        return page.problem(line, "quote", f"has no line of its own: type start = {start} beside it")
    return Insertion(line, f"{key[1]}start = {start}")


def inserted(content: bytes, insertions: Sequence[Insertion]) -> bytes:
    """Return a file's content with lines typed into it, ended as its first line is."""
    lines = content.splitlines(keepends=True)
    ending = b"\r\n" if lines[0].endswith(b"\r\n") else b"\n"
    if not lines[-1].endswith(b"\n"):
        lines[-1] += ending
    for line, typed in reversed(sorted(insertions, key=lambda insertion: insertion.line)):
        lines.insert(line - 1, typed.encode() + ending)
    return b"".join(lines)
