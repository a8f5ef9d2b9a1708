"""treaty fix mends what needs no judgement, says what it did, and changes nothing else."""

import tomllib
import unicodedata
from pathlib import Path

import hypothesis.strategies as st
import pytest
from click.testing import CliRunner, Result
from hypothesis import given

from tests.helpers.examples import examples
from treaty_tools.cli import main
from treaty_tools.mending.fix import mended_file
from treaty_tools.quotes.texts import from_bytes
from treaty_tools.sources.toml_lines import string

SOURCES = "scripts/sources"
ARTICLE = f"{SOURCES}/articles/a-20250305-b.toml"
TEXT = "The council met.\n\nवज़न was given, twice, twice.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project without source files, and a text."""
    (tmp_path / "scripts/sources/articles").mkdir(parents=True)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a-20250305-b.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["fix", *arguments, "-C", str(root)])


def fixed(root: Path, before: str | bytes, *arguments: str, path: str = ARTICLE) -> tuple[str, Result]:
    """Return what a source file becomes, and what was said."""
    (root / path).write_bytes(before if isinstance(before, bytes) else before.encode())
    result = run(root, *arguments)
    return (root / path).read_bytes().decode(), result


BEFORE = f"""\
#:schema  x  \t
[article]
title = "Council  meets "  # as  published
title_gloss = "Council  meets "
language = "en"
text_length = {len(TEXT)}
skipped = {{ p3 = " the  weather" }}
note = '''
It is  "quoted" here. '''

[passage.weight]
place = "p2"
start = 3
quote = "व\u095bन"
gloss = "  What it weighed\\t was given."
rows = ["events/a", "actors/b", "events/a"]
named."actors/b" = [
    "The  council", # its  name
    "Council",
    "The  council",  # again
]

[passage.title]
place = "title"
start = 1
quote = "meets"
gloss = "It   met."
announced = [
    "events/a",

    "events/a"
]
"""
AFTER = f"""\
#:schema  x  \t
[article]
title = "Council  meets "  # as  published
title_gloss = "Council meets"
language = "en"
text_length = {len(TEXT)}
skipped = {{ p3 = "the weather" }}
note = '''It is "quoted" here.'''

[passage.weight]
place = "p2"
start = 18
quote = "वज\u093cन"
gloss = "What it weighed was given."
rows = ["events/a", "actors/b"]
named."actors/b" = [
    "The  council", # its  name
    "Council",
    # again
]

[passage.title]
place = "title"
start = 9
quote = "meets"
gloss = "It met."
announced = [
    "events/a"
]
"""
BLANKS = "removed doubled blanks and blanks at its ends"
SAID = f"""\
{ARTICLE}:4: title_gloss: {BLANKS}
{ARTICLE}:7: p3: {BLANKS}
{ARTICLE}:8: note: {BLANKS}
{ARTICLE}:13: start: corrected 3 to 18, the only place of the quote
{ARTICLE}:14: quote: normalised to NFC: it has U+091C DEVANAGARI LETTER JA + U+093C DEVANAGARI SIGN NUKTA, \
not U+095B DEVANAGARI LETTER ZA
{ARTICLE}:15: gloss: {BLANKS}
{ARTICLE}:16: rows: removed 'events/a', which the list has already
{ARTICLE}:20: actors/b: removed 'The  council', which the list has already
{ARTICLE}:25: start: corrected 1 to 9, the only place of the quote
{ARTICLE}:27: gloss: {BLANKS}
{ARTICLE}:31: announced: removed 'events/a', which the list has already
"""


def test_everything_is_mended_and_said(root: Path) -> None:
    becomes, result = fixed(root, BEFORE, "--texts", str(root / "texts"))
    assert becomes == AFTER
    assert (result.stdout, result.stderr, result.exit_code) == (f"{SAID}11 changes in 1 file\n", "", 0)


def test_check_says_the_same_and_writes_nothing(root: Path) -> None:
    becomes, result = fixed(root, BEFORE, "--texts", str(root / "texts"), "--check")
    assert becomes == BEFORE
    said = f"{SAID}11 changes in 1 file; nothing was written\n"
    assert (result.stdout, result.stderr, result.exit_code) == (said, "", 1)


def test_mending_twice_changes_nothing(root: Path) -> None:
    becomes, result = fixed(root, AFTER, "--texts", str(root / "texts"))
    assert (becomes, result.output, result.exit_code) == (AFTER, "nothing to mend\n", 0)


