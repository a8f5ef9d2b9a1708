"""The answer at the top of an event or a claim: how many sources report it, what differs, and what to read first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from .evidence import AGAINST
from .inline import Inline, label
from .notation import words
from .record import Citation, Row
from .reports import Voices, voices
from .table_cells import challenge

SAYING = {"date": "date it to", "figure": "give the figure"}
"""The cells whose agreement is counted at the top of a page, and how that is said."""


def answer(at: Inline, table: str, row: Row) -> list[Markup]:
    """Return the answer in sentences: the sources, what differs, the challenges, and the best source."""
    cited = at.record.cited(table, next(iter(row.values())))
    said = [reported(row), *_agreeing(at, row, cited), *_differing(at, cited)]
    counted = Markup("{}.").format(Markup("; ").join(said))
    return [counted, *announced(row), _challenges(at, table, row), *_best(at, table, row)]


def reported(row: Row) -> Markup:
    """Return how many independent sources and articles report a row."""
    what = "this statement" if "claim_id" in row else "this"
    articles, unknown = row["n_articles"], row["n_unknown_origin"]
    if not articles:
        return Markup("No article reports {}").format(what)
    verb = "reports" if row["n_origins"] == 1 else "report"
    sources = words.count(row["n_origins"], "independent source") if row["n_origins"] else "No known independent source"
    verb = "reports" if row["n_origins"] < 2 else "report"
    further = f", {unknown:,} of unknown origin" if unknown else ""
    return Markup("<strong>{}</strong> {} {} ({}{})").format(
        sources, verb, what, words.count(articles, "article"), further
    )


def announced(row: Row) -> Iterator[Markup]:
    """Yield how many articles only announce a row, and how many claimants say that an event happened."""
    if number := row["n_announcing"]:
        verb = "announces" if number == 1 else "announce"
        yield Markup("{} {} it beforehand and {} not counted.").format(
            words.count(number, "article"), verb, "is" if number == 1 else "are"
        )
    if number := row.get("n_claimants"):
        yield Markup("{} {} so.").format(words.count(number, "claimant"), "says" if number == 1 else "say")


def _agreeing(at: Inline, row: Row, cited: Sequence[Citation]) -> Iterator[Markup]:
    """Yield how many independent sources give the date of an event or the figure of a claim."""
    for column, says in SAYING.items():
        if row.get(column) is None:
            continue
        heard = voices(c for c in cited if c.counted and c.side == "supporting" and c.column == column)
        if heard.origins:
            shown = at.date(row[column]) if column == "date" else at.figure(row[column])
            yield Markup("{} {} {}").format(len(heard.origins), _singular(says, len(heard.origins)), shown)


def _singular(verb: str, number: int) -> str:
    first, _, rest = verb.partition(" ")
    return f"{first}s {rest}" if number == 1 else verb


def _differing(at: Inline, cited: Sequence[Citation]) -> Iterator[Markup]:
    """Yield how many articles differ in which cell, and how many say that it is not so, with links to them."""
    for side in AGAINST:
        by_column: Mapping[str, list[Citation]] = defaultdict(list)
        for citation in cited:
            if citation.side == side:
                by_column[citation.column].append(citation)
        for column, same in by_column.items():
            what = _difference(side, column, len({c.article["article_id"] for c in same}))
            yield Markup('{} <a href="#{}">{}</a>').format(_tracing(at, voices(same)), side, what)


def _difference(side: str, column: str, articles: int) -> str:
    if side == "refuting":
        return "says that it is not so" if articles == 1 else "say that it is not so"
    return f"{'differs' if articles == 1 else 'differ'} on the {label(column)}"


def _tracing(at: Inline, heard: Voices) -> Markup:
    """Return a number of articles with where they come from."""
    articles = words.count(heard.articles, "article")
    if heard.articles == heard.scraped:
        return Markup("{} (not counted)").format(articles)
    if not heard.origins:
        return Markup("{} of unknown origin").format(articles)
    if len(heard.origins) == 1 and not heard.unknown:
        every = "all tracing" if heard.articles > 1 else "tracing"
        return Markup("{}, {} to {},").format(articles, every, at.origin(heard.origins[0]))
    return Markup("{} from {}").format(articles, words.count(len(heard.origins), "independent source"))


def _challenges(at: Inline, table: str, row: Row) -> Markup:
    """Return whether a row is disputed or was reversed, and by what."""
    found = at.record.challenges[table, next(iter(row.values()))]
    shown = Markup("; ").join(challenge(term) for term in found)
    if later := row.get("reversed_by"):
        shown += Markup(": {}").format(at.link("claims", later))
    return Markup("Status: {}.").format(shown) if not str(shown).endswith(".") else shown


def _best(at: Inline, table: str, row: Row) -> Iterator[Markup]:
    """Yield the best source with its words in English, and a link to them at the publisher."""
    passage = at.record.rows["passages"].get(at.record.best.get((table, next(iter(row.values()))), ""))
    if passage is None:
        return
    kind = "Best source" if row["n_articles"] else "Announced in"
    there = at.opened(at.record.links.get(passage["passage_id"]))
    article = at.link("articles", passage["article_id"])
    yield Markup("{}: {}. <q>{}</q> {}").format(kind, article, at.text(passage["gloss"]), there)
