"""Correct starts of quotes that occur exactly once in the text or the title of their article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ..quotes import quoted, search, texts
from ..quotes.body import Body
from ..quotes.diagnosis import diagnosis
from ..quotes.fill import differing_fact
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

    Raises TextError if the text cannot be read.
    """
    bodies = {True: _title(data), False: _text(article_id, data, folder)}
    passages = data.get("passage")
    for name, passage in passages.items() if isinstance(passages, dict) else ():
        if not isinstance(passage, dict):
            continue
        body, quote, start = bodies[passage.get("place") == TITLE], passage.get("quote"), passage.get("start")
        if body and isinstance(quote, str) and isinstance(start, int) and not quoted.occurs_at(body.text, start, quote):
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


def _title(data: Mapping[str, Any]) -> Body | None:
    title = _article(data).get("title")
    return Body(title) if isinstance(title, str) else None


def _text(article_id: str, data: Mapping[str, Any], folder: Path | None) -> Body | None:
    """Return the text of an article, None if it is not held or is another than the one that starts refer to."""
    if folder is None or not texts.is_article_id(article_id):
        return None
    text = texts.read(folder, article_id)
    if text is None or differing_fact(_article(data), text):
        return None
    return Body(text.body)
