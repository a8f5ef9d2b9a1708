"""The chart of all that is claimed of one measure: each claim a point or a range, and what denies or updates it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from treaty_record.facts.core_terms import in_core_terms
from treaty_record.facts.measures import terms
from treaty_record.facts.order import CLAIM_DAYS, claims_in_order
from treaty_record.values import figure

from ...explain.support import origins
from ..notation import urls
from ..notation.words import number
from . import forms
from .folding import Claim, Folded, Tie, folded, ties, with_sources
from .row_marks import Join, Link, Mark, Point, Row, Rows
from .scale import Scale, of_figures
from .styles import BLUE, GREEN, GREY, ORANGE, PURPLE, WIDE, Look, Size
from .svg import Telling, svg
from .wording import cut_off, day

SHOWN = 60
"""Claims that a chart shows; of more, those that most origins report."""
ANSWERS, JOINS = 20, 120
"""Claims without a figure, and lines between claims, that a chart shows at the most."""
LOOKS = {
    "claim": Look(BLUE, "circle"),
    "updates": Look(GREEN, "square", filled=False),
    "contradicts": Look(PURPLE, "diamond", filled=False),
    "denies": Look(ORANGE, "cross"),
    "no comment": Look(GREY, "triangle-down", filled=False),
}
"""The look of a claim by how it stands to others; of several ways, the last."""
READING = (
    "Each row is a claim, in the order in which they were made. A mark is an exact figure. Two marks joined by a line "
    "are a range; the line is dashed where the figure is about so much, or in words alone, as thousands. An arrow "
    "points to the side that is left open. A line between rows leads from a claim to one that it updates, contradicts, "
    "denies or will not comment on. Copies of a claim are in its row."
)
Tables = Mapping[str, pl.DataFrame]


def figures(tables: Tables, measure: str, size: Size = WIDE, root: str = "") -> str:
    """Return the SVG of the claims of a measure; ``root`` leads from the page to the folder of the site."""
    tables = in_core_terms(tables)
    claimed = tables["claims"].filter((pl.col("measure") == measure) & pl.col("figure").is_not_null())
    every = folded(with_sources(tables, claimed), tables["relations"])
    shown = chosen(every)
    firsts = {claim["claim_id"]: each.claim["claim_id"] for each in shown for claim in (each.claim, *each.copies)}
    tied = list(ties(tables, firsts))
    answering = tables["claims"].filter(pl.col("claim_id").is_in({tie.claim_id for tie in tied} - firsts.keys()))
    answers = with_sources(tables, answering.join(claimed, on="claim_id", how="anti").head(ANSWERS))
    size = size if size.column else replace(size, column=120, letters=17)
    scale = of_figures(_numbers(shown), size)
    reading = READING + cut_off(len(shown), len(every), "claims", "those that most origins report")
    return svg(_telling(tables, measure, reading), rows(shown, answers, tied, scale, root), scale, LOOKS, size)


def chosen(claims: Sequence[Folded]) -> Sequence[Folded]:
    """Return the claims that are shown, in their order."""
    most = sorted(claims, key=lambda each: -each.claim["n_origins"])[:SHOWN]
    kept = {each.claim["claim_id"] for each in most}
    return [each for each in claims if each.claim["claim_id"] in kept]


def _telling(tables: Tables, measure: str, reading: str) -> Telling:
    meaning = terms(tables).filter(measure=measure).to_dicts()
    title = meaning[0]["definition"].rstrip(".") if meaning else measure
    return Telling(f"figures-{urls.slug(measure)}", f"What is claimed: {title}", reading)


def _numbers(shown: Sequence[Folded]) -> Iterator[float]:
    for each in shown:
        yield from map(float, figure.numbers(each.claim["figure"]))
        yield from (bound for bound in (each.claim["figure_low"], each.claim["figure_high"]) if bound is not None)


def rows(shown: Sequence[Folded], answers: Sequence[Claim], tied: Sequence[Tie], scale: Scale, root: str) -> Rows:
    """Return a row for each claim and each answer, in the order in which they were made, and the lines between."""
    kinds = _kinds(tied)
    marks = _marks(shown, answers, tied, scale)
    copies = {each.claim["claim_id"]: each.copies for each in shown}
    ordered = in_order([*(each.claim for each in shown), *answers])
    joins = list(_joins(ordered, marks, tied))
    return Rows([_row(claim, copies, marks[claim["claim_id"]], kinds, root) for claim in ordered], joins)


def _marks(
    shown: Sequence[Folded], answers: Sequence[Claim], tied: Sequence[Tie], scale: Scale
) -> Mapping[str, Sequence[Mark]]:
    """Return the marks of each claim; an answer stands where the first claim does that it answers."""
    kinds = _kinds(tied)
    marks: dict[str, Sequence[Mark]] = {}
    for each in shown:
        claim_id = each.claim["claim_id"]
        marks[claim_id] = forms.of_figure(each.claim["figure"], kinds.get(claim_id, "claim"), scale)
    answered = {tie.claim_id: tie.other_id for tie in reversed(tied)}
    for claim_id in (claim["claim_id"] for claim in answers):
        marks[claim_id] = [Point(_first(marks[answered[claim_id]]), kinds[claim_id])]
    return marks


def _joins(ordered: Sequence[Claim], marks: Mapping[str, Sequence[Mark]], tied: Sequence[Tie]) -> Iterator[Join]:
    """Yield the lines between claims and what they touch; those to what is updated bow to the left."""
    place = {claim["claim_id"]: number for number, claim in enumerate(ordered)}
    for tie in [tie for tie in tied if tie.claim_id in place][:JOINS]:
        ends = [(place[key], _first(marks[key])) for key in (tie.claim_id, tie.other_id)]
        yield Join(*ends[0], *ends[1], tie.kind, leftward=tie.kind == "updates")


def _kinds(tied: Sequence[Tie]) -> Mapping[str, str]:
    """Return how each claim that stands to another does so."""
    order = list(LOOKS)
    return {tie.claim_id: tie.kind for tie in sorted(tied, key=lambda tie: order.index(tie.kind))}


def _first(marks: Sequence[Mark]) -> float:
    return next(mark.at for mark in marks if isinstance(mark, Point))


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims in the order in which they were made."""
    known = {claim["claim_id"]: claim for claim in claims}
    schema = {**dict.fromkeys(CLAIM_DAYS, pl.Date()), "claim_id": pl.String()}
    days = pl.DataFrame([{name: claim[name] for name in schema} for claim in claims], schema=schema)
    return [known[claim_id] for claim_id in claims_in_order(days)["claim_id"]]


def _row(
    claim: Claim, copies: Mapping[str, Sequence[Claim]], marks: Sequence[Mark], kinds: Mapping[str, str], root: str
) -> Row:
    """Return the row of a claim: its figure, or what it does instead, who makes it and when."""
    claim_id, said = claim["claim_id"], claim["said_on"] or claim["as_of"]
    says = number(claim["figure"]) if claim["figure"] else ""
    if claim_id not in copies:
        says = kinds[claim_id] + (f" ({says})" if says else "")
    label = f"{says}: {claim['claimant'] or 'nobody named'}{', ' + day(said) if said else ''}"
    names = sorted({copy["claimant"] or "nobody named" for copy in copies.get(claim_id, ())} - {claim["claimant"]})
    label += f" (repeated by {', '.join(names)})" if names else ""
    told = f"{label}. {claim['statement']} ({origins(claim)})"
    return Row(label, Link(root + urls.row("claims", claim_id), told), marks)
