"""The tables that a package adds: a page for each, with every cell."""

from collections.abc import Iterator

from markupsafe import Markup

from treaty_record.contract import Column, TableSchema

from . import table_cells
from .inline import Inline, label
from .notation import urls
from .paging import Section
from .record import Row
from .rendering import Renderer


def pages(to: Renderer) -> Iterator[dict[str, str]]:
    """Yield the pages of each table."""
    for name in to.at.record.own_tables:
        yield _table(to, to.at.record.package.contract.tables[name])


def _table(to: Renderer, table: TableSchema) -> dict[str, str]:
    columns = [(column.title or label(name), "") for name, column in table.columns.items()]
    rows = [_row(to.at, table, row) for row in to.at.record.tables[table.name].iter_rows(named=True)]
    section = Section(table.name, table.title, rows, columns, filtered=True, none="There are no rows.")
    lead = Markup("<p>{}</p>").format(to.at.text(table.description))
    return to.pages("list.html", urls.table(table.name), [section], title=table.title, lead=lead, charts=())


def _row(at: Inline, table: TableSchema, row: Row) -> Markup:
    first, *others = table.columns.values()
    cells = [table_cells.text(_cell(at, table, first, row), head=True)]
    return table_cells.tr([*cells, *(table_cells.text(_cell(at, table, column, row)) for column in others)])


def _cell(at: Inline, table: TableSchema, column: Column, row: Row) -> Markup:
    value = row[column.name]
    if value is None:
        return Markup("")
    if parent := table.parents.get(column.name):
        return at.link(parent, value)
    return at.text(str(value).lower() if isinstance(value, bool) else str(value))
