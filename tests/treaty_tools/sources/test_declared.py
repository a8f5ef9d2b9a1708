"""Columns and tables of a project's own: declared in package.toml, typed in the sources, built, and never dropped."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.helpers.packages import problems, text
from treaty_tools.cli import main
from treaty_tools.reporting.problem import BadData
from treaty_tools.sources.build import build

DECLARED = """
[columns.claims.votes]
type = "integer"
description = "Votes."
minimum = 0

[tables.photos]
description = "A photo of an event."
key = "photo_id"

[tables.photos.columns.photo_id]
description = "Its id."

[tables.photos.columns.event_id]
description = "The event."
references = "events"

[tables.photos.columns.taken]
type = "date"
description = "When it was taken."
"""


@pytest.fixture
def bridges(tmp_path: Path) -> Path:
    """A new package with a column and a table of its own."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "bridges")]).exit_code == 0
    root = tmp_path / "bridges"
    add(root, "package.toml", DECLARED)
    add(root, "claims.toml", "votes = 3\n")
    add(root, "photos.toml", '[bridge-1]\nevent_id = "bridge-closes"\ntaken = "2024-03-04"\n')
    return root


def add(root: Path, name: str, more: str) -> None:
    path = root / "scripts/sources" / name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + more, encoding="utf-8")


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "scripts/sources" / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def refused(root: Path) -> list[str]:
    with pytest.raises(BadData) as caught:
        build(root)
    return [line.removeprefix("scripts/sources/") for line in str(caught.value).splitlines()]


def test_own_columns_and_tables_are_built_from_the_sources_alone(bridges: Path) -> None:
    assert CliRunner().invoke(main, ["build", "-C", str(bridges)]).exit_code == 0
    assert problems(bridges) == []
    assert text(bridges, "claims")["votes"].to_list() == ["3"]
    assert list(text(bridges, "photos").iter_rows()) == [("bridge-1", "bridge-closes", "2024-03-04")]
    assert CliRunner().invoke(main, ["build", "--check", "-C", str(bridges)]).exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'type = "integer"',
            'type = "integr"',
            "claims.votes.type: 'integr' is not supported; expected one of string, date, integer, ",
        ),
        ("[columns.claims.votes]", "[columns.claim.votes]", "claim: is not a table that can have own columns; did you"),
        ('key = "photo_id"', 'key = "photo"', "photos.key: must name a column of the table, or a list of its columns"),
        ('references = "events"', 'references = "event"', "'event' is not a table with a one-column key; did you mean"),
        ("minimum = 0", "minimun = 0", "claims.votes.minimun: is not a key of a column; did you mean minimum?"),
        ('description = "Votes."', "", "claims.votes: has no description; say what the column holds"),
        (
            "minimum = 0",
            'minimum = 0\n[columns.claims.kind]\ndescription = "K."',
            "claims.kind: is a column of claims in the contract",
        ),
    ],
)
def test_one_wrong_declaration_is_one_error(bridges: Path, old: str, new: str, told: str) -> None:
    edit(bridges, "package.toml", old, new)
    first, *others = refused(bridges)
    assert first.startswith("package.toml:"), first
    assert told in first
    assert [line for line in others if not line.startswith("claims.toml:") or "votes" not in line] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("claims.toml", "votes = 3", 'votes = "3"', "votes: must be a whole number, not text [source-type]"),
        ("claims.toml", "votes = 3", "votes = -3", "votes: -3 is less than 0 [minimum]"),
        ("photos.toml", "2024-03-04", "4 March", 'taken: must be a day in quotes, such as "2024-11-12", not text'),
        ("photos.toml", "bridge-closes", "tunnel-floods", "event_id: 'tunnel-floods' is not in events [foreign-key]"),
        ("photos.toml", "taken", "token", "token: is not a key of this table; did you mean taken? [source-key]"),
    ],
)
def test_own_cells_are_checked_at_their_line(bridges: Path, file: str, old: str, new: str, told: str) -> None:
    edit(bridges, file, old, new)
    (line,) = refused(bridges)
    assert line.startswith(f"{file}:")
    assert told in line


def test_what_was_added_by_hand_is_not_replaced_by_a_declaration(bridges: Path) -> None:
    (bridges / "data/photos.csv").write_text("photo_id\nbridge-2\n", encoding="utf-8")
    claims = text(bridges, "claims")
    claims.with_columns(votes=claims["claim_id"]).write_csv(bridges / "data/claims.csv")
    advice = "was added by hand, but package.toml now declares it, so the build would replace it; type its"
    photos = "rows in scripts/sources/photos.toml and delete it here"
    assert [line for line in refused(bridges) if advice in line] == [
        f"data/claims.csv:1: votes: {advice} cells in the sources and delete it here [rebuilt]",
        f"data/photos.csv:1: {advice} {photos} [rebuilt]",
    ]


def test_what_is_no_longer_declared_is_not_dropped(bridges: Path) -> None:
    assert CliRunner().invoke(main, ["build", "-C", str(bridges)]).exit_code == 0
    edit(bridges, "package.toml", DECLARED, "")
    edit(bridges, "claims.toml", "votes = 3\n", "")
    (bridges / "scripts/sources/photos.toml").unlink()
    assert CliRunner().invoke(main, ["build", "-C", str(bridges)]).exit_code == 0
    assert text(bridges, "claims")["votes"].to_list() == ["3"]
    assert len(text(bridges, "photos")) == 1
