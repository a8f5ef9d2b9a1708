"""treaty diff: everything that changed is told once, and what is told makes the new tables of the old ones."""

import json
import shutil
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.helpers.examples import examples
from tests.helpers.packages import add, describe, descriptor, drop, edit, renew, text, write
from treaty_record.contract import Column, Contract, TableSchema, by_name
from treaty_tools.cli import main
from treaty_tools.package.package import Package
from treaty_tools.releases.difference import Release, compare
from treaty_tools.releases.difference.as_json import as_json
from treaty_tools.releases.difference.as_markdown import code, plain
from treaty_tools.releases.difference.version import MAJOR, MINOR, PATCH, changes, least

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs/difference.schema.json").read_bytes())
REASON = "Nobody is named after a *town*."


@pytest.fixture(scope="module")
def versions(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The package of five articles, and one in which something of every kind has changed."""
    new = shutil.copytree(pristine, tmp_path_factory.mktemp("diff") / "new")
    drop(new, "names", "north-korea.bn-pyongyang", "north-korea.bn")
    gone = {"row_table": "names", "retired_in": "0.2.0", "reason": REASON}
    add(new, "retirements", None, row_id="north-korea.bn-pyongyang", replaced_by="north-korea.en", **gone)
    add(new, "retirements", None, row_id="north-korea.bn", **gone)
    drop(new, "participants", text(new, "participants")["participant_id"][0])
    edit(new, "actors", "kim-jong-un", wikidata_id=None, note="Reads `code` and\tmore.")
    edit(new, "actors", "kcna", kind="group", article_id=None)
    add(new, "actors", "kcna", actor_id="a-new-one")
    table = text(new, "events").rename({"place": "town"}).with_columns(weather=pl.lit(None, pl.String))
    write(new, "events", table)
    (new / "data/towns.csv").write_text("town\nPyongyang\n")
    write(new, "vocabulary", text(new, "vocabulary").reverse())
    found = descriptor(new)
    found["version"] = "0.2.0"
    fields = {resource["name"]: resource["schema"]["fields"] for resource in found["resources"]}
    next(field for field in fields["events"] if field["name"] == "place")["name"] = "town"
    fields["events"].append({"name": "weather", "type": "string"})
    low = next(field for field in fields["claims"] if field["name"] == "figure_low")
    low |= {"type": "string", "constraints": {}}
    schema = {"fields": [{"name": "town", "type": "string"}], "primaryKey": "town"}
    found["resources"].append({"name": "towns", "path": "data/towns.csv", "schema": schema})
    describe(new, found)
    renew(new)
    return pristine, new


def told(*arguments: object) -> str:
    result = CliRunner().invoke(main, ["diff", *map(str, arguments)])
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


TEXT = r"""
0.1.0 → 0.2.0: 8 tables differ; the column events.place was renamed to town, which asks for 1.0.0 at least
actors: 1 row added, 3 cells changed in 2 rows, 1 derived cell changed
  + a-new-one
  ~ kcna
      kind: medium → group
  ~ kim-jong-un
      wikidata_id: Q56226 → (empty)
      note: (empty) → Reads `code` and\tmore.
names: 1 row retired, 1 row replaced
  - north-korea.bn, retired in 0.2.0: Nobody is named after a *town*.
  - north-korea.bn-pyongyang, retired in 0.2.0, replaced by north-korea.en: Nobody is named after a *town*.
events: other columns
  ~ column place is named town
  + column weather
participants: 1 row removed
  - exchange-of-instruments.party.north-korea
claims: other columns
  ~ column figure_low is of type string
vocabulary: rows in another order
retirements: 2 rows added
  + names north-korea.bn
  + names north-korea.bn-pyongyang
towns: the table came, 1 row
"""
MARKDOWN = r"""
- `actors`: 1 row added, 3 cells changed in 2 rows, 1 derived cell changed (added: `a-new-one`)
  - `kcna`: `kind` is `group`, was `medium`
  - `kim-jong-un`: `wikidata_id` is empty, was `Q56226`; `note` is `` Reads `code` and\tmore. ``, was empty
- `names`: 1 row retired, 1 row replaced
  - `north-korea.bn` is retired: Nobody is named after a \*town\*.
  - `north-korea.bn-pyongyang` is retired, replaced by `north-korea.en`: Nobody is named after a \*town\*.
- `events`: other columns
  - the column `place` is named `town`
  - the column `weather` came
- `participants`: 1 row removed
  - `exchange-of-instruments.party.north-korea` is gone
- `claims`: other columns
  - the column `figure_low` is of type `string`
- `vocabulary`: rows in another order
- `retirements`: 2 rows added
- `towns`: the table came, 1 row
"""
CSV = """
change,table,key,column,old,new,derived,retired_in,reason,replaced_by
version changed,,,,0.1.0,0.2.0,,,,
row added,actors,a-new-one,,,,,,,
cell changed,actors,kcna,kind,medium,group,false,,,
cell removed,actors,kcna,article_id,mbn-20241112-kim-signs,,true,,,
cell removed,actors,kim-jong-un,wikidata_id,Q56226,,false,,,
cell added,actors,kim-jong-un,note,,Reads `code` and\tmore.,false,,,
row retired,names,north-korea.bn,,,,,0.2.0,Nobody is named after a *town*.,
row replaced,names,north-korea.bn-pyongyang,,,,,0.2.0,Nobody is named after a *town*.,north-korea.en
column renamed,events,,place,,town,,,,
column added,events,,weather,,,,,,
row removed,participants,exchange-of-instruments.party.north-korea,,,,,,,
column retyped,claims,,figure_low,,string,,,,
rows moved,vocabulary,,,,,,,,
row added,retirements,"{""row_table"":""names"",""row_id"":""north-korea.bn""}",,,,,,,
row added,retirements,"{""row_table"":""names"",""row_id"":""north-korea.bn-pyongyang""}",,,,,,,
table added,towns,,,,,,,,
row added,towns,Pyongyang,,,,,,,
"""


@pytest.mark.parametrize(("form", "expected"), [("text", TEXT), ("markdown", MARKDOWN), ("csv", CSV)])
def test_everything_that_changed_is_told(versions: tuple[Path, Path], form: str, expected: str) -> None:
    assert told(*versions, "--format", form) == expected.lstrip("\n")


def test_programs_are_told_as_the_schema_says(versions: tuple[Path, Path]) -> None:
    report = json.loads(told(*versions, "--format", "json"))
    Draft202012Validator(SCHEMA).validate(report)
    assert report["asks_for"] == {"version": "1.0.0", "why": "the column events.place was renamed to town"}
    assert {what: number for what, number in report["counts"].items() if number} == {
        "rows_added": 4,
        "rows_removed": 1,
        "rows_retired": 1,
        "rows_replaced": 1,
        "rows_changed": 2,
        "cells_added": 1,
        "cells_changed": 1,
        "cells_removed": 1,
        "cells_derived": 1,
    }
    tables = {table["name"]: table for table in report["tables"]}
    assert tables["towns"]["added"] == [{"key": {"town": "Pyongyang"}, "cells": {"town": "Pyongyang"}}]
    assert [row["replaced_by"] for row in tables["names"]["removed"]] == [None, "north-korea.en"]
    assert tables["actors"]["cells"][1] == {
        "key": {"actor_id": "kcna"},
        "column": "article_id",
        "old": "mbn-20241112-kim-signs",
        "new": None,
        "derived": True,
    }


def test_few_are_shown_and_all_are_counted(versions: tuple[Path, Path]) -> None:
    lines = told(*versions, "--max-shown", "1").splitlines()
    assert "actors: 1 row added, 3 cells changed in 2 rows, 1 derived cell changed" in lines
    assert [line for line in lines if "more" in line] == [
        "  ... and 1 more changed",
        "  ... and 1 more that are gone",
        "  ... and 1 more added",
    ]
    report = json.loads(told(*versions, "--max-shown", "1", "--format", "json"))
    Draft202012Validator(SCHEMA).validate(report)
    actors = report["tables"][0]
    assert (len(actors["cells"]), actors["not_shown"]["cells"], actors["counts"]["cells_changed"]) == (1, 3, 1)
    lines = told(*versions, "--max-shown", "1", "--format", "csv").splitlines()
    assert [line.split(",")[0] for line in lines if ",actors," in line] == ["row added", "cell changed"]


def test_a_package_is_like_itself(pristine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pristine / "data")
    assert told(pristine) == "0.1.0 → 0.1.0: the tables are the same\n"
    assert told(pristine, "--format", "markdown") == ""
    report = json.loads(told(pristine, "--format", "json"))
    Draft202012Validator(SCHEMA).validate(report)
    assert (report["same"], report["asks_for"], report["tables"]) == (True, None, [])


def test_a_table_that_goes_is_told(versions: tuple[Path, Path]) -> None:
    new, old = versions
    lines = told(old, new).splitlines()
    assert lines[0] == "0.2.0 → 0.1.0: 8 tables differ; the table towns went, which asks for 1.0.0 at least"
    assert lines[-1] == "towns: the table went, 1 row"


# What is told makes the new tables of the old ones.

CELLS = st.none() | st.text('ab=é, "', max_size=2)
FRAMES = st.lists(st.tuples(st.sampled_from("abcdefgh") | st.none(), st.sampled_from("xy"), CELLS, CELLS), max_size=9)


def release(version: str, rows: list[Any], key: list[str]) -> Release:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("one", "two", "three", "four"), pl.String), orient="row")
    table = TableSchema("table", by_name(Column(name, "string") for name in frame.columns), tuple(key))
    tables = {"table": frame.with_row_index("_row")}
    return Release(Package(Contract({"table": table}), tables, descriptor={"version": version, "resources": []}))


@examples(20, 200)
@given(old=FRAMES, new=FRAMES, key=st.sampled_from([["one", "two"], ["one"], []]))
def test_what_is_told_makes_the_new_table_of_the_old_one(old: list[Any], new: list[Any], key: list[str]) -> None:
    between = compare(release("1.0.0", old, key), release("1.1.0", new, key))
    report = json.loads("".join(as_json(between, None)))
    Draft202012Validator(SCHEMA).validate(report)
    assert report["same"] == (old == new)
    rows = [dict(zip(("one", "two", "three", "four"), row, strict=True)) for row in old]
    for table in report["tables"]:
        for gone in table["removed"]:
            rows.remove(gone["cells"])
        unique = len({json.dumps([row[name] for name in table["key"]]) for row in rows}) == len(rows)
        for cell in table["cells"] if unique else []:
            row = next(row for row in rows if cell["key"].items() <= row.items())
            assert row[cell["column"]] == cell["old"]
            row[cell["column"]] = cell["new"]
        rows += [came["cells"] for came in table["added"]]
        if not unique:
            assert len(rows) == len(new)
            return
    assert sorted(map(str, rows)) == sorted(str(dict(zip(rows[0], row, strict=True))) for row in new)


def test_keys_that_share_a_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pl.DataFrame, "hash_rows", lambda frame: pl.Series(range(len(frame)), dtype=pl.UInt64))
    old, new = ([(key, "x", None, None) for key in keys] for keys in ("abc", "acd"))
    (table,) = compare(release("1.0.0", old, ["one"]), release("1.0.0", new, ["one"])).tables
    assert (table.rows.added["one"].to_list(), table.rows.removed["one"].to_list()) == (["d"], ["b"])
    assert not table.rows.moved


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ([("a", "x", "1", "1")], [("a", "x", "1", "2")], ("1.2.4", "1 row of table changed")),
        ([("a", "x", "1", "1")], [("b", "x", "1", "1")], ("1.3.0", "1 row of table came")),
        ([("a", "x", "1", "1"), ("b", "x", "1", "1")], [("b", "x", "1", "1")], ("1.3.0", "1 row of table went")),
        ([("a", "x", "1", "1"), ("b", "x", "1", "1")], [("b", "x", "1", "1"), ("a", "x", "1", "1")],
         ("1.2.4", "the rows of table moved")),
        ([], [], None),
    ],
)  # fmt: skip
def test_what_changed_asks_for_a_version(old: list[Any], new: list[Any], asked: tuple[str, str] | None) -> None:
    assert least(compare(release("1.2.3", old, ["one"]), release("1.2.3", new, ["one"]))) == asked
    assert (MAJOR, MINOR, PATCH) == (0, 1, 2)
    keyless = compare(release("1.2.3", old, []), release("1.2.3", new, []))
    assert {part for part, _ in changes(keyless)} <= {PATCH}


def test_a_package_of_formulas_runs_nothing_in_a_spreadsheet() -> None:
    from treaty_tools.releases.difference.as_csv import as_csv

    old, new = [("a", "x", "-5", "=1+1")], [("=b", "x", "1", "1"), ("a", "x", "@SUM", "-7")]
    told = as_csv(compare(release("1.0.0", old, ["one"]), release("1.0.0", new, ["one"])), None)
    assert told.splitlines()[1:] == [
        "row added,table,'=b,,,,,,,",
        "cell changed,table,a,three,-5,'@SUM,false,,,",
        "cell changed,table,a,four,'=1+1,-7,false,,,",
    ]


def test_markdown_is_inert() -> None:
    assert code("a `b` ``c``") == "``` a `b` ``c`` ```"
    assert plain("<b>*x*</b> [a](b) \x1b[0m") == r"\<b\>\*x\*\</b\> \[a\](b) \\x1b\[0m"
