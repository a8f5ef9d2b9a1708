"""Level 4: the days of events, claims and articles hold together, with a day's slack for time zones."""

from functools import partial

import polars as pl

from ..grounding import yesterday
from ..reporting.found import cell, shown
from ..views.articles import articles
from ..views.claims import claims
from ..views.events import events, reports
from ..views.words import WORDS, YESTERDAY
from .predicate import Predicate
from .rule import rule

DAY = pl.duration(days=1)
"""What time zones may account for."""

rule(
    "announced",
    4,
    "An article published two or more days before an event announces it, and does not support it.",
    why="Nobody can report what has not happened yet.",
    predicates=(
        Predicate(
            view=reports,
            fails=pl.col("_is_early") & ~pl.col("_all_early") & pl.col("_is_first"),
            column="stance",
            message=pl.format(
                "is cited as support, but the article is of {}, and the event of {}",
                shown("_published"),
                shown("_date"),
            ),
            other=cell("events", "_there", "date"),
            advice="; announce it instead, or correct a date",
        ),
        Predicate(
            view=events,
            fails=pl.col("_all_early"),
            column="date",
            message=pl.format(
                "is {}, but the last article that supports the event is of {}", shown("date"), shown("_published")
            ),
            other=cell("articles", "_article", "published"),
            advice="; correct a date, or announce the event instead",
        ),
    ),
    fix="List the row in the passage's 'announced' instead of its 'rows', or correct the date of the event or the "
    "article.",
)

rule(
    "said-late",
    4,
    "A claim was not said after every article that supports it.",
    why="An article cannot report what was said after it was published.",
    view=claims,
    fails=pl.col("said_on_earliest") > pl.col("_latest") + DAY,
    column="said_on",
    message=pl.format("is {}, but the latest article that supports the claim is of '{}'", shown("said_on"), "_latest"),
    other=cell("articles", "_article", "published"),
    advice="; correct one of the days",
    fix="Correct said_on of the claim, or the date of publication of the article.",
)

DAY_IN_ID = pl.col("article_id").str.extract(r"(?:^|-)([12][0-9]{7})(?:-|$)").str.to_date("%Y%m%d", strict=False)

rule(
    "article-day",
    4,
    "The day in an article's id lies within its date of publication.",
    why="People read the day in the id, and trust it.",
    view=articles,
    fails=(pl.col("_first") - DAY > DAY_IN_ID) | (pl.col("_last") + DAY < DAY_IN_ID),
    column="published",
    message=pl.format("is {}, but the id of the article gives '{}'", shown("published"), DAY_IN_ID),
    fix="Correct published or, if nothing of it was released yet, the article's id.",
)


def misfitting(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return ``_row`` and ``_message`` of the rows whose words do not fit the day of their article."""
    words = rows.select("language", "reference", row="_row", text=column)
    return yesterday.misfits(words).rename({"row": "_row", "message": "_message"})


rule(
    "yesterday",
    4,
    "An article whose words call a weekday yesterday was published on the day after such a day.",
    why="'Yesterday, Tuesday' on a page that is stamped Friday shows that the stamp is wrong.",
    predicates=(
        Predicate(
            view=YESTERDAY[table],
            among=yesterday.is_hinted(name),
            fails=partial(misfitting, column=name),
            column=name,
            message=pl.col("_message"),
        )
        for table, names in WORDS.items()
        for name in names
    ),
    fix="Correct published of the article: stamps in stored copies are often wrong, and the day in the text counts.",
)
