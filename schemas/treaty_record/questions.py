"""Common questions about the data, each a function that returns a frame.

Each takes ``package``, the folder or descriptor of another package of this kind, and ``as_``, as ``load`` does.
"""

from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl

from . import reading
from .flat import CONTRADICTIONS, FIGURES, TIMELINE
from .flat.figures import of_measure
from .flat.reported_range import reported
from .flat.who_cites_whom import by_claimant, by_origin
from .formats import Arrow, DuckDB, Format, Pandas, Polars, checked, formatted
from .reading import Where

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

Whom = Literal["origins", "claimants"]


@overload
def timeline(*, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def timeline(*, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def timeline(*, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def timeline(*, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def timeline(*, package: Where = None, as_: Format = "polars") -> Any:
    """Return the events in chronological order, with their participants and the first article to read.

    ``day`` is the day to sort and plot by; ``date`` is as precise as the sources (EDTF). Counts are of articles,
    origins and claimants:

        treaty_record.timeline().filter(pl.col("day") >= date(2024, 11, 1)).select("day", "title", "n_origins")

    Columns: event_id, date, date_earliest, date_latest, day, title, type, status, place, country, participants,
    part_of_id, part_of, disputed, n_articles, n_origins, n_unknown_origin, n_announcing, origins, n_claimants,
    note, article_id, article_title, article_title_gloss, article_publisher_id, article_publisher,
    article_published, article_language, article_url, link.
    """
    checked(as_)
    return formatted(TIMELINE(reading.cited_events(package)), as_)


@overload
def figures(measure: str | None = ..., *, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def figures(measure: str | None = ..., *, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def figures(measure: str | None = ..., *, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def figures(measure: str | None = ..., *, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def figures(measure: str | None = None, *, package: Where = None, as_: Format = "polars") -> Any:
    """Return every claim that gives a figure, for one measure or for all, in chronological order.

    ``day`` is the day to sort and plot by; ``figure_low`` and ``figure_high`` are in the ``unit`` of the measure:

        treaty_record.figures("killed").select("day", "claimant", "figure_low", "figure_high", "n_origins")

    Columns: claim_id, measure, definition, unit, figure, figure_low, figure_high, claimant_id, claimant,
    claimant_country, kind, modality, statement, day, said_on, said_on_earliest, said_on_latest, as_of,
    as_of_earliest, as_of_latest, medium_id, medium, event_id, event, disputed, n_articles, n_origins,
    n_unknown_origin, n_announcing, origins, contradicts, corrects, updates, answers, supports, repeats,
    updated_by, reversed_by, note, article_id, article_title, article_title_gloss, article_publisher_id,
    article_publisher, article_published, article_language, article_url, link.

    Raises KeyError if no claim is about the measure.
    """
    checked(as_)
    found = FIGURES(reading.cited_events(package))
    return formatted(found if measure is None else of_measure(found, measure), as_)


@overload
def contradictions(*, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def contradictions(*, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def contradictions(*, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def contradictions(*, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def contradictions(*, package: Where = None, as_: Format = "polars") -> Any:
    """Return disagreements of passages with rows and of claims with each other, both sides with passage and article.

    The columns that begin with ``row_`` are of the contradicted side, those with ``other_`` of the other:

        treaty_record.contradictions().filter(kind="denies").select("about", "row_says", "other_says", "note")

    Columns: contradiction_id, kind, row, other_row, about, field, row_says, row_claimant, row_said_on,
    row_passage_id, row_quote, row_gloss, row_link, row_article_id, row_article_title, row_article_title_gloss,
    row_article_publisher_id, row_article_publisher, row_article_published, row_article_language, row_article_url,
    other_says, other_claimant, other_said_on, other_passage_id, other_quote, other_gloss, other_link,
    other_article_id, other_article_title, other_article_title_gloss, other_article_publisher_id,
    other_article_publisher, other_article_published, other_article_language, other_article_url, note.
    """
    checked(as_)
    return formatted(CONTRADICTIONS(reading.cited_events(package)), as_)


@overload
def reported_range(measure: str, every: str = ..., *, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def reported_range(measure: str, every: str = ..., *, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def reported_range(measure: str, every: str = ..., *, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def reported_range(
    measure: str, every: str = ..., *, package: Where = ..., as_: DuckDB
) -> "duckdb.DuckDBPyRelation": ...


def reported_range(measure: str, every: str = "1mo", *, package: Where = None, as_: Format = "polars") -> Any:
    """Return, for each month, the lowest and highest figures claimed for a measure, by whom and from which origins.

    ``every`` is another period as polars writes it, such as ``1d``, ``1w`` or ``1y``. Columns: period (its first day;
    null for undated claims), low and high (lowest and highest figures), or_fewer and or_more (whether a claim has no
    lower or no upper bound), claims, disputed, n_claimants, claimants, n_origins and origins (newsrooms that heard the
    claims, which does not confirm them), n_articles (that support them), n_unknown_origin (of these articles).
    Raises KeyError if no claim is about the measure.
    """
    checked(as_)
    return formatted(reported(reading.cited_events(package), measure, every), as_)


@overload
def who_cites_whom(whom: Whom = ..., *, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def who_cites_whom(whom: Whom = ..., *, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def who_cites_whom(whom: Whom = ..., *, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def who_cites_whom(whom: Whom = ..., *, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def who_cites_whom(whom: Whom = "origins", *, package: Where = None, as_: Format = "polars") -> Any:
    """Return which publishers rely on whom: the ``origins`` of their passages, or the ``claimants`` they quote.

    Columns: publisher, publisher_country, origin (null if not known) or claimant, its country, copies (how many of the
    articles are scraped copies, which do not count as sources), articles; for origins also passages and own (whether
    the publisher or its house is the origin), for claimants also claims and quoted (claims supported by exact words).
    """
    checked(as_)
    if whom not in ("origins", "claimants"):
        raise ValueError(f"whom must be 'origins' or 'claimants', not {whom!r}")
    tables = reading.cited_events(package)
    return formatted(by_origin(tables) if whom == "origins" else by_claimant(tables), as_)
