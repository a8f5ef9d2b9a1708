"""PROV-O in JSON-LD: every row as an entity, derived from passages, quoted from articles, attributed to agents.

A row is not what it tells of: the row on an article is derived from passages, these from the article, and the article is
attributed to its publisher; the row on an actor tells of an agent.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from .about import About, about
from .annotation import annotations
from .linked import column, context, dataset, iri, named, references, row
from .package import Package

Node = dict[str, Any]
Row = Mapping[str, Any]
AGENTS = {
    "person": "prov:Person",
    "state": "prov:Organization",
    "government body": "prov:Organization",
    "military unit": "prov:Organization",
    "organisation": "prov:Organization",
    "company": "prov:Organization",
    "medium": "prov:Organization",
}
"""The class of agents of each kind of actor that PROV-O has one for."""
WIKIDATA = "http://www.wikidata.org/entity/"
INFLUENCES = {
    True: ("prov:qualifiedDerivation", "prov:wasDerivedFrom", "prov:Derivation", "prov:entity"),
    False: ("prov:qualifiedInfluence", "prov:wasInfluencedBy", "prov:Influence", "prov:influencer"),
}
"""What a citation that agrees, or disagrees, makes of its passage for its row; a garbled one makes nothing of it."""


def write(package: Package, out: Path) -> Path:
    """Write the graph, one node on each line, so that neither writing nor reading by lines needs it whole."""
    path = out / f"{package.name}-prov.jsonld"
    told = about(package)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {text(context(package, told))},\n"@graph": [\n')
        for number, node in enumerate(graph(package, told)):
            file.write((",\n" if number else "") + text(node))
        file.write("\n]}\n")
    return path


def text(node: Node) -> str:
    """Return a node in one line."""
    return json.dumps(node, ensure_ascii=False)


def graph(package: Package, about: About) -> Iterator[Node]:
    """Yield every node: the package, its columns, its rows, and what they tell of."""
    makers = [named("contributor", name) for name in about.contributors]
    yield whole(about, makers)
    yield from (agent(maker, "prov:Agent", name) for maker, name in zip(makers, about.contributors, strict=True))
    yield from meanings(package)
    for table in package.tables:
        yield from rows(package, table)
    yield from publishers(package)
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
        "dcterms:license": [licence.url for licence in about.licences if licence.url],
        "prov:wasAttributedTo": makers,
    }
    return filled(told)


def filled(node: Node) -> Node:
    """Return a node without what is not known."""
    return {key: value for key, value in node.items() if value is not None and value != []}


def agent(name: str, type_: str, label: str, **told: Any) -> Node:
    """Return the node of who acts, speaks or publishes."""
    types = ["prov:Agent"] if type_ == "prov:Agent" else ["prov:Agent", type_]
    return filled({"id": name, "type": types, "rdfs:label": label, **told})


def meanings(package: Package) -> Iterator[Node]:
    """Yield what tables and columns mean: classes and properties."""
    for table in package.tables:
        resource = package.resource(table)
        name = f"table:{table}"
        yield {"id": name, "type": "rdfs:Class", "rdfs:label": table, "rdfs:comment": resource["description"]}
        for field in resource["schema"]["fields"]:
            told = {"rdfs:label": field["name"], "rdfs:comment": field.get("description"), "rdfs:domain": name}
            yield filled({"id": column(table, field["name"]), "type": "rdf:Property", **told})


def rows(package: Package, table: str) -> Iterator[Node]:
    """Yield the node of each row of a table, with what follows from it."""
    schema = package.schema(table)
    frame, keys, parents = package.tables[table], schema["primaryKey"], references(schema, table)
    cited = citations_of(package, table, keys)
    if cited is not None:
        frame = frame.join(cited, on=keys[0], how="left", maintain_order="left")
    further = FURTHER.get(table)
    entity = [] if table == "citations" else ["prov:Entity"]  # they are derivations, which PROV allows no entity to be
    for found in frame.iter_rows(named=True):
        name = row(table, *(found[key] for key in keys))
        node = {"id": name, "type": [*entity, f"table:{table}"], **cells(found, table, schema, parents)}
        yield node | evidence(table, found.get("_cited"))
        if further is not None:
            yield from further(name, found)


def cells(found: Row, table: str, schema: Mapping[str, Any], parents: Mapping[str, str]) -> Node:
    """Return the filled cells of a row as properties."""
    told = {}
    for field in schema["fields"]:
        name, cell = field["name"], found[field["name"]]
        if cell is not None:
            plain = cell.isoformat() if field["type"] == "date" else cell
            told[column(table, name)] = row(parents[name], cell) if name in parents else plain
    return told


def citations_of(package: Package, table: str, keys: list[str]) -> pl.DataFrame | None:
    """Return the citations of each row of a table as a list, None where none can be cited."""
    if len(keys) != 1 or package.tables[table].schema[keys[0]] != pl.String:
        return None
    cited = package.tables["citations"].filter(row_table=table).filter(pl.col("agrees").is_not_null())
    lists = cited.group_by("row_id", maintain_order=True).agg(_cited=pl.struct("passage_id", "row_id", "field", "agrees"))
    return lists.rename({"row_id": keys[0]}) if len(lists) else None


def evidence(table: str, cited: list[Row] | None) -> Node:
    """Return what a row rests on, and what disagrees with it: passages, and the citations that qualify them."""
    told: Node = {}
    for citation in cited or []:
        qualified, plain, *_ = INFLUENCES[citation["agrees"]]
        passage = row("passages", citation["passage_id"])
        name = row("citations", citation["passage_id"], table, citation["row_id"], citation["field"])
        told.setdefault(qualified, []).append(name)
        if passage not in told.setdefault(plain, []):
            told[plain].append(passage)
    return told


def article(name: str, found: Row) -> Iterator[Node]:
    """Yield the article that a row tells of, and its title, in which words are quoted."""
    key, language = found["article_id"], found["language"]
    itself = named("article", key)
    titled = {"@value": found["title"], "@language": language} if found["title"] else None
    yield {"id": name, "schema:about": itself}
    yield filled(
        {
            "id": itself,
            "type": ["prov:Entity", "schema:Article"],
            "dcterms:title": titled,
            "dcterms:language": language,
            "schema:url": found["url"] and iri(found["url"]),
            "schema:archivedAt": found["archive_url"] and iri(found["archive_url"]),
            "dcterms:source": found["source_url"] and iri(found["source_url"]),
            "prov:wasAttributedTo": found["publisher"] and named("publisher", found["publisher"]),
            "prov:hadPrimarySource": found["origin_id"] and named("origin", found["origin_id"]),
            "prov:wasDerivedFrom": found["translation_of"] and named("article", found["translation_of"]),
        }
    )
    if titled:
        part = {"dcterms:isPartOf": itself, "prov:wasQuotedFrom": itself}
        yield {"id": named("title", key), "type": "prov:Entity", "value": titled, **part}


def passage(name: str, found: Row) -> Iterator[Node]:
    """Yield where a passage comes from: quoted from its article, or told after it, and by whom it was reported first."""
    how = "prov:wasDerivedFrom" if found["quote"] is None else "prov:wasQuotedFrom"
    origin = found["origin_id"] and named("origin", found["origin_id"])
    yield filled({"id": name, how: named("article", found["article_id"]), "prov:hadPrimarySource": origin})


def actor(name: str, found: Row) -> Iterator[Node]:
    """Yield the agent that a row on an actor tells of."""
    itself = named("agent", found["actor_id"])
    yield {"id": name, "schema:about": itself}
    told = {
        "skos:prefLabel": {"@value": found["name"], "@language": "en"},
        "owl:sameAs": found["wikidata_id"] and WIKIDATA + found["wikidata_id"],
        "prov:actedOnBehalfOf": found["part_of"] and named("agent", found["part_of"]),
    }
    yield agent(itself, AGENTS.get(found["kind"], "prov:Agent"), found["name"], **told)


def also_called(name: str, found: Row) -> Iterator[Node]:
    """Yield a further name of an agent, in its language."""
    label = {"@value": found["name"], "@language": found["language"]}
    key = "skos:hiddenLabel" if found["kind"] in ("metonym", "misnomer") else "skos:altLabel"
    yield {"id": named("agent", found["actor_id"]), key: label}


def claim(name: str, found: Row) -> Iterator[Node]:
    """Yield who says what a claim says."""
    if found["claimant_id"]:
        yield {"id": name, "prov:wasAttributedTo": named("agent", found["claimant_id"])}


def citation(name: str, found: Row) -> Iterator[Node]:
    """Yield how a citation qualifies what its row rests on."""
    about = {"id": name, "schema:about": row(found["row_table"], found["row_id"])}
    if found["agrees"] is not None:
        *_, type_, influencer = INFLUENCES[found["agrees"]]
        about |= {"type": type_, influencer: row("passages", found["passage_id"])}
    yield about


def retirement(name: str, found: Row) -> Iterator[Node]:
    """Yield a row that is gone, and the one that stands for it now."""
    gone = row(found["row_table"], found["row_id"])
    yield {"id": name, "schema:about": gone}
    yield {"id": gone, "type": "prov:Entity"}
    if found["replaced_by"]:
        yield {"id": row(found["row_table"], found["replaced_by"]), "prov:wasRevisionOf": gone}


FURTHER: Mapping[str, Callable[[str, Row], Iterator[Node]]] = {
    "articles": article,
    "passages": passage,
    "actors": actor,
    "names": also_called,
    "claims": claim,
    "citations": citation,
    "retirements": retirement,
}
"""What follows from the rows of a table beside their cells."""


def publishers(package: Package) -> Iterator[Node]:
    """Yield the agents that published the articles."""
    for name in package.tables["articles"]["publisher"].drop_nulls().unique(maintain_order=True):
        yield agent(named("publisher", name), "prov:Organization", name)


def origins(package: Package) -> Iterator[Node]:
    """Yield what the agents reported first that are the origins of articles and passages."""
    ids = chain(*(package.tables[table]["origin_id"].drop_nulls() for table in ("articles", "passages")))
    for key in dict.fromkeys(ids):
        yield {"id": named("origin", key), "type": "prov:Entity", "prov:wasAttributedTo": named("agent", key)}
