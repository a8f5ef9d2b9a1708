"""Who met whom: the pairs of participants of events at which they met."""

import polars as pl

from .core_terms import Tables, core_term
from .order import event_day

MEETING = "CONSULT"
"""The PLOVER code of the types of events at which participants meet or speak with each other."""
OCCURRED = "occurred"
PAIR = ("actor_id", "other_actor_id")


def meeting_types(tables: Tables) -> pl.Series:
    """Return the types of events that are meetings: those with the code, and if no type has it, all of them."""
    types = tables["vocabulary"].filter(column="events.type")
    meetings = types.filter(plover=MEETING)
    return (types if meetings.is_empty() else meetings)["term"]


def meetings(tables: Tables) -> pl.DataFrame:
    """Return event_id and actor_id of the participants of meetings that occurred, in chronological order."""
    events = tables["events"]
    held = events.filter(
        pl.col("type").is_in(meeting_types(tables).implode()), core_term(tables, "events.status") == OCCURRED
    )
    taking_part = tables["participants"].select("event_id", "actor_id").unique()
    dated = held.select("event_id", day=event_day()).join(taking_part, on="event_id")
    return dated.sort("day", "event_id", "actor_id", nulls_last=True).select("event_id", "actor_id")


def who_met_whom(tables: Tables) -> pl.DataFrame:
    """Return actor_id, other_actor_id and event_ids of each pair that met, those who met most often first.

    The meetings of a pair are in chronological order, without those that are part of another meeting of the same pair;
    of the two actors, the one with the smaller id is first.
    """
    taking_part = meetings(tables).with_row_index("_at")
    others = taking_part.select("event_id", other_actor_id="actor_id")
    pairs = taking_part.join(others, on="event_id").filter(pl.col("actor_id") < pl.col("other_actor_id")).sort("_at")
    wholes = tables["events"].select("event_id", whole="part_of").drop_nulls()
    parts = pairs.join(wholes, on="event_id").join(pairs, left_on=[*PAIR, "whole"], right_on=[*PAIR, "event_id"])
    pairs = pairs.join(parts, on=[*PAIR, "event_id"], how="anti", maintain_order="left")
    by_pair = pairs.group_by(PAIR, maintain_order=True).agg(event_ids="event_id")
    often = -pl.col("event_ids").list.len().cast(pl.Int64)
    return by_pair.sort(often, "actor_id", "other_actor_id")
