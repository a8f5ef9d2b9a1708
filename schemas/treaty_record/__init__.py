"""The contract: one pandera model for each table of the data package; the tables, and the questions asked of them."""

from typing import TYPE_CHECKING, Any

from .citing import cite, link
from .evidence import Evidence, evidence
from .load import load
from .questions import contradictions, figures, reported_range, timeline, who_cites_whom
from .schema import schema, validate

if TYPE_CHECKING:
    from .tables.actor import Actor as Actor
    from .tables.article import Article as Article
    from .tables.citation import Citation as Citation
    from .tables.claim import Claim as Claim
    from .tables.event import Event as Event
    from .tables.models import TABLES as TABLES
    from .tables.name import Name as Name
    from .tables.participant import Participant as Participant
    from .tables.passage import Passage as Passage
    from .tables.relation import Relation as Relation
    from .tables.retirement import Retirement as Retirement
    from .tables.vocabulary import Vocabulary as Vocabulary

__all__ = [
    "TABLES",
    "Actor",
    "Article",
    "Citation",
    "Claim",
    "Event",
    "Evidence",
    "Name",
    "Participant",
    "Passage",
    "Relation",
    "Retirement",
    "Vocabulary",
    "cite",
    "contradictions",
    "evidence",
    "figures",
    "link",
    "load",
    "reported_range",
    "schema",
    "timeline",
    "validate",
    "who_cites_whom",
]


def __getattr__(name: str) -> Any:
    """Return a model; they are loaded on first use, since ``load`` does without pandera, which takes a second.

    Raises ModuleNotFoundError where the extra ``models`` is not installed.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from .tables import models
    except ModuleNotFoundError as error:
        message = f"{name} needs {error.name}: pip install 'treaty-record[models]'"
        raise ModuleNotFoundError(message, name=error.name) from error

    return getattr(models, name)
