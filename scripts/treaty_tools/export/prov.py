"""PROV-O in JSON-LD: every row as an entity, derived from passages, quoted from articles, attributed to agents."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from treaty_record.facts.links import passage_links
from treaty_record.facts.sides import side
from treaty_record.values.number import numbers_as_text

from ..reporting.days import days_as_text
from .about import About, about
from .annotation import annotations
from .exported_package import ExportedPackage
from .linked import Node, column, dataset, filled, iri, named, row
from .prov_context import context
from .prov_nodes import FURTHER, INFLUENCES, Row, agent, origins

ENCODER = json.JSONEncoder(ensure_ascii=False)


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the graph, one node on each line, so that neither writing nor reading by lines needs it whole."""
    path = out / f"{package.file_stem}-prov.jsonld"
    told = about(package)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {text(context(package, told))},\n"@graph": [\n')
        for number, node in enumerate(graph(package, told)):
            file.write((",\n" if number else "") + text(node))
        file.write("\n]}\n")
    return path


def text(node: Node) -> str:
    """Return a node in one line."""
    return ENCODER.encode(node)


def graph(package: ExportedPackage, about: About) -> Iterator[Node]:
    """Yield every node: the package, its columns, its rows, and what they tell of."""
    makers = [named("contributor", name) for name in about.contributors]
    yield whole(about, makers)
    yield from (agent(maker, "prov:Agent", name) for maker, name in zip(makers, about.contributors, strict=True))
    yield from meanings(package)
    for table in package.tables:
        yield from rows(package, table)
    yield from origins(package)
    yield from annotations(package, makers)


def whole(about: About, makers: list[str]) -> Node:
    """Return the node of the package itself."""
    told = {
        "id": dataset(about),
        "type": ["prov:Entity", "schema:Dataset"],
        "dcterms:title": about.title,
        "dcterms:description": about.description,
        "schema:version": about.version,
        "dcterms:license": [iri(licence.url) for licence in about.licences if licence.url],
        "prov:wasAttributedTo": makers,
    }
    return filled(told)


def meanings(package: ExportedPackage) -> Iterator[Node]:
    """Yield what tables and columns mean: classes and properties."""
    for table in package.tables:
        schema, name = package.schemas[table], f"table:{table}"
        yield {"id": name, "type": "rdfs:Class", "rdfs:label": table, "rdfs:comment": schema.description}
        for label, described in schema.columns.items():
            told = {"rdfs:label": label, "rdfs:comment": described.description or None, "rdfs:domain": name}
            yield filled({"id": column(table, label), "type": "rdf:Property", **told})


def rows(package: ExportedPackage, table: str) -> Iterator[Node]:
    """Yield the node of each row of a table, with what follows from it."""
    schema, frame = package.schemas[table], numbers_as_text(days_as_text(with_facts(package, table)))
    keys, columns, parents = list(schema.key), list(schema.columns), schema.parents
    cited = citations_of(package, table, keys)
    if cited is not None:
        frame = frame.join(cited, on=keys[0], how="left", maintain_order="left")
    further = FURTHER.get(table)
    entity = [] if table == "citations" else ["prov:Entity"]  # they are derivations, which PROV allows no entity to be
    for found in frame.iter_rows(named=True):
        name = row(table, *(found[key] for key in keys))
        node = {"id": name, "type": [*entity, f"table:{table}"], **cells(found, table, columns, parents)}
        yield node | evidence(table, found.get("_cited"))
        if further is not None:
            yield from further(name, found)


def with_facts(package: ExportedPackage, table: str) -> pl.DataFrame:
    """Return a table, passages with ``_link`` and citations with ``_side``."""
    frame = package.tables[table]
    if table == "passages":
        return frame.with_columns(_link=passage_links(package.tables)["link"])
    return frame.with_columns(_side=side()) if table == "citations" else frame


def cells(found: Row, table: str, columns: Iterable[str], parents: Mapping[str, str]) -> Node:
    """Return the filled cells of a row as properties."""
    told = {}
    for name in columns:
        cell = found[name]
        if cell is not None:
            told[column(table, name)] = row(parents[name], cell) if name in parents else cell
    return told


def citations_of(package: ExportedPackage, table: str, keys: list[str]) -> pl.DataFrame | None:
    """Return the citations of each row of a table as a list, None where none can be cited."""
    if len(keys) != 1 or package.tables[table].schema[keys[0]] != pl.String:
        return None
    cited = package.tables["citations"].filter(row_table=table).with_columns(side=side())
    lists = (
        cited.filter(pl.col("side").is_in(tuple(INFLUENCES)))
        .group_by("row_id", maintain_order=True)
        .agg(_cited=pl.struct("passage_id", "row_id", "field", "side"))
    )
    return lists.rename({"row_id": keys[0]}) if len(lists) else None


def evidence(table: str, cited: list[Row] | None) -> Node:
    """Return what a row rests on, and what disagrees with it: passages, and the citations that qualify them."""
    told: dict[str, dict[str, None]] = {}
    for citation in cited or []:
        qualified, plain, *_ = INFLUENCES[citation["side"]]
        name = row("citations", citation["passage_id"], table, citation["row_id"], citation["field"])
        told.setdefault(qualified, {})[name] = None
        told.setdefault(plain, {})[row("passages", citation["passage_id"])] = None
    return {link: list(names) for link, names in told.items()}
