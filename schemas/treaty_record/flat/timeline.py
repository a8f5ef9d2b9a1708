"""The timeline: events in chronological order, with their participants."""

import polars as pl

from ..facts.order import event_day, events_in_order
from .labels import LINK, article_fields, articles, first_links, names, origins, support_fields
from .table import Flat, Tables, day, listed, number, text, truth

FIELDS = (
    text("event_id", "Key of the event in the table events."),
    text("date", "When it happened, as precisely as the sources say, EDTF."),
    day("date_earliest", "Earliest day that the date can mean; empty if the start is open."),
    day("date_latest", "Latest day that the date can mean; empty if the end is open."),
    day("day", "The day to sort and plot by: date_earliest, or date_latest if the start is open."),
    text("title", "What happened, in English."),
    text("type", "Type of event: a term of events.type."),
    text("status", "Whether it happened, is alleged or is planned."),
    text("place", "Where it happened, in English."),
    text("country", "Country in which it happened or whose authority acted, ISO 3166-1 alpha-3."),
    text("participants", "Participants, each with the role in brackets, separated by semicolons."),
    text("part_of_id", "Key of the larger event that it is part of."),
    text("part_of", "Title of the larger event that it is part of."),
    truth("disputed", "Whether a citation differs from it or refutes it, or a denial of it stands."),
    *support_fields("the event"),
    number("n_claimants", "Number of distinct claimants who say in claims that it happened."),
    text("note", "How a disagreement was resolved, or what a reader should know."),
    *article_fields("The first article to read"),
    text("link", LINK.format("that supports or announces the event")),
)


def build_timeline(tables: Tables) -> pl.DataFrame:
    """Return one row per event, undated events last."""
    events = tables["events"]
    whole = events.unique("event_id", keep="first").select(part_of="event_id", whole="title")
    joined = (
        events.join(participants(tables), on="event_id", how="left")
        .join(whole, on="part_of", how="left")
        .join(origins(tables, "events"), left_on="event_id", right_on="row_id", how="left")
        .join(articles(tables), left_on="article_id", right_on="article_id", how="left")
        .join(first_links(tables, "events"), left_on="event_id", right_on="row_id", how="left")
    )
    return events_in_order(joined.with_columns(part_of="whole", part_of_id="part_of", day=event_day()))


def participants(tables: Tables) -> pl.DataFrame:
    """Return event_id and participants: names and roles, joined into one text."""
    joined = tables["participants"].join(names(tables, "actor_id", "name"), on="actor_id", how="left")
    parts = joined.select("event_id", "role", part=pl.format("{} ({})", pl.coalesce("name", "actor_id"), "role"))
    return listed(parts.sort("event_id", "role", "part"), "event_id", "part").rename({"part": "participants"})


TIMELINE = Flat(
    "timeline",
    "Timeline",
    "Events in chronological order, with their participants.",
    "event_id",
    FIELDS,
    build_timeline,
)
