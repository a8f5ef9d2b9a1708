"""Levels 3 and 4: who says a claim, how certain it is, where it was said, and what a passage refutes."""

import polars as pl

from ..derive.bounds import overlap
from ..reporting.found import cell, shown
from ..views.claims import claims, speakers
from ..views.view import rows
from .predicate import Predicate
from .rule import rule

ALWAYS_ASSERTED = ("demand", "criticism", "pledge", "provision", "denial", "no comment")
"""Kinds of claims that have no other modality."""

rule(
    "refuted",
    3,
    "A passage refutes a row as a whole, not one of its cells.",
    why="Another value for a cell is a disagreement; that the row is not so is something else.",
    view=rows("citations"),
    fails=(pl.col("stance") == "refutes") & (pl.col("field") != "*"),
    column="stance",
    message=pl.format("is 'refutes', but cites {}: refute the row", shown("field")),
    fix="List the row in the passage's 'against', or cite the other value of the cell as read.",
)

rule(
    "modality",
    4,
    "A claim has a modality unless no text was read for it; a demand, pledge or denial and the like is asserted.",
    why="What may be so must not be stored as if it were so.",
    predicates=(
        Predicate(
            view=claims,
            fails=pl.col("modality").is_null() & pl.col("_read"),
            column="modality",
            message="is empty, but an article that was read supports the claim: give it",
        ),
        Predicate(
            view=claims,
            fails=pl.col("_kind").is_in(ALWAYS_ASSERTED) & (pl.col("modality") != "asserted"),
            column="modality",
            message=pl.format("is {}, but a {} is 'asserted'", shown("modality"), "kind"),
        ),
    ),
    fix="Give the modality that the claimant's own words have: asserted, expected, possible or conditional.",
)

rule(
    "speaker",
    3,
    "Every article that supports a claim cites its claimant, unless the article was coded from notes.",
    why="Without it, a claim could be given to somebody whom the text never names.",
    view=speakers,
    fails=(pl.col("extent") != "notes") & ~pl.col("_named"),
    column="row_id",
    message=pl.format(
        "{} supports claims/{}, but does not cite its claimant_id {}", "article_id", "claim_id", shown("claimant_id")
    ),
    other=cell("claims", "_there", "claimant_id"),
    advice="; cite it in the passage that names the speaker",
    fix="Cite claimant_id of the claim in the passage of this article that names the speaker.",
)

rule(
    "said-in",
    4,
    "A claim that was said in an event was said on a day of that event.",
    why="The day and the medium of a claim follow from the event in which it was said.",
    view=claims,
    fails=pl.col("said_on").is_not_null()
    & ~overlap(*map(pl.col, ("said_on_earliest", "said_on_latest", "_first", "_last"))),
    column="said_on",
    message=pl.format("is {}, but the event in which it was said is of {}", shown("said_on"), shown("_date")),
    other=cell("events", "_event", "date"),
    advice="; correct one of the days",
    fix="Name the event in which it was said, or correct said_on or the event's date.",
)
