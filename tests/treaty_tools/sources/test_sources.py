"""A stranger's source file: read, never run, and told in one line what is wrong with it."""

import errno
import json
import locale
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any, cast

import pytest
from _pytest.mark import ParameterSet
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.examples import examples
from tests.helpers.together import Copies, DisturbedError
from treaty_record.contract import Contract
from treaty_record.publishing import profile
from treaty_tools.cli import main
from treaty_tools.package import descriptor
from treaty_tools.reporting.problem import BadData
from treaty_tools.sources import about
from treaty_tools.sources.build import build
from treaty_tools.sources.files import LINKED
from treaty_tools.sources.json_text import as_json

SOURCES = "scripts/sources"
UNCHECKED = "; not checked because of these errors: "
STRANGER = "articles/stranger.toml"


def bad(problem: str, content: str | bytes, file: str | None = None) -> ParameterSet:
    """Return the parameters of a test: a source file, what it holds, and all that is to be said of it."""
    told = f"{SOURCES}/{problem}"
    content = content.encode() if isinstance(content, str) else content
    return pytest.param(file or problem.partition(":")[0], content, told, id=told.rpartition("[")[2].rstrip("]"))


ARTICLE_TABLE = (
    '[article]\nurl = "https://example.org/a"\nlanguage = "en"\nkind = "original"\n'
    'extent = "notes"\norigin_basis = "unknown"\n'
)
DEEP = 10_000

PASSAGE = ARTICLE_TABLE + '[passage.a]\nplace = "p1"\ngloss = "G"\n'
NO_SOURCE = (
    "is not a known source file; expected one of package.toml, vocabulary.toml, actors.toml, events.toml, claims.toml, "
    "retirements.toml, articles/*.toml"
)
NO_ROW = "does not name a row; write the table, a slash and the key, such as events/some-event"

