"""The figures: every claim that gives a number, with its claimant, date, origins and related claims."""

import polars as pl

from ..facts.core_terms import core_relation
from ..facts.measures import terms
from ..facts.order import claim_day
from .labels import LINK, article_fields, articles, first_links, names, origins, support_fields
from .table import LIST, Flat, Tables, day, quantity, text, truth

RELATIONS = ("contradicts", "corrects", "updates", "answers", "supports", "repeats")

FIELDS = (
    text("claim_id", "Key of the claim in the table claims."),
    text("measure", "What the figure counts: a term of claims.measure."),
    text("definition", "Definition of the measure."),
    text("unit", "Unit of the measure."),
    text("figure", "The figure as stated: 10000, ~2.5 (about), >10000, -3..-1, 1000s (thousands)."),
    quantity("figure_low", "Lowest number that the figure can mean; empty if it has no lower bound."),
    quantity("figure_high", "Highest number that the figure can mean; empty if it has no upper bound."),
    text("claimant_id", "Key of the claimant in the table actors; empty if the text names nobody."),
    text("claimant", "Name of the claimant; empty if the text names nobody."),
    text("claimant_country", "Country of the claimant, ISO 3166-1 alpha-3."),
    text("kind", "Kind of statement: a term of claims.kind."),
    text("modality", "How certain the claimant makes it: a term of claims.modality; empty if no text was read."),
    text("statement", "What is claimed, in English, in our words."),
    day(
        "day",
        "The day to sort and plot by, the first of these that is known: said_on_earliest, as_of_earliest, "
        "said_on_latest, as_of_latest.",
    ),
    text("said_on", "When it was said, EDTF."),
    day("said_on_earliest", "Earliest day that said_on can mean."),
    day("said_on_latest", "Latest day that said_on can mean."),
    text("as_of", "The time that the statement refers to, EDTF."),
    day("as_of_earliest", "Earliest day that as_of can mean."),
    day("as_of_latest", "Latest day that as_of can mean."),
    text("medium_id", "Key of that medium in the table actors."),
    text("medium", "Name of the medium to which or in which it was said."),
    text("event_id", "Key of the event that it is about in the table events."),
    text("event", "Title of the event that it is about."),
    truth(
        "disputed",
        "Whether a citation differs from it or refutes it, or a denial, contradiction or correction concerns it.",
    ),
    *support_fields("the claim", "; newsrooms that heard it, which does not confirm what it says"),
    text("contradicts", "Keys of the claims that it contradicts or that contradict it, separated by semicolons."),
    text("corrects", "Claims that it corrects."),
    text("updates", "Earlier claims that it updates."),
    text("answers", "Claims that it answers."),
    text("supports", "Claims that it supports."),
    text("repeats", "Claims that it repeats."),
    text("updated_by", "Later claims that update it."),
    text("reversed_by", "Key of the same claimant's later claim that reverses it, a confirmation or a denial."),
    text("note", "How a disagreement was resolved, or what a reader should know."),
    *article_fields("The first article to read"),
    text("link", LINK.format("that supports or announces the claim")),
)


def build_figures(tables: Tables) -> pl.DataFrame:
    """Return one row per claim that gives a figure, by measure and in chronological order."""
    claims = tables["claims"].filter(pl.col("measure").is_not_null())
    return in_words(tables, claims).sort("measure", claim_day(), "claim_id", nulls_last=True)


def in_words(tables: Tables, claims: pl.DataFrame) -> pl.DataFrame:
    """Return claims with the names, titles, origins, relations, article and link that their keys lead to."""
    country = (
        tables["actors"].unique("actor_id", keep="first").select(claimant_id="actor_id", claimant_country="country")
    )
    return (
        claims.with_columns(day=claim_day())
        .join(terms(tables), on="measure", how="left")
        .join(names(tables, "claimant_id", "claimant"), on="claimant_id", how="left")
        .join(country, on="claimant_id", how="left")
        .join(names(tables, "medium_id", "medium"), on="medium_id", how="left")
        .join(titles(tables), on="event_id", how="left")
        .join(origins(tables, "claims"), left_on="claim_id", right_on="row_id", how="left")
        .join(related(tables), on="claim_id", how="left")
        .join(articles(tables), on="article_id", how="left")
        .join(first_links(tables, "claims"), left_on="claim_id", right_on="row_id", how="left")
    )


def of_measure(claims: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return the claims about one measure.

    Raises KeyError if no claim is about the measure.
    """
    found = claims.filter(measure=measure)
    if found.is_empty():
        there = ", ".join(claims["measure"].drop_nulls().unique().sort())
        raise KeyError(f"no figures for {measure!r}; the data has figures for: {there or 'no measure'}")
    return found


def titles(tables: Tables) -> pl.DataFrame:
    """Return event_id and event, the title of the event."""
    return tables["events"].unique("event_id", keep="first").select("event_id", event="title")


def related(tables: Tables) -> pl.DataFrame:
    """Return claim_id and, for each relation, the keys of the related claims, joined into one text.

    A contradiction is listed for both claims; ``updated_by`` is the inverse of ``updates``. A package's own relations
    are listed under their core terms.
    """
    relations = tables["relations"].with_columns(relation=core_relation(tables))
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
    "Every claim that gives a figure, with its claimant, date, origins and related claims.",
    "claim_id",
    FIELDS,
    build_figures,
)
