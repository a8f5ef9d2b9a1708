"""The public validators of Croissant, RO-Crate and PROV accept what is exported, and read from it what the tables hold.

They need libraries that nothing else needs, and vocabularies from packages for Node;
`uv run nox -s linked_data` installs both.
"""

import json
import os
import shutil
import warnings
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for
from rdflib import PROV, RDF, Dataset, Graph, URIRef

from tests.helpers.linked import linked
from tests.helpers.packages import edit, renew
from treaty_tools.export.exported_package import ExportedPackage, read

NOT_HELD = {
    "A License entity SHOULD have an absolute HTTP(S) URL as its @id",
    "An Organization entity SHOULD have a ROR identifier as its @id",
    "An Organization's contactPoint SHOULD reference a ContactPoint contextual entity",
    "At least one author or publisher Person/Organization SHOULD have a contactPoint property",
    "The organization SHOULD have a URL.",
}
"""What RO-Crate recommends and the package cannot say: those who made it have neither an entry in a register nor an
address, and one licence is a text of its own."""
ROW, PASSAGE = URIRef("arcp://name,x/rows/events/y"), URIRef("arcp://name,x/rows/passages/z.z")
OA = "http://www.w3.org/ns/oa#"

pytestmark = [
    pytest.mark.linked_data,
    pytest.mark.filterwarnings("ignore"),  # the validators' own use of their libraries
]


def vocabulary(path: str) -> Path:
    """Return a file of the packages for Node that carry the vocabularies, which the session installs."""
    return Path(os.environ["TREATY_VOCABULARIES"]) / path


