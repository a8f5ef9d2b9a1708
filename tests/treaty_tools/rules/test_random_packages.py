"""Any package that the build makes keeps every rule, is read as it was written, and shows what was changed in it."""

import json
import re
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from tests.helpers.examples import examples
from tests.helpers.packages import edit, keys, primary_key, problems, renew, text
from treaty_record.values.characters import UNSAFE
from treaty_record.values.number import numbers_as_text
from treaty_tools.package.reading import read_tables
from treaty_tools.sources.build import Built, rebuild

SOURCES = "scripts/sources"

SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]).filter(re.compile(f"[^{UNSAFE}]").match)
TEXTS = (
    st.text(st.one_of(LETTERS, st.sampled_from('কিংय़"\\,;\u200d')), min_size=1, max_size=20)
    .map(lambda words: unicodedata.normalize("NFC", words).strip())
    .filter(lambda words: words and words[0] not in "=+-@" and not words.endswith("\u200d"))
    .filter(lambda words: words[0] not in "\u200c\u200d" and not unicodedata.category(words[0]).startswith("M"))
)
DATES = st.one_of(
    st.dates().filter(lambda day: 1000 <= day.year < 3000).map(str),
    st.sampled_from(["2024", "2024-02-29", "2024-06~", "2024-01/2024-03", "[2024-11-04..2024-11-10]", "../2024"]),
)
FIGURES = st.one_of(st.integers(0, 10**12).map(str), st.sampled_from(["~11000", ">10000", "<=5", "12..15", "1000s"]))


def toml(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Return tables of texts, lists and tables as TOML."""
    lines = (
        f"[{name}]\n" + "".join(f"{key} = {_value(cell)}\n" for key, cell in row.items())
        for name, row in tables.items()
    )
    return "\n".join(lines)


def _value(cell: object) -> str:
    if isinstance(cell, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(inner)}" for key, inner in cell.items()) + " }"
    return json.dumps(cell, ensure_ascii=False)


@st.composite
def source_files(draw: st.DrawFn) -> dict[str, str]:
    """Draw registers of a few rows, and one article with a passage that cites all of them."""
    actors, events, claims = (draw(st.lists(SLUGS, min_size=1, max_size=4, unique=True)) for _ in range(3))
    apart = {"note": f"Not {', '.join([*actors, *events, *claims])}."}  # rows may look the same
    actor_rows = {actor: {"name": draw(TEXTS), "kind": "person", **apart} for actor in actors}
    event_rows: dict[str, dict[str, Any]] = {
        event: {
            "title": draw(TEXTS),
            "type": "veto",
            "status": "occurred",
            "date": draw(DATES),
            **apart,
        }
        for event in events
    }
    hosts = {event: draw(st.lists(st.sampled_from(actors), unique=True, max_size=2)) for event in events}
    claim_rows = {
        claim: {
            "claimant_id": draw(st.sampled_from(actors)),
            "event_id": draw(st.sampled_from(events)),
            "kind": "report",
            "statement": draw(TEXTS),
            "measure": "troops-in-russia",
            "figure": draw(FIGURES),
            **apart,
        }
        for claim in claims
    }
    says = {f"events/{event}": {"date": row["date"]} for event, row in event_rows.items()}
    says |= {f"claims/{claim}": {"figure": row["figure"]} for claim, row in claim_rows.items()}
    parts = [f"{event}.host.{actor}" for event, of_event in hosts.items() for actor in of_event]
    whole = [("actors", actors), ("participants", parts)]
    rows = [f"{table}/{key}" for table, named in whole for key in named]
    title = draw(TEXTS)
    known = {"kind": "original", "extent": "notes", "origin_basis": "unknown"}
    article = {"url": "https://example.org/a", "language": "en", "title": title, **known}
    passage = {"place": "title", "start": 0, "quote": title, "gloss": draw(TEXTS), "rows": rows, "says": says}
    return {
        "actors.toml": toml(actor_rows),
        "events.toml": toml(event_rows),
        "claims.toml": toml(claim_rows),
        f"articles/{draw(SLUGS)}.toml": toml({"article": article, "passage.p": passage}),
    }


def built(pristine: Path, root: Path, files: Mapping[str, str]) -> Built:
    """Build a package of some source files in an empty folder."""
    shutil.rmtree(root, ignore_errors=True)
    (root / SOURCES / "articles").mkdir(parents=True)
    for name in ("package.toml", "vocabulary.toml"):
        shutil.copyfile(pristine / SOURCES / name, root / SOURCES / name)
    for name, content in files.items():
        (root / SOURCES / name).write_text(content, "utf-8")
    return rebuild(root)[0]


@examples(2, 12)
@given(files=source_files())
def test_what_is_built_keeps_the_rules_and_is_read_as_it_was_written(
    pristine: Path, tmp_path: Path, files: dict[str, str]
) -> None:
    package = built(pristine, tmp_path / "built", files)
    assert problems(tmp_path / "built") == []
    for name, frame in read_tables(tmp_path / "built").items():
        assert frame.equals(package.tables[name])
        assert numbers_as_text(frame).write_csv().encode() == package.files[f"data/{name}.csv"]


CHECKED = {
    "actors": ("actor_id", "article_id"),
    "events": ("event_id", "date", "date_earliest", "date_latest", "date_precision", "n_articles", "disputed"),
    "claims": ("claim_id", "figure", "figure_low", "figure_high", "claimant_id", "n_origins", "measure"),
    "passages": ("passage_id", "article_id", "start", "end", "quote", "quote_sha256"),
    "citations": ("passage_id", "row_table", "row_id", "field", "says", "basis", "agrees"),
}
"""Columns in which nothing can be changed unnoticed, whatever the new cell is."""
CELLS = st.one_of(TEXTS, DATES, FIGURES, SLUGS, st.sampled_from(["true", "false", "0", "*", "day"]))


@examples(2, 12)
@given(files=source_files(), data=st.data())
def test_a_change_of_one_cell_is_found(
    pristine: Path, tmp_path: Path, files: dict[str, str], data: st.DataObject
) -> None:
    root = tmp_path / "built"
    built(pristine, root, files)
    table = data.draw(st.sampled_from(sorted(CHECKED)))
    column = data.draw(st.sampled_from(CHECKED[table]))
    before = text(root, table)
    key = data.draw(st.sampled_from(keys(before, table)))
    now = before.row(keys(before, table).index(key), named=True)[column]
    cell = data.draw(st.one_of(CELLS, st.none()).filter(lambda cell: cell != now))
    edit(root, table, key, **{column: cell})
    renew(root)
    assert problems(root), (table, key, column, now, cell, primary_key(table))
