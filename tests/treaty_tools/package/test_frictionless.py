"""Frictionless agrees: what Table Schema can say, its library and our rules judge alike, at the same row and field."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from frictionless import FrictionlessException, Package
from hypothesis import given

from tests.helpers.examples import examples
from tests.helpers.packages import (
    BEYOND_TABLE_SCHEMA,
    Change,
    broken,
    describe,
    descriptor,
    keys,
    problems,
    renew,
    text,
)
from tests.helpers.together import Copies, DisturbedError, broken_by
from tests.treaty_tools.package import test_descriptor, test_extension, test_package
from tests.treaty_tools.package.test_package import resource, rewritten
from tests.treaty_tools.rules import test_cells as test_shape
from tests.treaty_tools.rules import test_references
from tests.treaty_tools.rules.test_catalogue import PLAIN, spread

DIFFERENCES = {
    "'028' is not written as": "An integer may have leading zeros (Table Schema, integer); spreadsheets drop them.",
    "'99999999999999999999' is not written as": "An integer may have any length; polars and pandas hold 64 bits.",
    "'True' is not written as": "True, TRUE and 1 are true as well, where a field gives no trueValues.",
    "empty quoted string": "An empty cell and an empty quoted string are the same cell.",
    "[language]": "A pattern cannot hold the registry of language tags.",
    "[row-order]": "Rows have no order.",
    "[key-parts]": "A key cannot be said to be made of other columns.",
    "[cited-row]": "A foreign key leads to one table; row_table names one of several.",
    "[cited-field]": "A cell cannot be said to name a column.",
    "[says]": "A cell cannot be said to hold a value of another table's column.",
    "[vocabulary]": "A descriptor does not hold the rows of a table.",
    "[cycle]": "A foreign key may lead to the row itself, or around.",
    "[bounds]": "A cell cannot be said to follow from others.",
    "[support]": "A cell cannot be said to follow from others.",
    "n_origins: is '": "A cell cannot be said to follow from others.",
    "disputed: is": "A cell cannot be said to follow from others.",
    "[agreement]": "A cell cannot be said to follow from others.",
    "byte order mark": "The library drops it.",
    "carriage return": "Lines may end by CR LF (RFC 4180).",
    "does not end its last line": "The last line need not be ended (RFC 4180).",
    "text after the closing quote": "The library reads quotes as Python's csv does where it is not strict.",
    "unknown kind, 'crc32'": "The library passes over a hash that it does not know.",
    "actors: is not among": "A package may have any tables.",
    "'./data/actors.csv'": "The library opens any path that leads to a file in the package.",
    "'data//actors.csv'": "The library opens any path that leads to a file in the package.",
}
"""What only our rules refuse, by words of the fault, and why Table Schema or its library does not."""

CASES = [*test_shape.CASES, *test_references.CASES, *test_package.CASES, *test_extension.CASES]
DESCRIBED = list({str(case.values[1]): case for case in test_package.DESCRIBED}.values())
"""Broken descriptions, of those that are told alike the last: of the paths that are not one, the list."""


def changed(pristine: Path, package: Path) -> list[str]:
    """Return the tables whose files or descriptions are others than before."""
    before = {found["name"]: found for found in descriptor(pristine)["resources"]}
    return [found["name"] for found in descriptor(package)["resources"] if found != before.get(found["name"])]


@dataclass(frozen=True)
class Judged:
    """An error that frictionless finds: its table, and its row and field, None where it names none."""

    table: str | None
    row: int | None
    field: str | None


def judged(package: Path, tables: Iterable[str], described: dict[str, Any] | None = None) -> list[Judged]:
    """Return each error that frictionless finds in some tables, as a descriptor or the package's own describes them."""
    try:
        whole = described is None
        found = Package(str(package / "datapackage.json")) if whole else Package(described, basepath=str(package))
        reports = [found.get_resource(table).validate() for table in tables]
    except (FrictionlessException, TypeError, ValueError):  # the last two where its own checks of a descriptor fail
        return [Judged(None, None, None)]
    return [_judged(task.name, error) for report in reports for task in report.tasks for error in task.errors]


