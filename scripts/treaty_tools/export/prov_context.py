"""What the terms of the provenance graph mean: its JSON-LD context, which stands in the file itself."""

from typing import Any

from .about import About
from .exported_package import ExportedPackage
from .linked import KINDS, base, column

EDTF = "http://id.loc.gov/datatypes/edtf"
LITERALS = {"date": "xsd:date", "integer": "xsd:integer", "number": "xsd:decimal", "boolean": "xsd:boolean"}
"""The datatype of each Table Schema type that is not plain text."""
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
    "RangeSelector": "oa:RangeSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextualBody": "oa:TextualBody",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "describing": "oa:describing",
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "endSelector": {"@id": "oa:hasEndSelector", "@type": "@id"},
    "exact": {"@id": "oa:exact", "@type": "xsd:string"},
    "format": "dc:format",
    "language": "dc:language",
    "linking": "oa:linking",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "refinedBy": {"@id": "oa:refinedBy", "@type": "@id"},
    "scope": {"@id": "oa:hasScope", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "startSelector": {"@id": "oa:hasStartSelector", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "value": "rdf:value",
}
"""Terms of the Web Annotation context (https://www.w3.org/ns/anno.jsonld), meaning what they do there."""
LINKS = (
    "dcterms:isPartOf",
    "dcterms:license",
    "dcterms:source",
    "owl:sameAs",
    "prov:actedOnBehalfOf",
    "prov:entity",
    "prov:hadPrimarySource",
    "prov:influencer",
    "prov:qualifiedDerivation",
    "prov:qualifiedInfluence",
    "prov:wasAttributedTo",
    "prov:wasDerivedFrom",
    "prov:wasInfluencedBy",
    "prov:wasQuotedFrom",
    "prov:wasRevisionOf",
    "rdfs:domain",
    "schema:about",
    "schema:archivedAt",
    "schema:url",
)
"""Properties whose values are names, not text."""


def context(package: ExportedPackage, about: About) -> dict[str, Any]:
    """Return the JSON-LD context; as it stands in the file, reading that needs no network."""
    below = base(about)
    prefixes = {kind: f"{below}{kind}s/" for kind in KINDS}
    links = {link: {"@type": "@id"} for link in LINKS}
    return {**VOCABULARIES, **prefixes, **ANNOTATIONS, **links, **columns(package)}


def columns(package: ExportedPackage) -> dict[str, dict[str, str]]:
    """Return the type of the values of each column that does not hold plain text."""
    found = {}
    for table in package.tables:
        schema = package.schemas[table]
        for name, described in schema.columns.items():
            literal = EDTF if described.notation == "edtf" else LITERALS.get(described.type)
            kind = "@id" if name in schema.parents else literal
            if kind:
                found[column(table, name)] = {"@type": kind}
    return found
