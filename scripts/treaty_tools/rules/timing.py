"""Level 4: the days of events, claims and articles hold together, with a day's slack for time zones."""

from collections.abc import Iterator

import polars as pl

from treaty_record.values.bounds import spans

from ..grounding import yesterday
from ..reporting.found import Found, cell, shown, where
from .checked_package import CheckedPackage
from .rule import rule

DAY = pl.duration(days=1)
"""What time zones may account for."""
SHOWN_WORDS = {"articles": ("title",), "passages": ("quote", "begins", "ends")}
"""The columns that hold words of articles."""
DAY_IN_ID = r"(?:^|-)([12][0-9]{7})(?:-|$)"


def _supports(package: CheckedPackage, *tables: str) -> pl.DataFrame:
    """Return the sound citations that support rows of some tables, with ``_published`` and ``_latest`` of the article.

    ``_latest`` is the last day that its date of publication, or that of the text it copies, can mean.
    """
    supports = (pl.col("stance") == "supports") & pl.col("row_table").is_in(tables)
    cited = package.cited.filter(supports & ~pl.col("_depends_on_unsound"))
    days = package.dated_articles["reference"].gather(cited["article"])
    _, latest = spans(days)
    return cited.with_columns(_published=days, _latest=latest)


@rule(
    "announced",
    4,
    "An article published two or more days before an event announces it, and does not support it.",
    fix="List the row in the passage's 'announced' instead of its 'rows', or correct the date of the event or the "
    "article.",
)
def earlier_articles_announce(package: CheckedPackage) -> Iterator[Found]:
    """Nobody can report what has not happened yet."""
    cited = _supports(package, "events", "participants")
    if cited.is_empty():
        return
    takers = package.sound("participants").select(_taker="participant_id", _event="event_id")
    cited = cited.join(takers, left_on="row_id", right_on="_taker", how="left", maintain_order="left")
    event = pl.when(pl.col("row_table") == "events").then("row_id").otherwise("_event")
    events = package.sound("events").select("event_id", _date="date", _first="date_earliest", _there="_row")
    dated = cited.with_columns(_event=event).join(events, left_on="_event", right_on="event_id")
    early = (pl.col("_latest") + DAY < pl.col("_first")).fill_null(False)
    judged = dated.filter(pl.col("_latest").is_not_null()).with_columns(_early=early)
    every = judged.filter((pl.col("_early").all() & (pl.col("article").n_unique() > 1)).over("_event"))
    yield from _before_every_article(package, every)
    before = judged.filter("_early").join(every, on="_event", how="anti", maintain_order="left")
    before = before.unique(["passage_id", "_event"], keep="first", maintain_order=True)
    words = "is cited as support, but the article is of {}, and the event of {}"
    message = pl.format(words, shown("_published"), shown("_date"))
    advice = "; announce it instead, or correct a date"
    yield from where("citations", before, "stance", message, cell("events", "_there", "date"), advice)


def _before_every_article(package: CheckedPackage, cited: pl.DataFrame) -> Iterator[Found]:
    """Yield the events that all articles precede that support them, with the last of these."""
    last = cited.sort("_latest", descending=True, maintain_order=True).unique("_event", keep="first")
    articles = package.tables["articles"]["_row"].gather(last["article"])
    rows = last.select("_date", "_published", _row="_there", _article=articles)
    words = "is {}, but the last article that supports the event is of {}"
    message = pl.format(words, shown("_date"), shown("_published"))
    advice = "; correct a date, or announce the event instead"
    yield from where("events", rows, "date", message, cell("articles", "_article", "published"), advice)


@rule(
    "said-late",
    4,
    "A claim was not said after every article that supports it.",
    fix="Correct said_on of the claim, or the date of publication of the article.",
)
def claims_precede_their_articles(package: CheckedPackage) -> Iterator[Found]:
    """An article cannot report what was said after it was published."""
    cited = _supports(package, "claims").filter(pl.col("_latest").is_not_null())
    last = cited.sort("_latest", descending=True, maintain_order=True).unique("row_id", keep="first")
    articles = package.tables["articles"]
    latest = last.select("row_id", "_latest", _there=articles["_row"].gather(last["article"]))
    claims = package.sound("claims").join(latest, left_on="claim_id", right_on="row_id")
    late = claims.filter(pl.col("said_on_earliest") > pl.col("_latest") + DAY)
    message = pl.format("is {}, but the latest article that supports the claim is of '{}'", shown("said_on"), "_latest")
    advice = "; correct one of the days"
    yield from where("claims", late, "said_on", message, cell("articles", "_there", "published"), advice)


@rule(
    "article-day",
    4,
    "The day in an article's id lies within its date of publication.",
    fix="Correct published or, if nothing of it was released yet, the article's id.",
)
def ids_show_the_day(package: CheckedPackage) -> Iterator[Found]:
    """People read the day in the id, and trust it."""
    articles = package.sound("articles")
    first, last = spans(articles["published"])
    day = pl.col("article_id").str.extract(DAY_IN_ID).str.to_date("%Y%m%d", strict=False)
    dated = articles.with_columns(_first=first, _last=last, _day=day)
    wrong = dated.filter((pl.col("_day") < pl.col("_first") - DAY) | (pl.col("_day") > pl.col("_last") + DAY))
    message = pl.format("is {}, but the id of the article gives '{}'", shown("published"), "_day")
    yield from where("articles", wrong, "published", message)


@rule(
    "yesterday",
    4,
    "An article whose words call a weekday yesterday was published on the day after such a day.",
    fix="Correct published of the article: stamps in stored copies are often wrong, and the day in the text counts.",
)
def yesterday_fits(package: CheckedPackage) -> Iterator[Found]:
    """'Yesterday, Tuesday' on a page that is stamped Friday shows that the stamp is wrong."""
    for table, columns in SHOWN_WORDS.items():
        rows = package.sound(table)
        hinted = rows.select(yesterday.is_hinted(column) for column in columns)
        for column in columns:
            if not hinted[column].any():
                continue
            known = _with_language_and_day(package, rows.filter(hinted[column]))
            words = known.select("language", "reference", row="_row", text=column)
            wrong = yesterday.misfits(words)
            yield from where(table, wrong.rename({"row": "_row"}), column, pl.col("message"))


def _with_language_and_day(package: CheckedPackage, rows: pl.DataFrame) -> pl.DataFrame:
    """Return articles or passages with the ``language`` and the ``reference``, the day, of their article."""
    dated = package.dated_articles
    days = package.tables["articles"].select("article_id", "language", reference=dated["reference"])
    days = days.filter(~dated["_bad"]).unique("article_id", keep="first")
    return rows.drop("language", strict=False).join(days, on="article_id", maintain_order="left")
