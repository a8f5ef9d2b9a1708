"""Which columns people type in source files, and which follow from where a row is typed."""

from collections.abc import Mapping
from typing import Any

POSITIONAL = {
    "actors": {"actor_id"},
    "names": {"name_id", "actor_id"},
    "events": {"event_id"},
    "claims": {"claim_id"},
    "relations": {"relation_id", "claim_id", "relation", "other_claim_id"},
    "articles": {"article_id"},
    "passages": {"passage_id", "article_id"},
    "retirements": {"row_table", "row_id"},
}
"""Columns that the key of a row's TOML table, or the file's name, already says."""

CITED_CELLS = ("verbatim", "read", "coded", "garbled")
"""Keys of a passage that hold what it says of cells, by basis."""

PACKAGE_TEXTS = ("name", "title", "description", "version", "homepage")
"""Keys of ``[package]`` in package.toml that hold one text each."""


def typed_fields(contract: Mapping[str, Any], table: str) -> dict[str, dict[str, Any]]:
    """Return the fields of a table that are typed in its TOML table, by name."""
    return {
        field["name"]: field
        for field in contract[table]["schema"]["fields"]
        if not field.get("derived") and field["name"] not in POSITIONAL[table]
    }
