"""The questions people ask are answered with what the tables say, in whichever frames they want."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import treaty_record
from tests.helpers.packages import describe, descriptor
from treaty_record.facts.origins import houses
from treaty_record.facts.witnesses import row_origins, witnesses
from treaty_record.flat import FLAT, Flat
from treaty_record.formats import Format
from treaty_tools.package.reading import read_tables

QUESTIONS: dict[str, Callable[..., Any]] = {
    "timeline": treaty_record.timeline,
    "figures": treaty_record.figures,
    "contradictions": treaty_record.contradictions,
    "reported_range": lambda **how: treaty_record.reported_range("troops-in-russia", **how),
    "who_cites_whom": treaty_record.who_cites_whom,
    "who_cites_whom_claimants": lambda **how: treaty_record.who_cites_whom("claimants", **how),
    "evidence": lambda **how: treaty_record.evidence("events/kim-ratifies-treaty", **how).passages,
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_format_holds_the_same(question: Callable[..., Any], pristine: Path) -> None:
    frame = question(package=pristine)
    assert isinstance(frame, pl.DataFrame)
    assert frame.height
    assert question(package=pristine).equals(frame)
    arrow, relation = question(package=pristine, as_="arrow"), question(package=pristine, as_="duckdb")
    assert isinstance(arrow, pa.Table)
    assert isinstance(relation, duckdb.DuckDBPyRelation)
    pandas = pl.from_pandas(question(package=pristine, as_="pandas"))
    assert pandas.cast(dict(frame.schema)).equals(frame)
    assert pl.DataFrame(arrow).equals(frame)
    assert relation.pl().equals(frame)


@pytest.mark.parametrize("flat", FLAT.values(), ids=FLAT)
def test_docstrings_name_every_column(flat: Flat) -> None:
    text = " ".join((getattr(treaty_record, flat.name).__doc__ or "").split())
    assert f"Columns: {', '.join(column.name for column in flat.fields)}." in text


def test_the_day_of_claims_and_events_is_the_first_that_is_known(pristine: Path) -> None:
    for frame in (treaty_record.figures(package=pristine), treaty_record.timeline(package=pristine)):
        days = [name for name in frame.columns if name.endswith(("_earliest", "_latest"))]
        unknown = frame.filter(pl.col("day").is_null()).select(days)
        assert all(unknown[name].null_count() == len(unknown) for name in days)
        assert frame["day"].null_count() < len(frame)


def test_figures_are_those_of_a_measure_in_order() -> None:
    every = treaty_record.figures()
    killed = treaty_record.figures("killed")
    assert killed.equals(every.filter(measure="killed"))
    days = killed.select(
        pl.coalesce("said_on_earliest", "as_of_earliest", "said_on_latest", "as_of_latest")
    ).to_series()
    assert days.drop_nulls().is_sorted()


@pytest.mark.parametrize("question", [treaty_record.figures, treaty_record.reported_range])
def test_a_measure_of_which_nothing_is_claimed_is_refused(question: Callable[..., Any], pristine: Path) -> None:
    with pytest.raises(
        KeyError,
        match="no figures for 'ships'; the data has figures for: treaty-articles, troops-in-russia, troops-sent",
    ):
        question("ships", package=pristine)


def test_the_reported_range_holds_every_claim_of_its_period(pristine: Path) -> None:
    tables = read_tables(pristine)
    heard = row_origins(tables, "claims")
    days = ("said_on_earliest", "as_of_earliest", "said_on_latest", "as_of_latest")
    for measure in tables["claims"]["measure"].drop_nulls().unique():
        told = {row["period"]: row for row in treaty_record.reported_range(measure, package=pristine).to_dicts()}
        by_month: dict[object, list[dict[str, Any]]] = {}
        for claim in tables["claims"].filter(measure=measure).to_dicts():
            day = next((claim[name] for name in days if claim[name]), None)
            by_month.setdefault(day and day.replace(day=1), []).append(claim)
        assert told.keys() == by_month.keys()
        for month, claims in by_month.items():
            numbers = [
                claim[end] for claim in claims for end in ("figure_low", "figure_high") if claim[end] is not None
            ]
            assert (told[month]["low"], told[month]["high"]) == (min(numbers), max(numbers))
            assert told[month]["or_more"] == any(claim["figure_high"] is None for claim in claims)
            assert told[month]["claims"] == len(claims)
            assert told[month]["n_claimants"] == len({claim["claimant_id"] for claim in claims} - {None})
            ids = [claim["claim_id"] for claim in claims]
            assert told[month]["n_origins"] == heard.filter(pl.col("row_id").is_in(ids))["origin"].n_unique()
            articles = witnesses(tables, "claims").filter(pl.col("row_id").is_in(ids))
            unknown = articles.filter(pl.col("origin").is_null())
            assert told[month]["n_articles"] == articles["article_id"].n_unique()
            assert told[month]["n_unknown_origin"] == unknown["article_id"].n_unique()


@pytest.mark.parametrize("every", ["month", "-1mo", ""])
def test_what_is_no_length_of_time_is_refused(every: str) -> None:
    with pytest.raises(ValueError, match=f"^every='{every}' is not a duration such as 1d, 1w, 1mo or 1y$"):
        treaty_record.reported_range("killed", every)


def test_every_passage_is_carried_from_one_origin() -> None:
    carried = treaty_record.who_cites_whom()
    assert carried["passages"].sum() == len(treaty_record.load("passages"))
    assert (carried["copies"] <= carried["articles"]).all()
    own = carried.filter("own")
    assert own.height
    assert carried.filter(pl.col("origin").is_null())["own"].any() is False
    actors = treaty_record.load("actors")
    house = dict(houses({"actors": actors}).iter_rows())
    ids = dict(actors.select("name", "actor_id").iter_rows())
    assert [ids[name] for name in own["origin"]] == [house[ids[name]] for name in own["publisher"]]


def test_a_translation_carries_its_original(pristine: Path) -> None:
    carried = treaty_record.who_cites_whom(package=pristine)
    for publisher in ("VTC News", None):  # the publisher of the translation is not known
        found = carried.filter(pl.col("publisher").eq_missing(pl.lit(publisher))).filter(~pl.col("own"))
        sources = found.select("origin", pl.col("articles") - pl.col("copies")).rows()
        assert sources == [(None, 1), ("Korean Central News Agency", 1)]


def test_claimants_are_told_by_the_publishers_that_agree(pristine: Path) -> None:
    heard = treaty_record.who_cites_whom("claimants", package=pristine)
    row = heard.row(by_predicate=(pl.col("publisher") == "VTC News") & (pl.col("claimant") == "Ukraine"), named=True)
    assert (row["articles"], row["claims"]) == (1, 1)
    assert set(heard["claimant"]) <= set(read_tables(pristine)["actors"]["name"])
    with pytest.raises(ValueError, match=r"^whom must be 'origins' or 'claimants', not 'media'$"):
        treaty_record.who_cites_whom("media")  # type: ignore[call-overload] # pyright: ignore


def test_all_tables_in_duckdb_can_be_joined(pristine: Path) -> None:
    connection = treaty_record.load(package=pristine, as_="duckdb")
    query = "SELECT count(*) FROM passages JOIN articles USING (article_id)"
    assert connection.sql(query).fetchall() == [(len(read_tables(pristine)["passages"]),)]
    assert connection.sql("SELECT typeof(date_earliest) FROM events LIMIT 1").fetchall() == [("DATE",)]


def test_another_package_loads_from_csv_and_from_parquet(project: Path) -> None:
    before = treaty_record.load(package=project)
    assert before.keys() == treaty_record.load().keys()
    assert before["events"].equals(treaty_record.load("events", package=project / "datapackage.json"))
    about = descriptor(project)
    for resource in about["resources"]:
        name = resource["name"]
        resource["path"] = f"data/{name}.parquet"
        before[name].write_parquet(project / resource["path"])
        (project / f"data/{name}.csv").unlink()
    describe(project, about)
    after = treaty_record.load(package=project)
    assert all(after[name].equals(frame) for name, frame in before.items())
    assert treaty_record.timeline(package=project).equals(
        treaty_record.timeline(package=str(project / "datapackage.json"))
    )


def test_columns_go_by_their_names_wherever_they_stand(project: Path) -> None:
    events = pl.read_csv(project / "data/events.csv", infer_schema=False)
    events.select(reversed(events.columns)).write_csv(project / "data/events.csv")
    assert treaty_record.load("events", package=project)["title"].to_list() == events["title"].to_list()


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda p: shutil.rmtree(p), FileNotFoundError, "no package {p}: name a folder with a datapackage.json, or"),
        (lambda p: (p / "datapackage.json").write_text("["), ValueError, "{p}/datapackage.json is not JSON: Expecting"),
        (lambda p: describe(p, {"name": "x"}), ValueError, "{p}/datapackage.json has no list of resources"),
        (
            lambda p: describe(p, {"resources": []}),
            ValueError,
            "{p} is no package of cited events: it has no table art",
        ),
        (
            lambda p: (p / "data/events.csv").write_text("event_id,title\na,b\n"),
            ValueError,
            "{p}/data/events.csv differs from its schema ('treaty validate' says where): ",
        ),
        (
            lambda p: moved(p, "../events.csv"),
            ValueError,
            "'../events.csv' is not a path within the package",
        ),
        (
            lambda p: typed(p, "geopoint"),
            ValueError,
            "events has n_origins as 'geopoint', which is none of string, date",
        ),
    ],
    ids=["gone", "no JSON", "no resources", "no tables", "columns gone", "outside", "unknown type"],
)
def test_a_package_that_is_none_is_refused(
    project: Path, change: Callable[[Path], object], error: type[Exception], message: str
) -> None:
    change(project)
    with pytest.raises(error) as refused:
        treaty_record.timeline(package=project)
    assert str(refused.value).startswith(message.format(p=project))


def moved(package: Path, path: str) -> None:
    """Say of the events that they lie elsewhere, and put them there."""
    about = descriptor(package)
    next(r for r in about["resources"] if r["name"] == "events")["path"] = path
    shutil.copy(package / "data/events.csv", package / path)
    describe(package, about)


def typed(package: Path, type_: str) -> None:
    """Say of the events' number of origins that it has another type."""
    about = descriptor(package)
    events = next(r for r in about["resources"] if r["name"] == "events")
    next(f for f in events["schema"]["fields"] if f["name"] == "n_origins")["type"] = type_
    describe(package, about)


@pytest.mark.parametrize(
    ("as_", "module", "extra"), [("pandas", "pandas", "pandas"), ("arrow", "pyarrow", "pyarrow"), ("duckdb",) * 3]
)
def test_a_missing_extra_is_named(as_: Format, module: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ModuleNotFoundError) as refused:
        treaty_record.timeline(as_=as_)
    assert str(refused.value) == f"as_='{as_}' needs {module}: pip install 'treaty-record[{extra}]'"


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^as_ must be one of polars, pandas, arrow, duckdb, not 'spark'$"):
        treaty_record.load("events", as_="spark")  # type: ignore[call-overload] # pyright: ignore
