"""Six articles in six languages, coded from their texts: what the evidence model makes of them.

Their texts are not here; the numbers of paragraphs were counted, and the counts of the rows worked out, by reading.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

import treaty_record
from tests.helpers.packages import problems
from treaty_record.evidence import evidence_in
from treaty_record.facts.witnesses import announcements, row_origins, witnesses
from treaty_tools.derive.links import Tables
from treaty_tools.reporting.problem import BadData
from treaty_tools.sources.build import rebuild

SOURCES = Path(__file__).parents[1] / "cases/trial"
CNA = "cna-20250428-confirms"
INTERFAX = "interfax-ukraine-20250214-zelensky"
KBS = "kbs-ar-20251105-nis"
TASS = "tass-20250428-sacred-mission"
YTN = "ytn-20250430-nis"
PARAGRAPHS = {CNA: 5, "duma-20241024-ratified": 3, INTERFAX: 4, KBS: 4, TASS: 6, YTN: 5}
"""Paragraphs of the body of each article, as far as it could be read."""
TROOPS = "north-korean-troops-in-russia"
REINFORCEMENTS = "north-korean-reinforcements-2025"


def draft(folder: Path) -> Path:
    """Return a project with a copy of the sources, and nothing built."""
    shutil.copytree(SOURCES, folder / "scripts/sources")
    return folder


def change(project: Path, file: str, *changes: tuple[str, str]) -> None:
    """Replace words in a source file, in which they have to be."""
    path = project / "scripts/sources" / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def built(project: Path) -> Tables:
    """Build a project, and return its tables as readers load them."""
    rebuild(project)
    assert problems(project) == []
    return treaty_record.load(package=project)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return built(draft(tmp_path_factory.mktemp("trial")))


def row(tables: Tables, table: str, row_id: str) -> dict[str, object]:
    return tables[table].row(by_predicate=pl.nth(0) == row_id, named=True)


def counts(tables: Tables, table: str, row_id: str) -> tuple[object, ...]:
    """Return how many articles support a row, of how many origins and unknown origins, and how many announce it."""
    names = ("n_articles", "n_origins", "n_unknown_origin", "n_announcing")
    return tuple(map(row(tables, table, row_id).__getitem__, names))


def origins(tables: Tables, table: str, row_id: str) -> list[str]:
    return row_origins(tables, table).filter(row_id=row_id)["origin"].to_list()


# What was coded


def test_each_article_has_all_that_was_coded_from_it(tables: Tables) -> None:
    passages = tables["passages"].group_by("article_id").len()
    assert dict(passages.iter_rows()) == {
        CNA: 8,
        "duma-20241024-ratified": 6,
        INTERFAX: 5,
        KBS: 5,
        TASS: 7,
        YTN: 5,
    }
    assert len(tables["claims"]) == 39
    assert set(tables["articles"]["language"]) == {"ar", "en", "ko", "ru", "uk", "zh-Hant"}


def test_titles_that_could_not_be_read_are_empty(tables: Tables) -> None:
    untitled = tables["articles"].filter(pl.col("title").is_null())
    assert set(untitled["article_id"]) == {"duma-20241024-ratified", KBS, TASS}
    assert set(tables["passages"].filter(place="title")["article_id"]) == {CNA, INTERFAX, YTN}


def test_every_passage_of_a_text_is_pinned_and_none_is_quoted(tables: Tables) -> None:
    assert set(tables["articles"]["extent"]) == {"whole", "beginning"}
    pinned = pl.col("begins").is_not_null()
    in_title = pl.col("place") == "title"
    assert tables["passages"].select((pinned != in_title).all()).item()
    assert tables["passages"]["quote"].null_count() == len(tables["passages"])


def test_names_in_titles_are_checked_by_machine(tmp_path: Path, tables: Tables) -> None:
    titles = tables["passages"].filter(place="title")
    names = tables["citations"].filter(row_table="names").join(titles, on="passage_id", how="semi")
    assert set(names.select("row_id", "basis").iter_rows()) == {
        ("kim-jong-un.zh-hant", "verbatim"),
        ("national-intelligence-service.ko-short", "verbatim"),
        ("north-korea.zh-hant", "verbatim"),
        ("volodymyr-zelensky.uk", "verbatim"),
    }
    project = draft(tmp_path)
    change(project, "actors.toml", ('name = "Зеленський"', 'name = "Зеленский"'))
    with pytest.raises(BadData, match=r"does not show the name 'Зеленский'; .* \[visible\]"):
        rebuild(project)


def paragraphs(place: str) -> Iterator[int]:
    """Yield the paragraphs of the body that a place names; none if it is a title or a caption."""
    if place.startswith("p"):
        first, _, last = place.removeprefix("p").partition("-")
        yield from range(int(first), int(last or first) + 1)


@pytest.mark.parametrize("article_id", PARAGRAPHS)
def test_every_paragraph_is_a_passage_or_skipped_with_a_reason(tables: Tables, article_id: str) -> None:
    covered = [n for place in tables["passages"].filter(article_id=article_id)["place"] for n in paragraphs(place)]
    listed = row(tables, "articles", article_id)["skipped"]
    reasons = dict(entry.split(" ", 1) for entry in str(listed).split("; ")) if listed else {}
    skipped = [n for place in reasons for n in paragraphs(place)]
    assert sorted({*covered, *skipped}) == list(range(1, PARAGRAPHS[article_id] + 1))
    assert not {*covered} & {*skipped}
    assert all(reasons.values())


@pytest.mark.parametrize(("article_id", "paragraph"), [(INTERFAX, "p4"), (KBS, "p4"), (YTN, "p5")])
def test_what_was_left_out_is_said(tables: Tables, article_id: str, paragraph: str) -> None:
    assert str(row(tables, "articles", article_id)["skipped"]).startswith(f"{paragraph} ")


def test_a_paragraph_that_is_forgotten_is_an_error(tmp_path: Path) -> None:
    project = draft(tmp_path)
    change(project, f"articles/{KBS}.toml", ('place = "p3"', 'place = "p5"'))
    with pytest.raises(BadData, match=r"skipped: leaves out p3, which no passage covers: code it, or list it"):
        rebuild(project)


# Counts


EVENTS = {
    "gerasimov-announces-end-in-kursk": (1, 1, 0, 0, 1),
    "intelligence-briefing-april-2025": (1, 1, 0, 0, 0),
    "intelligence-briefing-november-2025": (1, 1, 0, 0, 0),
    "kim-orders-deployment": (2, 1, 0, 0, 1),
    "north-korea-acknowledges-troops": (2, 1, 0, 0, 1),
    "north-korean-builders-in-russia": (1, 1, 0, 0, 1),
    REINFORCEMENTS: (0, 0, 0, 1, 0),
    "north-korean-troops-fight-in-kursk": (2, 2, 0, 0, 2),
    TROOPS: (2, 2, 0, 0, 1),
    "north-korean-workers-in-russia": (1, 1, 0, 0, 1),
    "putin-submits-bill": (1, 1, 0, 0, 0),
    "russian-arms-to-north-korea": (1, 1, 0, 0, 1),
    "state-duma-approves-treaty": (1, 1, 0, 0, 0),
    "treaty-signing": (2, 2, 0, 0, 0),
    "ukrainian-forces-enter-kursk": (1, 1, 0, 0, 0),
    "victory-day-2025": (0, 0, 0, 1, 0),
    "vostochny-summit": (1, 1, 0, 0, 0),
    "zelensky-briefing-in-munich": (1, 1, 0, 0, 0),
}
"""Articles, origins, unknown origins, announcing articles and claimants of every event."""


def test_events_have_the_counts_that_a_reader_of_the_articles_finds(tables: Tables) -> None:
    claimants = dict(tables["events"].select("event_id", "n_claimants").iter_rows())
    assert {event: (*counts(tables, "events", event), claimants[event]) for event in claimants} == EVENTS


def test_claims_have_one_article_each_except_the_one_that_two_newsrooms_copy(tables: Tables) -> None:
    found = {claim: counts(tables, "claims", claim) for claim in tables["claims"]["claim_id"]}
    assert found.pop("commission-decided-under-treaty") == (2, 1, 0, 0)
    assert set(found.values()) == {(1, 1, 0, 0)}


def test_several_newsrooms_tell_of_the_troops_on_the_word_of_one_claimant(tables: Tables) -> None:
    assert origins(tables, "events", TROOPS) == ["kbs", "ytn"]
    claims = tables["claims"].filter(event_id=TROOPS)
    assert claims["claimant_id"].unique().to_list() == ["national-intelligence-service"]
    assert len(claims) == 7


def test_what_is_only_expected_is_announced_and_not_counted(tables: Tables) -> None:
    claims = tables["claims"].filter(event_id=REINFORCEMENTS)
    announcing = announcements(tables, "events").filter(row_id=REINFORCEMENTS)
    assert announcing["article_id"].to_list() == [INTERFAX]
    assert witnesses(tables, "events").filter(row_id=REINFORCEMENTS).is_empty()
    assert row(tables, "events", REINFORCEMENTS)["article_id"] == INTERFAX
    assert dict(claims.select("claim_id", "modality").iter_rows())["zelensky-2000-to-3000-more"] == "expected"


def test_one_statement_of_an_agency_that_two_newsrooms_print_has_one_origin(tables: Tables) -> None:
    cited = tables["citations"].filter("counts", row_table="claims", row_id="commission-decided-under-treaty")
    assert cited.select(pl.col("passage_id").str.split(".").list.first()).to_series().unique().sort().to_list() == [
        CNA,
        TASS,
    ]
    assert set(cited["origin"]) == {"kcna"}
    assert row(tables, "articles", CNA)["origin_id"] == "reuters"


def test_a_passage_from_another_source_takes_the_place_of_the_article_s_origin(tables: Tables) -> None:
    assert origins(tables, "events", "north-korean-troops-fight-in-kursk") == ["kcna", "tass"]


# Houses


def add_second_service(project: Path) -> None:
    """Add an English service of the same broadcaster, whose page says what the Arabic one says."""
    other = KBS.replace("-ar-", "-en-")
    articles = project / "scripts/sources/articles"
    shutil.copy(articles / f"{KBS}.toml", articles / f"{other}.toml")
    named = ('publisher_id = "kbs-world-radio"', 'publisher_id = "kbs-news"')
    change(project, f"articles/{other}.toml", (KBS, other), ("Seq_Code=83368", "Seq_Code=83369"), named)
    service = '[kbs-news]\nname = "KBS News"\nkind = "medium"\nownership = "public"\nowner_id = "kbs"\n'
    change(project, "actors.toml", ("[kbs-world-radio]\n", f"{service}\n[kbs-world-radio]\n"))


@pytest.mark.parametrize("origin_id", ["kbs", "kbs-news"])
def test_two_pages_of_one_house_are_one_origin(tmp_path: Path, origin_id: str) -> None:
    project = draft(tmp_path)
    add_second_service(project)
    origin = ('origin_id = "kbs"', f'origin_id = "{origin_id}"')
    change(project, "articles/kbs-en-20251105-nis.toml", origin)
    found = built(project)
    assert counts(found, "claims", "nis-10000-near-border") == (2, 1, 0, 0)
    assert counts(found, "events", TROOPS) == (3, 2, 0, 0)
    assert origins(found, "events", TROOPS) == ["kbs", "ytn"]
    assert row(found, "events", TROOPS)["n_claimants"] == 1


def test_a_page_of_unknown_origin_adds_no_origin(tmp_path: Path) -> None:
    project = draft(tmp_path)
    unknown = ('origin_id = "ytn"\norigin_basis = "own"', 'origin_basis = "unknown"')
    shown = 'says."articles/ytn-20250430-nis" = { origin_id = "ytn" }\n'
    change(project, f"articles/{YTN}.toml", unknown, (shown, ""))
    assert counts(built(project), "events", TROOPS) == (2, 1, 1, 0)


def test_a_house_that_no_article_names_is_known_by_what_its_service_publishes(tables: Tables) -> None:
    assert tables["citations"].filter(row_table="actors", row_id="kbs").is_empty()
    assert row(tables, "actors", "kbs")["article_id"] == KBS
    assert evidence_in(tables, "actors", "kbs").articles["article_id"].to_list() == [KBS]


def test_a_house_that_owns_no_publisher_has_to_be_cited(tmp_path: Path) -> None:
    project = draft(tmp_path)
    house = '[mbc]\nname = "Munhwa Broadcasting Corporation"\nkind = "medium"\nowner_id = "kbs"\n'
    change(project, "actors.toml", ("[reuters]\n", f"{house}\n[reuters]\n"))
    with pytest.raises(
        BadData,
        match=r"actors.toml:\d+: 'mbc' has no citation that agrees with it; cite 'actors/mbc' in .* \[cited\]",
    ):
        rebuild(project)


def test_publishers_have_an_ownership_only_where_it_is_known(tables: Tables) -> None:
    published = tables["actors"].join(tables["articles"], left_on="actor_id", right_on="publisher_id", how="semi")
    assert dict(published.select("actor_id", "ownership").iter_rows()) == {
        "central-news-agency": "unknown",
        "interfax-ukraine": "unknown",
        "kbs-world-radio": "public",
        "state-duma": "state",
        "tass": "state",
        "ytn": "unknown",
    }


# Who said what, and where


def test_claims_are_of_the_day_on_which_they_were_said(tables: Tables) -> None:
    days = tables["events"].select(said_in="event_id", day="date")
    said = tables["claims"].drop_nulls(["said_in", "said_on"]).join(days, on="said_in")
    assert said["said_on"].to_list() == said["day"].to_list()
    assert len(said) == 26


def test_lawmakers_relay_what_the_service_says(tables: Tables) -> None:
    sessions = ("intelligence-briefing-april-2025", "intelligence-briefing-november-2025")
    relays = tables["participants"].filter(role="relay")
    assert set(relays["event_id"]) == set(sessions)
    assert set(tables["claims"].filter(pl.col("said_in").is_in(sessions))["claimant_id"]) == {
        "national-intelligence-service"
    }
    assert tables["claims"].join(relays, left_on="claimant_id", right_on="actor_id", how="semi").is_empty()


def test_only_a_denial_and_a_softer_rendering_dispute_claims(tables: Tables) -> None:
    assert set(tables["claims"].filter("disputed")["claim_id"]) == {
        "russia-last-village-retaken",
        "ukraine-denies-expulsion",
        "zelensky-2000-to-3000-more",
    }
    assert not tables["events"]["disputed"].any()
    other = tables["citations"].filter(~pl.col("agrees"))
    assert set(other.select("row_id", "field", "says").iter_rows()) == {
        ("zelensky-2000-to-3000-more", "modality", "possible")
    }
