"""Participants: the actors' parts in events."""

from .table import Table, key, reference, term
from .term import terms

ROLES = terms(
    signatory="Signs the agreement, decree or law.",
    approver="Votes for it, or approves it in another way.",
    party="Is bound by the agreement, or hands over its instruments.",
    host="Receives the guests or the forces.",
    attendee="Takes part in the meeting or ceremony.",
    visitor="Travels there.",
    deployed="Is the force that is sent or present.",
    sender="Sends the forces, workers, weapons or goods.",
    recipient="Is sent the forces, workers, weapons or goods.",
    combatant="Fights.",
    captor="Takes the prisoners.",
    captive="Is taken prisoner.",
    issuer="Issues the order, statement, report or sanctions.",
    target="Is whom the sanctions, the order or the action are aimed at.",
)


class Participant(Table):
    """An actor's part in an event."""

    participant_id: str = key("Stable identifier: event, role and actor, joined with dots.", parts=3)
    event_id: str = reference("events", "The event.")
    role: str = term(ROLES, "The part that the actor had in it.", extendable=True)
    actor_id: str = reference("actors", "The actor.")
    article_id: str = reference("articles", "The article to read first.", derived=True)
