"""Participants: actors' roles in events."""

from .table import Table, key, reference, term
from .term import terms

ROLES = terms(
    signatory="Signs the agreement, decree or law.",
    approver="Votes for it or approves it in another way.",
    party="Is bound by the agreement, or exchanges its instruments.",
    host="Receives the guests or the forces.",
    attendee="Attends the meeting or ceremony.",
    visitor="Travels there.",
    deployed="Is the force that is deployed.",
    sender="Sends the forces, workers, weapons or goods.",
    recipient="Receives the forces, workers, weapons or goods.",
    combatant="Fights.",
    captor="Takes the prisoners.",
    captive="Is taken prisoner.",
    issuer="Issues the order, statement, report or sanctions.",
    target="Is the target of the sanctions, order or action.",
)


class Participant(Table):
    """An actor's role in an event."""

    participant_id: str = key("Stable identifier: event, role and actor, joined with dots.", parts=3)
    event_id: str = reference("events", "The event.")
    role: str = term(ROLES, "The actor's role.", extendable=True)
    actor_id: str = reference("actors", "The actor.")
    article_id: str = reference("articles", "The first article to read about it.", derived=True)
