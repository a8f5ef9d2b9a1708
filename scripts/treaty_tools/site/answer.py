"""The answer at the top of an event or a claim: how many sources report it, what differs, and what to read first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from treaty_record.facts.challenges import DISPUTED, REVERSED

from .evidence import AGAINST
from .inline import Inline, label
from .notation import words
from .record import Citation, Row
from .relations import challenged, challenging, denials
from .reports import Voices, voices
from .table_cells import challenge

SAYING = {"date": "date it to", "figure": "give the figure"}
"""The cells whose agreement is counted at the top of a page, and how that is said."""
DIFFERING = {"title": "what happened", "claimant_id": "who says it", "said_on": "when it was said"}
"""What articles differ on, if that is not the name of the column."""


def answer(at: Inline, table: str, row: Row) -> list[Markup]:
    """Return the answer in sentences: the sources, what differs, the challenges, and the best source."""
    cited = at.record.cited(table, next(iter(row.values())))
    said = Markup("; ").join([reported(row), *_agreeing(at, row, cited), *_differing(at, cited)])
    further = Markup(" ").join([Markup("{}.").format(said), *announced(row)])
    best = () if _is_alone(cited) else _best(at, table, row)
    return [further, _challenges(at, table, row), *best]


def reported(row: Row) -> Markup:
    """Return how many independent sources and articles report a row."""
    what = "this statement" if "claim_id" in row else "this"
    articles, unknown = row["n_articles"], row["n_unknown_origin"]
    if not articles:
        return Markup("No article reports {}").format(what)
    if not row["n_origins"]:
        return Markup("No independent source is known: {} of unknown origin {} {}").format(
            words.count(articles, "article"), _verb("report", articles), what
        )
    further = f", {unknown:,} of unknown origin" if unknown else ""
    sources, verb = words.count(row["n_origins"], "independent source"), _verb("report", row["n_origins"])
    counted = words.count(articles, "article")
    return Markup("<strong>{}</strong> {} {} ({}{})").format(sources, verb, what, counted, further)


def _verb(verb: str, number: int) -> str:
    """Return a verb, or a verb with what follows it, as its number asks."""
    first, _, rest = verb.partition(" ")
    return verb if number != 1 else f"{first}s {rest}".strip()


def announced(row: Row) -> Iterator[Markup]:
    """Yield how many articles only announce a row, and how many claimants say that an event happened."""
    if number := row["n_announcing"]:
        counted = words.count(number, "article")
        yield Markup("{} {} beforehand (not counted).").format(counted, _verb("announce it", number))
    if number := row.get("n_claimants"):
        yield Markup("{} {}.").format(words.count(number, "claimant"), _verb("say so", number))


def _agreeing(at: Inline, row: Row, cited: Sequence[Citation]) -> Iterator[Markup]:
    """Yield how many independent sources give the date of an event or the figure of a claim."""
    for column, says in SAYING.items():
        if row.get(column) is None:
            continue
        heard = voices(c for c in cited if c.counted and c.side == "supporting" and c.column == column)
        if heard.origins:
            shown = at.date(row[column]) if column == "date" else at.figure(row[column])
            yield Markup("{} {} {}").format(len(heard.origins), _verb(says, len(heard.origins)), shown)


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
        return _verb("say that it is not so", articles)
    return f"{_verb('differ on', articles)} {DIFFERING.get(column, f'the {label(column)}')}"


def _tracing(at: Inline, heard: Voices) -> Markup:
    """Return a number of articles with where they come from."""
    articles = words.count(heard.articles, "article")
    if heard.articles == heard.scraped:
        return Markup("{} (not counted)").format(articles)
    if not heard.origins:
        return Markup("{} of unknown origin").format(articles)
    if len(heard.origins) > 1:
        return Markup("{} from {}").format(articles, words.count(len(heard.origins), "independent source"))
    return Markup("{}, {} to {},").format(articles, _how_many(heard), at.origin(heard.origins[0]))


def _how_many(heard: Voices) -> str:
    """Return how many of the articles trace to their only known origin."""
    tracing = heard.articles - heard.unknown - heard.scraped
    if tracing == heard.articles:
        return "all tracing" if tracing > 1 else "tracing"
    return f"{tracing} tracing"


def _challenges(at: Inline, table: str, row: Row) -> Markup:
    """Return whether a row is disputed or was reversed, and by what."""
    terms = at.record.challenges[table, next(iter(row.values()))]
    return Markup(" ").join(_challenge(at, table, row, term) for term in terms)


def _challenge(at: Inline, table: str, row: Row, term: str) -> Markup:
    """Return a challenge as a sentence."""
    shown = challenge(term[0].upper() + term[1:])
    if term == REVERSED:
        return Markup("{}: {}").format(shown, at.link("claims", row["reversed_by"]))
    by = Markup("")
    if term == DISPUTED:
        by = _denied(at, row) if table == "events" else _contradicted(at, row)
    return Markup("{}{}.").format(shown, by)


def _denied(at: Inline, event: Row) -> Markup:
    """Return how many denials of an event there are, with a link to them."""
    return _counted("by", "denials", len(denials(at, event["event_id"])), "denial")


def _contradicted(at: Inline, claim: Row) -> Markup:
    """Return how many claims challenge a claim, or if none does, how many it challenges itself."""
    if found := challenging(at, claim):
        return _counted("by", "challenges", len(found), "statement")
    return _counted("as it contradicts", "relations", len(challenged(at, claim)), "statement")


def _counted(how: str, anchor: str, number: int, what: str) -> Markup:
    shown = Markup(' {} <a href="#{}">{}</a>')
    return shown.format(how, anchor, words.count(number, what)) if number else Markup("")


def _is_alone(cited: Sequence[Citation]) -> bool:
    """Return whether one passage is all there is, so that the page shows it right below."""
    return len({citation.passage["passage_id"] for citation in cited}) == 1


def _best(at: Inline, table: str, row: Row) -> Iterator[Markup]:
    """Yield the best source with its words in English, and a link to them at the publisher."""
    passage = at.record.rows["passages"].get(at.record.best.get((table, next(iter(row.values()))), ""))
    if passage is None:
        return
    there = at.opened(passage)
    article = at.link("articles", passage["article_id"])
    yield Markup("{}: {}. <q>{}</q> {}").format(_standing(row), article, at.text(passage["gloss"]), there)


def _standing(row: Row) -> str:
    """Return what the best source of a row is."""
    if row["n_articles"]:
        return "Best source"
    return "Announced in" if row["n_announcing"] else "Only in a copy that is not counted"
