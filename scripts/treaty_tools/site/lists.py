"""The lists: every event, claim, actor, article, origin and measure, each row once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal

from markupsafe import Markup

from treaty_record.values.figure import numbers

from . import listings, ownership, related_measures, table_cells
from .inline import Inline, plain
from .month_anchors import addressed, anchored
from .notation import urls, words
from .paging import Section
from .record import Row
from .relations import relations
from .rendering import Renderer

MEASURES = (
    ("What is counted", ""),
    ("Measure", ""),
    ("Unit", "choice"),
    ("Figures", "number"),
    ("Lowest exact figure", "number"),
    ("Highest exact figure", "number"),
    ("Said in words", ""),
    ("Claimants", "number"),
    ("Independent sources", "number"),
)
ORIGINS = (
    ("Source", ""),
    ("Kind", "choice"),
    ("Ownership", "choice"),
    ("Articles", "number"),
    ("Languages", "choice"),
    ("First published", "date"),
    ("Events it supports and claims it heard", "number"),
)


def timeline(to: Renderer, charts: Sequence[Markup]) -> dict[str, str]:
    """Return the timeline of events."""
    rows = to.at.record.rows["events"].values()
    items = list(anchored(rows, [listings.event(to.at, row) for row in rows]))
    made = _list(to, urls.TIMELINE, "Timeline", "events", items, listings.EVENTS, TIMELINE_LEAD, charts)
    return addressed(made)


def reported(to: Renderer, charts: Sequence[Markup]) -> dict[str, str]:
    """Return the page of what was reported when."""
    lead = Markup(
        '<p>What was reported when, against when it happened: <a href="timeline.html">the events</a> again.</p>'
    )
    return to.pages("list.html", urls.REPORTED, [], title="When it was reported", lead=lead, charts=charts)


TIMELINE_LEAD = """<p>What happened, is said to have happened, or was to come, by day. A date is as exact as the
sources are: a day, a month, a span, or a time by which something had happened. An event with the
status <em>alleged</em> is one that some say happened and others deny, or that is not established.
<a href="reported.html">When each was
reported</a>, against when it happened.</p>"""


def claims(to: Renderer) -> dict[str, str]:
    """Return the list of claims."""
    rows = to.at.record.rows["claims"].values()
    items = [listings.claim(to.at, row) for row in rows]
    lead = "<p>Who says what, in the order in which it was said. A claim is what somebody says, not a fact.</p>"
    return _list(to, urls.CLAIMS, "Claims", "claims", items, listings.CLAIMS, lead)


def actors(to: Renderer) -> dict[str, str]:
    """Return the list of actors."""
    rows = sorted(to.at.record.rows["actors"].values(), key=lambda a: (a["name"].casefold(), a["actor_id"]))
    items = [listings.actor(to.at, row) for row in rows]
    lead = "<p>Who acts or speaks, with the names that the articles give them in their own scripts.</p>"
    return _list(to, urls.ACTORS, "Actors", "actors", items, listings.ACTORS, lead)


def sources(to: Renderer) -> dict[str, str]:
    """Return the list of articles."""
    rows = to.at.record.rows["articles"].values()
    items = [listings.article(to.at, row) for row in rows]
    return _list(to, urls.SOURCES, "Sources", "articles", items, listings.ARTICLES, SOURCES_LEAD)


SOURCES_LEAD = """<p>Every article that the record cites. Copies of one agency's report and translations of one text
count as one source: <a href="origins.html">the independent origins</a> are what to count.</p>"""


def origins(to: Renderer) -> dict[str, str]:
    """Return the list of independent origins."""
    at = to.at
    articles = by_origin(at)
    agreed: dict[str, int] = defaultdict(int)
    for table in ("events", "claims"):
        for key in at.record.rows[table]:
            for origin in table_cells.origins(at.record, table, key):
                agreed[origin] += 1
    every = sorted({*articles, *agreed}, key=lambda o: (-len(articles.get(o, [])), -agreed[o], o))
    items = [_origin(at, origin, articles.get(origin, []), agreed[origin]) for origin in every]
    return _list(to, urls.ORIGINS, "Independent origins", "origins", items, ORIGINS, ORIGINS_LEAD)


ORIGINS_LEAD = """<p>Who reported first. However many articles carry an agency's report or translate a text, they are
one origin, and so are the publications of one house; scraped copies are none. Articles of unknown origin add nothing.
For a claim, origins are newsrooms that heard it, which does not confirm what it says.</p>"""


def by_origin(at: Inline) -> dict[str, list[Row]]:
    """Return the articles of each independent origin, without scraped copies and articles of unknown origin."""
    articles: dict[str, list[Row]] = defaultdict(list)
    for key, article in at.record.rows["articles"].items():
        if origin := at.record.origins[key]:
            articles[origin].append(article)
    return articles


def _origin(at: Inline, origin: str, articles: Sequence[Row], agreed: int) -> Markup:
    tags = sorted({article["language"] for article in articles})
    first = min((day for a in articles if (day := listings.published(a)[0])), default="")
    kind = at.record.rows["actors"].get(origin, {}).get("kind")
    return table_cells.tr(
        [
            table_cells.text(at.origin(origin), head=True),
            table_cells.text(at.text(kind)),
            table_cells.text(ownership.of_origin(at, origin)),
            table_cells.number(len(articles)),
            table_cells.text(table_cells.several([at.text(words.language(tag)) for tag in tags])),
            table_cells.Cell(at.date(first or None), days=(first, first), kind="when"),
            table_cells.number(agreed),
        ]
    )


def figures(to: Renderer) -> dict[str, str]:
    """Return the index of measures."""
    items = [_measure(to.at, measure, rows) for measure, rows in listings.measures(to.at)]
    lead = "<p>How many, according to whom. Each measure has a page with every figure that is claimed of it.</p>"
    return _list(to, urls.FIGURES, "Figures", "measures", items, MEASURES, lead)


def _measure(at: Inline, measure: str, rows: Sequence[Row]) -> Markup:
    term = at.record.terms.get(("claims.measure", measure), {})
    stated = [n for row in rows for n in exact_numbers(row["figure"])]
    origins_of_all = {origin for row in rows for origin in table_cells.origins(at.record, "claims", row["claim_id"])}
    name = at.text(term.get("definition") or measure)
    link = Markup('<a href="{}{}">{}</a>').format(at.root, urls.measure(measure), name)
    return table_cells.tr(
        [
            table_cells.text(link, head=True),
            table_cells.text(at.text(measure)),
            table_cells.text(at.text(term.get("unit"))),
            table_cells.number(len(rows)),
            table_cells.number(min(stated, default=None)),
            table_cells.number(max(stated, default=None)),
            table_cells.text(table_cells.several([at.figure(figure) for figure in _in_words(rows)])),
            table_cells.number(len({row["claimant_id"] for row in rows})),
            table_cells.number(len(origins_of_all)),
        ]
    )


def exact_numbers(figure: str) -> tuple[Decimal, ...]:
    """Return the numbers that a figure states; hundreds, thousands and the like state none."""
    try:
        return () if figure.endswith("s") else numbers(figure)
    except ValueError:
        return ()


def _in_words(rows: Sequence[Row]) -> list[str]:
    """Return the figures of claims that are said in words, such as tens of thousands, the smallest first."""
    return sorted(
        {row["figure"] for row in rows if row["figure"].endswith("s")}, key=lambda figure: (len(figure), figure)
    )


def figure_pages(to: Renderer, draw: Callable[[str], Sequence[Markup]]) -> list[dict[str, str]]:
    """Return the pages of every measure."""
    return [_figure_page(to, measure, rows, draw(measure)) for measure, rows in listings.measures(to.at)]


FIGURE = (
    ("Said", "date"),
    ("Who", "choice"),
    ("Figure", "number"),
    ("Kind", "choice"),
    ("Modality", "choice"),
    ("What", ""),
    ("Related claims", ""),
    (listings.HEARD_BY, "choice sources"),
    ("Challenged", "choice"),
)


def _figure_page(to: Renderer, measure: str, rows: Sequence[Row], charts: Sequence[Markup]) -> dict[str, str]:
    at = to.at
    term = at.record.terms.get(("claims.measure", measure), {})
    lead = Markup("<p>Every figure that somebody gives, in {}.</p>").format(at.text(term.get("unit") or "numbers"))
    lead += related_measures.links(at, measure)
    title = plain(term.get("definition") or measure).rstrip(".")
    section = Section("claims", "Who says how many", [_figure(at, row) for row in rows], FIGURE, filtered=True)
    return to.pages("list.html", urls.measure(measure), [section], title=title, lead=lead, charts=charts)


def _figure(at: Inline, row: Row) -> Markup:
    related = [
        Markup("{} {}").format(how, at.link("claims", other["claim_id"]))
        for how, other, _ in relations(at, row["claim_id"])
    ]
    return table_cells.tr(
        [
            listings.said(at, row),
            table_cells.text(at.who(row)),
            listings.figure(at, row),
            table_cells.text(at.text(row["kind"])),
            table_cells.text(at.text(row["modality"])),
            table_cells.text(at.statement(row), head=True),
            table_cells.text(table_cells.several(related)),
            table_cells.origins_cell(at, "claims", row),
            table_cells.challenged(at.record, "claims", row),
        ]
    )


def _list(
    to: Renderer,
    address: str,
    title: str,
    anchor: str,
    items: Sequence[Markup],
    columns: listings.Columns,
    lead: str,
    charts: Sequence[Markup] = (),
) -> dict[str, str]:
    """Return the pages of one list with its filters."""
    section = Section(anchor, f"All {anchor}", items, columns, filtered=True, none=f"There are no {anchor}.")
    return to.pages("list.html", address, [section], title=title, lead=Markup(lead), charts=charts)