def test_line_ends_and_marks_of_order_are_removed(root: Path) -> None:
    becomes, result = fixed(root, b"\xef\xbb\xbf[article]\r\nnote = '''\r\na\r\nb'''\rtitle = 'x'\r\n")
    assert becomes == "[article]\nnote = '''\na\nb'''\ntitle = 'x'\n"
    assert result.stdout == (
        f"{ARTICLE}:1: removed the byte order mark\n{ARTICLE}:1: converted line endings to LF\n2 changes in 1 file\n"
    )


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("events.toml", '[a]\ntitle = "It  is"', '[a]\ntitle = "It is"'),
        ("actors.toml", '[a]\nname = "A  B"\nnote = "a\u0301 "', '[a]\nname = "A  B"\nnote = "á"'),
        ("claims.toml", "[a]\nstatement = 'It\\x41  is'", "[a]\nstatement = 'It\\x41 is'"),
        ("claims.toml", '[a]\nrelations.repeats = ["b", "c", "b",]', '[a]\nrelations.repeats = ["b", "c",]'),
        ("events.toml", '[a]\nnote = "e\\u0301  \\"x\\""', "[a]\nnote = 'é \"x\"'"),
        (
            "package.toml",
            '[package]\nkeywords = ["a", "a"]\ntitle = "A  B "',
            '[package]\nkeywords = ["a"]\ntitle = "A B"',
        ),
        (
            "vocabulary.toml",
            '["events.type"]\na = { definition = "A  road." }',
            '["events.type"]\na = { definition = "A road." }',
        ),
    ],
)
def test_every_kind_of_file_is_mended(root: Path, path: str, before: str, after: str) -> None:
    assert fixed(root, before, path=f"{SOURCES}/{path}")[0] == after


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "start = 3\nquote = 'counsel'",
            ":4: quote: the words do not occur [fix]",
        ),
        (
            "start = 3\nquote = '\u201ctwice'",
            ":4: quote: the words do not occur [fix]",
        ),
        (
            "start = 3\nquote = 'twice'",
            ":3: start: the quote occurs at 34 in p2 and 41 in p2; give the start of the one that is meant [fix]",
        ),
        (
            "start = 3\nquote = 'the council'",
            ":4: quote: the words do not occur; similar words at 0 in p1: The council; "
            "the text has U+0054 LATIN CAPITAL LETTER T, not U+0074 LATIN SMALL LETTER T [fix]",
        ),
    ],
)
def test_what_needs_judgement_is_left_with_its_diagnosis(root: Path, body: str, message: str) -> None:
    before = f"[article]\n[passage.x]\n{body}\n"
    becomes, result = fixed(root, before, "--texts", str(root / "texts"))
    assert becomes == before
    assert result.stdout == "nothing to mend\n"
    assert result.stderr == f"{ARTICLE}{message}\n1 error; correct by hand; everything else was reported above\n"
    assert result.exit_code == 1


def test_starts_are_not_taken_from_another_text(root: Path) -> None:
    before = f'[article]\ntext_sha256 = "{"0" * 64}"\n[passage.x]\nstart = 3\nquote = "council"\n'
    becomes, result = fixed(root, before, "--texts", str(root / "texts"))
    assert (becomes, result.exit_code) == (before, 1)
    assert result.stderr.splitlines()[0] == (
        f"{ARTICLE}:2: text_sha256: differs from the text in the texts folder; to use it, delete text_sha256, "
        "text_length and all starts [fix]"
    )
    digest = from_bytes(TEXT.encode()).sha256
    assert "start = 4\n" in fixed(root, before.replace("0" * 64, digest), "--texts", str(root / "texts"))[0]


def test_a_file_that_cannot_be_read_does_not_keep_others_from_being_mended(root: Path) -> None:
    (root / f"{SOURCES}/claims.toml").write_text("[a", encoding="utf-8")
    becomes, result = fixed(root, '[article]\nnote = "a "\n')
    assert becomes == '[article]\nnote = "a"\n'
    assert result.stderr == (
        f"{SOURCES}/claims.toml:1: is not valid TOML: "
        "Expected ']' at the end of a table declaration (at end of document) [toml]\n"
        "1 error; correct by hand; everything else was reported above\n"
    )
    assert result.exit_code == 1


def test_only_the_files_that_are_named_are_mended(root: Path) -> None:
    events = root / f"{SOURCES}/events.toml"
    events.write_text('[a]\nnote = "a "\n', encoding="utf-8")
    becomes, _ = fixed(root, '[article]\nnote = "a "\n', f"{SOURCES}/events.toml")
    assert (becomes, events.read_text("utf-8")) == ('[article]\nnote = "a "\n', '[a]\nnote = "a"\n')
    assert run(root, f"{SOURCES}/articles").stdout.endswith("1 change in 1 file\n")
    (root / "other.toml").touch()
    refused = run(root, "other.toml")
    assert (refused.exit_code, refused.output.splitlines()[-1]) == (
        2,
        f"Error: other.toml is not a source file of {root}",
    )


WORDS = st.text(st.sampled_from(" \t\n\r\"'\\ae\u0301\u093c\u091c\u095bé한\u1112\u1161\u200d,#]"), max_size=8)
KEYS = st.sampled_from(["note", "gloss", "title", "quote", "rows", "named"])
TYPED = st.sampled_from([string, lambda text: f"'''{text}'''", lambda text: f'"""{text}"""', lambda text: f"'{text}'"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return an article's source file with texts and lists, typed in every way, some of which are no TOML."""
    lines = ["[article]", f"title = {string(draw(WORDS))}", "[passage.a]", 'place = "title"', "start = 0"]
    for key in draw(st.lists(KEYS, unique=True)):
        values = [draw(TYPED)(word) for word in draw(st.lists(WORDS, min_size=1, max_size=4))]
        gap = draw(st.sampled_from([", ", ",\n  ", ", # a  comment\n", " ,"]))
        end = draw(st.sampled_from(["", ",", ",\n", "\n # end  \n"]))
        lines.append(f"{key} = [{gap.join(values)}{end}]" if key in ("rows", "named") else f"{key} = {values[0]}")
    return "\n".join(lines) + "\n"


@examples(60, 1000)
@given(documents())
def test_mending_is_idempotent_and_leaves_nothing_that_it_mends(tmp_path: Path, document: str) -> None:
    path = tmp_path / ARTICLE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document.encode())
    once = mended_file(tmp_path, ARTICLE, None)
    if not once.done:
        return
    path.write_bytes(once.content)
    assert not mended_file(tmp_path, ARTICLE, None).done
    data = tomllib.loads(once.content.decode())
    for passage in data["passage"].values():
        texts = [value for value in passage.values() if isinstance(value, str)]
        assert all(unicodedata.is_normalized("NFC", text) for text in texts)
        assert passage.get("gloss", "") == " ".join(passage.get("gloss", "").split(" ")).strip()
        assert len(set(passage.get("rows", []))) == len(passage.get("rows", []))
    comments = document.count("# a  comment")
    assert once.content.decode().count("# a  comment") == comments
