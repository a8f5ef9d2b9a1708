"""The pages that are no list: the start, about and method, the search."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from ..explain.describe import numbers
from . import table_cells
from .inline import Inline
from .notation import urls
from .paging import Section
from .rendering import Renderer

PACKAGE = "package"
"""The folder of the site that holds the package itself."""
QUESTIONS = (
    ("How many troops, according to whom?", urls.FIGURES),
    ("What happened when?", urls.TIMELINE),
    ("Where do the sources contradict each other?", urls.CONTRADICTIONS),
    ("Who confirms it, who denies it?", urls.WHO),
    ("Which articles is this from?", urls.SOURCES),
)


def start(to: Renderer, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the page on which a reader begins; ``files`` are those of the package that the site carries."""
    record = to.at.record
    return to.pages(
        "index.html",
        urls.HOME,
        [],
        title="Start",
        numbers=list(numbers(dict(record.tables)).items()),
        questions=QUESTIONS,
        files=[(path, size) for path, size in sorted((p, len(c)) for p, c in files.items())],
        package=PACKAGE,
    )


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
