"""Correct starts of quotes that occur exactly once in the text or the title of their article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ..quotes import quoted, search, texts
from ..quotes.body import Body
from ..quotes.diagnosis import diagnosis
from ..quotes.fill import ANOTHER_TEXT, differing_fact
from ..quotes.finding import TITLE
from ..sources.toml_file import Keys


@dataclass(frozen=True)
class Start:
    """The start of a quote, by the keys that lead to it: the right one, or why it cannot be found."""

    keys: Keys
    at: int | None
    why: str = ""


def starts(article_id: str, data: Mapping[str, Any], folder: Path | None) -> Iterator[Start]:
    """Yield each start that is wrong; ``data`` is an article's source file, mended.

    Those in a text other than the one that the file was written from are left, with one error for all of them.
    Raises TextError if the text cannot be read.
    """
    title, text = _article(data).get("title"), _text(article_id, folder)
    if isinstance(title, str):
        yield from _wrong(data, Body(title), of_title=True)
    found = list(_wrong(data, Body(text.body), of_title=False)) if text else []
    other = differing_fact(_article(data), text) if text and found else None
    yield from [Start(("article", other), None, ANOTHER_TEXT)] if other else found


def _wrong(data: Mapping[str, Any], body: Body, *, of_title: bool) -> Iterator[Start]:
    """Yield the wrong starts of quotes from the title, or from the text."""
    passages = data.get("passage")
    for name, passage in passages.items() if isinstance(passages, dict) else ():
        if not isinstance(passage, dict) or (passage.get("place") == TITLE) != of_title:
            continue
        quote, start = passage.get("quote"), passage.get("start")
        if isinstance(quote, str) and isinstance(start, int) and not quoted.occurs_at(body.text, start, quote):
            yield _found(("passage", name), body, quote)


def _found(keys: Keys, body: Body, quote: str) -> Start:
    """Return where a quote starts, or why that is not known."""
    found = list(islice(search.occurrences(body.text, quote), search.LISTED + 1))
    if len(found) == 1:
        return Start((*keys, "start"), found[0])
    if not found:
        return Start((*keys, "quote"), None, diagnosis(body, quote).sentence())
    where = search.listed(body.paragraphs, found, len(quote))
    return Start((*keys, "start"), None, f"the quote occurs at {where}; give the start of the one that is meant")


def _article(data: Mapping[str, Any]) -> Mapping[str, Any]:
    article = data.get("article")
    return article if isinstance(article, dict) else {}


def _text(article_id: str, folder: Path | None) -> texts.Text | None:
    """Return the text of an article, None if it is not held."""
    return texts.read(folder, article_id) if folder and texts.is_article_id(article_id) else None
