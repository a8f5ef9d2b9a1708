"""Time `treaty verify` on a folder and package of any size, with pins or quotes, where texts are as read or drifted.

uv run python scripts/benchmarks/verify.py --articles 100000 --passages 10 --megabytes 100

Pins are measured three times: in texts as they were read; after an edit that moves all words and changes the digits of
every second line, so that half of the pins are missing; and in other documents. Quotes are measured as they are and
moved by one code point.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl

from treaty_tools.quotes import texts
from treaty_tools.quotes.report import report_lines
from treaty_tools.quotes.verify import statuses

SCRIPTS = {
    "bangla": "চুক্তি অনুমোদনের একটি ডিক্রিতে স্বাক্ষর করেছেন নেতা রাশিয়ার সাথে পারস্পরিক গিয়ে সংবাদ",
    "english": "the leader signed a decree that ratifies treaty with his neighbour on mutual aid",
}
WORDS = 8
"""Words and numbers of a passage."""
ARTICLE = ["article_id", "title", "text_sha256", "extent", "skipped"]
OTHER_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
Row = tuple[str, str, str, int | None, str | None, str | None, str | None]


def main() -> None:
    """Make the folder and the package, and print how long each way of checking takes."""
    options = arguments()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        passages, articles, size = make(folder, options)
        kind = "quotes" if options.quotes else "pins"
        print(f"{len(articles)} texts, {len(passages)} passages by {kind}, {size / 1e6:.1f} MB, {options.script}")
        time_of("as read", folder, passages, articles)
        if options.quotes:
            shifted = passages.with_columns(pl.col("start") + 1)
            time_of("moved", folder, shifted, articles.with_columns(text_sha256=pl.lit("0" * 64)))
        else:
            change(folder, edited)
            time_of("drifted", folder, passages, articles)
            change(folder, lambda text: text[::-1])
            time_of("other documents", folder, passages, articles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=10, help="of each article")
    parser.add_argument("--megabytes", type=float, default=10, help="of all the texts together")
    parser.add_argument("--quotes", action="store_true", help="quote the passages instead of pinning them")
    parser.add_argument("--script", choices=SCRIPTS, default="bangla")
    return parser.parse_args()


def make(folder: Path, options: argparse.Namespace) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """Write the texts; return the passages, the articles and the size of the texts in bytes."""
    passages: list[Row] = []
    articles: list[tuple[str, str, str, str, str | None]] = []
    size = 0
    for n in range(options.articles):
        article_id = f"article-{n:07}"
        target = int(options.megabytes * 1e6 / options.articles)
        data = written(SCRIPTS[options.script].split(), n, target).encode()
        (folder / f"{article_id}.txt").write_bytes(data)
        text = texts.from_bytes(data)
        size += len(data)
        articles.append((article_id, "Title", text.sha256, "whole", None))
        passages += chosen(article_id, text.body, options.passages, quote=options.quotes)
    columns = ["passage_id", "article_id", "place", "start", "quote", "begins", "ends"]
    return (
        pl.DataFrame(passages, schema=columns, orient="row", infer_schema_length=None),
        pl.DataFrame(articles, schema=ARTICLE, orient="row", infer_schema_length=None),
        size,
    )


def change(folder: Path, edit: Callable[[str], str]) -> None:
    """Edit every text of a folder."""
    for file in folder.iterdir():
        file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")


def edited(text: str) -> str:
    """Return a text with a new first line, and every second line with its digits in another script."""
    lines = [line.translate(OTHER_DIGITS) if n % 2 else line for n, line in enumerate(text.split("\n"))]
    return "\n".join(["A new headline", *lines])


def written(words: Sequence[str], seed: int, size: int) -> str:
    """Return about as many bytes of words in numbered lines, so that every line is its own."""
    lines, length, n = [], 0, seed + 100  # smaller numbers recur from line to line
    while length < size:
        line = " ".join(f"{words[(n * k) % len(words)]} {n * k % 9973}" for k in range(1, 9))
        lines.append(line)
        length += len(line.encode()) + 1
        n += 1
    return "\n".join(lines)


def chosen(article_id: str, body: str, n: int, *, quote: bool) -> Iterator[Row]:
    """Yield passages of a text at even distances, each of some words of one line, quoted or pinned."""
    spans = texts.paragraphs(body)
    for k in range(n):
        number = k * len(spans) // n
        start, end = spans[number]
        words = body[start:end].split(" ")
        at = 2 * (k - -(-number * n // len(spans))) % (len(words) - WORDS)  # the line's passages, two words apart
        words, start = words[at : at + WORDS], start + sum(len(word) + 1 for word in words[:at])
        passage = f"{article_id}.p{k}", article_id, f"p{number + 1}"
        if quote:
            yield *passage, start, " ".join(words), None, None
        else:
            yield *passage, None, None, " ".join(words[:2]), words[-1]


def time_of(what: str, folder: Path, passages: pl.DataFrame, articles: pl.DataFrame) -> None:
    """Print how long it takes to check all passages and to report on them, and the outcome."""
    begin, begin_cpu = time.perf_counter(), time.process_time()
    found = statuses(passages, articles, folder)
    checked = time.perf_counter()
    lines = list(report_lines(found))
    end, cpu = time.perf_counter(), time.process_time() - begin_cpu
    print(
        f"{what}: {checked - begin:.2f} s to check, {end - checked:.2f} s to report ({cpu:.2f} s of CPU): {lines[-1]}"
    )


if __name__ == "__main__":
    main()
