"""The contract: one pandera model for each table of the data package, and the way to load the tables."""

from typing import TYPE_CHECKING, Any

from .evidence import Evidence, evidence
from .load import load

if TYPE_CHECKING:
    from .actor import Actor as Actor
    from .article import Article as Article
    from .citation import Citation as Citation
    from .claim import Claim as Claim
    from .event import Event as Event
    from .models import TABLES as TABLES
    from .name import Name as Name
    from .participant import Participant as Participant
    from .passage import Passage as Passage
    from .relation import Relation as Relation
    from .retirement import Retirement as Retirement
    from .vocabulary import Vocabulary as Vocabulary

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
    "evidence",
    "load",
]


def __getattr__(name: str) -> Any:
    """Return a model; they are loaded on first use, because pandera takes a second and ``load`` does without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import models

    return getattr(models, name)
