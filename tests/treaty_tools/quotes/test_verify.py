import unicodedata
from pathlib import Path

import hypothesis.strategies as st
import polars as pl
import pytest
from hypothesis import given

from treaty_tools.commands.verify import command
from treaty_tools.quotes import graphemes, texts
from treaty_tools.quotes.finding import ERRORS, STATUSES
from treaty_tools.quotes.report import report_lines
from treaty_tools.quotes.verify import statuses

BANGLA = "নেতা চুক্তি অনুমোদন করেছেন।\n\nমস্কো এবং পিয়ংইয়ং ৯ নভেম্বর রাজি হয়।\n"
TITLE = "উত্তর কোরিয়া চুক্তি অনুমোদন করল"
HASH = texts.from_bytes(BANGLA.encode()).sha256

Row = tuple[str, int | None, str | None]


def passages(*rows: Row, article_id: str = "a") -> pl.DataFrame:
    """Return passages named p0, p1 and so on, of place, start and quote."""
    return pl.DataFrame(
        [(f"{article_id}.p{n}", article_id, *row, None, None) for n, row in enumerate(rows)],
        schema={
            "passage_id": pl.String,
            "article_id": pl.String,
            "place": pl.String,
            "start": pl.Int64,
            "quote": pl.String,
            "begins": pl.String,
            "ends": pl.String,
        },
        orient="row",
    )


def articles(*ids: str, **changes: object) -> pl.DataFrame:
    row = {"title": TITLE, "text_sha256": HASH, "text_length": len(BANGLA), "extent": "notes", "skipped": None}
    return pl.DataFrame([{"article_id": article_id} | row | changes for article_id in ids or ("a",)])


def quote(words: str, place: str = "p1", body: str = BANGLA) -> Row:
    return place, body.index(words), words


