"""Cited events as frames: the tables (``load``), common questions (``timeline``, ``figures``), and their evidence.

The models of the tables, such as ``Event``, need the extra ``models``; all else needs polars alone.
"""

from typing import TYPE_CHECKING, Any

from . import home
from .articles_of import articles_of
from .citing import cite, link
from .evidence import Evidence, evidence
from .load import load
from .questions import contradictions, figures, reported_range, timeline, who_cites_whom
from .schema import schema, validate

if TYPE_CHECKING:
    __version__: str
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
    "Evidence",
    "articles_of",
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


MODELS = (
    "TABLES",
    "Actor",
    "Article",
    "Citation",
    "Claim",
    "Event",
    "Name",
    "Participant",
    "Passage",
    "Relation",
    "Retirement",
    "Vocabulary",
)
"""Names that need the extra ``models``; ``from treaty_record import *`` leaves them out."""


def __getattr__(name: str) -> Any:
    """Return a model or the version; models are loaded on first use, since ``load`` does without pandera.

    Raises ModuleNotFoundError where the extra ``models`` is not installed.
    """
    if name == "__version__":
        return home.descriptor()["version"]
    if name not in MODELS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from .tables import models
    except ModuleNotFoundError as error:
        message = f"{name} needs {error.name}: pip install 'treaty-record[models]'"
        raise ModuleNotFoundError(message, name=error.name) from error

    return getattr(models, name)


def __dir__() -> list[str]:
    """Return the names for users."""
    return sorted([*__all__, *MODELS, "__version__"])
