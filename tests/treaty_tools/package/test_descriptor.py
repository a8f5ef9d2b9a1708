"""What a descriptor says is so, or is refused by name: one change of it, and the whole message."""

import json
import shutil
from collections.abc import Callable, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.packages import descriptor
from treaty_record import home
from treaty_record.values.version import EXPECTED
from treaty_tools.package.descriptor import Document, faults, read
from treaty_tools.reporting.problem import BadData

Value = dict[str, Any]
Change = Callable[[Value], object]

PHOTOS = "data/photos.csv"
"""A file that is not among the resources."""
GONE = object()
"""In place of a value: the property is taken out."""


def told(value: Value, folder: Path) -> list[str]:
    """Return what is wrong with a descriptor, without looking into the files that it describes."""
    document = Document(value, json.dumps(value))
    return sorted(map(str, document.problems(faults(document, home.contract(), folder))))


@pytest.fixture(scope="module")
def with_photos(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of five articles with one more file; not to be changed."""
    folder = shutil.copytree(pristine, tmp_path_factory.mktemp("with-photos") / "package")
    (folder / PHOTOS).write_text("photo_id,n\n")
    return folder


def found(value: Value, table: str, column: str = "") -> Value:
    """Return the resource of a table, or a field of it."""
    resource: Value = next(there for there in value["resources"] if there["name"] == table)
    if not column:
        return resource
    field: Value = next(there for there in resource["schema"]["fields"] if there["name"] == column)
    return field


def put(within: Value, **properties: object) -> None:
    """Give an object properties, or take them out."""
    for name, value in properties.items():
        if value is GONE:
            del within[name]
        else:
            within[name] = value


def package(**properties: object) -> Change:
    return lambda value: put(value, **properties)


def policy(**properties: object) -> Change:
    """Change the quotation policy."""

    def change(value: Value) -> None:
        value["quotation"] = {"why": "It has no address.", "longest": 200, "share": 0.5}
        put(value["quotation"], **properties)

    return change


def resource(table: str, **properties: object) -> Change:
    return lambda value: put(found(value, table), **properties)


def dialect(**properties: object) -> Change:
    return resource("actors", dialect=properties)


def schema(table: str, **properties: object) -> Change:
    return lambda value: put(found(value, table)["schema"], **properties)


def field(table: str, column: str, **properties: object) -> Change:
    return lambda value: put(found(value, table, column), **properties)


def constraints(table: str, column: str, **properties: object) -> Change:
    return lambda value: put(found(value, table, column)["constraints"], **properties)


def own_column(type_: str = "string", **properties: object) -> Change:
    """Add a column to the events."""
    return lambda value: found(value, "events")["schema"]["fields"].append({"name": "own", "type": type_, **properties})


def own_table(name: str = "photos", **properties: object) -> Change:
    """Add a table of the package's own, whose file ``with_photos`` has."""
    fields = [{"name": "photo_id", "type": "string"}, {"name": "n", "type": "integer"}]
    made = {"name": name, "path": PHOTOS, "schema": {"fields": fields, "primaryKey": "photo_id"}}
    return lambda value: value["resources"].append(made | properties)


def own_keys(**keys: object) -> Change:
    def change(value: Value) -> None:
        own_table()(value)
        found(value, "photos")["schema"].update(keys)

    return change


def to(resource: object, fields: object, of: object = "photo_id") -> Change:
    return own_keys(foreignKeys=[{"fields": of, "reference": {"resource": resource, "fields": fields}}])


def other(**properties: object) -> Change:
    """Add a resource that is no table."""
    return lambda value: value["resources"].append({"name": "logo", "path": "data/README.md"} | properties)


ENUM = "is not supported; expected a list of distinct values, each text [schema]"
PROFILE = "'data/schemas/profile-2.0.json' or 'https://datapackage.org/profiles/2.0/datapackage.json'"

REFUSED: Mapping[str, list[tuple[str, Change]]] = {
    "package": [
        ("name: is missing; exports name their files by it [descriptor]", package(name=GONE)),
        ("version: is missing; the profile requires it [descriptor]", package(version=GONE)),
        ("licenses: is missing; the profile requires it [descriptor]", package(licenses=GONE)),
        ("quotation: is missing; the profile requires it [descriptor]", package(quotation=GONE)),
        ("quotation: null is not supported; expected an object [descriptor]", package(quotation=None)),
        (
            "quotation.longest: is missing; expected a whole number of code points from 1 [descriptor]",
            package(quotation={"share": 0.5}),
        ),
        (
            "quotation.share: is missing; expected a number from 0 to 1 [descriptor]",
            package(quotation={"longest": 200}),
        ),
        *(
            (f"quotation.{name}: {shown} is not supported; expected {expected} [descriptor]", policy(**{name: value}))
            for name, value, shown, expected in (
                ("longest", 0, "0", "a whole number of code points from 1"),
                ("longest", 1.5, "1.5", "a whole number of code points from 1"),
                ("share", 1.01, "1.01", "a number from 0 to 1"),
                ("share", True, "true", "a number from 0 to 1"),
                ("articles", ["A b"], "['A b']", "a list of article ids"),
                ("why", 5, "5", "text that is not empty"),
                ("why", "", "''", "text that is not empty"),
            )
        ),
        (
            "quotation.why: is missing; say why these articles may be quoted [descriptor]",
            policy(articles=["kcna-20241112-decree"], why=GONE),
        ),
        ("quotation.most: is not one of articles, why, texts, longest, share [descriptor]", policy(most=5)),
        *(
            (
                f"name: {shown} is not supported; expected a name of at most 100 lower-case letters, digits, dots, "
                "hyphens and underscores [descriptor]",
                package(name=name),
            )
            for name, shown in ((None, "null"), (7, "7"), ("", "''"), ("Tre aty", "'Tre aty'"), ("a/b", "'a/b'"))
        ),
        *(
            (
                f"version: {shown} is not supported; expected {EXPECTED} [descriptor]",
                package(version=version),
            )
            for version, shown in ((1, "1"), ("", "''"), ("1.0", "'1.0'"), ("v1.0.0", "'v1.0.0'"))
        ),
        *(
            (f"{name}: 5 is not supported; expected text [descriptor]", package(**{name: 5}))
            for name in ("title", "description", "id", "image")
        ),
        ("homepage: 'mine' is not supported; expected an address [descriptor]", package(homepage="mine")),
        ("keywords: 'a' is not supported; expected a list of texts [descriptor]", package(keywords="a")),
        ("keywords: ['a', 5] is not supported; expected a list of texts [descriptor]", package(keywords=["a", 5])),
        *(
            (
                f"created: '{created}' is not supported; expected a date and time such as 2024-11-12T09:30:00Z "
                "[descriptor]",
                package(created=created),
            )
            for created in ("2024-11-12", "2024-11-31T00:00:00Z", "2024-11-12T00:00:00")
        ),
        *(
            (f"{name}: 'me' is not supported; expected a list of objects [descriptor]", package(**{name: "me"}))
            for name in ("licenses", "contributors", "sources")
        ),
        ("sources[0]: 'me' is not supported; expected an object [descriptor]", package(sources=["me"])),
        ("sources[0].title: 5 is not supported; expected text [descriptor]", package(sources=[{"title": 5}])),
        (
            "contributors[0].email: 'me@localhost' is not supported; expected an email address [descriptor]",
            package(contributors=[{"title": "me", "email": "me@localhost"}]),
        ),
        (
            "contributors[0].roles: 'author' is not supported; expected a list of texts [descriptor]",
            package(contributors=[{"title": "me", "roles": "author"}]),
        ),
        (
            "licenses[0]: has neither a name nor a path; a licence has at least one of them [descriptor]",
            package(licenses=[{"title": "free"}]),
        ),
        (
            f"$schema: 'https://example.org/p.json' is not supported; expected {PROFILE} [descriptor]",
            package(**{"$schema": "https://example.org/p.json"}),
        ),
        (
            "profile: 'tabular-data-package' is not supported; expected 'data-package' [descriptor]",
            package(profile="tabular-data-package"),
        ),
        (
            "missingValues: is not a property of a package that is supported [descriptor]",
            package(missingValues=["NA"]),
        ),
        ("Licenses: is not a property; did you mean 'licenses'? [descriptor]", package(Licenses=[])),
        ("title: 'a\\nb' has a control character, U+000A; remove it [descriptor]", package(title="a\nb")),
        ("description: 'a\\x00b' has a control character, U+0000; remove it [descriptor]", package(description="a\0b")),
        (
            "custom[0].a: '\\udc00' has half of a surrogate pair, U+DC00; remove it [descriptor]",
            package(custom=[{"a": "\udc00"}]),
        ),
        ("a\\x07: the key 'a\\x07' has a control character, U+0007; remove it [descriptor]", package(**{"a\a": 1})),
    ],
    "resource": [
        *(
            (
                f"actors.encoding: '{encoding}' is not supported; expected UTF-8, which files must be in [resource]",
                resource("actors", encoding=encoding),
            )
            for encoding in ("utf-16", "iso-8859-1", "utf-8-sig", "none")
        ),
        (
            "actors.encoding: null is not supported; expected UTF-8, which files must be in [resource]",
            resource("actors", encoding=None),
        ),
        (
            "actors.format: 'xlsx' contradicts the path 'data/actors.csv'; expected 'csv' [resource]",
            resource("actors", format="xlsx"),
        ),
        (
            "actors.mediatype: 'text/html' contradicts the path 'data/actors.csv'; expected 'text/csv' [resource]",
            resource("actors", mediatype="text/html"),
        ),
        (
            "actors.compression: is not supported; files must not be compressed [resource]",
            resource("actors", compression="gz"),
        ),
        ("actors.scheme: 'http' is not supported; expected 'file' [resource]", resource("actors", scheme="http")),
        ("actors.type: 'file' is not supported; expected 'table' [resource]", resource("actors", type="file")),
        (
            "actors.profile: 'mine' is not supported; expected 'data-resource' or 'tabular-data-resource' [resource]",
            resource("actors", profile="mine"),
        ),
        (
            "actors.$schema: 'mine' is not supported; expected "
            "'https://datapackage.org/profiles/2.0/dataresource.json' [resource]",
            resource("actors", **{"$schema": "mine"}),
        ),
        (
            "actors.data: inline data is not supported; write it to a file of the package and give its path [resource]",
            resource("actors", data=[["actor_id"]], path=GONE),
        ),
        ("actors.missingValues: belongs in the schema [resource]", resource("actors", missingValues=["NA"])),
        ("actors.stats: is not a property of Data Package v2 [resource]", resource("actors", stats={"rows": 3})),
        ("actors.Encoding: is not a property; did you mean 'encoding'? [resource]", resource("actors", Encoding="x")),
        ("actors.title: 5 is not supported; expected text [resource]", resource("actors", title=5)),
        (
            "actors.licenses: 'CC0' is not supported; expected a list of objects [resource]",
            resource("actors", licenses="CC0"),
        ),
        (
            "actors.path: 'data/README.md' is of another kind; expected a .csv or .parquet file [resource]",
            resource("actors", path="data/README.md"),
        ),
        (
            "Photos.name: 'Photos' names a table that would not be read; write lower-case letters, digits and "
            "underscores [resource]",
            own_table("Photos"),
        ),
        ("photos.schema: is missing; a table has a schema with fields [schema]", own_table(schema=None)),
        ("resources[11].name: 5 is not supported; expected text [resource]", other(name=5)),
        ("logo.path: 'nope.pdf' is no regular file [resource]", other(path="nope.pdf")),
        (
            "logo.path: 'https://example.org/a.pdf' is not a path within the package [resource]",
            other(path="https://example.org/a.pdf"),
        ),
        (
            "Logo.name: 'Logo' is not supported; expected a name of at most 100 lower-case letters, digits, dots, "
            "hyphens, underscores and slashes [resource]",
            other(name="Logo"),
        ),
        (
            "logo.data: inline data is not supported; write it to a file of the package and give its path [resource]",
            other(data={"a": 1}),
        ),
    ],
    "dialect": [
        *(
            (
                f"actors.dialect.{name}: {shown} contradicts the file; expected {expected} [resource]",
                dialect(**{name: given}),
            )
            for name, given, shown, expected in (
                ("delimiter", ";", "';'", "','"),
                ("header", False, "false", "true"),
                ("header", 1, "1", "true"),
                ("quoteChar", "'", '"\'"', "'\"'"),
                ("doubleQuote", False, "false", "true"),
                ("lineTerminator", "\r\n", "'\\r\\n'", "'\\n'"),
                ("skipInitialSpace", True, "true", "false"),
                ("headerRows", [2], "[2]", "[1]"),
            )
        ),
        *(
            (
                f"actors.dialect.{name}: is not a property of a dialect that is supported [resource]",
                dialect(**{name: "c"}),
            )
            for name in ("commentChar", "nullSequence", "escapeChar", "csv", "sheetName", "itemType")
        ),
        (
            "actors.dialect: 'dialect.json' is a reference, which is not supported; write the dialect here, or leave "
            "it out [resource]",
            resource("actors", dialect="dialect.json"),
        ),
        ("actors.dialect: 5 is not supported; expected an object [resource]", resource("actors", dialect=5)),
    ],
    "schema": [
        *(
            (
                f"actors.missingValues: {shown} is not supported; expected [''], since only empty cells are missing "
                "[schema]",
                schema("actors", missingValues=given),
            )
            for given, shown in (
                (["", "NA"], "['', 'NA']"),
                ([], "[]"),
                (None, "null"),
                ([{"value": "NA"}], "a list"),
                ([{"value": "", "label": 5}], "a list"),
            )
        ),
        *(
            (
                f"actors.fieldsMatch: {shown} is not supported; expected 'exact', since columns go by name and place "
                "[schema]",
                schema("actors", fieldsMatch=given),
            )
            for given, shown in (("whatever", "'whatever'"), (["subset"], "['subset']"), ("equal", "'equal'"))
        ),
        (
            "actors.fields: are in another order than the contract, which begins with actor_id, name, kind, country, "
            "part_of, ownership, owner_id, ownership_source, wikidata_id, note, article_id [schema]",
            lambda value: found(value, "actors")["schema"]["fields"].reverse(),
        ),
        (
            "actors.fields: 2 columns are named 'note'; each needs its own name [schema]",
            lambda value: found(value, "actors")["schema"]["fields"].append(found(value, "actors", "note")),
        ),
        ("actors.foreignKey: is not a property; did you mean 'foreignKeys'? [schema]", schema("actors", foreignKey=[])),
    ],
    "column": [
        (
            "events.date_earliest.format: '%d/%m/%Y' is not supported; expected 'default' or '%Y-%m-%d' [schema]",
            field("events", "date_earliest", format="%d/%m/%Y"),
        ),
        (
            "events.own.format: 'email' is not supported; expected 'default' [schema]",
            own_column(format="email"),
        ),
        (
            "events.disputed.trueValues: ['yes'] is not supported; expected ['true'] [schema]",
            field("events", "disputed", trueValues=["yes"]),
        ),
        (
            "events.disputed.falseValues: ['false', '0'] is not supported; expected ['false'] [schema]",
            field("events", "disputed", falseValues=["false", "0"]),
        ),
        (
            "passages.start.groupChar: is not supported; numbers are written as 3000 or 2.5 [schema]",
            field("passages", "start", groupChar="."),
        ),
        (
            "passages.start.bareNumber: false is not supported; expected true [schema]",
            field("passages", "start", bareNumber=False),
        ),
        (
            "passages.start.example: 'x' is not a value of type 'integer' [schema]",
            field("passages", "start", example="x"),
        ),
        (
            "actors.name.missingValues: ['', 'NA'] is not supported; expected [''], since only empty cells are missing "
            "[schema]",
            field("actors", "name", missingValues=["", "NA"]),
        ),
        ("actors.name.required: belongs in constraints [schema]", field("actors", "name", required=True)),
        ("actors.name.rdfType: 5 is not supported; expected text [schema]", field("actors", "name", rdfType=5)),
        (
            "actors.name.form: 'any' differs from the contract, which has null [schema]",
            field("actors", "name", form="any"),
        ),
        (
            "events.status.categories: differ from the contract's [schema]",
            lambda value: found(value, "events", "status")["categories"][0].update(label="It may be."),
        ),
        (
            "events.own.categories: need constraints.enum with the same values, which is what is checked [schema]",
            own_column(categories=["a", "b"]),
        ),
        (
            "events.own.categories: lack 'c', a value of constraints.enum [schema]",
            own_column(categories=["a", {"value": "b"}], constraints={"enum": ["a", "c"]}),
        ),
        (
            "events.own.categories: [5, …] is not supported; expected a list of values, or of objects with value and "
            "label [schema]",
            own_column(categories=[5, {"label": "b"}], constraints={"enum": ["a", "c"]}),
        ),
        (
            "events.own.type: 'time' is not supported; expected one of string, date, integer, number, boolean [schema]",
            own_column("time"),
        ),
    ],
    "constraints": [
        (
            "actors.wikidata_id.constraints.pattern: is missing; the contract has 'Q[1-9][0-9]*' [schema]",
            constraints("actors", "wikidata_id", pattern=GONE),
        ),
        (
            "actors.wikidata_id.constraints.pattern: 'Q.*' differs from the contract, which has 'Q[1-9][0-9]*' "
            "[schema]",
            constraints("actors", "wikidata_id", pattern="Q.*"),
        ),
        (
            "events.date.constraints.pattern: differs from the contract from character 4 on: has 'x)', the contract "
            "'(?:(?:[12][0-9]{3}-(?:(?:0[13578]|1[02])…' [schema]",
            constraints("events", "date", pattern="(?:x)"),
        ),
        (
            "actors.name.constraints.required: is missing; the contract has true [schema]",
            constraints("actors", "name", required=GONE),
        ),
        (
            "passages.end.constraints.minimum: 0 differs from the contract, which has 1 [schema]",
            constraints("passages", "end", minimum=0),
        ),
        (
            "passages.end.constraints.required: true differs from the contract, which leaves derived cells empty "
            "[schema]",
            constraints("passages", "end", required=True),
        ),
        (
            "events.status.constraints.enum: ['occurred'] differs from the contract, which has ['occurred', 'alleged', "
            "'planned'] [schema]",
            constraints("events", "status", enum=["occurred"]),
        ),
        (
            "actors.name.constraints: 5 is not supported; expected an object [schema]",
            field("actors", "name", constraints=5),
        ),
        *(
            (f"events.own.constraints.{name}: {message}", own_column(type_, constraints={name: given}))
            for type_, name, given, message in (
                ("string", "required", 1, "1 is not supported; expected true or false [schema]"),
                ("string", "unique", "yes", "'yes' is not supported; expected true or false [schema]"),
                ("string", "minLength", -1, "-1 is not supported; expected a whole number from 0 [schema]"),
                ("string", "maxLength", "9", "'9' is not supported; expected a whole number from 0 [schema]"),
                ("string", "minimum", 3, "is not a constraint of a column of type 'string' [schema]"),
                ("integer", "pattern", "a", "is not a constraint of a column of type 'integer' [schema]"),
                ("integer", "maximum", 1.5, "1.5 is not supported; expected a whole number of 64 bits [schema]"),
                (
                    "integer",
                    "exclusiveMinimum",
                    2**63,
                    "9223372036854775808 is not supported; expected a whole number of 64 bits [schema]",
                ),
                ("date", "minimum", "2024", "'2024' is not supported; expected a day such as 2024-11-12 [schema]"),
                ("string", "enum", "a", f"'a' {ENUM}"),
                ("string", "enum", ["a", "a"], f"['a', 'a'] {ENUM}"),
                ("string", "enum", [5], f"[5] {ENUM}"),
                *(
                    (
                        "string",
                        "pattern",
                        pattern,
                        f"{pattern!r} is not supported; expected a regular expression that Python and Rust read alike "
                        "[schema]",
                    )
                    for pattern in ("(", r"\p{L}", r"(?=a)", "[a&&b]", "a{99999999}")
                ),
                (
                    "string",
                    "jsonSchema",
                    {},
                    "is not a constraint that is supported; there are required, unique, enum, pattern, minLength, "
                    "maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum [schema]",
                ),
            )
        ),
    ],
    "keys": [
        (
            "articles.foreignKeys: lack the contract's key from publisher_id to actors.actor_id [schema]",
            lambda value: found(value, "articles")["schema"]["foreignKeys"].pop(0),
        ),
        (
            "articles.foreignKeys: lack the contract's key from publisher_id to actors.actor_id [schema]",
            lambda value: found(value, "articles")["schema"]["foreignKeys"][0]["reference"].update(
                resource="events", fields="event_id"
            ),
        ),
        (
            "photos.foreignKeys: 5 is not supported; expected a list of objects [schema]",
            own_keys(foreignKeys=5),
        ),
        (
            "photos.foreignKeys[0]: an object is not supported; expected an object with fields and a reference that "
            "has a resource and as many fields [schema]",
            own_keys(foreignKeys=[{"fields": "photo_id"}]),
        ),
        ("photos.foreignKeys[0]: the package has no table 'nosuch' [schema]", to("nosuch", "x")),
        ("photos.foreignKeys[0]: the table has no column 'y' [schema]", to("events", "event_id", of="y")),
        ("photos.foreignKeys[0]: events: the table has no column 'y' [schema]", to("events", "y")),
        (
            "photos.foreignKeys[0]: n is of type integer, events.event_id of type string; a key has the type of what "
            "it refers to [schema]",
            to("events", "event_id", of="n"),
        ),
        ("photos.uniqueKeys: 5 is not supported; expected a list of lists of columns [schema]", own_keys(uniqueKeys=5)),
        ("photos.uniqueKeys[0]: the table has no column 'y' [schema]", own_keys(uniqueKeys=[["y"]])),
        ("photos.uniqueKeys[0]: 'n' is not supported; expected a list of columns [schema]", own_keys(uniqueKeys=["n"])),
        ("photos.primaryKey: the table has no column 'y' [schema]", own_keys(primaryKey="y")),
        ("photos.primaryKey: ['n', 'n'] names a column twice [schema]", own_keys(primaryKey=["n", "n"])),
        ("photos.primaryKey: 5 is not supported; expected a list of columns [schema]", own_keys(primaryKey=5)),
        (
            "citations.primaryKey: ['passage_id'] differs from the contract, which has ['passage_id', 'row_table', "
            "'row_id', 'field'] [schema]",
            schema("citations", primaryKey=["passage_id"]),
        ),
    ],
}

CASES = [
    pytest.param(change, message, id=f"{part}-{n}")
    for part, cases in REFUSED.items()
    for n, (message, change) in enumerate(cases)
]


@pytest.mark.parametrize(("change", "message"), CASES)
def test_what_a_descriptor_says_otherwise_is_refused_by_name(with_photos: Path, change: Change, message: str) -> None:
    value = descriptor(with_photos)
    change(value)
    assert told(value, with_photos) == [f"datapackage.json:1: {message}"]


V1: Change = package(**{"$schema": GONE})

ACCEPTED: list[Change] = [
    *(resource("actors", encoding=encoding) for encoding in ("UTF-8", "utf8", "U8")),
    dialect(),
    dialect(delimiter=",", quoteChar='"', doubleQuote=True, header=True, headerRows=[1], lineTerminator="\n"),
    resource("actors", format=GONE, mediatype=GONE, encoding=GONE, type=GONE, title=GONE, description=GONE),
    resource("actors", scheme="file", profile="tabular-data-resource", note="ours"),
    schema("actors", fieldsMatch="exact"),
    schema("actors", fieldsMatch=["exact"]),
    schema("actors", missingValues=GONE),
    schema("actors", missingValues=[{"value": "", "label": "not known"}]),
    schema("actors", primaryKey="actor_id"),
    field("actors", "name", missingValues=[{"value": ""}], rdfType="https://schema.org/name", unit="none"),
    field("events", "disputed", trueValues=["true"], falseValues=["false"], format="default", example=True),
    field("events", "date_earliest", format="%Y-%m-%d", example="2024-11-12"),
    field("passages", "start", bareNumber=True, example=0),
    constraints("actors", "name", maxLength=900),
    constraints("actors", "country", unique=False),
    constraints("events", "type", enum=["veto"]),
    own_column(constraints={"enum": ["a"], "required": False}, categories=["a"]),
    own_column("integer", constraints={"enum": [1, 2], "exclusiveMaximum": 3}),
    own_column("boolean", constraints={"enum": [True]}),
    own_column("date", constraints={"minimum": "2024-01-01"}),
    own_keys(uniqueKeys=[["n"], ["photo_id", "n"]]),
    to("", "photo_id"),
    to("photos", ["photo_id"]),
    own_keys(foreignKeys=[{"fields": ["photo_id"], "reference": {"fields": ["photo_id"]}}]),
    to("events", ["title"], of=["photo_id"]),
    other(),
    other(type="file", mediatype="text/markdown", format="md", hash="x"),
    package(description="several\nlines,\tand a tab"),
    package(created="2024-11-12T09:30:00+01:00", homepage="https://example.org", keywords=[], id="x"),
    package(quotation={"longest": 1, "share": 1}),
    policy(articles=[], why=GONE),
    policy(articles=["kcna-20241112-decree"], share=0),
    package(**{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}, version=GONE, licenses=GONE),
    package(**{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}, quotation=GONE),
    V1,
]


@pytest.mark.parametrize("change", ACCEPTED)
def test_what_a_descriptor_says_rightly_is_accepted(with_photos: Path, change: Change) -> None:
    value = descriptor(with_photos)
    change(value)
    assert told(value, with_photos) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            own_column("integer", constraints={"exclusiveMinimum": 3}),
            "events.own.constraints.exclusiveMinimum: an exclusive bound",
        ),
        (schema("actors", missingValues=[{"value": ""}]), "actors.missingValues: a list of objects"),
    ],
)
def test_a_descriptor_of_the_first_version_has_not_what_came_later(
    with_photos: Path, change: Change, message: str
) -> None:
    value = descriptor(with_photos)
    reduce(lambda _, change: change(value), (V1, change), None)
    assert told(value, with_photos) == [
        f"datapackage.json:1: {message} needs Data Package v2: set $schema of the package to "
        "'https://datapackage.org/profiles/2.0/datapackage.json' [schema]"
    ]


