"""Pins are looked up in the texts at hand, and what is wrong with them is reported."""

from pathlib import Path

import polars as pl
import pytest

from treaty_tools.quotes.body import Body
from treaty_tools.quotes.pinned import in_body
from treaty_tools.quotes.report import report_lines
from treaty_tools.quotes.verify import statuses
from treaty_tools.quotes.visible import with_visibility

TEXT = """\
Garden to open

The mayor said on Tuesday, 4 March, that “about 40 trees” will be planted – soon. Nobody objected…

A critic doubts that the trees will live.

Tickets cost five crowns.
"""
PLANTED = ("p1", "The mayor said", "will be planted")
DOUBTS = ("p2", "A critic", "live")

Row = tuple[str, str | None, str | None]


def passages(*rows: Row) -> pl.DataFrame:
    columns = ["passage_id", "article_id", "place", "begins", "ends", "start", "quote"]
    made = [(f"a.p{n}", "a", *row, None, None) for n, row in enumerate(rows)]
    text = dict.fromkeys(columns, pl.String)
    return pl.DataFrame(made, schema={**text, "start": pl.Int64}, orient="row")


def articles(**changes: str | None) -> pl.DataFrame:
    row: dict[str, str | None] = {"article_id": "a", "title": "Garden to open", "text_sha256": None, "language": "en"}
    row |= {"extent": "notes", "skipped": None, "published": "2025-03-05", "copy_of": None} | changes
    return pl.DataFrame([row], schema=dict.fromkeys(row, pl.String))


def lines(folder: Path, *rows: Row, body: str = TEXT, **changes: str | None) -> list[str]:
    (folder / "a.txt").write_text(body, encoding="utf-8")
    return list(report_lines(statuses(passages(*rows), articles(**changes), folder)))


def test_pins_match_whatever_place_is_given(tmp_path: Path) -> None:
    assert lines(tmp_path, PLANTED, DOUBTS, ("p9", "Tickets cost", None)) == [
        "a: 3 match",
        "3 passages in 1 article: 3 match",
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "note"),
    [
        (
            "mayor said on Tuesday, 4",
            'about 40 trees"',
            "'ends' does not occur after 'begins'; similar words at 58 in p2: about 40 trees”; "
            "the text has U+201D RIGHT DOUBLE QUOTATION MARK, not U+0022 QUOTATION MARK",
        ),
        (
            "planted - soon",
            None,
            "'begins' does not occur; similar words at 82 in p2: planted – soon; "
            "the text has U+2013 EN DASH, not U+002D HYPHEN-MINUS",
        ),
        (
            "objected...",
            None,
            "'begins' does not occur; similar words at 105 in p2: objected…; "
            "the text has U+2026 HORIZONTAL ELLIPSIS, not U+002E FULL STOP + U+002E FULL STOP + U+002E FULL STOP",
        ),
        (
            "\uff34ickets",
            None,
            "'begins' does not occur; similar words at 159 in p4: Tickets; "
            "the text has U+0054 LATIN CAPITAL LETTER T, not U+FF34 FULLWIDTH LATIN CAPITAL LETTER T",
        ),
        ("The elephant", None, "'begins' does not occur"),
        ("A critic", "The mayor", "'ends' does not occur after 'begins', only before it"),
    ],
)
def test_missing_pins_are_reported_with_what_is_similar(begins: str, ends: str | None, note: str) -> None:
    found = in_body(Body(TEXT), begins, ends)
    assert (found.status, found.note) == ("missing", note)


@pytest.mark.parametrize(
    ("begins", "ends", "note"),
    [
        ("he mayor", None, "'begins' begins inside a word: U+0054 LATIN CAPITAL LETTER T comes before it"),
        ("The may", None, "'begins' ends inside a word: U+006F LATIN SMALL LETTER O follows it"),
        ("A critic", "ive", "'ends' begins inside a word: U+006C LATIN SMALL LETTER L comes before it"),
    ],
)
def test_a_pin_cut_inside_a_word_is_reported(begins: str, ends: str | None, note: str) -> None:
    found = in_body(Body(TEXT), begins, ends)
    assert (found.status, found.note) == ("badly pinned", f"{note}: take the whole word")