def only_what_they_need(package: Path, tables: Collection[str]) -> dict[str, Any]:
    """Return a package's descriptor without the tables to which some tables do not refer."""
    found = descriptor(package)
    named = {resource["name"]: resource for resource in found["resources"]}
    keys = [key for table in tables for key in named[table].get("schema", {}).get("foreignKeys", ())]
    needed = {*tables, *(key["reference"].get("resource", "") for key in keys)}
    return found | {"resources": [resource for name, resource in named.items() if name in needed]}


def _judged(table: str, error: Any) -> Judged:
    (field,) = getattr(error, "field_names", None) or [getattr(error, "field_name", None)]
    return Judged(table, getattr(error, "row_number", None), field or None)


def reason(problem: str) -> str | None:
    """Return why frictionless may find nothing where we do."""
    known = DIFFERENCES | BEYOND_TABLE_SCHEMA
    return next((why for words, why in known.items() if words in problem), None)


def is_of_a_file(problem: str) -> bool:
    """Return whether a problem as ``case`` writes it is of a whole file, not of a row."""
    path, key, _ = problem.split(":", 2)
    return not key or key.isdecimal() or path == "datapackage.json"


def place(package: Path, problem: str) -> Judged:
    """Return table, row and field of a problem as ``case`` writes it, with a row's key in place of its line."""
    path, key, rest = problem.split(":", 2)
    table = Path(path).stem
    column, colon, _ = rest.strip().partition(": ")
    frame = text(package, table)
    last = len(frame) - 1 - keys(frame, table)[::-1].index(key)  # of rows of one key, the last is told
    return Judged(table, last + 2, column if colon else None)


def is_judged_alike(package: Path, problem: str, errors: list[Judged]) -> bool:
    """Return whether frictionless finds what is wrong with a row, at its field, or nothing for a known reason."""
    here = place(package, problem)
    fields = {error.field for error in errors if (error.table, error.row) == (here.table, here.row)}
    if not fields:
        return bool(reason(problem))
    return not reason(problem) and (here.field in fields or problem.endswith("[key]"))


def test_broken_rows_are_judged_alike(pristine: Path, tmp_path: Path) -> None:
    def judges_alike(package: Path, expected: Sequence[str]) -> None:
        renew(package)
        tables = changed(pristine, package)
        errors = judged(package, tables, only_what_they_need(package, tables))
        if disturbed := [problem for problem in expected if not is_judged_alike(package, problem, errors)]:
            raise DisturbedError(disturbed, errors)

    cases = [case for case in CASES if not is_of_a_file(str(case.values[1]))]
    Copies(pristine, tmp_path, broken_by, judges_alike).check_all(cases)


@pytest.mark.parametrize(("changes", "problem"), [case for case in CASES if is_of_a_file(str(case.values[1]))])
def test_a_broken_file_is_judged_alike(pristine: Path, project: Path, changes: Iterable[Change], problem: str) -> None:
    broken(project, changes)
    errors = judged(project, changed(pristine, project))
    assert bool(errors) != bool(reason(problem)), errors


@pytest.mark.parametrize(("changes", "problem"), DESCRIBED)
def test_a_broken_description_is_judged_alike(
    pristine: Path, project: Path, changes: Iterable[Change], problem: str
) -> None:
    for change in changes:
        change(project)
    errors = judged(project, changed(pristine, project))
    assert bool(errors) != bool(reason(problem)), errors


def test_every_difference_is_one() -> None:
    told = [str(case.values[1]) for case in [*CASES, *DESCRIBED]]
    assert [words for words in DIFFERENCES if not any(words in problem for problem in told)] == []


def in_quotes(content: bytes) -> bytes:
    return b'"row_table"' + content.removeprefix(b"row_table")


def with_odd_names(package: Path) -> None:
    spread(package, "actors", "name", PLAIN)
    renew(package)


SOUND: dict[str, Callable[[Path], object]] = {
    "odd texts": with_odd_names,
    "a header in quotes": lambda package: broken(package, [rewritten("retirements", in_quotes)]),
    "no sums": resource("retirements", hash=None, bytes=None, rows=None),
    "no title": resource("retirements", title=None, description=None, mediatype=None, format=None),
}


