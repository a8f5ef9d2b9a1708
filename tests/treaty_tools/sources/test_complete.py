"""What is typed once: rows and cells that registers leave to the citations of articles."""

from pathlib import Path

import pytest

from tests.helpers.packages import text
from treaty_tools.reporting.problem import BadData
from treaty_tools.sources.build import rebuild

SOURCES = "scripts/sources"
ACTORS = """
[kim]
name = "Kim Jong Un"
kind = "person"
country = "PRK"

[ministry]
name = "Ministry"
kind = "government body"
country = "KOR"

[paper]
name = "Paper"
kind = "medium"
ownership = "unknown"
"""
EVENTS = '[parade]\ntitle = "A parade is held"\n'
CLAIMS = '[ministry-count]\nevent_id = "parade"\nstatement = "So many soldiers march."\n'
ARTICLE = """
[article]
url = "https://example.org/{name}"
publisher_id = "paper"
language = "ko"
published = "{published}"
published_basis = "stated"
kind = "original"
origin_basis = "unknown"
extent = "notes"

[passage.a]
place = "p1"
gloss = "A parade is held."
{cites}
"""
EVENT = 'says."events/parade" = {{ type = "reception", status = "occurred", date = "{date}" }}'
CLAIM = (
    'says."claims/ministry-count" = {{ claimant_id = "ministry", kind = "estimate", modality = "asserted", '
    'measure = "troops-in-russia", figure = "{figure}" }}'
)


def sources(root: Path, *articles: str, events: str = EVENTS, claims: str = CLAIMS) -> Path:
    """Write sources with an article for each text of what its passage cites, a day later than the one before."""
    folder = root / SOURCES
    for file, content in (("actors/all.toml", ACTORS), ("events.toml", events), ("claims/counts.toml", claims)):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content, "utf-8")
    (folder / "articles").mkdir(exist_ok=True)
    for number, cites in enumerate(articles, 1):
        article = ARTICLE.format(name=f"n{number}", published=f"2024-05-0{number}", cites=cites)
        (folder / f"articles/n{number}.toml").write_text(article, "utf-8")
    return root


@pytest.fixture
def root(pristine: Path, tmp_path: Path) -> Path:
    """A project with a package.toml and a vocabulary, and no rows."""
    (tmp_path / SOURCES).mkdir(parents=True)
    for name in ("package.toml", "vocabulary.toml"):
        (tmp_path / SOURCES / name).write_bytes((pristine / SOURCES / name).read_bytes())
    return tmp_path


def row(root: Path, table: str) -> dict[str, str | None]:
    """Build and return the last row of a table."""
    rebuild(root)
    return text(root, table).row(-1, named=True)


def errors(root: Path) -> list[str]:
    with pytest.raises(BadData) as raised:
        rebuild(root)
    return [f"{p.path}:{p.line}: {p.column}: {p.message} [{p.rule}]" for p in raised.value.problems]


def cites(*, date: str = "2024-05-01", figure: str = "100") -> str:
    kim = 'rows = ["actors/kim"]'
    return f"{kim}\n{EVENT.format(date=date)}\n{CLAIM.format(figure=figure)}"


def test_cells_on_which_articles_agree_are_filled_in(root: Path) -> None:
    sources(root, cites(), cites())
    claim = row(root, "claims")
    filled = ("claimant_id", "kind", "modality", "measure", "figure")
    assert [claim[name] for name in filled] == ["ministry", "estimate", "asserted", "troops-in-russia", "100"]
    event = row(root, "events")
    assert [event[name] for name in ("type", "status", "date", "n_articles")] == [
        "reception",
        "occurred",
        "2024-05-01",
        "2",
    ]


def test_the_date_that_lies_within_all_others_is_taken(root: Path) -> None:
    sources(root, cites(date="2024-05"), cites(date="2024-05-01"), cites(date="2024"))
    assert row(root, "events")["date"] == "2024-05-01"


def test_a_bare_number_never_wins_by_itself(root: Path) -> None:
    sources(root, cites(figure="~4700"), cites(figure="4700"))
    assert errors(root) == [
        f"{SOURCES}/claims/counts.toml:1: figure: is left out, but its citations say 4700 "
        f"({SOURCES}/articles/n2.toml:17) and ~4700 ({SOURCES}/articles/n1.toml:17); correct one of them, or settle "
        "it here with a note [settled]"
    ]
    settled = f'{CLAIMS}figure = "~4700"\nnote = "One headline leaves out the word some."\n'
    sources(root, claims=settled)
    assert row(root, "claims")["figure"] == "~4700"


