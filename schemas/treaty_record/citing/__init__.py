"""Cite the data set, one of its rows, or the words of a passage."""

from typing import Literal

from .. import reading
from ..facts.links import archived_links, passage_links
from ..reading import Where
from .dataset import dataset
from .rows import of_row
from .styles import STYLES

__all__ = ["cite", "link"]

Style = Literal["text", "bibtex", "ris", "csl-json"]


def cite(row: str | None = None, *, style: Style = "text", package: Where = None) -> str:
    """Return the citation of the data set, or of a row such as ``events/bridge-closes``, with its source article.

    ``style`` is ``text``, ``bibtex``, ``ris`` or ``csl-json``. Raises KeyError if the package has no such row.
    """
    if style not in STYLES:
        raise ValueError(f"style must be one of {', '.join(STYLES)}, not {style!r}")
    _, descriptor = reading.package_of(package)
    tables = reading.cited_events(package)
    whole = dataset(descriptor, tables["articles"])
    return STYLES[style](whole if row is None else of_row(whole, tables, row))


def link(passage: str, *, archived: bool = False, package: Where = None) -> str | None:
    """Return the address at which a browser opens an article at the words of a passage; None if it has no address.

    ``passage`` is a key of the table passages; ``archived`` asks for the archived copy instead. The address ends in a
    text fragment, ``#:~:text=first words,last words``, if the passage has a pin or a quote in the text. Scraped copies
    have no link. Raises KeyError if the package has no such passage.
    """
    tables = reading.cited_events(package)
    passages = tables["passages"].filter(passage_id=passage)
    if passages.is_empty():
        raise KeyError(f"no passage {passage!r}; name a passage_id of the table passages")
    links = archived_links if archived else passage_links
    found: str | None = links({**tables, "passages": passages})["link"][0]
    return found
