"""Participants: actors' roles in events."""

from .table import Table, key, own_term, reference


class Participant(Table):
    """An actor's role in an event."""

    participant_id: str = key("Stable identifier: event, role and actor, joined with dots.", parts=3)
    event_id: str = reference("events", "The event.")
    role: str = own_term("The actor's role.")
    actor_id: str = reference("actors", "The actor.")
    article_id: str = reference("articles", "The first article to read about it.", derived=True)
