"""Every table's model, by the name of its CSV file."""

from .actor import Actor
from .article import Article
from .citation import Citation
from .claim import Claim
from .event import Event
from .name import Name
from .participant import Participant
from .passage import Passage
from .relation import Relation
from .retirement import Retirement
from .table import Table, metadata
from .term import Terms
from .vocabulary import Vocabulary

TABLES: dict[str, type[Table]] = {
    "articles": Article,
    "passages": Passage,
    "actors": Actor,
    "names": Name,
    "events": Event,
    "participants": Participant,
    "claims": Claim,
    "relations": Relation,
    "citations": Citation,
    "vocabulary": Vocabulary,
    "retirements": Retirement,
}
"""Every table by the name of its CSV file, in reading order."""


def vocabularies() -> dict[str, Terms]:
    """Return the terms of every column that is closed by us, by ``table.column``."""
    return {
        f"{table}.{column}": data["vocabulary"]
        for table, model in TABLES.items()
        for column, data in metadata(model).items()
        if "vocabulary" in data and "closed_by" not in data
    }
