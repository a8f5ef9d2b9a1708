"""Level 1: each cell of a table, taken alone."""

from pathlib import Path

from tests.helpers.packages import Change, broken, case, dropped, edited, problems_by_key, text, write
from tests.helpers.together import check_rejected

DECREE = "vtcnews-bn-20241112-phe-chuan.decree"


def swapped(table: str) -> Change:
    """Put the first row of a table after its second."""

    def swap(package: Path) -> None:
        frame = text(package, table)
        write(package, table, frame[[1, 0, *range(2, len(frame))]])

    return swap


CASES = [
    case(
        f"data/passages.csv:{DECREE}: start: '028' is not written as a whole number: 3 [type]",
        edited("passages", DECREE, start="028"),
    ),
    case(
        f"data/passages.csv:{DECREE}: start: '99999999999999999999' is not written as a whole number: 3 [type]",
        edited("passages", DECREE, start="99999999999999999999"),
    ),
    case(
        "data/events.csv:kim-ratifies-treaty: disputed: 'True' is not written as true or false [type]",
        edited("events", "kim-ratifies-treaty", disputed="True"),
    ),
    case(
        "data/events.csv:kim-ratifies-treaty: date_latest: '2023-02-29' is not written as a day of the "
        "years 0001 to 9999: 2024-11-12 [type]",
        edited("events", "kim-ratifies-treaty", date_latest="2023-02-29"),
    ),
    case(
        "data/claims.csv:treaty-mutual-aid: statement: is empty, but every row needs a value [required]",
        edited("claims", "treaty-mutual-aid", statement=None),
    ),
    case(
        "data/events.csv:kim-ratifies-treaty: status: 'Occurred' is not one of: occurred, alleged, "
        "planned; did you mean occurred? [term]",
        edited("events", "kim-ratifies-treaty", status="Occurred"),
    ),
    case(
        "data/actors.csv:reuters: country: 'UK' is not one of the 249 codes of ISO 3166-1 alpha-3, "
        "such as ABW; did you mean GBR? [term]",
        edited("actors", "reuters", country="UK"),
    ),
    case(
        "data/events.csv:kim-ratifies-treaty: date: '2024-13' is not a date in EDTF; write "
        "2024-11-12, 2024-11 or 2024 [edtf]",
        edited("events", "kim-ratifies-treaty", date="2024-13"),
    ),
    case(
        "data/claims.csv:choson-sinbo-23-articles: figure: '10,000' is not a figure; write it as 10000, -2.5, "
        "~11000, >10000, 12000..15000 or 1000s [figure]",
        edited("claims", "choson-sinbo-23-articles", figure="10,000"),
    ),
    case(
        "data/actors.csv:kim-jong-un: wikidata_id: 'q56226' is not a Wikidata item such as Q42 [pattern]",
        edited("actors", "kim-jong-un", wikidata_id="q56226"),
    ),
    case(
        f"data/passages.csv:{DECREE}: place: 'p0' is not title, lead, caption, excerpt, a paragraph (p3) or several "
        "(p4-5) [pattern]",
        edited("passages", DECREE, place="p0"),
    ),
    case(
        "data/actors.csv:Mbn: actor_id: 'Mbn' is not lower-case words and digits joined by hyphens [pattern]",
        edited("actors", "mbn", actor_id="Mbn"),
    ),
    case(f"data/passages.csv:{DECREE}: start: -1 is less than 0 [minimum]", edited("passages", DECREE, start="-1")),
    case(
        "data/events.csv:kim-ratifies-treaty: title: 'Kim signs ' ends with U+0020 SPACE; remove it [blank]",
        edited("events", "kim-ratifies-treaty", title="Kim signs "),
    ),
    case(
        "data/actors.csv:kcna: note: is an empty quoted string; leave the cell empty [blank]",
        edited("actors", "kcna", note=""),
    ),
    case(
        "data/actors.csv:kcna: note: 'one\\nrow' contains U+000A, a line break; write the text on one line [control]",
        edited("actors", "kcna", note="one\nrow"),
    ),
    case(
        "data/actors.csv:kcna: note: '@1+1' starts with = + - or @, so that spreadsheets run it as a formula [formula]",
        edited("actors", "kcna", note="@1+1"),
    ),
    case(
        "data/articles.csv:mbn-20241112-kim-signs: title: '=1+1' starts with =, so that spreadsheets run it as a "
        "formula [formula]",
        edited("articles", "mbn-20241112-kim-signs", title="=1+1"),
    ),
    case(
        "data/passages.csv:vtcnews-bn-20241112-phe-chuan.mutual-aid: gloss: '+1' starts with = + - or @, so that "
        "spreadsheets run it as a formula [formula]",
        edited("passages", "vtcnews-bn-20241112-phe-chuan.mutual-aid", gloss="+1"),
    ),
    case(
        "data/actors.csv:kcna: note: 'é' is not in NFC: it has U+0065 LATIN SMALL LETTER E + U+0301 "
        "COMBINING ACUTE ACCENT, which in NFC is U+00E9 LATIN SMALL LETTER E WITH ACUTE [nfc]",
        edited("actors", "kcna", note="e\u0301"),
        beyond_table_schema="A pattern cannot ask for a Unicode normalisation form.",
    ),
    case(
        "data/names.csv:kcna.bn: language: 'xq' has the language 'xq', which is not in the IANA language subtag "
        "registry [language]",
        edited("names", "kcna.bn", language="xq"),
    ),
    case(
        "data/articles.csv:mbn-20241112-kim-signs: language: 'iw' is deprecated in the IANA language subtag registry; "
        "write he [language]",
        edited("articles", "mbn-20241112-kim-signs", language="iw"),
    ),
    case(
        "data/actors.csv:federation-council: actor_id: is out of order: sort the rows by key [row-order]",
        swapped("actors"),
    ),
    case(
        "data/citations.csv:chosonsinbo-20241112-hijun.decree actors kim-jong-un *: passage_id: is out of "
        "order: sort the rows by key [row-order]",
        swapped("citations"),
    ),
]


