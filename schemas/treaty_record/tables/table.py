"""The base class of all tables, and functions that define their columns."""

from typing import Any

import pandera.polars as pa
from pandera.api.polars.model_config import BaseConfig

from ..values.patterns import SLUG, TEXT, VERBATIM
from . import checks as _checks  # noqa: F401 -- importing registers the checks that fields name
from .term import Terms


class Table(pa.DataFrameModel):
    """A table with exactly its declared columns, in order."""

    class Config(BaseConfig):
        """Reject unknown, missing and misplaced columns."""

        strict = True
        ordered = True


def key(description: str, *, parts: int = 1) -> Any:
    """Return the key field of a table: ``parts`` slugs joined with dots."""
    form = "lower-case words and digits joined by hyphens"
    if parts > 1:
        form = f"{parts} parts joined with dots, each of {form}"
    return pa.Field(
        unique=True,
        str_matches="^" + r"\.".join([SLUG] * parts) + "$",
        description=description,
        metadata={"primary_key": True, "form": form},
    )


def key_part(field: Any) -> Any:
    """Return a field marked as one column of a composite key."""
    field.metadata = (field.metadata or {}) | {"primary_key": True}
    return field


def reference(table: str, description: str, *, nullable: bool = False, derived: bool = False) -> Any:
    """Return a field that references a row of another table or of the same table."""
    return pa.Field(
        nullable=nullable,
        description=description,
        metadata={"references": table, "derived": derived},
        not_empty={},
    )


def text(description: str, *, pattern: str = TEXT, nullable: bool = False, **metadata: object) -> Any:
    """Return a single-line text field that ``pattern`` matches as a whole; ``form`` describes it in words."""
    if pattern in (TEXT, VERBATIM):
        checks: dict[str, Any] = {"free_text": {"verbatim": pattern == VERBATIM}, "nfc": {}}
        metadata = {"notation": "text"} | metadata
    else:
        checks = {"str_matches": pattern, "not_empty": {}}
    return pa.Field(nullable=nullable, description=description, metadata=metadata, **checks)


def words(description: str, *, nullable: bool = False) -> Any:
    """Return a single-line text field for words that are not ours: titles, quotes, pins, names."""
    return text(description, pattern=VERBATIM, nullable=nullable)


def date(description: str) -> Any:
    """Return a nullable field for an EDTF date."""
    return _in_notation("edtf", description, "edtf", nullable=True)


def number_said(description: str) -> Any:
    """Return a nullable field for a figure as it was stated."""
    return _in_notation("figure", description, "figure", nullable=True)


def language(description: str) -> Any:
    """Return a field for a language tag."""
    return _in_notation("language", description, "language_tag", form="a BCP 47 tag such as bn, zh-Hant or pt-BR")


def _in_notation(notation: str, description: str, check: str, *, nullable: bool = False, **metadata: object) -> Any:
    """Return a field in a notation that a registered check knows."""
    checks: dict[str, Any] = {check: {}, "not_empty": {}}
    return pa.Field(nullable=nullable, description=description, metadata={"notation": notation, **metadata}, **checks)


def term(vocabulary: Terms, description: str, *, nullable: bool = False, **metadata: object) -> Any:
    """Return a field for one of a closed list of terms.

    ``closed_by`` names who maintains the list, if not this project; ``extendable`` lets a package add terms, each with
    the one of these whose rules it follows.
    """
    return pa.Field(
        isin=list(vocabulary),
        nullable=nullable,
        description=description,
        metadata={"vocabulary": vocabulary, **metadata},
    )


def own_term(description: str, *, nullable: bool = False) -> Any:
    """Return a field for one of the terms that each package lists for itself."""
    metadata = {"vocabulary": {}, "own_terms": True}
    return pa.Field(nullable=nullable, description=description, metadata=metadata, not_empty={})


def derived(description: str, *, nullable: bool = False, least: int | None = None) -> Any:
    """Return a field that the build derives from other cells; ``least`` is the lower bound of a count."""
    return pa.Field(nullable=nullable, description=description, metadata={"derived": True}, ge=least)


def primary_key(model: type[Table]) -> list[str]:
    """Return the names of the primary key columns."""
    return [name for name, data in metadata(model).items() if data.get("primary_key")]


def foreign_keys(model: type[Table]) -> dict[str, str]:
    """Return each foreign key column with the table that it references."""
    return {n: data["references"] for n, data in metadata(model).items() if "references" in data}


def metadata(model: type[Table]) -> dict[str, dict[str, Any]]:
    """Return the metadata of each column."""
    return {name: column.metadata or {} for name, column in model.to_schema().columns.items()}
