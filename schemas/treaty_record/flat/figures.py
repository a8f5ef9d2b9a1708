"""The figures: every claim with a number, who makes it, when, from which origins, and how it stands to others."""

import polars as pl

from .spelt_out import article_fields, articles, names, origins
from .table import LIST, Flat, Tables, day, number, text, truth

SAID = ("said_on_earliest", "as_of_earliest", "said_on_latest", "as_of_latest")
"""What claims are put in order by: the first of these that is known."""
RELATIONS = ("contradicts", "corrects", "updates", "answers", "supports", "repeats")

FIELDS = (
    text("claim_id", "The claim: its key in the table claims."),
    text("measure", "What is measured: a term of claims.measure."),
    text("definition", "What the measure counts, and what it leaves out."),
    text("unit", "What it is counted in."),
    text("figure", "The figure as said: 10000, ~11000 (about), >10000, 12000..15000, 1000s (thousands)."),
    number("figure_low", "Least number that the figure can mean; empty where it is open."),
    number("figure_high", "Greatest number that the figure can mean; empty where it is open."),
    text("claimant", "Who says it, by name; empty where nobody is named."),
    text("claimant_country", "Country that the claimant belongs to: ISO 3166-1 alpha-3."),
    text("kind", "What kind of statement it is: a term of claims.kind."),
    text("statement", "What is said, in English, in our words."),
    text("said_on", "When it was said, EDTF."),
    day("said_on_earliest", "First day that said_on can mean."),
    day("said_on_latest", "Last day that said_on can mean."),
    text("as_of", "When what is said held, EDTF."),
    day("as_of_earliest", "First day that as_of can mean."),
    day("as_of_latest", "Last day that as_of can mean."),
    text("medium", "The medium to which, or in which, it was said, by name."),
    text("event", "Title of the event that it is about."),
    truth("disputed", "Whether a citation disagrees with it, or a denial, contradiction or correction touches it."),
    number("n_articles", "Articles that agree with it and say nothing against it."),
    number("n_origins", "Independent origins among these articles."),
    text("origins", "These origins by name, separated by semicolons; an article of its own by publisher and key."),
    text("contradicts", "Claims that it contradicts or that contradict it, by key, separated by semicolons."),
    text("corrects", "Claims that it corrects."),
    text("updates", "Earlier claims that it updates."),
    text("answers", "Claims that it answers."),
    text("supports", "Claims that it supports."),
    text("repeats", "Claims that it repeats."),
    text("updated_by", "Later claims that update it."),
    text("note", "How a disagreement was settled, or what a reader should know."),
    *article_fields("The article to read first"),
)


def made(tables: Tables) -> pl.DataFrame:
    """Return one line for each claim that gives a figure, by measure, in the order in which they were said."""
    claims = tables["claims"].filter(pl.col("measure").is_not_null())
    country = (
        tables["actors"].unique("actor_id", keep="first").select(claimant_id="actor_id", claimant_country="country")
    )
    joined = (
        claims.join(measures(tables), on="measure", how="left")
        .join(names(tables, "claimant_id", "claimant"), on="claimant_id", how="left")
        .join(country, on="claimant_id", how="left")
        .join(names(tables, "medium_id", "medium"), on="medium_id", how="left")
        .join(titles(tables), on="event_id", how="left")
        .join(origins(tables, "claims"), left_on="claim_id", right_on="row_id", how="left")
        .join(related(tables["relations"]), on="claim_id", how="left")
        .join(articles(tables), on="article_id", how="left")
    )
    return joined.sort("measure", pl.coalesce(*SAID), "claim_id", nulls_last=True)


def measures(tables: Tables) -> pl.DataFrame:
    """Return measure, definition and unit of every measure that the package's vocabulary has."""
    terms = tables["vocabulary"].filter(pl.col("column") == "claims.measure").unique("term", keep="first")
    return terms.select(measure="term", definition="definition", unit="unit")


def titles(tables: Tables) -> pl.DataFrame:
    """Return event_id and event, its title."""
    return tables["events"].unique("event_id", keep="first").select("event_id", event="title")


def related(relations: pl.DataFrame) -> pl.DataFrame:
    """Return claim_id and, for each relation, the keys of the claims to which it stands in it, as one text.

    A contradiction counts for both its claims; ``updated_by`` is the other side of ``updates``.
    """
    there = relations.select("claim_id", "relation", other="other_claim_id")
    back = relations.select(claim_id="other_claim_id", relation="relation", other="claim_id")
    updated = back.filter(pl.col("relation") == "updates").with_columns(relation=pl.lit("updated_by"))
    every = pl.concat([there, back.filter(pl.col("relation") == "contradicts"), updated]).unique()
    return (
        every.sort("claim_id", "other")
        .group_by("claim_id")
        .agg(
            pl.col("other").filter(pl.col("relation") == name).str.join(LIST).replace("", None).alias(name)
            for name in (*RELATIONS, "updated_by")
        )
    )


FIGURES = Flat(
    "figures",
    "Figures",
    "Every claim that gives a figure: who makes it, when, from which origins, and how it stands to others.",
    "claim_id",
    FIELDS,
    made,
)
