"""The chart of who denies, who does not comment and who confirms: a lane for each claimant, with what became of it."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from treaty_record.facts.core_terms import core_kind
from treaty_record.facts.order import claims_in_order

from ...reporting.text import count
from .marks import Chart, Lane, Look, Mark, flags
from .scale import Days, of_days
from .sides import with_claimants
from .wording import NOBODY, claimed, cut_off

SHOWN = 60
"""Claimants that a chart shows."""
LOOKS = {
    "denial": Look(1, "cross", "denies"),
    "no comment": Look(5, "down", "does not comment"),
    "confirmation": Look(2, "square", "confirms"),
}
"""The look of a kind of claim."""
READING = (
    "Each row is a claimant who denies something, confirms it or does not comment, each mark a claim at the day it was "
    "made, or the last possible day. Hollow: no independent source. A line leads from a denial or a refusal to comment "
    "to the day on which the same side reversed it."
)
Tables = Mapping[str, pl.DataFrame]
Row = Mapping[str, Any]


def who_says_so(tables: Tables) -> Chart | None:
    """Return the chart of denials, refusals to comment and confirmations, None if there are none."""
    claims = answers(tables)
    if claims.is_empty():
        return None
    every = [group for _, group in claims.group_by("claimant", maintain_order=True)]
    every.sort(key=lambda group: -len(group))
    shown = every[:SHOWN]
    days = of_days(day for group in shown for row in group.iter_rows(named=True) for day in _days(row))
    lanes = [Lane(group["claimant"][0] or NOBODY, list(_marks(group, days))) for group in shown]
    reading = READING + cut_off(len(shown), len(every), "claimants", "those with most such claims")
    title = "Who denies, who does not comment, who confirms"
    return Chart("who-says-so", title, takeaway(claims), reading, days.ticks(), lanes=lanes, apart=0.02)


def answers(tables: Tables) -> pl.DataFrame:
    """Return the denials, refusals to comment and confirmations that have a day, with claimant and day of reversal."""
    last = pl.coalesce("said_on_latest", "said_on_earliest", "as_of_latest", "as_of_earliest")
    claims = tables["claims"].with_columns(kind=core_kind(tables), day=last)
    later = claims.select(reversed_by="claim_id", reversed_on="day").unique("reversed_by", keep="first")
    found = claims.filter(pl.col("kind").is_in(list(LOOKS)) & pl.col("day").is_not_null())
    named = with_claimants(tables, found)
    return claims_in_order(named.join(later, on="reversed_by", how="left"))


def takeaway(claims: pl.DataFrame) -> str:
    """Return how many denials and refusals to comment there are, and how many were reversed."""
    denied, silent = (claims.filter(kind=kind) for kind in ("denial", "no comment"))
    reversed_ = denied["reversed_by"].count() + silent["reversed_by"].count()
    every = f"{count(len(denied), 'denial')} and {count(len(silent), 'refusal')} to comment"
    return f"{every}; the same side later reversed {reversed_:,} of them."


def _days(row: Row) -> Sequence[datetime.date]:
    return [day for day in (row["day"], row["reversed_on"]) if day]


def _marks(claims: pl.DataFrame, days: Days) -> Iterator[Mark]:
    """Yield the marks of a claimant's claims, with a line to the day on which one was reversed."""
    for row in claims.iter_rows(named=True):
        look = LOOKS[row["kind"]]
        says = look.label + (", later reversed" if row["reversed_by"] else "")
        later = row["reversed_on"] if row["reversed_on"] and row["reversed_on"] > row["day"] else None
        until = days.share(later) if later else None
        key, at = ("claims", row["claim_id"]), days.share(row["day"])
        yield Mark(key, claimed(row, says), look, at, until, figure=row["figure"] or "", flags=flags(row))
