"""What the record holds: the founding article whole, its quotes few, its disagreements visible."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest

import treaty_record
from treaty_record import home
from treaty_record.contract import Contract
from treaty_record.contract_json import contract_json
from treaty_record.publishing import profile
from treaty_record.publishing.source_schema import Schema, source_schemas
from treaty_record.publishing.table_schema import compiled
from treaty_record.tables.actor import Actor
from treaty_tools.package.descriptor.package_properties import package_faults
from treaty_tools.package.reading import read_package
from treaty_tools.sources.build import build, differing
from treaty_tools.sources.json_text import as_json

ROOT = Path(__file__).parents[2]
FOUNDING = "vtcnews-bn-20241112-phe-chuan"
SOURCES = sorted((ROOT / "scripts/sources").rglob("*.toml"))


def cited(table: str) -> set[str]:
    """Return the rows of a table with which the founding article agrees."""
    passages = treaty_record.load("passages").filter(article_id=FOUNDING)
    citations = treaty_record.load("citations").join(passages, on="passage_id", how="semi")
    return set(citations.filter((pl.col("row_table") == table) & pl.col("agrees"))["row_id"])


@pytest.mark.parametrize(("table", "least"), [("events", 8), ("actors", 14), ("names", 18), ("claims", 16)])
def test_founding_article_supports_what_it_says(table: str, least: int) -> None:
    known = treaty_record.load(table)
    assert cited(table) <= set(known[known.columns[0]])
    assert len(cited(table)) >= least


def test_every_paragraph_of_the_founding_article_is_cited() -> None:
    passages = treaty_record.load("passages").filter(article_id=FOUNDING)
    assert set(passages["place"]) == {f"p{n}" for n in range(1, 10)}
    assert treaty_record.load("citations").join(passages, on="passage_id", how="semi").height >= 60


def test_quotes_are_at_most_half_of_the_founding_article() -> None:
    quoted = treaty_record.load("passages").filter(article_id=FOUNDING)["quote"].str.len_chars().sum()
    length = treaty_record.load("articles").filter(article_id=FOUNDING)["text_length"].item()
    assert quoted <= length / 2


def test_only_the_founding_article_is_quoted_beyond_titles() -> None:
    quoted = treaty_record.load("passages").filter(pl.col("quote").is_not_null() & (pl.col("place") != "title"))
    assert set(quoted["article_id"]) == {FOUNDING}


def test_the_turned_accusation_is_garbled_and_counts_for_nothing() -> None:
    garbled = treaty_record.load("citations").filter(basis="garbled", row_id="unnamed-tens-of-thousands-sent")
    assert garbled.select("field", "says", "agrees").rows() == [
        ("claimant_id", "north-korea", None),
        ("statement", "Russia has sent thousands of soldiers to help in the war against Ukraine.", None),
    ]
    claim = treaty_record.load("claims").filter(claim_id="unnamed-tens-of-thousands-sent")
    assert claim.select("claimant_id", "figure").row(0) == (None, "10000s")


def test_copies_are_not_sources() -> None:
    decree = treaty_record.load("events").filter(event_id="kim-ratifies-treaty")
    articles, origins = decree.select("n_articles", "n_origins").row(0)
    assert articles > 2 * origins > 0
    assert decree.select("date", "disputed").row(0) == ("2024-11-11", True)


@pytest.mark.parametrize(
    ("table", "least"),
    [("articles", 250), ("events", 130), ("claims", 500), ("passages", 2_000), ("relations", 250)],
)
def test_the_record_is_as_large_as_promised(table: str, least: int) -> None:
    assert treaty_record.load(table).height >= least


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("events", ["type", "status", "date", "place"]),
        ("claims", ["kind", "figure", "as_of", "said_on", "medium_id"]),
    ],
)
def test_every_cell_is_cited(table: str, columns: list[str]) -> None:
    rows = treaty_record.load(table).filter(pl.col("n_articles") > 0)
    cells = rows.unpivot(columns, index=rows.columns[0], variable_name="field").drop_nulls("value")
    cited = treaty_record.load("citations").filter((pl.col("row_table") == table) & pl.col("agrees"))
    uncited = cells.join(cited, left_on=[rows.columns[0], "field"], right_on=["row_id", "field"], how="anti")
    said_in = treaty_record.load("claims").drop_nulls("said_in")["claim_id"].implode()
    bounded = pl.col("value").str.starts_with("../") | pl.col(rows.columns[0]).is_in(said_in)
    bounded &= pl.col("field") == "said_on"  # by the day of publication, or by the event in which it was said
    assert uncited.filter(~bounded).rows() == []


COUNTED = ["troops-in-russia", "troops-in-kursk", "troops-sent", "killed", "wounded", "killed-and-wounded"]


def test_every_count_of_soldiers_has_a_time() -> None:
    counts = treaty_record.load("claims").filter(pl.col("measure").is_in(COUNTED))
    undated = treaty_record.load("articles").filter(pl.col("published").is_null())
    dated = counts.join(undated, on="article_id", how="anti")
    assert dated.filter(pl.col("as_of").is_null() & pl.col("said_on").is_null())["claim_id"].to_list() == []


SHORTHAND = ["AFP", "AP", "DPRK", "FM", "HUR", "KCNA", "MFA", "MSMT", "NIS", "POW", "ROK", "SAC"]


@pytest.mark.parametrize(("table", "column"), [("passages", "gloss"), ("passages", "note"), ("claims", "statement")])
def test_our_words_are_sentences_without_shorthand(table: str, column: str) -> None:
    written = treaty_record.load(table).drop_nulls(column)
    assert written.filter(~pl.col(column).str.contains(r"[.?]$")).rows() == []
    assert written.filter(pl.col(column).str.contains(rf"\b({'|'.join(SHORTHAND)})\b")).rows() == []


@cache
def with_own_terms() -> Contract:
    """Return the contract with the terms of the record."""
    return read_package(ROOT, compiled()).contract


@cache
def schemas() -> dict[str, Schema]:
    """Return the schema of each kind of source file of the record."""
    return source_schemas(with_own_terms())


def kind_of(path: Path) -> str:
    """Return the kind of a source file."""
    folder = path.parent.name
    return "article" if folder == "articles" else path.stem if folder == "sources" else folder


def test_source_files_keep_the_json_schema_that_they_name() -> None:
    validators = {kind: jsonschema.Draft202012Validator(schema) for kind, schema in schemas().items()}
    errors = {}
    for path in SOURCES:
        text, kind = path.read_text(encoding="utf-8"), kind_of(path)
        errors[path.name] = [error.message for error in validators[kind].iter_errors(tomllib.loads(text))]
        if text.startswith("#:schema "):
            named = (path.parent / text.splitlines()[0].removeprefix("#:schema ")).resolve()
            assert named == (ROOT / f"data/schemas/{kind}.schema.json").resolve(), path
    assert {name: messages for name, messages in errors.items() if messages} == {}
    assert len(errors) > 600


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("actors", {"Kim": {"name": "Kim", "kind": "person"}}),
        ("actors", {"kim": {"name": "Kim", "kind": "man"}}),
        ("events", {"e": {"title": "t", "type": "signing", "status": "occurred", "date": "2023-02-29"}}),
        ("claims", {"c": {"kind": "report", "statement": "s", "relations": {"denies": ["d"]}}}),
        ("article", {"article": {"language": "bn", "kind": "original"}, "passages": {}}),
    ],
)
def test_json_schemas_refuse_what_the_build_refuses(kind: str, document: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(source_schemas(compiled())[kind])
    jsonschema.Draft202012Validator.check_schema(validator.schema)
    assert list(validator.iter_errors(document))


def test_made_files_are_those_that_the_models_make() -> None:
    assert (ROOT / home.CONTRACT).read_bytes() == as_json(contract_json(compiled()))
    assert home.contract() == compiled()
    for kind, schema in schemas().items():
        assert json.loads((ROOT / f"data/schemas/{kind}.schema.json").read_bytes()) == schema


def test_only_the_project_with_the_code_builds_the_contract_beside_it(project: Path) -> None:
    elsewhere = build(project).files
    assert home.CONTRACT not in elsewhere
    (project / "schemas").symlink_to(ROOT / "schemas")
    here = build(project)
    assert here.files == elsewhere | {home.CONTRACT: as_json(contract_json(compiled()))}


def test_a_change_of_a_model_makes_the_contract_stale(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "schemas").symlink_to(ROOT / "schemas")
    monkeypatch.setattr(Actor, "__doc__", "A person or a robot.")
    stale = sorted(path for path, _ in differing(project, build(project)))
    assert stale == ["data/README.md", "datapackage.json", home.CONTRACT]


def profiled() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((ROOT / profile.PATH).read_bytes()))


def test_the_descriptor_names_the_profile_and_keeps_it() -> None:
    assert home.descriptor()["$schema"] == profile.PATH
    jsonschema.Draft202012Validator.check_schema(profiled().schema)
    assert profiled().is_valid(home.descriptor())


@pytest.mark.parametrize("column", ["event_id", "date", "disputed"])
def test_a_descriptor_without_a_column_of_the_contract_does_not_keep_the_profile(column: str) -> None:
    broken = json.loads(json.dumps(home.descriptor()))
    (events,) = (resource for resource in broken["resources"] if resource["name"] == "events")
    events["schema"]["fields"] = [field for field in events["schema"]["fields"] if field["name"] != column]
    assert not profiled().is_valid(broken)


POLICY = {"articles": ["a"], "why": "It has no address.", "longest": 200, "share": 0.5}
POLICIES: list[tuple[object, bool]] = [
    (POLICY, True),
    ({"longest": 1, "share": 0}, True),
    (POLICY | {"articles": []}, True),
    (None, False),
    ({}, False),
    ({"longest": 200}, False),
    (POLICY | {"longest": 0}, False),
    (POLICY | {"share": 1.5}, False),
    (POLICY | {"articles": ["A b"]}, False),
    ({name: value for name, value in POLICY.items() if name != "why"}, False),
    (POLICY | {"why": ""}, False),
    (POLICY | {"articles": [], "why": ""}, False),
    (POLICY | {"most": 5}, False),
]


@pytest.mark.parametrize(("policy", "is_valid"), POLICIES)
def test_the_profile_and_validate_agree_on_a_quotation_policy(policy: object, is_valid: bool) -> None:
    stated = {**home.descriptor(), "quotation": policy}
    assert profiled().is_valid(stated) == is_valid
    assert (list(package_faults(stated)) == []) == is_valid


def test_a_descriptor_without_a_quotation_policy_does_not_keep_the_profile() -> None:
    stated = {name: value for name, value in home.descriptor().items() if name != "quotation"}
    assert not profiled().is_valid(stated)


def test_a_descriptor_without_a_reference_of_the_contract_does_not_keep_the_profile() -> None:
    broken = json.loads(json.dumps(home.descriptor()))
    (articles,) = (resource for resource in broken["resources"] if resource["name"] == "articles")
    publisher = next(key for key in articles["schema"]["foreignKeys"] if "publisher_id" in key["fields"])
    publisher["fields"] = "publisher_id"
    assert profiled().is_valid(broken)
    articles["schema"]["foreignKeys"].remove(publisher)
    assert not profiled().is_valid(broken)
