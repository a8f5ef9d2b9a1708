"""Who owns a publisher, and where that is known from."""

from collections.abc import Sequence

from markupsafe import Markup

from .inline import Inline
from .notation import words
from .record import Row

CLASSIFIED = "classified by this record; no source recorded"
"""What is said of an ownership that no passage cites and that was looked up nowhere."""
NOT_RECORDED = "not recorded"


def shown(at: Inline, actor: Row) -> Markup:
    """Return the ownership of an actor with its sources."""
    said = at.term("actors.ownership", actor["ownership"])
    return Markup('{} <small class="voices">{}</small>').format(said, _sources(at, actor))


def _sources(at: Inline, actor: Row) -> Markup:
    """Return where an ownership is known from."""
    cited = at.record.cited("actors", actor["actor_id"])
    stated = [c.article for c in cited if c.side == "supporting" and c.column == "ownership"]
    found = [Markup("stated by {}").format(_articles(at, stated))] if stated else []
    if actor.get("ownership_source"):
        found.append(Markup("looked up at {}").format(at.elsewhere(actor["ownership_source"])))
    return Markup("; ").join(found) if found else Markup(CLASSIFIED)


def _articles(at: Inline, articles: Sequence[Row]) -> Markup:
    """Return articles by their publishers, each once."""
    once = {article["article_id"]: article for article in articles}
    return Markup(", ").join(at.linked("articles", key, at.publisher(article)) for key, article in once.items())


def of_publisher(at: Inline, article: Row) -> Markup:
    """Return the ownership of an article's publisher, for lists."""
    return at.text(at.record.publisher(article).get("ownership") or NOT_RECORDED)


def of_origin(at: Inline, origin: str | None) -> Markup:
    """Return the ownership and the country of an independent origin, for lists; nothing if it is not known."""
    actor = at.record.rows["actors"].get(origin or "")
    if actor is None:
        return Markup("")
    owned = actor["ownership"] or NOT_RECORDED
    return at.text(f"{owned}, {words.country(actor['country'])}" if actor["country"] else owned)
