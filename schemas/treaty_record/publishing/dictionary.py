"""The data dictionary, data/README.md, made from the contract."""

from collections.abc import Iterator, Mapping
from typing import Any

LEAD = """\
# Data dictionary

Made by `treaty build` from the models in `schemas/treaty_record/`; not to be edited. Files are CSV in UTF-8: a comma
between cells, lines ended by LF, rows sorted by key, empty cells where nothing is known. Columns marked *derived* are
worked out from the others.
"""


def dictionary(contract: Mapping[str, Mapping[str, Any]], rows: Mapping[str, int]) -> str:
    """Return the data dictionary in Markdown; ``rows`` holds the number of rows of each table."""
    parts = [LEAD, "| file | rows | a row is |", "|---|---:|---|"]
    parts += [
        f"| [{name}.csv](#{name}) | {rows[name]} | {table['description'].rstrip('.').lower()} |"
        for name, table in contract.items()
    ]
    for name, table in contract.items():
        parts += ["", *section(name, table)]
    return "\n".join(parts) + "\n"


def section(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that describe one table."""
    schema = table["schema"]
    yield f"## {name}"
    yield ""
    yield f"{table['description']} Key: {', '.join(f'`{column}`' for column in schema['primaryKey'])}."
    yield ""
    yield "| column | type | empty | what it holds |"
    yield "|---|---|---|---|"
    links = {key["fields"][0]: key["reference"].get("resource", name) for key in schema.get("foreignKeys", [])}
    for field in schema["fields"]:
        empty = "no" if field["constraints"]["required"] else "may be"
        yield f"| `{field['name']}` | {field['type']} | {empty} | {meaning(field, links.get(field['name']))} |"
    for field in schema["fields"]:
        if "categories" in field and "closed_by" not in field:
            yield from terms(field)


def meaning(field: Mapping[str, Any], parent: str | None) -> str:
    """Return what a column holds, as a table cell in Markdown."""
    text = str(field["description"])
    if parent:
        text += f" A key of [{parent}](#{parent})."
    if field.get("derived"):
        text += " *derived*"
    return text.replace("|", r"\|")


def terms(field: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that define the terms of a closed column."""
    yield ""
    yield f"Terms of `{field['name']}`:"
    yield ""
    for category in field["categories"]:
        yield f"- **{category['value']}**: {category['label']}"
