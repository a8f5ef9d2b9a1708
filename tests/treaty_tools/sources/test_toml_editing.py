import tomllib
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from treaty_tools.sources.toml_editing import Addition, NotEditableError, with_additions, with_value

ROOT = Path(__file__).parents[3]
ARTICLES = sorted((ROOT / "scripts/sources/articles").glob("*.toml"))[::10]
LENGTH = Addition(("article",), "text_length", 7)
START = Addition(("passage", "x"), "start", 7, above="quote")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[article]", "[article]\ntext_length = 7\n"),
        ("  [article] # it\n\tkind='x'\n\n\n", "  [article] # it\n\tkind='x'\n\ttext_length = 7\n\n\n"),
        ("[article]\r\nkind = 'x'\r\n#", "[article]\r\nkind = 'x'\r\ntext_length = 7\r\n#"),
        ("article = { kind = 'x' }", "article = { kind = 'x', text_length = 7 }"),
        ("article={}\n", "article={text_length = 7}\n"),
        (
            "article . kind = 'x'\n[passage.x]\n[article.more]\n",
            "article . kind = 'x'\narticle .text_length = 7\n[passage.x]\n[article.more]\n",
        ),
        ("[article.more]\nz = 1\n[article]\n", "[article.more]\nz = 1\n[article]\ntext_length = 7\n"),
    ],
)
def test_a_key_goes_below_the_last_one_of_its_table(before: str, after: str) -> None:
    assert with_additions(before, [LENGTH]) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[passage.x]\n\tquote='a'", "[passage.x]\n\tstart = 7\n\tquote='a'"),
        ("[passage]\nx . 'quote' = ''\n", "[passage]\nx .start = 7\nx . 'quote' = ''\n"),
        ("[passage]\nx = {a=1,quote='a'}\n", "[passage]\nx = {a=1,start = 7, quote='a'}\n"),
        ("passage = { x.quote = 'a' }\n", "passage = { x.start = 7, x.quote = 'a' }\n"),
        (
            "[passage.y]\n[article]\n[passage.x]\r\nquote = 1",
            "[passage.y]\n[article]\n[passage.x]\r\nstart = 7\nquote = 1",
        ),
    ],
)
def test_a_key_goes_above_another_and_is_typed_as_that_is(before: str, after: str) -> None:
    assert with_additions(before, [START]) == after


@pytest.mark.parametrize(
    "text",
    [
        "[[a]]\n[article]\n[[a]]\n",  # tomlkit moves the second beside the first
        "[article.more]\n",  # there is no line to go below
        "[article]\na = " + "[" * 200 + "]" * 200,  # deeper than tomlkit reads
    ],
)
def test_what_would_not_be_kept_is_refused(text: str) -> None:
    assert tomllib.loads(text)["article"] is not None
    with pytest.raises(NotEditableError):
        with_additions(text, [LENGTH])


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_real_files_keep_every_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = with_additions(text, [Addition(("article",), "text_words", 7)]).splitlines(keepends=True)
    lines.remove("text_words = 7\n")
    assert "".join(lines) == text


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("[a]\r\nv='1' # c\r\n", ("a", "v"), '[a]\r\nv="2" # c\r\n'),
        ('a . v = """1"""', ("a", "v"), 'a . v = "2"'),
        ('a={v="1",w=1}\n', ("a", "v"), 'a={v="2",w=1}\n'),
        ('[[a]]\nv = "1"\n[[a]]\n\nv = "1"\n[a.b]\n', ("a", 1, "v"), '[[a]]\nv = "1"\n[[a]]\n\nv = "2"\n[a.b]\n'),
    ],
)
def test_a_value_is_replaced_and_all_else_stays(before: str, keys: tuple[str | int, ...], after: str) -> None:
    assert with_value(before, keys, "2") == after


blanks = st.text(" \t", max_size=2)
values = st.sampled_from(["'a'", '"\\u00e9" # c', "{ b = 1 }", "[\n1, # c\n2,\n]", '"""\nof\n two"""', "1_000", "+1e3"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a document with an article's table and a passage, spaced and ended in any way."""
    spare = st.sampled_from(["", "\n", "# c\n", " \t# d\n"])
    keys = draw(st.permutations(["kind", "'more'.x", '"quote"', "last"]))
    typed = "".join(
        f"{draw(spare)}{draw(blanks)}{key}{draw(blanks)}={draw(blanks)}{draw(values)}{draw(blanks)}\n" for key in keys
    )
    passage = f"{draw(blanks)}[passage . x]{draw(blanks)}\n{typed}{draw(spare)}"
    article = f"{draw(spare)}[ 'article' ]{draw(blanks)}# c\n{typed}{draw(spare)}"
    text = passage + article if draw(st.booleans()) else article + passage
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(documents())
def test_nothing_but_the_keys_is_added(text: str) -> None:
    lines = with_additions(text, [LENGTH, START]).splitlines(keepends=True)
    added = [line for line in lines if line.strip() in ("text_length = 7", "start = 7")]
    assert len(added) == 2
    kept = "".join(line for line in lines if line not in added)
    assert kept == text
