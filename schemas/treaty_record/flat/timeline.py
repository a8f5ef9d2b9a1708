"""The timeline: events in the order in which they happened, with who took part."""

import polars as pl

from .spelt_out import article_fields, articles, names, origins
from .table import Flat, Tables, day, listed, number, text, truth

FIELDS = (
    text("event_id", "The event: its key in the table events."),
    text("date", "When it happened, as exactly as the sources know, EDTF."),
    day("date_earliest", "First day that the date can mean; empty where it is open."),
    day("date_latest", "Last day that the date can mean; empty where it is open."),
    text("title", "What happened, in English."),
    text("type", "What type of event it is: a term of events.type."),
    text("status", "Whether it happened, is alleged, or is to come."),
    text("place", "Where it happened, in English."),
    text("country", "Country in which it happened, or whose organ acted: ISO 3166-1 alpha-3."),
    text("participants", "Who took part, each with the role in brackets, separated by semicolons."),
    text("part_of", "Title of the event within which it lies."),
    truth("disputed", "Whether a citation disagrees with it, or a claim about it is disputed."),
    number("n_articles", "Articles that agree with it and say nothing against it."),
    number("n_origins", "Independent origins among these articles."),
    text("origins", "These origins by name, separated by semicolons; an article of its own by publisher and key."),
    text("note", "How a disagreement was settled, or what a reader should know."),
    *article_fields("The article to read first"),
)


def made(tables: Tables) -> pl.DataFrame:
    """Return one line for each event; those without a day come last."""
    events = tables["events"]
    whole = events.unique("event_id", keep="first").select(part_of="event_id", whole="title")
    joined = (
        events.join(participants(tables), on="event_id", how="left")
        .join(whole, on="part_of", how="left")
        .join(origins(tables, "events"), left_on="event_id", right_on="row_id", how="left")
        .join(articles(tables), left_on="article_id", right_on="article_id", how="left")
    )
    order = pl.coalesce("date_earliest", "date_latest")
    return joined.with_columns(part_of="whole").sort(order, "date_latest", "event_id", nulls_last=True)


def participants(tables: Tables) -> pl.DataFrame:
    """Return event_id and participants: their names and roles, as one text."""
    joined = tables["participants"].join(names(tables, "actor_id", "name"), on="actor_id", how="left")
    told = joined.select("event_id", "role", part=pl.format("{} ({})", pl.coalesce("name", "actor_id"), "role"))
    return listed(told.sort("event_id", "role", "part"), "event_id", "part").rename({"part": "participants"})


TIMELINE = Flat(
    "timeline",
    "Timeline",
    "Events in the order in which they happened, with who took part.",
    "event_id",
    FIELDS,
    made,
)
