"""The page of changed positions: who denied or kept silent, until when, and what they then said."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from markupsafe import Markup

from treaty_record.facts.order import day_of_claim

from . import listings, table_cells
from .inline import Inline
from .notation import urls, words
from .paging import Section
from .record import Row
from .rendering import Renderer

TITLE = "Changed positions"
COLUMNS = (
    ("Who", "choice"),
    ("First said", "date"),
    ("Position", "choice"),
    ("What they said", ""),
    ("Until", "date"),
    ("What they said then", ""),
    ("Days between", "number"),
)
DID = {"denial": "denied it", "no comment": "did not comment", "confirmation": "confirmed it"}
"""What the kinds of statements do that are reversed or reverse them."""
LEAD = Markup("""<p>Statements that the same speaker, or their own side, later reversed: a denial or a refusal to
comment that was followed by a confirmation, or a statement that was followed by its denial.</p>""")


def pages(to: Renderer) -> dict[str, str]:
    """Return the pages of the statements that were reversed, by who made them."""
    found = sorted(_reversed(to.at), key=lambda claim: (_name(to.at, claim), day_of_claim(claim) or date.max))
    items = [_row(to.at, claim) for claim in found]
    section = Section("positions", "Statements that were reversed", items, COLUMNS, filtered=True, none="None so far.")
    return to.pages("list.html", urls.CHANGED, [section], title=TITLE, lead=_lead(to.at, found), charts=())


def _reversed(at: Inline) -> Iterator[Row]:
    """Yield the claims that were reversed."""
    claims = at.record.rows["claims"]
    yield from (claim for claim in claims.values() if claim["reversed_by"] in claims)


def _name(at: Inline, claim: Row) -> tuple[str, str]:
    key = claim["claimant_id"] or ""
    return at.record.rows["actors"].get(key, {}).get("name", "").casefold(), key


def _lead(at: Inline, found: list[Row]) -> Markup:
    """Return what the page shows, and for each speaker the sentence that answers until when."""
    items = [_speaker(at, who, list(said)) for who, said in groupby(found, key=lambda claim: claim["claimant_id"])]
    return LEAD + Markup("<ul>{}</ul>\n").format(Markup("").join(items)) if items else LEAD


def _speaker(at: Inline, who: str | None, said: list[Row]) -> Markup:
    kinds = [at.record.core("claims.kind", claim["kind"]) for claim in said]
    counted = ", ".join(f"{DID.get(kind, kind)} {_times(kinds.count(kind))}" for kind in dict.fromkeys(kinds))
    then = at.record.rows["claims"][said[-1]["reversed_by"]]
    return Markup("<li>{} {}, from {} until {}, then {}: {}</li>").format(
        at.link("actors", who) or "Nobody named",
        counted,
        _when(said[0]),
        _when(then),
        DID.get(at.record.core("claims.kind", then["kind"]), then["kind"]),
        at.link("claims", then["claim_id"]),
    )


def _times(many: int) -> str:
    return {1: "once", 2: "twice"}.get(many, f"{many} times")


def _when(claim: Row) -> str:
    """Return the day of a claim in words, with whether it may have been made before."""
    day = day_of_claim(claim)
    if day is None:
        return "a day that is not known"
    return words.date(day.isoformat()) + (" or earlier" if str(claim["said_on"]).startswith("../") else "")


def _row(at: Inline, claim: Row) -> Markup:
    then = at.record.rows["claims"][claim["reversed_by"]]
    return table_cells.tr(
        [
            table_cells.text(at.link("actors", claim["claimant_id"]) or Markup("nobody named")),
            listings.said(at, claim),
            table_cells.text(at.text(claim["kind"])),
            table_cells.text(at.statement(claim), head=True),
            listings.said(at, then),
            table_cells.text(_answer(at, claim, then)),
            table_cells.number(_days(claim, then)),
        ]
    )


def _answer(at: Inline, claim: Row, then: Row) -> Markup:
    """Return the reversal, with who made it unless that is the same speaker."""
    return at.statement(then) if then["claimant_id"] == claim["claimant_id"] else at.link("claims", then["claim_id"])


def _days(claim: Row, then: Row) -> int | None:
    first, last = day_of_claim(claim), day_of_claim(then)
    return (last - first).days if first and last else None
