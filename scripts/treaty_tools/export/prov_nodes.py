"""What rows tell of, as PROV-O has it: articles, titles, passages, agents, what they reported first.

A row is not what it tells of: the row on an article is derived from passages, these from the article, and the article
is attributed to its publisher; the row on an actor tells of an agent.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from .exported_package import ExportedPackage
from .linked import Node, filled, iri, named, row

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
INFLUENCE = ("prov:qualifiedInfluence", "prov:wasInfluencedBy", "prov:Influence", "prov:influencer")
INFLUENCES = {
    "supporting": ("prov:qualifiedDerivation", "prov:wasDerivedFrom", "prov:Derivation", "prov:entity"),
    "announcing": INFLUENCE,
    "refuting": INFLUENCE,
    "differing": INFLUENCE,
}
"""What a citation of each side makes of its passage for its row; garbled citations have no influence."""


def agent(name: str, type_: str, label: str, **told: Any) -> Node:
    """Return the node of who acts, speaks or publishes."""
    types = ["prov:Agent"] if type_ == "prov:Agent" else ["prov:Agent", type_]
    return filled({"id": name, "type": types, "rdfs:label": label, **told})


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
            "prov:wasAttributedTo": found["publisher_id"] and named("agent", found["publisher_id"]),
            "prov:hadPrimarySource": found["origin_id"] and named("origin", found["origin_id"]),
            "prov:wasDerivedFrom": found["copy_of"] and named("article", found["copy_of"]),
        }
    )
    if titled:
        part = {"dcterms:isPartOf": itself, "prov:wasQuotedFrom": itself}
        yield {"id": named("title", key), "type": "prov:Entity", "value": titled, **part}


def passage(name: str, found: Row) -> Iterator[Node]:
    """Yield where a passage comes from: quoted from its article or told after it, and who reported it first."""
    how = "prov:wasDerivedFrom" if found["quote"] is None else "prov:wasQuotedFrom"
    origin = found["origin_id"] and named("origin", found["origin_id"])
    link = found["_link"] and iri(found["_link"])
    article_name = named("article", found["article_id"])
    yield filled({"id": name, how: article_name, "prov:hadPrimarySource": origin, "schema:url": link})


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
    if found["_side"] in INFLUENCES:
        *_, type_, influencer = INFLUENCES[found["_side"]]
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


def origins(package: ExportedPackage) -> Iterator[Node]:
    """Yield what the agents reported first that are the origins of articles and passages."""
    ids = chain(*(package.tables[table]["origin_id"].drop_nulls() for table in ("articles", "passages")))
    for key in dict.fromkeys(ids):
        yield {"id": named("origin", key), "type": "prov:Entity", "prov:wasAttributedTo": named("agent", key)}
