"""Nothing that strangers wrote commands a terminal or a CI log, and everything can be printed in any encoding."""

import io
import json
import re
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_tools.releases.difference.as_markdown import plain
from treaty_tools.reporting.terminal import echo, echo_commands, echo_lines, echo_styled, inert, json_inert, safe

Printed = Callable[..., str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """Return what a function prints on a standard output of an encoding, as bytes that are read as that."""

    def printed(encoding: str, write: Callable[[], None]) -> str:
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
        monkeypatch.setattr(sys, "stdout", out)
        write()
        return out.buffer.getvalue().decode(encoding)

    return printed


def run_by_github(line: str) -> bool:
    """Tell whether GitHub's runner takes a line for a workflow command, as its ActionCommand parses lines."""
    return line.lstrip().startswith("::") or "##[" in line


@given(st.text(st.one_of(st.sampled_from(list(":#[ \t\n\x1b\u202e\u3000\ud800")), st.characters()), max_size=20))
def test_no_printed_line_commands_a_terminal_or_a_log(text: str) -> None:
    for line in inert(text).split("\n"):
        assert not run_by_github(line)
        assert line.replace("\t", "").replace("\u2068", "").replace("\u2069", "") == safe(line).replace(
            r"\t", ""
        ).replace(r"\u2068", "").replace(r"\u2069", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("  ::error::x", r"  \x3a:error::x"),
        ("\u3000::error::x", "\u3000\\x3a:error::x"),
        ("a\n::set-output name=a::b", "a\n\\x3a:set-output name=a::b"),
        ("see ##[add-mask]secret", r"see \x23#[add-mask]secret"),
        ("a::b and # [x] stay", "a::b and # [x] stay"),
        ("\x1b[31mred\x9b\u202e\ud800", r"\x1b[31mred\x9b\u202e\ud800"),
    ],
)
def test_commands_are_written_out(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_a_line_stays_one_line(printed: Printed) -> None:
    assert printed("utf-8", lambda: echo_lines(["a\n::error::x", "b"])) == "a\\n::error::x\nb\n"
    assert printed("utf-8", lambda: echo_styled([[("a\n", "bold"), ("::x", "")]])) == "a\\n\\x3a:x\n"
    assert printed("utf-8", lambda: echo_lines([])) == ""


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "é → কিম 𐍈\n"),
        ("cp1252", "é \\u2192 \\u0995\\u09bf\\u09ae \\U00010348\n"),
        ("latin-1", "é \\u2192 \\u0995\\u09bf\\u09ae \\U00010348\n"),
        ("ascii", "\\xe9 \\u2192 \\u0995\\u09bf\\u09ae \\U00010348\n"),
    ],
)
def test_what_an_encoding_lacks_is_written_out(printed: Printed, encoding: str, shown: str) -> None:
    assert printed(encoding, lambda: echo("é → কিম 𐍈")) == shown


def test_annotations_are_ascii_unless_the_output_is_utf_8(printed: Printed) -> None:
    line = "::error file=a::é কিম\u202e"
    assert printed("utf-8", lambda: echo_commands(["::error::##[add-mask]x"])) == "::error::\\x23#[add-mask]x\n"
    assert printed("utf-8", lambda: echo_commands([line])) == "::error file=a::é কিম\\u202e\n"
    assert printed("cp1252", lambda: echo_commands([line])) == "::error file=a::\\xe9 \\u0995\\u09bf\\u09ae\\u202e\n"


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, "red\n"),
        ({"FORCE_COLOR": "1"}, "\x1b[1;31mred\x1b[0m\n"),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "red\n"),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, "red\n"),
    ],
)
def test_colours_are_for_those_who_want_them(
    printed: Printed, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: str
) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert printed("utf-8", lambda: echo_styled([[("red", "bold red")]])) == shown


@given(st.text())
def test_json_is_plain_ascii_and_says_the_same(text: str) -> None:
    content = json_inert(json.dumps({text: [text, "##[x]"]}, ensure_ascii=False))
    assert re.fullmatch("[ -~]*", content)
    assert "##[" not in content
    assert json.loads(content) == json.loads(json.dumps({text: [text, "##[x]"]}))


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("Told by @someone, twice.", "Told by `@someone,` twice."),
        ("See www.example.org (or HTTPS://x.org)", "See `www.example.org` (or `HTTPS://x.org)`"),
        ("Fixes a/b#12, gh-3 and me@example.org", "Fixes `a/b#12,` `gh-3` and `me@example.org`"),
        ("a@`b` &#64;x *y*", r"`` a@`b` `` `&#64;x` \*y\*"),
        ("R&D, 5 * 3, no. # 1", r"R\&D, 5 \* 3, no. \# 1"),
    ],
)
def test_markdown_mentions_nobody_and_links_nothing(reason: str, shown: str) -> None:
    assert plain(reason) == shown
