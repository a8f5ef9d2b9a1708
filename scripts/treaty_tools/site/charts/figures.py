"""The chart of all that is claimed of one measure: each claim a point or a range, and what denies or updates it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from treaty_record import figure
from treaty_record.flat.figures import SAID, measures

from .. import addresses
from ..words import count, number
from . import forms
from .folding import Claim, Folded, Tie, folded, spelt_out, ties
from .looks import BLUE, GREEN, GREY, ORANGE, PURPLE, WIDE, Look, Size
from .rows import Join, Link, Mark, Point, Row, Rows
from .scale import Scale, of_figures
from .svg import Telling, svg
from .wording import cut_off, day

SHOWN = 60
"""Claims that a chart shows; of more, those that most origins report."""
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
    claimed = tables["claims"].filter((pl.col("measure") == measure) & pl.col("figure").is_not_null())
    every = folded(spelt_out(tables, claimed), tables["relations"])
    shown = chosen(every)
    firsts = {claim["claim_id"]: each.claim["claim_id"] for each in shown for claim in (each.claim, *each.copies)}
    tied = list(ties(tables, firsts))
    answering = tables["claims"].filter(pl.col("claim_id").is_in({tie.claim_id for tie in tied} - firsts.keys()))
    answers = spelt_out(tables, answering.join(claimed, on="claim_id", how="anti").head(SHOWN))
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
    meaning = measures(tables).filter(measure=measure).to_dicts()
    title = meaning[0]["definition"].rstrip(".") if meaning else measure
    return Telling(f"figures-{addresses.slug(measure)}", f"What is claimed: {title}", reading)


def _numbers(shown: Sequence[Folded]) -> Iterator[int]:
    for each in shown:
        yield from figure.numbers(each.claim["figure"])
        yield from (bound for bound in (each.claim["figure_low"], each.claim["figure_high"]) if bound)


def rows(shown: Sequence[Folded], answers: Sequence[Claim], tied: Sequence[Tie], scale: Scale, root: str) -> Rows:
    """Return a row for each claim and each answer, in the order in which they were made, and the lines between."""
    kinds = _kinds(tied)
    marks: dict[str, list[Mark]] = {}
    for each in shown:
        claim_id = each.claim["claim_id"]
        marks[claim_id] = forms.of_figure(each.claim["figure"], kinds.get(claim_id, "claim"), scale)
    at = {claim_id: _first(of_it) for claim_id, of_it in marks.items()}
    for tie in tied:
        at.setdefault(tie.claim_id, at[tie.other_id])
    copies = {each.claim["claim_id"]: each.copies for each in shown}
    ordered = sorted([*(each.claim for each in shown), *answers], key=_when)
    place = {claim["claim_id"]: number for number, claim in enumerate(ordered)}
    joins = [
        Join(
            place[tie.claim_id],
            at[tie.claim_id],
            place[tie.other_id],
            at[tie.other_id],
            tie.kind,
            tie.kind == "updates",
        )
        for tie in tied
        if tie.claim_id in place
    ]
    answer = {claim["claim_id"]: [Point(at[claim["claim_id"]], kinds[claim["claim_id"]])] for claim in answers}
    return Rows([_row(claim, copies, marks | answer, kinds, root) for claim in ordered], joins)


def _kinds(tied: Sequence[Tie]) -> Mapping[str, str]:
    """Return how each claim that stands to another does so."""
    order = list(LOOKS)
    return {tie.claim_id: tie.kind for tie in sorted(tied, key=lambda tie: order.index(tie.kind))}


def _first(marks: Sequence[Mark]) -> float:
    return next(mark.at for mark in marks if isinstance(mark, Point))


def _when(claim: Claim) -> tuple[str, str]:
    """Return what claims are put in order by, those without a day last."""
    return str(next((claim[name] for name in SAID if claim[name]), "9999")), claim["claim_id"]


def _row(
    claim: Claim,
    copies: Mapping[str, Sequence[Claim]],
    marks: Mapping[str, Sequence[Mark]],
    kinds: Mapping[str, str],
    root: str,
) -> Row:
    claim_id = claim["claim_id"]
    figure_said = number(claim["figure"]) if claim["figure"] else ""
    says = figure_said if claim_id in copies else kinds[claim_id] + (f" ({figure_said})" if figure_said else "")
    said = claim["said_on"] or claim["as_of"]
    label = f"{says}: {claim['claimant'] or 'nobody named'}{', ' + day(said) if said else ''}"
    names = sorted({copy["claimant"] or "nobody named" for copy in copies.get(claim_id, ())} - {claim["claimant"]})
    label += f" (repeated by {', '.join(names)})" if names else ""
    origins = count(claim["n_origins"], "independent origin")
    return Row(
        label,
        Link(root + addresses.row("claims", claim_id), f"{label}. {claim['statement']} ({origins})"),
        marks[claim_id],
    )
