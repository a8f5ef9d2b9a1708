"""The contradictions: each with the passages of both its sides next to each other."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from treaty_record.flat import CONTRADICTIONS

from . import evidence
from .inline import label
from .notation import urls
from .paging import Section
from .passage_rows import row_in_words
from .record import Citation, Row
from .rendering import Renderer
from .reports import voices

A_SIDE = 8
"""Passages of a side that are shown; the row's page has all."""
KINDS = {
    "contradicts": "Claims that exclude each other",
    "denies": "Claims that are denied",
    "corrects": "Claims that are corrected",
    "cell": "Articles that say otherwise than the record",
    "refutes": "Articles that say that a row is not so",
}
LEAD = Markup("""<p>Where sources disagree, the record keeps both sides. Each of these has a note that says how it was
settled, or that it is open.</p>""")
Side = tuple[Markup, str, list[evidence.Card], Markup]


def pages(to: Renderer) -> dict[str, str]:
    """Return the pages of all contradictions."""
    found = CONTRADICTIONS(to.at.record.tables).sort("kind", "row", "field", "contradiction_id", maintain_order=True)
    grouped = {k: list(rows) for k, rows in groupby(found.iter_rows(named=True), itemgetter("kind"))}
    sections = [Section(kind, title, list(_cases(to, grouped.get(kind, ())))) for kind, title in KINDS.items()]
    none = Section("none", "None", (), none="No source contradicts another.")
    told = sections if grouped else [none]
    return to.pages("list.html", urls.CONTRADICTIONS, told, title="Contradictions", lead=LEAD, charts=())


def _cases(to: Renderer, rows: Sequence[Row]) -> Iterator[Markup]:
    """Yield each pair of claims, and each cell with all the passages that say otherwise."""
    for (_, key, _, _), same in groupby(rows, lambda r: (r["kind"], r["row"], r["other_row"], r["field"])):
        cases = list(same)
        if cases[0]["kind"] == "cell":
            yield _cell(to, key, cases[0])
        elif cases[0]["kind"] == "refutes":
            yield _refuted(to, key, cases[0])
        else:
            for case in cases:
                yield _claims(to, case)


def _claims(to: Renderer, case: Row) -> Markup:
    """Return two claims at odds, the one that is contradicted first."""
    at = to.at
    first, second = (_split(case[column]) for column in ("row", "other_row"))
    heading = Markup("{}").format(at.text(case["about"] or case["row_says"]))
    sides = [_claim(to, *first), _claim(to, *second)]
    return _case(to, case["contradiction_id"], heading, case["note"], sides)


def _claim(to: Renderer, table: str, key: str) -> Side:
    at = to.at
    row: Any = at.record.rows["claims"].get(key, {})
    said = Markup(", {}").format(at.date(row["said_on"])) if row.get("said_on") else Markup("")
    heading = Markup("{}{}: {}").format(at.who(row), said, at.statement(row)) if row else at.text(key)
    return _side(to, heading, [c for c in at.record.cited(table, key) if c.side == "supporting"], table, key)


def _cell(to: Renderer, row: str, case: Row) -> Markup:
    """Return a cell of a row, with the passages that give it the value that it has and those that give it others."""
    at, column = to.at, case["field"]
    table, key = _split(row)
    cited = at.record.cited(table, key)
    against = [c for c in cited if c.side == "differing" and c.column == column]
    exact = [c for c in cited if c.side == "supporting" and c.column == column]
    for_it = exact or [c for c in cited if c.side == "supporting" and c.column == "*"]
    held = at.value(table, column, at.record.rows.get(table, {}).get(key, {}).get(column))
    sides = [_side(to, Markup("The record has {}").format(held), for_it, table, key)]
    for says, same in groupby(against, lambda c: c.says):
        told = list(same)
        sides.append(_side(to, Markup("Others say {}").format(at.value(table, column, says)), told, table, key))
    heading = Markup("{}: {}").format(row_in_words(at, table, key), label(column))
    return _case(to, f"{row}/{column}", heading, case["note"], sides)


def _refuted(to: Renderer, row: str, case: Row) -> Markup:
    """Return a row, with the passages that support it and those that say in their own voice that it is not so."""
    table, key = _split(row)
    cited = to.at.record.cited(table, key)
    headings = {"supporting": "The record says that it is so", "refuting": "Others say that it is not so"}
    sides = [
        _side(to, Markup(heading), [c for c in cited if c.side == side], table, key)
        for side, heading in headings.items()
    ]
    return _case(to, f"{row}/refuted", row_in_words(to.at, table, key), case["note"], sides)


def _side(to: Renderer, heading: Markup, cited: Sequence[Citation], table: str, key: str) -> Side:
    """Return one side with its first passages, each once, and a link to the rest."""
    at = to.at
    once = list(
        {c.passage["passage_id"]: c for c in sorted(cited, key=lambda c: at.record.mark(c) is not None)}.values()
    )
    told: set[str] = set()
    rest = len(once) - A_SIDE
    more = Markup("and {} more: {}").format(rest, row_in_words(at, table, key)) if rest > 0 else Markup("")
    return heading, str(voices(cited)), [to.cards.card(c, told) for c in once[:A_SIDE]], more


def _case(to: Renderer, name: str, heading: Markup, note: str | None, sides: Sequence[Side]) -> Markup:
    anchor = f"case-{urls.slug(name.replace('/', ' '))}"
    shown: Markup = to.parts.case(anchor, heading, note, sides)
    return shown


def _split(row: str) -> tuple[str, str]:
    table, _, key = row.partition("/")
    return table, key
