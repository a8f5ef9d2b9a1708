"""Find the events and claims of the register that an article may be about: those of its actors, near it in time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from treaty_record.values import edtf

from .register import Register, Row

DAYS = 14
"""Days before and after publication in which events and claims are near."""

MOST = 12
"""Candidates that are listed; the nearest come first."""


@dataclass(frozen=True, order=True)
class Candidate:
    """A row that an article may be about, and how far it is from the article in days."""

    distance: int
    row: str
    when: str
    text: str


def candidates(register: Register, seen: Collection[str], published: str | None) -> list[Candidate]:
    """Return the nearest events and claims of the actors that were seen; none without a day of publication."""
    day = _span(published)
    if day is None:
        return []
    events = list(_events(register, seen, day))
    return sorted([*events, *_claims(register, seen, day, {event.row for event in events})])[:MOST]


def _events(register: Register, seen: Collection[str], day: edtf.Span) -> Iterator[Candidate]:
    for row in register.events:
        if register.participants.get(row["event_id"], frozenset()) & set(seen):
            yield from _near(row, f"events/{row['event_id']}", ("date",), "title", day)


def _claims(register: Register, seen: Collection[str], day: edtf.Span, events: Collection[str]) -> Iterator[Candidate]:
    """Yield the claims of actors that were seen; one without a day is as near as its event."""
    for row in register.claims:
        if row.get("claimant_id") not in seen:
            continue
        found = list(_near(row, f"claims/{row['claim_id']}", ("said_on", "as_of"), "statement", day))
        if not found and not row.get("said_on") and f"events/{row.get('event_id')}" in events:
            found = [Candidate(DAYS, f"claims/{row['claim_id']}", "", row.get("statement") or "")]
        yield from found


def _near(row: Row, name: str, columns: tuple[str, ...], text: str, day: edtf.Span) -> Iterator[Candidate]:
    """Yield a row if one of its dates is near a day."""
    dates = [(column, span) for column in columns if (span := _span(row.get(column)))]
    near = [(distance, row[column]) for column, span in dates if (distance := _distance(span, day)) is not None]
    if near:
        distance, when = min(near)
        yield Candidate(distance, name, when, row.get(text) or "")


def _distance(span: edtf.Span, day: edtf.Span) -> int | None:
    """Return the days between two spans, None if they are not near; open ends are not near by being open."""
    (low, high), (first, last) = span, day
    if low is None or high is None or first is None or last is None:
        return None
    days = max((first - high).days, (low - last).days, 0)
    return days if days <= DAYS else None


def _span(date: str | None) -> edtf.Span | None:
    """Return the first and last day of a date, None if there is none."""
    try:
        return edtf.span(date) if date else None
    except ValueError:
        return None
