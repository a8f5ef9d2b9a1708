"""Level 2: references resolve, and derived values are correct."""

from pathlib import Path

import polars as pl
import pytest

from tests.helpers.packages import (
    Change,
    added,
    broken,
    case,
    derive,
    dropped,
    edited,
    keys,
    primary_key,
    problems,
    problems_by_key,
    renew,
    text,
    write,
)
from tests.helpers.together import check_rejected
from treaty_record.values.nearest import Known, nearest
from treaty_tools.reporting.found import EACH

NEAR_ALLIANCE = "unnamed-near-alliance.putin-near-alliance"
DUMA = "chosonsinbo-20241112-hijun.russian-steps events state-duma-approves-treaty"

CASES = [
    *(
        case(
            f"data/{table}.csv:{key}: {column}: '{key}' is already the key of an earlier row (data/{table}.csv:{key}); "
            "keep one of them [key]",
            added(table, key),
        )
        for table, column, key in (
            ("articles", "article_id", "vtcnews-20241112-phe-chuan"),
            ("passages", "passage_id", "vtcnews-bn-20241112-phe-chuan.decree"),
            ("events", "event_id", "kim-ratifies-treaty"),
            ("claims", "claim_id", "unnamed-more-than-10000"),
            ("relations", "relation_id", NEAR_ALLIANCE),
            ("vocabulary", "term", "claims.kind no comment"),
        )
    ),
    case(
        f"data/citations.csv:{DUMA} date: field: events/state-duma-approves-treaty is already cited "
        f"for date by this passage (data/citations.csv:{DUMA} date); keep one of them [key]",
        added("citations", f"{DUMA} date"),
    ),
    case(
        "data/events.csv:treaty-signing: part_of: 'june-summit' is not in events; did you mean "
        "june-2024-summit? [foreign-key]",
        edited("events", "treaty-signing", part_of="june-summit"),
    ),
    case(
        "data/events.csv:treaty-signing: part_of: 'june\u200b-2024-summit' contains U+200B ZERO WIDTH SPACE, an "
        "invisible character; remove it [foreign-key]",
        edited("events", "treaty-signing", part_of="june\u200b-2024-summit"),
    ),
    case(
        "data/participants.csv:treaty-signing.signatory.kim-jong-un: actor_id: 'kim' is not in "
        "actors; did you mean kim-jong-un? [foreign-key]",
        edited("participants", "treaty-signing.signatory.kim-jong-un", actor_id="kim"),
    ),
    case(
        "data/citations.csv:chosonsinbo-20241112-hijun.articles-summed-uq actors treaty *: "
        "passage_id: 'chosonsinbo-20241112-hijun.articles-summed-uq' is not in passages; did you "
        "mean chosonsinbo-20241112-hijun.articles-summed-up? [foreign-key]",
        edited(
            "citations",
            "chosonsinbo-20241112-hijun.articles-summed-up actors treaty *",
            passage_id="chosonsinbo-20241112-hijun.articles-summed-uq",
        ),
    ),
    case(
        "data/passages.csv:chosonsinbo-20241112-hijun.decree: article_id: 'chosonsinbo' is not in "
        "articles; did you mean chosonsinbo-20241112-hijun? [foreign-key]",
        edited("passages", "chosonsinbo-20241112-hijun.decree", article_id="chosonsinbo"),
    ),
    case(
        "data/participants.csv:treaty-signing.signatory.kim: participant_id: 'treaty-signing.signatory.kim' does not "
        "have the form event_id.role.actor_id [key-parts]",
        edited("participants", "treaty-signing.signatory.kim-jong-un", participant_id="treaty-signing.signatory.kim"),
    ),
    case(
        f"data/relations.csv:{NEAR_ALLIANCE}: relation_id: '{NEAR_ALLIANCE}' does not have the form "
        "claim_id.other_claim_id [key-parts]",
        edited("relations", NEAR_ALLIANCE, other_claim_id="kim-near-alliance"),
    ),
    case(
        "data/names.csv:kcna.bn: name_id: 'kcna.bn' does not have the form actor_id.name [key-parts]",
        edited("names", "kcna.bn", actor_id="reuters"),
    ),
    case(
        f"data/citations.csv:{DUMA}z date: row_id: 'state-duma-approves-treatyz' is not in events; "
        "did you mean state-duma-approves-treaty? [cited-row]",
        edited("citations", f"{DUMA} date", row_id="state-duma-approves-treatyz"),
    ),
    case(
        f"data/citations.csv:{DUMA.replace('events', 'claims')} date: row_id: 'state-duma-approves-treaty' is not in "
        "claims [cited-row]",
        edited("citations", f"{DUMA} date", row_table="claims"),
    ),
    case(
        f"data/citations.csv:{DUMA} day: field: 'day' is not a column of events that a passage can be cited for "
        f"[cited-field]",
        edited("citations", f"{DUMA} date", field="day"),
    ),
    case(
        f"data/citations.csv:{DUMA} date: says: is empty: give the value that the passage states for this cell "
        f"[cited-field]",
        edited("citations", f"{DUMA} date", says=None),
    ),
    case(
        "data/citations.csv:chosonsinbo-20241112-hijun.articles-summed-up actors treaty *: says: is given, but the "
        "citation is of the whole row: leave it empty [cited-field]",
        edited("citations", "chosonsinbo-20241112-hijun.articles-summed-up actors treaty *", says="treaty"),
    ),
    case(
        f"data/citations.csv:{DUMA} date: says: '24 October' is not a date in EDTF; write 2024-11-12, "
        "2024-11 or 2024 [says]",
        edited("citations", f"{DUMA} date", says="24 October"),
    ),
    case(
        f"data/citations.csv:{DUMA} type: says: 'vote' is not one of: signing, order, approval, "
        "ratification, exchange of instruments, entry into force, expiry, summit, visit, meeting, "
        "reception, deployment, combat, capture, arms transfer and 5 more, which vocabulary.csv "
        "defines [says]",
        edited("citations", f"{DUMA} type", says="vote"),
    ),
    case(
        "data/vocabulary.csv:events.type veto: definition: differs from the contract's definition [vocabulary]",
        edited("vocabulary", "events.type veto", definition="A member of a council votes."),
    ),
    case(
        "data/vocabulary.csv:events.type vetos: term: 'vetos' is not a term of events.type [vocabulary]",
        edited("vocabulary", "events.type veto", term="vetos"),
    ),
    case(
        "data/vocabulary.csv:events.type visit: term: 'events.type visit' is already the key of an "
        "earlier row (data/vocabulary.csv:events.type visit); keep one of them [key]",
        edited("vocabulary", "events.type veto", term="visit"),
    ),
    case(
        "data/vocabulary.csv:: term: 'veto' of events.type is missing [vocabulary]",
        dropped("vocabulary", "events.type veto"),
    ),
    case(
        "data/actors.csv:russia: part_of: 'russia' leads back to this row [cycle]",
        edited("actors", "russia", part_of="russia"),
    ),
    case(
        "data/events.csv:june-2024-summit: part_of: 'june-2024-summit' leads back to this row [cycle]",
        edited("events", "june-2024-summit", part_of="june-2024-summit"),
    ),
    case(
        "data/events.csv:treaty-signing: date_latest: is '2024-06-29', but the derived value is '2024-06-30' [bounds]",
        edited("events", "treaty-signing", date_latest="2024-06-29"),
    ),
    case(
        "data/events.csv:treaty-signing: date_earliest: is '2024-06-01', but the derived value is '2025-06-01' "
        "[bounds]",
        edited("events", "treaty-signing", date="2025-06"),  # agreement, counts and disputes follow from it
    ),
    case(
        "data/claims.csv:ukraine-more-than-10000: figure_high: is '20000', but the derived value is empty [bounds]",
        edited("claims", "ukraine-more-than-10000", figure_high="20000"),
    ),
    case(
        "data/claims.csv:choson-sinbo-23-articles: n_origins: is '13', but the derived value is '1' [derived]",
        edited("claims", "choson-sinbo-23-articles", n_origins="13"),
    ),
    case(
        "data/claims.csv:choson-sinbo-23-articles: n_origins: is empty, but the derived value is '1' [derived]",
        edited("claims", "choson-sinbo-23-articles", n_origins=None),
    ),
    case(
        "data/events.csv:treaty-entry-into-force: article_id: is empty, but the derived value is "
        "'vtcnews-20241112-phe-chuan' "
        "[derived]",
        edited("events", "treaty-entry-into-force", article_id=None),
    ),
    case(
        "data/citations.csv:vtcnews-20241112-phe-chuan.decree events kim-ratifies-treaty date: agrees: is 'true', but "
        "the derived value is 'false' [agreement]",
        edited("citations", "vtcnews-20241112-phe-chuan.decree events kim-ratifies-treaty date", agrees="true"),
    ),
    case(
        "data/citations.csv:mbn-20241112-kim-signs.decree events kim-ratifies-treaty date: origin: is 'reuters', but "
        "the derived value is 'kcna' [support]",
        edited("citations", "mbn-20241112-kim-signs.decree events kim-ratifies-treaty date", origin="reuters"),
    ),
    case(
        "data/citations.csv:mbn-20241112-kim-signs.decree events kim-ratifies-treaty date: counts: is 'false', but "
        "the derived value is 'true' [support]",
        edited("citations", "mbn-20241112-kim-signs.decree events kim-ratifies-treaty date", counts="false"),
    ),
    case(
        "data/claims.csv:unnamed-more-than-10000: disputed: is 'false', but the derived value is 'true' [derived]",
        edited("claims", "unnamed-more-than-10000", disputed="false"),
    ),
]


