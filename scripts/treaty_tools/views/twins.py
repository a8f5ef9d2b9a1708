"""Pairs of rows of a table that look like the same thing under two ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter

import polars as pl

from .checked_package import CheckedPackage
from .view import Once, View

LARGEST_GROUP = 100
"""Rows that share a mark up to which all pairs are compared; in a larger group, only rows next to each other."""
TRACKING = r"(?i)([?&])(?:utm_[a-z]+|fbclid|gclid|yclid|igshid|mc_cid|mc_eid)=[^&]*"
"""Parameters that tell a site where a reader came from, and change nothing of what is read."""


@dataclass(frozen=True, eq=False)
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

    @property
    def condition(self) -> pl.Expr:
        """What each of the rows has to meet by itself."""
        given = pl.all_horizontal(pl.col(self.given).is_not_null())
        return given if self.only is None else given & self.only


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


@Once
def _shared(package: CheckedPackage) -> frozenset[Mark]:
    """Return the marks that several rows of their table share."""
    found = set()
    for table, marks in groupby(MARKS, attrgetter("table")):
        shared = {mark: pl.struct(mark.shared).filter(mark.condition).is_duplicated().any() for mark in marks}
        flags = _with_ids(package, table).select(fails.alias(str(n)) for n, fails in enumerate(shared.values()))
        found |= {mark for mark, flag in zip(shared, flags.row(0), strict=True) if flag}
    return frozenset(found)


def _with_ids(package: CheckedPackage, table: str) -> pl.DataFrame:
    """Return the sound rows of a table with ``_id``, their key, and the ``_address`` of articles."""
    given = {"_id": pl.col(package.key(table)[0])} | ({"_address": address()} if table == "articles" else {})
    return package.sound(table).with_columns(**given)


def address() -> pl.Expr:
    """Return an article's URL, its host in lower case, without scheme, www., fragment, tracking and final slash."""
    plain = pl.col("url").str.replace(r"#.*$", "").str.replace_all(TRACKING, "$1")
    joined = plain.str.replace(r"\?&+", "?").str.replace_all("&&+", "&").str.replace("[?&]+$", "")
    bare = joined.str.replace(r"(?i)^https?://(?:www\.)?", "").str.replace(r"/+$", "")
    return bare.str.extract(r"^([^/?]*)").str.to_lowercase() + bare.str.replace(r"^[^/?]*", "")


def _pairs(package: CheckedPackage, mark: Mark) -> pl.DataFrame:
    """Return the later row of each pair of sound rows that share a mark, with what the other row has.

    Columns: ``_other`` (its key), ``_other_row`` and ``_other_note``; ``_link`` and ``_other_link``, by which one row
    may name the other; and ``_apart``, whether both are events with participants, of which they share none: two bodies
    may well vote or speak on one day.
    """
    if mark not in _shared(package):
        return package.sound(mark.table).clear()
    pairs = _sharing(_with_ids(package, mark.table).filter(mark.condition), mark)
    return pairs.with_columns(_apart=_are_apart(package, pairs) if mark.table == "events" else False)


TWINS = {mark: View(mark.table, partial(_pairs, mark=mark), kept=False) for mark in MARKS}
"""The view of each mark."""


def _sharing(rows: pl.DataFrame, mark: Mark) -> pl.DataFrame:
    """Return the later row of each pair that shares a mark, with the columns of the other."""
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


def _are_apart(package: CheckedPackage, pairs: pl.DataFrame) -> pl.Expr:
    """Return whether both events of a pair have participants, but none in common."""
    actors = package.sound("participants").select("event_id", "actor_id").drop_nulls().unique()
    has_actors = pl.all_horizontal(pl.col("_id", "_other").is_in(actors["event_id"].unique().implode()))
    shared = pairs.select("_id", "_other").join(actors, left_on="_id", right_on="event_id")
    shared = shared.join(actors, left_on=["_other", "actor_id"], right_on=["event_id", "actor_id"], how="semi")
    return has_actors & ~pl.struct("_id", "_other").is_in(
        shared.select(pl.struct("_id", "_other")).to_series().implode()
    )