CASES = [
    bad(
        "articles/Stranger.toml:1: the file name is not an article id; use lower-case words and digits joined by "
        "hyphens [source-key]",
        ARTICLE_TABLE,
    ),
    bad(
        f"{STRANGER}:7: is nested too deeply; no source file needs more than four levels [toml]",
        f"{ARTICLE_TABLE}[{'.'.join('a' * DEEP)}]\n",
    ),
    bad(
        f"{STRANGER}:1: is nested too deeply; no source file needs more than four levels [toml]",
        f"a = {'[' * DEEP}{']' * DEEP}\n",
    ),
    bad(
        f"{STRANGER}:1: is nested too deeply; no source file needs more than four levels [toml]",
        f"a = {'{a = ' * DEEP}1{'}' * DEEP}\n",
    ),
    bad(f"{STRANGER}:7: is not valid TOML: Cannot overwrite a value [toml]", f'{ARTICLE_TABLE}kind = "rewrite"\n'),
    bad(
        f"{STRANGER}:7: is not valid TOML: Exceeds the limit (4300 digits) for integer string conversion: value has "
        "5000 digits [toml]",
        f"{ARTICLE_TABLE}text_length = {'9' * 5000}",
    ),
    bad(f"{STRANGER}:7: is not UTF-8 (byte 0xff); save it as UTF-8 [toml]", f"{ARTICLE_TABLE}# ".encode() + b"\xff\n"),
    bad(
        f"{STRANGER}:1: begins with a byte order mark; save it as UTF-8 without one [toml]",
        b"\xef\xbb\xbf" + ARTICLE_TABLE.encode(),
    ),
    bad(f"{STRANGER}:1: article: is missing; add a table [article] [source-key]", ""),
    bad(
        f"{STRANGER}:1: article: is missing; add a table [article] [source-key]",
        PASSAGE.removeprefix(ARTICLE_TABLE) + 'rows = ["actors/kcna"]\n',
    ),
    bad(
        f"{STRANGER}:1: article: must be a table, not a list [source-type]",
        ARTICLE_TABLE.replace("[article]", "[[article]]"),
    ),
    bad(
        f"{STRANGER}:7: 'stranger.a' cites nothing; list the rows that it supports, or delete it [idle-passage]",
        PASSAGE,
    ),
    bad(
        f"{STRANGER}:12: rows: 'nothing' is not in events [cited-row]",
        f'{PASSAGE}rows = [\n  "actors/kcna",\n  "events/nothing",\n]\n',
    ),
    bad(
        f"{STRANGER}:11: rows: actors/kcna is already cited by this passage ({SOURCES}/{STRANGER}:10); "
        "keep one of them [key]",
        f'{PASSAGE}rows = ["actors/kcna",\n"actors/kcna"]\n',
    ),
    bad(
        f"{STRANGER}:10: day: 'day' is not a column of events that a passage can be cited for [cited-field]",
        f'{PASSAGE}says."events/kim-ratifies-treaty" = {{ day = "2024-11-11" }}\n',
    ),
    bad(
        f"{STRANGER}:10: date: '11 November' is not a date in EDTF; write 2024-11-12, 2024-11 or 2024 [says]",
        f'{PASSAGE}says."events/kim-ratifies-treaty" = {{ date = "11 November" }}\n',
    ),
    bad(
        f"{STRANGER}:7: copy_of: 'nothing' is not in articles [foreign-key]",
        f'{ARTICLE_TABLE}copy_of = "nothing"\n',
    ),
    bad(
        f"{STRANGER}:2: contains a carriage return without a line feed; save it with LF or CRLF line endings [toml]",
        b'[article]\r\nurl = "https://example.org/a"\rlanguage = "en"\r',
    ),
    bad(f"{STRANGER}:1: is not valid TOML: Invalid value [toml]", "a = \0"),
    bad(f"notes.toml:1: {NO_SOURCE} [source-file]", ""),
    bad(f"articles/stranger.tml:1: {NO_SOURCE} [source-file]", ARTICLE_TABLE),
    bad(f"articles/2024/stranger.toml:1: {NO_SOURCE} [source-file]", ARTICLE_TABLE),
    bad("package.toml:1: package: is missing; add a table [package] [source-key]", ""),
]

