"""Croissant, RO-Crate and PROV-O hold the tables, and say of them what those formats have a place for."""

import datetime
import hashlib
import json
import warnings
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from rdflib import PROV, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS
from rocrate.rocrate import ROCrate

from tests.helpers.linked import LINKED, linked
from tests.helpers.packages import describe, descriptor
from treaty_tools.export import FORMATS, export, writer
from treaty_tools.export.about import about, bibtex
from treaty_tools.export.exported_package import ExportedPackage, read
from treaty_tools.export.linked import base

FOUNDING = "vtcnews-bn-20241112-phe-chuan"
OA = Namespace("http://www.w3.org/ns/oa#")
HERE = Namespace("arcp://name,treaty-record/")
SCHEMA = Namespace("http://schema.org/")
Retell = Callable[..., ExportedPackage]


@pytest.fixture(scope="module")
def package(pristine: Path) -> ExportedPackage:
    return read(pristine)


@pytest.fixture(scope="module")
def exported(package: ExportedPackage, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return linked(package, tmp_path_factory.mktemp("linked"))


@pytest.fixture(scope="module")
def graph(exported: dict[str, Path]) -> Graph:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph", DeprecationWarning)  # rdflib's own use of it
        return Graph().parse(exported["prov"])


@pytest.fixture
def retold(project: Path) -> Retell:
    """Read the project's package with other things said in its descriptor."""

    def retold(**told: Any) -> ExportedPackage:
        describe(project, {key: value for key, value in (descriptor(project) | told).items() if value is not None})
        return read(project)

    return retold


def test_each_is_a_format_of_the_command() -> None:
    assert set(LINKED) <= FORMATS.keys()


def test_repeated_exports_are_the_same_to_the_byte(
    package: ExportedPackage, exported: dict[str, Path], tmp_path: Path
) -> None:
    again = export(package, map(writer, LINKED), tmp_path)
    assert [contents(path) for path in again] == [contents(path) for path in exported.values()]


def contents(path: Path) -> dict[str, bytes]:
    """Return every file of an export by its path."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return {str(file.relative_to(path.parent)): file.read_bytes() for file in files}


# Croissant


@pytest.fixture(scope="module")
def croissant(exported: dict[str, Path]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((exported["croissant"] / "croissant.json").read_bytes())
    return found


def test_croissants_files_are_those_it_describes_and_hold_the_tables(
    package: ExportedPackage, exported: dict[str, Path], croissant: dict[str, Any]
) -> None:
    tables = package.with_flat.tables
    assert [file["@id"] for file in croissant["distribution"]] == [f"{table}.parquet" for table in tables]
    for file, frame in zip(croissant["distribution"], tables.values(), strict=True):
        path = exported["croissant"] / file["contentUrl"]
        assert file["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert file["contentSize"] == f"{path.stat().st_size} B"
        assert_frame_equal(pl.read_parquet(path), frame)


def test_croissants_fields_are_the_columns_with_their_types_and_meanings(
    package: ExportedPackage, croissant: dict[str, Any]
) -> None:
    names = {
        "string": "sc:Text",
        "date": "sc:Date",
        "integer": "sc:Integer",
        "number": "sc:Float",
        "boolean": "sc:Boolean",
    }
    for records in croissant["recordSet"]:
        table = package.with_flat.schemas[records["@id"]]
        assert [(field["name"], field["dataType"], field["description"]) for field in records["field"]] == [
            (column.name, names[column.type], column.description) for column in table.columns.values()
        ]
        assert records["key"] == [{"@id": f"{records['@id']}/{column}"} for column in table.key]


def test_croissants_references_lead_from_keys_to_the_rows_they_name(croissant: dict[str, Any]) -> None:
    fields = {field["@id"]: field for records in croissant["recordSet"] for field in records["field"]}
    assert fields["claims/claimant_id"]["references"] == {
        "fileObject": {"@id": "actors.parquet"},
        "extract": {"column": "actor_id"},
    }
    assert fields["events/part_of"]["references"] == fields["events/event_id"]["source"]
    sources = [field["source"] for field in fields.values()]
    assert all(field["references"] in sources for field in fields.values() if "references" in field)


def test_croissant_says_whose_the_data_is_how_to_cite_it_and_what_may_be_done_with_it(
    croissant: dict[str, Any],
) -> None:
    assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert croissant["creator"] == [{"@type": "sc:Organization", "name": "Treaty Record contributors"}]
    assert [licence["name"] for licence in croissant["license"]] == ["CC-BY-4.0", "LicenseRef-quotation", "MIT"]
    assert croissant["license"][0]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert croissant["citeAs"] == (
        "@dataset{treaty-record, author = {{Treaty Record contributors}}, title = {Treaty Record: who did what and who "
        "said what about the 2024 treaty between North Korea and Russia}, version = {0.1.0}, date = {2024-11-12}}"
    )


# RO-Crate


@pytest.fixture(scope="module")
def crate(exported: dict[str, Path]) -> Any:
    return ROCrate(exported["ro-crate"])


def test_the_crates_files_are_those_it_describes_and_no_others(exported: dict[str, Path], crate: Any) -> None:
    folder = exported["ro-crate"]
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert {entity.id for entity in crate.data_entities} == there - {"ro-crate-metadata.json"}
    for entity in crate.data_entities:
        content = (folder / entity.id).read_bytes()
        assert (entity["sha256"], entity["contentSize"]) == (hashlib.sha256(content).hexdigest(), str(len(content)))


def test_the_crate_holds_the_tables_each_with_its_columns(
    package: ExportedPackage, exported: dict[str, Path], crate: Any
) -> None:
    for table, frame in package.with_flat.tables.items():
        entity = crate.get(f"data/{table}.csv")
        assert entity["encodingFormat"] == "text/csv"
        columns = as_list(entity["conformsTo"]["csvw:column"])
        assert [column["name"] for column in columns] == frame.columns
        schema = package.with_flat.schemas[table].polars_schema
        assert_frame_equal(pl.read_csv(exported["ro-crate"] / entity.id, schema=schema), frame)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_a_column_of_the_crate_says_what_it_holds_and_of_what_it_is_a_key(crate: Any) -> None:
    claimant = crate.get("#claims/claimant_id")
    assert claimant["description"] == (
        "Who says it; empty if the text names nobody, in which case the note says so. Every article that supports "
        "the claim cites the claimant in the passage that names the speaker, unless its extent is notes. "
        "A key of actors."
    )
    assert (claimant["csvw:datatype"], claimant["csvw:required"]) == ("string", False)


def test_the_crate_says_what_it_is_whose_and_from_when(crate: Any) -> None:
    root = crate.root_dataset
    assert (root["version"], root["datePublished"], root["author"]["name"]) == (
        "0.1.0",
        "2024-11-12",
        "Treaty Record contributors",
    )
    assert root["license"][0].id == "https://creativecommons.org/licenses/by/4.0/"


def test_licences_that_lie_in_the_package_are_files_of_the_crate(project: Path, tmp_path: Path) -> None:
    (project / "LICENSE-DATA.md").write_text("Quoted words are not ours.\n", encoding="utf-8")
    crate: Any = ROCrate(writer("ro-crate")(read(project), tmp_path))
    assert crate.root_dataset["license"][1].type == ["File", "CreativeWork"]
    assert crate.root_dataset["license"][1].id == "LICENSE-DATA.md"


# PROV-O and Web Annotations


def test_the_tables_can_be_rebuilt_from_the_graph(package: ExportedPackage, graph: Graph) -> None:
    for table, frame in package.tables.items():
        subjects = graph.subjects(RDF.type, HERE[f"tables/{table}"])
        found = [{name: cell(graph, subject, table, name) for name in frame.columns} for subject in subjects]
        key = package.schemas[table].key
        assert_frame_equal(pl.DataFrame(found, schema=frame.schema).sort(key), frame.sort(key))


def cell(graph: Graph, subject: Any, table: str, name: str) -> object:
    """Return a cell as the graph has it: of a name of a row, its key."""
    value = graph.value(subject, HERE[f"columns/{table}.{name}"], any=False)
    if isinstance(value, URIRef):
        return unquote(value.rpartition("/")[2])
    if isinstance(value, Literal) and value.datatype in (XSD.date, XSD.integer, XSD.boolean):
        found = value.toPython()
        assert isinstance(found, datetime.date | int | bool)
        return found
    return None if value is None else str(value)


def test_every_name_in_the_graph_is_whole(graph: Graph) -> None:
    names = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    assert {name.partition(":")[0] for name in names} == {"arcp", "http", "https"}


def test_a_row_is_derived_from_the_passages_that_agree_and_influenced_by_those_that_do_not(
    package: ExportedPackage, graph: Graph
) -> None:
    cited = package.tables["citations"].filter(row_id="kim-ratifies-treaty")
    row = HERE["rows/events/kim-ratifies-treaty"]
    for agrees, link in ((True, PROV.wasDerivedFrom), (False, PROV.wasInfluencedBy)):
        passages = cited.filter(agrees=agrees)["passage_id"]
        assert set(graph.objects(row, link)) == {HERE[f"rows/passages/{passage}"] for passage in passages}


def test_garbled_words_are_no_source(graph: Graph) -> None:
    garbled = graph.subjects(HERE["columns/citations.basis"], Literal("garbled"))
    assert not any(graph.value(citation, link) for citation in garbled for link in (PROV.entity, PROV.influencer))


def test_nothing_is_derived_from_itself(graph: Graph) -> None:
    before = TopologicalSorter[Any]()
    for link in (PROV.wasDerivedFrom, PROV.wasQuotedFrom, PROV.hadPrimarySource, PROV.wasRevisionOf):
        for later, earlier in graph.subject_objects(link):
            before.add(later, earlier)
    assert len(list(before.static_order())) > 100


def test_an_article_is_its_publishers_and_has_the_origin_and_the_original_that_its_row_names(graph: Graph) -> None:
    original = HERE["articles/vtcnews-20241112-phe-chuan"]
    assert graph.value(HERE[f"articles/{FOUNDING}"], PROV.wasDerivedFrom) == original
    publisher = graph.value(original, PROV.wasAttributedTo)
    assert str(graph.value(publisher, RDFS.label)) == "VTC News"
    source = graph.value(HERE["articles/mbn-20241112-kim-signs"], PROV.hadPrimarySource)
    assert graph.value(source, PROV.wasAttributedTo) == HERE["agents/kcna"]
    title = Literal("Triều Tiên phê chuẩn hiệp ước phòng thủ chung với Nga", lang="vi")
    assert (original, DCTERMS.title, title) in graph


def test_an_agent_is_known_by_its_names_and_to_wikidata(package: ExportedPackage, graph: Graph) -> None:
    agent = HERE["agents/kim-jong-un"]
    assert (agent, RDF.type, PROV.Person) in graph
    assert Literal("কিম জং-উন", lang="bn") in set(graph.objects(agent, SKOS.altLabel))
    known = package.tables["actors"].drop_nulls("wikidata_id").select("actor_id", "wikidata_id")
    assert set(graph.subject_objects(OWL.sameAs)) == {
        (HERE[f"agents/{actor}"], URIRef(f"http://www.wikidata.org/entity/{item}")) for actor, item in known.rows()
    }


def test_every_passage_is_an_annotation_of_the_rows_it_speaks_of(package: ExportedPackage, graph: Graph) -> None:
    for passage, gloss in package.tables["passages"].select("passage_id", "gloss").rows():
        annotation = HERE[f"annotations/{passage}"]
        assert (annotation, RDF.type, OA.Annotation) in graph
        texts = [graph.value(body, RDF.value) for body in graph.objects(annotation, OA.hasBody)]
        assert [str(text) for text in texts if text is not None] == [gloss]
        cited = package.tables["citations"].filter(passage_id=passage).select("row_table", "row_id").rows()
        rows = {HERE[f"rows/{table}/{key}"] for table, key in cited}
        assert rows == {body for body in graph.objects(annotation, OA.hasBody) if isinstance(body, URIRef)}


def test_quoted_words_are_selected_by_themselves_and_by_their_code_points(
    package: ExportedPackage, graph: Graph
) -> None:
    quoted = package.tables["passages"].drop_nulls("quote")
    for passage, start, end, quote in quoted.select("passage_id", "start", "end", "quote").rows():
        found = dict(selectors(graph, HERE[f"annotations/{passage}"]))
        assert [str(found[OA.TextQuoteSelector][OA.exact])] == [quote]
        position = found[OA.TextPositionSelector]
        assert (position[OA.start].toPython(), position[OA.end].toPython()) == (start, end)
        assert len(str(found[OA.TextQuoteSelector][OA.exact])) == end - start


def selectors(graph: Graph, annotation: URIRef) -> Iterator[tuple[Any, dict[Any, Any]]]:
    """Yield the selectors of an annotation by their class."""
    target = graph.value(annotation, OA.hasTarget, any=False)
    for selector in graph.objects(target, OA.hasSelector):
        yield graph.value(selector, RDF.type), dict(graph.predicate_objects(selector))


def test_words_of_a_title_are_selected_in_the_title_on_the_articles_page(
    package: ExportedPackage, graph: Graph
) -> None:
    titles = package.tables["passages"].filter(pl.col("place") == "title", pl.col("quote").is_not_null())
    for passage, article, start, end, quote in titles.select(
        "passage_id", "article_id", "start", "end", "quote"
    ).rows():
        target = graph.value(HERE[f"annotations/{passage}"], OA.hasTarget)
        source = graph.value(target, OA.hasSource)
        assert source == HERE[f"titles/{article}"]
        assert str(graph.value(source, RDF.value))[start:end] == quote
        assert graph.value(target, OA.hasScope) == graph.value(HERE[f"articles/{article}"], SCHEMA.url)


def test_a_passage_without_quote_is_about_the_article_as_a_whole(graph: Graph) -> None:
    page = URIRef("https://mbn.co.kr/pages/news/newsView.php?news_seq_no=5071383")
    assert graph.value(HERE["annotations/mbn-20241112-kim-signs.decree"], OA.hasTarget) == page


# What descriptors say


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({}, "arcp://name,treaty-record/"),
        ({"homepage": "https://example.org/record/"}, "https://example.org/record/"),
        ({"homepage": "https://example.org/record"}, "https://example.org/record#"),
        ({"id": "https://doi.org/10.5072/1", "homepage": "https://example.org/"}, "https://doi.org/10.5072/1#"),
        ({"id": "10.5072/1", "homepage": "https://example.org/<a>/"}, "https://example.org/%3Ca%3E/"),
    ],
)
def test_rows_are_named_below_the_address_that_the_descriptor_gives(
    retold: Retell, told: dict[str, str], names: str
) -> None:
    assert base(about(retold(**told))) == names


def test_a_package_is_of_the_day_that_it_says_and_else_of_its_last_article(retold: Retell) -> None:
    assert about(retold(created="2025-12-01T10:00:00Z")).day == "2025-12-01"
    assert about(retold(created=None)).day == "2024-11-12"


def test_braces_and_commands_in_a_title_do_not_break_the_citation(retold: Retell) -> None:
    cited = bibtex(about(retold(title="A {record}\\input{x}", contributors=None)))
    assert cited == "@dataset{treaty-record, title = {A recordinputx}, version = {0.1.0}, date = {2024-11-12}}"


def test_the_example_of_the_docs_finds_the_words_and_who_published_them(
    exported: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(exported["prov"].parent)
    page = Path(__file__).parents[3] / "docs/linked-data.md"
    example = page.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    told: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph", DeprecationWarning)
        exec(example, told)
    assert [tuple(map(str, found)) for found in told["words"]] == [
        ("vi", "VTC News", "Triều Tiên phê chuẩn hiệp ước phòng thủ chung với Nga")
    ]
