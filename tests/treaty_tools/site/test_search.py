"""The search index has every row and passage, in scripts of a bounded size that hide nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from treaty_tools.site import record
from treaty_tools.site.record import Record
from treaty_tools.site.search import FIRST, scripts
from treaty_tools.site.search.rows import aliases

Index = dict[str, Any]


def address(passage: record.Row) -> str:
    return f"articles/{passage['article_id']}.html#passage-{passage['passage_id'].rpartition('.')[2]}"


@pytest.fixture(scope="module")
def read(pristine: Path) -> Record:
    return record.read(pristine)


@pytest.fixture(scope="module")
def parts(read: Record) -> dict[str, str]:
    return dict(scripts(read, address))


@pytest.fixture(scope="module")
def index(parts: dict[str, str]) -> Index:
    first: Index = json.loads(parts[FIRST].removeprefix('"use strict";\nwindow.treatyIndex=').removesuffix(";\n"))
    first["rows"] = [row for part in first["parts"] for row in rows_of(parts[part], first["fields"])]
    return first


def rows_of(script: str, fields: list[str]) -> Iterator[dict[str, Any]]:
    body = script.removeprefix('"use strict";\nwindow.treatyIndex.rows.push(\n').removesuffix("\n);\n")
    yield from (dict(zip(fields, row, strict=False)) for row in json.loads(f"[{body}]"))


def test_the_index_holds_every_row_and_passage(index: Index, read: Record) -> None:
    found = [f"{row['table']}/{row['id']}" for row in index["rows"]]
    tables = ("actors", "events", "claims", "articles", "passages")
    assert sorted(row for row in found if not row.startswith("figures/")) == sorted(
        f"{table}/{key}" for table in tables for key in read.rows[table]
    )
    assert index["actors"] == [row["id"] for row in index["rows"] if row["table"] == "actors"]
    assert {row.partition("/")[2] for row in found if row.startswith("figures/")} == {*read.under["claims", "measure"]}


def test_names_in_any_script_and_the_words_of_passages_are_lines_of_their_row(index: Index) -> None:
    more = {(row["table"], row["id"]): row.get("more", "").split("\n") for row in index["rows"]}
    assert "nকিম জং-উন" in more["actors", "kim-jong-un"]
    assert any(line.startswith("q") and "ডিক্রি" in line for lines in more.values() for line in lines)


def test_a_pointer_leads_to_its_text(index: Index, read: Record) -> None:
    events = [row["id"] for row in index["rows"] if row["table"] == "events"]
    claims = [row for row in index["rows"] if row["table"] == "claims"]
    about = {row["id"]: re.findall("^e([0-9]+)$", row.get("more", ""), re.M) for row in claims}
    assert {claim: [events[int(at)] for at in found] for claim, found in about.items()} == {
        key: [claim["event_id"]] if claim["event_id"] else [] for key, claim in read.rows["claims"].items()
    }


def test_no_invisible_character_is_in_a_script(parts: dict[str, str]) -> None:
    assert not any(re.search("[\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text) for text in parts.values())
    assert all(len(text.encode()) < 250_000 for text in parts.values())


def test_aliases_are_a_table_of_the_packages_own(read: Record) -> None:
    assert aliases(read) == {}
    frame = pl.DataFrame({"actor_id": ["kim-jong-un", "kim-jong-un"], "alias": ["金正恩", "김정은"]})
    known = record.joined(read.about, read.package, {**read.tables, "aliases": frame})
    assert aliases(known) == {"kim-jong-un": ["金正恩", "김정은"]}
    assert "a金正恩" in "".join(text for _, text in scripts(known, address))