ANNOTATED = {
    STRANGER: r"""
        [article]
        url = "https://example.org/a"
        language = "en"
        kind = "original"
        text_length = "12"          #: text_length: must be a whole number, not text [source-type]
        published = 2024-11-12  #: published: must be text in quotes, not the unquoted value 2024-11-12 [source-type]
        accessed = "2024-13"        #: accessed: '2024-13' is NO_DATE [edtf]
        publisher_id = 10000        #: publisher_id: must be text in quotes, not the unquoted value 10000 [source-type]
        title = true                #: title: must be text in quotes, not the boolean true [source-type]
        origin_id = [["kcna"]]      #: origin_id: must be text in quotes, not a list [source-type]
        title_gloss = ""            #: title_gloss: is empty; remove the key [source-type]
        languge = "en"              #: languge: is not a key of this table; did you mean language? [source-key]
        note = "a\u001bb"           #: note: 'a\x1bb' contains U+001B, a control character; remove it [control]

        [pasage.a]                  #: pasage: is not a table of an article file; did you mean passage? [source-key]

        [passage.A]                 #: A: is not an id; use lower-case words and digits joined by hyphens [source-key]

        [passage.a]
        place = "p1"
        gloss = "G"
        start = 99999999999999999999  #: start: has more than 18 digits [source-type]
        rows = "actors/kcna"        #: rows: must be a list, [...], not text [source-type]
        verbatim = 1                #: verbatim: must be a table, not the unquoted value 1 [source-type]
        says."events/treaty-signing" = { date = 2024 }  #: date: must be TEXT, not the unquoted YEAR [source-type]
        says.a = { type = "veto" }  #: a: 'a' NO_ROW [source-key]

        [passage.b]
        place = "p1"
        gloss = "G"
        rows = [
            "actors/kcna",
            "kcna",                 #: rows: 'kcna' does not name a row; write 'actors/kcna' [source-key]
            "names/../../x",        #: rows: 'names/../../x' NO_ROW [source-key]
            "actor/kcna",           #: rows: 'actor' is not one of: CITED_TABLES; did you mean actors? [term]
        ]
        x = 1                       #: x: is not a key of this table; expected one of PASSAGE_KEYS [source-key]
    """,
    "retirements.toml": """
        ["events/gone"]
        retired_in = "1"            #: retired_in: '1' is not a version such as 1.2.0 [pattern]
        reason = "R"

        [gone]                      #: gone: 'gone' NO_ROW [source-key]
    """,
    "package.toml": r"""
        name = "x"                  #: name: NO_PART [source-key]

        [package]
        name = "Two Words"          #: name: 'Two Words' is not supported; expected NAME [descriptor]
        title = 2024-11-12          #: title: must be text in quotes, not the unquoted value 2024-11-12 [source-type]
        description = ""            #: description: is empty; remove it [source-type]
        homepage = "treaty.org"     #: homepage: 'treaty.org' is not supported; expected an address [descriptor]
        version = "1.0"             #: version: '1.0' is not supported; expected VERSION [descriptor]
        licences = "MIT"            #: licences: is not a key of this table; did you mean licenses? [source-key]
        keywords = [
            "treaty",
            nan,                    #: keywords[1]: must be text in quotes, not the unquoted value nan [source-type]
            -1e400,                 #: keywords[2]: must be text in quotes, not the unquoted value -inf [source-type]
            2024-11-12,      #: keywords[3]: must be text in quotes, not the unquoted value 2024-11-12 [source-type]
            07:32:00,        #: keywords[4]: must be text in quotes, not the unquoted value 07:32:00 [source-type]
            0xfffffffffffffffffff,  #: keywords[5]: must be text in quotes, not LONG_NUMBER [source-type]
            [],                     #: keywords[6]: is empty; remove it [source-type]
        ]

        [package.quotation]
        articles = ["A b"]          #: quotation.articles: ['A b'] is NOT_IDS [descriptor]
        why = ""                    #: quotation.why: is empty; remove it [source-type]
        longest = 0                 #: quotation.longest: 0 is NOT_CODE_POINTS [descriptor]
        share = "half"              #: quotation.share: 'half' is NOT_SHARE [descriptor]
        most = 5                    #: quotation.most: is not one of articles, why, texts, longest, share [descriptor]

        [[package.licenses]]        #: licenses[0]: UNLICENSED [descriptor]
        title = "No name"

        [[package.licenses]]
        name = ["MIT"]              #: licenses[1].name: ['MIT'] is not supported; expected text [descriptor]
        path = "a\u0007b"           #: licenses[1].path: 'a\x07b' has CONTROL [descriptor]

        [[package.contributors]]
        email = "nobody"            #: contributors[0].email: 'nobody' is NOT_EMAIL [descriptor]
        since = 2024-11-12   #: contributors[0].since: must be text in quotes, not UNQUOTED [source-type]

        [[package.contributors]]
        roles = ["author", 1]       #: contributors[1].roles: ['author', 1] is NOT_TEXTS [descriptor]
    """,
    "vocabulary.toml": """
        "events.type" = "veto"      #: events.type: must be a table of terms, not text [source-type]

        ["events.status"]           #: events.status: NOT_OPEN [source-key]
        rumoured = { definition = "Somebody heard so." }

        ["claims.measure"]          #: claims.measure: NO_TERMS [source-type]

        ["actors.kind"]
        choir = {}                  #: choir: has no definition; write { definition = "..." } [source-type]
        state = { definition = "X" }         #: state: is a core term of actors.kind, DEFINED_AGAIN [source-key]

        ["actors.kind".band]
        definition = 1              #: definition: must be text in quotes, not the unquoted value 1 [source-type]
        plover = ""                 #: plover: is empty; remove the key [source-type]
        color = "red"               #: color: NOT_OF_A_TERM [source-key]
        broader = "grup"            #: broader: 'grup' is not a core term; did you mean group? [source-type]

        ["participants.role"]
        approver = { definition = "X", broader = "actor" }  #: broader: NO_CORE [source-key]
        attendee = { definition = "X" }
        combatant = { definition = "X" }
        deployed = { definition = "X" }
        host = { definition = "X" }
        issuer = { definition = "X" }
        party = { definition = "X" }
        signatory = { definition = "X" }

        ["relations.relation"]
        quotes = { definition = "X" }                   #: quotes: NO_BROADER [source-type]
    """,
    "claims.toml": """
        ["../x"]         #: ../x: is not an id; use lower-case words and digits joined by hyphens [source-key]
        statement = "S"

        [a]
        claimant_id = "kcna"
        kind = "report"
        statement = "S"
        [a.relations]
        answers = [1]               #: answers: must be text in quotes, not the unquoted value 1 [source-type]
        updates = "b"               #: updates: must be a list, [...], not text [source-type]
        repeats = [{ note = "N" }]  #: claim: must be text in quotes, not nothing [source-type]

        [b]
        kind = "report"
        statement = "S"
        relations = ["a"]           #: relations: must be a table, not a list [source-type]
    """,
    "events.toml": """
        x = 1                       #: x: must be a table, [x], not the unquoted value 1 [source-type]

        [a]
        title = "T"
        type = "veto"
        status = "planned"
        kind = "x"                  #: kind: is not a key of this table; expected one of EVENT_KEYS [source-key]
    """,
}
"""Source files with what is to be said of a line behind it."""