def test_dates_that_differ_are_settled_in_the_register_which_may_settle_on_none(root: Path) -> None:
    sources(root, cites(date="2024-05-01"), cites(date="2024-04-30"))
    assert errors(root) == [
        f"{SOURCES}/events.toml:1: date: is left out, but its citations say 2024-04-30 ({SOURCES}/articles/n2.toml:16) "
        f"and 2024-05-01 ({SOURCES}/articles/n1.toml:16); correct one of them, or settle it here "
        "with a note [settled]"
    ]
    sources(root, events=f'{EVENTS}date = ""\nnote = "Two articles give two days, and nothing decides."\n')
    assert row(root, "events")["date"] is None


def test_an_error_in_a_cell_is_reported_where_it_was_typed(root: Path) -> None:
    sources(root, cites().replace("occurred", "ocurred"))
    assert errors(root) == [
        f"{SOURCES}/articles/n1.toml:16: status: 'ocurred' is not one of: occurred, alleged, planned; "
        "did you mean occurred? [term]",
    ]


def test_an_announcement_fills_in_only_what_no_report_does(root: Path) -> None:
    planned = 'announced = ["events/parade"]\n' + cites(date="2024-05-09").replace("occurred", "planned")
    sources(root, planned)
    assert [row(root, "events")[name] for name in ("date", "status", "n_announcing")] == ["2024-05-09", "planned", "1"]
    sources(root, planned, cites(date="2024-05-02"))
    settled = f'{EVENTS}note = "Announced for 9 May, and held a week before."\n'
    sources(root, events=settled)
    assert [row(root, "events")[name] for name in ("date", "status")] == ["2024-05-02", "occurred"]


def test_a_day_that_only_publication_bounds_is_typed_nowhere(root: Path) -> None:
    sources(root, cites(), cites())
    claim = row(root, "claims")
    assert [claim[name] for name in ("said_on", "said_on_earliest", "said_on_latest")] == [
        "../2024-05-01",
        None,
        "2024-05-01",
    ]


def test_participants_and_names_exist_by_being_cited(root: Path) -> None:
    names = 'named."actors/kim" = ["김정은", { name = "그", kind = "alias" }]\nnamed."actors/ministry" = "국방부"'
    sources(root, f"{cites().replace('actors/kim', 'participants/parade.host.kim')}\n{names}")
    participant = row(root, "participants")
    assert [participant[name] for name in ("participant_id", "event_id", "role", "actor_id")] == [
        "parade.host.kim",
        "parade",
        "host",
        "kim",
    ]
    made = text(root, "names").select("name_id", "name", "language", "kind").rows()
    assert made == [
        ("kim.ko-38c618", "그", "ko", "alias"),
        ("kim.ko-b663e7", "김정은", "ko", "native"),
        ("ministry.ko-aa3d31", "국방부", "ko", "native"),
    ]


def test_names_that_differ_in_hyphens_and_case_have_ids_of_their_own(root: Path) -> None:
    sources(root, f'{cites()}\nnamed."actors/kim" = ["Kim Jong-un", "Kim Jong Un", "KIM JONG UN"]')
    rebuild(root)
    assert text(root, "names").select("name_id", "name").sort("name_id").rows() == [
        ("kim.ko-kim-jong-un", "KIM JONG UN"),
        ("kim.ko-kim-jong-un-6ad2dd", "Kim Jong Un"),
        ("kim.ko-kim-jong-un-96df75", "Kim Jong-un"),
    ]


def test_one_name_in_two_articles_is_one_row(root: Path) -> None:
    sources(root, *(f'{cites()}\nnamed."actors/kim" = "김정은"' for _ in range(2)))
    assert row(root, "names")["name"] == "김정은"
    assert len(text(root, "names")) == 1
    assert text(root, "citations").filter(row_table="names").height == 2


def test_hidden_files_and_what_editors_leave_are_not_read(root: Path) -> None:
    sources(root, cites())
    for name in ("n1.toml~", ".#n1.toml", "#n1.toml#", ".n1.toml.swp", "n1.toml.orig", ".DS_Store"):
        (root / SOURCES / "articles" / name).write_text("not TOML", "utf-8")
    rebuild(root)
