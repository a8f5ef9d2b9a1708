"""The chart of a measure: each figure at its day and number, in the colour of its side, and who denies it below."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from treaty_record.facts.core_terms import core_kind, in_core_terms
from treaty_record.values import figure

from ..notation import urls, words
from .marks import Chart, Lane, Mark, flags
from .scale import Days, of_days, of_numbers
from .sides import Sides, with_claimants
from .wording import NOBODY, claimed, cut_off, only_in_table, sources, when

FEWEST = 3
"""Figures with a number and a day below which a chart would show no more than the table does."""
SHOWN = 200
"""Figures, and answers to them, that a chart shows at the most."""
ANSWERS = {"denial": "Denials", "no comment": "Refusals to comment"}
"""The lane of each kind of claim that answers a figure without confirming it."""
ARROWS = {">": "up", ">=": "up", "<": "down", "<=": "down"}
FAR = "without a day, or far from all others in time"
LOGARITHMIC = "Logarithmic scale: each line is ten times the one before."
Row = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]


def figures(flat: pl.DataFrame, tables: Tables, measure: str, title: str, sides: Sides) -> Chart | None:
    """Return the chart of a measure, None if it has too few figures; ``flat`` has every claim that gives one."""
    every = flat.filter(measure=measure)
    claims = every.filter(~core_kind(tables).is_in(list(ANSWERS))).to_dicts()
    answers = answering(tables, every)
    days = of_days(day for row in [*claims, *answers] if (day := _day(row)))
    placed = [row for row in claims if days.covers(_day(row))]
    shown = _most_reported(placed)
    numbered = [row for row in shown if not _in_words(row)]
    if len(numbered) < FEWEST:
        return None
    scale = of_numbers(number for row in numbered for number in _numbers(row))
    place = _Place(days, sides)
    lanes = [
        *_lanes_of_words(shown, place),
        *_lanes_of_answers([row for row in answers if days.covers(_day(row))], place),
    ]
    marks = [_plotted(row, place) for row in numbered]
    reading = _reading(marks, lanes) + cut_off(len(shown), len(placed), "figures", "those with most sources")
    reading += only_in_table(len(claims) - len(placed), "figure", FAR)
    note = LOGARITHMIC if scale.logarithmic else ""
    name = f"figures-{urls.slug(measure)}"
    return Chart(name, title, takeaway(numbered), reading, days.ticks(), note, scale, marks, lanes)


def answering(tables: Tables, figures: pl.DataFrame) -> Sequence[Row]:
    """Return the claims that deny figures or decline to comment on them, with the name and country of the claimant."""
    tables = in_core_terms(tables)
    relations = tables["relations"].filter(pl.col("relation").is_in(["answers", "contradicts"]))
    answers = relations.filter(pl.col("other_claim_id").is_in(figures["claim_id"].implode()))["claim_id"]
    touching = pl.col("claim_id").is_in(pl.concat([answers, figures["claim_id"]]).implode())
    found = tables["claims"].filter(pl.col("kind").is_in(list(ANSWERS)) & touching)
    return with_claimants(tables, found.sort("claim_id").head(SHOWN)).to_dicts()


def takeaway(rows: Sequence[Row]) -> str:
    """Return the highest figure that somebody gave, and the one that most independent sources report."""
    highest = max(rows, key=lambda row: (_numbers(row)[-1], row["figure"][0] != "<", row["n_origins"]))
    most = max(rows, key=lambda row: row["n_origins"])
    said = f"Highest figure: {_said(highest)}"
    if most is highest or not most["n_origins"]:
        return f"{said}."
    return f"{said}. Most sources: {_said(most)}."


def _said(row: Row) -> str:
    """Return a figure as said, by whom and when, and who reports it."""
    return f"{words.number(row['figure'])} ({row['claimant'] or NOBODY}{when(row, words.date)}; {sources(row)})"


def _most_reported(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows that are shown, in their order."""
    most = sorted(rows, key=lambda row: -row["n_origins"])[:SHOWN]
    kept = {row["claim_id"] for row in most}
    return [row for row in rows if row["claim_id"] in kept]


def _day(row: Row) -> datetime.date | None:
    """Return the day at which a claim is drawn: the last on which it can have been made, or that it refers to."""
    for name in ("said_on", "as_of"):
        if row[name]:
            day: datetime.date | None = row[f"{name}_latest"] or row[f"{name}_earliest"]
            return day
    return None


def _in_words(row: Row) -> bool:
    return str(row["figure"]).endswith("s")


def _numbers(row: Row) -> tuple[float, ...]:
    """Return the numbers that were said, never the bounds that they are taken to mean."""
    return tuple(map(float, figure.numbers(row["figure"])))


@dataclass(frozen=True)
class _Place:
    """Where and how claims are drawn."""

    days: Days
    sides: Sides

    def mark(self, row: Row, says: str, numbers: tuple[float, ...] = (), opens: str = "") -> Mark:
        """Return the mark of a claim at its day."""
        day = _day(row)
        assert day is not None
        look = self.sides.look(row["claimant"], row["claimant_country"])
        key, figure = ("claims", row["claim_id"]), row["figure"] or ""
        at = self.days.share(day)
        return Mark(key, claimed(row, says), look, at, None, numbers, figure, opens, flags(row))


def _plotted(row: Row, place: _Place) -> Mark:
    said = row["figure"]
    return place.mark(row, words.number(said), _numbers(row), ARROWS.get(figure.mark(said), ""))


def _lanes_of_words(rows: Iterable[Row], place: _Place) -> Iterator[Lane]:
    """Yield a lane for each figure that is given in words alone."""
    found: dict[str, list[Row]] = {}
    for row in filter(_in_words, rows):
        found.setdefault(row["figure"], []).append(row)
    for said in sorted(found, key=len, reverse=True):
        says = words.number(said)
        yield Lane(f"No number, only “{says}”", [place.mark(row, says) for row in found[said]])


def _lanes_of_answers(rows: Sequence[Row], place: _Place) -> Iterator[Lane]:
    """Yield a lane of denials, and one of refusals to comment."""
    for kind, label in ANSWERS.items():
        answers = [row for row in rows if row["kind"] == kind]
        if answers:
            yield Lane(
                label, [place.mark(row, f"{kind}{', later reversed' * bool(row['reversed_by'])}") for row in answers]
            )


def _reading(marks: Sequence[Mark], lanes: Sequence[Lane]) -> str:
    """Return how the chart is read; only what it contains is explained."""
    seen = {flag for mark in (*marks, *(m for lane in lanes for m in lane.marks)) for flag in mark.flags}
    said = [
        ("Each mark is a claim, at the number said and the day it was said, or the last possible day.", True),
        ("“About” is not drawn: the mark is at the number itself.", any(m.figure.startswith("~") for m in marks)),
        ("A bar is a range.", any(len(mark.numbers) > 1 for mark in marks)),
        ("An arrow means more or less than the number; its length means nothing.", any(m.opens for m in marks)),
        ("Hollow: no independent source.", "hollow" in seen),
        ("Dashed outline: only announced.", "announced" in seen),
        ("Struck through: later reversed by the same side.", "reversed" in seen),
    ]
    return " ".join(sentence for sentence, applies in said if applies)