def test_an_error_is_at_the_line_of_its_property(tmp_path: Path, pristine: Path) -> None:
    value = descriptor(pristine)
    field("actors", "name", format="uri")(value)
    schema("actors", fieldsMatch="any", missingValues=[{"value": '\\"]}'}])(value)
    package(title=5)(value)
    resource("names", path=GONE)(value)
    text = json.dumps(value, indent=2)
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    document = read(tmp_path / "datapackage.json")
    lines = text.splitlines()
    at = {problem.column: problem.line for problem in document.problems(faults(document, home.contract(), pristine))}
    assert {column: lines[line - 1].strip().rstrip(",") for column, line in at.items()} == {
        "title": '"title": 5',
        "actors.name.format": '"format": "uri"',
        "actors.fieldsMatch": '"fieldsMatch": "any"',
        "actors.missingValues": '"missingValues": [',
        "names.path": "{",
    }
    assert '"name": "names"' in lines[at["names.path"] + 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"name": "a",\n "name": "b", "resources": []}', "2: is not JSON: the key 'name' occurs twice in one object"),
        (
            '{"resources": [{"a": {},\n"b": [1, {"c": 1}, {"c": 1,\n"c": 2}]}]}',
            "3: is not JSON: the key 'c' occurs twice in one object",
        ),
        ('{"name": NaN}', "1: is not JSON: NaN is no number"),
        ('{"a": 1e400}', "1: is not JSON that can be read: 1e400 is larger than any number"),
        ('{"resources": [], "a": ' + "[" * 80 + "]" * 80 + "}", "1: is nested too deep"),
    ],
)
def test_json_that_readers_take_differently_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as caught:
        read(tmp_path / "datapackage.json")
    assert str(caught.value) == f"datapackage.json:{message} [descriptor]"
