import tomllib
from pathlib import Path

import hypothesis.strategies as st
import pytest
from click.testing import CliRunner, Result
from hypothesis import given

from treaty_tools.cli import main
from treaty_tools.quotes import texts
from treaty_tools.quotes.finding import Words
from treaty_tools.quotes.locate import toml_string
from treaty_tools.quotes.texts import from_bytes
from treaty_tools.quotes.verify import Article, article_findings
from treaty_tools.reporting.terminal import isolated, safe

BANGLA = "নেতা চুক্তি অনুমোদন করেছেন।\n\nমস্কো এবং পিয়ংইয়ং ৯ নভেম্বর রাজি হয়।\n"
HASH = from_bytes(BANGLA.encode()).sha256
SOURCE = "scripts/sources/articles/a.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one text, and a folder for its source file."""
    (tmp_path / "scripts/sources/articles").mkdir(parents=True)
    (tmp_path / "texts").mkdir()
    hold(tmp_path, BANGLA)
    return tmp_path


def hold(root: Path, body: str) -> None:
    (root / "texts/a.txt").write_bytes(body.encode())


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["locate", "a", *arguments, "--texts", "texts", "-C", str(root)])


def refusal(root: Path, *words: str) -> str:
    """Return the message for words that no passage is written for."""
    result = run(root, *words)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


def fill(root: Path, source: str) -> tuple[str, Result]:
    """Return what a source file becomes, and what was said."""
    path = root / SOURCE
    path.write_bytes(source.encode())
    result = run(root, "--fill")
    return path.read_bytes().decode(), result


def test_words_become_a_passage_to_paste(root: Path) -> None:
    result = run(root, "পিয়ংইয়ং ৯ নভেম্বর", "--quote")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
[passage.p2-39]
place = "p2"
start = 39
quote = 'পিয়ংইয়ং ৯ নভেম্বর'
gloss = ""
"""
    )


def test_words_over_two_paragraphs_keep_their_line_ends(root: Path) -> None:
    result = run(root, "করেছেন।\r\n\r\nমস্কো", "--quote")
    assert result.stderr == "the words were normalised to NFC with LF line endings, like the texts\n"
    assert (
        result.stdout
        == """\
