"""Where an actor is named: its spellings, and the articles that use each, without the words, which their pages show."""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from markupsafe import Markup

from . import evidence, listings, table_cells
from .inline import Inline
from .notation import words
from .paging import Section
from .record import Citation, Row
from .rendering import Renderer

NAMES = (("Name", ""), ("Language", "choice"), ("Kind", "choice"), ("Used by", ""))


def sections(to: Renderer, key: str, called: str) -> Iterator[Section]:
    """Yield the spellings of an actor, those that are mistakes, the passages that differ, and where it is named."""
    record = to.at.record
    names = sorted(record.children("names", "actor_id", key), key=itemgetter("language", "name_id"))
    for anchor, title, wrong in (("names", "Names and spellings", False), ("misnamed", "Wrongly called", True)):
        of_kind = [_name(to, one) for one in names if (one["kind"] == listings.MISNOMER) is wrong]
        yield Section(anchor, title, of_kind, NAMES)
    against, agreeing = evidence.sections(to.cards, "actors", key, lambda c: not _is_mention(c))
    yield from (*against, *(section for section in agreeing if section.items))
    yield Section("named", f"Articles that name {called}", _named(to, filter(_is_mention, record.cited("actors", key))))


def _is_mention(citation: Citation) -> bool:
    """Return whether a passage supports that there is such an actor, and nothing about it."""
    return citation.column == "*" and citation.side == "supporting"


def _name(to: Renderer, name: Row) -> Markup:
    at = to.at
    return table_cells.tr(
        [
            table_cells.text(at.text(name["name"], name["language"]), head=True),
            table_cells.text(at.text(words.language(name["language"]))),
            table_cells.text(at.text(name["kind"])),
            table_cells.text(table_cells.several(_articles(to, at.record.cited("names", name["name_id"])))),
        ]
    )


def _named(to: Renderer, cited: Iterable[Citation]) -> list[Markup]:
    items = _articles(to, cited)
    return [Markup('<ul class="mentions">{}</ul>').format(Markup("").join(map(Markup("<li>{}</li>").format, items)))]


def _articles(to: Renderer, cited: Iterable[Citation]) -> list[Markup]:
    """Return each article once, by its publisher and day, with a link to the first passage that names the actor."""
    first: dict[str, Citation] = {}
    for citation in cited:
        first.setdefault(citation.article["article_id"], citation)
    return [_article(to.at, evidence.passage_address(to.passages, c.passage), c.article) for c in first.values()]


def _article(at: Inline, address: str, article: Row) -> Markup:
    day = Markup(", {}").format(at.date(article["published"])) if article["published"] else ""
    return Markup('<a href="{}{}">{}{}</a>').format(at.root, address, at.publisher(article), day)
