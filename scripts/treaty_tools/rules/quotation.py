"""Level 3: quotes are within the package's own policy, which its descriptor states."""

import polars as pl

from treaty_record.values.limits import LONGEST_QUOTE

from ..views.articles import quoted_articles
from ..views.passages import passages
from .rule import NAMES, rule

LENGTH = pl.col("quote").str.len_chars()

rule(
    "quotable",
    3,
    "Only articles that the package's quotation policy names are quoted; titles may always be.",
    why="Quoting is an exception that the package has to justify.",
    view=passages,
    fails=pl.col("quote").is_not_null() & (pl.col("place") != "title") & ~pl.col("_quotable"),
    column="quote",
    message="is from an article that the package's quotation policy does not name: pin the passage instead",
    fix="Pin the passage with begins and ends instead, or name the article in [package.quotation] with the reason.",
)

rule(
    "quote-length",
    3,
    f"A quote has at most as many code points as the package's policy allows, by default {LONGEST_QUOTE}.",
    why="Quotes are for checking, not for republishing.",
    view=passages,
    fails=pl.col("_longest") < LENGTH,
    column="quote",
    message=pl.format("has {} code points, but at most {} are allowed: quote less", LENGTH, "_longest"),
    fix="Quote less: at most as many code points at a time as the message says.",
)

rule(
    "quote-share",
    3,
    "The quotes and pins of an article are together at most as much of its text as the package's policy allows, by "
    "default half, not counting its title.",
    why="Quotes are for checking, not for republishing.",
    view=quoted_articles,
    fails=pl.col("_quoted") > pl.col("text_length") * pl.col("_share"),
    column="text_length",
    message=pl.format(
        "{} of {} code points are quoted, more than {}: quote less", "_quoted", "text_length", "_allowed"
    ),
    fix="Quote less: at most as much of the text in all as the message says.",
    stage=NAMES,
)