def test_a_reference_or_derived_cell_is_rejected_by_its_rule_alone(pristine: Path, tmp_path: Path) -> None:
    check_rejected(pristine, tmp_path, CASES)


@pytest.mark.parametrize(
    ("table", "key", "broken_key"),
    [
        ("articles", "vtcnews-20241112-phe-chuan", "VTC"),
        ("passages", "vtcnews-bn-20241112-phe-chuan.decree", None),
        ("events", "kim-ratifies-treaty", "kim ratifies treaty"),
        ("claims", "unnamed-more-than-10000", "unnamed_more_than_10000"),
    ],
)
def test_a_broken_key_hides_that_others_refer_to_it(
    project: Path, table: str, key: str, broken_key: str | None
) -> None:
    broken(project, [edited(table, key, **{primary_key(table)[0]: broken_key})])
    (problem,) = problems(project)
    assert problem.endswith("[pattern]" if broken_key else "[required]")


def test_a_cycle_is_reported_at_each_of_its_rows(project: Path) -> None:
    changes = [edited("actors", "north-korea", part_of="kcna"), edited("actors", "ukraine", part_of="kcna")]
    assert problems_by_key(broken(project, changes)) == [
        "data/actors.csv:kcna: part_of: 'north-korea' leads back to this row [cycle]",
        "data/actors.csv:north-korea: part_of: 'kcna' leads back to this row [cycle]",
    ]