WORDS = {
    "YEAR": "value 2024",
    "TEXT": "text in quotes",
    "NAME": "a name of at most 100 lower-case letters, digits, dots, hyphens and underscores",
    "VERSION": "a version such as 1.2.3 or 1.2.3-rc.1 (Semantic Versioning)",
    "NO_DATE": "not a date in EDTF; write 2024-11-12, 2024-11 or 2024",
    "UNQUOTED": "the unquoted value 2024-11-12",
    "UNLICENSED": "has neither a name nor a path; a licence has at least one of them",
    "CONTROL": "a control character, U+0007; remove it",
    "NOT_EMAIL": "not supported; expected an email address",
    "NOT_TEXTS": "not supported; expected a list of texts",
    "NOT_IDS": "not supported; expected a list of article ids",
    "NOT_CODE_POINTS": "not supported; expected a whole number of code points from 1",
    "NOT_SHARE": "not supported; expected a number from 0 to 1",
    "LONG_NUMBER": "an unquoted number of more than 18 digits",
    "NO_PART": "is not a key of this file; expected one of package, columns, tables",
    "NOT_OPEN": "is not a column that can have its own terms; did you mean events.type?",
    "NO_TERMS": "has no terms; define some below it, or remove the table",
    "DEFINED_AGAIN": "which cannot be defined again; choose another name",
    "NOT_OF_A_TERM": "is not a key of a term; expected one of definition, unit, plover, broader",
    "NO_CORE": "is not a key of a term of participants.role, which has no core terms",
    "NO_BROADER": "has no broader term; name the one whose rules it follows: contradicts, supports, updates, "
    "repeats, answers, corrects",
    "NO_ROW": NO_ROW,
    "CITED_TABLES": "articles, actors, names, events, participants, claims, relations",
    "EVENT_KEYS": "title, type, status, date, place, country, part_of, note",
    "PASSAGE_KEYS": "place, start, quote, begins, ends, gloss, origin_id, origin_basis, note, rows, announced, "
    "against, says, verbatim, garbled, named",
}
"""What names in the annotations stand for."""

