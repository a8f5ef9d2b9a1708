"""Level 3: quotes are within the package's own policy, which its descriptor states."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from treaty_record.values.limits import LARGEST_SHARE, LONGEST_QUOTE

from ..reporting.found import Found, where
from .checked_package import CheckedPackage
from .rule import NAMES, rule


@dataclass(frozen=True)
class Policy:
    """Which articles may be quoted, and how much of them."""

    articles: tuple[str, ...] | None = None
    """None for all; the titles of all articles may be quoted."""
    longest: int = LONGEST_QUOTE
    """Code points of one quote."""
    share: float = LARGEST_SHARE
    """Part of a text that its quotes and pins may have together."""
    texts_held: bool = True
    """Whether texts are at hand, in which quotes have a place and pins can be found."""


def policy(package: CheckedPackage) -> Policy:
    """Return the quotation policy of a package; what it does not state, or not as it should, is as by default."""
    stated = package.package.descriptor.get("quotation")
    stated = stated if isinstance(stated, Mapping) else {}
    articles, longest, share = (stated.get(name) for name in ("articles", "longest", "share"))
    return Policy(
        tuple(map(str, articles)) if isinstance(articles, list) else None,
        longest if isinstance(longest, int) else LONGEST_QUOTE,
        share if isinstance(share, int | float) else LARGEST_SHARE,
        texts_held=stated.get("texts") != "not held",
    )


@rule(
    "quotable",
    3,
    "Only articles that the package's quotation policy names are quoted; titles may always be.",
    fix="Pin the passage with begins and ends instead, or name the article in [package.quotation] with the reason.",
)
def quoted_articles_are_allowed(package: CheckedPackage) -> Iterator[Found]:
    """Quoting is an exception that the package has to justify."""
    allowed = policy(package).articles
    if allowed is not None:
        quoted = package.sound("passages").filter(pl.col("quote").is_not_null() & (pl.col("place") != "title"))
        message = "is from an article that the package's quotation policy does not name: pin the passage instead"
        yield from where("passages", quoted.filter(~pl.col("article_id").is_in(list(allowed))), "quote", message)


@rule(
    "quote-length",
    3,
    f"A quote has at most as many code points as the package's policy allows, by default {LONGEST_QUOTE}.",
    fix="Quote less: at most as many code points at a time as the message says.",
)
def quotes_are_short(package: CheckedPackage) -> Iterator[Found]:
    """Quotes are for checking, not for republishing."""
    most, length = policy(package).longest, pl.col("quote").str.len_chars()
    long = package.sound("passages").filter(length > most)
    message = pl.format(f"has {{}} code points, but at most {most} are allowed: quote less", length)
    yield from where("passages", long, "quote", message)


@rule(
    "quote-share",
    3,
    "The quotes and pins of an article are together at most as much of its text as the package's policy allows, by "
    "default half, not counting its title.",
    fix="Quote less: at most as much of the text in all as the message says.",
    stage=NAMES,
)
def quotes_are_few(package: CheckedPackage) -> Iterator[Found]:
    """Quotes are for checking, not for republishing."""
    share = policy(package).share
    words = [pl.col(name).str.len_chars().fill_null(0) for name in ("quote", "begins", "ends")]
    quoted = package.sound("passages").unique("passage_id").filter(pl.col("place") != "title").group_by("article_id")
    sums = quoted.agg(_quoted=pl.sum_horizontal(words).sum().cast(pl.Int64))
    much = package.sound("articles").join(sums, on="article_id")
    much = much.filter(pl.col("_quoted") > pl.col("text_length") * share)
    allowed = "half" if share == LARGEST_SHARE else f"{share:.0%}"
    message = pl.format(
        f"{{}} of {{}} code points are quoted, more than {allowed}: quote less", "_quoted", "text_length"
    )
    yield from where("articles", much, "text_length", message)