def test_a_renamed_row_is_reported_where_it_is_referred_to(project: Path) -> None:
    broken(project, [edited("events", "exchange-of-instruments", event_id="exchange-of-papers")])
    rules = [problem.rpartition(" ")[2] for problem in problems_by_key(project)]
    assert set(rules) == {"[foreign-key]", "[cited-row]"}


def test_deriving_again_changes_nothing_in_a_sound_package(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.glob("data/*.csv")}
    derive(project)
    assert {path: path.read_bytes() for path in project.glob("data/*.csv")} == before


def edited_first(table: str, key: str, **cells: str) -> Change:
    """Change cells of the first of the rows that a key names."""

    def change(package: Path) -> None:
        frame = text(package, table)
        first = pl.int_range(pl.len()) == keys(frame, table).index(key)
        changed = [pl.when(first).then(pl.lit(cell)).otherwise(name).alias(name) for name, cell in cells.items()]
        write(package, table, frame.with_columns(changed))

    return change


def test_each_error_of_a_duplicate_row_in_a_cycle_is_reported_once(project: Path) -> None:
    changes = [edited("actors", "russia", part_of=None), added("actors", "russia")]
    broken(project, [*changes, edited_first("actors", "russia", part_of="russia")])
    assert sorted(problems_by_key(project)) == [
        "data/actors.csv:russia: actor_id: 'russia' is already the key of an earlier row (data/actors.csv:russia); "
        "keep one of them [key]",
        "data/actors.csv:russia: part_of: 'russia' leads back to this row [cycle]",
    ]


MANY = 16_384
"""Rows from which polars filters in several threads."""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (",,1.0.0,r,", "row_id: is empty, but every row needs a value [required]"),
        (
            "events,gone-00009,1.0.0,r,",
            "row_id: 'events gone-00009' is already the key of an earlier row (data/retirements.csv:11); "
            "keep one of them [key]",
        ),
    ],
)
def test_a_wrong_key_is_reported_alike_among_many_rows_and_few(project: Path, wrong: str, message: str) -> None:
    rows = [f"events,gone-{number:05},1.0.0,r," for number in range(MANY)]
    rows[10] = wrong
    header = ",".join(text(project, "retirements").columns)
    (project / "data/retirements.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    renew(project)
    assert f"data/retirements.csv:12: {message}" in problems(project)


def test_a_condition_that_each_row_meets_filters_many_rows() -> None:
    frame = pl.DataFrame({"row": range(MANY)})
    assert frame.filter(EACH.fill_null(True)).equals(frame)
    assert frame.filter(~(EACH & (pl.col("row") >= 0))).is_empty()


def test_the_nearest_of_many_ids_is_found_by_its_beginning_or_its_end() -> None:
    known = Known([f"bridge-{number:05}-closes" for number in range(5_000)])
    assert [nearest(word, known) for word in ("bridge-00042-close", "bidge-04242-closes", "tunnel", "12")] == [
        "bridge-00042-closes",
        "bridge-04242-closes",
        None,
        None,
    ]
