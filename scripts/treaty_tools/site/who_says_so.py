"""Who says so: claimants against what they speak of, who confirms and who denies, month by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter
from urllib.parse import urlencode

from markupsafe import Markup

from treaty_record.facts.order import day_of_claim

from . import listings, table_cells
from .inline import UNATTRIBUTED, Inline
from .notation import urls
from .paging import Section
from .record import Row
from .rendering import Renderer

SAYS_YES, SAYS_NO = "confirmation", "denial"
MONTHS = (("Month", ""), ("Claims", "number"), ("Who confirms", ""), ("Who denies", ""), ("Who is silent", ""))
NOWHERE = "of no event"
LEAD = Markup("""<p>Who denies what, who confirms it, and who says nothing, with what everybody says. In the last
table a number is how many claims somebody makes about events of a type, and leads to them.</p>""")


def pages(to: Renderer, charts: Sequence[Markup]) -> dict[str, str]:
    """Return the pages of who says so."""
    at = to.at
    claims = [
        {**claim, "kind": at.record.core("claims.kind", claim["kind"])} for claim in at.record.rows["claims"].values()
    ]
    said = _by_claimant(at, claims)
    topics = sorted({topic for by_topic in said.values() for topic in by_topic})
    ranked = sorted(said, key=lambda who: (-sum(map(len, said[who].values())), who))
    columns = (("Who", ""), ("Claims", "number"), *((topic, "number") for topic in topics))
    rows = [_row(at, who, said[who], topics) for who in ranked]
    return to.pages(
        "list.html",
        urls.WHO,
        [
            Section(
                "denied",
                "What is denied, and by whom",
                [listings.claim(at, at.record.rows["claims"][c["claim_id"]]) for c in _denials(claims)],
                listings.CLAIMS,
                none="Nothing is denied.",
            ),
            Section("months", "Month by month", _months(at, claims), MONTHS, none="No claim has a day."),
            Section("claimants", "Claimants and topics", rows, columns, none="There are no claims."),
        ],
        title="Who says so",
        lead=LEAD,
        charts=charts,
    )


def _denials(claims: Sequence[Row]) -> list[Row]:
    return [claim for claim in claims if claim["kind"] == SAYS_NO]


def _by_claimant(at: Inline, claims: Sequence[Row]) -> dict[str, dict[str, list[Row]]]:
    """Return each claimant's claims by the type of the event that they are about."""
    said: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        event = at.record.rows["events"].get(claim["event_id"] or "", {})
        said[claim["claimant_id"] or ""][event.get("type", NOWHERE)].append(claim)
    return said


def _row(at: Inline, who: str, by_topic: Mapping[str, Sequence[Row]], topics: Sequence[str]) -> Markup:
    every = [claim for claims in by_topic.values() for claim in claims]
    return table_cells.tr(
        [
            table_cells.text(at.link("actors", who) if who else Markup(UNATTRIBUTED), head=True),
            table_cells.number(len(every), _counted(at, who, every)),
            *(_topic(at, who, topic, by_topic.get(topic, ())) for topic in topics),
        ]
    )


def _topic(at: Inline, who: str, topic: str, claims: Sequence[Row]) -> table_cells.Cell:
    if not claims:
        return table_cells.Cell(Markup(""))
    return table_cells.number(len(claims), _counted(at, who, claims, "" if topic == NOWHERE else topic))


def _counted(at: Inline, who: str, claims: Sequence[Row], topic: str = "") -> Markup:
    """Return how many claims there are, with a link to them, and how many confirm and deny."""
    kinds = [claim["kind"] for claim in claims]
    asked = {"table": "claims", **({"actor": who} if who else {}), **({"about": topic} if topic else {})}
    link = Markup('<a href="{}{}#{}">{}</a>').format(at.root, urls.SEARCH, urlencode(asked), len(claims))
    yes, no = kinds.count(SAYS_YES), kinds.count(SAYS_NO)
    marks = Markup(' <span class="yes">{} confirmed</span>').format(yes) if yes else Markup("")
    return link + marks + (Markup(' <span class="no">{} denied</span>').format(no) if no else Markup(""))


def _months(at: Inline, claims: Sequence[Row]) -> list[Markup]:
    """Return for each month in which claims were made who confirms, who denies, who says nothing."""
    by_month: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        if day := day_of_claim(claim):
            by_month[day.isoformat()[:7]].append(claim)
    return [_month(at, month, by_month[month]) for month in sorted(by_month)]


def _month(at: Inline, month: str, claims: Sequence[Row]) -> Markup:
    return table_cells.tr(
        [
            table_cells.Cell(at.date(month), month, head=True, kind="when"),
            table_cells.number(len(claims)),
            *(table_cells.text(_who(at, claims, kind)) for kind in (SAYS_YES, SAYS_NO, "no comment")),
        ]
    )


def _who(at: Inline, claims: Sequence[Row], kind: str) -> Markup:
    told = sorted((c for c in claims if c["kind"] == kind), key=itemgetter("claim_id"))
    return table_cells.several([at.link("claims", c["claim_id"]) for c in told])
