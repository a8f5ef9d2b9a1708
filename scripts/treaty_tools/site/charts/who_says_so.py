"""The chart of who says so: claimants by what they speak of, who confirms and who denies it, by month."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from treaty_record.facts.core_terms import core_kind
from treaty_record.facts.order import claim_day
from treaty_record.flat.labels import names

from ..notation import urls
from .row_marks import Link, Mark, Point, Row, Rows
from .scale import Scale, milliseconds, of_days
from .styles import BLUE, GREEN, GREY, ORANGE, WIDE, Look, Size
from .svg import Telling, svg
from .wording import cut_off, day

SHOWN = 80
"""Rows that a chart shows."""
BESIDE = 11
"""Pixels between marks of one month."""
LOOKS = {
    "says": Look(BLUE, "circle"),
    "confirms": Look(GREEN, "square", filled=False),
    "denies": Look(ORANGE, "cross"),
    "no comment": Look(GREY, "triangle-down", filled=False),
}
KINDS = {"confirmation": "confirms", "denial": "denies", "no comment": "no comment"}
"""The look of a kind of claim; every other is something that the claimant says."""
READING = (
    "Under each event stand those who speak of it, with a mark for each month in which they say something, confirm it, "
    "deny it or will not comment; a claim counts in the month in which it was made, or if that is unknown, to which it "
    "refers. Left out are events of which only one speaks and which nobody denies, and claims that have no day."
)
Tables = Mapping[str, pl.DataFrame]


def who_says_so(tables: Tables, size: Size = WIDE, root: str = "") -> str:
    """Return the SVG of the claimants; ``root`` leads from the page to the folder of the site."""
    claims = said(tables)
    topics = [topic for _, topic in claims.group_by("event_id", maintain_order=True) if _in_question(topic)]
    every = sum(topic["claimant"].n_unique() for topic in topics)
    shown = list(_first(topics))
    claims = pl.concat(shown) if shown else claims.head(0)
    scale = of_days(claims["day"], size)
    rows = [row for topic in shown for row in _topic(topic, scale, root)]
    few = sum(topic["claimant"].n_unique() for topic in shown)
    reading = READING + cut_off(few, every, "rows", "those on the events of which most is said")
    return svg(Telling("who-says-so", "Who says so, and who denies it", reading), Rows(rows), scale, LOOKS, size)


def said(tables: Tables) -> pl.DataFrame:
    """Return the claims about events with claimant, title, kind of mark and day, those most spoken of first."""
    claims = tables["claims"].with_columns(day=claim_day()).drop_nulls(["event_id", "day"])
    named = claims.join(names(tables, "claimant_id", "claimant"), on="claimant_id", how="left")
    titled = named.join(tables["events"].select("event_id", "title"), on="event_id")
    told = titled.select(
        "event_id", "title", "claimant_id", "day",
        claimant=pl.col("claimant").fill_null("Nobody named"),
        mark=core_kind(tables).replace_strict(KINDS, default="says"),
        spoken=pl.len().over("event_id"),
    )  # fmt: skip
    return told.sort("spoken", "event_id", "day", "claimant", "mark", descending=[True, False, False, False, False])


def _in_question(topic: pl.DataFrame) -> bool:
    """Tell whether several speak of an event, or one denies it."""
    return topic["claimant"].n_unique() > 1 or "denies" in topic["mark"]


def _first(topics: Sequence[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Yield as many topics as a chart has room for, the last with as many claimants as fit."""
    room = SHOWN
    for topic in topics:
        if room < 2:
            return
        claimants = topic["claimant"].unique(maintain_order=True).head(room)
        yield topic.filter(pl.col("claimant").is_in(claimants.implode()))
        room -= len(claimants)


def _topic(topic: pl.DataFrame, scale: Scale, root: str) -> Iterator[Row]:
    """Yield the heading of an event, and a row for each who speaks of it."""
    yield Row(topic["title"][0])
    for (claimant,), claims in topic.group_by("claimant", maintain_order=True):
        months: dict[date, list[str]] = defaultdict(list)
        for when, mark in claims.select("day", "mark").unique(maintain_order=True).iter_rows():
            months[when.replace(day=15)] += [mark] if mark not in months[when.replace(day=15)] else []
        yield _row(str(claimant), claims.row(0, named=True), months, scale, root)


def _row(claimant: str, claim: Mapping[str, Any], months: Mapping[date, list[str]], scale: Scale, root: str) -> Row:
    who = claim["claimant_id"]
    page = urls.row("actors", who) if who else urls.row("events", claim["event_id"])
    told = "; ".join(f"{day(month.isoformat()[:7])}: {', '.join(marks)}" for month, marks in months.items())
    return Row(claimant, Link(root + page, f"{claimant} on: {claim['title']}. {told}"), list(_marks(months, scale)))


def _marks(months: Mapping[date, Sequence[str]], scale: Scale) -> Iterator[Mark]:
    """Yield the marks of months; of several kinds in one month they stand side by side."""
    for month, kinds in months.items():
        for number, kind in enumerate(sorted(kinds, key=list(LOOKS).index)):
            aside = (number - (len(kinds) - 1) / 2) * BESIDE
            yield Point(scale.moved(milliseconds(month), aside), kind)