EVENT = '[new-event]\ntitle = "T"\ntype = "veto"\nstatus = "planned"\n'

UNCITED = (
    "'new-event' has no citation that agrees with it; cite 'events/new-event' in a passage that supports it [cited]"
)
APPENDED = [
    (
        "events.toml",
        1,
        EVENT,
        "'new-event' has no citation that agrees with it; cite 'events/new-event' in a passage that supports it "
        "[cited]",
    ),
    ("events.toml", 5, f'{EVENT}part_of = "nothing"\n', "part_of: 'nothing' is not in events [foreign-key]"),
    ("actors.toml", 1, "[kcna]\n", "is not valid TOML: Cannot declare ('kcna',) twice [toml]"),
]


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "-C", str(root), *arguments])


def files(root: Path) -> dict[str, bytes]:
    """Return every file of a project, by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refuses(root: Path, *told: str) -> None:
    """Assert that a build reports these errors in this order, and changes nothing."""
    assert refused(root) == list(told)


def refused(root: Path) -> list[str]:
    """Return what a build reports, which changes nothing."""
    before = files(root)
    result = run(root)
    *lines, summary = result.stderr.splitlines()
    errors = "1 error" if len(lines) == 1 else f"{len(lines)} errors"
    assert summary.partition(UNCHECKED)[0] == f"{errors}; nothing was written: correct the files in {SOURCES}/"
    assert (result.exit_code, result.stdout) == (1, "")
    assert files(root) == before
    return lines


def put(root: Path, file: str, content: bytes) -> None:
    path = root / SOURCES / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


Refused = tuple[str, bytes, list[str]]
"""A source file, what it contains, and all that is reported of it."""


@pytest.mark.parametrize("is_toml", [False, True])  # what is not TOML hides other errors
def test_a_strangers_file_is_told_in_one_line(pristine: Path, tmp_path: Path, is_toml: bool) -> None:
    cases = [case for case in of_their_own() if case[2][0].endswith("[toml]") != is_toml]
    Copies(pristine, tmp_path, with_file, refuses_all).check_all(cases)


def of_their_own() -> Iterator[Refused]:
    """Yield the cases, a stranger's article in a file of its own in each."""
    for number, case in enumerate(CASES):
        file, content, told = cast(tuple[str, bytes, str], case.values)
        name = f"stranger-{number}"
        told = told.replace("articles/stranger", f"articles/{name}").replace("'stranger.a'", f"'{name}.a'")
        yield file.replace("articles/stranger", f"articles/{name}"), content, [told]


def with_file(root: Path, case: Refused) -> list[str]:
    """Put a file among the sources, and return what is reported of it."""
    file, content, told = case
    put(root, file, content)
    return told


def refuses_all(root: Path, expected: Sequence[list[str]]) -> None:
    """Check that a build reports the errors of each case and no others."""
    lines = refused(root)
    if disturbed := [told for told in expected if not set(told) <= set(lines)]:
        raise DisturbedError(disturbed, lines)
    assert sorted(lines) == sorted(line for told in expected for line in told)


def annotated() -> Iterator[Refused]:
    """Yield the files with annotations, and what these say."""
    for file, content in ANNOTATED.items():
        for name, words in sorted(WORDS.items(), key=lambda word: -len(word[0])):  # NOT_TEXTS before TEXT
            content = content.replace(name, words)
        lines = dedent(content).lstrip("\n").splitlines()
        told = [
            f"{SOURCES}/{file}:{number}: {line.partition('#: ')[2]}"
            for number, line in enumerate(lines, 1)
            if "#: " in line
        ]
        yield file, "\n".join(line.partition("#: ")[0] for line in lines).encode() + b"\n", told


def test_every_line_is_told_what_is_wrong_with_it(pristine: Path, tmp_path: Path) -> None:
    Copies(pristine, tmp_path, with_file, refuses_all).check_all(annotated())


