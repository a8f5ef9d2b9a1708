"""Twenty typical mistakes in source files, each with all that is reported of it; and five of them at once."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.helpers.together import Copies, DisturbedError
from treaty_tools.reporting.problem import BadData
from treaty_tools.sources.build import build

SOURCES = "scripts/sources"
MBN = "articles/mbn-20241112-kim-signs.toml"
MIRROR = "articles/tbs-mirror-20241112-reuters-ratifies.toml"
AGAIN = "articles/mbn-20241112-again.toml"

MISTAKES = [
    pytest.param(MBN, 'publisher_id = "mbn"', 'publisher_di = "mbn"', id="misspelt key"),
    pytest.param(MBN, '"actors/kcna"', '"actors/kncna"', id="misspelt id"),
    pytest.param(
        MBN, 'claims/kcna-kim-signed-decree" = {', 'claims/kcna-kim-signd-decree" = {', id="misspelt id of says"
    ),
    pytest.param(MBN, '"actors/kcna"', '"kcna"', id="id without its table"),
    pytest.param(MBN, '"actors/kcna"', '"actor/kcna"', id="misspelt table"),
    pytest.param(MBN, "putin-ratifies-treaty.signatory.vladimir", "putin-ratifies-treaty.vladimir", id="participant"),
    pytest.param(MBN, "putin-ratifies-treaty.signatory.vladimir-", "putin-ratifies-treaty.signatory.", id="short id"),
    pytest.param(MBN, '{ date = "2024-11-09" }', '{ dat = "2024-11-09" }', id="misspelt column"),
    pytest.param(MBN, '{ date = "2024-11-09" }', '{ date = "2024-11-09", status = "occured" }', id="misspelt term"),
    pytest.param("claims.toml", '"treaty-articles"', '"treaty-article"', id="misspelt measure"),
    pytest.param("actors.toml", 'country = "PRK"', 'country = "KP"', id="alpha-2 code"),
    pytest.param(MBN, '{ date = "2024-11-09" }', '{ date = "2024-11-19" }', id="wrong date"),
    pytest.param(MBN, '{ date = "2024-11-09" }', '{ date = "9 November" }', id="date in words"),
    pytest.param(MIRROR, 'figure = ">10000"', 'figure = "more than 10,000"', id="figure in words"),
    pytest.param(MIRROR, "Kim Jong Un signed on Monday", "Kim signed the de\u0301cret", id="not in NFC"),
    pytest.param(MIRROR, 'quote = "North Korea', 'quote = "North\u00a0Korea', id="no-break space"),
    pytest.param(MIRROR, "start = 0", "start = 1", id="wrong start"),
    pytest.param(MBN, '["actors/kcna"]', '["actors/kcna", "actors/kcna"]', id="row twice"),
    pytest.param(MBN, 'gloss = "KCNA\'s report is of today, the 12th."', 'gloss = ""', id="empty gloss"),
    pytest.param(
        MIRROR, '"names/treaty.en"]', '"names/treaty.en"]\nnamed."actors/kim-jong-un" = "Kim Jong-un"', id="name"
    ),
]
"""A file, what is in it, and what is typed in its place."""

REPORTED = {
    "misspelt key": [
        "articles/mbn-20241112-kim-signs.toml:5: publisher_di: is not a key of this table; did you mean "
        "publisher_id? [source-key]",
    ],
    "misspelt id": [
        "articles/mbn-20241112-kim-signs.toml:25: rows: 'kncna' is not in actors; did you mean kcna? [cited-row]",
    ],
    "misspelt id of says": [
        'articles/mbn-20241112-kim-signs.toml:26: says."claims/kcna-kim-signd-decree": '
        "'kcna-kim-signd-decree' is not in claims; did you mean kcna-kim-signed-decree? [cited-row]",
    ],
    "id without its table": [
        "articles/mbn-20241112-kim-signs.toml:25: rows: 'kcna' does not name a row; write 'actors/kcna' [source-key]",
    ],
    "misspelt table": [
        "articles/mbn-20241112-kim-signs.toml:25: rows: 'actor' is not one of: articles, actors, names, "
        "events, participants, claims, relations; did you mean actors? [term]",
    ],
    "participant": [
        "articles/mbn-20241112-kim-signs.toml:31: rows: 'putin-ratifies-treaty.vladimir-putin' is not in "
        "participants; a participant's id has the form EVENT.ROLE.ACTOR [cited-row]",
    ],
    "short id": [
        "articles/mbn-20241112-kim-signs.toml:31: rows: 'putin' is not in actors; did you mean "
        "vladimir-putin? [foreign-key]",
    ],
    "misspelt column": [
        "articles/mbn-20241112-kim-signs.toml:32: dat: 'dat' is not a column of events that a passage can "
        "be cited for; did you mean date? [cited-field]",
    ],
    "misspelt term": [
        "articles/mbn-20241112-kim-signs.toml:32: status: 'occured' is not one of: occurred, alleged, "
        "planned; did you mean occurred? [says]",
    ],
    "misspelt measure": [
        "claims.toml:22: measure: 'treaty-article' is not one of: troops-sent, troops-in-russia, "
        "troops-in-kursk, troops-to-come, killed, wounded, killed-and-wounded, wounded-returned, captured, "
        "deserted, units, soldiers-per-unit, sappers, military-builders, enemy-troops-in-kursk and 10 more,"
        " which vocabulary.csv defines; did you mean treaty-articles? [term]",
    ],
    "alpha-2 code": [
        "actors.toml:8: country: 'KP' is not one of the 249 codes of ISO 3166-1 alpha-3, such as ABW; did "
        "you mean PRK? [term]",
    ],
    "wrong date": [
        "events.toml:24: date: is left out, but its citations say 2024-11-09 "
        "(scripts/sources/articles/chosonsinbo-20241112-hijun.toml:43) and 2024-11-19 "
        "(scripts/sources/articles/mbn-20241112-kim-signs.toml:32); correct one of them, or settle it here "
        "with a note [settled]",
    ],
    "date in words": [
        "articles/mbn-20241112-kim-signs.toml:32: date: '9 November' is not a date in EDTF; write "
        "2024-11-12, 2024-11 or 2024 [says]",
    ],
    "figure in words": [
        "articles/tbs-mirror-20241112-reuters-ratifies.toml:40: figure: 'more than 10,000' is not a figure;"
        " write it as 10000, -2.5, ~11000, >10000, 12000..15000 or 1000s [figure]",
    ],
    "not in NFC": [
        "articles/tbs-mirror-20241112-reuters-ratifies.toml:31: gloss: 'Kim signed the décret.' is not in "
        "NFC: it has U+0065 LATIN SMALL LETTER E + U+0301 COMBINING ACUTE ACCENT, which in NFC is U+00E9 "
        "LATIN SMALL LETTER E WITH ACUTE [nfc]",
    ],
    "no-break space": [
        "articles/tbs-mirror-20241112-reuters-ratifies.toml:18: quote: has U+00A0 NO-BREAK SPACE after "
        "'North', where the title has U+0020 SPACE [quote-place]",
    ],
    "wrong start": [
        "articles/tbs-mirror-20241112-reuters-ratifies.toml:18: quote: is in the title at 0, not at 1: "
        "correct 'start' [quote-place]",
    ],
    "row twice": [
        "articles/mbn-20241112-kim-signs.toml:25: rows: actors/kcna is already cited by this passage "
        "(scripts/sources/articles/mbn-20241112-kim-signs.toml:25); keep one of them [key]",
    ],
    "empty gloss": [
        "articles/mbn-20241112-kim-signs.toml:24: gloss: is empty; fill it in: What the passage says, in "
        "English, in our words. [source-type]",
    ],
    "name": [
        'articles/tbs-mirror-20241112-reuters-ratifies.toml:21: named."actors/kim-jong-un": the quote '
        "'North Korea ratifies mutual defence treaty with Russia' does not show the name 'Kim Jong-un'; "
        "correct the name, or use it in a passage whose words show it [visible]",
    ],
}
"""What is reported, by the id of the mistake."""


OF_CELLS = ("[source-key]", "[source-type]", "[term]", "[nfc]", "[figure]")
"""Rules on cells, each taken alone."""


def planted(root: Path, file: str, old: str, new: str) -> None:
    path = root / SOURCES / file
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")


def reported(root: Path) -> BadData:
    with pytest.raises(BadData) as raised:
        build(root)
    return raised.value


@pytest.mark.parametrize("in_one_cell", [False, True])  # which hides errors of rows
def test_a_mistake_is_reported_where_it_is_with_what_to_do(pristine: Path, tmp_path: Path, in_one_cell: bool) -> None:
    mistakes = [mistake for mistake in MISTAKES if REPORTED[str(mistake.id)][0].endswith(OF_CELLS) == in_one_cell]
    Copies(pristine, tmp_path, with_mistake, reports_mistakes).check_all(mistakes)


def with_mistake(root: Path, mistake: ParameterSet) -> str:
    """Make a mistake in the sources, and return the one line that reports it."""
    file, old, new = map(str, mistake.values)
    planted(root, file, old, new)
    (line,) = REPORTED[str(mistake.id)]
    return line


def reports_mistakes(root: Path, expected: Sequence[str]) -> None:
    lines = [str(problem).removeprefix(f"{SOURCES}/") for problem in reported(root).problems]
    if missing := set(expected) - set(lines):
        raise DisturbedError(missing, lines)
    assert sorted(lines) == sorted(expected)


def test_five_mistakes_in_one_article_are_reported_at_once(project: Path) -> None:
    for name in ("figure in words", "name"):
        file, old, new = next(map(str, case.values) for case in MISTAKES if case.id == name)
        planted(project, file, old, new)
    planted(project, MIRROR, 'language = "en"', 'langage = "en"')
    planted(project, MIRROR, '{ place = "Kursk region" }', '{ place = "Kursk region", status = "occured" }')
    planted(project, MIRROR, '"events/north-korean-troops-in-russia"', '"events/north-korean-troops-in-russa"')
    found = reported(project)
    assert [problem.rule for problem in found.problems] == ["source-key", "visible", "cited-row", "figure", "says"]
    assert {problem.path for problem in found.problems} == {f"{SOURCES}/{MIRROR}"}
    assert found.unchecked == []


def test_what_could_not_be_judged_is_named(project: Path) -> None:
    planted(project, MBN, 'rows = ["actors/kcna"]', 'rows = ["actors/kcna"')
    found = reported(project)
    assert [problem.rule for problem in found.problems] == ["toml"]
    assert found.unchecked == ["whether rows are complete and cited", "references to articles"]


def test_one_wrong_date_is_one_error_that_names_both_places(project: Path) -> None:
    planted(project, "events.toml", "[putin-ratifies-treaty]", '[putin-ratifies-treaty]\ndate = "2024-11-09"')
    planted(project, MBN, '{ date = "2024-11-09" }', '{ date = "2024-11-10" }')
    assert [str(problem) for problem in reported(project).problems] == [
        f"{SOURCES}/{MBN}:32: date: says '2024-11-10', but events/putin-ratifies-treaty has '2024-11-09' "
        f"({SOURCES}/events.toml:25); settle it there with a note, or correct one of them [settled]"
    ]
