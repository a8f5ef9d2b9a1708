"""Citations with the row that each cites, its passage and its article.

``unsound``, ``unresolved`` and ``depends_on_unsound`` are explained in ``rules/__init__.py``.
"""

import polars as pl

from treaty_record.facts.sources import along_copies
from treaty_record.values.bounds import spans

from ..derive.agreement import cited_cells
from ..derive.links import cited_rows
from .checked_package import CheckedPackage
from .parents import parent
from .view import view


@view("citations", lasting=True)
def links(package: CheckedPackage) -> pl.DataFrame:
    """Return the numbers of the rows that each citation refers to: at (the cited row), passage, article."""
    passage, article = parent(package, "citations", "passage_id"), parent(package, "passages", "article_id")
    at = cited_rows(package.tables, package.contract)
    return pl.DataFrame({"at": at, "passage": passage, "article": article[passage]})


@view("citations")
def citations(package: CheckedPackage) -> pl.DataFrame:
    """Return all citations, in order, with the numbers of ``links`` and ``_depends_on_unsound``.

    That is true if the citation, its passage or its article is unsound.
    """
    linked = links(package)
    passages, articles = package.tables["passages"]["_bad"], dated_articles(package)["_bad"]
    sources = {"_passage_bad": passages[linked["passage"]], "_article_bad": articles[linked["article"]]}
    unsound = pl.any_horizontal("_bad", *(bad.fill_null(True) for bad in sources.values()))
    return package.tables["citations"].with_columns(*linked, _depends_on_unsound=unsound)


@view("articles")
def dated_articles(package: CheckedPackage) -> pl.DataFrame:
    """Return the articles in order: reference (the day, or that of the text it copies), latest and ``_bad``.

    ``latest`` is the last day that the reference can mean. An original's error counts for its copy if its date is
    needed.
    """
    articles = package.tables["articles"]
    known = along_copies(articles, "published", "_bad").rename({"_bad": "_chain_bad"})
    joined = articles.select("article_id", "_bad").join(known, on="article_id", how="left", maintain_order="left")
    unsound = pl.col("_bad") | pl.col("_chain_bad").fill_null(False)
    return joined.select(unsound, reference="published", latest=spans(joined["published"])[1])


@view("citations", lasting=True)
def judged(package: CheckedPackage) -> pl.DataFrame:
    """Return the citations of single cells by number, with notation, met and precise; see ``cited_cells``."""
    return cited_cells(package.tables, links(package)["at"], package.contract)


OF_CELLS = (
    *("_row", "row_table", "field", "says", "basis", "stance", "agrees"),
    *("at", "passage", "article", "_depends_on_unsound"),
)


@view("citations")
def cells(package: CheckedPackage) -> pl.DataFrame:
    """Return the citations of single cells with some columns of ``citations``, and notation, met and precise.

    These depend on the cited row as well.
    """
    found = judged(package)
    cited = citations(package)[list(OF_CELLS)][found["citation"]].with_columns(found)
    if not any(frame["_bad"].any() for frame in package.tables.values()):
        return cited
    return cited.with_columns(pl.col("_depends_on_unsound") | _cite_unsound_rows(package, cited))


def _cite_unsound_rows(package: CheckedPackage, cited: pl.DataFrame) -> pl.Series:
    """Return, for each of some citations, whether the row that it cites is unsound."""
    unsound = pl.repeat(False, len(cited), eager=True)
    for table, frame in package.tables.items():
        if frame["_bad"].any():
            here = (cited["row_table"] == table).arg_true()
            unsound = unsound.scatter(here, frame["_bad"][cited["at"][here]])
    return unsound


def quoted(package: CheckedPackage, cited: pl.DataFrame) -> pl.DataFrame:
    """Return citations with the words of their passage and their language, and the day of the article.

    Columns: quote (of a passage in the title, the title), begins, language, and reference, the day.
    """
    passages, articles = package.tables["passages"], package.tables["articles"]
    words = {name: passages[name][cited["passage"]].alias(f"_{name}") for name in ("quote", "place", "begins")}
    title = pl.when(words["place"] == "title").then(articles["title"][cited["article"]])
    return cited.with_columns(
        quote=pl.coalesce(words["quote"], title),
        begins=words["begins"],
        language=articles["language"][cited["article"]],
        reference=dated_articles(package)["reference"][cited["article"]],
    )


@view("citations")
def unresolved(package: CheckedPackage) -> pl.DataFrame:
    """Return the citations that lead to no row, as ``citations``."""
    found = citations(package)
    return found.filter(pl.col("at").is_null()) if found["at"].null_count() else found.clear()


def unresolved_for(package: CheckedPackage, *tables: str) -> pl.DataFrame:
    """Return the unresolved citations with an error that may be meant for a row of some tables.

    They name one of the tables, or the id of one of its rows, or neither a table nor a row that exists.
    """
    found = unresolved(package)
    if found.is_empty():
        return found
    named = pl.col("row_table").is_in(tables) | ~pl.col("row_table").is_in(list(package.tables))
    for table in tables:
        named |= pl.col("row_id").is_in(package.tables[table][package.key(table)[0]].implode())
    return found.filter(pl.col("_depends_on_unsound") & named.fill_null(True))


@view("citations")
def depending_on_unsound(package: CheckedPackage) -> pl.DataFrame:
    """Return row_table and at (its number) of each row with a citation that depends on an unsound row."""
    frames = (citations(package), cells(package))
    unsure = [frame.filter("_depends_on_unsound") for frame in frames if frame["_depends_on_unsound"].any()]
    named = [frame[["row_table", "at"]].drop_nulls() for frame in unsure or [frames[0].clear()]]
    return pl.concat(named).unique()
