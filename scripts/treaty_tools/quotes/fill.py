"""Add to an article's source file what its text shows: starts of quotes, hash and length."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ..reporting.problem import Problem
from ..sources import toml_file
from ..sources.toml_editing import Addition, NotEditableError, with_additions
from ..sources.toml_file import TomlFile
from ..writing import writing
from . import search, texts
from .body import Body
from .diagnosis import diagnosis
from .texts import Text

SOURCES = "scripts/sources"

ANOTHER_TEXT = "differs from the text in the texts folder; to use it, delete text_sha256, text_length and all starts"

RULE = "fill"
"""Shown in place of a rule where a key could not be added."""


@dataclass(frozen=True)
class Page:
    """An article's source file as it was read."""

    source: TomlFile

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a table of the file, empty if it has none of that name."""
        table = self.source.data.get(name)
        return table if isinstance(table, dict) else {}

    def problem(self, column: str, message: str, *keys: str) -> Problem:
        """Return an error at the line that some keys lead to."""
        return Problem(self.source.path, self.source.line(*keys), column, message, RULE)

    def quote_problem(self, name: str, message: str) -> Problem:
        """Return an error at the quote of a passage."""
        return self.problem("quote", message, "passage", name, "quote")


def fill(root: Path, article_id: str, folder: Path) -> tuple[list[Addition], list[Problem]]:
    """Add what is missing to an article's source file; return that, and what has to be corrected by hand.

    Nothing else in the file changes. Raises BadData if the file is not TOML, TextError if the text cannot be read.
    """
    shown = f"{SOURCES}/articles/{article_id}.toml"
    with writing(root, "treaty locate --fill") as draft:
        page = Page(toml_file.read(root / shown, shown))
        steps = list(plan(page, texts.read(folder, article_id)))
        additions = [step for step in steps if isinstance(step, Addition)]
        problems = [step for step in steps if isinstance(step, Problem)]
        if not additions:
            return [], problems
        try:
            edited = with_additions((root / shown).read_bytes().decode(), additions)
        except NotEditableError:
            return [], [*problems, not_editable(page, additions)]
        draft.add(shown, edited.encode())
        draft.commit()
    return additions, problems


def not_editable(page: Page, additions: Sequence[Addition]) -> Problem:
    """Return the error of a file whose layout would not survive the edit, with the keys to add by hand."""
    keys = [f"{'.'.join(addition.table)}.{addition.key} = {_typed(addition.value)}" for addition in additions]
    return page.problem("", f"cannot be edited without changing its layout; add by hand: {', '.join(keys)}")


def _typed(value: str | int) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def plan(page: Page, text: Text | None) -> Iterator[Addition | Problem]:
    """Yield each key to add, and what prevents adding the others."""
    fault = another_text(page, text) if text else None
    if fault:
        yield fault
    elif text:
        yield from article_keys(page, text)
    for name, passage in page.table("passage").items():
        if not isinstance(passage, dict) or "quote" not in passage or "start" in passage:
            continue
        if passage.get("place") == "title":
            yield title_start(page, name, passage["quote"])
        elif not fault:
            yield from text_start(page, name, passage, text)


def facts(text: Text) -> dict[str, str | int]:
    """Return what an article's table says about its text."""
    return {"text_sha256": text.sha256, "text_length": len(text.body)}


def another_text(page: Page, text: Text) -> Problem | None:
    """Return an error if the file was written from another text, in which its quotes start elsewhere."""
    key = differing_fact(page.table("article"), text)
    if key is None:
        return None
    return page.problem(key, ANOTHER_TEXT, "article", key)


def differing_fact(article: Mapping[str, Any], text: Text) -> str | None:
    """Return the key of an article's table that says that it was written from another text, None if none does."""
    return next((key for key, value in facts(text).items() if article.get(key, value) != value), None)


def article_keys(page: Page, text: Text) -> Iterator[Addition | Problem]:
    """Yield the hash and the length of the text if the article's table lacks them."""
    missing = {key: value for key, value in facts(text).items() if key not in page.table("article")}
    if missing and "article" not in page.source.data:
        yield page.problem("article", f"is missing; add a table [article], which {' and '.join(missing)} belong to")
        return
    for key, value in missing.items():
        yield Addition(("article",), key, value)


def title_start(page: Page, name: str, quote: object) -> Addition | Problem:
    """Return the start of a quote from the article's title."""
    title = page.table("article").get("title")
    if not isinstance(title, str):
        return page.quote_problem(name, "cannot be located: the article has no title")
    found = start_of(page, name, quote, Body(title), [])
    return found if isinstance(found, Problem) else start_key(name, found)


def text_start(page: Page, name: str, passage: Mapping[str, Any], text: Text | None) -> Iterator[Addition | Problem]:
    """Yield the start of a quote from the text, and an error if it is in another place than the passage says."""
    if text is None:
        yield page.quote_problem(name, "cannot be located: the texts folder has no text of this article")
        return
    body = Body(text.body)
    found = start_of(page, name, passage["quote"], body, body.paragraphs)
    if isinstance(found, Problem):
        yield found
        return
    yield start_key(name, found)
    end = found + len(passage["quote"])
    if not texts.is_placed(body.paragraphs, str(passage.get("place", "")), found, end):
        message = f"is {passage['place']!r}, but the quote is in {texts.place_of(body.paragraphs, found, end)}"
        yield page.problem("place", message, "passage", name, "place")


def start_of(page: Page, name: str, quote: object, body: Body, spans: Sequence[texts.Span]) -> int | Problem:
    """Return where a quote starts, or an error if it does not occur exactly once."""
    if not isinstance(quote, str):
        return page.quote_problem(name, "must be text in quotes")
    found = list(islice(search.occurrences(body.text, quote), search.LISTED + 1))
    if not found:
        return page.quote_problem(name, diagnosis(body, quote).sentence())
    if len(found) > 1:
        where = search.listed(spans, found, len(quote))
        return page.quote_problem(name, f"occurs at {where}; add the start of the one that is meant")
    return found[0]


def start_key(name: str, start: int) -> Addition:
    """Return the start of a passage's quote, to go above the quote."""
    return Addition(("passage", name), "start", start, above="quote")
