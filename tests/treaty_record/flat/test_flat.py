"""The flat tables spell out what the tables say, and nothing else."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

import treaty_record
from treaty_record.facts.sides import side
from treaty_record.facts.witnesses import row_origins
from treaty_record.flat import CONTRADICTIONS, FIGURES, FLAT, TIMELINE, Flat
from treaty_tools.package.reading import read_tables
from treaty_tools.sources.build import build
from treaty_tools.sources.new_project import template

Tables = Mapping[str, pl.DataFrame]


@pytest.fixture(scope="module")
def five(pristine: Path) -> Tables:
    return read_tables(pristine)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the package that ``treaty init`` starts."""
    folder = tmp_path_factory.mktemp("foreign")
    for path, content in template("harbours").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return build(folder).tables


@pytest.fixture(scope="module", params=["ours", "five", "foreign", "empty"])
def tables(request: pytest.FixtureRequest) -> Tables:
    if request.param == "ours":
        return treaty_record.load()
    if request.param == "empty":
        return {name: frame.clear() for name, frame in treaty_record.load().items()}
    found: Tables = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("flat", FLAT.values(), ids=FLAT)
def test_a_flat_table_has_its_columns_described_typed_and_keyed(tables: Tables, flat: Flat) -> None:
    frame = flat(tables)
    assert frame.schema == flat.schema.polars_schema
    assert all(column.description.endswith(".") for column in flat.fields)
    assert frame[flat.key].null_count() == 0
    assert frame[flat.key].is_unique().all()
    assert flat(tables).equals(frame)


def test_every_event_is_in_the_timeline_and_every_figure_in_the_figures(tables: Tables) -> None:
    assert set(TIMELINE(tables)["event_id"]) == set(tables["events"]["event_id"])
    measured = tables["claims"].filter(pl.col("measure").is_not_null())
    assert set(FIGURES(tables)["claim_id"]) == set(measured["claim_id"])


@pytest.mark.parametrize("table", ["events", "claims"])
def test_origins_are_as_many_as_are_counted(tables: Tables, table: str) -> None:
    key = tables[table].columns[0]
    listed = row_origins(tables, table).group_by(pl.col("row_id").alias(key)).len("origins")
    counted = tables[table].join(listed, on=key, how="left")
    assert counted["origins"].fill_null(0).to_list() == counted["n_origins"].to_list()


def test_whatever_is_disputed_is_in_the_contradictions(tables: Tables) -> None:
    found = CONTRADICTIONS(tables)
    named = {*found["row"], *found["other_row"].drop_nulls()}
    claims = tables["claims"].filter("disputed")
    assert {name for name in named if name.startswith("claims/")} == {f"claims/{key}" for key in claims["claim_id"]}
    cited = tables["citations"].with_columns(side=side())
    assert found.filter(kind="cell").height == cited.filter(side="differing").height
    assert found.filter(kind="refutes").height == cited.filter(side="refuting").height


def test_an_article_that_refutes_a_row_is_a_contradiction_and_an_announcement_is_none(five: Tables) -> None:
    decree = pl.col("passage_id") == "chosonsinbo-20241112-hijun.decree"
    whole = decree & (pl.col("row_id") == "kim-ratifies-treaty")
    before = CONTRADICTIONS(five)
    for stance, more in (("refutes", 1), ("announces", 0)):
        changed = five["citations"].with_columns(
            stance=pl.when(whole).then(pl.lit(stance)).otherwise("stance"),
            field=pl.when(whole & (pl.col("field") == "date")).then(pl.lit("*")).otherwise("field"),
        )
        found = CONTRADICTIONS({**five, "citations": changed}).filter(kind="refutes")
        assert found.height == more * changed.filter(stance="refutes").height
    assert before.filter(kind="refutes").is_empty()