@pytest.mark.parametrize("change", SOUND.values(), ids=SOUND)
def test_an_odd_table_that_breaks_no_rule_is_judged_alike(
    pristine: Path, project: Path, change: Callable[[Path], object]
) -> None:
    change(project)
    assert changed(pristine, project)
    assert judged(project, changed(pristine, project)) == []
    assert problems(project) == []


def refused_by_frictionless_alone(package: Path, pristine: Path) -> list[Judged]:
    """Return what frictionless refuses in a package in which we find nothing wrong."""
    value = descriptor(package)
    if test_descriptor.told(value, package):
        return []
    errors = judged(package, changed(pristine, package) or [value["resources"][0]["name"]])
    return errors if errors and not problems(package) else []


@pytest.mark.parametrize("change", test_descriptor.ACCEPTED)
def test_what_a_descriptor_says_rightly_is_accepted_by_both(
    pristine: Path, project: Path, change: test_descriptor.Change
) -> None:
    value = descriptor(project)
    change(value)
    for schema in (there["schema"] for there in value["resources"] if "schema" in there):
        if schema.get("fieldsMatch") == ["exact"]:  # v2 has a list, frictionless 5.21 does not
            schema["fieldsMatch"] = "exact"
    (project / test_descriptor.PHOTOS).write_text("photo_id,n\n")
    describe(project, value)
    tables = changed(pristine, project) or [value["resources"][0]["name"]]
    assert judged(project, tables, only_what_they_need(project, tables)) == [] or problems(project)


ANYTHING: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, -1, 5, 2.5, 10**19]),
    st.sampled_from(["", "x", "true", "1", "a/b", "table", "default", "any", "exact", "2024-11-12", "utf-8", "csv"]),
    st.sampled_from(["event_id", "actors", "data/actors.csv", "text/csv", "http://example.org/", "../x", "*", ".*"]),
    st.sampled_from([[], [""], ["x"], [5], [[]], [{}], {}, {"x": "y"}, {"fields": "x"}, [["actor_id"]], ["actor_id"]]),
)
"""What a mutated property holds, mostly of a kind that it cannot be."""
PROPERTIES = [
    *("$schema", "profile", "profiles", "name", "title", "description", "homepage", "version", "created", "keywords"),
    *("licenses", "contributors", "sources", "image", "resources", "id", "type", "fields", "missingValues", "path"),
    *("data", "url", "scheme", "format", "mediatype", "encoding", "compression", "extrapaths", "innerpath", "hash"),
    *("bytes", "rows", "stats", "layout", "dialect", "schema", "primaryKey", "foreignKeys", "uniqueKeys", "email"),
    *("fieldsMatch", "constraints", "example", "rdfType", "trueValues", "falseValues", "bareNumber", "groupChar"),
    *("required", "unique", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum"),
    *("delimiter", "header", "headerRows", "commentChar", "quoteChar", "csv", "skipBlankRows", "reference"),
]


def objects(value: object) -> list[dict[str, Any]]:
    """Return every object within a JSON value, itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [value] if isinstance(value, dict) else []
    return [*found, *(each for item in inner for each in objects(item))]


@examples(10, 80)
@given(data=st.data())
def test_no_mutated_description_is_refused_by_frictionless_alone(
    pristine: Path, project: Path, data: st.DataObject
) -> None:
    value = descriptor(pristine)
    resource = next(there for there in value["resources"] if there["name"] == "retirements")
    schema = resource["schema"]
    resource["dialect"], schema["foreignKeys"] = {"delimiter": ","}, []
    places = [value, resource, schema, resource["dialect"], *objects(schema["fields"])[:8]]
    within = data.draw(st.sampled_from(places))
    name = data.draw(st.sampled_from(sorted({*PROPERTIES, *within})))
    if data.draw(st.booleans()) and name in within:
        del within[name]
    else:
        within[name] = data.draw(ANYTHING)
    describe(project, value)
    assert refused_by_frictionless_alone(project, pristine) == [], (name, within.get(name))
