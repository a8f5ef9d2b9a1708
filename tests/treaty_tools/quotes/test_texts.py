import os
import unicodedata
from hashlib import sha256
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from treaty_tools.quotes import texts

PLAIN = "নেতা স্বাক্ষর করেন।\n\nВторой абзац: é, 한국, 條約.\nقال إنّ ذلك صحيح 🇰🇵\n"


def hold(folder: Path, stored: bytes, article_id: str = "a-1") -> Path:
    file = folder / f"{article_id}.txt"
    file.write_bytes(stored)
    return file


@pytest.mark.parametrize(
    "stored",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", PLAIN).encode(),
        b"\xef\xbb\xbf" + unicodedata.normalize("NFD", PLAIN).replace("\n", "\r\n").encode(),
    ],
    ids=["plain", "bom", "crlf", "cr", "nfd", "all"],
)
def test_one_text_however_it_is_stored(tmp_path: Path, stored: bytes) -> None:
    hold(tmp_path, stored)
    assert texts.read(tmp_path, "a-1") == texts.Text(PLAIN, sha256(PLAIN.encode()).hexdigest())


def test_only_the_first_byte_order_mark_is_one(tmp_path: Path) -> None:
    hold(tmp_path, "\ufeff\ufeffa".encode())
    text = texts.read(tmp_path, "a-1")
    assert text is not None
    assert text.body == "\ufeffa"


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    hold(tmp_path, b"")
    assert texts.read(tmp_path, "a-1") == texts.Text("", sha256(b"").hexdigest())


def test_what_is_not_there_is_not_held(tmp_path: Path) -> None:
    assert texts.read(tmp_path, "a-1") is None


@pytest.mark.parametrize(
    "article_id", ["", "../a", "a/b", "a.b", "A", "a--b", "-a", "a\n", "a\0b", "ক", "a" * 300 + "/"]
)
def test_no_id_leads_out_of_the_folder(tmp_path: Path, article_id: str) -> None:
    hold(tmp_path, b"secret", "outside")
    folder = tmp_path / "texts"
    folder.mkdir()
    with pytest.raises(texts.TextError) as caught:
        texts.read(folder, article_id)
    assert str(caught.value) == f"{folder}: {article_id!r} is not an article id"


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    file = hold(tmp_path, b"caf\xe9 latin")
    with pytest.raises(texts.TextError) as caught:
        texts.read(tmp_path, "a-1")
    assert str(caught.value) == f"{file}: not UTF-8: byte 0xe9 at offset 3"
    assert (caught.value.path, caught.value.reason) == (file, "not UTF-8: byte 0xe9 at offset 3")


def test_a_folder_or_a_pipe_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a-1.txt").mkdir()
    os.mkfifo(tmp_path / "a-2.txt")
    for article_id in ("a-1", "a-2"):
        with pytest.raises(texts.TextError) as caught:
            texts.read(tmp_path, article_id)
        assert str(caught.value) == f"{tmp_path / article_id}.txt: not a regular file"


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(texts.TextError) as caught:
        texts.read(tmp_path, "a" * 300)
    assert caught.value.reason == "File name too long"


def test_a_file_larger_than_any_article_is_refused(tmp_path: Path) -> None:
    file = hold(tmp_path, b"")
    os.truncate(file, texts.LIMIT + 1)
    with pytest.raises(texts.TextError) as caught:
        texts.read(tmp_path, "a-1")
    assert str(caught.value) == f"{file}: more than 64 MiB, the limit for a text"


@pytest.mark.parametrize("marks", ["\u0301\u0323" * 80_000, "\u0301\u0323" * 16])
def test_marks_that_pile_up_are_refused(tmp_path: Path, marks: str) -> None:
    file = hold(tmp_path, f"a{marks}".encode())
    with pytest.raises(texts.TextError) as caught:
        texts.read(tmp_path, "a-1")
    assert str(caught.value) == f"{file}: has more than 30 combining marks in a row; no language needs so many"


def test_thirty_marks_in_a_row_are_read(tmp_path: Path) -> None:
    hold(tmp_path, ("a" + "\u0301\u0323" * 15).encode())
    body = "ạ" + "\u0323" * 14 + "\u0301" * 15
    assert texts.read(tmp_path, "a-1") == texts.Text(body, sha256(body.encode()).hexdigest())


@given(st.text(st.one_of(st.characters(), st.sampled_from("কেোাৗ়য়্ெேைாௗകെോଡୋಕೊಂොé\u0301"))))
def test_the_quick_look_at_nfc_agrees_with_python(text: str) -> None:
    assert texts.is_nfc(text) == unicodedata.is_normalized("NFC", text)


def test_split_vowels_compose_with_nothing_but_what_is_listed() -> None:
    listed = {pair for pairs in texts._SPLIT_VOWELS.values() for pair in pairs}
    decompositions = (unicodedata.normalize("NFD", chr(c)) for c in range(0x900, 0x11000))
    composing = {d[-2:] for d in decompositions if len(d) > 1 and d[-1] in texts._SPLIT_VOWELS}
    assert composing == listed


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    spans = texts.paragraphs("one\n \n\ntwo\u2028still two\n\u00a0\nthree")
    assert [texts.place_of(spans, *span) for span in spans] == ["p1", "p2", "p3"]
    assert spans == [(0, 3), (7, 20), (23, 28)]


LINES = st.lists(st.sampled_from(["", " ", "a", "নেতা", "b c"]), max_size=8)


@given(LINES, st.data())
def test_a_place_is_the_paragraphs_a_range_touches(lines: list[str], data: st.DataObject) -> None:
    body = "\n".join(lines)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(body)), st.integers(0, len(body)))))
    assume(start < end)
    owner = [n for n, line in enumerate(lines) for _ in range(len(line) + 1)]
    solid = [n for n, line in enumerate(lines) if line.strip()]
    breaks = {i for i, c in enumerate(body) if c == "\n"}
    touched = sorted({solid.index(owner[i]) + 1 for i in range(start, end) if i not in breaks and owner[i] in solid})
    place = texts.place_of(texts.paragraphs(body), start, end)
    if touched:
        assert place == (f"p{touched[0]}" if len(touched) == 1 else f"p{touched[0]}-{touched[-1]}")
    else:
        assert place is None


@given(LINES)
def test_the_span_of_a_place_has_that_place(lines: list[str]) -> None:
    spans = texts.paragraphs("\n".join(lines))
    for n in range(1, len(spans) + 1):
        for place in (f"p{n}", f"p{n}-{len(spans)}") if n < len(spans) else (f"p{n}",):
            span = texts.span_of(spans, place)
            assert span is not None
            assert texts.place_of(spans, *span) == place
            assert texts.is_placed(spans, place, *span)


@pytest.mark.parametrize(
    "place", ["title", "lead", "caption", "excerpt", "p0", "p2-1", "p4", "p1-9", "p01", "p1\n", ""]
)
def test_what_names_no_paragraph_has_no_span(place: str) -> None:
    assert texts.span_of([(0, 1), (2, 3), (4, 5)], place) is None
