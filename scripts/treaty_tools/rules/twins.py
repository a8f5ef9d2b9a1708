"""Level 2: nothing is here twice under two ids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import polars as pl

from ..reporting.found import Found, cell, where
from ..views.checked_package import CheckedPackage
from .rule import rule

LARGEST_GROUP = 100
"""Rows that share a mark up to which all pairs are compared; in a larger group, only rows next to each other."""
TRACKING = r"(?i)([?&])(?:utm_[a-z]+|fbclid|gclid|yclid|igshid|mc_cid|mc_eid)=[^&]*"
"""Parameters that tell a site where a reader came from, and change nothing of what is read."""
WORDS = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""What ids of rows look like in a note."""


@dataclass(frozen=True)
class Mark:
    """What two rows of a table have in common if they are the same thing."""

    table: str
    column: str
    """The column in which the error is reported."""
    words: str
    """What they have in common, in words."""
    given: Sequence[str]
    """Columns that are equal and not empty."""
    equal: Sequence[str] = ()
    """Columns that are equal or empty in both."""
    link: str = ""
    """A column by which one row may name the other, which makes them no twins."""
    only: pl.Expr | None = None

    @property
    def shared(self) -> list[str]:
        """The columns that two rows have in common."""
        return [*self.given, *self.equal]

    def conditions(self) -> Iterator[pl.Expr]:
        """Yield what each of the rows has to meet by itself."""
        yield pl.all_horizontal(pl.col(self.given).is_not_null())
        if self.only is not None:
            yield self.only


MARKS = (
    Mark("articles", "url", "address", ("_address",), link="copy_of"),
    Mark("articles", "text_sha256", "text", ("text_sha256",), link="copy_of"),
    Mark("articles", "title", "publisher, title and day", ("publisher_id", "title", "published"), link="copy_of"),
    Mark(
        "claims",
        "figure",
        "claimant, event, figure, modality and days",
        ("claimant_id", "measure", "figure"),
        ("event_id", "modality", "said_on", "as_of"),
    ),
    Mark("claims", "statement", "claimant and statement", ("claimant_id", "statement")),
    Mark(
        "events",
        "date",
        "type and day",
        ("type", "date_earliest"),
        link="part_of",
        only=pl.col("date_precision") == "day",
    ),
    Mark("actors", "wikidata_id", "Wikidata item", ("wikidata_id",)),
    Mark("actors", "name", "name and kind", ("name", "kind")),
)
TABLES = {table: tuple(marks) for table, marks in groupby(MARKS, attrgetter("table"))}


@rule(
    "twin",
    2,
    "No article, claim, event or actor is here twice, unless a note says why two rows that look the same are not.",
    fix="Merge the two rows; or name the other's id in the note of one of them and say how they differ.",
)
def nothing_is_here_twice(package: CheckedPackage) -> Iterator[Found]:
    """The same thing under two ids would be counted twice."""
    for mark, rows in _marked(package):
        twins = _unexcused(_pairs(rows, mark))
        if mark.table == "events":
            twins = _with_shared_actors(twins, package.sound("participants"))
        message = pl.format("has the same {} as '{}'", pl.lit(mark.words), "_other")
        other = cell(mark.table, "_other_row", mark.column)
        advice = "; merge them, or name it in the note and say how they differ"
        yield from where(mark.table, twins, mark.column, message, other, advice)


def _marked(package: CheckedPackage) -> Iterator[tuple[Mark, pl.DataFrame]]:
    """Yield each mark that several rows of its table share, with these rows."""
    for table, marks in TABLES.items():
        given = {"_id": pl.col(package.key(table)[0])} | ({"_address": address()} if table == "articles" else {})
        rows = package.sound(table).with_columns(**given)
        shared = rows.select(pl.struct(mark.shared).is_duplicated().alias(str(n)) for n, mark in enumerate(marks))
        for n, mark in enumerate(marks):
            known = rows.filter(shared[str(n)], *mark.conditions()) if shared[str(n)].any() else rows.clear()
            if len(known):
                yield mark, known


def address() -> pl.Expr:
    """Return an article's URL, its host in lower case, without scheme, www., fragment, tracking and final slash."""
    plain = pl.col("url").str.replace(r"#.*$", "").str.replace_all(TRACKING, "$1")
    joined = plain.str.replace(r"\?&+", "?").str.replace_all("&&+", "&").str.replace("[?&]+$", "")
    bare = joined.str.replace(r"(?i)^https?://(?:www\.)?", "").str.replace(r"/+$", "")
    return bare.str.extract(r"^([^/?]*)").str.to_lowercase() + bare.str.replace(r"^[^/?]*", "")


def _pairs(rows: pl.DataFrame, mark: Mark) -> pl.DataFrame:
    """Return the later row of each pair that shares a mark, with _other, _other_note and _other_link."""
    shared = mark.shared
    known = rows.filter(pl.struct(shared).is_duplicated())
    link = pl.col(mark.link) if mark.link else pl.lit(None, pl.String)
    known = known.with_columns(_link=link, _size=pl.len().over(shared), _place=pl.int_range(pl.len()).over(shared))
    other = {"_other": "_id", "_other_row": "_row", "_other_note": "note", "_other_link": "_link"}
    others = known.select(*shared, **other, _before="_place")
    small = known.filter(pl.col("_size") <= LARGEST_GROUP).join(others, on=shared, nulls_equal=True)
    large = known.filter(pl.col("_size") > LARGEST_GROUP).with_columns(_before=pl.col("_place") - 1)
    large = large.join(others, on=[*shared, "_before"], nulls_equal=True)
    paired = pl.concat([small, large.select(small.columns)])
    return paired.filter(pl.col("_before") < pl.col("_place"))


def _with_shared_actors(pairs: pl.DataFrame, participants: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of events that share a participant, or of which one has none.

    Two bodies may well vote or speak on one day.
    """
    actors = participants.select("event_id", "actor_id").drop_nulls().unique()
    has_actors = pl.all_horizontal(pl.col("_id", "_other").is_in(actors["event_id"].unique().implode()))
    shared = pairs.select("_id", "_other").join(actors, left_on="_id", right_on="event_id")
    shared = shared.join(actors, left_on=["_other", "actor_id"], right_on=["event_id", "actor_id"], how="semi")
    together = pairs.join(shared, on=["_id", "_other"], how="semi")
    return pl.concat([pairs.filter(~has_actors), together.filter(has_actors)])


def _unexcused(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of which neither row names the other, in its note or by its link."""
    named = _names("note", "_other") | _names("_other_note", "_id")
    linked = (pl.col("_link") == pl.col("_other")) | (pl.col("_other_link") == pl.col("_id"))
    return pairs.filter(~named & ~linked.fill_null(False))


def _names(note: str, other: str) -> pl.Expr:
    """Return whether a note names an id."""
    return pl.col(note).str.extract_all(WORDS).list.contains(pl.col(other)).fill_null(False)
