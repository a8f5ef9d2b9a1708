"""Run the Python blocks of a page from top to bottom, and write the output of each below it.

uv run python scripts/docs/notebook.py docs/questions.md

The output is what a block prints and the value of its last line: frames and relations as Markdown tables, all else as
text. It replaces the previous output. (cog would need a pair of markers around every output.)
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
"""Code points shown of a cell."""


def main() -> None:
    """Update the outputs in a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    page = parser.parse_args().page
    page.write_text(executed(page.read_text(encoding="utf-8")), encoding="utf-8")


def executed(text: str) -> str:
    """Return a page with current outputs; its blocks share one namespace."""
    names: dict[str, object] = {}

    def block(found: re.Match[str]) -> str:
        return f"```python\n{found['code']}```\n" + "".join(f"\n{part}\n" for part in outputs(found["code"], names))

    return BLOCK.sub(block, text)


def outputs(code: str, names: dict[str, object]) -> Iterator[str]:
    """Run a block and yield what it prints, and the value of its last line if that is an expression."""
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
    """Yield the lines of a frame as a table, numbers aligned to the right."""
    yield f"| {' | '.join(frame.columns)} |"
    yield f"|{'|'.join('--:' if dtype.is_numeric() else '---' for dtype in frame.dtypes)}|"
    for row in frame.iter_rows():
        yield f"| {' | '.join(map(cell, row))} |"


def cell(value: object) -> str:
    """Return a cell's text, shortened if it is long, empty for null."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return cut.replace("|", r"\|")


if __name__ == "__main__":
    main()
