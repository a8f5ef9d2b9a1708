"""Level 3: every fact is supported by a passage, and every quote is consistent."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts.said import follow
from treaty_record.facts.sources import publications
from treaty_record.values.code_points import misquoted

from ..derive.bounds import quotes
from ..derive.support import FACTS
from ..reporting.found import Found, cell, faults, shown, where
from .checked_package import CheckedPackage
from .quotation import policy
from .rule import BOUNDS, NAMES, rule

GROUNDED = {"events": ("date", "place"), "claims": ("figure", "as_of", "said_on")}
"""Cells that need a citation of their own that is at least as precise."""


@rule(
    "quote-hash",
    3,
    "The hash and the end of a quote match its words.",
    fix="Restore the quote if it was changed by mistake, then run 'treaty build', which computes its hash and end.",
    stage=NAMES,
)
def quotes_match_their_hashes(package: CheckedPackage) -> Iterator[Found]:
    """A quoted word cannot be changed unnoticed."""
    # If quote or start is missing, the rule "quote-place" reports it.
    complete = pl.col("quote").is_null() == pl.col("start").is_null()
    frame = package.sound("passages").filter(complete | (not policy(package).texts_held))
    for column, message in (("quote_sha256", "is not the hash of the quote"), ("end", "is not where the quote ends")):
        same = frame[column].eq_missing(quotes(frame)[column])
        if not same.all():
            yield Found("passages", faults(frame.filter(~same), column, message))
        frame = frame.filter(same)


@rule(
    "quote-place",
    3,
    "A quote has a start and lies within its text; a quote from the title is in the title.",
    fix="Correct the quote or the title; delete a wrong start, and 'treaty locate --fill' finds it.",
    stage=BOUNDS,
)
def quotes_lie_in_their_texts(package: CheckedPackage) -> Iterator[Found]:
    """Titles are part of the data, so quotes from them can be checked; for other texts, only the length is known."""
    articles = (
        package.tables["articles"]
        .unique("article_id")
        .select("article_id", "title", "text_length", _article_bad="_bad")
    )
    frame = package.sound("passages").join(articles, on="article_id").filter(~pl.col("_article_bad"))
    quoted, started, title = pl.col("quote").is_not_null(), pl.col("start").is_not_null(), pl.col("place") == "title"
    held = pl.lit(policy(package).texts_held)
    ends = pl.col("start") + pl.col("quote").str.len_chars().cast(pl.Int64)
    there = pl.col("title").str.slice(pl.col("start"), pl.col("quote").str.len_chars())
    tests: tuple[tuple[pl.Expr, str, pl.Expr | str], ...] = (
        (
            quoted & ~started & (held | title),
            "start",
            "is empty, but there is a quote: 'treaty locate --fill' finds where it starts",
        ),
        (~quoted & started, "start", "is given, but there is no quote: give both or neither"),
        (
            quoted & title & pl.col("title").is_null(),
            "quote",
            "is from the title, but the article has no title",
        ),
        (quoted & started & title & (there != pl.col("quote")), "quote", _misquoted()),
        (
            quoted & ~title & held & pl.col("text_length").is_null(),
            "quote",
            "is from a text whose text_length is not given",
        ),
        (
            quoted & started & ~title & (ends > pl.col("text_length")),
            "start",
            "places the quote beyond the text's end: delete it, and 'treaty locate --fill' finds it",
        ),
    )
    for failing, column, message in tests:
        wrong = frame.filter(failing.fill_null(False))
        yield from where("passages", wrong, column, message)


def _misquoted() -> pl.Expr:
    """Return why a quote is not in its title."""
    parts = pl.struct("quote", "title", "start")
    return parts.map_elements(lambda row: misquoted(row["quote"], row["title"], row["start"]), pl.String)


@rule(
    "quote-whole",
    3,
    "A quote starts and ends at the edge of a character as readers see it.",
    fix="Start and end the quote at whole characters: include the vowel sign, mark or joiner.",
    stage=BOUNDS,
)
def quotes_are_whole(package: CheckedPackage) -> Iterator[Found]:
    """A consonant without its vowel sign makes another word (Unicode, UAX 29)."""
    cut = package.sound("passages").filter(pl.col("quote").str.contains(r"^[\p{M}\x{200C}\x{200D}]|\x{200D}$"))
    yield from where("passages", cut, "quote", pl.format("{} starts or ends inside a character", shown("quote")))


@rule(
    "idle-passage",
    3,
    "Every passage is cited.",
    fix="Cite the passage for a row or a cell, or delete it.",
)
def passages_are_cited(package: CheckedPackage) -> Iterator[Found]:
    """A passage that supports no row was probably forgotten."""
    citations, passages = package.tables["citations"], package.tables["passages"]
    idle = package.sound("passages").join(citations, on="passage_id", how="anti")
    without_passage = citations.join(passages, on="passage_id", how="anti")
    if len(idle) and not len(without_passage):  # such a citation may be meant for an idle passage
        message = pl.format("{} cites nothing; list the rows that it supports, or delete it", shown("passage_id"))
        yield Found("passages", faults(idle, "passage_id", message))


@rule(
    "cited",
    3,
    "Every row of facts has a citation that agrees with it; a relation has one through its claims.",
    fix="Add the row to the rows of a passage that supports it, or cite one of its cells there.",
)
def facts_are_cited(package: CheckedPackage) -> Iterator[Found]:
    """The project promises no row without a passage."""
    agreeing = package.cited.filter("agrees")
    for table in FACTS:
        if table != "relations" and package.unresolved_for(table).is_empty():
            key = package.key(table)[0]
            bare = _without(package, package.numbered(table), table, agreeing)
            if table == "actors":  # an article is the citation of its publisher and of those that own it
                published = publications(package.tables["actors"], package.tables["articles"])
                bare = bare.join(published, on="actor_id", how="anti")
            words = f"{{}} has no citation that agrees with it; cite '{table}/{{}}' in a passage that supports it"
            yield from where(table, bare, key, pl.format(words, shown(key), key))


def _without(package: CheckedPackage, rows: pl.DataFrame, table: str, citations: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that some citations do not cite, except those that depend on an unsound citation."""
    for frame in (citations, package.depends_on_unsound):
        if len(frame):
            rows = rows.join(frame.filter(row_table=table), on="at", how="anti")
    return rows


