"""Citations of values and names that are said to be in the words of their passage."""

import polars as pl

from ..grounding import SEEN_AS
from .checked_package import CheckedPackage
from .citations import cells, citations, quoted
from .view import view

COLUMNS = ("_row", "field", "quote", "begins", "language", "reference", "kind", "value")


@view("citations", kept=False)
def verbatim(package: CheckedPackage) -> pl.DataFrame:
    """Return the verbatim citations of cells, and of names as a whole, that depend on nothing unsound.

    Columns: ``_row``, field, kind (of the value, null if it is a code or an id), value, and those of ``quoted``.
    """
    sound = (pl.col("basis") == "verbatim") & ~pl.col("_depends_on_unsound")
    kind = pl.col("notation").replace_strict(SEEN_AS, default=None, return_dtype=pl.String)
    columns = ("_row", "field", "passage", "article")
    of_cells = cells(package).lazy().filter(sound).select(*columns, kind=kind, value="says").collect()
    whole = (pl.col("field") == "*") & (pl.col("row_table") == "names")
    names = package.numbered("names").select("at", kind=pl.lit("text"), value="name")
    of_names = citations(package).lazy().filter(sound & whole).select(*columns, "at").collect().join(names, on="at")
    return pl.concat([quoted(package, part).select(COLUMNS) for part in (of_cells, of_names)])
