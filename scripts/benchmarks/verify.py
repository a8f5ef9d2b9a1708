"""Time `treaty verify` on a folder and package of any size, where all holds and where all drifted.

uv run python scripts/benchmarks/verify.py --articles 100000 --passages 10 --megabytes 100
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from treaty_tools.quotes import texts
from treaty_tools.quotes.verify import report_lines, statuses

SCRIPTS = {
    "bangla": "চুক্তি অনুমোদনের একটি ডিক্রিতে স্বাক্ষর করেছেন নেতা রাশিয়ার সাথে পারস্পরিক গিয়ে সংবাদ",
    "english": "the leader signed a decree that ratifies treaty with his neighbour on mutual aid",
}
QUOTED = 40
"""Code points of a quote."""


def main() -> None:
    """Make the folder and the package, and print how long each way of checking takes."""
    options = arguments()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        passages, articles, size = make(folder, options)
        print(f"{len(articles)} texts, {len(passages)} passages, {size / 1e6:.1f} MB, {options.script}")
        time_of("all holds", folder, passages, articles)
        shifted = passages.with_columns(pl.col("start") + 1)
        time_of("all drifted", folder, shifted, articles.with_columns(text_sha256=pl.lit("0" * 64)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=10, help="of each article")
    parser.add_argument("--megabytes", type=float, default=10, help="of all the texts together")
    parser.add_argument("--script", choices=SCRIPTS, default="bangla")
    return parser.parse_args()


def make(folder: Path, options: argparse.Namespace) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """Write the texts; return the passages, the articles and the size of the texts in bytes."""
    passages: list[tuple[str, str, str, int, str]] = []
    articles: list[tuple[str, str, str, int]] = []
    size = 0
    for n in range(options.articles):
        article_id = f"article-{n:07}"
        target = int(options.megabytes * 1e6 / options.articles)
        data = written(SCRIPTS[options.script].split(), n, target).encode()
        (folder / f"{article_id}.txt").write_bytes(data)
        text = texts.from_bytes(data)
        size += len(data)
        articles.append((article_id, "Title", text.sha256, len(text.body)))
        passages += quotes(article_id, text.body, options.passages)
    columns = ["passage_id", "article_id", "place", "start", "quote"]
    return (
        pl.DataFrame(passages, schema=columns, orient="row"),
        pl.DataFrame(articles, schema=["article_id", "title", "text_sha256", "text_length"], orient="row"),
        size,
    )


def written(words: Sequence[str], seed: int, size: int) -> str:
    """Return about as many bytes of words in numbered lines, so that every line is its own."""
    lines, length, n = [], 0, seed
    while length < size:
        line = " ".join(f"{words[(n * k) % len(words)]} {n * k % 9973}" for k in range(1, 9))
        lines.append(line)
        length += len(line.encode()) + 1
        n += 1
    return "\n".join(lines)


def quotes(article_id: str, body: str, n: int) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield passages that quote a text at even distances, from blank to blank."""
    spans = texts.paragraphs(body)
    for k in range(n):
        start = body.find(" ", k * (len(body) - 2 * QUOTED) // n) + 1
        quote = body[start : body.find(" ", start + QUOTED)]
        place = texts.place_of(spans, start, start + len(quote)) or ""
        yield f"{article_id}.p{k}", article_id, place, start, quote


def time_of(what: str, folder: Path, passages: pl.DataFrame, articles: pl.DataFrame) -> None:
    """Print how long it takes to check all quotes and to tell of them, and what came of it."""
    begin = time.perf_counter()
    found = statuses(passages, articles, folder)
    checked = time.perf_counter()
    lines = list(report_lines(found))
    end = time.perf_counter()
    print(f"{what}: {checked - begin:.2f} s to check, {end - checked:.2f} s to tell: {lines[-1]}")


if __name__ == "__main__":
    main()
