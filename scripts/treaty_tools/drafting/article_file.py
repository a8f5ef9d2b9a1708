"""Compose the source file of an article that is to be filled in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from treaty_record import home

from ..quotes.body import Body
from ..quotes.fill import facts
from ..quotes.texts import Text
from ..sources.toml_lines import comment, string
from ..web.page_metadata import Metadata
from . import passages as drafted
from .candidates import DAYS, candidates
from .language import language_of
from .publisher import Publisher, publisher, slug
from .recognised import Recognised, recognised
from .register import Register

SCHEMA = "#:schema ../../../data/schemas/article.schema.json"
UNKNOWN = "und"
"""The language in which words are searched while that of the article is not known (BCP 47)."""
_DAY = re.compile(r"(?<![0-9])([12][0-9]{3})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])")


@dataclass(frozen=True)
class Article:
    """What is known of an article before anybody has read it."""

    article_id: str
    said: Metadata
    text: Text
    register: Register


@dataclass(frozen=True)
class Drafted:
    """A source file, and what to tell the curator about it."""

    toml: str
    passages: int
    paragraphs: int
    remarks: Sequence[str]


def draft(article: Article) -> Drafted:
    """Return the source file of an article, to be filled in."""
    body = Body(article.text.body)
    found = drafted.passages(article.said.title, body)
    source = publisher(article.register, article.article_id, article.said)
    language = article.said.language or language_of(body.text) or source.language
    names = recognised([one.words for one in found], article.register.names, language or UNKNOWN)
    tables = ["\n".join(drafted.lines(*pair, language or UNKNOWN)) for pair in zip(found, names, strict=True)]
    head = "\n".join([SCHEMA, "", "[article]", *_article(article, source, language)])
    parts = [head, *_listed(_candidates(article, names)), *tables, *_listed(_stub(article, source))]
    return Drafted("\n\n".join(parts) + "\n", len(found), len(body.paragraphs), list(_remarks(article, language)))


def _listed(lines: Iterator[str]) -> list[str]:
    """Return lines as one block, or none."""
    block = "\n".join(lines)
    return [block] if block else []


def _article(article: Article, source: Publisher, language: str | None) -> Iterator[str]:
    """Yield the keys of the article's table."""
    said, day = article.said, published(article)
    yield f"url = {string(said.url)}" if said.url else comment('url = ""')
    yield f"title = {string(said.title)}" if said.title else comment('title = ""')
    yield from _publisher(source)
    yield f"language = {string(language or '')}"
    yield f"published = {string(day)}" if day else comment('published = ""')
    bases = _terms("articles.published_basis")
    yield 'published_basis = "metadata"' if said.published else comment(f'published_basis = ""  # {bases}')
    yield f'kind = ""  # {_terms("articles.kind")}'
    yield f'origin_basis = ""  # {_terms("articles.origin_basis")}'
    yield comment('origin_id = ""  # with stated, own and inferred')
    yield 'extent = "whole"  # or beginning, if the text breaks off'
    yield from (f"{key} = {string(value) if isinstance(value, str) else value}" for key, value in _facts(article))
    yield comment('skipped = { p9 = "why no passage covers it" }')


def _facts(article: Article) -> list[tuple[str, str | int]]:
    return sorted(facts(article.text).items())


def _publisher(source: Publisher) -> Iterator[str]:
    if source.actor_id:
        yield f"publisher_id = {string(source.actor_id)}  # {source.why}"
    else:
        yield comment('publisher_id = ""  # the register does not have it: see below')


def _terms(column: str) -> str:
    """Return the terms of a column as a choice."""
    *terms, last = home.contract().vocabularies[column]
    return f"{', '.join(terms)} or {last}"


def published(article: Article) -> str | None:
    """Return the day that the page gives, or else the article's id."""
    return article.said.published or day_of(article.article_id)


def day_of(article_id: str) -> str | None:
    """Return the day in an article's id."""
    found = _DAY.search(article_id)
    return "-".join(found.groups()) if found else None


def _candidates(article: Article, names: Sequence[Sequence[Recognised]]) -> Iterator[str]:
    """Yield the rows of the register that the article may be about, as comments."""
    seen = {actor for some in names for name in some for actor in name.actors}
    found = candidates(article.register, seen, published(article))
    if found:
        yield comment(f"In the register, of actors seen below, within {DAYS} days; cite what the text supports:")
    for one in found:
        yield comment(f'"{one.row}"{f" ({one.when})" if one.when else ""}: {one.text}')


def _stub(article: Article, source: Publisher) -> Iterator[str]:
    """Yield the tables to add to the register of actors, as comments."""
    if source.actor_id:
        return
    yield comment("The publisher, for actors.toml:")
    yield comment(f"[{slug(article.article_id, article.said)}]")
    yield comment(f"name = {string(article.said.site or '')}")
    yield comment('kind = "medium"')
    yield comment('country = ""')
    yield comment(f'ownership = ""  # {_terms("actors.ownership")}')


def _remarks(article: Article, language: str | None) -> Iterator[str]:
    """Yield what the curator should look at."""
    in_id = day_of(article.article_id)
    if article.said.published and in_id and in_id != article.said.published:
        yield f"the page was published on {article.said.published}, the article's id says {in_id}: correct one"
    if language is None:
        yield "the language is not known, so that names of months and numbers were not looked for: pass --language"
