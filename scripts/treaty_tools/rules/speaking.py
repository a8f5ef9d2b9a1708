"""Levels 3 and 4: who says a claim, how certain it is, where it was said, and what a passage refutes."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts.core_terms import core_kind

from ..derive.bounds import overlap
from ..reporting.found import Found, cell, shown, where
from .checked_package import CheckedPackage
from .rule import rule

ALWAYS_ASSERTED = ("demand", "criticism", "pledge", "provision", "denial", "no comment")
"""Kinds of claims that have no other modality."""


@rule(
    "refuted",
    3,
    "A passage refutes a row as a whole, not one of its cells.",
    fix="List the row in the passage's 'against', or cite the other value of the cell as read.",
)
def whole_rows_are_refuted(package: CheckedPackage) -> Iterator[Found]:
    """Another value for a cell is a disagreement; that the row is not so is something else."""
    cells = package.sound("citations").filter((pl.col("stance") == "refutes") & (pl.col("field") != "*"))
    yield from where(
        "citations", cells, "stance", pl.format("is 'refutes', but cites {}: refute the row", shown("field"))
    )


def _supported_claims(package: CheckedPackage) -> pl.DataFrame:
    """Return claim_id, article_id and extent of each sound article that supports a claim; garbled words do not.

    ``_row`` is the first citation by which it does.
    """
    supports = (pl.col("stance") == "supports") & (pl.col("basis") != "garbled")
    cited = package.cited.filter(supports & ~pl.col("_depends_on_unsound"), row_table="claims")
    cited = cited.select("_row", claim_id="row_id", number="article").drop_nulls()
    cited = cited.group_by("claim_id", "number").agg(pl.col("_row").min())
    articles = package.tables["articles"].select("article_id", "extent").with_row_index("number")
    return cited.join(articles, on="number").select("claim_id", "article_id", "extent", "_row")


@rule(
    "modality",
    4,
    "A claim has a modality unless no text was read for it; a demand, pledge or denial and the like is asserted.",
    fix="Give the modality that the claimant's own words have: asserted, expected, possible or conditional.",
)
def claims_have_modalities(package: CheckedPackage) -> Iterator[Found]:
    """What may be so must not be stored as if it were so."""
    claims = package.sound("claims")
    read = _supported_claims(package).filter(pl.col("extent") != "notes")
    bare = claims.filter(pl.col("modality").is_null()).join(read, on="claim_id", how="semi")
    yield from where("claims", bare, "modality", "is empty, but an article that was read supports the claim: give it")
    other = claims.filter(core_kind(package.tables).is_in(ALWAYS_ASSERTED) & (pl.col("modality") != "asserted"))
    message = pl.format("is {}, but a {} is 'asserted'", shown("modality"), "kind")
    yield from where("claims", other, "modality", message)


@rule(
    "speaker",
    3,
    "Every article that supports a claim cites its claimant, unless the article was coded from notes.",
    fix="Cite claimant_id of the claim in the passage of this article that names the speaker.",
)
def speakers_are_cited(package: CheckedPackage) -> Iterator[Found]:
    """Without it, a claim could be given to somebody whom the text never names."""
    claims = package.sound("claims").filter(pl.col("claimant_id").is_not_null())
    named = claims.select("claim_id", "claimant_id", _there="_row")
    read = _supported_claims(package).filter(pl.col("extent") != "notes").join(named, on="claim_id")
    cited = package.cited.filter(row_table="claims", field="claimant_id").select("row_id", number="article")
    ids = package.tables["articles"].select("article_id").with_row_index("number")
    cited = cited.join(ids, on="number").select("article_id", claim_id="row_id")
    bare = read.join(cited, on=["claim_id", "article_id"], how="anti").sort("_row")
    if bare.is_empty() or len(package.unresolved_for("claims")):
        return
    words = "{} supports claims/{}, but does not cite its claimant_id {}"
    message = pl.format(words, "article_id", "claim_id", shown("claimant_id"))
    advice = "; cite it in the passage that names the speaker"
    yield from where("citations", bare, "row_id", message, cell("claims", "_there", "claimant_id"), advice)


@rule(
    "said-in",
    4,
    "A claim that was said in an event was said on a day of that event.",
    fix="Name the event in which it was said, or correct said_on or the event's date.",
)
def claims_are_said_on_the_day_of_their_event(package: CheckedPackage) -> Iterator[Found]:
    """The day and the medium of a claim follow from the event in which it was said."""
    dates = (
        package.sound("events")
        .select("event_id", "date", _first="date_earliest", _last="date_latest", _there="_row")
        .filter(pl.col("date").is_not_null())
    )
    said = package.sound("claims").filter(pl.col("said_on").is_not_null())
    dated = said.join(dates, left_on="said_in", right_on="event_id")
    columns = ("said_on_earliest", "said_on_latest", "_first", "_last")
    met = overlap(*map(pl.col, columns))
    message = pl.format("is {}, but the event in which it was said is of {}", shown("said_on"), shown("date"))
    other = cell("events", "_there", "date")
    yield from where("claims", dated.filter(~met), "said_on", message, other, "; correct one of the days")