@rule(
    "grounded",
    3,
    "Every date, figure and place has a citation for that cell that agrees and is at least as precise.",
    fix="Cite a passage that gives the date, figure or place as precisely, or write the cell less precisely.",
)
def cells_are_grounded(package: CheckedPackage) -> Iterator[Found]:
    """A source that says June does not support a day in June, and an announcement only grounds what is planned.

    The day of a claim may also follow from the event in which it was said, or from its first article's publication.
    """
    for table, column, bare in ungrounded(package):
        nearest = _said_of(package, table, column, bare)
        other = nearest.filter(pl.col("agrees").is_null() | ~pl.col("agrees"))
        there = pl.format(f"says {{}}, but {table}/{{}} has {{}}, which no citation supports", "_says", "_id", "_value")
        yield from where("citations", other, "says", there, cell(table, "_there", column), CORRECT)
        words = "{} has no citation for this cell that agrees and is as precise"
        less = nearest.filter("agrees").select("_says", _row="_there", _value="_value", _here="_row")
        also = pl.format(f"{words}: one says {{}}", "_value", "_says")
        yield from where(table, less, column, also, cell("citations", "_here", "says"), WRITE_LESS)
        silent = bare.join(nearest, on="at", how="anti")
        yield from where(table, silent, column, pl.format(f"{words}{CITE}", shown(column)))


CORRECT = "; correct one of them, or cite a passage that gives it"
WRITE_LESS = "; cite a passage that is as precise, or write the cell as the citation has it"
CITE = "; cite a passage that gives it, or leave it out"


def _said_of(package: CheckedPackage, table: str, column: str, bare: pl.DataFrame) -> pl.DataFrame:
    """Return the first citation of each of some cells, those that agree before others, with what both say."""
    rows = bare.select("at", _there="_row", _id=package.key(table)[0], _value=shown(column))
    cells = package.cells.filter(pl.col("stance") != "refutes", row_table=table, field=column)
    cited = cells.filter(pl.col("basis") != "garbled").join(rows, on="at", maintain_order="left")
    first = cited.sort(pl.col("agrees").fill_null(False), descending=True, maintain_order=True)
    return first.unique("at", keep="first", maintain_order=True).with_columns(_says=shown("says"))


def ungrounded(package: CheckedPackage) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Yield a table, a column and the rows whose cell has no citation that agrees and is at least as precise."""
    fits = package.cells.filter(pl.col("precise") & pl.col("agrees"))
    planned = package.numbered("events").filter(status="planned").select("at", row_table=pl.lit("events"))
    announcing = pl.col("stance") == "announces"
    grounding = pl.concat(
        [fits.filter(~announcing), fits.filter(announcing).join(planned, on=["row_table", "at"], how="semi")]
    )
    for table, columns in GROUNDED.items():
        for column in columns:
            others = [name for name in ("*", *package.columns(table)) if name != column]
            if not package.unresolved_for(table)["field"].is_in(others).all():  # it may be meant for this cell
                continue
            rows = package.numbered(table).filter(pl.col(column).is_not_null())
            bare = _without(package, rows, table, grounding.filter(field=column))
            if column == "said_on" and len(bare):
                cited = bare.filter(pl.col("claim_id").is_in(package.cited["row_id"].implode()))  # others break 'cited'
                bare = cited.filter(~follow(cited, package.tables))
            yield table, column, bare
