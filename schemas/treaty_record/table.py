"""What every table has in common, and the kinds of columns that they are made of."""

from typing import Any

import pandera.polars as pa
from pandera.api.polars.model_config import BaseConfig

from . import edtf, figure
from .notation import SLUG, TEXT
from .term import Terms


class Table(pa.DataFrameModel):
    """A table has exactly its columns, in order."""

    class Config(BaseConfig):
        """Reject unknown, missing and misplaced columns."""

        strict = True
        ordered = True


def key(description: str, *, parts: int = 1) -> Any:
    """Return the field that names a row: slugs, as many as ``parts`` joined with dots."""
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
    """Return a field as one column of a key that several columns make together."""
    field.metadata = (field.metadata or {}) | {"primary_key": True}
    return field


def reference(table: str, description: str, *, nullable: bool = False, derived: bool = False) -> Any:
    """Return a field that holds the key of a row of another table, or of its own."""
    return pa.Field(
        nullable=nullable,
        description=description,
        metadata={"references": table, "derived": derived},
    )


def text(description: str, *, pattern: str = TEXT, nullable: bool = False, **metadata: object) -> Any:
    """Return a field of text in one line; ``pattern`` must match the whole of it, ``form`` says it in words."""
    if pattern == TEXT:
        metadata = {"notation": "text"} | metadata
    return pa.Field(str_matches=pattern, nullable=nullable, description=description, metadata=metadata)


def date(description: str) -> Any:
    """Return a field that may hold a date in EDTF."""
    return text(description, pattern=edtf.PATTERN, nullable=True, notation="edtf")


def number_said(description: str) -> Any:
    """Return a field that holds a figure as it was said."""
    return text(description, pattern=figure.PATTERN, nullable=True, notation="figure")


def term(vocabulary: Terms, description: str, *, nullable: bool = False, **metadata: object) -> Any:
    """Return a field that holds one of a closed list of terms.

    ``closed_by`` names who closed it, if not we; ``extendable`` lets a package of another subject have its own terms.
    """
    return pa.Field(
        isin=list(vocabulary),
        nullable=nullable,
        description=description,
        metadata={"vocabulary": vocabulary, **metadata},
    )


def derived(description: str, *, nullable: bool = False, least: int | None = None) -> Any:
    """Return a field that the build works out from other cells; ``least`` bounds a count."""
    return pa.Field(nullable=nullable, description=description, metadata={"derived": True}, ge=least)


def primary_key(model: type[Table]) -> list[str]:
    """Return the names of the columns that name a row."""
    return [name for name, data in metadata(model).items() if data.get("primary_key")]


def foreign_keys(model: type[Table]) -> dict[str, str]:
    """Return each referring column with the table it refers to."""
    return {n: data["references"] for n, data in metadata(model).items() if "references" in data}


def metadata(model: type[Table]) -> dict[str, dict[str, Any]]:
    """Return what each column says of itself beside its type and checks."""
    return {name: column.metadata or {} for name, column in model.to_schema().columns.items()}