[passage.p1-2-20]
place = "p1-2"
start = 20
quote = "করেছেন।\\n\\nমস্কো"
gloss = ""
"""
    )


def test_words_are_brought_into_the_form_of_texts(root: Path) -> None:
    hold(root, "le café ferme")
    result = run(root, " cafe\u0301\n", "--quote")
    assert result.stderr == (
        "the words were normalised to NFC with LF line endings, like the texts\nblanks around the words were removed\n"
    )
    assert "start = 3\nquote = 'café'\n" in result.stdout


def test_words_that_stand_more_than_once_are_shown_with_what_is_around(root: Path) -> None:
    hold(root, "قال إنّ ذلك صحيح\n\n" + "x" * 40 + " قال نعم")
    result = run(root, "قال", "--quote")
    assert result.exit_code == 0
    assert result.stderr == "the words occur 2 times: choose the passage that is meant, or quote more words\n"
    assert result.stdout == (
        "# \u2068[قال] إنّ ذلك صحيح\\n\\nxxxxxxxxxxxxxxx\u2069…\n"
        '[passage.p1-0]\nplace = "p1"\nstart = 0\nquote = \'قال\'\ngloss = ""\n\n'
        "# …\u2068xxxxxxxxxxxxxxxxxxxxxxxxxxxxx [قال] نعم\u2069\n"
        '[passage.p2-59]\nplace = "p2"\nstart = 59\nquote = \'قال\'\ngloss = ""\n'
    )


def test_what_is_printed_is_toml(root: Path) -> None:
    hold(root, "ha \x1b[31m'ha' \"ha\"\n" * 20)
    result = run(root, "ha", "--quote")
    assert result.stderr == (
        "the words occur more than 10 times: choose the passage that is meant, or quote more words\n"
    )
    assert len(tomllib.loads(result.stdout)["passage"]) == 10
    assert "\x1b" not in result.stdout


def test_surroundings_are_cut_between_written_characters(root: Path) -> None:
    hold(root, "👩‍👩‍👧" + "-" * 29 + "x" + "-" * 29 + "কি" + "-" * 40 + "x")
    assert run(root, "x", "--quote").stdout.startswith("# 👩‍👩‍👧" + "-" * 29 + "[x]" + "-" * 29 + "কি…\n")


def test_words_that_cut_a_written_character_are_refused(root: Path) -> None:
    assert refusal(root, "নেত") == ("the words end inside a character: U+09BE BENGALI VOWEL SIGN AA follows them\n")
    assert refusal(root, "ুক্তি") == ("the words begin inside a character: U+099A BENGALI LETTER CA comes before them\n")


def test_words_may_be_a_quote_of_200_code_points(root: Path) -> None:
    hold(root, "x" * 300)
    assert refusal(root, "x" * 201, "--quote") == "the words have 201 code points; the limit for a quote is 200\n"
    assert run(root, "x" * 200, "--quote").exit_code == 0


def test_words_that_are_nowhere_are_told_so(root: Path) -> None:
    assert refusal(root, "ভিয়েতনাম") == "the words are not in the text\n"
    assert refusal(root, "  ") == "blanks around the words were removed\nthere are no words to find\n"


def test_words_that_nearly_stand_are_shown_with_what_differs(root: Path) -> None:
    assert refusal(root, "নেতা চুক্তী") == (
        "the words are not in the text\n"
        "similar words at 0 in p1: নেতা চুক্তি\n"
        "  the text has U+09BF BENGALI VOWEL SIGN I, not U+09C0 BENGALI VOWEL SIGN II\n"
    )
    assert refusal(root, "9 নভেম্বর") == (
        "the words are not in the text\n"
        "similar words at 49 in p2: ৯ নভেম্বর\n"
        "  the text has U+09EF BENGALI DIGIT NINE, not U+0039 DIGIT NINE\n"
    )


@pytest.mark.parametrize(
    ("body", "words", "said"),
    [
        ("The TREATY.", "treaty", "U+0054 LATIN CAPITAL LETTER T + U+0052 LATIN CAPITAL LETTER R"),
        ("می\u200cخواهم", "میخواهم", "  the text also has U+200C ZERO WIDTH NON-JOINER\n"),
        ("میخواهم", "می\u200cخواهم", "  the text lacks U+200C ZERO WIDTH NON-JOINER\n"),
        ("12\u00a0ноября", "12 ноября", "  the text has U+00A0 NO-BREAK SPACE, not U+0020 SPACE\n"),
        (
            "two\n\nparts",
            "two parts",
            "  the text has U+000A without a name + U+000A without a name, not U+0020 SPACE\n",
        ),
        ("a \x1b[2Jb", "A \x1b[2Jb", "similar words at 0 in p1: a \\x1b[2Jb\n"),
    ],
)
def test_near_words_differ_in_what_is_hard_to_see(root: Path, body: str, words: str, said: str) -> None:
    hold(root, body)
    assert said in refusal(root, words)


NBSP = "U+00A0 NO-BREAK SPACE"
ZWJ = "U+200D ZERO WIDTH JOINER"


@pytest.mark.parametrize(
    ("body", "words", "similar", "difference"),
    [
        ("12\u00a0ноября", "12 ноября", "12\u00a0ноября", f"has {NBSP}, not U+0020 SPACE"),
        ("র্যাব বলেছে", "র\u200d্যাব", "র্যাব", f"lacks {ZWJ}"),
        ("قال\u00a0نعم", "قال نعم", "قال\u00a0نعم", f"has {NBSP}, not U+0020 SPACE"),
        ("He said “no”.", '"no"', "“no”", "has U+201C LEFT DOUBLE QUOTATION MARK, not U+0022 QUOTATION MARK"),
        ("वज़न", "वजन", "वज़न", "also has U+093C DEVANAGARI SIGN NUKTA"),
    ],
)
def test_every_command_gives_the_same_diagnosis(
    root: Path, body: str, words: str, similar: str, difference: str
) -> None:
    hold(root, body)
    similar = texts.nfc(similar)
    where = f"similar words at {texts.nfc(body).index(similar)} in p1: {similar}"
    shown = where.replace(similar, isolated(similar))
    assert refusal(root, words).startswith(f"the words are not in the text\n{shown}\n  the text {difference}\n")
    sentence = f"the words do not occur; {where}; the text {difference}"
    _, filled = fill(root, f"[article]\n[passage.x]\nplace = 'p1'\nquote = '''{words}'''\n")
    assert filled.stderr.startswith(f"{SOURCE}:4: quote: {sentence}")
    article = Article("a", None, None)
    (quoted,) = article_findings(article, [Words("p1", 0, words, None, None)], root / "texts").findings
    assert (quoted.status, (quoted.note or "").startswith(sentence)) == ("missing", True)
    (pinned,) = article_findings(article, [Words("p1", None, None, words, None)], root / "texts").findings
    assert (pinned.note or "").startswith(f"'begins' does not occur; {where}; the text {difference}")


def test_what_is_not_in_nfc_is_named(root: Path) -> None:
    hold(root, "वज़न")
    _, filled = fill(root, "[article]\n[passage.x]\nquote = 'व\u095bन'\n")
    assert filled.stderr.startswith(
        f"{SOURCE}:3: quote: the words are not in NFC, to which texts are normalised ('treaty fix' mends it): NFC has "
        "U+091C DEVANAGARI LETTER JA + U+093C DEVANAGARI SIGN NUKTA, not U+095B DEVANAGARI LETTER ZA; "
        f"similar words at 0 in p1: {texts.nfc('वज़न')} [fill]\n"
    )


def test_a_text_that_is_not_held_or_cannot_be_read_is_told(root: Path) -> None:
    file = root / "texts/a.txt"
    file.write_bytes(b"\xff")
    assert refusal(root, "x") == "texts/a.txt: not UTF-8: byte 0xff at offset 0\n"
    file.unlink()
    assert refusal(root, "x") == "no a.txt in texts\n"


@pytest.mark.parametrize("arguments", [["a"], ["a", "words", "--fill"], ["../a", "words"], ["a\n", "--fill"]])
def test_misuse_exits_with_2(root: Path, arguments: list[str]) -> None:
    assert CliRunner().invoke(main, ["locate", *arguments, "--texts", str(root)]).exit_code == 2


FILLED = f"""\
#:schema ../article.schema.json
[article]
language = "bn"
title = "চুক্তি অনুমোদন"  # as published
text_sha256 = "{HASH}"
text_length = {len(BANGLA)}