def test_a_flat_table_gives_no_address_of_a_scraped_copy(tables: Tables) -> None:
    scraped = tables["articles"].filter(kind="scraped copy")["article_id"].implode()
    for flat in FLAT.values():
        frame = flat(tables)
        for name in (name for name in frame.columns if name.endswith("article_url")):
            copies = frame.filter(pl.col(name.replace("url", "id")).is_in(scraped))
            assert copies[name].drop_nulls().to_list() == []


def test_the_timeline_is_in_order_and_spells_out_names_and_article(five: Tables) -> None:
    frame = TIMELINE(five)
    days = frame.select(pl.coalesce("date_earliest", "date_latest")).to_series().drop_nulls()
    assert days.is_sorted()
    row = frame.row(by_predicate=pl.col("event_id") == "kim-ratifies-treaty", named=True)
    assert row["participants"] == "Kim Jong Un (signatory)"
    assert row["origins"] == "Korean Central News Agency"
    assert (row["date"], row["disputed"], row["n_origins"]) == ("2024-11-11", True, 1)
    articles = five["articles"]
    read = articles.row(by_predicate=pl.col("article_id") == row["article_id"], named=True)
    told = ("title", "title_gloss", "published", "language", "url")
    assert [row[f"article_{name}"] for name in told] == [read[name] for name in told]
    publisher = five["actors"].filter(actor_id=read["publisher_id"])["name"].item()
    assert (row["article_publisher"], row["link"]) == (publisher, read["url"])
    assert (row["n_articles"], row["n_unknown_origin"], row["n_announcing"], row["n_claimants"]) == (4, 0, 0, 1)


def test_a_figure_has_its_measure_claimant_and_relations_spelt_out(five: Tables) -> None:
    frame = FIGURES(five)
    row = frame.row(by_predicate=pl.col("claim_id") == "south-korea-more-than-10000", named=True)
    assert (row["claimant"], row["event"]) == ("South Korea", "North Korean troops are in Russia")
    assert (row["definition"], row["unit"]) == (
        "North Korean soldiers present in Russia on the date that the claim refers to.",
        "soldiers",
    )
    assert (row["origins"], row["n_origins"], row["n_unknown_origin"]) == (None, 0, 1)
    assert (row["modality"], row["reversed_by"], row["link"]) == ("asserted", None, None)
    for name, other in frame.filter(pl.col("contradicts").is_not_null()).select("claim_id", "contradicts").iter_rows():
        back = frame.filter(claim_id=other)["contradicts"].to_list()
        assert all(name in claims.split("; ") for claims in back)


def test_a_cell_that_a_passage_contradicts_shows_both_sides(five: Tables) -> None:
    frame = CONTRADICTIONS(five)
    row = frame.row(
        by_predicate=pl.col("contradiction_id")
        == "events/kim-ratifies-treaty/date/vtcnews-bn-20241112-phe-chuan.decree",
        named=True,
    )
    assert (row["kind"], row["field"], row["row_says"], row["other_says"]) == (
        "cell",
        "date",
        "2024-11-11",
        "2024-11-12",
    )
    assert row["about"] == "Kim Jong Un signs the decree that ratifies the treaty"
    assert row["row_article_id"] == "chosonsinbo-20241112-hijun"
    assert row["other_article_id"] == "vtcnews-bn-20241112-phe-chuan"
    assert "কিম জং-উন" in row["other_quote"]
    assert row["note"].startswith("Settled on 11 November: ")


def test_claims_at_odds_show_both_statements_and_who_makes_them(five: Tables) -> None:
    frame = CONTRADICTIONS(five).filter(pl.col("kind") != "cell")
    statements = dict(five["claims"].select("claim_id", "statement").iter_rows())
    assert frame.height
    for row in frame.iter_rows(named=True):
        assert row["row_says"] == statements[row["row"].removeprefix("claims/")]
        assert row["other_says"] == statements[row["other_row"].removeprefix("claims/")]
        assert row["row_gloss"]
        assert row["other_gloss"]