def test_a_cell_is_rejected_by_its_rule_alone(pristine: Path, tmp_path: Path) -> None:
    check_rejected(pristine, tmp_path, CASES)


def test_lines_are_those_of_the_file_where_cells_have_line_breaks(project: Path) -> None:
    broken(project, [edited("actors", "choson-sinbo", note="one\ntwo\nthree"), edited("actors", "kcna", kind="media")])
    assert [problem.split(":")[1] for problem in problems_by_key(project)] == ["choson-sinbo", "kcna"]


def test_cells_of_one_rule_are_reported_one_by_one(project: Path) -> None:
    texts = {"kcna": "=1", "reuters": "+1", "russia": "-1", "treaty": "@1"}
    broken(project, [edited("actors", actor, note=text) for actor, text in texts.items()])
    assert problems_by_key(project) == [
        f"data/actors.csv:{actor}: note: '{text}' starts with = + - or @, so that spreadsheets run it as a formula "
        "[formula]"
        for actor, text in texts.items()
    ]


def test_words_that_are_not_ours_may_begin_as_formulas_do(project: Path) -> None:
    pins = {"begins": "@RT যখন", "ends": "- বলেন"}
    changes = [
        edited("passages", "vtcnews-bn-20241112-phe-chuan.mutual-aid", **pins),
        edited("articles", "mbn-20241112-kim-signs", title="+100 ₽: 김정은"),
        edited("names", "kim-jong-un.bn", name="@kim"),
        edited("citations", "vtcnews-bn-20241112-phe-chuan.decree names kim-jong-un.bn *", basis="read"),
    ]
    assert problems_by_key(broken(project, changes)) == []


def test_all_errors_of_a_row_are_reported_at_once(project: Path) -> None:
    changes = [edited("events", "kim-ratifies-treaty", date="2024-13", country="XXX", title="=1")]
    assert [problem.rpartition("[")[2] for problem in problems_by_key(broken(project, changes))] == [
        "term]",
        "edtf]",
        "formula]",
    ]


def test_an_empty_table_has_no_faults_of_its_own(project: Path) -> None:
    assert problems_by_key(broken(project, [dropped("retirements")])) == []