[passage.decree]    # what it says
place = "p1"
start = 5
quote = "চুক্তি অনুমোদন"
gloss = "…"
verbatim."events/x" = {{ date = "2024-11-12" }}

[passage.cities]
place = "p2"
  start = 29
  "quote" = '''
মস্কো এবং পিয়ংইয়ং'''

[passage."headline"]
place = "title"
start = 0
quote = 'চুক্তি'

[passage.unquoted]
gloss = "quote = 'x'"

[passage.done]
start = 5
quote = 'words that were never here'
"""


def unfilled(source: str) -> str:
    """Return a source file without what fill types."""
    head, done = source.split("[passage.done]")
    kept = [line for line in head.splitlines(keepends=True) if not line.lstrip().startswith(("text_", "start"))]
    return "".join(kept) + "[passage.done]" + done


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_fill_types_what_is_missing_and_nothing_else(root: Path, ending: str) -> None:
    becomes, result = fill(root, unfilled(FILLED).replace("\n", ending))
    assert becomes == FILLED.replace("\n", ending)
    assert (result.exit_code, result.output) == (0, f"{SOURCE}: added 5 keys\n")


def test_filling_twice_changes_nothing(root: Path) -> None:
    becomes, result = fill(root, FILLED)
    assert becomes == FILLED
    assert (result.exit_code, result.output) == (0, f"{SOURCE}: nothing to add\n")


def test_fill_leaves_no_file_beside_and_keeps_the_mode(root: Path) -> None:
    path = root / SOURCE
    path.touch(mode=0o640)
    fill(root, "[article]\n")
    assert list(path.parent.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_filled_is_told_and_left(root: Path) -> None:
    hold(root, "ha ha. once. twice")
    before = """\
