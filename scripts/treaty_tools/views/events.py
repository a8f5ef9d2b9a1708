"""Events with the articles that report them, and these reports."""

import polars as pl

from .checked_package import CheckedPackage
from .citations import citations, dated_articles
from .parents import parent
from .view import view

DAY = pl.duration(days=1)
"""What time zones may account for."""


@view("citations")
def reports(package: CheckedPackage) -> pl.DataFrame:
    """Return the citations that support events or their participants, depend on nothing unsound, and are dated.

    Columns: ``_event``, its id, ``_date``, and ``_there``, the number of its row; ``_published`` and ``_latest``, the
    day of the article, or of the text it copies, and the last day that it can mean; ``_is_early``, whether that is
    well before the event, and ``_all_early``, whether that is so of all of several articles; ``_is_first``, whether
    no earlier citation is from the same passage and of the same event.
    """
    supports = (pl.col("stance") == "supports") & pl.col("row_table").is_in(("events", "participants"))
    found = citations(package).lazy().filter(supports & ~pl.col("_depends_on_unsound"))
    cited = found.select("_row", "row_table", "at", "passage", "article").collect()
    days = dated_articles(package)[cited["article"]]
    event = _events_of(package, cited)
    of_event = {"_event": "event_id", "_date": "date", "_first": "date_earliest", "_there": "_row"}
    dates = package.tables["events"].select(**of_event, _sound=~pl.col("_bad"))[event]
    dated = cited.with_columns(dates, event=event, _published=days["reference"], _latest=days["latest"])
    dated = dated.filter(pl.col("_latest").is_not_null() & pl.col("_sound").fill_null(False))
    early = (pl.col("_latest") + DAY < pl.col("_first")).fill_null(False)
    several = pl.col("article").min().over("event") < pl.col("article").max().over("event")
    pair = pl.col("passage").cast(pl.UInt64) * len(package.tables["events"]) + pl.col("event")
    return dated.with_columns(
        _is_early=early,
        _all_early=early.all().over("event") & several,
        _is_first=pair.is_first_distinct(),
    )


def _events_of(package: CheckedPackage, cited: pl.DataFrame) -> pl.Series:
    """Return the number of the event that each citation is of, null if it is of an unsound participant."""
    takers = parent(package, "participants", "event_id")
    takers = takers.scatter(package.tables["participants"]["_bad"].arg_true(), None)
    here = (cited["row_table"] == "participants").arg_true()
    return cited["at"].scatter(here, takers[cited["at"][here]])


@view("events", kept=False)
def events(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound events with ``_all_early``, and ``_published`` and ``_article`` of the last article.

    ``_article`` is the number of the article's row; all are null if no article reports the event; see ``reports``.
    """
    last = pl.col("_latest").arg_max()
    sums = reports(package).group_by(event_id="_event")
    found = sums.agg(pl.col("_all_early").first(), pl.col("_published").get(last), pl.col("article").get(last))
    found = found.with_columns(_article=package.tables["articles"]["_row"][found["article"]]).drop("article")
    return package.sound("events").join(found, on="event_id", how="left", maintain_order="left")
