"""Run a page's Python blocks from top to bottom, and write below each what it gives.

uv run python scripts/docs/notebook.py docs/questions.md

What a block prints, and the value of its last line, stand below it: frames and relations as Markdown tables, all else
as text. What stood there before is replaced.
"""

import argparse
import ast
import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

BLOCK = re.compile(r"^```python\n(?P<code>(?s:.*?))^```\n(?:\n```text\n(?s:.*?)^```\n|\n(?:\|.*\n)+)*", re.MULTILINE)
"""A block with the outputs that follow it."""
LONGEST = 100
"""Code points of a cell that are shown."""


def main() -> None:
    """Rewrite a page with what its blocks give now."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    page = parser.parse_args().page
    page.write_text(executed(page.read_text(encoding="utf-8")), encoding="utf-8")


def executed(text: str) -> str:
    """Return a page with the outputs of its blocks, which share their names."""
    names: dict[str, object] = {}

    def block(found: re.Match[str]) -> str:
        return f"```python\n{found['code']}```\n" + "".join(f"\n{part}\n" for part in outputs(found["code"], names))

    return BLOCK.sub(block, text)


def outputs(code: str, names: dict[str, object]) -> Iterator[str]:
    """Run a block and yield what it prints and what its last line is, where that is a value."""
    statements = ast.parse(code).body
    last = statements.pop() if isinstance(statements[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(statements, []), "page", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "page", "eval"), names) if isinstance(last, ast.Expr) else None
    if printed.getvalue():
        yield f"```text\n{printed.getvalue()}```"
    if value is not None:
        yield shown(value)


def shown(value: object) -> str:
    """Return a value as Markdown."""
    if isinstance(value, duckdb.DuckDBPyRelation):
        value = value.pl()
    return "\n".join(table(value)) if isinstance(value, pl.DataFrame) else f"```text\n{value}\n```"


def table(frame: pl.DataFrame) -> Iterator[str]:
    """Yield the lines of a frame's table; numbers stand to the right."""
    yield f"| {' | '.join(frame.columns)} |"
    yield f"|{'|'.join('--:' if dtype.is_numeric() else '---' for dtype in frame.dtypes)}|"
    for row in frame.iter_rows():
        yield f"| {' | '.join(map(cell, row))} |"


def cell(value: object) -> str:
    """Return a cell's text, cut where it is long; nothing for null."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return cut.replace("|", r"\|")


if __name__ == "__main__":
    main()