@pytest.mark.parametrize(("file", "line", "content", "message"), APPENDED)
def test_a_strangers_row_is_told_at_its_line(project: Path, file: str, line: int, content: str, message: str) -> None:
    before = (project / SOURCES / file).read_bytes()
    put(project, file, before + content.encode())
    at = before.count(b"\n") + line
    refuses(project, f"{SOURCES}/{file}:{at}: {message}")


def test_everything_that_is_wrong_is_told_at_once(project: Path) -> None:
    put(project, STRANGER, f'{ARTICLE_TABLE}languge = "en"\npublished = "2024-13"\n'.encode())
    put(project, "notes.toml", b"")
    with pytest.raises(BadData) as error:
        build(project)
    assert str(error.value).splitlines() == [
        f"{SOURCES}/{STRANGER}:7: languge: is not a key of this table; did you mean language? [source-key]",
        f"{SOURCES}/{STRANGER}:8: published: '2024-13' is not a date in EDTF; write 2024-11-12, 2024-11 or 2024 [edtf]",
        f"{SOURCES}/notes.toml:1: {NO_SOURCE} [source-file]",
    ]


@pytest.mark.parametrize("target", ["/etc/passwd", "mbn-20241112-kim-signs.toml", "nowhere"])
def test_links_are_not_read(project: Path, target: str) -> None:
    (project / SOURCES / STRANGER).symlink_to(target)
    refuses(project, f"{SOURCES}/{STRANGER}:1: is not a regular file; links and devices are not read [toml]")


def test_only_so_many_errors_of_one_rule_are_reported(project: Path) -> None:
    put(project, "retirements.toml", b"".join(b'["events/gone-%d"]\nreason = "R"\n' % number for number in range(1002)))
    with pytest.raises(BadData) as error:
        build(project)
    required = [problem for problem in error.value.problems if problem.column == "retired_in"]
    assert len(required) == 1000
    assert f"{SOURCES}:1: 2 more cells of retirements break this rule; correct those reported and build again " in str(
        error.value
    )


@pytest.mark.parametrize("folder", ["scripts", SOURCES])
def test_a_link_to_the_sources_is_not_followed(project: Path, tmp_path: Path, folder: str) -> None:
    (project / folder).rename(tmp_path / "elsewhere")
    (project / folder).symlink_to(tmp_path / "elsewhere")
    refuses(project, f"{folder}:1: {LINKED} [toml]")


def test_a_link_to_a_folder_of_sources_is_not_followed(project: Path, tmp_path: Path) -> None:
    (project / SOURCES / "articles").rename(tmp_path / "elsewhere")
    (project / SOURCES / "articles").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadData) as error:
        build(project)
    assert f"{SOURCES}/articles:1: {LINKED} [toml]" in str(error.value).splitlines()


@pytest.mark.parametrize("file", ["package.toml", "vocabulary.toml"])
def test_a_link_in_place_of_a_settings_file_is_not_read(project: Path, file: str) -> None:
    (project / SOURCES / file).unlink(missing_ok=True)
    (project / SOURCES / file).symlink_to("nowhere")
    refuses(project, f"{SOURCES}/{file}:1: is not a regular file; links and devices are not read [toml]")


@pytest.mark.parametrize("file", [STRANGER, "package.toml", "vocabulary.toml"])
def test_a_file_that_may_not_be_read_is_reported(project: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    put(project, file, b"")
    opened = Path.open

    def refusing(path: Path, *arguments: Any, **named: Any) -> Any:
        if path == project / SOURCES / file:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *arguments, **named)

    with monkeypatch.context() as refused:
        refused.setattr(Path, "open", refusing)
        refuses_at_once(project, f"{SOURCES}/{file}:1: cannot be read: Permission denied; check its permissions")