@pytest.fixture(scope="module")
def package(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> ExportedPackage:
    """The package of five articles, with cells that readers like to change."""
    folder = shutil.copytree(pristine, tmp_path_factory.mktemp("exported") / "package")
    edit(folder, "events", "treaty-signing", place="010", note="NA")
    renew(folder)
    return read(folder)


@pytest.fixture(scope="module")
def exported(package: ExportedPackage, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return linked(package, tmp_path_factory.mktemp("linked"))


@pytest.fixture(scope="module")
def graph(exported: dict[str, Path]) -> Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Graph().parse(exported["prov"])


# mlcroissant


def test_mlcroissant_accepts_the_metadata_without_a_warning(exported: dict[str, Path]) -> None:
    issues = import_module("mlcroissant").Dataset(exported["croissant"] / "croissant.json").metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())


def test_mlcroissant_loads_records_that_equal_the_tables(package: ExportedPackage, exported: dict[str, Path]) -> None:
    dataset = import_module("mlcroissant").Dataset(exported["croissant"] / "croissant.json")
    for table, frame in package.with_flat.tables.items():
        records = [[plain(value) for value in record.values()] for record in dataset.records(table)]
        assert records == [list(row) for row in frame.rows()]


def plain(value: Any) -> Any:
    """Return a value as polars has it: mlcroissant has text as bytes and days as times."""
    if isinstance(value, bytes):
        return value.decode()
    return value.date() if hasattr(value, "date") else value


# roc-validator


def test_roc_validator_finds_all_that_ro_crate_requires(
    exported: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offline(monkeypatch)
    issues = found_by_roc_validator(exported["ro-crate"], tmp_path)
    assert {message for severity, message in issues if severity == "REQUIRED"} == set()
    assert {message.partition(" (e.g.")[0] for _, message in issues} == NOT_HELD


def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the validator the context of RO-Crate from the package for Node, and nothing else from the web."""
    content = vocabulary("ro-crate/lib/context.json").read_bytes()

    class Found:
        status_code = 200
        headers = {"Content-Type": "application/ld+json"}  # noqa: RUF012
        text = content.decode()

        def json(self) -> Any:
            return json.loads(content)

    def get(_: Any, url: str, **kwargs: Any) -> Found:
        assert url == "https://w3id.org/ro/crate/1.2/context", url
        return Found()

    monkeypatch.setattr(import_module("rocrate_validator.utils.http").HttpRequester, "get", get, raising=False)


def found_by_roc_validator(crate: Path, cache: Path) -> list[tuple[str, str]]:
    """Return what the validator finds, with its severity, against all that RO-Crate 1.2 requires and recommends."""
    settings = import_module("rocrate_validator.services").ValidationSettings(
        rocrate_uri=crate,
        profile_identifier="ro-crate-1.2",
        requirement_severity=import_module("rocrate_validator.models").Severity.RECOMMENDED,
        cache_path=cache / "cache",
        offline=True,
    )
    issues = import_module("rocrate_validator.services").validate(settings).get_issues()
    return [(issue.severity.name, issue.message) for issue in issues]


# PROV


@pytest.fixture(scope="module")
def document(graph: Graph) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("prov.model").ProvDocument.deserialize(
            content=graph.serialize(format="nt"), format="rdf", rdf_format="nt"
        )


def test_provs_own_library_reads_every_relation(document: Any, graph: Graph) -> None:
    entities = {record.identifier.uri for record in document.get_records(import_module("prov.model").ProvEntity)}
    assert entities == {str(entity) for entity in graph.subjects(RDF.type, PROV.Entity)}
    attributions = document.get_records(import_module("prov.model").ProvAttribution)
    assert len(list(attributions)) == len(list(graph.subject_objects(PROV.wasAttributedTo)))
    derivations = {
        (derivation.args[0].uri, derivation.args[1].uri)
        for derivation in document.get_records(import_module("prov.model").ProvDerivation)
    }
    assert derivations >= {(str(later), str(earlier)) for later, earlier in graph.subject_objects(PROV.wasDerivedFrom)}


def test_the_provenance_unifies_and_keeps_the_schema_of_prov_json(document: Any) -> None:
    told = json.loads(document.unified().serialize(format="json"))
    schema = json.loads(files("prov.tests.schemas").joinpath("prov-json.schema.json").read_text())
    validator_for(schema)(schema).validate(told)


# The vocabularies of PROV-O and of Web Annotations, as W3C publishes them


@pytest.fixture(scope="module")
def vocabularies() -> Graph:
    found = Dataset()
    for name in ("prov", "oa"):
        found.parse(vocabulary(f"@vocabulary/{name}/{name}.nq"), format="nquads")
    flat = Graph()
    for subject, predicate, value, _ in found.quads():
        flat.add((subject, predicate, value))
    return flat


def test_every_term_of_prov_and_of_annotations_is_one_that_the_vocabularies_have(
    graph: Graph, vocabularies: Graph
) -> None:
    names = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    used = {name for name in names if name.startswith((str(PROV), OA))}
    assert len(used) > 20
    assert {term for term in used if (URIRef(term), RDF.type, None) not in vocabularies} == set()


def test_no_statement_contradicts_the_vocabularies(graph: Graph, vocabularies: Graph) -> None:
    assert contradictions(graph + vocabularies) == []


def test_a_row_that_were_an_activity_would_contradict_them(vocabularies: Graph) -> None:
    wrong = Graph().add((ROW, PROV.wasDerivedFrom, PASSAGE)).add((ROW, RDF.type, PROV.Activity))
    assert contradictions(wrong + vocabularies) == [
        f"Disjoint classes {PROV.Activity} and {PROV.Entity} have a common individual {ROW}"
    ]


def contradictions(graph: Graph) -> list[str]:
    """Return what contradicts itself in a graph and all that follows from it by OWL 2 RL."""
    import_module("owlrl").DeductiveClosure(import_module("owlrl").OWLRL_Semantics).expand(graph)
    return [str(text) for text in graph.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))]


def test_every_annotation_has_what_the_web_annotation_model_demands(graph: Graph, vocabularies: Graph) -> None:
    for annotation in graph.subjects(RDF.type, URIRef(f"{OA}Annotation")):
        assert len(list(graph.objects(annotation, URIRef(f"{OA}hasTarget")))) == 1
        assert set(graph.objects(annotation, URIRef(f"{OA}motivatedBy"))) <= set(
            vocabularies.subjects(RDF.type, URIRef(f"{OA}Motivation"))
        )
    assert list(demanded(graph)) == []


def demanded(graph: Graph) -> Iterator[Any]:
    """Yield resources without exactly one of each property that their class demands."""
    for class_, properties in {
        "SpecificResource": ["hasSource"],
        "TextQuoteSelector": ["exact"],
        "TextPositionSelector": ["start", "end"],
    }.items():
        for resource in graph.subjects(RDF.type, URIRef(OA + class_)):
            yield from (
                (resource, name) for name in properties if len(list(graph.objects(resource, URIRef(OA + name)))) != 1
            )
