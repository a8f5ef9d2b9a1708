"""The contradictions: passages that differ from a row or refute it, and claims that exclude or deny each other."""

import polars as pl

from ..facts.disputes import disputing_relations
from ..facts.sides import side
from .best_passages import ROW, best_passages, side_fields, with_passage
from .cited_values import with_cell_values
from .figures import titles
from .labels import names
from .table import Flat, Tables, text

KINDS = {"differing": "cell", "refuting": "refutes"}
"""The kind of a contradiction by a passage, by the side of its citation."""
FIELDS = (
    text("contradiction_id", "Stable identifier: the relation, or the cell (* for a whole row) and the passage."),
    text(
        "kind",
        "cell if a passage gives a cell another value, refutes if an article says in its own voice that the row is not "
        "so, or how the claims are related: contradicts, corrects, denies.",
    ),
    text("row", "The contradicted row: its table and key, such as events/bridge-closes."),
    text("other_row", "The contradicting claim: table and key; empty if a passage differs or refutes."),
    text("about", "The row in words; for claims, the title of the event that the contradicted claim is about."),
    text("field", "The contradicted column; empty if claims contradict each other or a whole row is refuted."),
    *side_fields("row", "the row"),
    *side_fields("other", "the other side"),
    text("note", "How it was resolved, or that it is open."),
)


def build_contradictions(tables: Tables) -> pl.DataFrame:
    """Return one row per passage that differs from a cell or refutes a row, and per pair of contradictory claims."""
    both = pl.concat([passages(tables), claims(tables)], how="diagonal")
    with_row = with_passage(tables, both, "row")
    return with_passage(tables, with_row, "other").sort("kind", "row", "contradiction_id")


def passages(tables: Tables) -> pl.DataFrame:
    """Return the citations that differ from a cell or refute a row, each with the passage that best supports it."""
    cited = tables["citations"].with_columns(side=side()).filter(pl.col("side").is_in(tuple(KINDS)))
    against = cited.select("passage_id", *ROW, "says", kind=pl.col("side").replace_strict(KINDS))
    found = with_cell_values(tables, against)
    rows = found.select(*ROW, "article_id").unique(ROW)
    best = best_passages(tables, rows).select(*ROW, row_passage_id="passage_id")
    row = pl.format("{}/{}", "row_table", "row_id")
    return found.join(best, on=ROW, how="left").select(
        "row_passage_id",
        "about",
        "note",
        "kind",
        field=pl.when(pl.col("field") != "*").then("field"),
        contradiction_id=pl.format("{}/{}/{}", row, "field", "passage_id"),
        row=row,
        row_says="value",
        other_says="says",
        other_passage_id="passage_id",
    )


def claims(tables: Tables) -> pl.DataFrame:
    """Return the pairs of claims in which one contradicts, corrects or denies the other."""
    pairs = disputing_relations(tables)
    concerned = pl.concat([pairs["claim_id"], pairs["other_claim_id"]]).unique()
    sides = of_claims(tables, tables["claims"].filter(pl.col("claim_id").is_in(concerned.implode())))
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


def of_claims(tables: Tables, claims: pl.DataFrame) -> pl.DataFrame:
    """Return claim_id, statement, claimant, date, event and best supporting passage of each claim."""
    whole = claims.select("article_id", row_table=pl.lit("claims"), row_id="claim_id", field=pl.lit("*"))
    best = best_passages(tables, whole).select(claim_id="row_id", passage_id="passage_id")
    return (
        claims.join(names(tables, "claimant_id", "claimant"), on="claimant_id", how="left")
        .join(titles(tables), on="event_id", how="left")
        .join(best, on="claim_id", how="left")
        .select("claim_id", "claimant", "said_on", "passage_id", says="statement", about="event")
    )


CONTRADICTIONS = Flat(
    "contradictions",
    "Contradictions",
    "Passages that differ from a row or refute it, and claims that contradict, correct or deny each other.",
    "contradiction_id",
    FIELDS,
    build_contradictions,
)
