"""Level 3: every fact rests on a passage, and every quote is what it says it is."""

from collections.abc import Iterator

import polars as pl

from treaty_record.values.limits import LARGEST_SHARE, LONGEST_QUOTE

from ..derive.bounds import quotes
from ..derive.support import FACTS
from ..reporting.found import Found, faults, shown, where
from .checked_package import Package
from .rule import BOUNDS, NAMES, rule

GROUNDED = {"events": ("date", "place"), "claims": ("figure", "as_of", "said_on")}
"""Cells that need a citation of their own, as precise as they are."""


@rule("quote-hash", 3, "A quote's hash and end are those of its words.", stage=NAMES)
def quotes_are_as_hashed(package: Package) -> Iterator[Found]:
    """Whoever changes a quoted word has to do it knowingly."""
    # Where quote or start is missing, the rule "quote-place" speaks.
    frame = package.sound("passages").filter(pl.col("quote").is_null() == pl.col("start").is_null())
    for column, message in (("quote_sha256", "is not the hash of the quote"), ("end", "is not where the quote ends")):
        same = frame[column].eq_missing(quotes(frame)[column])
        if not same.all():
            yield Found("passages", faults(frame.filter(~same), column, message))
        frame = frame.filter(same)


@rule(
    "quote-place",
    3,
    "A quote has a start and lies within its text; one of a title stands in the title.",
    stage=BOUNDS,
)
def quotes_lie_in_their_texts(package: Package) -> Iterator[Found]:
    """A title is held, so its quotes are checked always; of other texts the length is."""
    articles = (
        package.tables["articles"]
        .unique("article_id")
        .select("article_id", "title", "text_length", _article_bad="_bad")
    )
    frame = package.sound("passages").join(articles, on="article_id").filter(~pl.col("_article_bad"))
    quoted, started, title = pl.col("quote").is_not_null(), pl.col("start").is_not_null(), pl.col("place") == "title"
    ends = pl.col("start") + pl.col("quote").str.len_chars().cast(pl.Int64)
    there = pl.col("title").str.slice(pl.col("start"), pl.col("quote").str.len_chars())
    for failing, column, message in (
        (quoted & ~started, "start", "is empty: a quote begins somewhere; 'treaty locate --fill' finds it"),
        (~quoted & started, "start", "is given, but there is no quote"),
        (
            quoted & title & pl.col("title").is_null(),
            "quote",
            "is said to stand in the title, and the article has none",
        ),
        (quoted & started & title & (there != pl.col("quote")), "quote", "does not stand there in the title"),
        (quoted & ~title & pl.col("text_length").is_null(), "quote", "is of a text whose text_length is not given"),
        (quoted & started & ~title & (ends > pl.col("text_length")), "start", "puts the quote beyond the text's end"),
    ):
        wrong = frame.filter(failing.fill_null(False))
        yield from where("passages", wrong, column, message)


@rule("quote-whole", 3, "A quote begins and ends with whole characters as people read them.", stage=BOUNDS)
def quotes_are_whole(package: Package) -> Iterator[Found]:
    """A vowel sign cut from its consonant is another word (Unicode, UAX 29)."""
    cut = package.sound("passages").filter(pl.col("quote").str.contains(r"^[\p{M}\x{200C}\x{200D}]|\x{200D}$"))
    yield from where("passages", cut, "quote", pl.format("{} begins or ends within a character", shown("quote")))


@rule("quote-length", 3, f"A quote has at most {LONGEST_QUOTE} code points.")
def quotes_are_short(package: Package) -> Iterator[Found]:
    """Words are quoted to be checked, not to be republished."""
    long = package.sound("passages").filter(pl.col("quote").str.len_chars() > LONGEST_QUOTE)
    length = pl.col("quote").str.len_chars()
    message = pl.format(f"is {{}} code points long, {LONGEST_QUOTE} are allowed: quote less", length)
    yield from where("passages", long, "quote", message)


@rule("quote-share", 3, "The quotes of an article are at most half of its text; titles do not count.", stage=NAMES)
def quotes_are_few(package: Package) -> Iterator[Found]:
    """Words are quoted to be checked, not to be republished."""
    quoted = package.sound("passages").unique("passage_id").filter(pl.col("place") != "title").group_by("article_id")
    sums = quoted.agg(_quoted=pl.col("quote").str.len_chars().sum().cast(pl.Int64))
    much = package.sound("articles").join(sums, on="article_id")
    much = much.filter(pl.col("_quoted") > pl.col("text_length") * LARGEST_SHARE)
    message = pl.format("of {} code points {} are quoted, more than half: quote less", "text_length", "_quoted")
    yield from where("articles", much, "text_length", message)


@rule("idle-passage", 3, "A passage cites something.")
def passages_cite(package: Package) -> Iterator[Found]:
    """A passage that no row rests on is a forgotten one."""
    citations, passages = package.tables["citations"], package.tables["passages"]
    idle = package.sound("passages").join(citations, on="passage_id", how="anti")
    lost = citations.join(passages, on="passage_id", how="anti")
    if len(idle) and not len(lost):  # a lost citation may be an idle passage's
        yield Found("passages", faults(idle, "passage_id", pl.format("{} cites nothing", shown("passage_id"))))


@rule("cited", 3, "Every row of facts has a citation that agrees with it; a relation, through its claims.")
def facts_are_cited(package: Package) -> Iterator[Found]:
    """No row without a passage: this is what the project promises."""
    agreeing = package.cited.filter("agrees")
    for table in FACTS:
        if table != "relations" and package.meant_for(table).is_empty():
            key = package.key(table)[0]
            bare = _without(package, package.numbered(table), table, agreeing)
            yield from where(table, bare, key, pl.format("{} has no citation that agrees with it", shown(key)))


def _without(package: Package, rows: pl.DataFrame, table: str, citations: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a table that some citations do not cite, without those whose citations cannot be judged."""
    for frame in (citations, package.unsure):
        if len(frame):
            rows = rows.join(frame.filter(row_table=table), on="at", how="anti")
    return rows


@rule("grounded", 3, "Every date, figure and place has a citation of that cell that agrees and is as precise.")
def cells_are_grounded(package: Package) -> Iterator[Found]:
    """A source that says June does not tell the day."""
    grounding = package.cells.filter(pl.col("precise") & pl.col("agrees"))
    for table, columns in GROUNDED.items():
        for column in columns:
            others = [name for name in ("*", *package.fields(table)) if name != column]
            if not package.meant_for(table)["field"].is_in(others).all():  # it may be a citation of this cell
                continue
            rows = package.numbered(table).filter(pl.col(column).is_not_null())
            bare = _without(package, rows, table, grounding.filter(field=column))
            message = pl.format("{} is grounded by no citation of this cell that is as precise", shown(column))
            yield from where(table, bare, column, message)
