"""treaty draft writes what a program sees of an article, in any script, and no sentence of it."""

import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import hypothesis.strategies as st
import pytest
from click.testing import CliRunner, Result
from hypothesis import given

from tests.helpers.examples import examples
from tests.helpers.misbehaving import answer, serving
from treaty_tools.cli import main
from treaty_tools.drafting import article_file, passages
from treaty_tools.drafting.recognised import Recognised, recognised
from treaty_tools.drafting.register import Name, Register
from treaty_tools.quotes import texts
from treaty_tools.quotes.body import Body
from treaty_tools.quotes.pinned import in_body
from treaty_tools.sources.new_project import TEMPLATE
from treaty_tools.web.page_metadata import Metadata

CASES = Path(__file__).parents[2] / "cases/drafts"
THAI, ARABIC, ENGLISH = "khao-20240305-bridge", "jisr-20240305-bridge", "observer-20240306-bridge"
TITLE = 'Old bridge shut: "cracks in two piers"'
SOURCES: Mapping[str, Sequence[str]] = {
    THAI: ["--page", str(CASES / f"{THAI}.html")],
    ARABIC: ["--page", str(CASES / f"{ARABIC}.html")],
    ENGLISH: ["--text", str(CASES / f"{ENGLISH}.txt"), "--language", "en", "--title", TITLE],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project of the template, with more actors; and a folder for texts."""
    shutil.copytree(TEMPLATE / "scripts", tmp_path / "scripts")
    (tmp_path / "texts").mkdir()
    about = tmp_path / "scripts/sources/package.toml"
    about.write_text(about.read_text("utf-8").replace("$name", "bridges"), encoding="utf-8")
    append(tmp_path / "scripts/sources/actors.toml", (CASES / "actors.toml").read_text("utf-8"))
    return tmp_path


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "-C", str(root)])


def draft(root: Path, article: str, *more: str) -> Result:
    return run(root, "draft", article, *(more or SOURCES[article]), "--texts", str(root / "texts"))


def file(root: Path, article: str) -> Path:
    return root / f"scripts/sources/articles/{article}.toml"


@pytest.mark.parametrize("article", SOURCES)
def test_the_drafted_file_is_exactly_this(root: Path, article: str) -> None:
    result = draft(root, article)
    assert (result.exit_code, file(root, article).read_text("utf-8")) == (
        0,
        (CASES / f"{article}.toml").read_text("utf-8"),
    )
    data = tomllib.loads(file(root, article).read_text("utf-8"))
    held = texts.read(root / "texts", article)
    assert held
    assert (data["article"]["text_length"], data["article"]["text_sha256"]) == (len(held.body), held.sha256)
    size = f"{len(data['passage'])} passages of {len(texts.paragraphs(held.body))} paragraphs"
    assert result.stdout == f"scripts/sources/articles/{article}.toml: {size}\n"
    assert result.stderr == f"{root}/texts/{article}.txt: {len(held.body)} code points\n"


@pytest.mark.parametrize("article", SOURCES)
def test_no_sentence_of_the_article_is_in_the_file(root: Path, article: str) -> None:
    draft(root, article)
    written = file(root, article).read_text("utf-8")
    title = tomllib.loads(written)["article"]["title"]
    held = texts.read(root / "texts", article)
    assert held
    for start in range(len(held.body) - 45):
        piece = held.body[start : start + 45]
        assert "\n" in piece or piece in title or piece not in written


FILLED: Mapping[str, Sequence[str]] = {
    THAI: ["khao-tuayang", "skipped = { p3 = 'weather' }"],
    ARABIC: ["akhbar-al-mithal", "skipped = { p3 = 'weather' }"],
    ENGLISH: ["observer", "skipped = { p1 = 'the title', p4 = 'weather' }"],
}
"""The publisher of each article, and what is left out of it."""
GLOSSES = {
    "title": ["The city council closes the old bridge."],
    "closure": [
        "The council closed the bridge on 4 March after engineers found cracks in its piers.",
        'says."events/bridge-closes" = { date = "2024-03-04", type = "closure", status = "occurred" }',
    ],
    "vehicles": [
        "The council says that about 12,000 vehicles used the bridge every day.",
        'says."claims/council-12000-vehicles" = { claimant_id = "city-council", kind = "estimate", '
        'modality = "asserted", measure = "vehicles-per-day", figure = "~12000" }',
    ],
}
ORDER = {
    THAI: {"title": "title", "p1": "closure", "p2": "vehicles"},
    ARABIC: {"title": "title", "p1": "closure", "p2": "vehicles"},
    ENGLISH: {"title": "title", "p2": "closure", "p3": "vehicles"},
}


def fill_in(drafted: str, article: str) -> str:
    """Return a drafted file as a curator fills it in: glosses, what it cites, and what is left out."""
    publisher, skipped = FILLED[article]
    head, *tables = drafted.split("\n\n[passage.")
    lines = [line for line in head.splitlines() if not line.startswith(("# ", "kind", "origin_basis", "publisher_id"))]
    lines += [skipped, 'kind = "original"', 'origin_basis = "own"']
    lines += [f'publisher_id = "{publisher}"', f'origin_id = "{publisher}"']
    typed = tomllib.loads(head)["article"]
    lines += [] if "url" in typed else [f'url = "https://example.org/{article}"']
    lines += [] if "published_basis" in typed else ['published_basis = "stated"']
    filled = ["\n".join(lines)]
    for table in tables:
        name, _, body = table.partition("]")
        if name not in ORDER[article]:
            continue
        gloss, *cited = GLOSSES[ORDER[article][name]]
        if ORDER[article][name] == "title":
            cited = ['says."events/bridge-closes" = { type = "closure", status = "occurred" }']
        if ORDER[article][name] == "vehicles":
            cited = [*cited, f'says."articles/{article}" = {{ origin_id = "{publisher}" }}']
        body = body.replace('# named."actors/city-council"', 'named."actors/city-council"')
        body = body.replace('gloss = ""', "\n".join([f'gloss = "{gloss}"', *cited]))
        filled.append(f"[passage.{name}]{body}")
    return "\n\n".join(filled) + "\n"


def test_drafts_that_are_filled_in_build_and_verify(root: Path) -> None:
    for article in SOURCES:
        assert draft(root, article).exit_code == 0
        file(root, article).write_text(fill_in(file(root, article).read_text("utf-8"), article), encoding="utf-8")
    actors = root / "scripts/sources/actors.toml"
    for publisher in ("akhbar-al-mithal", "observer"):
        append(actors, f'[{publisher}]\nname = "{publisher.title()}"\nkind = "medium"\nownership = "private"\n')
    built = run(root, "build")
    assert built.exit_code == 0, built.stderr
    verified = run(root, "verify", "--texts", str(root / "texts"))
    assert "8 passages in 4 articles: 6 match, 2 not held" in verified.stdout, verified.output
    assert verified.exit_code == 0
    assert "neither passage nor skipped" not in verified.stdout.replace("p1; ", "")


def test_what_is_left_to_fill_in_is_asked_for(root: Path) -> None:
    draft(root, THAI)
    built = run(root, "build")
    path = f"scripts/sources/articles/{THAI}.toml"
    assert built.exit_code == 1
    asked = [line for line in built.stderr.splitlines() if line.startswith(path)]
    assert asked[:3] == [
        f"{path}:10: kind: is empty; fill it in: Kind of text. "
        "Terms: original, agency copy, translation, machine translation, rewrite, scraped copy. [source-type]",
        f"{path}:11: origin_basis: is empty; fill it in: How the origin is known; only inherited needs copy_of. "
        "Terms: stated, own, inferred, inherited, unknown. [source-type]",
        f"{path}:24: gloss: is empty; fill it in: What the passage says, in English, in our words. [source-type]",
    ]


def test_a_page_is_fetched_from_its_address(root: Path) -> None:
    page = (CASES / f"{ARABIC}.html").read_bytes()
    with serving({"/page": answer(body=page, content_type="text/html; charset=utf-8")}) as server:
        fetched = draft(root, ARABIC, server.address(), "--allow-private", "--timeout", "5")
        assert fetched.exit_code == 0, fetched.output
        expected = (CASES / f"{ARABIC}.toml").read_text("utf-8").replace('# url = ""', f'url = "{server.address()}"')
        expected = expected.replace("# [jisr]", "# [127-0-0-1]")
        assert file(root, ARABIC).read_text("utf-8") == expected
        missing = draft(root, THAI, server.address("/gone"), "--allow-private", "--timeout", "5")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert missing.stderr == f"{THAI}: gone: the site returned 404\n"
    assert not file(root, THAI).exists()


def test_nothing_that_exists_is_replaced(root: Path) -> None:
    draft(root, THAI)
    again = draft(root, THAI)
    said = f"Error: scripts/sources/articles/{THAI}.toml exists: delete it first, or choose another id"
    assert (again.exit_code, again.output.splitlines()[-1]) == (2, said)
    (root / f"texts/{ARABIC}.txt").write_text("mine", encoding="utf-8")
    refused = draft(root, ARABIC)
    path = root / f"texts/{ARABIC}.txt"
    assert (refused.exit_code, path.read_text("utf-8"), file(root, ARABIC).exists()) == (1, "mine", False)
    assert refused.output == f"{path} exists with another text: pass it with --text, or move it elsewhere\n"
    assert draft(root, ARABIC, "--text", str(path), "--language", "ar").stderr == f"{path}: the same text\n"


@pytest.mark.parametrize("article", ["../a", "A-b", "a--b", "a\n", ""])
def test_what_is_no_article_id_is_refused(root: Path, article: str) -> None:
    result = draft(root, article, "--text", str(CASES / f"{ENGLISH}.txt"))
    assert result.exit_code == 2
    assert "is not an article id, such as rfa-20241113-us-confirms" in result.output


@pytest.mark.parametrize("more", [[], ["--page", str(CASES / f"{THAI}.html"), "--text", str(CASES / f"{ENGLISH}.txt")]])
def test_one_source_is_given(root: Path, more: Sequence[str]) -> None:
    result = run(root, "draft", THAI, *more, "--texts", str(root / "texts"))
    said = "Error: give URL, or --page or --text, with or without URL"
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, said)


def test_an_address_beside_a_text_is_written_and_not_visited(root: Path) -> None:
    url = "https://observer.invalid/bridge"
    assert draft(root, ENGLISH, url, *SOURCES[ENGLISH]).exit_code == 0
    assert tomllib.loads(file(root, ENGLISH).read_text("utf-8"))["article"]["url"] == url


def test_names_that_may_mean_an_actor_are_one_comment_with_all_of_them() -> None:
    sure, perhaps = (
        Recognised("North Korea", ["north-korea"], is_certain=True),
        Recognised("Pyongyang", ["north-korea"]),
    )
    assert list(passages.named([sure, perhaps])) == [
        'named."actors/north-korea" = "North Korea"',
        '# named."actors/north-korea" = ["North Korea", "Pyongyang"]',
    ]


def test_a_day_that_is_not_the_ids_is_remarked(root: Path) -> None:
    result = draft(root, "khao-20240301-bridge", *SOURCES[THAI])
    assert result.stderr.splitlines()[-1] == (
        "the page was published on 2024-03-05, the article's id says 2024-03-01: correct one"
    )


CURATING = (Path(__file__).parents[3] / "docs/curating.md").read_text("utf-8")


def block(after: str) -> str:
    """Return the first block of TOML after some words of the page on curating."""
    return CURATING.partition(after)[2].partition("```toml\n")[2].partition("```")[0]


def test_the_worked_example_is_what_is_drafted_and_builds(root: Path) -> None:
    actors = root / "scripts/sources/actors.toml"
    shutil.copy(TEMPLATE / "scripts/sources/actors.toml", actors)
    draft(root, ENGLISH)
    assert block("<!-- drafted -->") == file(root, ENGLISH).read_text("utf-8")
    file(root, ENGLISH).write_text(block("<!-- filled -->"), encoding="utf-8")
    append(actors, block(block("<!-- filled -->")))
    built = run(root, "build")
    assert built.exit_code == 0, built.stderr
    assert run(root, "fix", "--check", "--texts", str(root / "texts")).output == "nothing to mend\n"
    verified = run(root, "verify", "--texts", str(root / "texts"))
    assert f"{ENGLISH}: 2 match\n" in verified.stdout
    assert verified.exit_code == 0


WORDS = st.text(st.sampled_from("ab 12,.-\n\t\"'\\#é\u202e\u0085\u200fกข๑ ال١漢字、。한국年月日"), max_size=60)
NAMES = [Name("a", "ab"), Name("b", "ال", "ar", "metonym"), Name("c", "漢字", "zh", "alias"), Name("d", "ab", "en")]


@examples(60, 1000)
@given(WORDS, WORDS, st.sampled_from(["en", "th", "ar", "zh", "ja", "ko", "und"]))
def test_whatever_the_text_the_draft_is_toml(words: str, title: str, language: str) -> None:
    text = texts.from_bytes(words.encode())
    known = Register({name.actor_id: {} for name in NAMES}, NAMES, [], [], [], {})
    said = Metadata(title=" ".join(title.split()) or None, published="2024-03-05", language=language)
    drafted = article_file.draft(article_file.Article("a-20240305-b", said, text, known))
    data = tomllib.loads(drafted.toml)
    assert data["article"].get("title") == said.title
    assert len(data.get("passage", {})) == drafted.passages
    for passage in data.get("passage", {}).values():
        pins = passage.get("begins"), passage.get("ends")
        assert not pins[0] or in_body(Body(text.body), *pins).status == "match"
        assert passage["gloss"] == ""


def test_names_that_may_mean_something_else_are_comments() -> None:
    names = [
        Name("korea", "朝", "zh"),
        Name("a", "张三", "zh"),
        Name("b", "张三", "zh"),
        Name("c", "平壤", "zh", "metonym"),
    ]
    names += [Name("d", "李四", "ja", "alias"), Name("e", "李四光", "zh")]
    (found,) = recognised(["朝鲜张三说,李四光在平壤见了李四。"], names, "zh")
    assert list(passages.named(found)) == [
        'named."actors/e" = "李四光"',
        'named."actors/d" = { name = "李四", kind = "alias" }',
        '# named."actors/korea" = "朝"',
        '# named."actors/a" or named."actors/b" = "张三"',
        '# named."actors/c" = "平壤"',
    ]
