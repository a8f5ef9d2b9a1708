from itertools import pairwise

import duckdb
import hypothesis.strategies as st
import pytest
from hypothesis import given

from treaty_tools.quotes import graphemes

WHOLE = [
    "é",
    "e\u0301",
    "কি",
    "য়",
    "ক্ষ",
    "ক্ষ্ম",
    "র‍্য",
    "क्‍ष",
    "กำ",
    "한",
    "\u1112\u1161\u11ab",
    "가\u11a8",
    "ﾊﾞ",
    "👩🏽",
    "👩‍👩‍👧",
    "🙂‍↔️",
    "🇧🇩",
    "🏴\U000e0067\U000e0062\U000e007f",
    "م\u064f",
    "ی\u200c",
    "\u06003",
]
APART = ["ab", "কখ", "ক্ ষ", "ক্\u200cষ", "🇧🇩🇰🇵", "👩👩", "한국", "a\n", "\n\u0301", "a\u200b", "각가"]


def pieces(text: str) -> list[str]:
    cuts = [at for at in range(len(text) + 1) if not graphemes.inside(text, at)]
    return [text[a:b] for a, b in pairwise(cuts)]


@pytest.mark.parametrize("text", WHOLE)
def test_nothing_cuts_one_written_character(text: str) -> None:
    assert pieces(f"x {text} x") == ["x", " ", text, " ", "x"]


@pytest.mark.parametrize("text", APART)
def test_several_written_characters_come_apart(text: str) -> None:
    assert len(pieces(text)) > 1


@given(st.text(st.sampled_from("aé\u0301কিুঁ়\u200c\u200d गीقُ한가ㅏ\u1112\u1161\u11ab👩🏽❤️🇧🇰🇵\n.")))
def test_duckdb_counts_as_many(text: str) -> None:
    (expected,) = duckdb.execute("select length_grapheme(?)", [text]).fetchone() or (None,)
    assert len(pieces(text)) == expected, pieces(text)


@given(st.text(st.sampled_from("aকি্\u0301\u200d👩🏽🇧🇰 ")), st.integers(0, 30))
def test_boundaries_enclose_an_offset(text: str, at: int) -> None:
    at = min(at, len(text))
    before, after = graphemes.boundary_before(text, at), graphemes.boundary_after(text, at)
    assert before <= at <= after
    assert graphemes.whole(text, before, after)
    assert (before == after) is not graphemes.inside(text, at)
