"""The founding article's quotes stand in its text; it is not ours to ship, TREATY_TEXTS names a folder that has it."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import treaty_record
from treaty_tools.quotes.verify import statuses

FOUNDING = "vtcnews-bn-20241112-phe-chuan"
PASSAGES = treaty_record.load("passages").filter(article_id=FOUNDING)
QUOTED = PASSAGES.filter(pl.col("quote").is_not_null())
ARTICLES = treaty_record.load("articles")


@pytest.fixture(scope="module")
def text() -> str:
    folder = os.environ.get("TREATY_TEXTS")
    if folder is None:
        pytest.skip("TREATY_TEXTS names no folder of texts")
    return (Path(folder) / f"{FOUNDING}.txt").read_text(encoding="utf-8")


def verified(folder: Path, content: bytes) -> dict[str, str]:
    (folder / f"{FOUNDING}.txt").write_bytes(content)
    return dict(statuses(PASSAGES, ARTICLES, folder).select("passage_id", "status").iter_rows())


STORED: list[Callable[[str], bytes]] = [
    lambda text: text.encode(),
    lambda text: unicodedata.normalize("NFD", text).encode(),
    lambda text: text.encode("utf-8-sig"),
    lambda text: text.replace("\n", "\r\n").encode(),
]


@pytest.mark.parametrize("stored", STORED, ids=["as it is", "NFD", "BOM", "CRLF"])
def test_every_quote_matches_however_the_text_is_stored(
    text: str, tmp_path: Path, stored: Callable[[str], bytes]
) -> None:
    assert verified(tmp_path, stored(text)) == dict.fromkeys(PASSAGES["passage_id"], "match")


def broken(text: str, start: int, quote: str, change: Callable[[str], str]) -> str:
    assert text[start : start + len(quote)] == quote
    return text[:start] + change(quote) + text[start + len(quote) :]


def other_vowel_sign(quote: str) -> str:
    at = next(at for at, character in enumerate(quote) if unicodedata.category(character) == "Mc")
    return quote[:at] + ("ি" if quote[at] != "ি" else "ে") + quote[at + 1 :]


def without_a_letter(quote: str) -> str:
    at = next(at for at, character in enumerate(quote) if at and unicodedata.category(character) == "Lo")
    return quote[:at] + quote[at + 1 :]


@pytest.mark.parametrize("change", [other_vowel_sign, without_a_letter])
@pytest.mark.parametrize("passage", QUOTED.to_dicts(), ids=lambda passage: passage["passage_id"])
def test_a_quote_no_longer_matches_when_one_sign_of_its_words_is_changed(
    text: str, tmp_path: Path, passage: dict[str, object], change: Callable[[str], str]
) -> None:
    normal = unicodedata.normalize("NFC", text)
    start, quote = passage["start"], passage["quote"]
    assert isinstance(start, int)
    assert isinstance(quote, str)
    found = verified(tmp_path, broken(normal, start, quote, change).encode())
    assert found[str(passage["passage_id"])] == "missing"


def test_another_text_in_its_place_is_noticed(tmp_path: Path) -> None:
    found = verified(tmp_path, "এটি অন্য একটি লেখা।\n".encode())
    in_the_text = PASSAGES.filter(pl.col("place") != "title")
    assert found == dict.fromkeys(in_the_text["passage_id"], "wrong document")


def test_hash_and_length_are_those_of_the_text(text: str) -> None:
    from treaty_tools.quotes.texts import from_bytes

    held = from_bytes(text.encode())
    article = ARTICLES.filter(article_id=FOUNDING)
    assert (held.sha256, len(held.body)) == article.select("text_sha256", "text_length").row(0)
