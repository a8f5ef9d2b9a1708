"""The pages that are no list: the start, about and method, the search."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from ..explain.describe import numbers
from . import listings, table_cells
from .drawn import Charts
from .inline import Inline
from .notation import urls
from .paging import Section
from .record import Record
from .rendering import Renderer

NOT_FOUND = "404.html"
"""The page that servers show where there is none."""
QUESTIONS = (
    ("What happened when?", urls.TIMELINE, "events"),
    ("Who says what?", urls.CLAIMS, "claims"),
    ("Who confirms it, who denies it?", urls.WHO, "claims"),
    ("Where do sources contradict each other?", urls.CONTRADICTIONS, "citations"),
    ("Who met whom?", urls.MET, "participants"),
    ("Where did it happen?", urls.PLACES, "events"),
    ("Which articles is this from?", urls.SOURCES, "articles"),
    ("Who reported it first?", urls.ORIGINS, "articles"),
)
"""Questions that a package may answer, each with the page that does and the table that needs rows."""
HOW_MANY = ("How many, according to whom?", urls.FIGURES)
WHO_CHANGED = ("Who changed their position?", urls.CHANGED)


def start(to: Renderer, files: Mapping[str, bytes], charts: Charts) -> dict[str, str]:
    """Return the page on which a reader begins; ``files`` are those of the package by address."""
    record = to.at.record
    return to.pages(
        "index.html",
        urls.HOME,
        [],
        title="Start",
        numbers=list(numbers(dict(record.tables)).items()),
        questions=questions(record),
        files=[(path, size) for path, size in sorted((p, len(c)) for p, c in files.items())],
        figure=first_figure(to.at, charts),
    )


def first_figure(at: Inline, charts: Charts) -> Markup:
    """Return the chart of the first measure that has one, with a link to its page; nothing if there is none."""
    for measure, _ in listings.measures(at):
        for shown in charts.figures(measure, ""):
            name = at.text(str(at.record.terms.get(("claims.measure", measure), {}).get("definition") or measure))
            more = Markup('<p>{} <a href="{}">All figures, with filters</a></p>')
            return shown + more.format(name, urls.measure(measure))
    return Markup("")


def questions(record: Record) -> list[tuple[str, str]]:
    """Return the questions that a package answers, with the page that does."""
    found = [(question, page) for question, page, table in QUESTIONS if len(record.tables[table])]
    first = [HOW_MANY] if record.has_figures else []
    return [*first, *found, *([WHO_CHANGED] if record.has_reversals else [])]


def about(to: Renderer) -> dict[str, str]:
    """Return what the record is and how it is made, with the definition of every term."""
    sections = [Section(f"terms-{column}", f"Terms of {column}", rows, TERMS) for column, rows in _terms(to.at)]
    return to.pages("about.html", urls.ABOUT, sections, title="About and method")


TERMS = (("Term", ""), ("What it means", ""), ("Unit", ""))


def _terms(at: Inline) -> Iterator[tuple[str, Sequence[Markup]]]:
    by_column: dict[str, list[Markup]] = defaultdict(list)
    for (column, term), row in at.record.terms.items():
        anchor = Markup('<span id="{}">{}</span>').format(urls.term_anchor(column, term), at.text(term))
        by_column[column].append(
            table_cells.tr(
                [
                    table_cells.text(anchor, head=True),
                    table_cells.text(at.text(row["definition"])),
                    table_cells.text(at.text(row["unit"])),
                ]
            )
        )
    yield from by_column.items()


def search(to: Renderer) -> dict[str, str]:
    """Return the page that looks through everything."""
    return to.pages("search.html", urls.SEARCH, [], title="Search")


def not_found(to: Renderer) -> dict[str, str]:
    """Return the page that servers show where there is none; its links are whole addresses."""
    lead = Markup(
        "<p>There is no page at this address. Rows keep theirs from release to release, so that it may be misspelt: "
        'try the <a href="{0}search.html">search</a> or the <a href="{0}index.html">start page</a>.</p>'
    ).format(to.at.root)
    return to.pages("list.html", NOT_FOUND, [], title="Page not found", lead=lead, charts=())