def test_an_occurrence_inside_a_word_is_passed_over() -> None:
    assert in_body(Body("women and men sing"), "men", None)[:3] == ("match", 10, 13)


def test_in_scripts_without_spaces_words_end_at_punctuation() -> None:
    found = in_body(Body("花園六點關門,大家都走"), "花園六點", None)
    assert found.note == (
        "'begins' ends inside a word: U+95DC CJK UNIFIED IDEOGRAPH-95DC follows it: take the whole word, "
        "or words up to punctuation, a blank or the end of the line"
    )


def test_a_pin_over_a_line_break_is_reported() -> None:
    found = in_body(Body(TEXT), "objected…\n\nA critic", None)
    message = (
        "'begins' or 'ends' has a line break; a pin lies within one line of the text: take words from one paragraph"
    )
    assert (found.status, found.note) == ("badly pinned", message)


def test_pins_may_be_half_of_the_passage() -> None:
    found = in_body(Body(TEXT), "A critic doubts", "will live")
    assert (found.status, found.note) == (
        "badly pinned",
        "the pins have 24 of the passage's 40 code points; half is allowed: take fewer words, or leave out 'ends'",
    )
    assert in_body(Body(TEXT), "A critic", "will live").status == "match"


def test_pins_that_recur_are_ambiguous_outside_the_passage_alone() -> None:
    assert in_body(Body(TEXT), "trees", None).note == "'begins' recurs at 141 in p3, after the passage: take more words"
    assert in_body(Body(TEXT), "will", "live").status == "match"


def test_a_text_in_which_pins_differ_in_form_is_not_another_document(tmp_path: Path) -> None:
    plain = TEXT.replace("critic", "cr\u00edtic").replace("mayor", "m\u00e1yor")
    found = lines(tmp_path, PLANTED, DOUBTS, body=plain, text_sha256="0" * 64)
    assert [line.split(":")[1] for line in found[:2]] == [" missing", " missing"]
    found = lines(tmp_path, PLANTED, DOUBTS, body="Something else altogether.", text_sha256="0" * 64)
    assert found[0] == "a.p0: wrong document: the text has none of the article's passages"


def test_titles_need_neither_pins_nor_texts(tmp_path: Path) -> None:
    found = statuses(passages(("title", None, None)), articles(), tmp_path)
    assert list(report_lines(found)) == [
        "0 passages in 0 articles: nothing to check",
        "1 title checked against the articles' titles: 1 match",
    ]


def test_paragraphs_that_were_read_but_are_neither_passages_nor_skipped_are_listed(tmp_path: Path) -> None:
    remark = "a: 1 match; neither passage nor skipped: p2-3"
    assert lines(tmp_path, PLANTED, extent="whole")[0] == remark
    assert lines(tmp_path, PLANTED, extent="beginning", skipped="p3 prices")[0].endswith("skipped: p2")
    assert lines(tmp_path, PLANTED, extent="whole", skipped="p2 doubts; p3 prices, p9")[0] == "a: 1 match"
    assert lines(tmp_path, PLANTED, extent="notes")[0] == "a: 1 match"


def shown(folder: Path, kind: str, value: str) -> tuple[str, str | None]:
    """Return the result for a passage whose pinned words are cited verbatim for a value."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    cited = pl.DataFrame({"passage_id": ["a.p0"], "kind": [kind], "value": [value], "cited": ["claims/x figure"]})
    found = statuses(passages(PLANTED), articles(), folder, wanted=frozenset({"a.p0"}))
    (row,) = with_visibility(found, cited, articles()).select("status", "note").rows()
    return row[0], row[1]


def test_verbatim_values_must_be_visible_between_the_pins(tmp_path: Path) -> None:
    assert shown(tmp_path, "figure", "~40") == ("match", None)
    assert shown(tmp_path, "date", "2025-03-04") == ("match", None)
    assert shown(tmp_path, "text", "mayor") == ("match", None)
    status, note = shown(tmp_path, "figure", "50")
    assert status == "not visible"
    assert note is not None
    assert note.startswith("claims/x figure: the passage 'The mayor said on Tuesday, 4 March, that “about 40 trees”")
