"""The page of places: for each country its events, its people and bodies, and the articles of its publishers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from . import table_cells
from .inline import Inline
from .notation import urls, words
from .paging import Section
from .record import Row
from .rendering import Renderer

TITLE = "Places"
COUNTRIES = (
    ("Country", ""),
    ("Places", ""),
    ("Events", "number"),
    ("People and bodies", "number"),
    ("Articles by its publishers", "number"),
)
NOWHERE = "Country not given"
LEAD = Markup("<p>Where events happened, and where those who act and those who report are from.</p>")
Grouped = Mapping[str, Sequence[Row]]


def pages(to: Renderer) -> dict[str, str]:
    """Return the pages of countries and places."""
    record = to.at.record
    events, actors = (_by_country(record.rows[table].values()) for table in ("events", "actors"))
    articles = _by_publishers_country(to.at)
    known = sorted(
        {*events, *actors, *articles} - {""}, key=lambda code: (-len(events.get(code, ())), words.country(code))
    )
    rows = [
        _country(to.at, code, events.get(code, ()), len(actors.get(code, ())), articles.get(code, 0)) for code in known
    ]
    sections = [Section("countries", "Countries", rows, COUNTRIES, filtered=True, none="No row has a country.")]
    sections += [_events(to.at, code, events[code]) for code in [*known, ""] if code in events]
    return to.pages("list.html", urls.PLACES, sections, title=TITLE, lead=LEAD, charts=())


def _by_country(rows: Iterable[Row]) -> Grouped:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["country"] or ""].append(row)
    return found


def _by_publishers_country(at: Inline) -> Mapping[str, int]:
    """Return how many articles the publishers of each country published."""
    found: dict[str, int] = defaultdict(int)
    for article in at.record.rows["articles"].values():
        found[at.record.publisher(article).get("country") or ""] += 1
    return found


def _country(at: Inline, code: str, events: Sequence[Row], actors: int, articles: int) -> Markup:
    name = at.text(words.country(code))
    link = Markup('<a href="#{}">{}</a>').format(_anchor(code), name) if events else name
    return table_cells.tr(
        [
            table_cells.text(link, head=True),
            table_cells.text(table_cells.several(_places(at, events))),
            table_cells.number(len(events)),
            table_cells.number(actors, _filtered(at, urls.ACTORS, code, actors)),
            table_cells.number(articles, _filtered(at, urls.SOURCES, code, articles)),
        ]
    )


def _filtered(at: Inline, page: str, code: str, many: int) -> Markup | None:
    """Return a number as a link to the rows of a list that it counts."""
    if not many:
        return None
    return Markup('<a href="{}{}#{}">{:,}</a>').format(at.root, page, urls.filtered(country=words.country(code)), many)


def _places(at: Inline, events: Sequence[Row]) -> list[Markup]:
    """Return the places of a country, those of most events first."""
    named = [event["place"] for event in events if event["place"]]
    ranked = sorted(set(named), key=lambda place: (-named.count(place), place))
    return [Markup("{} ({})").format(at.text(place), named.count(place)) for place in ranked]


def _events(at: Inline, code: str, events: Sequence[Row]) -> Section:
    items = [Markup('<ul class="mentions">{}</ul>').format(Markup("").join(_event(at, event) for event in events))]
    return Section(_anchor(code), words.country(code) if code else NOWHERE, items)


def _event(at: Inline, event: Row) -> Markup:
    parts = [at.text(event["place"]), at.date(event["date"])]
    where = Markup(", ").join(part for part in parts if part)
    return Markup("<li>{} <small>{}</small></li>").format(at.link("events", event["event_id"]), where)


def _anchor(code: str) -> str:
    return f"in-{code.lower() or 'no-country'}"
