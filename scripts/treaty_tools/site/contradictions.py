"""The contradictions: each with the passages of both its sides next to each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from treaty_record.flat import CONTRADICTIONS

from . import evidence, settling, table_cells
from .inline import label
from .notation import urls
from .paging import Section, addressed
from .passage_rows import row_in_words
from .record import Citation, Row
from .rendering import Renderer
from .reports import voices

A_SIDE = 4
"""Passages of a side that are shown; the row's page has all."""
KINDS = {
    "contradicts": "Statements that exclude each other",
    "denies": "Statements that are denied",
    "corrects": "Statements that are corrected",
    "cell": "Sources that differ from the record",
    "refutes": "Sources that say that it is not so",
}
CONTENTS = (("About", "choice"), ("Contradiction", ""), ("Kind", "choice"), ("State", "choice"))
LEAD = Markup("""<p>Where sources or speakers disagree, the record keeps both sides. A contradiction is settled if the
record keeps one value or if the speaker later corrected or reversed the statement, and otherwise open. Notes say
why.</p>""")
Side = tuple[Markup, str, list[evidence.Card], Markup]


@dataclass(frozen=True)
class Case:
    """A contradiction as it is listed and shown."""

    kind: str
    anchor: str
    about: Markup
    listed: Markup
    state: str
    shown: Markup


def pages(to: Renderer) -> dict[str, str]:
    """Return the pages of all contradictions, with a list of them on the first."""
    found = CONTRADICTIONS(to.at.record.tables).sort("kind", "row", "field", "contradiction_id", maintain_order=True)
    cases = list(_cases(to, list(found.iter_rows(named=True))))
    listed = [_listed(case) for kind in KINDS for case in cases if case.kind == kind]
    contents = Section("contents", "All contradictions", listed, CONTENTS, filtered=True, none="None so far.")
    sections = [Section(kind, title, [c.shown for c in cases if c.kind == kind]) for kind, title in KINDS.items()]
    made = to.pages(
        "list.html", urls.CONTRADICTIONS, [contents, *sections], title="Contradictions", lead=LEAD, charts=()
    )
    return addressed(made, "case-")


def _listed(case: Case) -> Markup:
    link = Markup('<a href="#{}">{}</a>').format(case.anchor, case.listed)
    state = Markup('<b class="state {0}">{0}</b>').format(case.state)
    return table_cells.tr(
        [
            table_cells.text(case.about),
            table_cells.text(link, head=True),
            table_cells.text(Markup(KINDS[case.kind])),
            table_cells.text(state),
        ]
    )


def _cases(to: Renderer, rows: Sequence[Row]) -> Iterator[Case]:
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


def _claims(to: Renderer, case: Row) -> Case:
    """Return two claims at odds, the one that is contradicted first."""
    at = to.at
    first, second = (_split(case[column]) for column in ("row", "other_row"))
    claims = [at.record.rows["claims"].get(key) for _, key in (first, second)]
    listed = Markup(" / ").join(at.title("claims", claim) for claim in claims if claim)
    sides = [_claim(to, *first), _claim(to, *second)]
    return _case(to, case, case["contradiction_id"], at.text(case["about"] or case["row_says"]), listed, sides)


def _claim(to: Renderer, table: str, key: str) -> Side:
    at = to.at
    row: Any = at.record.rows["claims"].get(key, {})
    said = Markup(", {}").format(at.date(row["said_on"])) if row.get("said_on") else Markup("")
    heading = Markup("{}{}: {}").format(at.who(row), said, at.statement(row)) if row else at.text(key)
    return _side(to, heading, [c for c in at.record.cited(table, key) if c.side == "supporting"], table, key)


def _cell(to: Renderer, row: str, case: Row) -> Case:
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
    listed = Markup("{}: {}").format(at.text(case["about"]), label(column))
    return _case(to, case, f"{row}/{column}", heading, listed, sides)


def _refuted(to: Renderer, row: str, case: Row) -> Case:
    """Return a row, with the passages that support it and those that say in their own voice that it is not so."""
    table, key = _split(row)
    cited = to.at.record.cited(table, key)
    headings = {"supporting": "The record says that it is so", "refuting": "Others say that it is not so"}
    sides = [
        _side(to, Markup(heading), [c for c in cited if c.side == side], table, key)
        for side, heading in headings.items()
    ]
    return _case(to, case, f"{row}/refuted", row_in_words(to.at, table, key), to.at.text(case["about"]), sides)


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


def _case(to: Renderer, case: Row, name: str, heading: Markup, listed: Markup, sides: Sequence[Side]) -> Case:
    anchor = f"case-{urls.slug(name.replace('/', ' '))}"
    state = settling.state(to.at.record, case)
    shown: Markup = to.parts.case(anchor, heading, state, case["note"], sides)
    return Case(case["kind"], anchor, to.at.text(case["about"] or ""), listed, state, shown)


def _split(row: str) -> tuple[str, str]:
    table, _, key = row.partition("/")
    return table, key
