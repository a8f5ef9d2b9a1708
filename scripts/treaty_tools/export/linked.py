"""How rows, and what they tell of, are named on the web, and what the terms of the graph mean.

The base of the names is the descriptor's ``id`` or ``homepage``, with ``#`` where it does not end in ``/`` or ``#``; a
package without either is named by the scheme made for data that lies nowhere (arcp, draft-soilandreyes-arcp-03).
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .about import About
from .package import Package

EDTF = "http://id.loc.gov/datatypes/edtf"
LITERALS = {"date": "xsd:date", "integer": "xsd:integer", "boolean": "xsd:boolean"}
"""The datatype of each Table Schema type that is not plain text."""
KINDS = ("agents", "annotations", "articles", "columns", "contributors", "origins", "publishers", "rows", "tables", "titles")
"""What has names below the base; as prefixes of JSON-LD they lack the last letter."""
NOT_IN_IRIS = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""Characters that an address of a stranger may hold and an IRI may not (RFC 3987)."""
VOCABULARIES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ANNOTATIONS = {
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextualBody": "oa:TextualBody",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "describing": "oa:describing",
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": {"@id": "oa:exact", "@type": "xsd:string"},
    "format": "dc:format",
    "language": "dc:language",
    "linking": "oa:linking",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "scope": {"@id": "oa:hasScope", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "value": "rdf:value",
}
"""The terms of the Web Annotation context (https://www.w3.org/ns/anno.jsonld) that are used, meaning what they do there."""
LINKS = (
    "dcterms:isPartOf dcterms:license dcterms:source owl:sameAs prov:actedOnBehalfOf prov:entity prov:hadPrimarySource "
    "prov:influencer prov:qualifiedDerivation prov:qualifiedInfluence prov:wasAttributedTo prov:wasDerivedFrom prov:wasInfluencedBy "
    "prov:wasQuotedFrom prov:wasRevisionOf rdfs:domain schema:about schema:archivedAt schema:url"
)
"""Properties whose values are names, not text."""


def context(package: Package, about: About) -> dict[str, Any]:
    """Return the JSON-LD context: it stands in the file itself, so that reading it needs no network."""
    below = base(about)
    prefixes = {kind.removesuffix("s"): f"{below}{kind}/" for kind in KINDS}
    links = {link: {"@type": "@id"} for link in LINKS.split()}
    return {**VOCABULARIES, **prefixes, **ANNOTATIONS, **links, **columns(package)}


def base(about: About) -> str:
    """Return what the names of all that a package tells of begin with."""
    if about.address is None:
        return f"arcp://name,{about.name}/"
    return about.address if about.address.endswith(("/", "#")) else f"{about.address}#"


def dataset(about: About) -> str:
    """Return the name of the package itself."""
    return about.address or base(about)


def columns(package: Package) -> dict[str, dict[str, str]]:
    """Return the type of the values of each column that does not hold plain text."""
    found = {}
    for table in package.tables:
        schema = package.schema(table)
        parents = references(schema, table)
        for field in schema["fields"]:
            literal = EDTF if field.get("notation") == "edtf" else LITERALS.get(field["type"])
            kind = "@id" if field["name"] in parents else literal
            if kind:
                found[column(table, field["name"])] = {"@type": kind}
    return found


def references(schema: Mapping[str, Any], table: str) -> dict[str, str]:
    """Return the columns of a table that hold keys, each with the table that they are keys of."""
    return {key["fields"][0]: key["reference"].get("resource", table) for key in schema.get("foreignKeys", [])}


def column(table: str, name: str) -> str:
    """Return the name of a column, which is a property of rows."""
    return f"column:{table}.{name}"


def row(table: str, *key: object) -> str:
    """Return the name of a row."""
    return f"row:{table}/" + "/".join(quote("" if part is None else str(part), safe="") for part in key)


def named(kind: str, key: object) -> str:
    """Return the name of something that a row tells of: an article, an agent, an origin."""
    return f"{kind}:{quote(str(key), safe='')}"


def iri(address: str) -> str:
    """Return a web address as an IRI."""
    return NOT_IN_IRIS.sub(lambda found: quote(found.group(), safe=""), address)
