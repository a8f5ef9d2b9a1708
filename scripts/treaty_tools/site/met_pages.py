"""The page of who met whom: each pair of participants of meetings, with the days."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from treaty_record.facts.meetings import meeting_types, who_met_whom

from . import table_cells
from .inline import Inline
from .notation import urls
from .paging import Section
from .record import Row
from .rendering import Renderer

TITLE = "Who met whom"
LEAD = Markup("""<p>Who took part in the same events, by pairs. What is part of a longer meeting of the same two is not
counted again. These types of events count: {}.</p>""")
PAIRS = (("Who", "choice"), ("Meetings", "number"), ("First", "date"), ("Last", ""), ("Meetings of the two", ""))


def pages(to: Renderer) -> dict[str, str]:
    """Return the pages of the pairs that met."""
    at = to.at
    items = [_pair(at, row) for row in who_met_whom(at.record.tables).iter_rows(named=True)]
    section = Section("pairs", "Pairs", items, PAIRS, filtered=True, none="No two participants met at an event.")
    return to.pages("list.html", urls.MET, [section], title=TITLE, lead=_lead(at), charts=())


def _lead(at: Inline) -> Markup:
    return LEAD.format(at.text(", ".join(sorted(meeting_types(at.record.tables)))))


def _pair(at: Inline, pair: dict[str, Any]) -> Markup:
    events = [at.record.rows["events"][key] for key in pair["event_ids"]]
    dated = [event for event in events if event["date"]] or events
    pair_of = [at.link("actors", pair[column]) for column in ("actor_id", "other_actor_id")]
    return table_cells.tr(
        [
            table_cells.text(table_cells.several(pair_of), head=True),
            table_cells.number(len(events)),
            _day(at, dated[0]),
            _day(at, dated[-1]),
            table_cells.text(_meetings(at, events)),
        ]
    )


def _day(at: Inline, event: Row) -> table_cells.Cell:
    return table_cells.when(at.date(event["date"]), event["date_earliest"], event["date_latest"])


def _meetings(at: Inline, events: Sequence[Row]) -> Markup:
    return table_cells.several([_meeting(at, event) for event in events])


def _meeting(at: Inline, event: Row) -> Markup:
    when = Markup("{}: ").format(at.date(event["date"])) if event["date"] else Markup("")
    return when + at.link("events", event["event_id"])