DECREE = quote("চুক্তি অনুমোদন")
CITIES = quote("মস্কো এবং পিয়ংইয়ং", "p2")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of texts that holds the Bangla one."""
    (tmp_path / "a.txt").write_text(BANGLA, encoding="utf-8")
    return tmp_path


def store(folder: Path, body: str) -> None:
    (folder / "a.txt").write_bytes(body.encode())


def lines(folder: Path, *rows: Row, everything: bool = False, **changes: object) -> list[str]:
    return list(report_lines(statuses(passages(*rows), articles(**changes), folder), everything=everything))


@pytest.mark.parametrize(
    "stored",
    [
        BANGLA.encode(),
        b"\xef\xbb\xbf" + BANGLA.encode(),
        BANGLA.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", BANGLA).encode(),
    ],
    ids=["plain", "bom", "crlf", "nfd"],
)
def test_quotes_match_however_the_text_is_stored(folder: Path, stored: bytes) -> None:
    (folder / "a.txt").write_bytes(stored)
    assert lines(folder, DECREE, CITIES, everything=True) == [
        "a.p0: match",
        "a.p1: match",
        "a: 2 match",
        "2 passages in 1 article: 2 match",
    ]


def test_quotes_that_match_are_only_counted(folder: Path) -> None:
    assert lines(folder, DECREE) == ["a: 1 match", "1 passage in 1 article: 1 match"]


def test_passages_without_a_quote_are_passed_over(folder: Path) -> None:
    assert lines(folder, ("p1", None, None)) == ["0 passages in 0 articles: nothing to check"]


SIGN = "U+09BF BENGALI VOWEL SIGN I"


@pytest.mark.parametrize(
    ("was", "instead", "similar"),
    [
        ("চুক্তি", "চুক্ত", f"; similar words at 5 in p1: চুক্ত অনুমোদন; the text lacks {SIGN}"),
        (
            "চুক্তি",
            "চুক্তী",
            f"; similar words at 5 in p1: চুক্তী অনুমোদন; the text has U+09C0 BENGALI VOWEL SIGN II, not {SIGN}",
        ),
        ("অনুমোদন", "অনুমোদ", ""),
        ("চুক্তি ", "চুক্তি  ", "; similar words at 5 in p1: চুক্তি  অনুমোদন; the text also has U+0020 SPACE"),
    ],
)
def test_a_lost_mark_or_letter_is_another_word(folder: Path, was: str, instead: str, similar: str) -> None:
    store(folder, BANGLA.replace(was, instead))
    assert lines(folder, DECREE, quote("নেতা")) == [
        f"a.p0: missing: the words do not occur{similar}",
        "a: 1 match, 1 missing; the text has changed: its hash is not text_sha256",
        "2 passages in 1 article: 1 match, 1 missing",
    ]


def test_another_text_in_its_place_is_told_once_nothing_is_found(folder: Path) -> None:
    store(folder, "Совсем другой текст.\n")
    note = "wrong document: the text has none of the article's passages"
    assert lines(folder, DECREE, CITIES, ("title", 0, "উত্তর")) == [
        f"a.p0: {note}",
        f"a.p1: {note}",
        "a: 2 wrong document; the text has changed: its hash is not text_sha256",
        "2 passages in 1 article: 2 wrong document",
        "1 title checked against the articles' titles: 1 match",
    ]


@pytest.mark.parametrize("recorded", [None, HASH], ids=["no hash", "same hash"])
def test_words_missing_from_the_recorded_text_are_only_missing(folder: Path, recorded: str | None) -> None:
    assert lines(folder, ("p1", 0, "নেই"), text_sha256=pl.Series([recorded], dtype=pl.String)[0])[:2] == [
        "a.p0: missing: the words do not occur",
        "a: 1 missing",
    ]


def test_a_text_with_words_put_before_has_moved(folder: Path) -> None:
    store(folder, "ছবি\n" + BANGLA)
    assert lines(folder, DECREE, CITIES) == [
        "a.p0: moved: found at 9 in p2, not p1, not at 5",
        "a.p1: moved: found at 33 in p3, not p2, not at 29",
        "a: 2 moved; the text has changed: its hash is not text_sha256",
        "2 passages in 1 article: 2 moved",
        "moved: 'treaty fix' with these --texts corrects the start",
    ]


def test_a_quote_without_a_start_has_moved_to_where_it_stands(folder: Path) -> None:
    found = statuses(passages(("p1", None, DECREE[2] or "")), articles(), folder)
    note = "found at 5 in p1, no start is given"
    assert found.drop("words", "uncovered").row(0) == ("a.p0", "a", "p1", "moved", 5, 19, note, False)


def test_a_start_before_the_text_does_not_count_from_its_end(folder: Path) -> None:
    store(folder, "ab ba")
    assert lines(folder, ("p1", -2, "ba"), text_sha256=None)[0] == "a.p0: moved: found at 3 in p1, not at -2"


def test_a_start_beyond_the_text_is_no_error(folder: Path) -> None:
    assert lines(folder, ("p1", 2**62, "নেতা"))[0] == f"a.p0: moved: found at 0 in p1, not at {2**62}"


def test_words_that_stand_elsewhere_more_than_once_are_ambiguous(folder: Path) -> None:
    store(folder, "x. ha ha.\n\nha!")
    assert lines(folder, ("p1", 0, "ha"), text_sha256=None)[0] == (
        "a.p0: ambiguous: found at 3 in p1, 6 in p1 and 11 in p2, not at 0"
    )


def test_of_many_places_the_first_few_are_told(folder: Path) -> None:
    store(folder, "." + "a" * 100)
    assert lines(folder, ("lead", 0, "aa"), text_sha256=None)[0] == (
        "a.p0: ambiguous: found at 1 in p1, 2 in p1, 3 in p1, 4 in p1, 5 in p1 and elsewhere, not at 0"
    )


def test_words_at_their_start_match_though_they_stand_elsewhere_too(folder: Path) -> None:
    store(folder, "ha ha ha")
    assert lines(folder, ("p1", 3, "ha"), text_sha256=None)[0] == "a: 1 match"


def test_the_place_has_to_hold_the_words(folder: Path) -> None:
    start, words = CITIES[1:]
    across = quote(BANGLA[5 : BANGLA.index(" এবং")], "p1-2")
    assert lines(
        folder,
        ("p1", start, words),
        ("p3", start, words),
        ("p1-2", start, words),
        ("caption", start, words),
        across,
        ("p1", *across[1:]),
    ) == [
        "a.p0: misplaced: found in p2, not p1",
        "a.p1: misplaced: found in p2, not p3",
        "a.p5: misplaced: found in p1-2, not p1",
        "a: 3 match, 3 misplaced",
        "6 passages in 1 article: 3 match, 3 misplaced",
    ]


def test_words_may_not_end_within_a_written_character(folder: Path) -> None:
    assert lines(folder, quote("নেত"), quote("ুক্তি"), ("title", 0, "উত্")) == [
        "a.p0: missing: the words end inside a character: U+09BE BENGALI VOWEL SIGN AA follows them",
        "a.p1: missing: the words begin inside a character: U+099A BENGALI LETTER CA comes before them",
        "a.p2: missing: the words end inside a character: U+09A4 BENGALI LETTER TA follows them",
        "a: 2 missing",
        "2 passages in 1 article: 2 missing",
        "1 title checked against the articles' titles: 1 missing",
    ]


def test_words_not_in_nfc_are_missing_and_told_so(folder: Path) -> None:
    store(folder, "café")
    assert lines(folder, ("p1", 0, "cafe\u0301"), ("p1", 0, ""), text_sha256=None)[:2] == [
        "a.p0: missing: the words are not in NFC, to which texts are normalised ('treaty fix' mends it): NFC has "
        "U+00E9 LATIN SMALL LETTER E WITH ACUTE, not U+0065 LATIN SMALL LETTER E + U+0301 COMBINING ACUTE ACCENT; "
        "similar words at 0 in p1: café",
        "a.p1: missing: the quote is empty",
    ]


def test_titles_are_checked_though_no_text_is_held(tmp_path: Path) -> None:
    start = TITLE.index("চুক্তি")
    assert lines(tmp_path, ("title", start, "চুক্তি"), ("title", 0, "চুক্তি"), ("title", 0, "নেতা"), DECREE) == [
        f"a.p1: moved: found at {start}, not at 0",
        "a.p2: missing: the words do not occur",
        "a.p3: not held: the folder does not have the text",
        "a: 1 not held",
        "1 passage in 1 article: 1 not held",
        "3 titles checked against the articles' titles: 1 match, 1 moved, 1 missing",
        "moved: 'treaty fix' with these --texts corrects the start",
    ]


def test_an_article_without_a_title_cannot_be_quoted_from_it(tmp_path: Path) -> None:
    assert lines(tmp_path, ("title", 0, "নেতা"), title=None)[0] == "a.p0: missing: the article has no title"


def test_a_text_that_cannot_be_read_leaves_the_others_checked(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"\xff\xfeb")
    both = pl.concat([passages(DECREE, article_id="b"), passages(DECREE)])
    assert list(report_lines(statuses(both, articles("a", "b"), folder))) == [
        f"b.p0: unreadable: {folder}/b.txt: not UTF-8: byte 0xff at offset 0",
        "a: 1 match",
        "b: 1 unreadable",
        "2 passages in 2 articles: 1 match, 1 unreadable",
    ]


def test_ids_lead_nowhere_and_reach_the_terminal_harmless(folder: Path) -> None:
    wild = passages(DECREE, article_id="../\x1b[31m")
    assert next(report_lines(statuses(wild, articles(), folder))) == (
        rf"../\x1b[31m.p0: unreadable: {folder}: '../\x1b[31m' is not an article id"
    )


def test_nothing_is_wrong_without_passages(tmp_path: Path) -> None:
    assert list(report_lines(statuses(passages(), articles(), tmp_path))) == [
        "0 passages in 0 articles: nothing to check"
    ]


def test_every_fault_is_a_status() -> None:
    assert set(ERRORS) < set(STATUSES)


def test_the_command_needs_a_folder_of_texts() -> None:
    assert [p.name for p in command.params if p.required] == ["folder"]


BODIES = st.text(st.sampled_from("aঅকিা্ য়é\u0301한\n👩🏽\u200dم\u064f"), min_size=1, max_size=30).map(texts.nfc)


@st.composite
def cut_out(draw: st.DrawFn) -> tuple[str, int, int]:
    """Draw a text and a range of it on grapheme boundaries."""
    body = draw(BODIES)
    cuts = [at for at in range(len(body) + 1) if not graphemes.inside(body, at)]
    first = draw(st.integers(0, len(cuts) - 2))
    last = draw(st.integers(first + 1, len(cuts) - 1))
    return body, cuts[first], cuts[last]


@given(cut_out())
def test_what_is_cut_out_of_a_text_matches(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[str, int, int]
) -> None:
    body, start, end = drawn
    held = tmp_path_factory.mktemp("texts")
    store(held, body)
    found = statuses(passages(("lead", start, body[start:end])), articles(text_sha256=None), held)
    assert found["status"].to_list() == ["match"]


@given(cut_out(), st.sampled_from(["x\n\n", "한국\n", "অকি। \n"]))
def test_it_moves_by_what_is_put_before(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[str, int, int], prefix: str
) -> None:
    body, start, end = drawn
    words = body[start:end]
    held = tmp_path_factory.mktemp("texts")
    store(held, prefix + body)
    found = statuses(passages(("lead", start, words)), articles(text_sha256=None), held)
    (outcome,) = found.select("status", "found").rows()
    if outcome[0] == "match":
        assert (prefix + body)[start:].startswith(words)
    elif outcome[0] == "ambiguous":
        assert (prefix + body).find(words) != (prefix + body).rfind(words)
    else:
        assert outcome == ("moved", len(prefix) + start)
