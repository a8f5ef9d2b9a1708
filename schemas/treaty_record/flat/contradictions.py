"""The contradictions: passages that say otherwise than a row, and claims that exclude, correct or deny each other."""

import polars as pl

from .cells import held
from .figures import titles
from .sides import ROW, in_words, side_fields, speaking
from .spelt_out import names
from .table import Flat, Tables, text

DISPUTING = ("contradicts", "corrects")
"""Relations that dispute a claim by themselves; a denial's answer does too."""

FIELDS = (
    text("contradiction_id", "Stable identifier: the relation, or the cell and the passage that says otherwise."),
    text(
        "kind",
        "cell, where a passage says otherwise than a row; else how the claims stand: contradicts, corrects, denies.",
    ),
    text("row", "What is contradicted: table and key of the row, such as events/treaty-signing."),
    text("other_row", "The claim that contradicts it, table and key; empty where a passage does."),
    text("about", "The row in words; of claims, the title of the event that the contradicted one is about."),
    text("field", "The column that is contradicted; empty where claims contradict each other."),
    *side_fields("row", "the row"),
    *side_fields("other", "the other side"),
    text("note", "How it was settled, or that it is open."),
)


def made(tables: Tables) -> pl.DataFrame:
    """Return one line for each passage that disagrees with a cell and for each pair of claims at odds."""
    both = pl.concat([cells(tables), claims(tables)], how="diagonal")
    told = in_words(tables, in_words(tables, both, "row"), "other")
    return told.sort("kind", "row", "contradiction_id")


def cells(tables: Tables) -> pl.DataFrame:
    """Return the citations that disagree with a cell, each with the passage that speaks for the row."""
    against = tables["citations"].filter(~pl.col("agrees")).select("passage_id", *ROW, "says")
    found = held(tables, against)
    asked = found.select(*ROW, "article_id").unique(ROW)
    spoken = speaking(tables, asked).select(*ROW, row_passage_id="passage_id")
    row = pl.format("{}/{}", "row_table", "row_id")
    return found.join(spoken, on=ROW, how="left").select(
        "row_passage_id",
        "about",
        "field",
        "note",
        contradiction_id=pl.format("{}/{}/{}", row, "field", "passage_id"),
        kind=pl.lit("cell"),
        row=row,
        row_says="value",
        other_says="says",
        other_passage_id="passage_id",
    )


def claims(tables: Tables) -> pl.DataFrame:
    """Return the pairs of claims of which one contradicts, corrects or denies the other."""
    pairs = disputing(tables)
    touched = pl.concat([pairs["claim_id"], pairs["other_claim_id"]]).unique()
    sides = side(tables, tables["claims"].filter(pl.col("claim_id").is_in(touched.implode())))
    other = sides.drop("about").rename(
        {name: f"other_{name}" for name in ("says", "claimant", "said_on", "passage_id")}
    )
    row = sides.rename({name: f"row_{name}" for name in ("says", "claimant", "said_on", "passage_id")})
    joined = pairs.join(other, on="claim_id").join(row, left_on="other_claim_id", right_on="claim_id")
    return joined.with_columns(
        contradiction_id=pl.format("relations/{}", "relation_id"),
        row=pl.format("claims/{}", "other_claim_id"),
        other_row=pl.format("claims/{}", "claim_id"),
    ).drop("relation_id", "claim_id", "other_claim_id")


def disputing(tables: Tables) -> pl.DataFrame:
    """Return the relations that make claims disputed: relation_id, claim_id, other_claim_id, kind and note."""
    denials = tables["claims"].filter(kind="denial")["claim_id"].implode()
    denied = (pl.col("relation") == "answers") & pl.col("claim_id").is_in(denials)
    found = tables["relations"].filter(pl.col("relation").is_in(DISPUTING) | denied)
    kind = pl.when(pl.col("relation") == "answers").then(pl.lit("denies")).otherwise("relation")
    return found.select("relation_id", "claim_id", "other_claim_id", "note", kind=kind)


def side(tables: Tables, claims: pl.DataFrame) -> pl.DataFrame:
    """Return claim_id, what a claim says, who says it when, about which event, and the passage that speaks for it."""
    whole = claims.select("article_id", row_table=pl.lit("claims"), row_id="claim_id", field=pl.lit("*"))
    spoken = speaking(tables, whole).select(claim_id="row_id", passage_id="passage_id")
    return (
        claims.join(names(tables, "claimant_id", "claimant"), on="claimant_id", how="left")
        .join(titles(tables), on="event_id", how="left")
        .join(spoken, on="claim_id", how="left")
        .select("claim_id", "claimant", "said_on", "passage_id", says="statement", about="event")
    )


CONTRADICTIONS = Flat(
    "contradictions",
    "Contradictions",
    "Passages that say otherwise than a row, and claims that contradict, correct or deny each other.",
    "contradiction_id",
    FIELDS,
    made,
)