[passage.often]
quote = "ha"
[passage.never]
quote = "ho"
[passage.cut]
place = "p7"
quote = "once"
[passage.number]
quote = 7
[passage.title]
place = "title"
quote = "ha"
[passage]
dotted.quote = "twice"
inline = { quote = "twice" }
"""
    becomes, result = fill(root, before)
    assert result.exit_code == 1
    assert becomes == before.replace('quote = "once"', 'start = 7\nquote = "once"').replace(
        "dotted.quote", "dotted.start = 13\ndotted.quote"
    ).replace("{ quote", "{ start = 13, quote")
    assert result.stdout == f"{SOURCE}: added 3 keys\n"
    assert (
        result.stderr
        == f"""\
{SOURCE}:1: article: is missing; add a table [article], which text_sha256 and text_length belong to [fill]
{SOURCE}:2: quote: occurs at 0 in p1 and 3 in p1; add the start of the one that is meant [fill]
{SOURCE}:4: quote: the words do not occur [fill]
{SOURCE}:6: place: is 'p7', but the quote is in p1 [fill]
{SOURCE}:9: quote: must be text in quotes [fill]
{SOURCE}:12: quote: cannot be located: the article has no title [fill]
6 errors; every other missing key was added
"""
    )


def test_starts_are_not_taken_from_another_text(root: Path) -> None:
    before = f'[article]\ntitle = "T"\ntext_sha256 = "{"0" * 64}"\n[passage.x]\nquote = "নেতা"\n'
    becomes, result = fill(root, before)
    assert becomes == before
    assert (
        result.stderr
        == f"""\
{SOURCE}:3: text_sha256: differs from the text in the texts folder; to use it, delete text_sha256, text_length \
and all starts [fill]
1 error; every other missing key was added
"""
    )


def test_titles_are_filled_without_a_text(root: Path) -> None:
    (root / "texts/a.txt").unlink()
    head = '[article]\ntitle = "ক খ"\n[passage.x]\nplace = "title"\n'
    tail = 'quote = "খ"\n[passage.y]\nquote = "গ"\n'
    becomes, result = fill(root, head + tail)
    assert becomes == head + "start = 2\n" + tail
    assert (
        result.stderr
        == f"""\
{SOURCE}:7: quote: cannot be located: the texts folder has no text of this article [fill]
1 error; every other missing key was added
"""
    )


@pytest.mark.parametrize(
    ("article", "filled"),
    [
        ("[article]", "[article]\n{}\n"),
        ('[article]\nkind = "x"', '[article]\nkind = "x"\n{}\n'),
        ('[article]\nnote = """\nof two lines"""\n', '[article]\nnote = """\nof two lines"""\n{}\n'),
        ('["article"] # it\n\n# end\n', '["article"] # it\n{}\n\n# end\n'),
        (
            '[article]\nkind = "x" # y\n[article.more]\nz = 1\n',
            '[article]\nkind = "x" # y\n{}\n[article.more]\nz = 1\n',
        ),
    ],
)
def test_hash_and_length_stay_in_the_articles_table(root: Path, article: str, filled: str) -> None:
    becomes, result = fill(root, article)
    assert becomes == filled.format(f'text_sha256 = "{HASH}"\ntext_length = {len(BANGLA)}')
    assert result.exit_code == 0
    assert tomllib.loads(becomes)["article"]["text_length"] == len(BANGLA)


def test_a_file_that_cannot_be_edited_in_place_is_left_and_its_keys_named(root: Path) -> None:
    hold(root, "x")
    before = '[[a]]\n[article]\ntext_length = 1\n[passage.x]\nquote = "x"\nplace = "p1"\n[[a]]\n'
    becomes, result = fill(root, before)
    assert becomes == before
    digest = from_bytes(b"x").sha256
    assert result.output == (
        f"{SOURCE}: nothing to add\n"
        f"{SOURCE}:1: cannot be edited without changing its layout; add by hand: "
        f'article.text_sha256 = "{digest}", passage.x.start = 0 [fill]\n'
        "1 error; every other missing key was added\n"
    )


def test_a_file_that_is_no_toml_is_told_in_a_line(root: Path) -> None:
    becomes, result = fill(root, "[article]\nlanguage = bn\n")
    assert becomes == "[article]\nlanguage = bn\n"
    assert (result.exit_code, result.output) == (1, f"{SOURCE}:2: is not valid TOML: Invalid value [toml]\n")


def test_an_article_without_a_source_file_is_told(root: Path) -> None:
    result = run(root, "--fill")
    assert (result.exit_code, result.output) == (1, f"no {SOURCE} in {root}\n")


@given(st.text())
def test_any_text_can_be_typed_as_toml(text: str) -> None:
    typed = toml_string(text)
    assert tomllib.loads(f"x = {typed}") == {"x": text}
    assert safe(typed) == typed


@given(st.text())
def test_nothing_shown_acts_on_the_terminal(text: str) -> None:
    assert not set(safe(text)) & set(map(chr, [*range(32), *range(0x7F, 0xA0), 0x2028, 0x202E, 0x2066, 0x2069]))
    assert isolated(text).strip("\u2068\u2069") == safe(text)


def test_only_what_runs_right_to_left_is_isolated() -> None:
    assert isolated("한국 কিম") == "한국 কিম"
    assert isolated("a \u202eنعم") == "\u2068a \\u202eنعم\u2069"
