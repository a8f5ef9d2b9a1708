"""The pages of rows that are gone: what became of each, and where to go on."""

from collections.abc import Iterator

from markupsafe import Markup

from . import table_cells
from .inline import Inline, plain
from .notation import urls
from .paging import Section
from .record import PAGED, Row
from .rendering import Renderer

GONE = (("Row", ""), ("Removed in version", "choice"), ("Why", ""), ("Replaced by", ""))


def pages(to: Renderer) -> Iterator[dict[str, str]]:
    """Yield the page of each retired row of a table whose rows have pages."""
    for row in to.at.record.tables["retirements"].iter_rows(named=True):
        table, key = row["row_table"], row["row_id"]
        if table in PAGED and key not in to.at.record.rows[table]:
            yield _page(to, row)


def _page(to: Renderer, row: Row) -> dict[str, str]:
    at, table, key = to.at, row["row_table"], row["row_id"]
    facts = [("removed in version", at.text(row["retired_in"])), ("why", at.text(row["reason"]))]
    if row["replaced_by"]:
        facts.append(("replaced by", at.link(table, row["replaced_by"])))
    return to.pages(
        "row.html",
        urls.row(table, key),
        [],
        title=plain(f"{key}, removed"),
        heading=at.text(key),
        what=Markup("Removed: this row of {} is no longer in the record").format(table),
        table=table,
        row_id=key,
        answer=(),
        facts=facts,
        lead=Markup(""),
    )


def listed(to: Renderer) -> dict[str, str]:
    """Return the list of all rows that are gone."""
    gone = [_listed(to.at, row) for row in to.at.record.tables["retirements"].iter_rows(named=True)]
    told = Section("retired", "Removed rows", gone, GONE, none="None so far.", filtered=True)
    return to.pages(
        "list.html",
        urls.RETIRED,
        [told],
        title="Corrections and removals",
        lead=Markup(
            "<p>Rows of earlier versions that were removed, why, and what replaces them. Ids are never used again.</p>"
        ),
        charts=(),
    )


def _listed(at: Inline, row: Row) -> Markup:
    table, key = row["row_table"], row["row_id"]
    name = Markup("{}/{}").format(table, key)
    if table in PAGED:
        name = Markup('<a href="{}{}">{}</a>').format(at.root, urls.row(table, key), name)
    successor = at.link(table, row["replaced_by"]) if row["replaced_by"] else Markup("nothing")
    return table_cells.tr(
        [
            table_cells.text(name, head=True),
            table_cells.text(at.text(row["retired_in"])),
            table_cells.text(at.text(row["reason"])),
            table_cells.text(successor),
        ]
    )