def test_a_folder_that_may_not_be_listed_is_reported(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refusing(path: Any) -> Any:
        if Path(path) == project / SOURCES / "articles":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    with monkeypatch.context() as refused:
        refused.setattr(os, "scandir", refusing)
        refuses_at_once(project, f"{SOURCES}/articles:1: cannot be read: Permission denied; check its permissions")


def refuses_at_once(root: Path, begins: str) -> None:
    """Assert that one of the errors of a build begins so."""
    with pytest.raises(BadData) as error:
        build(root)
    assert [line for line in str(error.value).splitlines() if line.startswith(begins)]


def test_only_so_many_errors_of_one_file_are_reported(project: Path) -> None:
    put(project, "actors.toml", b"[kcna]\n" + b"".join(b"key-%d = 1\n" % number for number in range(3000)))
    with pytest.raises(BadData) as error:
        build(project)
    of_file = [problem for problem in error.value.problems if problem.rule == "source-key"]
    assert len(of_file) == 1001
    assert of_file[-1].message == "has more than 1,000 errors; correct those reported and build again"


def test_a_folder_is_no_source_file(project: Path) -> None:
    (project / SOURCES / STRANGER).mkdir()
    refuses(project, f"{SOURCES}/{STRANGER}:1: is not a regular file; links and devices are not read [toml]")


def test_a_file_of_insane_size_is_not_read(project: Path) -> None:
    with (project / SOURCES / STRANGER).open("wb") as file:
        file.truncate(4 * 1024 * 1024 + 1)
    refuses(project, f"{SOURCES}/{STRANGER}:1: is larger than 4 MiB, the limit for a source file [toml]")


def test_sources_need_to_say_what_the_package_is(project: Path) -> None:
    (project / SOURCES / "package.toml").unlink()
    refuses(
        project,
        f"{SOURCES}/package.toml:1: is missing; it gives the package's name, title, version and licences [toml]",
    )


def test_sources_need_to_say_how_much_may_be_quoted(project: Path) -> None:
    path = project / SOURCES / "package.toml"
    before, _, after = path.read_text(encoding="utf-8").partition("[package.quotation]")
    path.write_text(before + after[after.index("[[") :], encoding="utf-8")
    refuses(project, f"{SOURCES}/package.toml:1: quotation: is missing; add a table [package.quotation] [source-key]")


@pytest.mark.parametrize("version", ["1", "1.0", "v1.0.0", "1.0.0-rc.01"])
def test_a_version_that_is_none_is_refused_where_it_is_typed(project: Path, version: str) -> None:
    path = project / SOURCES / "package.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('version = "0.1.0"', f'version = "{version}"'), encoding="utf-8")
    line = text[: text.index('version = "0.1.0"')].count("\n") + 1
    refuses(
        project,
        f"{SOURCES}/package.toml:{line}: version: '{version}' is not supported; expected a version such as 1.2.3 "
        "or 1.2.3-rc.1 (Semantic Versioning) [descriptor]",
    )


class Bare(str):
    """A value as TOML has it, which is not quoted."""


TEXTS = st.sampled_from(["", "treaty", "a\nb", "\u009b", "\u202e", "é", "\U0010ffff"]) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=20
)
SCALARS = (
    TEXTS
    | st.sampled_from(
        ["nan", "inf", "-inf", "1e400", "0xffffffffffffffffff", "2024-11-12", "07:32:00", "true", "1.5"]
    ).map(Bare)
    | st.integers(-(10**30), 10**30)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
RECORD = {"name": "MIT", "path": "LICENSE", "title": "T", "email": "a@example.org", "roles": ["author"]}
SOUND = {
    "name": "treaty-record",
    "title": "Treaty",
    "description": "D",
    "homepage": "https://example.org/",
    "version": "1.0.0-rc.1+build.5",
    "keywords": ["treaty"],
    "licenses": [RECORD],
    "contributors": [RECORD],
}


def changed(sound: dict[str, Any], likely: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Return copies of a table of which one value is another, more or less likely one."""
    key = st.sampled_from([*sound, *likely])
    pair = key.flatmap(lambda key: st.tuples(st.just(key), likely.get(key, TEXTS) | VALUES))
    return pair.map(lambda pair: sound | dict([pair]))


RECORDS = st.lists(changed(RECORD, {"roles": st.lists(TEXTS), "other": VALUES}), min_size=1, max_size=3)
PACKAGES = changed(
    SOUND,
    {
        "name": st.from_regex("[a-z0-9][a-z0-9._-]{0,110}", fullmatch=True),
        "version": st.from_regex(r"[0-9]{1,2}\.[0-9]\.[0-9](-[a-z0-9.]{1,5})?(\+[a-z.]{1,4})?", fullmatch=True),
        "homepage": st.from_regex(r"https?://[a-z]{1,9}(/[^\s\x7f]{0,9})?", fullmatch=True),
        "keywords": st.lists(TEXTS, min_size=1),
        "licenses": RECORDS,
        "contributors": RECORDS,
    },
)


@examples(20, 100)
@given(package=PACKAGES)
def test_what_a_build_accepts_is_a_descriptor(tmp_path: Path, package: dict[str, Any]) -> None:
    (tmp_path / "package.toml").write_text(f"package = {as_toml(package)}\n", "utf-8")
    try:
        says = about.read(tmp_path / "package.toml", "package.toml")
    except BadData:
        return
    (tmp_path / "datapackage.json").write_bytes(as_json({"$schema": profile.PATH, **says, "resources": []}))
    document = descriptor.read(tmp_path / "datapackage.json")
    assert list(descriptor.faults(document, Contract(), tmp_path)) == []
    assert document.value.items() >= says.items()


def as_toml(value: object) -> str:
    """Return a value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(key)} = {as_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, Bare):
        return str(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def test_the_sources_build_the_package_byte_for_byte(pristine: Path) -> None:
    built = build(pristine).files
    assert {path: content for path, content in files(pristine).items() if not path.startswith(SOURCES)} == built


def test_what_is_built_is_what_the_rules_ask_for(project: Path) -> None:
    result = run(project, "--check")
    assert result.exit_code == 0
    assert result.stdout.startswith("the committed files are what the sources build\nrows:\n")


def test_check_names_the_files_that_are_stale(project: Path) -> None:
    (project / "data/events.csv").unlink()
    (project / "data/claims.csv").write_bytes(b"")
    before = files(project)
    result = run(project, "--check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "data/claims.csv:1: differs from what the sources build [rebuilt]\n"
        "data/events.csv:1: is missing [rebuilt]\n"
        "2 errors; run 'treaty build' and commit the result\n"
    )
    assert files(project) == before


def test_a_build_mends_what_is_stale(project: Path) -> None:
    before = files(project)
    (project / "data/events.csv").unlink()
    (project / "data/claims.csv").write_bytes(b"")
    result = run(project)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("2 files changed\n")
    assert files(project) == before
    assert run(project).stdout.startswith("nothing changed\n")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another time zone, and what locales there are."""
    before = locale.setlocale(locale.LC_ALL)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    time.tzset()
    for name in ("tr_TR.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
            break
        except locale.Error:
            continue
    yield
    locale.setlocale(locale.LC_ALL, before)
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
def test_the_build_is_the_same_elsewhere(pristine: Path) -> None:
    assert all(files(pristine)[path] == content for path, content in build(pristine).files.items())


def test_the_order_in_which_files_and_rows_are_found_does_not_matter(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / SOURCES / "actors.toml"
    head, *tables = path.read_text("utf-8").split("\n\n[")
    path.write_text("\n\n[".join([head, *reversed(tables)]) + "\n", "utf-8")
    found = Path.rglob
    monkeypatch.setattr(Path, "rglob", lambda folder, pattern: reversed(sorted(found(folder, pattern))))
    assert build(project).files == {
        path: content for path, content in files(project).items() if not path.startswith(SOURCES)
    }
